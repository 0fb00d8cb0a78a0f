"""A fake index: an HTTPS server that reads every request for itself, judges it, and answers well or badly, as it is told."""

import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography import x509
from lxml import etree

from verwijsindex_conformance.antwoord.foutentabel import INHOUD, TECHNIEK
from verwijsindex_conformance.bericht.recept import Recept
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.bericht.vreemde_ca import oin_van
from verwijsindex_conformance.namespaces import ANONIEM, FOUT_ACTION_SOAP, SOAP, WSA
from verwijsindex_conformance.nep.afspraak import Afspraak
from verwijsindex_conformance.nep.inhoud import Weigering, antwoord_op, fout_met_detail, kale_fout
from verwijsindex_conformance.nep.ontvangst import STAPPEN, Ontvangst, Verzoek, lees_verzoek
from verwijsindex_conformance.nep.staat import Staat
from verwijsindex_conformance.nep.streken import GOED
from verwijsindex_conformance.nep.uit import Streek, Toestand, Uit
from verwijsindex_conformance.oordeel import Gezakt
from verwijsindex_conformance.opname import Uitwisseling

GROOTSTE: Final = 4 * 1024 * 1024
GEDULD: Final = 30.0
"""How long a partner waits for an answer, unless he says otherwise (koppelvlak 5)."""


@dataclass(frozen=True, slots=True)
class Gehoord:
    """A request, and what was done with it."""

    ontvangst: Ontvangst
    verzoek: Verzoek | None
    """None when there is no operation in it."""
    mankement: Gezakt | None
    """What is wrong with it; None when nothing is."""
    streek: str
    klok: float
    """When it came in, by ``monotonic``."""
    status: int
    antwoord: bytes


