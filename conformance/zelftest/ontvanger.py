"""Our own message security as a receiver of signalen under test (SignaalOntvangstService_v1), and the bank to break it on.

The receiver is a small partner system: it knows one mailbox, keeps signalen in memory, and answers as the contract says.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from uuid import uuid4

from lxml import etree
from verwijsindex.contract.namespaces import TYPEN
from verwijsindex.contract.operaties import SIGNAALONTVANGST, Operatie
from verwijsindex.domain.weigeringen import VerzenderOnjuist, Weigering
from verwijsindex.sandbox.foute_certificaten import foute_certificaten
from verwijsindex.sandbox.pki import Deelnemer, PkiBestanden, maak_pki
from verwijsindex.security import receive
from verwijsindex.security.policy import STRIKT
from verwijsindex.security.sign import Ondertekenaar
from verwijsindex.security.trust import TrustStore, splits_keten
from verwijsindex.soap import faults, tls
from verwijsindex.soap.schema import Schema

from verwijsindex_conformance.doel import Doel, Partner, Systeem
from verwijsindex_conformance.draaier import draai

from .bank import Beurt
from .client import ANDER, INDEX, PARTNER
from .mutant import Mutant, aangebracht

OPERATIE = Operatie("OntvangSignalen", SIGNAALONTVANGST)
SERVER = "00000099000000003000"
"""Whose TLS certificate bears the name of the host; in this PKI that of a partner does not."""
SECONDEN = 30
"""What a handshake may take, and a request."""
POSTBUS = {"instantieId": "ggd", "ontvangerId": "ggd-melder-1"}
ONGELDIG = ("verlopen", "nog-niet-geldig")
"""What the tester of this receiver has of certificates that are not to be believed."""
_NAMESPACE = SIGNAALONTVANGST.namespace
Antwoorder = Callable[[bytes, Mapping[str, str], bytes | None], tuple[int, bytes]]
"""Gives the HTTP status and the answer to one request, over a connection with this certificate (DER)."""


class Geheugen:
    """What was seen before, as long as this receiver lives."""

    def __init__(self) -> None:
        self._gezien: set[object] = set()

    def onthoud(self, oin: str, message_id: str, handtekening: bytes, tot: datetime, nu: datetime) -> bool:
        """Whether neither this message nor this signature was seen."""
        sleutels: set[object] = {(oin, message_id), handtekening}
        nieuw = not sleutels & self._gezien
        self._gezien |= sleutels
        return nieuw


class Postkamer:
    """Receives signalen for one mailbox."""

    def __init__(self, pki: PkiBestanden, adres: str) -> None:
        partner = pki.partner(PARTNER)
        self._ondertekenaar = Ondertekenaar(partner.sleutel.read_bytes(), partner.certificaat.read_bytes())
        self._schema = Schema(SIGNAALONTVANGST.naam)
        self._bewaard: set[str] = set()
        self._ontvanger = receive.Ontvanger(
            policy=STRIKT,
            trust=TrustStore(*splits_keten(pki.keten.read_bytes())),
            replay=Geheugen(),
            klok=lambda: datetime.now(UTC),
            acties={OPERATIE.action: OPERATIE.request},
            eigen_oin=PARTNER,
            adressen=[adres],
            partners=lambda oin: oin == INDEX,
        )

    def laat_binnen(self, certificaat: bytes | None, koppen: Mapping[str, str]) -> bool:
        """Whether a request is looked at: TLS let nobody in without a certificate, and nothing else tells of one (TLS002)."""
        return certificaat is not None

    def antwoord(self, raw: bytes, koppen: Mapping[str, str], certificaat: bytes | None) -> tuple[int, bytes]:
        """The HTTP status and the answer to one request."""
        if not self.laat_binnen(certificaat, koppen):
            return 403, b""
        feiten = receive.HttpFeiten("POST", koppen.get("Content-Type"), None, len(raw), (koppen.get("SOAPAction", ""),))
        try:
            bericht = self._ontvanger.ontvang(raw, feiten)
        except receive.HttpAfwijzing as afwijzing:
            return afwijzing.status, b""
        except receive.Afwijzing as afwijzing:
            return 500, self._teken(faults.van_afwijzing(afwijzing, str(uuid4())), afwijzing.bekend)
        bekend = receive.Bekend(bericht.message_id, bericht.action, bericht.signature_value)
        try:
            self._schema.valideer(bericht.kind)
            self.controleer_verzender(bericht)
        except Weigering as weigering:
            return 500, self._teken(faults.van_weigering(weigering, OPERATIE, str(uuid4())), bekend)
        return 200, self._teken(faults.Fout("", OPERATIE.response_action, self._bewaar(bericht.kind)), bekend)

    def controleer_verzender(self, bericht: receive.GeverifieerdBericht) -> None:
        """verzenderOin is that of who signed (R-156). Raises VerzenderOnjuist."""
        if bericht.kind.findtext(f"{{*}}stuurgegevens/{{{_NAMESPACE}}}verzenderOin") != bericht.oin:
            raise VerzenderOnjuist("stuurgegevens/verzenderOin")

    def uitkomst(self, postbus: Mapping[str, str], signaal_id: str) -> str:
        """What becomes of one signaal."""
        if postbus != POSTBUS:
            return "GEWEIGERD"
        if signaal_id in self._bewaard:
            return "REEDS_ONTVANGEN"
        self._bewaard.add(signaal_id)
        return "ONTVANGEN"

    def _bewaar(self, kind: etree._Element) -> bytes:
        antwoord = etree.Element(OPERATIE.response, nsmap={"ont": _NAMESPACE, "typ": TYPEN})
        stuur = etree.SubElement(antwoord, f"{{{_NAMESPACE}}}stuurgegevens")
        velden = {"berichtId": str(uuid4()), "tijdstip": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "versie": "1"}
        for naam, waarde in velden.items():
            etree.SubElement(stuur, f"{{{TYPEN}}}{naam}").text = waarde
        for levering in kind.iterfind("{*}levering"):
            postbus = {etree.QName(een).localname: een.text or "" for een in levering.iterfind("{*}postbus/*")}
            signaal_id = levering.findtext(f"{{*}}signaal/{{{TYPEN}}}signaalId") or ""
            resultaat = etree.SubElement(antwoord, f"{{{_NAMESPACE}}}resultaat")
            etree.SubElement(resultaat, f"{{{_NAMESPACE}}}signaalId").text = signaal_id
            etree.SubElement(resultaat, f"{{{_NAMESPACE}}}uitkomst").text = self.uitkomst(postbus, signaal_id)
        return etree.tostring(antwoord)

    def _teken(self, fout: faults.Fout, bekend: receive.Bekend) -> bytes:
        return self._ondertekenaar.antwoord(
            fout.xml,
            action=fout.action,
            message_id=f"urn:uuid:{uuid4()}",
            relates_to=bekend.message_id or "http://www.w3.org/2005/08/addressing/unspecified",
            bevestigt=bekend.signature_value,
            nu=datetime.now(UTC),
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    tls: ssl.SSLContext
    """Of the next connection."""

    def get_request(self) -> tuple[socket.socket, object]:
        """The next connection, after its handshake. Raises OSError, which ends that connection alone."""
        kaal, wie = super().get_request()
        try:
            kaal.settimeout(SECONDEN)
            return self.tls.wrap_socket(kaal, server_side=True), wie
        except OSError:
            kaal.close()
            raise

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up is no concern of ours."""


