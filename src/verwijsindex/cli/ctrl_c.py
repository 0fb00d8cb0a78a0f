"""Ctrl-C that is not lost: Python raises it wherever it is, also where nothing can catch it, as when it clears an object away."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class CtrlC:
    """Whether somebody pressed it since ``luister`` began."""

    def __init__(self) -> None:
        self.gedrukt = False

    def __call__(self, nummer: int, frame: FrameType | None) -> None:
        """The handler of the signal. Raises KeyboardInterrupt, as without it."""
        self.gedrukt = True
        signal.default_int_handler(nummer, frame)


@contextmanager
def luister() -> Iterator[CtrlC]:
    """Remember it as long as the block runs, unless somebody else handles the signal, or this is not the thread that gets it."""
    ctrl_c = CtrlC()
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield ctrl_c
        return
    signal.signal(signal.SIGINT, ctrl_c)
    try:
        yield ctrl_c
    finally:
        if signal.getsignal(signal.SIGINT) is ctrl_c:
            signal.signal(signal.SIGINT, signal.default_int_handler)