@dataclass
class NepIndex:
    """Answers requests; holds no socket. May be used by more threads, one request after the other."""

    afspraak: Afspraak
    geduld: float = GEDULD
    altijd: Streek = GOED
    """What every answer gets for which nothing else was planned."""
    staat: Staat = field(default_factory=Staat)
    gehoord: list[Gehoord] = field(default_factory=list)
    meld: Callable[[Gehoord], None] = lambda _: None
    """Hears of every request when it was answered."""
    tls_versie: ssl.TLSVersion | None = None
    """The only version of TLS that is offered, instead of the good ones."""
    tls_paar: tuple[str, str] | None = None
    """Certificate and key (files) that the server shows instead of its own."""
    _plan: list[tuple[str | None, Streek]] = field(default_factory=list)
    _slot: threading.Lock = field(default_factory=threading.Lock)
    _vorige: bytes | None = None
    _lijnen: set[Any] = field(default_factory=set)

    def verbreek(self) -> None:
        """End every connection, so that the next request needs a new one."""
        for lijn in list(self._lijnen):
            with suppress(OSError):
                lijn.shutdown(socket.SHUT_RDWR)

    def speel(self, *streken: Streek, operatie: str | None = None) -> None:
        """Answer the next requests like this, one after the other; those to ``operatie`` alone, when that is given."""
        with self._slot:
            self._plan += [(operatie, streek) for streek in streken]

    def lijn(self, lijn: Any, *, open_: bool) -> None:
        """A connection began or ended."""
        (self._lijnen.add if open_ else self._lijnen.discard)(lijn)

    def vergeet(self) -> None:
        """A new beginning: no state, no plan, nothing heard."""
        with self._slot:
            self.staat, self.gehoord, self._plan, self._vorige = Staat(), [], [], None
            self.tls_versie = self.tls_paar = None
            self.altijd = GOED

    def behandel(self, ontvangst: Ontvangst) -> Uit:
        """Judge a request and answer it."""
        with self._slot:
            uit = self._behandel(ontvangst)
            self.meld(self.gehoord[-1])
            return uit

    def _behandel(self, ontvangst: Ontvangst) -> Uit:
        try:
            verzoek = lees_verzoek(ontvangst)
        except Gezakt as onleesbaar:
            return self._onleesbaar(ontvangst, onleesbaar)
        mankement, kind, actie = self._keur(ontvangst, verzoek)
        streek = self._volgende(verzoek.operatie) if mankement is None else GOED
        if streek.fout is not None:
            kind, actie = _fout(verzoek, streek.fout, herhaalbaar=streek.herhaalbaar)
        if kind is None:
            kind, actie = self._voer_uit(verzoek) if streek.doet else (etree.Element("niets"), "")
        uit = self._teken(kind, actie, verzoek, streek)
        self._onthoud(ontvangst, verzoek, mankement, streek, uit)
        return uit

    def _keur(self, ontvangst: Ontvangst, verzoek: Verzoek) -> tuple[Gezakt | None, etree._Element | None, str]:
        """The first thing that is wrong, as a fault that says so."""
        for stap, code, faultcode in STAPPEN:
            try:
                stap(ontvangst, self.afspraak)
            except Gezakt as mankement:
                if code == "DK0004" or (faultcode == f"{{{SOAP}}}Client" and code == "DK0002"):
                    return mankement, fout_met_detail(code, tekst=str(mankement)[:200]), f"{verzoek.action}Fout"
                return mankement, kale_fout(f"{code} {mankement}", faultcode), _vaste_actie(code)
        return None, None, ""

    def _voer_uit(self, verzoek: Verzoek) -> tuple[etree._Element, str]:
        try:
            return antwoord_op(verzoek, self.staat, self.afspraak), f"{verzoek.action}Response"
        except Weigering as weigering:
            return _fout(verzoek, weigering.code, herhaalbaar=False)

    def _teken(self, kind: etree._Element, actie: str, verzoek: Verzoek, streek: Streek) -> Uit:
        toestand = Toestand(verzoek, self.staat, self._vorige, self.geduld)
        recept = Recept(
            kinderen=(kind,),
            action=actie,
            to=ANONIEM,
            ondertekenaar=self.afspraak.paar,
            reply_to=None,
            relates_to=verzoek.message_id,
            bevestigt=verzoek.signature_value,
        )
        raw = maak_bericht(streek.recept(recept, toestand)).raw
        is_fout = kind.tag == f"{{{SOAP}}}Fault"
        return streek.uit(Uit(raw, 500 if is_fout else 200), toestand)

    def _onleesbaar(self, ontvangst: Ontvangst, mankement: Gezakt) -> Uit:
        """A fault without a signature: there is nothing that it could refer to."""
        envelop = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
        etree.SubElement(envelop, f"{{{SOAP}}}Body").append(kale_fout(f"DK0001 {mankement}", f"{{{SOAP}}}Client"))
        uit = Uit(etree.tostring(envelop), 500)
        self.gehoord.append(Gehoord(ontvangst, None, mankement, "onleesbaar", monotonic(), uit.status, uit.body))
        return uit

    def _volgende(self, operatie: str) -> Streek:
        for nummer, (waarvoor, streek) in enumerate(self._plan):
            if waarvoor in (None, operatie):
                del self._plan[nummer]
                return streek
        return self.altijd

    def _onthoud(self, ontvangst: Ontvangst, verzoek: Verzoek, mankement: Gezakt | None, streek: Streek, uit: Uit) -> None:
        self.gehoord.append(Gehoord(ontvangst, verzoek, mankement, streek.naam, monotonic(), uit.status, uit.body))
        self._vorige = uit.body

    @property
    def uitwisselingen(self) -> list[Uitwisseling]:
        """What was heard and answered, as a report keeps it."""
        return [Uitwisseling(een.ontvangst.methode, een.ontvangst.pad, een.ontvangst.raw, een.status, een.antwoord) for een in self.gehoord]


def _fout(verzoek: Verzoek, code: str, *, herhaalbaar: bool) -> tuple[etree._Element, str]:
    """A fault with this code in its own form (docs/foutcodes.md)."""
    vorm = TECHNIEK.get(code, INHOUD)
    if code == "DK0051":
        return kale_fout("DK0051 De dienst is niet beschikbaar.", f"{{{SOAP}}}Server"), FOUT_ACTION_SOAP
    if vorm.action is None:
        return fout_met_detail(code, herhaalbaar=herhaalbaar), f"{verzoek.action}Fout"
    return kale_fout(f"{code} Dit antwoordt een nagespeelde index.", sorted(vorm.faultcodes)[0]), vorm.action


def _vaste_actie(code: str) -> str:
    return TECHNIEK[code].action or FOUT_ACTION_SOAP if code in TECHNIEK else f"{WSA}/fault"


