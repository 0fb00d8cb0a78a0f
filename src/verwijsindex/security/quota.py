"""How much one partner may ask of this server: so many messages a second, whichever of its processes gets them (VIR-150; keuzes 36).

A bucket per signer, in memory that the processes of one server share: made before they start, and gone with them. A bucket holds a second's
worth; each verified message takes one out. Servers beside each other each have buckets of their own.
"""

import fcntl
import mmap
import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Final
from zlib import crc32

from verwijsindex.security.refusals import TeVeel

VAKKEN: Final = 4096
"""Signers that are remembered; far more than there are partners."""
_ZOEK: Final = 16
_VAK: Final = struct.Struct("=20sdd")


class Quota:
    """`ports.Quota`: may be shared by threads, and by processes that are forked after it was made."""

    def __init__(self, per_seconde: float, anders: Mapping[str, float] | None = None) -> None:
        """`per_seconde` for everybody, `anders` for who agreed otherwise, by OIN; 0 is no limit."""
        self._per_seconde = per_seconde
        self._anders = dict(anders or {})
        self._sluis = os.memfd_create("quota")  # open as long as the server lives: it is also what the processes lock
        os.ftruncate(self._sluis, VAKKEN * _VAK.size)
        self._geheugen = mmap.mmap(self._sluis, VAKKEN * _VAK.size)
        self._draad = Lock()

    def __call__(self, oin: str, nu: datetime) -> None:
        """Take one out of the bucket of this signer. Raises `TeVeel` (VIR-150) when it is empty."""
        tarief = self._anders.get(oin, self._per_seconde)
        if tarief <= 0:
            return
        moment = nu.timestamp()
        with self._alleen():
            vak, inhoud, gevuld = self._zoek(oin.encode(), tarief, moment)
            inhoud = min(tarief, inhoud + max(0.0, moment - gevuld) * tarief)
            over = inhoud >= 1
            _VAK.pack_into(self._geheugen, vak, oin.encode(), inhoud - 1 if over else inhoud, moment)
        if not over:
            raise TeVeel("meer berichten per seconde dan afgesproken")

    @contextmanager
    def _alleen(self) -> Iterator[None]:
        """A file lock ends with the process that held it: one that is killed stops nobody. Threads of one process need their own."""
        with self._draad:
            fcntl.lockf(self._sluis, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._sluis, fcntl.LOCK_UN)

    def _zoek(self, wie: bytes, tarief: float, moment: float) -> tuple[int, float, float]:
        """The place of this signer, what was in his bucket, and since when. Who was away longest makes room for who is new."""
        oudste, sinds = 0, float("inf")
        for stap in range(_ZOEK):
            vak = (crc32(wie) + stap) % VAKKEN * _VAK.size
            bewoner, inhoud, gevuld = _VAK.unpack_from(self._geheugen, vak)
            if bewoner == wie:
                return vak, inhoud, gevuld
            if gevuld < sinds:
                oudste, sinds = vak, gevuld
        return oudste, tarief, moment
