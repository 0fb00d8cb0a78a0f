"""How many messages of one partner may be in hand at once, in all processes of this server together (VIR-150; keuzes 36, besluit 0029).

Who sends sixty a second that each wait two seconds for a register would hold every process; with this, some are left for others.

A place is one byte of a file in memory, locked by the process that is busy for it. The kernel gives it back when that process ends,
however it ends. No byte is ever written: a partner's places begin where a hash of his OIN says.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Final

from verwijsindex.security.refusals import TeVeel

RUIMTE: Final = 1024
"""Places per partner; far more than a server has threads."""


class Tegelijk:
    """`ports.Tegelijk`: may be shared by threads, and by processes that are forked after it was made."""

    def __init__(self, hoogstens: int) -> None:
        """`hoogstens`: at once, for each partner."""
        if not 0 < hoogstens <= RUIMTE:
            raise ValueError(f"hoogstens is 1 tot en met {RUIMTE}")
        self._hoogstens = hoogstens
        self._plekken = os.memfd_create("tegelijk")  # never closed: closing any copy would give all locks of the process back
        self._bezet: set[int] = set()
        self._draad = Lock()

    @contextmanager
    def __call__(self, oin: str) -> Iterator[None]:
        """Hold a place of this partner while the block runs. Raises `TeVeel` (VIR-150) when none is free."""
        plek = self._neem(_begin(oin))
        try:
            yield
        finally:
            with self._draad:
                fcntl.lockf(self._plekken, fcntl.LOCK_UN, 1, plek)
                self._bezet.discard(plek)

    def _neem(self, begin: int) -> int:
        """A lock keeps out other processes only: what other threads of ours hold, we know ourselves."""
        with self._draad:
            for plek in range(begin, begin + self._hoogstens):
                if plek not in self._bezet and self._op_slot(plek):
                    self._bezet.add(plek)
                    return plek
        raise TeVeel("meer berichten tegelijk dan toegestaan")

    def _op_slot(self, plek: int) -> bool:
        try:
            fcntl.lockf(self._plekken, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, plek)
        except (BlockingIOError, PermissionError):
            return False
        return True


@lru_cache(maxsize=4096)
def _begin(oin: str) -> int:
    """Two partners in a million million share places."""
    return int.from_bytes(sha256(oin.encode()).digest()[:5]) * RUIMTE
