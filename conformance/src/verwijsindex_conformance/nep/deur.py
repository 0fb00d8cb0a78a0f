"""The door of the fake index: HTTPS with client certificates, and everything of an answer that is wrong outside the message."""

import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography import x509

from verwijsindex_conformance.bericht.vreemde_ca import oin_van
from verwijsindex_conformance.nep.index import GEDULD, NepIndex
from verwijsindex_conformance.nep.ontvangst import Ontvangst
from verwijsindex_conformance.nep.publicatie import publiceer
from verwijsindex_conformance.nep.uit import Uit

GROOTSTE: Final = 4 * 1024 * 1024


@contextmanager
def luister(index: NepIndex, *, host: str | None = None, poort: int | None = None) -> Iterator[int]:
    """Serve at the address of the services, or where told; gives the port. Raises OSError when it is taken."""
    delen = urlsplit(index.afspraak.adressen["meldingen"])
    plek = (host or delen.hostname or "127.0.0.1", delen.port or 443 if poort is None else poort)
    with _Server(plek, index) as server:
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

    def __init__(self, plek: tuple[str, int], index: NepIndex) -> None:
        super().__init__(plek, _Verbinding)
        self.index = index

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        request.settimeout(GEDULD * 2)
        try:
            beveiligd = _context(self.index).wrap_socket(request, server_side=True)
        except (OSError, ValueError):
            self.shutdown_request(request)
            return
        self.index.lijn(beveiligd, open_=True)
        try:
            super().process_request_thread(beveiligd, client_address)
        finally:
            self.index.lijn(beveiligd, open_=False)

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


class _Verbinding(BaseHTTPRequestHandler):
    """One connection of a partner: requests in, answers out as they were made up."""

    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        uit = publiceer(self.server.index.afspraak.adressen, self.path, self.headers.get("If-None-Match"))
        with suppress(OSError):
            self._stuur(uit)

    def do_POST(self) -> None:
        lengte = self.headers.get("Content-Length") or "0"
        raw = self._in_stukken() if "chunked" in (self.headers.get("Transfer-Encoding") or "") else self.rfile.read(_getal(lengte))
        uit = self.server.index.behandel(self._ontvangst(raw))
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


def _getal(tekst: str) -> int:
    return min(int(tekst), GROOTSTE) if tekst.isdecimal() else 0


def _wacht(seconden: float) -> None:
    if seconden:
        threading.Event().wait(seconden)


def _tls_oin(lijn: Any) -> str | None:
    der = lijn.getpeercert(binary_form=True)
    return None if der is None else oin_van(x509.load_der_x509_certificate(der))
