"""Questions to a whole register file at once, for who describes a population; the index never asks them."""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from verwijsindex.brp.registerbestand import uit_rij
from verwijsindex.domain.jeugdige import RegisterPersoon

_DUBBEL: Final = "SELECT bsn FROM persoon WHERE bsn IS NOT NULL GROUP BY bsn HAVING COUNT(*) > 1"
_NA: Final = """
SELECT geboortedatum, datum_overlijden, opgeschort, gemeentecode, ouders, woont_sinds, bsn
FROM persoon WHERE id > ? AND ouders <> '' ORDER BY id
"""


def dubbele_nummers(pad: Path) -> frozenset[str]:
    """The numbers that several entries bear (keuzes.md 12)."""
    with closing(sqlite3.connect(pad)) as verbinding:
        return frozenset(f"{bsn:09d}" for (bsn,) in verbinding.execute(_DUBBEL))


def ouders_na(pad: Path, aantal: int, gezocht: Collection[str], telt: Callable[[str, RegisterPersoon], bool]) -> frozenset[str]:
    """Which of the parents ``gezocht`` have a child behind the first ``aantal`` entries; a child counts by its number and entry."""
    return frozenset(_ouders_na(pad, aantal, gezocht, telt))


def _ouders_na(pad: Path, aantal: int, gezocht: Collection[str], telt: Callable[[str, RegisterPersoon], bool]) -> Iterator[str]:
    with closing(sqlite3.connect(pad)) as verbinding:
        for *rij, bsn in verbinding.execute(_NA, (aantal,)):
            geraakt = [ouder for ouder in rij[4].split() if ouder in gezocht]
            if geraakt and bsn is not None and telt(f"{bsn:09d}", uit_rij(tuple(rij))):
                yield from geraakt
