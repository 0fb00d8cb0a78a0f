"""The file of the embedded register: one SQLite table, one row per entry, only what the rules and a bevraging need."""

import sqlite3
from typing import Any, Final

from verwijsindex.brp.persoonslijst import Persoonslijst, als_registerpersoon
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer
from verwijsindex.domain.nummers import Bsn, voldoet_aan_elfproef
from verwijsindex.domain.regels.namen import normaliseer
from verwijsindex.domain.tijd import BrpDatum

Rij = tuple[int | str | bool | None, ...]
"""The columns of VOEG_TOE."""
DATUM_ONBEKEND: Final = "00000000"

TABEL: Final = """
CREATE TABLE persoon (
    id INTEGER PRIMARY KEY,
    bsn INTEGER,
    geboortedatum INTEGER,
    datum_overlijden TEXT,
    opgeschort INTEGER NOT NULL,
    gemeentecode TEXT,
    ouders TEXT NOT NULL,
    naam TEXT,
    voorvoegsel TEXT,
    voornamen TEXT,
    geslacht TEXT,
    postcode TEXT,
    huisnummer INTEGER
) STRICT
"""
"""``ouders``: numbers with blanks between; ``naam``: the family name by R-028, the rest as written."""
INDEXEN: Final = (
    "CREATE INDEX persoon_bsn ON persoon (bsn)",
    "CREATE INDEX persoon_naam ON persoon (naam, geboortedatum)",
)
VOEG_TOE: Final = """
INSERT INTO persoon (bsn, geboortedatum, datum_overlijden, opgeschort, gemeentecode, ouders,
                     naam, voorvoegsel, voornamen, geslacht, postcode, huisnummer)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PERSOON: Final = "geboortedatum, datum_overlijden, opgeschort, gemeentecode, ouders"
ZOEK: Final = f"SELECT {_PERSOON} FROM persoon WHERE bsn = ? ORDER BY id"  # noqa: S608 (our own words)
ZOEK_OP_NAAM: Final = (
    f"SELECT {_PERSOON}, bsn, voorvoegsel, voornamen, geslacht, postcode, huisnummer"  # noqa: S608 (idem)
    " FROM persoon WHERE naam = ? AND geboortedatum = ? ORDER BY id"
)
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
        None if lijst.geslachtsnaam is None else normaliseer(lijst.geslachtsnaam),
        lijst.voorvoegsel,
        lijst.voornamen,
        lijst.geslacht,
        None if lijst.postcode is None else lijst.postcode.replace(" ", ""),
        lijst.huisnummer,
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


def treffer_uit_rij(rij: tuple[Any, ...]) -> Treffer:
    """What ZOEK_OP_NAAM gives, as a value; a number that fails the eleven-test is no number."""
    bsn, voorvoegsel, voornamen, geslacht, postcode, huisnummer = rij[5:]
    nummer = "" if bsn is None else f"{bsn:09d}"
    return Treffer(
        persoon=uit_rij(rij[:5]),
        bsn=Bsn(nummer) if voldoet_aan_elfproef(nummer) else None,
        voorvoegsel=voorvoegsel,
        voornamen=voornamen,
        geslacht=geslacht,
        postcode=postcode,
        huisnummer=huisnummer,
    )


class Verbinding(sqlite3.Connection):
    """A connection that closes itself when its thread is gone."""

    def __del__(self) -> None:
        self.close()
