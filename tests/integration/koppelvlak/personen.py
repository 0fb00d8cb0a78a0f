"""The persons of the ring, in the shape of a persons file: one for every boundary of the rules, with fixed dates of birth."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from verwijsindex.domain.nummers import voldoet_aan_elfproef

GEMEENTE, TWEEDE_GEMEENTE, ZONDER_REGIE, RNI = "0518", "0599", "0363", "1999"
Persoon = dict[str, Any]


def _nummers() -> Iterator[str]:
    yield from (f"{n:09d}" for n in count(912_000_000) if voldoet_aan_elfproef(f"{n:09d}"))


_NUMMERS = _nummers()
_NAMEN = iter(
    f"{begin}{midden}{eind}"
    for begin in ("Zwaluw", "Kievit", "Merel", "Reiger", "Grutto", "Wulp", "Sperwer", "Buizerd")
    for midden in ("en", "er", "s")
    for eind in ("burg", "daal", "kamp", "wold")
)


def _persoon(geboren: str | None, ouders: tuple[Persoon, ...] = (), gemeente: str | None = GEMEENTE, **extra: object) -> Persoon:
    verblijf = None if gemeente is None else {"gemeentecode": gemeente, "adres_id": None, "functie_adres": "W"}
    return {
        "bsn": next(_NUMMERS),
        "voornamen": "Sterre",
        "voorvoegsel": None,
        "geslachtsnaam": next(_NAMEN),
        "geboortedatum": geboren,
        "geslacht": "V",
        "ouders": [{"bsn": ouder["bsn"], "geslachtsnaam": ouder["geslachtsnaam"]} for ouder in ouders],
        "verblijfplaats": verblijf,
    } | extra


MOEDER, VADER, STIEFMOEDER = _persoon("19850101"), _persoon("19840101"), _persoon("19860101")
OUDER_ZONDER_BSN = _persoon("19870101", bsn=None)
DUBBEL = _persoon("20140101")

PERSONEN: dict[str, Persoon] = {
    "moeder": MOEDER,
    "vader": VADER,
    "stiefmoeder": STIEFMOEDER,
    # A chain: kind and half share the father, half and stief the stepmother, kind and stief nobody.
    "kind": _persoon("20150601", (MOEDER, VADER)),
    "zus": _persoon("20120601", (MOEDER, VADER)),
    "half": _persoon("20180601", (STIEFMOEDER, VADER)),
    "stief": _persoon("20100601", (STIEFMOEDER,)),
    "elders": _persoon("20110601", (MOEDER,), TWEEDE_GEMEENTE),
    "zonder-ouder-1": _persoon("20120101", (OUDER_ZONDER_BSN,)),
    "zonder-ouder-2": _persoon("20130101", (OUDER_ZONDER_BSN,)),
    "enig": _persoon("20140301"),
    "ander": _persoon("20140302"),
    "derde": _persoon("20140303"),
    "zonder-regie": _persoon("20140304", gemeente=ZONDER_REGIE),
    "rni": _persoon("20140305", gemeente=RNI),
    "zonder-gemeente": _persoon("20140306", gemeente=None),
    "voorloopnul": _persoon("20140311", bsn="012345672"),
    "havenstad": _persoon("20140307", gemeente=TWEEDE_GEMEENTE),
    # Born 23 years before something, or not quite known when (R-032, R-040..R-042).
    "20040510": _persoon("20040510"),
    "20040229": _persoon("20040229"),
    "20040500": _persoon("20040500"),
    "20040000": _persoon("20040000"),
    "00000000": _persoon("00000000"),
    "zonder-datum": _persoon(None),
    "onmogelijk": _persoon("20140230"),
    "20260303": _persoon("20260303"),
    "volwassen": _persoon("19900101"),
    "zonder-bsn": _persoon("20140312", bsn=None),
    # Whom the register does not give (keuzes.md 12).
    "overleden": _persoon("20140308", datum_overlijden="20250101"),
    "overleden-volwassen": _persoon("19900102", datum_overlijden="20250101"),
    "geemigreerd": _persoon("20140309", opschorting="E"),
    "geemigreerd-overleden": _persoon("20140310", opschorting="E", datum_overlijden="20250101"),
    "dubbel": DUBBEL,
    "dubbel-2": _persoon("20150101", bsn=DUBBEL["bsn"]),
}

ONBEKEND = "999999990"
"""Passes the eleven-test; nobody here bears it."""
ONGELDIG = "123456789"
"""Fails the eleven-test."""


def bsn(naam: str) -> str:
    """The number of one of the persons."""
    nummer: str = PERSONEN[naam]["bsn"]
    return nummer


def schrijf_personen(bestand: Path) -> Path:
    """Write them as a persons file."""
    bestand.write_text(json.dumps(list(PERSONEN.values())), encoding="utf-8")
    return bestand
