"""Who changed in the register file, in the order in which it was written there (R-120, R-125)."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from verwijsindex.brp.ingebed import WACHTTIJD
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Wijziging
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

_LAATSTE: Final = "SELECT COALESCE(MAX(nummer), 0) FROM wijziging"
_NA: Final = "SELECT bsn, nieuw_bsn FROM wijziging WHERE nummer > ? AND nummer <= ? ORDER BY nummer"


class IngebedWijzigingen:
    """Implements ``domain.ports_register.Registerwijzigingen``; the position is the number of the last row that was read.

    The file tells of everybody, so following somebody is nothing to do.
    """

    naam = "bestand"

    def __init__(self, pad: Path) -> None:
        self._uri = f"{pad.absolute().as_uri()}?mode=ro"

    def wijzigingen(self, stand: str | None, dag: date) -> tuple[Sequence[Wijziging], str]:
        """R-125: what was written after ``stand``; all of it when the file is another than that of ``stand``, which had more.

        Raises RegisterOnbereikbaar (VIR-190) when the file does not answer.
        """
        try:
            with closing(sqlite3.connect(self._uri, uri=True, timeout=WACHTTIJD)) as verbinding:
                [(laatste,)] = verbinding.execute(_LAATSTE)
                gelezen = int(stand or 0)
                rijen = verbinding.execute(_NA, (gelezen if gelezen <= laatste else 0, laatste)).fetchall()
        except sqlite3.Error:
            raise RegisterOnbereikbaar from None
        return [Wijziging(_bsn(bsn), None if nieuw is None else _bsn(nieuw)) for bsn, nieuw in rijen], str(laatste)

    def volg(self, bsn: Bsn) -> None:
        """R-120: nothing to do."""

    def volg_niet_meer(self, bsn: Bsn, dag: date) -> None:
        """R-120: nothing to do."""


def _bsn(getal: int) -> Bsn:
    return Bsn(f"{getal:09d}")
