"""The gunicorn worker of the front door: TLS and waiting in one event loop, the application one request at a time.

gunicorn keeps the processes, the signals and the parsing of HTTP heads. Its own workers let a slow client hold a thread or
the whole process; here a slow client costs a timer. Decision record 0030.
"""

import asyncio
import contextlib
import os
import signal
import socket
import time
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Final
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker

from verwijsindex.soap.answer import Peer, Reply, answer
from verwijsindex.soap.connection import Connection, Crowd, Door
from verwijsindex.soap.patience import SECONDS_PER_BYTE, Patience
from verwijsindex.soap.receive import Received

STOP_SIGNALS: Final = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGQUIT})
"""Held back from just before the fork of a worker until it listens: the handlers that it inherits would lose them."""
_BEAT_SECONDS: Final = 1.0
SERVER_ERROR: Final = Reply(b"HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", closes=True)


class FrontApplication(BaseApplication):
    """What the worker asks of the application beside what gunicorn asks."""

    door: Door

    def accepting(self, worker: "FrontWorker") -> None:
        """Called by every worker when it accepts connections."""
        raise NotImplementedError  # server.py says it; the base class of gunicorn leaves no room for an abstract method


class FrontWorker(Worker):
    """One process of the server: ``app`` brings the door, ``cfg.threads`` says how many requests may run at once."""

    app: FrontApplication
    wsgi: WSGIApplication  # type: ignore[assignment]  # the stubs write out an older form of the same type

    def init_process(self) -> None:
        """Prepare what the loop needs, then let gunicorn build the application and call run()."""
        self._connections: dict[asyncio.Task[None], Connection] = {}
        self._crowd = Crowd()
        limits = self.app.door.limits
        self._patience = Patience(limits.refused_free_seconds, limits.refused_share, limits.refused_wait_seconds, time.monotonic)
        self._executor: Executor | None = ThreadPoolExecutor(self.cfg.threads) if self.cfg.threads > 1 else None
        super().init_process()

    def init_signals(self) -> None:
        """Hear what the master said since the fork, now that somebody listens (see ``STOP_SIGNALS``)."""
        super().init_signals()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    def run(self) -> None:
        """Serve until told to stop."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        for number in STOP_SIGNALS:
            loop.add_signal_handler(number, self._stop.set)
        if not self.alive:  # gunicorn's own handler was told to stop while the application was built
            return
        self._listen(True)
        self._beat()
        self.app.accepting(self)
        await self._stop.wait()
        self._listen(False)
        await self._finish()

    def _listen(self, on: bool) -> None:
        self._listening = on
        loop = asyncio.get_running_loop()
        for listener in self.sockets:
            if on:
                listener.setblocking(False)
                loop.add_reader(listener.fileno(), self._accept, listener)
            else:
                loop.remove_reader(listener.fileno())

    def _beat(self) -> None:
        """Tell the master that the loop turns; stop when the master is gone."""
        self.notify()
        if os.getppid() != self.ppid:
            self._stop.set()
        asyncio.get_running_loop().call_later(_BEAT_SECONDS, self._beat)

    async def _finish(self) -> None:
        """Let requests that are being answered end; drop connections that wait for one."""
        for task, connection in self._connections.items():
            connection.stop()
            if not connection.busy:
                task.cancel()
        if self._connections:
            await asyncio.wait(list(self._connections), timeout=self.cfg.graceful_timeout)

    def _accept(self, listener: socket.socket) -> None:
        """Take one connection and no more: the next one is for whichever process is free."""
        try:
            client, _ = listener.accept()
        except OSError:
            return
        connection = Connection(client, self.app.door, self._crowd, self.cfg, self._answer)
        task = asyncio.create_task(connection.run())
        self._connections[task] = connection
        task.add_done_callback(self._closed)
        if len(self._connections) >= self.app.door.limits.connections:
            self._listen(False)

    def _closed(self, task: asyncio.Task[None]) -> None:
        del self._connections[task]
        if not self._listening and not self._stop.is_set():
            self._listen(True)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.log.error("verbinding afgebroken door een fout van onszelf: %s", type(error).__name__)

    async def _answer(self, received: Received, peer: Peer, last: bool) -> Reply:
        call = partial(answer, self.wsgi, received, peer, self.cfg, last=last)
        try:
            if self._executor is None:
                self.notify()  # each request has its own time, however many waited in the loop before it
                begin = time.perf_counter()
                reply = call()
                return await self._hold_back(reply, received, peer, time.perf_counter() - begin)
            return await asyncio.get_running_loop().run_in_executor(self._executor, call)
        except Exception as error:  # the front answers every fault itself; what still comes out is ours, and may quote a message
            self.log.error("toepassing faalde: %s", type(error).__name__)
            return SERVER_ERROR

    async def _hold_back(self, reply: Reply, received: Received, peer: Peer, seconds: float) -> Reply:
        """A refusal waits as long as its party has earned; not when the server stops."""
        if reply.refused:
            wait = self._patience.wait(peer.certificaat, seconds + len(received.body) * SECONDS_PER_BYTE)
            if wait:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), wait)
        return reply
