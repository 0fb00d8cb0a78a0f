"""A process of the server that answers nobody: it works beside the workers, and is started again when it dies."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from typing import Final, NoReturn, Protocol

from verwijsindex.soap.technisch_log import begeleider_mislukt
from verwijsindex.soap.worker import STOP_SIGNALS

GEEN_HAAST: Final = 5.0
"""Seconds between two starts: what cannot live is not tried without end."""
_NIET_VOOR_ONS: Final = (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGTTIN, signal.SIGTTOU, signal.SIGWINCH, signal.SIGCHLD)
_TIK: Final = 0.1


class Stop:
    """Whether this process was told to end, or its parent is gone. A plain flag: a lock could hang in the signal handler."""

    def __init__(self, ouder: int) -> None:
        self._ouder = ouder
        self._gezegd = False

    def zeg(self, *_: object) -> None:
        """Tell it; also a signal handler."""
        self._gezegd = True

    def __call__(self) -> bool:
        """Whether to end."""
        return self._gezegd or os.getppid() != self._ouder

    def wacht(self, seconden: float) -> None:
        """Sleep so long, or until told to end."""
        einde = time.monotonic() + seconden
        while not self() and (rest := einde - time.monotonic()) > 0:
            time.sleep(min(_TIK, rest))


class Sluitbaar(Protocol):
    """What the server listens on."""

    def close(self) -> None: ...  # noqa: D102


Werk = Callable[[Stop], None]
"""What it does, until it is told to stop."""


class Begeleider:
    """Keeps one process with this work alive; None is no process."""

    def __init__(self, werk: Werk | None) -> None:
        self._werk = werk
        self._pid: int | None = None
        self._gestart = -GEEN_HAAST

    def houd_gaande(self, luisteraars: Iterable[Sluitbaar]) -> None:
        """Start it when it does not run; the child keeps none of the server's ``luisteraars`` open."""
        if self._werk is None or self._leeft() or time.monotonic() - self._gestart < GEEN_HAAST:
            return
        self._gestart = time.monotonic()
        ouder = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            _wees_begeleider(self._werk, ouder, luisteraars)

    def vervang(self) -> None:
        """Let it finish what it is doing; the next look starts another, which reads its files anew."""
        self._stuur(signal.SIGTERM)

    def zeg_stop(self) -> None:
        """Let it finish what it is doing, and no more."""
        self._werk = None
        self._stuur(signal.SIGTERM)

    def wacht_tot_weg(self, seconden: float) -> None:
        """Until it is gone; after so many seconds it is made to go."""
        einde = time.monotonic() + seconden
        while self._leeft():
            if time.monotonic() > einde:
                self._stuur(signal.SIGKILL)
            time.sleep(_TIK)

    def _leeft(self) -> bool:
        """gunicorn may have seen it end before us: it reaps every child."""
        if self._pid is None:
            return False
        try:
            weg, _ = os.waitpid(self._pid, os.WNOHANG)
        except ChildProcessError:
            weg = self._pid
        if weg:
            self._pid = None
        return not weg

    def _stuur(self, nummer: signal.Signals) -> None:
        if self._leeft() and self._pid is not None:
            os.kill(self._pid, nummer)


def _wees_begeleider(werk: Werk, ouder: int, luisteraars: Iterable[Sluitbaar]) -> NoReturn:
    """Never returns into the master, whose child this is: its clean-up is not ours."""
    code = 1
    try:
        for luisteraar in luisteraars:
            luisteraar.close()
        stop = Stop(ouder)
        for nummer in STOP_SIGNALS:
            signal.signal(nummer, stop.zeg)
        for nummer in _NIET_VOOR_ONS:
            signal.signal(nummer, signal.SIG_DFL if nummer is signal.SIGCHLD else signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        werk(stop)
        code = 0
    except Exception as fout:  # its text may quote what it worked on; the log gets its type and place
        begeleider_mislukt(fout)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
