"""The embedded register: asks a file on this machine, so that events written by another process are seen at once."""

import os
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from verwijsindex.brp.registerbestand import ZOEK, Verbinding, uit_rij
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

WACHTTIJD: Final = 2.0
"""Seconds that a question waits for an event that is being written."""


@dataclass(frozen=True, slots=True)
class _Bestand:
    """Which file is open, and in which process; another file under the same name is opened anew."""

    proces: int
    apparaat: int
    inode: int


class _PerThread(threading.local):
    bestand: _Bestand | None = None
    verbinding: Verbinding | None = None


class IngebedRegister:
    """Implements ``domain.ports.Personenregister``; a connection per thread, and a new one after a fork."""

    def __init__(self, pad: Path) -> None:
        self._pad = pad
        self._uri = f"{pad.absolute().as_uri()}?mode=ro"
        self._thread = _PerThread()

    def zoek_op_bsn(self, bsn: Bsn) -> Sequence[RegisterPersoon]:
        """Every entry that bears this number (R-022). Raises RegisterOnbereikbaar (VIR-190) when the file does not answer."""
        try:
            rijen = self._verbinding().execute(ZOEK, (int(bsn.waarde),)).fetchall()
            return [uit_rij(rij) for rij in rijen]
        except (sqlite3.Error, OSError):
            self._thread.verbinding = self._thread.bestand = None
            raise RegisterOnbereikbaar from None

    def _verbinding(self) -> Verbinding:
        toestand = os.stat(self._pad)
        bestand = _Bestand(os.getpid(), toestand.st_dev, toestand.st_ino)
        thread = self._thread
        if thread.verbinding is None or thread.bestand != bestand:
            # Not bound to its thread, because the thread's death closes it from elsewhere.
            thread.verbinding = sqlite3.connect(
                self._uri, uri=True, timeout=WACHTTIJD, isolation_level=None, check_same_thread=False, factory=Verbinding
            )
            thread.bestand = bestand
        return thread.verbinding
