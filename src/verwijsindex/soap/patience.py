"""How long a refusal is held back, so that nobody keeps the index busy with what it refuses.

A message that is no good costs us nearly as much as one that is. Who sends many, or large ones, gets each answer later: what a party
takes of our time with them stays a small part of it, however many connections it has. Everybody else's messages go before.
"""

from collections.abc import Callable, Hashable
from typing import Final

SECONDS_PER_BYTE: Final = 1e-8
"""What receiving costs, beside answering."""
_LONG: Final = 4096
"""So many parties are remembered at most; far more than there are partners."""


class Patience:
    """What each party still owes one process. Only ever touched by its event loop."""

    def __init__(self, free: float, share: float, longest: float, clock: Callable[[], float]) -> None:
        """Seconds of our time that a party may take at once for nothing, the share that it may take for ever, and the longest wait.

        A share of 0 makes nobody wait.
        """
        self._free, self._share, self._longest, self._clock = free, share, longest, clock
        self._owed: dict[Hashable, tuple[float, float]] = {}

    def wait(self, party: Hashable, cost: float) -> float:
        """How many seconds the refusal of a message that cost us so much waits."""
        if not self._share:
            return 0.0
        owed, since = self._owed.pop(party, (0.0, 0.0))
        now = self._clock()
        owed = max(0.0, owed - (now - since) * self._share) + cost
        self._owed[party] = owed, now
        if len(self._owed) > _LONG:
            del self._owed[next(iter(self._owed))]  # the one that was refused longest ago
        return min(self._longest, max(0.0, owed - self._free) / self._share)