@contextmanager
def luister(index: NepIndex, *, host: str | None = None, poort: int | None = None) -> Iterator[int]:
    """Serve at the address of the services, or where told; gives the port. Raises OSError when it is taken."""
    delen = urlsplit(index.afspraak.adressen["meldingen"])
    plek = (host or delen.hostname or "127.0.0.1", delen.port or 443 if poort is None else poort)
    with _Server(plek, _handler(index), index) as server:
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        draad.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            draad.join()


class _Server(ThreadingHTTPServer):
    """TLS is made per connection, in its own thread: what is offered can change while it listens."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, plek: tuple[str, int], handler: type[BaseHTTPRequestHandler], index: NepIndex) -> None:
        super().__init__(plek, handler)
        self._index = index

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        request.settimeout(GEDULD * 2)
        try:
            beveiligd = _context(self._index).wrap_socket(request, server_side=True)
        except (OSError, ValueError):
            self.shutdown_request(request)
            return
        self._index.lijn(beveiligd, open_=True)
        try:
            super().process_request_thread(beveiligd, client_address)
        finally:
            self._index.lijn(beveiligd, open_=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A partner that hangs up is what some cases are about."""


def _context(index: NepIndex) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if index.tls_versie is not None:
        _verzwak(context, index.tls_versie)
    certificaat, sleutel = index.tls_paar or (str(index.afspraak.certificaat), str(index.afspraak.sleutel))
    context.load_cert_chain(certificaat, sleutel)
    context.load_verify_locations(index.afspraak.ca)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def _verzwak(context: ssl.SSLContext, versie: ssl.TLSVersion) -> None:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = versie
        context.maximum_version = versie
    context.set_ciphers("ALL:@SECLEVEL=0")


def _handler(index: NepIndex) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            lengte = self.headers.get("Content-Length") or "0"
            raw = self._in_stukken() if "chunked" in (self.headers.get("Transfer-Encoding") or "") else self.rfile.read(_getal(lengte))
            uit = index.behandel(self._ontvangst(raw))
            _wacht(uit.wacht)
            with suppress(OSError):
                self._stuur_vaker(uit) if uit.nog_eens else self._stuur(uit)

        def _stuur_vaker(self, uit: Uit) -> None:
            """Twice in one go: before anybody can see that something waits."""
            lijn, self.wfile = self.wfile, BytesIO()
            try:
                for _ in range(2):
                    self._stuur(uit)
                lijn.write(self.wfile.getvalue())
            finally:
                self.wfile = lijn

        def _stuur(self, uit: Uit) -> None:
            if uit.zwijg:
                self.close_connection = True
                return
            self.send_response(uit.status)
            for naam, waarde in {"Content-Type": uit.soort, **uit.koppen}.items():
                self.send_header(naam, waarde)
            self.send_header("Content-Length", str(len(uit.body) if uit.lengte is None else uit.lengte))
            self.end_headers()
            self.wfile.write(uit.body)
            self.close_connection = self.close_connection or uit.lengte is not None

        def _ontvangst(self, raw: bytes) -> Ontvangst:
            koppen: dict[str, list[str]] = {}
            for naam, waarde in self.headers.items():
                koppen.setdefault(naam.lower(), []).append(waarde)
            lijn: Any = self.connection
            return Ontvangst(self.command, self.path, koppen, raw, datetime.now(UTC), _tls_oin(lijn), lijn.version() or "")

        def _in_stukken(self) -> bytes:
            delen = []
            while grootte := int(self.rfile.readline(32).split(b";")[0], 16):
                delen.append(self.rfile.read(min(grootte, GROOTSTE)))
                self.rfile.readline(8)
            self.rfile.readline(8)
            return b"".join(delen)

        def log_message(self, format: str, *args: object) -> None:
            """What was said, the index remembers."""

    return Handler


def _getal(tekst: str) -> int:
    return min(int(tekst), GROOTSTE) if tekst.isdecimal() else 0


def _wacht(seconden: float) -> None:
    if seconden:
        threading.Event().wait(seconden)


def _tls_oin(lijn: Any) -> str | None:
    der = lijn.getpeercert(binary_form=True)
    return None if der is None else oin_van(x509.load_der_x509_certificate(der))
