"""A breaker: a register that fails again and again is left alone for a while, and then asked one question (R-172)."""

import threading

from verwijsindex.brp.haalcentraal.deadline import Tijd
from verwijsindex.brp.haalcentraal.storing import Reden, Storing


class Breaker:
    """Closed until ``storingen`` failures in a row; then open for ``rust`` seconds; then half open: one question may try."""

    def __init__(self, storingen: int, rust: float, tijd: Tijd) -> None:
        self._storingen = storingen
        self._rust = rust
        self._tijd = tijd
        self._slot = threading.Lock()
        self._op_rij = 0
        self._open_tot: float | None = None

    def vraag_doorgang(self) -> None:
        """Let a question through. Raises Storing when it may not be asked now."""
        with self._slot:
            if self._open_tot is None:
                return
            if self._tijd() < self._open_tot:
                raise Storing(Reden.ONDERBROKEN)
            self._open_tot = self._tijd() + self._rust  # this one tries; the others wait for what it finds

    def gelukt(self) -> None:
        """A question that was let through got an answer."""
        with self._slot:
            self._op_rij = 0
            self._open_tot = None

    def mislukt(self) -> None:
        """A question that was let through got none."""
        with self._slot:
            self._op_rij += 1
            if self._op_rij >= self._storingen:
                self._open_tot = self._tijd() + self._rust
