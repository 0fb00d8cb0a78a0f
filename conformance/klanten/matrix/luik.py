"""Two small servers between a client and the sandbox, both passing on as the first partner over two-sided TLS.

`Wsdlluik` serves what the sandbox serves under GET, over plain HTTP on this machine, because most generators cannot show a certificate;
only the addresses of schemas point to itself. `Tussenpersoon` has the key of the index: it records what a client sends, and forges what
the client gets back, as it is told.
"""

import http.client
import ssl
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from matrix.sandbox import Sandbox
from verwijsindex_conformance.verbinding import vaste_tls_van

Vervalsing = Callable[[bytes], bytes]
"""Makes another answer of the true one."""


def _draad(server: ThreadingHTTPServer) -> None:
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()


class _Doorgever(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sandbox: Sandbox

    def vraag(self, methode: str, pad: str, bericht: bytes | None, koppen: dict[str, str]) -> tuple[int, str, bytes]:
        """Ask the sandbox, as the first partner."""
        partner = self.sandbox.melder.partner
        adres = urlsplit(self.sandbox.beschrijving["url"]["meldingen"])
        tls = vaste_tls_van(self.sandbox.doel.ca, partner.certificaat, partner.sleutel)
        verbinding = http.client.HTTPSConnection(str(adres.hostname), adres.port, context=tls, timeout=30)
        try:
            verbinding.request(methode, pad, bericht, koppen)
            antwoord = verbinding.getresponse()
            return antwoord.status, antwoord.headers.get("Content-Type", ""), antwoord.read()
        finally:
            verbinding.close()

    def geef(self, status: int, soort: str, inhoud: bytes) -> None:
        """Answer the client."""
        self.send_response(status)
        self.send_header("Content-Type", soort)
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)

    def log_message(self, *_: object) -> None:
        """Say nothing: the client tells what happened."""


class _Stil(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what a forgery should lead to."""


class Wsdlluik:
    """What the sandbox serves under GET, over HTTP."""

    def __init__(self, sandbox: Sandbox) -> None:
        echt = sandbox.basis(getekend=True)

        class Luik(_Doorgever):
            def do_GET(self) -> None:
                status, soort, inhoud = self.vraag("GET", self.path, None, {})
                self.geef(status, soort, inhoud.replace(f'schemaLocation="{echt}'.encode(), f'schemaLocation="{luik.basis}'.encode()))

        luik = self
        Luik.sandbox = sandbox
        self._server = _Stil(("127.0.0.1", 0), Luik)
        self.basis = f"http://127.0.0.1:{self._server.server_port}"
        _draad(self._server)

    def sluit(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


class Tussenpersoon:
    """A man in the middle with the key of the index. ``wsa:To`` stays that of the sandbox; only the address to send to differs."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.verzonden: list[bytes] = []
        self.beantwoord = 0
        self.kapot: Exception | None = None
        self.vervals: Vervalsing = bytes
        tussen = self

        class Handler(_Doorgever):
            def do_POST(self) -> None:
                bericht = self._lees()
                tussen.verzonden.append(bericht)
                actie = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": self.headers.get("SOAPAction", '""')}
                status, soort, inhoud = self.vraag("POST", self.path, bericht, actie)
                try:
                    inhoud = tussen.vervals(inhoud)
                except Exception as fout:  # ours: told to who runs the matrix, not to the client
                    tussen.kapot = fout
                    raise
                self.geef(status, soort, inhoud)
                tussen.beantwoord += 1

            def _lees(self) -> bytes:
                if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                    return self.rfile.read(int(self.headers["Content-Length"]))
                stukken = []
                while lengte := int(self.rfile.readline(), 16):
                    stukken.append(self.rfile.read(lengte))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(stukken)

        Handler.sandbox = sandbox
        self._server = _Stil(("127.0.0.1", 0), Handler)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(sandbox.map / "pki" / "index.pem", sandbox.map / "pki" / "index.key")
        self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.basis = f"https://127.0.0.1:{self._server.server_port}"
        _draad(self._server)

    def sluit(self) -> None:
        """Stop. Raises what a forgery could not be made of."""
        self._server.shutdown()
        self._server.server_close()
        if self.kapot is not None:
            raise self.kapot
