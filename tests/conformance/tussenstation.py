"""A server between the suite and the sandbox that spoils what passes: TLS on both sides, with the certificate of the same partner."""

import http.client
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from verwijsindex_conformance.doel import Doel

from .sandboxproces import Sandbox

DOORGEVEN = ("content-type", "soapaction", "content-encoding")


@dataclass(frozen=True)
class Antwoord:
    status: int
    soort: str
    body: bytes


Bederf = Callable[[Antwoord], Antwoord]


@contextmanager
def tussenstation(sandbox: Sandbox, bederf: Bederf) -> Iterator[Doel]:
    """The same target, reached through a server that changes every answer to a POST."""
    doel = sandbox.lees()
    achter = urlsplit(doel.adressen["meldingen"])
    pki = sandbox.map / "pki"

    class Doorgever(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._geef_door(lambda antwoord: antwoord)

        def do_POST(self) -> None:
            self._geef_door(bederf)

        def _geef_door(self, verander: Bederf) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            koppen = {naam: waarde for naam, waarde in self.headers.items() if naam.lower() in DOORGEVEN}
            antwoord = verander(self._vraag_achter(body, koppen))
            self.send_response(antwoord.status)
            self.send_header("Content-Type", antwoord.soort)
            self.send_header("Content-Length", str(len(antwoord.body)))
            self.end_headers()
            self.wfile.write(antwoord.body)

        def _vraag_achter(self, body: bytes, koppen: dict[str, str]) -> Antwoord:
            context = ssl.create_default_context(cafile=pki / "keten.pem")
            oin = _oin_van(self.connection.getpeercert())  # type: ignore[attr-defined]
            context.load_cert_chain(pki / f"{oin}.pem", pki / f"{oin}.key")
            with closing(http.client.HTTPSConnection(achter.hostname or "", achter.port, context=context, timeout=20)) as verder:
                verder.request(self.command, self.path, body, koppen)
                antwoord = verder.getresponse()
                return Antwoord(antwoord.status, antwoord.headers["Content-Type"] or "", antwoord.read())

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with _server(Doorgever, pki) as poort:
        yield replace(doel, verbind=("127.0.0.1", poort))


def _oin_van(certificaat: dict[str, object] | None) -> str:
    naam = {sleutel: waarde for rdn in (certificaat or {})["subject"] for sleutel, waarde in rdn}  # type: ignore[attr-defined]
    return str(naam["serialNumber"])


@contextmanager
def _server(handler: type[BaseHTTPRequestHandler], pki: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pki / "index.pem", pki / "index.key")
    context.load_verify_locations(pki / "keten.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        draad.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            draad.join()
