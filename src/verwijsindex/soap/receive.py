"""Reads one whole HTTP request within a time and a size, before anything else looks at it (berichtbeveiliging.md 2, limits).

gunicorn's parser judges the head; the body is unwrapped here, so that the application always has all of it and its length.
"""

import asyncio
import re
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader, StreamWriter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from gunicorn.config import Config
from gunicorn.http import Request, RequestParser
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException, UnsupportedTransferCoding

from verwijsindex.soap.http_limits import HttpLimits

_CHUNK_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


TcpAddress = tuple[str, int]
"""Address and port of one end of a connection."""
UNIX: Final[TcpAddress] = ("unix", 0)


def tcp_address(name: Sequence[Any]) -> TcpAddress:
    """Address and port of a socket name; what IPv6 adds to it is left out. A Unix socket has neither."""
    return (name[0], name[1]) if isinstance(name, tuple) else UNIX


class HttpRefusal(Exception):
    """This request is answered with ``status`` and nothing else, and the connection closes."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Received:
    """One request of which every byte has arrived."""

    head: Request
    body: bytes


class Receiver:
    """Receives the requests of one connection, one after the other."""

    def __init__(self, reader: StreamReader, writer: StreamWriter, config: Config, limits: HttpLimits) -> None:
        self._reader, self._writer, self._config, self._limits = reader, writer, config, limits
        self._peer = tcp_address(writer.get_extra_info("peername"))

    async def next(self) -> Received | None:
        """The next request; None when the client leaves, or says nothing for ``receive_seconds``.

        Counted from its first byte a request has ``receive_seconds`` to arrive. Raises HttpRefusal: 408 too slow,
        413 too large, 400, 414, 431 or 501 for a request that HTTP does not allow.
        """
        try:
            first = await self._first()
        except (TimeoutError, IncompleteReadError):
            return None
        try:
            async with asyncio.timeout(self._limits.receive_seconds):
                head = _parse_head(first + await self._reader.readuntil(b"\r\n\r\n"), self._config, self._peer)
                return Received(head, await self._body(_framing(head)))
        except TimeoutError:
            raise HttpRefusal("408 Request Timeout") from None
        except IncompleteReadError:
            return None
        except LimitOverrunError:
            raise HttpRefusal("431 Request Header Fields Too Large") from None

    async def _first(self) -> bytes:
        """The first byte of a request; also when time ran out because the loop was busy with others, and it was there all along."""
        try:
            async with asyncio.timeout(self._limits.receive_seconds):
                return await self._reader.readexactly(1)
        except TimeoutError:
            async with asyncio.timeout(0):
                return await self._reader.readexactly(1)

    async def _body(self, framing: "_Framing") -> bytes:
        if framing.length > self._limits.body_bytes:
            raise HttpRefusal("413 Content Too Large")
        if framing.waits_for_continue:
            self._writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return await self._chunks() if framing.chunked else await self._reader.readexactly(framing.length)

    async def _chunks(self) -> bytes:
        body = bytearray()
        while size := _chunk_size(await self._reader.readuntil(b"\r\n")):
            if len(body) + size > self._limits.body_bytes:
                raise HttpRefusal("413 Content Too Large")
            chunk = await self._reader.readexactly(size + 2)
            if not chunk.endswith(b"\r\n"):
                raise HttpRefusal("400 Bad Request")
            body += chunk[:-2]
        await self._skip_trailers()
        return bytes(body)

    async def _skip_trailers(self) -> None:
        """Trailers are read and dropped: no header arrives after the body."""
        total = 0
        while (line := await self._reader.readuntil(b"\r\n")) != b"\r\n":
            total += len(line)
            if total > self._limits.head_bytes:
                raise HttpRefusal("431 Request Header Fields Too Large")


def _parse_head(data: bytes, config: Config, peer: TcpAddress) -> Request:
    try:
        return next(RequestParser(config, iter([data]), peer))
    except StopIteration:
        raise HttpRefusal("400 Bad Request") from None
    except (LimitRequestLine, LimitRequestHeaders, UnsupportedTransferCoding) as error:
        raise HttpRefusal(_STATUS[type(error)]) from None
    except (ParseException, OSError, ValueError):
        raise HttpRefusal("400 Bad Request") from None


_STATUS: Final[dict[type[Exception], str]] = {
    LimitRequestLine: "414 URI Too Long",
    LimitRequestHeaders: "431 Request Header Fields Too Large",
    UnsupportedTransferCoding: "501 Not Implemented",
}


@dataclass(frozen=True, slots=True)
class _Framing:
    chunked: bool
    length: int
    waits_for_continue: bool


def _framing(head: Request) -> _Framing:
    """How the body is wrapped, from headers that gunicorn has found valid and unambiguous; only chunks are unwrapped, never compression."""
    headers = dict(head.headers)
    if headers.get("TRANSFER-ENCODING", "chunked").lower() != "chunked":
        raise HttpRefusal("501 Not Implemented")
    return _Framing(
        chunked="TRANSFER-ENCODING" in headers,
        length=int(headers.get("CONTENT-LENGTH", "0")),
        waits_for_continue="EXPECT" in headers,
    )


def _chunk_size(line: bytes) -> int:
    match = _CHUNK_SIZE.fullmatch(line)
    if match is None:
        raise HttpRefusal("400 Bad Request")
    return int(match[1], 16)
