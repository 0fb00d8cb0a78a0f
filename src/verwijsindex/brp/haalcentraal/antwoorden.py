"""The answers of the BRP API Personen: our own small models of the fields that we ask, checked, as one `Persoonslijst` each.

From there on a person means what he means in the embedded register. Everything here raises Storing for an answer outside the description.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from verwijsindex.brp.haalcentraal.lezen import Entiteit, deel, entiteit, geheel_getal, lijst, tekst, verplichte_tekst
from verwijsindex.brp.haalcentraal.storing import Reden, Storing
from verwijsindex.brp.persoonslijst import Persoonslijst

BSN: Final = re.compile(r"[0-9]{9}")
DATUM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NAAM: Final = re.compile(r".{1,200}")
GESLACHT: Final = re.compile(r"[MVO]")
GEMEENTE: Final = re.compile(r"[0-9]{4}")
OPSCHORTING: Final = re.compile(r"[OEMRFW.]")
POSTCODE: Final = re.compile(r"[1-9][0-9]{3} ?[A-Za-z]{2}")
VERBLIJFPLAATS: Final = re.compile(r"Adres|Locatie|VerblijfplaatsBuitenland|VerblijfplaatsOnbekend")
TYPE: Final = re.compile(r"[A-Za-z]+")
REDEN_ONBEKEND: Final = "."


def personen(ruw: Entiteit, gevraagd: str) -> Sequence[Persoonslijst]:
    """Everyone in an answer to a question of the type ``gevraagd``, in order."""
    if verplichte_tekst(ruw, "type", TYPE) != gevraagd:
        raise Storing(Reden.VORM)
    return [_persoon(entiteit(persoon)) for persoon in lijst(ruw, "personen")]


def datum(ruw: Entiteit) -> str:
    """A date of the BRP, whole or in part, as ``yyyymmdd`` with 00 for what is unknown (``AbstractDatum``)."""
    match verplichte_tekst(ruw, "type", TYPE):
        case "Datum":
            return _volledig(verplichte_tekst(ruw, "datum", DATUM))
        case "JaarMaandDatum":
            return f"{_verplicht(ruw, 'jaar', 9999):04d}{_verplicht(ruw, 'maand', 12):02d}00"
        case "JaarDatum":
            return f"{_verplicht(ruw, 'jaar', 9999):04d}0000"
        case "DatumOnbekend":
            return "00000000"
        case _:
            raise Storing(Reden.VORM)


def _persoon(ruw: Entiteit) -> Persoonslijst:
    naam = deel(ruw, "naam")
    postcode, huisnummer = _adres(ruw)
    return Persoonslijst(
        bsn=tekst(ruw, "burgerservicenummer", BSN),
        geslachtsnaam=tekst(naam, "geslachtsnaam", NAAM),
        geboortedatum=_datum_in(ruw, "geboorte"),
        voorvoegsel=tekst(naam, "voorvoegsel", NAAM),
        voornamen=tekst(naam, "voornamen", NAAM),
        geslacht=tekst(deel(ruw, "geslacht"), "code", GESLACHT),
        datum_overlijden=_datum_in(ruw, "overlijden"),
        opschorting=_opschorting(ruw),
        ouders=tuple(filter(None, (tekst(entiteit(ouder), "burgerservicenummer", BSN) for ouder in lijst(ruw, "ouders")))),
        gemeentecode=tekst(deel(ruw, "gemeenteVanInschrijving"), "code", GEMEENTE),
        postcode=postcode,
        huisnummer=huisnummer,
    )


def _datum_in(ruw: Entiteit, groep: str) -> str | None:
    gegevens = deel(ruw, groep)
    return datum(entiteit(gegevens["datum"])) if "datum" in gegevens else None


def _opschorting(ruw: Entiteit) -> str | None:
    """The letter of the reason; a suspension without one is for an unknown reason, and still a suspension (keuzes.md 12)."""
    if "opschortingBijhouding" not in ruw:
        return None
    return tekst(deel(deel(ruw, "opschortingBijhouding"), "reden"), "code", OPSCHORTING) or REDEN_ONBEKEND


def _adres(ruw: Entiteit) -> tuple[str | None, int | None]:
    """Postcode, as a request writes it, and huisnummer; none for a place without them, here or abroad."""
    verblijfplaats = deel(ruw, "verblijfplaats")
    if not verblijfplaats or verplichte_tekst(verblijfplaats, "type", VERBLIJFPLAATS) != "Adres":
        return None, None
    adres = deel(verblijfplaats, "verblijfadres")
    postcode = tekst(adres, "postcode", POSTCODE)
    return None if postcode is None else postcode.replace(" ", "").upper(), geheel_getal(adres, "huisnummer", 1, 99999)


def _volledig(geschreven: str) -> str:
    if not _bestaat(geschreven):
        raise Storing(Reden.VORM)
    return geschreven.replace("-", "")


def _bestaat(geschreven: str) -> bool:
    """Whether the calendar has this day. A question by itself: the error of ``date`` quotes what it cannot read."""
    try:
        date.fromisoformat(geschreven)
    except ValueError:
        return False
    return True


def _verplicht(ruw: Entiteit, sleutel: str, grootste: int) -> int:
    getal = geheel_getal(ruw, sleutel, 1, grootste)
    if getal is None:
        raise Storing(Reden.VORM)
    return getal
