"""Until when the question that a thread asks may take; every step of it looks here."""

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tijd = Callable[[], float]
"""A clock that only runs forward, in seconds: ``time.monotonic``, or that of a test."""


class _PerThread(threading.local):
    einde: float = math.inf


class Deadline:
    """The end of the question, per thread."""

    def __init__(self, tijd: Tijd) -> None:
        self._tijd = tijd
        self._thread = _PerThread()

    @contextmanager
    def binnen(self, seconden: float) -> Iterator[None]:
        """What happens inside ends within ``seconden``, or earlier when something around it does."""
        vorig = self._thread.einde
        self._thread.einde = min(vorig, self._tijd() + seconden)
        try:
            yield
        finally:
            self._thread.einde = vorig

    def rest(self) -> float:
        """Seconds left, never below zero; infinite outside a question."""
        return max(0.0, self._thread.einde - self._tijd())
