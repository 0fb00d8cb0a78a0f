"""Serves the front door over two-sided TLS with gunicorn and our own worker (keuzes.md 44, decision record 0030)."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn
from wsgiref.types import WSGIApplication

from gunicorn.arbiter import Arbiter

from verwijsindex.soap.answer import TLS_CERTIFICAAT
from verwijsindex.soap.begeleider import Begeleider, Werk
from verwijsindex.soap.connection import Door
from verwijsindex.soap.http_limits import PROFILE_LIMITS, HttpLimits
from verwijsindex.soap.technisch_log import herlezen, niet_herlezen
from verwijsindex.soap.tls import tls_context
from verwijsindex.soap.worker import STOP_SIGNALS, FrontApplication, FrontWorker

__all__ = ["TLS_CERTIFICAAT", "serve"]

BACKLOG: Final = 512
REQUEST_SECONDS: Final = 30
"""With one thread: a process that is busy longer with one request is killed and replaced (limit "30 s total")."""
GRACEFUL_SECONDS: Final = 15


def serve(
    maak_app: Callable[[str], WSGIApplication],
    *,
    host: str,
    poort: int,
    unix: Path | None = None,
    certificaat: Path,
    sleutel: Path,
    client_ca: Path,
    processen: int = 1,
    draden: int = 1,
    gereed: Callable[[str], None] | None = None,
    naast: Werk | None = None,
    laat_binnen: Callable[[bytes], bool] = lambda _: True,
    herlees: Callable[[], None] = lambda: None,
    limits: HttpLimits = PROFILE_LIMITS,
) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is being answered and return.

    ``maak_app`` is called with the URL in every worker process, after the fork, so each builds its own database engine. The
    application finds the client's verified certificate in the environ under ``TLS_CERTIFICAAT``; no header of the client can put it there.
    ``naast`` works in a process of its own beside them, started again when it dies, stopped with the server.
    ``laat_binnen`` is asked, per connection, whether the holder of the verified client certificate (DER) may come in (WT004).
    SIGHUP reads the files of TLS again and calls ``herlees``; then new processes take the place of the old ones, which finish what they are
    answering. What cannot be used stands in the log, and everything stays as it was.
    ``unix`` listens on a Unix socket instead, without TLS, for a proxy that ends it (``soap.proxy``); its mode is 0660, so that the folder
    it is in says who may open it. ``poort`` 0 takes a free port. ``gereed`` gets the URL once, in the first worker process, when it
    accepts connections.

    Must run in the main thread of a process that has no other threads (it forks and handles signals). Raises OSError or
    ssl.SSLError for an address, certificate or key that does not work, SystemExit when ``maak_app`` fails.
    """

    def maak_deur() -> Door:
        return Door(None if unix else tls_context(certificaat, sleutel, client_ca), limits, laat_binnen)

    deuren = _Deuren(maak_deur, herlees)
    listener = _listen_unix(unix) if unix else _listen(host, poort)
    url = f"unix:{unix}" if unix else _url(host, listener.getsockname()[1])
    options = {
        "bind": f"fd://{listener.detach()}",  # from here on gunicorn owns and closes it
        "workers": processen,
        "threads": draden,
        "certfile": str(certificaat),  # tells gunicorn that the scheme is https; the worker uses ``tls``
        "keyfile": str(sleutel),
    }
    _run(_Application(partial(maak_app, url), deuren, OPTIONS | options, lambda: gereed(url) if gereed else None), naast)


OPTIONS: Final[dict[str, Any]] = {
    "worker_class": FrontWorker,
    "timeout": REQUEST_SECONDS,
    "graceful_timeout": GRACEFUL_SECONDS,
    "loglevel": "warning",
    "control_socket_disable": True,
    # A client is never a proxy, whatever it says.
    "forwarded_allow_ips": "",
    "forwarder_headers": "",
    "secure_scheme_headers": {},
}


class _Deuren:
    """The door of the server, and how it is made anew."""

    def __init__(self, maak: Callable[[], Door], herlees: Callable[[], None]) -> None:
        self._maak, self._herlees = maak, herlees
        self.deur = maak()

    def vernieuw(self) -> bool:
        """Read the files again; False when they cannot be used, and then nothing changed."""
        try:
            deur = self._maak()
            self._herlees()
        except Exception as fout:  # whatever it is, a server that runs goes on; the operator reads what to mend
            niet_herlezen(fout)
            return False
        self.deur = deur
        herlezen()
        return True


class _Application(FrontApplication):
    """What gunicorn asks about us; also carries to the workers what is no setting of gunicorn."""

    def __init__(
        self,
        maak_app: Callable[[], WSGIApplication],
        deuren: _Deuren,
        options: dict[str, Any],
        ready: Callable[[], None],
    ) -> None:
        self._maak_app, self._options, self._ready = maak_app, options, ready
        self.deuren = deuren
        super().__init__()

    @property
    def door(self) -> Door:  # type: ignore[override]  # a worker only ever reads it
        """As it was when this process was forked."""
        return self.deuren.deur

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:  # type: ignore[override]  # the stubs write out an older form of the same type
        return self._maak_app()

    def accepting(self, worker: FrontWorker) -> None:
        """Only the first worker of this server reports it."""
        if worker.age == 1:
            self._ready()


class _Arbiter(Arbiter):
    """The master, with one more process to look after."""

    def __init__(self, application: _Application, naast: Werk | None) -> None:
        self._begeleider = Begeleider(naast)
        self._deuren = application.deuren
        super().__init__(application)

    def reload(self) -> None:
        if self._deuren.vernieuw():
            super().reload()
            self._begeleider.vervang()

    def manage_workers(self) -> None:
        super().manage_workers()
        self._begeleider.houd_gaande(self.LISTENERS)

    def stop(self, graceful: bool = True) -> None:
        self._begeleider.zeg_stop()
        super().stop(graceful)
        self._begeleider.wacht_tot_weg(GRACEFUL_SECONDS if graceful else 0)


def _run(application: _Application, naast: Werk | None) -> None:
    """A worker is a fork of this very call: it ends here, before the caller's clean-up could run a second time in it."""
    master = os.getpid()
    os.register_at_fork(
        before=partial(signal.pthread_sigmask, signal.SIG_BLOCK, STOP_SIGNALS),
        after_in_parent=partial(signal.pthread_sigmask, signal.SIG_UNBLOCK, STOP_SIGNALS),
    )
    try:
        _Arbiter(application, naast).run()
    except SystemExit as stop:
        if os.getpid() != master:
            _end_worker(stop)
        if stop.code:
            raise


def _end_worker(stop: SystemExit) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(stop.code if isinstance(stop.code, int) else 1 if stop.code else 0)


def _listen(host: str, poort: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, poort, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _listen_unix(path: Path) -> socket.socket:
    """A socket that an earlier server left behind makes room; anything else in its place is an error."""
    if path.is_socket():
        path.unlink()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o117)
    try:
        listener.bind(str(path))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    finally:
        os.umask(before)
    return listener


def _url(host: str, poort: int) -> str:
    return f"https://[{host}]:{poort}" if ":" in host else f"https://{host}:{poort}"
