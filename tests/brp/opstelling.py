"""The fake over real HTTP on loopback, in a thread, with a knob for everything that can go wrong."""

import atexit
import json
import ssl
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from verwijsindex.brp.haalcentraal.aansluiting import Aansluiting, open_kanaal
from verwijsindex.brp.haalcentraal.grenzen import Grenzen
from verwijsindex.brp.haalcentraal.kanaal import Kanaal, Tijdgever
from verwijsindex.brp.haalcentraal.toegang import ClientGegevens

from .brp_nagebootst import PROBLEEM, Antwoord, BrpPersonenNagebootst, BrpUpdateNagebootst, Tokenserver, als_json, probleem

PERSONEN, UPDATE, TOKEN = "/api/brp", "/api/brpupdate", "/token"
RUIM = Grenzen(wachttijden=(0.02, 0.05))
"""Limits that a busy machine does not meet by accident."""
KRAP = Grenzen(verbinden=0.5, lezen=0.3, totaal=0.8, wachttijden=(0.02, 0.05))
"""Limits with which a test of a slow register is over soon; only for what never comes, see `grenzen_bij`."""


@dataclass(frozen=True)
class Ontvangen:
    """A request as it came in."""

    methode: str
    adres: str
    koppen: dict[str, str]
    inhoud: bytes

    @property
    def vraag(self) -> dict[str, Any]:
        return json.loads(self.inhoud)


Streek = Callable[["_Afhandeling", Antwoord], None]
"""Sends something in place of the right answer."""


@dataclass
class Opstelling:
    """Both APIs and the token server at one address."""

    personen: BrpPersonenNagebootst
    update: BrpUpdateNagebootst | None = None
    tokens: Tokenserver | None = None
    streken: deque[Streek] = field(default_factory=deque)
    """For the next requests, one each; then the last one of ``altijd``."""
    tokenstreken: deque[Streek] = field(default_factory=deque)
    altijd: Streek | None = None
    ontvangen: list[Ontvangen] = field(default_factory=list)
    los: threading.Event = field(default_factory=threading.Event)
    """Ends everything that makes a request wait."""
    adres: str = ""

    @property
    def vragen(self) -> list[Ontvangen]:
        """Requests to an API, without those for a token."""
        return [verzoek for verzoek in self.ontvangen if verzoek.adres != TOKEN]

    def behandel(self, verzoek: Ontvangen) -> Antwoord:
        soort = verzoek.koppen.get("Content-Type", "")
        if verzoek.adres == TOKEN and self.tokens is not None:
            return self.tokens.antwoord(verzoek.inhoud)
        if self.tokens is not None and verzoek.koppen.get("Authorization") not in {f"Bearer {token}" for token in self.tokens.geldig}:
            return Antwoord(401, probleem(401, "authentication"), PROBLEEM)
        for begin, api in ((PERSONEN, self.personen), (UPDATE, self.update)):
            if api is not None and verzoek.adres.startswith(begin + "/"):
                return api.antwoord(verzoek.methode, verzoek.adres.removeprefix(begin), soort, verzoek.inhoud)
        return Antwoord(404, {"fout": "geen dienst op dit adres"}, "text/html")

    def streek(self, verzoek: Ontvangen) -> Streek | None:
        rij = self.tokenstreken if verzoek.adres == TOKEN else self.streken
        if rij:
            return rij.popleft()
        return None if verzoek.adres == TOKEN else self.altijd


