"""A limit of time around a case: a target that keeps a line busy for ever does not end the run."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class DuurtTeLang(BaseException):
    """The time is up. No Exception, so that nothing on the way takes it for something that a target did."""


@contextmanager
def hoogstens(seconden: float) -> Iterator[None]:
    """Raises DuurtTeLang after so many seconds, where the system can tell: in the main thread of a process on Unix."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    vorige = signal.signal(signal.SIGALRM, _te_lang)
    signal.setitimer(signal.ITIMER_REAL, seconden)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, vorige)


def _te_lang(_nummer: int, _frame: FrameType | None) -> None:
    raise DuurtTeLang
