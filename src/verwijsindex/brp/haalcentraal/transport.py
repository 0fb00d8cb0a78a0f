"""The connections under httpx, with a time limit on the whole question.

httpx knows time-outs per step: a server that sends one byte a second never runs into them. Here every read, write and handshake also
ends when the question does.
"""

import ssl
from collections.abc import Iterable, Iterator
from typing import Any, Final

import httpcore
import httpx

from verwijsindex.brp.haalcentraal.deadline import Deadline

VERBINDINGEN: Final = 20
"""At once, per process."""
OPEN_HOUDEN: Final = 30.0
"""Seconds that an idle connection stays open."""


class Transport(httpx.BaseTransport):
    """Sends the requests of an httpx client; raises what httpcore raises."""

    def __init__(self, tls: ssl.SSLContext | None, deadline: Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=VERBINDINGEN,
            keepalive_expiry=OPEN_HOUDEN,
            network_backend=_Netwerk(deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the answer is still to be read."""
        url = httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        antwoord = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions)
        )
        return httpx.Response(antwoord.status, headers=antwoord.headers, stream=_Inhoud(antwoord))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Inhoud(httpx.SyncByteStream):
    def __init__(self, antwoord: httpcore.Response) -> None:
        self._antwoord = antwoord

    def __iter__(self) -> Iterator[bytes]:
        return self._antwoord.iter_stream()

    def close(self) -> None:
        self._antwoord.close()


class _Netwerk(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline) -> None:
        self._tcp = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        stroom = self._tcp.connect_tcp(host, port, _hoogstens(timeout, self._deadline), local_address, socket_options)
        return _Stroom(stroom, self._deadline)


class _Stroom(httpcore.NetworkStream):
    def __init__(self, stroom: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stroom = stroom
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stroom.read(max_bytes, _hoogstens(timeout, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stroom.write(buffer, _hoogstens(timeout, self._deadline))

    def close(self) -> None:
        self._stroom.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stroom = self._stroom.start_tls(ssl_context, server_hostname, _hoogstens(timeout, self._deadline))
        return _Stroom(stroom, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stroom.get_extra_info(info)


def _hoogstens(timeout: float | None, deadline: Deadline) -> float:
    """The time of this step, cut off where the question ends. Raises httpcore.ReadTimeout when it has ended."""
    rest = deadline.rest()
    if rest <= 0:
        raise httpcore.ReadTimeout
    return rest if timeout is None else min(timeout, rest)
