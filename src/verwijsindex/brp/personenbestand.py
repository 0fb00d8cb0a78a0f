"""Reads one entry of a persons file, and says in Dutch what is wrong with it; never a value (R-171)."""

import re
from typing import Final

from verwijsindex.brp.adresbestand import DATUM, is_geheim, lees_huisnummer, lees_postcode, lees_verblijf
from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.brp.velden import VeldOnjuist, lees_object, lees_tekst, lees_vorm

VERPLICHT: Final = ("bsn", "geslachtsnaam", "geboortedatum")
"""Keys that every entry has, null when unknown."""
NEGEN_CIJFERS: Final = re.compile(r"[0-9]{9}")
GEMEENTECODE: Final = re.compile(r"[0-9]{4}")
OPSCHORTING: Final = re.compile(r"[OEMRFW.]")


def lees_persoonslijst(entry: object) -> Persoonslijst:
    """One entry of the file. Raises VeldOnjuist for another shape.

    Rough values that the BRP itself holds stay: a number that fails the eleven-test, a date that does not exist.
    """
    ruw = lees_object(entry, "een persoon")
    for sleutel in VERPLICHT:
        if sleutel not in ruw:
            raise VeldOnjuist(f"{sleutel} ontbreekt; mag wel null zijn")
    verblijf = {} if ruw.get("verblijfplaats") is None else lees_object(ruw["verblijfplaats"], "verblijfplaats")
    return Persoonslijst(
        bsn=lees_vorm(ruw, "bsn", NEGEN_CIJFERS, "negen cijfers"),
        geslachtsnaam=lees_tekst(ruw, "geslachtsnaam"),
        geboortedatum=lees_vorm(ruw, "geboortedatum", DATUM, "een datum als jjjjmmdd"),
        voorvoegsel=lees_tekst(ruw, "voorvoegsel"),
        voornamen=lees_tekst(ruw, "voornamen"),
        geslacht=lees_vorm(ruw, "geslacht", re.compile("[MVO]"), "M, V of O"),
        datum_overlijden=lees_vorm(ruw, "datum_overlijden", DATUM, "een datum als jjjjmmdd"),
        opschorting=_opschorting(ruw.get("opschorting")),
        ouders=_ouders(ruw.get("ouders")),
        gemeentecode=lees_vorm(verblijf, "gemeentecode", GEMEENTECODE, "vier cijfers"),
        postcode=lees_postcode(ruw, verblijf),
        huisnummer=lees_huisnummer(ruw, verblijf),
        verblijf=lees_verblijf(ruw, verblijf),
        is_geheim=is_geheim(ruw),
    )


def _ouders(ruw: object) -> tuple[str, ...]:
    """Numbers of the parents; a parent whose number is not recorded is left out (R-073)."""
    if ruw is None:
        return ()
    if not isinstance(ruw, list):
        raise VeldOnjuist("ouders is geen lijst")
    nummers = (lees_vorm(lees_object(ouder, "een ouder"), "bsn", NEGEN_CIJFERS, "negen cijfers (bij een ouder)") for ouder in ruw)
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
