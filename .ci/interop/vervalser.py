"""A man in the middle with the key of the index: passes a request on and changes one digit in the answer. For clients that must notice.

vervalser.py MAP_VAN_DE_SANDBOX: prints its address and serves until it is stopped. wsa:To stays that of the sandbox.
"""

import http.client
import json
import re
import ssl
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit

MAP = Path(sys.argv[1])
SANDBOX = json.loads((MAP / "sandbox.json").read_text())
ECHT = urlsplit(SANDBOX["url"]["meldingen"])


def vervals(antwoord: bytes) -> bytes:
    """Change the first digit of meldingId, behind the signature."""
    return re.sub(rb"(<[^<>/]*meldingId>)(.)", lambda m: m[1] + (b"0" if m[2] != b"0" else b"1"), antwoord, count=1)


class Vervalser(BaseHTTPRequestHandler):
    """Forwards one POST as the first partner, over TLS on both sides."""

    def do_POST(self) -> None:
        """Pass it on; change the answer."""
        bericht = self._lees()
        partner = SANDBOX["partners"][0]
        tls = ssl.create_default_context(cafile=SANDBOX["ca"])
        tls.load_cert_chain(partner["certificaat"], partner["sleutel"])
        verbinding = http.client.HTTPSConnection(ECHT.hostname, ECHT.port, context=tls, timeout=10)
        verbinding.request("POST", ECHT.path, bericht, {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
        antwoord = verbinding.getresponse()
        inhoud = vervals(antwoord.read())
        self.send_response(antwoord.status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)

    def _lees(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers["Content-Length"]))
        stukken = []
        while lengte := int(self.rfile.readline(), 16):
            stukken.append(self.rfile.read(lengte))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(stukken)

    def log_message(self, *_: object) -> None:
        """Say nothing: the client tells what happened."""


def main() -> None:
    """Serve on a free port."""
    server = HTTPServer(("127.0.0.1", 0), Vervalser)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(MAP / "pki" / "index.pem", MAP / "pki" / "index.key")
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    print(f"https://127.0.0.1:{server.server_port}{ECHT.path}", flush=True)
    server.serve_forever()


main()