class Ontvanger:
    """A PKI in ``map`` and a receiver that listens; each ``met`` serves a new one."""

    def __init__(self, map: Path) -> None:
        self._map = map

    def __enter__(self) -> "Ontvanger":
        self._map.mkdir(parents=True, exist_ok=True)
        wie = [Deelnemer(oin, naam, naam) for oin, naam in ((PARTNER, "Partner"), (ANDER, "Andere"), (INDEX, "Verwijsindex"))]
        fout = foute_certificaten(self._map / "fout", INDEX)
        self._pki = maak_pki(self._map, datetime.now(UTC), Deelnemer(SERVER, "localhost", "Server"), wie, ook=fout)
        self._server = _server(self._antwoord)
        self._adres = f"https://localhost:{self._server.server_address[1]}/signaalontvangst/v1"
        self._draad = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._draad.start()
        return self

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        self._server.shutdown()
        self._draad.join()
        self._server.server_close()

    def _antwoord(self, raw: bytes, koppen: Mapping[str, str], certificaat: bytes | None) -> tuple[int, bytes]:
        """By who serves now."""
        return self._postkamer.antwoord(raw, koppen, certificaat)

    @property
    def doel(self) -> Doel:
        """What the suite knows of it."""
        index, partner = (self._pki.partner(oin) for oin in (INDEX, PARTNER))
        fout = self._map / "fout"
        systeem = Systeem(PARTNER, paar=Partner(PARTNER, partner.certificaat, partner.sleutel), postbus=POSTBUS)
        return Doel(
            adressen={"signaalontvangst": self._adres},
            ca=self._pki.keten,
            oin=INDEX,
            gebruikers=(),
            personen={},
            gezinnen=(),
            verbind=("127.0.0.1", int(self._server.server_address[1])),
            certificaten={naam: Partner(naam, fout / f"{naam}.pem", fout / f"{naam}.key") for naam in ONGELDIG},
            index=Partner(INDEX, index.certificaat, index.sleutel),
            systeem=systeem,
        )

    @contextmanager
    def met(self, mutant: Mutant | None) -> Iterator[Beurt]:
        """A receiver with this mutant in it, or as it should be."""
        with aangebracht(mutant or Mutant("geen", "KV-39", ())):
            self._postkamer = Postkamer(self._pki, self._adres)
            self._server.tls = tls.tls_context(self._pki.index.certificaat, self._pki.index.sleutel, self._pki.keten)
            doel = self.doel
            yield lambda geval: draai([geval], doel, lambda _: None)[0]


def _server(antwoord: Antwoorder) -> _Server:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        connection: ssl.SSLSocket

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            status, body = antwoord(raw, dict(self.headers.items()), self.connection.getpeercert(binary_form=True))
            self.send_response(status)
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    return _Server(("127.0.0.1", 0), Handler)
