"""The embedded register: asks a file on this machine, so that events written by another process are seen at once."""

import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from verwijsindex.brp.registerbestand import (
    ZOEK,
    ZOEK_DRIETAL,
    ZOEK_MET_ADRES,
    ZOEK_OP_NAAM,
    Verbinding,
    treffer_uit_rij,
    uit_rij,
    zonder_bsn_uit_rij,
)
from verwijsindex.domain.aanduiding import ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.regels.namen import normaliseer
from verwijsindex.domain.tijd import als_getal
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

WACHTTIJD: Final = 2.0
"""Seconds that a question waits for an event that is being written."""


class _Bestand(NamedTuple):
    """Which file is open, and in which process; another file under the same name is opened anew."""

    proces: int
    apparaat: int
    inode: int


class _PerThread(threading.local):
    bestand: _Bestand | None = None
    verbinding: Verbinding | None = None


class IngebedRegister:
    """Implements ``domain.ports_register.Personenregister``; a connection per thread, and a new one after a fork."""

    def __init__(self, pad: Path, *, adressen: Callable[[], bool] = lambda: True) -> None:
        """While ``adressen`` says no, no address of anybody is read when he is asked for by number (R-076)."""
        self._pad = pad
        self._adressen = adressen
        self._uri = f"{pad.absolute().as_uri()}?mode=ro"
        self._thread = _PerThread()

    def zoek_op_bsn(self, bsn: Bsn) -> Sequence[RegisterPersoon]:
        """Every entry that bears this number (R-022). Raises RegisterOnbereikbaar (VIR-190) when the file does not answer."""
        zoek = ZOEK_MET_ADRES if self._adressen() else ZOEK
        return [uit_rij(rij) for rij in self._vraag(zoek, (int(bsn.waarde),))]

    def zoek_op_naam(self, geslachtsnaam: str, geboortedatum: date) -> Sequence[Treffer]:
        """Every entry with this name, spelled alike by R-028, and exactly this birth date. Raises RegisterOnbereikbaar (VIR-190)."""
        return [treffer_uit_rij(rij) for rij in self._vraag(ZOEK_OP_NAAM, (normaliseer(geslachtsnaam), als_getal(geboortedatum)))]

    def als_zonder_bsn(self, bsn: Bsn) -> Sequence[ZonderBsn]:
        """How those with this number would be reported without it, names as R-028 has them (R-030). Raises RegisterOnbereikbaar."""
        gevonden = (zonder_bsn_uit_rij(rij) for rij in self._vraag(ZOEK_DRIETAL, (int(bsn.waarde),)))
        return [wie for wie in gevonden if wie is not None]

    def _vraag(self, zoek: str, waarden: tuple[int | str, ...]) -> list[Any]:
        try:
            return self._verbinding().execute(zoek, waarden).fetchall()
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
