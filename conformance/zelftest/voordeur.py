"""The front door of our server in this process: real TLS and HTTP on a free port, and behind it whatever stands there now."""

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from types import TracebackType
from wsgiref.types import WSGIApplication

from gunicorn.config import Config
from verwijsindex.soap import answer, connection
from verwijsindex.soap.answer import Peer, Reply
from verwijsindex.soap.receive import Received
from verwijsindex.soap.server import OPTIONS
from verwijsindex.soap.worker import SERVER_ERROR

_DRADEN = 4
_HOOGSTENS_WACHTEN = 128


class Voordeur:
    """Accepts connections in a thread of its own; ``vervang`` says who answers the next one."""

    def __init__(self) -> None:
        self._luistert = socket.create_server(("127.0.0.1", 0), backlog=_HOOGSTENS_WACHTEN)
        self._luistert.setblocking(False)
        self.url = f"https://127.0.0.1:{self._luistert.getsockname()[1]}"
        self._lus = asyncio.new_event_loop()
        self._draden = ThreadPoolExecutor(_DRADEN)
        self._menigte = connection.Crowd()
        self._instelling = _instelling()
        self._gesprekken: set[asyncio.Task[None]] = set()
        self._draad = threading.Thread(target=self._lus.run_forever)

    def __enter__(self) -> "Voordeur":
        self._draad.start()
        return self

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._einde(), self._lus).result()
        self._lus.call_soon_threadsafe(self._lus.stop)
        self._draad.join()
        self._lus.close()
        self._luistert.close()
        self._draden.shutdown()

    def vervang(self, front: WSGIApplication, deur: connection.Door) -> None:
        """Let these answer from now on; whoever still talks with the one before is sent away."""
        asyncio.run_coroutine_threadsafe(self._vervang(front, deur), self._lus).result()

    async def _vervang(self, front: WSGIApplication, deur: connection.Door) -> None:
        await self._einde()
        self._front, self._deur = front, deur
        self._lus.add_reader(self._luistert, self._neem_aan)

    async def _einde(self) -> None:
        self._lus.remove_reader(self._luistert)
        for gesprek in self._gesprekken:
            gesprek.cancel()
        if self._gesprekken:
            await asyncio.wait(self._gesprekken)

    def _neem_aan(self) -> None:
        with suppress(OSError):
            klant, _ = self._luistert.accept()
            gesprek = connection.Connection(klant, self._deur, self._menigte, self._instelling, self._antwoord)
            taak = self._lus.create_task(gesprek.run())
            self._gesprekken.add(taak)
            taak.add_done_callback(self._klaar)

    def _klaar(self, taak: "asyncio.Task[None]") -> None:
        """As the worker: what goes wrong in a connection ends that connection alone."""
        self._gesprekken.discard(taak)
        if not taak.cancelled():
            taak.exception()

    async def _antwoord(self, received: Received, peer: Peer, last: bool) -> Reply:
        roep = partial(answer.answer, self._front, received, peer, self._instelling, last=last)
        try:
            return await self._lus.run_in_executor(self._draden, roep)
        except Exception:  # as the worker does
            return SERVER_ERROR


def _instelling() -> Config:
    instelling = Config()
    for naam, waarde in (OPTIONS | {"threads": _DRADEN, "certfile": "x", "keyfile": "x"}).items():
        instelling.set(naam, waarde)
    return instelling
