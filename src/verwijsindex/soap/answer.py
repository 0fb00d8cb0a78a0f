"""Calls the WSGI application on one received request and collects its whole reply."""

import io
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from wsgiref.types import WSGIApplication, WSGIEnvironment

from gunicorn.config import Config
from gunicorn.http import wsgi

from verwijsindex.soap.receive import Received, TcpAddress

TLS_CERTIFICAAT: Final = "verwijsindex.tls_certificaat"
"""Key in the environ: the certificate with which the TLS client proved itself, DER bytes."""
REFUSED: Final = "verwijsindex.afgewezen"
"""Key in the environ that the application sets when it refused the message itself (steps 1 to 11), whatever that message asked."""

_PROXY_WORDS: Final = (
    "HTTP_CLIENT_CERT",
    "HTTP_FORWARDED",
    "HTTP_SSL",
    "HTTP_X_CLIENT",
    "HTTP_X_FORWARDED",
    "HTTP_X_REAL_IP",
    "HTTP_X_SSL",
)
_GUNICORN_EXTRAS: Final = ("gunicorn.socket", "wsgi.early_hints", "wsgi.file_wrapper", "HTTP_TRANSFER_ENCODING")


@dataclass(frozen=True, slots=True)
class Peer:
    """Who is on the other end of a connection, as TLS and TCP established it."""

    client: TcpAddress
    server: TcpAddress
    certificaat: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """The bytes to send, whether the connection ends after them, and whether they refuse the message."""

    data: bytes
    closes: bool
    refused: bool = False


class _Sink:
    """Stands in for the socket under gunicorn's Response."""

    def __init__(self) -> None:
        self.data = bytearray()

    def sendall(self, data: bytes) -> None:
        self.data += data

    def send(self, data: bytes) -> int:
        """Only ever ``100 Continue``, which receive() has sent already."""
        return len(data)


def answer(app: WSGIApplication, received: Received, peer: Peer, config: Config, *, last: bool) -> Reply:
    """Run ``app`` and return what it said; with ``last`` the reply announces that the connection closes.

    Raises whatever the application raises; nothing has been sent then.
    """
    sink = _Sink()
    # gunicorn calls nothing of the socket but send and sendall
    response, made = wsgi.create(received.head, cast(socket.socket, sink), peer.client, peer.server, config)
    environ = _complete(made, received, peer)
    environ["wsgi.multithread"] = config.threads > 1
    if last:
        response.force_close()
    parts = app(environ, response.start_response)  # type: ignore[arg-type]  # the stubs narrow exc_info; gunicorn takes what PEP 3333 gives
    try:
        for part in parts:
            response.write(part)
        response.close()
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return Reply(bytes(sink.data), response.should_close(), refused=REFUSED in environ)


def _complete(made: Mapping[str, Any], received: Received, peer: Peer) -> WSGIEnvironment:
    """Put in what this server established, leave out what only a proxy may claim: a client can send any header it likes."""
    environ = {name: value for name, value in made.items() if not name.startswith(_PROXY_WORDS) and name not in _GUNICORN_EXTRAS}
    environ["wsgi.input"] = io.BytesIO(received.body)
    environ["CONTENT_LENGTH"] = str(len(received.body))
    environ[TLS_CERTIFICAAT] = peer.certificaat
    return environ
