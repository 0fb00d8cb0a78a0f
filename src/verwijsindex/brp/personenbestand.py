"""Reads one entry of a persons file, and says in Dutch what is wrong with it; never a value (R-171)."""

import re
from collections.abc import Mapping
from typing import Any, Final

from verwijsindex.brp.persoonslijst import Persoonslijst

VERPLICHT: Final = ("bsn", "geslachtsnaam", "geboortedatum")
"""Keys that every entry has, null when unknown."""
NEGEN_CIJFERS: Final = re.compile(r"[0-9]{9}")
DATUM: Final = re.compile(r"[0-9]{8}")
GEMEENTECODE: Final = re.compile(r"[0-9]{4}")
POSTCODE: Final = re.compile(r"[0-9]{4} ?[A-Z]{2}")
HUISNUMMER: Final = re.compile(r"[0-9]{1,5}")
OPSCHORTING: Final = re.compile(r"[OEMRFW.]")
Entry = Mapping[str, Any]


class VeldOnjuist(ValueError):
    """An entry is not of the shape; the text names the key and what it should be."""


def lees_persoonslijst(entry: object) -> Persoonslijst:
    """One entry of the file. Raises VeldOnjuist for another shape.

    Rough values that the BRP itself holds stay: a number that fails the eleven-test, a date that does not exist.
    """
    ruw = _object(entry, "een persoon")
    for sleutel in VERPLICHT:
        if sleutel not in ruw:
            raise VeldOnjuist(f"{sleutel} ontbreekt; mag wel null zijn")
    verblijf = {} if ruw.get("verblijfplaats") is None else _object(ruw["verblijfplaats"], "verblijfplaats")
    return Persoonslijst(
        bsn=_vorm(ruw, "bsn", NEGEN_CIJFERS, "negen cijfers"),
        geslachtsnaam=_tekst(ruw, "geslachtsnaam"),
        geboortedatum=_vorm(ruw, "geboortedatum", DATUM, "een datum als jjjjmmdd"),
        voorvoegsel=_tekst(ruw, "voorvoegsel"),
        voornamen=_tekst(ruw, "voornamen"),
        geslacht=_vorm(ruw, "geslacht", re.compile("[MVO]"), "M, V of O"),
        datum_overlijden=_vorm(ruw, "datum_overlijden", DATUM, "een datum als jjjjmmdd"),
        opschorting=_opschorting(ruw.get("opschorting")),
        ouders=_ouders(ruw.get("ouders")),
        gemeentecode=_vorm(verblijf, "gemeentecode", GEMEENTECODE, "vier cijfers"),
        postcode=_vorm(_met(ruw, verblijf, "postcode"), "postcode", POSTCODE, "een postcode als 1234AB"),
        huisnummer=_huisnummer(_met(ruw, verblijf, "huisnummer").get("huisnummer")),
    )


def _object(waarde: object, wat: str) -> Entry:
    if not isinstance(waarde, dict):
        raise VeldOnjuist(f"{wat} is geen object")
    return waarde


def _met(ruw: Entry, verblijf: Entry, sleutel: str) -> Entry:
    """The part that holds this key: the address may stand beside the name or in ``verblijfplaats``."""
    return ruw if ruw.get(sleutel) is not None else verblijf


def _tekst(ruw: Entry, sleutel: str) -> str | None:
    waarde = ruw.get(sleutel)
    if waarde is not None and not isinstance(waarde, str):
        raise VeldOnjuist(f"{sleutel} is geen tekst")
    return waarde


def _vorm(ruw: Entry, sleutel: str, vorm: re.Pattern[str], uitleg: str) -> str | None:
    waarde = _tekst(ruw, sleutel)
    if waarde is not None and vorm.fullmatch(waarde) is None:
        raise VeldOnjuist(f"{sleutel} is niet {uitleg}")
    return waarde


def _huisnummer(waarde: object) -> int | None:
    if waarde is None:
        return None
    if isinstance(waarde, bool) or not isinstance(waarde, int | str) or HUISNUMMER.fullmatch(str(waarde)) is None:
        raise VeldOnjuist("huisnummer is geen getal van hoogstens vijf cijfers")
    return int(waarde)


def _ouders(ruw: object) -> tuple[str, ...]:
    """Numbers of the parents; a parent whose number is not recorded is left out (R-073)."""
    if ruw is None:
        return ()
    if not isinstance(ruw, list):
        raise VeldOnjuist("ouders is geen lijst")
    nummers = (_vorm(_object(ouder, "een ouder"), "bsn", NEGEN_CIJFERS, "negen cijfers (bij een ouder)") for ouder in ruw)
    return tuple(nummer for nummer in nummers if nummer is not None)


def _opschorting(ruw: object) -> str | None:
    """The letter of the reason: given as such, as the word that begins with it, or as ``reden`` or ``code`` of an object."""
    while isinstance(ruw, dict):
        ruw = ruw.get("reden", ruw.get("code", ""))
    if ruw is None:
        return None
    if not isinstance(ruw, str) or OPSCHORTING.match(ruw.upper()) is None:
        raise VeldOnjuist("opschorting is geen reden van de BRP (O, E, M, R, F, W of .)")
    return ruw[0].upper()
