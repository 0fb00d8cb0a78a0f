"""Dates in an answer of the BRP, whole or in part. Raises Storing for what is no date of the description or of the calendar."""

import re
from datetime import date
from typing import Final

from verwijsindex.brp.haalcentraal.lezen import Entiteit, deel, entiteit, geheel_getal, verplichte_tekst
from verwijsindex.brp.haalcentraal.storing import Reden, Storing

DATUM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TYPE: Final = re.compile(r"[A-Za-z]+")


def datum(ruw: Entiteit) -> str:
    """A date of the BRP as ``yyyymmdd`` with 00 for what is unknown (``AbstractDatum``)."""
    match verplichte_tekst(ruw, "type", _TYPE):
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


def datum_in(ruw: Entiteit, groep: str, sleutel: str = "datum") -> str | None:
    """The date under this key of a group; None when absent."""
    gegevens = deel(ruw, groep)
    return datum(entiteit(gegevens[sleutel])) if sleutel in gegevens else None


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
