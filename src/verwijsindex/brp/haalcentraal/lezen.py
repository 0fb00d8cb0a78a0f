"""Reading JSON from a register: each piece must be what the description says, or the answer is no answer."""

import json
import re
from typing import Any, Final

from verwijsindex.brp.haalcentraal.storing import Reden, Storing

SOORTEN: Final = frozenset({"application/json", "application/hal+json", "application/problem+json"})
"""Media types of the descriptions."""
Entiteit = dict[str, Any]


def lees_json(soort: str, inhoud: bytes) -> Entiteit:
    """The object that an answer is. Raises Storing for another media type, or what is no JSON object."""
    gelezen = _json(inhoud) if soort in SOORTEN else None
    return entiteit(gelezen)


def _json(inhoud: bytes) -> Any:
    try:
        return json.loads(inhoud)
    except (ValueError, RecursionError):
        return None


def entiteit(waarde: object) -> Entiteit:
    """An object."""
    if not isinstance(waarde, dict):
        raise Storing(Reden.VORM)
    return waarde


def deel(ruw: Entiteit, sleutel: str) -> Entiteit:
    """An object inside another; empty when absent."""
    return entiteit(ruw.get(sleutel, {}))


def lijst(ruw: Entiteit, sleutel: str) -> list[Any]:
    """A list inside an object; empty when absent."""
    waarde = ruw.get(sleutel, [])
    if not isinstance(waarde, list):
        raise Storing(Reden.VORM)
    return waarde


def tekst(ruw: Entiteit, sleutel: str, vorm: re.Pattern[str]) -> str | None:
    """Text of exactly this form; None when absent."""
    return None if sleutel not in ruw else verplichte_tekst(ruw, sleutel, vorm)


def verplichte_tekst(ruw: Entiteit, sleutel: str, vorm: re.Pattern[str]) -> str:
    """Text of exactly this form."""
    waarde = ruw.get(sleutel)
    if not isinstance(waarde, str) or vorm.fullmatch(waarde) is None:
        raise Storing(Reden.VORM)
    return waarde


def geheel_getal(ruw: Entiteit, sleutel: str, kleinste: int, grootste: int) -> int | None:
    """A whole number between bounds, which belong to it; None when absent."""
    if sleutel not in ruw:
        return None
    waarde = ruw[sleutel]
    if isinstance(waarde, bool) or not isinstance(waarde, int) or not kleinste <= waarde <= grootste:
        raise Storing(Reden.VORM)
    return waarde
