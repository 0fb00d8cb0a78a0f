"""One connection of the front door: handshake, then requests and replies in turn, each within its time."""

import asyncio
import contextlib
import socket
import ssl
from asyncio import StreamReader, StreamReaderProtocol, StreamWriter
from collections.abc import Awaitable, Callable
from typing import Final

from gunicorn.config import Config

from verwijsindex.soap.answer import Peer, Reply
from verwijsindex.soap.receive import HEAD_LIMIT, RECEIVE_SECONDS, HttpRefusal, Received, receive

SESSION_SECONDS: Final = 600.0
"""A TLS session closes after this long, at the end of the request it is busy with (WT008)."""
SEND_SECONDS: Final = 10.0
LINGER_SECONDS: Final = 2.0
"""How long a refused client may go on sending, so that it can read why before the connection breaks."""

Answerer = Callable[[Received, Peer, bool], Awaitable[Reply]]
"""Answers one request; the last argument says that it is the last one of the connection."""


class Connection:
    """``busy`` is True from the last byte of a request until the last byte of its reply is on its way."""

    def __init__(self, client: socket.socket, tls: ssl.SSLContext, config: Config, answerer: Answerer) -> None:
        self._client, self._tls, self._config, self._answerer = client, tls, config, answerer
        self._stopping = False
        self.busy = False

    def stop(self) -> None:
        """Let the request that is being answered be the last one."""
        self._stopping = True

    async def run(self) -> None:
        """Serve the client until it leaves, is too slow, breaks the rules of HTTP, or its session is over."""
        with contextlib.suppress(OSError):
            reader, writer = await self._handshake()
            try:
                await self._exchange(reader, writer)
                await _close(writer)
            finally:
                writer.transport.abort()

    async def _handshake(self) -> tuple[StreamReader, StreamWriter]:
        loop = asyncio.get_running_loop()
        self._client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        reader = StreamReader(limit=HEAD_LIMIT, loop=loop)
        protocol = StreamReaderProtocol(reader, loop=loop)
        transport, _ = await loop.connect_accepted_socket(
            lambda: protocol,
            self._client,
            ssl=self._tls,
            ssl_handshake_timeout=RECEIVE_SECONDS,
            ssl_shutdown_timeout=LINGER_SECONDS,
        )
        return reader, StreamWriter(transport, protocol, reader, loop)

    async def _exchange(self, reader: StreamReader, writer: StreamWriter) -> None:
        peer = _peer(writer)
        ends = asyncio.get_running_loop().time() + SESSION_SECONDS
        closes = False
        while not closes:
            try:
                received = await receive(reader, writer, self._config, peer.client)
            except HttpRefusal as refusal:
                return await _refuse(reader, writer, refusal)
            if received is None:
                return None
            closes = await self._reply(writer, received, peer, ends)
        return None

    async def _reply(self, writer: StreamWriter, received: Received, peer: Peer, ends: float) -> bool:
        self.busy = True
        last = self._stopping or asyncio.get_running_loop().time() > ends
        reply = await self._answerer(received, peer, last)
        await _send(writer, reply.data)
        self.busy = False
        return reply.closes or self._stopping


def _peer(writer: StreamWriter) -> Peer:
    certificaat = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    if not certificaat:
        raise ConnectionAbortedError("TLS ended without a client certificate")
    return Peer(writer.get_extra_info("peername"), writer.get_extra_info("sockname"), certificaat)


async def _send(writer: StreamWriter, data: bytes) -> None:
    """Raises TimeoutError when the client does not take its reply."""
    writer.write(data)
    async with asyncio.timeout(SEND_SECONDS):
        await writer.drain()


async def _refuse(reader: StreamReader, writer: StreamWriter, refusal: HttpRefusal) -> None:
    await _send(writer, f"HTTP/1.1 {refusal.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode("ascii"))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while await reader.read(HEAD_LIMIT):
                pass


async def _close(writer: StreamWriter) -> None:
    writer.close()
    async with asyncio.timeout(LINGER_SECONDS):
        await writer.wait_closed()
