"""A client pays for its own slowness, never for that of a worker that was busy with someone else."""

import asyncio
import socket
import time
from contextlib import ExitStack

import pytest
from gunicorn.config import Config

from verwijsindex.soap.http_limits import HttpLimits
from verwijsindex.soap.receive import Received, Receiver

pytestmark = pytest.mark.eis("berichtbeveiliging-35")

GEDULD = 0.05
VERZOEK = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n<a/>"


def ontvang(bytes_van_client: bytes) -> Received | None:
    """What a worker receives when a client sends while the loop is busy for longer than a client may be silent."""

    async def worker(server: socket.socket, client: socket.socket) -> Received | None:
        reader, writer = await asyncio.open_connection(sock=server)

        def bezig() -> None:
            client.sendall(bytes_van_client)
            time.sleep(2 * GEDULD)

        asyncio.get_running_loop().call_soon(bezig)
        try:
            return await Receiver(reader, writer, Config(), HttpLimits(receive_seconds=GEDULD)).next()
        finally:
            writer.close()
            await writer.wait_closed()

    with ExitStack() as opruimen:
        luistert = opruimen.enter_context(socket.create_server(("127.0.0.1", 0)))
        client = opruimen.enter_context(socket.create_connection(luistert.getsockname()))
        server, _ = luistert.accept()
        return asyncio.run(worker(server, client))


def test_een_verzoek_dat_er_al_was() -> None:
    """A request that had come in time is received, also when the worker looks too late."""
    ontvangen = ontvang(VERZOEK)
    assert ontvangen is not None
    assert ontvangen.body == b"<a/>"


def test_een_client_die_niets_zegt() -> None:
    """A client that said nothing in time is left, however busy the worker was."""
    assert ontvang(b"") is None
