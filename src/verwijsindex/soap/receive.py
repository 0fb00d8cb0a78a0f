"""Reads one whole HTTP request within a time and a size, before anything else looks at it (berichtbeveiliging.md 2, limits).

gunicorn's parser judges the head; the body is unwrapped here, so that the application always has all of it and its length.
"""

import asyncio
import re
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader, StreamWriter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gunicorn.config import Config
from gunicorn.http import Request, RequestParser
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException, UnsupportedTransferCoding

HEAD_LIMIT: Final = 64 * 1024
MAX_BODY: Final = 1024 * 1024
RECEIVE_SECONDS: Final = 10.0
_CHUNK_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


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


async def receive(reader: StreamReader, writer: StreamWriter, config: Config, peer: Sequence[object]) -> Received | None:
    """The next request of a connection; None when the client leaves, or says nothing for ``RECEIVE_SECONDS``.

    Counted from its first byte a request has ``RECEIVE_SECONDS`` to arrive. Raises HttpRefusal: 408 too slow, 413 too large,
    400, 414, 431 or 501 for a request that HTTP does not allow.
    """
    try:
        async with asyncio.timeout(RECEIVE_SECONDS):
            first = await reader.readexactly(1)
    except (TimeoutError, IncompleteReadError):
        return None
    try:
        async with asyncio.timeout(RECEIVE_SECONDS):
            head = _parse_head(first + await reader.readuntil(b"\r\n\r\n"), config, peer)
            return Received(head, await _read_body(reader, writer, _framing(head)))
    except TimeoutError:
        raise HttpRefusal("408 Request Timeout") from None
    except IncompleteReadError:
        return None
    except LimitOverrunError:
        raise HttpRefusal("431 Request Header Fields Too Large") from None


def _parse_head(data: bytes, config: Config, peer: Sequence[object]) -> Request:
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
    """How long the body is, from headers that gunicorn has found valid and unambiguous."""
    headers = dict(head.headers)
    return _Framing(
        chunked="TRANSFER-ENCODING" in headers,
        length=int(headers.get("CONTENT-LENGTH", "0")),
        waits_for_continue="EXPECT" in headers,
    )


async def _read_body(reader: StreamReader, writer: StreamWriter, framing: _Framing) -> bytes:
    if framing.length > MAX_BODY:
        raise HttpRefusal("413 Content Too Large")
    if framing.waits_for_continue:
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    return await _read_chunks(reader) if framing.chunked else await reader.readexactly(framing.length)


async def _read_chunks(reader: StreamReader) -> bytes:
    body = bytearray()
    while size := _chunk_size(await reader.readuntil(b"\r\n")):
        if len(body) + size > MAX_BODY:
            raise HttpRefusal("413 Content Too Large")
        chunk = await reader.readexactly(size + 2)
        if not chunk.endswith(b"\r\n"):
            raise HttpRefusal("400 Bad Request")
        body += chunk[:-2]
    await _skip_trailers(reader)
    return bytes(body)


def _chunk_size(line: bytes) -> int:
    match = _CHUNK_SIZE.fullmatch(line)
    if match is None:
        raise HttpRefusal("400 Bad Request")
    return int(match[1], 16)


async def _skip_trailers(reader: StreamReader) -> None:
    """Trailers are read and dropped: no header of ours may arrive after the body."""
    total = 0
    while (line := await reader.readuntil(b"\r\n")) != b"\r\n":
        total += len(line)
        if total > HEAD_LIMIT:
            raise HttpRefusal("431 Request Header Fields Too Large")
