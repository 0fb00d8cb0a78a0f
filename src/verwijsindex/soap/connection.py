"""One connection of the front door: handshake, then requests and replies in turn, each within its time."""

import asyncio
import contextlib
import socket
import ssl
from asyncio import StreamReader, StreamReaderProtocol, StreamWriter
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Final

from gunicorn.config import Config

from verwijsindex.soap.answer import Peer, Reply
from verwijsindex.soap.http_limits import HttpLimits
from verwijsindex.soap.proxy import certificaat_van
from verwijsindex.soap.receive import HttpRefusal, Received, Receiver, TcpAddress, tcp_address

_LINGER_PAUSE: Final = 0.02
"""Between two reads of what is not looked at: who goes on sending may not keep us busy with it."""
Answerer = Callable[[Received, Peer, bool], Awaitable[Reply]]
"""Answers one request; the last argument says that it is the last one of the connection."""


@dataclass(frozen=True, slots=True)
class Door:
    """What every connection passes: TLS, who may come in, and how much of our time it gets."""

    tls: ssl.SSLContext | None
    """None behind a proxy, which ended TLS and says in a header whose certificate it verified."""
    limits: HttpLimits
    admits: Callable[[bytes], bool]
    """Whether the holder of this certificate (DER), which TLS verified, may speak: not revoked, and an OIN in it (WT004, PKI001)."""


class Crowd:
    """How many connections of each party one process has open; only ever touched by its event loop."""

    def __init__(self) -> None:
        self._open: Counter[Hashable] = Counter()

    @contextlib.contextmanager
    def counted(self, party: Hashable) -> Iterator[int]:
        """Count one more while the block runs; gives how many there are now."""
        self._open[party] += 1
        try:
            yield self._open[party]
        finally:
            self._open[party] -= 1
            if not self._open[party]:
                del self._open[party]


class Connection:
    """``busy`` is True from the last byte of a request until the last byte of its reply is on its way."""

    def __init__(self, client: socket.socket, door: Door, crowd: Crowd, config: Config, answerer: Answerer) -> None:
        self._client, self._door, self._crowd, self._config, self._answerer = client, door, crowd, config, answerer
        self._limits = door.limits
        self._stopping = False
        self.busy = False

    def stop(self) -> None:
        """Let the request that is being answered be the last one."""
        self._stopping = True

    async def run(self) -> None:
        """Serve the client until it leaves, is too slow, breaks the rules of HTTP, or its session is over."""
        with contextlib.suppress(OSError), self._crowd.counted(tcp_address(self._client.getpeername())[0]) as present:
            if present > self._limits.address_connections and self._door.tls is not None:
                self._client.close()
                return
            reader, writer = await self._handshake()
            try:
                await self._exchange(reader, writer)
                await self._close(writer)
            finally:
                writer.transport.abort()

    async def _handshake(self) -> tuple[StreamReader, StreamWriter]:
        loop = asyncio.get_running_loop()
        reader = StreamReader(limit=self._limits.head_bytes, loop=loop)
        protocol = StreamReaderProtocol(reader, loop=loop)
        transport, _ = await loop.connect_accepted_socket(
            lambda: protocol,
            self._client,
            ssl=self._door.tls,
            ssl_handshake_timeout=self._limits.receive_seconds if self._door.tls else None,
            ssl_shutdown_timeout=self._limits.linger_seconds if self._door.tls else None,
        )
        if self._door.tls is None:
            return reader, StreamWriter(transport, protocol, reader, loop)
        # Without tickets nothing follows the handshake; a client that waits for our ACK (Nagle) would wait 40 ms for it.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        return reader, StreamWriter(transport, protocol, reader, loop)

    async def _exchange(self, reader: StreamReader, writer: StreamWriter) -> None:
        if self._door.tls is None:
            return await self._converse(reader, writer, None)
        peer = _peer(writer)
        if not self._door.admits(peer.certificaat):
            return None  # as when the handshake fails: the client learns nothing, the log says why
        with self._crowd.counted(peer.certificaat) as present:
            if present > self._limits.party_connections:
                return await self._refuse(reader, writer, HttpRefusal("429 Too Many Requests"))
            return await self._converse(reader, writer, peer)

    async def _converse(self, reader: StreamReader, writer: StreamWriter, peer: Peer | None) -> None:
        """Request after request; ``peer`` None is a proxy, which may carry another party each time."""
        receiver = Receiver(reader, writer, self._config, self._limits)
        ends = asyncio.get_running_loop().time() + self._limits.session_seconds
        closes = False
        while not closes:
            try:
                received = await receiver.next()
                if received is None:
                    return None
                who = peer or self._through_proxy(received, writer)
            except HttpRefusal as refusal:
                return await self._refuse(reader, writer, refusal)
            closes = await self._reply(writer, received, who, ends)
        return None

    def _through_proxy(self, received: Received, writer: StreamWriter) -> Peer:
        """Whose request the proxy passes on. Raises HttpRefusal when it does not say so, or he may not come in."""
        certificaat = certificaat_van(received.head.headers)
        if not self._door.admits(certificaat):
            raise HttpRefusal("403 Forbidden")
        return Peer(_name(writer, "peername"), _name(writer, "sockname"), certificaat)

    async def _reply(self, writer: StreamWriter, received: Received, peer: Peer, ends: float) -> bool:
        self.busy = True
        last = self._stopping or asyncio.get_running_loop().time() > ends
        reply = await self._answerer(received, peer, last)
        await self._send(writer, reply.data)
        self.busy = False
        return reply.closes or self._stopping

    async def _send(self, writer: StreamWriter, data: bytes) -> None:
        """Raises TimeoutError when the client does not take its reply."""
        writer.write(data)
        async with asyncio.timeout(self._limits.send_seconds):
            await writer.drain()

    async def _refuse(self, reader: StreamReader, writer: StreamWriter, refusal: HttpRefusal) -> None:
        await self._send(writer, f"HTTP/1.1 {refusal.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode("ascii"))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._limits.linger_seconds):
                while await reader.read(self._limits.head_bytes):
                    await asyncio.sleep(_LINGER_PAUSE)

    async def _close(self, writer: StreamWriter) -> None:
        writer.close()
        async with asyncio.timeout(self._limits.linger_seconds):
            await writer.wait_closed()


def _peer(writer: StreamWriter) -> Peer:
    certificaat = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    if not certificaat:
        raise ConnectionAbortedError("TLS ended without a client certificate")
    return Peer(_name(writer, "peername"), _name(writer, "sockname"), certificaat)


def _name(writer: StreamWriter, end: str) -> TcpAddress:
    return tcp_address(writer.get_extra_info(end))
