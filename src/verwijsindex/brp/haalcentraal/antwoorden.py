"""The answers of the BRP API Personen: our own small models of the fields that we ask, checked, as one `Persoonslijst` each.

From there on a person means what he means in the embedded register. Everything here raises Storing for an answer outside the description.
"""

import re
from collections.abc import Sequence
from typing import Final

from verwijsindex.brp.haalcentraal.datums import datum_in
from verwijsindex.brp.haalcentraal.lezen import Entiteit, deel, entiteit, lijst, tekst, verplichte_tekst
from verwijsindex.brp.haalcentraal.storing import Reden, Storing
from verwijsindex.brp.haalcentraal.verblijf import plek
from verwijsindex.brp.persoonslijst import Persoonslijst

BSN: Final = re.compile(r"[0-9]{9}")
NAAM: Final = re.compile(r".{1,200}")
GESLACHT: Final = re.compile(r"[MVO]")
GEMEENTE: Final = re.compile(r"[0-9]{4}")
OPSCHORTING: Final = re.compile(r"[OEMRFW.]")
TYPE: Final = re.compile(r"[A-Za-z]+")
REDEN_ONBEKEND: Final = "."


def personen(ruw: Entiteit, gevraagd: str) -> Sequence[Persoonslijst]:
    """Everyone in an answer to a question of the type ``gevraagd``, in order."""
    if verplichte_tekst(ruw, "type", TYPE) != gevraagd:
        raise Storing(Reden.VORM)
    return [_persoon(entiteit(persoon)) for persoon in lijst(ruw, "personen")]


def _persoon(ruw: Entiteit) -> Persoonslijst:
    naam, waar = deel(ruw, "naam"), plek(ruw)
    return Persoonslijst(
        bsn=tekst(ruw, "burgerservicenummer", BSN),
        geslachtsnaam=tekst(naam, "geslachtsnaam", NAAM),
        geboortedatum=datum_in(ruw, "geboorte"),
        voorvoegsel=tekst(naam, "voorvoegsel", NAAM),
        voornamen=tekst(naam, "voornamen", NAAM),
        geslacht=tekst(deel(ruw, "geslacht"), "code", GESLACHT),
        datum_overlijden=datum_in(ruw, "overlijden"),
        opschorting=_opschorting(ruw),
        ouders=tuple(filter(None, (tekst(entiteit(ouder), "burgerservicenummer", BSN) for ouder in lijst(ruw, "ouders")))),
        gemeentecode=tekst(deel(ruw, "gemeenteVanInschrijving"), "code", GEMEENTE),
        postcode=waar.postcode,
        huisnummer=waar.huisnummer,
        verblijf=waar.verblijf,
    )


def _opschorting(ruw: Entiteit) -> str | None:
    """The letter of the reason; a suspension without one is for an unknown reason, and still a suspension (keuzes.md 12)."""
    if "opschortingBijhouding" not in ruw:
        return None
    return tekst(deel(deel(ruw, "opschortingBijhouding"), "reden"), "code", OPSCHORTING) or REDEN_ONBEKEND
