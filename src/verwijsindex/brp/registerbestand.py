"""The file of the embedded register: one SQLite table, one row per entry, only what the rules and a bevraging need."""

import sqlite3
from typing import Any, Final

from verwijsindex.brp.persoonslijst import Persoonslijst, als_registerpersoon, is_woonadres, zonder_spatie
from verwijsindex.domain.aanduiding import ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer, Woonadres
from verwijsindex.domain.nummers import Bsn, voldoet_aan_elfproef
from verwijsindex.domain.regels.namen import normaliseer
from verwijsindex.domain.regels.zonder_bsn import als_zonder_bsn
from verwijsindex.domain.tijd import BrpDatum

Rij = tuple[int | str | bool | None, ...]
"""The columns of VOEG_TOE."""
DATUM_ONBEKEND: Final = "00000000"
VERSIE: Final = 2
"""Of the tables below; in the file it is its ``user_version``."""
ZET_VERSIE: Final = f"PRAGMA user_version = {VERSIE}"

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
    huisnummer INTEGER,
    huisletter TEXT,
    toevoeging TEXT,
    aanduiding TEXT,
    nummeraanduiding TEXT,
    briefadres INTEGER NOT NULL,
    woont_sinds INTEGER,
    geheim INTEGER NOT NULL
) STRICT
"""
"""``ouders``: numbers with blanks between; ``naam``: the family name by R-028, the rest as written.
``geheim`` is kept as the BRP keeps it and given to nobody: no question reads it (R-123)."""
WIJZIGINGEN: Final = """
CREATE TABLE wijziging (
    nummer INTEGER PRIMARY KEY AUTOINCREMENT,
    bsn INTEGER NOT NULL,
    nieuw_bsn INTEGER,
    moment TEXT NOT NULL
) STRICT
"""
"""Who changed, in order; ``nieuw_bsn`` took the place of ``bsn`` (R-034). What changed stands in the entry itself."""
GEPLAND: Final = "CREATE TABLE gepland (gebeurd INTEGER NOT NULL) STRICT"
"""One row once anything planned has happened: how many of the planned events, in order."""
INDEXEN: Final = (
    "CREATE INDEX persoon_bsn ON persoon (bsn)",
    "CREATE INDEX persoon_naam ON persoon (naam, geboortedatum)",
)
VOEG_TOE: Final = """
INSERT INTO persoon (bsn, geboortedatum, datum_overlijden, opgeschort, gemeentecode, ouders,
                     naam, voorvoegsel, voornamen, geslacht, postcode, huisnummer,
                     huisletter, toevoeging, aanduiding, nummeraanduiding, briefadres, woont_sinds, geheim)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PERSOON: Final = "geboortedatum, datum_overlijden, opgeschort, gemeentecode, ouders, woont_sinds"
_ADRES: Final = "postcode, huisnummer, nummeraanduiding, huisletter, toevoeging, aanduiding, briefadres"
_BREEDTE: Final = 6
"""Columns of ``_PERSOON``."""
ZOEK: Final = f"SELECT {_PERSOON} FROM persoon WHERE bsn = ? ORDER BY id"  # noqa: S608 (our own words)
ZOEK_MET_ADRES: Final = f"SELECT {_PERSOON}, {_ADRES} FROM persoon WHERE bsn = ? ORDER BY id"  # noqa: S608 (idem)
ZOEK_OP_NAAM: Final = (
    f"SELECT {_PERSOON}, bsn, voorvoegsel, voornamen, geslacht, postcode, huisnummer"  # noqa: S608 (idem)
    " FROM persoon WHERE naam = ? AND geboortedatum = ? ORDER BY id"
)

ZOEK_DRIETAL: Final = "SELECT naam, geboortedatum, geslacht FROM persoon WHERE bsn = ? ORDER BY id"


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
        zonder_spatie(lijst.postcode),
        lijst.huisnummer,
        lijst.verblijf.huisletter,
        lijst.verblijf.toevoeging,
        lijst.verblijf.aanduiding,
        lijst.verblijf.nummeraanduiding,
        lijst.verblijf.is_briefadres,
        persoon.woont_sinds,
        lijst.is_geheim,
    )


def uit_rij(rij: tuple[Any, ...]) -> RegisterPersoon:
    """What ZOEK or ZOEK_MET_ADRES gives, as a value."""
    geboortedatum, datum_overlijden, opgeschort, gemeentecode, ouders, woont_sinds = rij[:_BREEDTE]
    return RegisterPersoon(
        geboortedatum=None if geboortedatum is None else BrpDatum(geboortedatum),
        overleden=datum_overlijden is not None,
        opgeschort=bool(opgeschort),
        ouders=frozenset(map(Bsn, ouders.split())),
        gemeentecode=gemeentecode,
        woonadres=_woonadres(*rij[_BREEDTE:]) if len(rij) > _BREEDTE else None,
        woont_sinds=woont_sinds,
    )


def _woonadres(postcode: str | None, huisnummer: int | None, nummeraanduiding: str | None, *overig: Any) -> Woonadres | None:
    *toevoegingen, is_briefadres = overig
    if not is_woonadres(nummeraanduiding, postcode, huisnummer, is_briefadres=is_briefadres):
        return None
    return Woonadres(nummeraanduiding, postcode, huisnummer, *toevoegingen)


def treffer_uit_rij(rij: tuple[Any, ...]) -> Treffer:
    """What ZOEK_OP_NAAM gives, as a value; a number that fails the eleven-test is no number."""
    bsn, voorvoegsel, voornamen, geslacht, postcode, huisnummer = rij[_BREEDTE:]
    nummer = "" if bsn is None else f"{bsn:09d}"
    return Treffer(
        persoon=uit_rij(rij[:_BREEDTE]),
        bsn=Bsn(nummer) if voldoet_aan_elfproef(nummer) else None,
        voorvoegsel=voorvoegsel,
        voornamen=voornamen,
        geslacht=geslacht,
        postcode=postcode,
        huisnummer=huisnummer,
    )


def zonder_bsn_uit_rij(rij: tuple[str | None, int | None, str | None]) -> ZonderBsn | None:
    """What ZOEK_DRIETAL gives, as a value; None when something is missing."""
    naam, geboortedatum, geslacht = rij
    return als_zonder_bsn(naam, None if geboortedatum is None else BrpDatum(geboortedatum), geslacht)


class Verbinding(sqlite3.Connection):
    """A connection that closes itself when its thread is gone."""

    def __del__(self) -> None:
        self.close()