class _Afhandeling(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "_Server"

    def do_POST(self) -> None:
        opstelling = self.server.opstelling
        inhoud = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        verzoek = Ontvangen(self.command, self.path, dict(self.headers), inhoud)
        opstelling.ontvangen.append(verzoek)
        antwoord, streek = opstelling.behandel(verzoek), opstelling.streek(verzoek)
        try:
            (streek or _Afhandeling.stuur)(self, antwoord)
        except OSError:
            self.close_connection = True  # the client did not wait for it

    do_GET = do_PUT = do_POST

    def stuur(self, antwoord: Antwoord) -> None:
        self.stuur_bytes(antwoord.status, antwoord.soort, als_json(antwoord))

    def stuur_bytes(self, status: int, soort: str, inhoud: bytes, **koppen: str) -> None:
        self.send_response(status)
        for naam, waarde in {"Content-Type": soort, "Content-Length": str(len(inhoud)), **koppen}.items():
            self.send_header(naam.replace("_", "-"), waarde)
        self.end_headers()
        self.wfile.write(inhoud)

    def wacht(self, seconden: float) -> None:
        self.server.opstelling.los.wait(seconden)

    def log_message(self, *args: Any) -> None:
        """Say nothing on standard error."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    opstelling: Opstelling

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake that the client breaks off is what some tests are about."""


@contextmanager
def gestart(opstelling: Opstelling, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[Opstelling]:
    """The fake, listening; with ``tls`` over https."""
    with _Server((host, 0), _Afhandeling) as server:
        server.opstelling = opstelling
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        opstelling.adres = f"{'http' if tls is None else 'https'}://{host}:{server.server_port}"
        draad = threading.Thread(target=server.serve_forever, args=(0.005,))
        draad.start()
        try:
            yield opstelling
        finally:
            opstelling.los.set()
            server.shutdown()
            draad.join()


@cache
def _een_stamcertificaat() -> Path:
    """Any root: reading all those of the system takes longer than most tests."""
    sleutel, naam = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "niemand")])
    nu = datetime.now(UTC)
    bouwer = x509.CertificateBuilder(naam, naam, sleutel.public_key(), x509.random_serial_number(), nu, nu + timedelta(days=1))
    with tempfile.NamedTemporaryFile(suffix=".pem", delete=False) as bestand:
        bestand.write(bouwer.sign(sleutel, hashes.SHA256()).public_bytes(Encoding.PEM))
    pad = Path(bestand.name)
    atexit.register(pad.unlink)
    return pad


@contextmanager
def kanaal(opstelling: Opstelling, api: str = PERSONEN, tijd: Tijdgever | None = None, **knoppen: Any) -> Iterator[Kanaal]:
    """A line to one API of the fake; ``knoppen`` are fields of `Aansluiting`."""
    tokens = opstelling.tokens
    client = None if tokens is None else ClientGegevens(opstelling.adres + TOKEN, tokens.client_id, tokens.geheim)
    lijn = open_kanaal(replace(Aansluiting(opstelling.adres + api, client, ca=_een_stamcertificaat(), grenzen=RUIM), **knoppen), tijd)
    try:
        yield lijn
    finally:
        opstelling.los.set()
        lijn.sluit()


@dataclass(frozen=True)
class TeLaat:
    """Sends something that is not there, or not whole, before any of our limits."""

    streek: Streek

    def __call__(self, afhandeling: _Afhandeling, antwoord: Antwoord) -> None:
        self.streek(afhandeling, antwoord)


def grenzen_bij(streek: Streek) -> Grenzen:
    """Narrow limits for what is to pass them, wide ones for any other answer: a machine that stops for a second makes no answer late."""
    return KRAP if isinstance(streek, TeLaat) else RUIM


def traag(seconden: float) -> TeLaat:
    """The right answer, but late."""

    def streek(afhandeling: _Afhandeling, antwoord: Antwoord) -> None:
        afhandeling.wacht(seconden)
        afhandeling.stuur(antwoord)

    return TeLaat(streek)


def druppel(*, koppen: bool) -> TeLaat:
    """The right answer, a byte at a time, each well inside the time-out of one read."""

    def streek(afhandeling: _Afhandeling, antwoord: Antwoord) -> None:
        inhoud = als_json(antwoord)
        kop = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(inhoud)}\r\n\r\n".encode()
        if not koppen:
            afhandeling.wfile.write(kop)
        for byte in kop + inhoud if koppen else inhoud:
            if afhandeling.server.opstelling.los.is_set():
                break
            afhandeling.wfile.write(bytes([byte]))
            time.sleep(0.05)
        afhandeling.close_connection = True

    return TeLaat(streek)


def weg(afhandeling: _Afhandeling, antwoord: Antwoord) -> None:
    """The connection ends without a word."""
    afhandeling.close_connection = True


def status(code: int, **koppen: str) -> Streek:
    """Another status, with a ``Foutbericht``."""
    return ruw(code, json.dumps(probleem(code, "fout")).encode(), PROBLEEM, **koppen)


def ruw(code: int, inhoud: bytes, soort: str = "application/json", **koppen: str) -> Streek:
    """Exactly these bytes."""
    return lambda afhandeling, antwoord: afhandeling.stuur_bytes(code, soort, inhoud, **koppen)


def vervang(wijziging: Callable[[dict[str, Any]], Any]) -> Streek:
    """The right answer, changed: ``wijziging`` gets a copy, changes it or returns another."""

    def streek(afhandeling: _Afhandeling, antwoord: Antwoord) -> None:
        inhoud = json.loads(als_json(antwoord))
        anders = wijziging(inhoud)
        afhandeling.stuur(replace(antwoord, inhoud=inhoud if anders is None else anders))

    return streek
