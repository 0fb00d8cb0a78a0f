"""The file of the embedded register: one SQLite table, one row per entry, only what the rules need (R-050, R-079)."""

import sqlite3
from typing import Final

from verwijsindex.brp.persoonslijst import Persoonslijst, als_registerpersoon
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import BrpDatum

Rij = tuple[int | None, int | None, str | None, bool, str | None, str]
"""bsn, geboortedatum as a number, datum_overlijden as written, opgeschort, gemeentecode, numbers of the parents with blanks between."""
DATUM_ONBEKEND: Final = "00000000"

TABEL: Final = """
CREATE TABLE persoon (
    id INTEGER PRIMARY KEY,
    bsn INTEGER,
    geboortedatum INTEGER,
    datum_overlijden TEXT,
    opgeschort INTEGER NOT NULL,
    gemeentecode TEXT,
    ouders TEXT NOT NULL
) STRICT
"""
INDEX: Final = "CREATE INDEX persoon_bsn ON persoon (bsn)"
VOEG_TOE: Final = "INSERT INTO persoon (bsn, geboortedatum, datum_overlijden, opgeschort, gemeentecode, ouders) VALUES (?, ?, ?, ?, ?, ?)"
ZOEK: Final = "SELECT geboortedatum, datum_overlijden, opgeschort, gemeentecode, ouders FROM persoon WHERE bsn = ? ORDER BY id"
OVERLIJD: Final = "UPDATE persoon SET datum_overlijden = ? WHERE bsn = ?"


def als_rij(lijst: Persoonslijst) -> Rij:
    """An entry as a row."""
    persoon = als_registerpersoon(lijst)
    return (
        None if lijst.bsn is None else int(lijst.bsn),
        None if persoon.geboortedatum is None else persoon.geboortedatum.getal,
        lijst.datum_overlijden or (DATUM_ONBEKEND if lijst.is_overleden else None),
        persoon.opgeschort,
        persoon.gemeentecode,
        " ".join(sorted(ouder.waarde for ouder in persoon.ouders)),
    )


def uit_rij(rij: tuple[int | None, str | None, int, str | None, str]) -> RegisterPersoon:
    """What ZOEK gives, as a value."""
    geboortedatum, datum_overlijden, opgeschort, gemeentecode, ouders = rij
    return RegisterPersoon(
        geboortedatum=None if geboortedatum is None else BrpDatum(geboortedatum),
        overleden=datum_overlijden is not None,
        opgeschort=bool(opgeschort),
        ouders=frozenset(map(Bsn, ouders.split())),
        gemeentecode=gemeentecode,
    )


class Verbinding(sqlite3.Connection):
    """A connection that closes itself when its thread is gone."""

    def __del__(self) -> None:
        self.close()
