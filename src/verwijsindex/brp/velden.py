"""Reads the values of one entry of a persons file, and says in Dutch what is wrong with one; never the value itself (R-171)."""

import re
from collections.abc import Mapping
from typing import Any, Final

Entry = Mapping[str, Any]
_AANTAL: Final = {1: "een cijfer", 5: "vijf cijfers", 10: "tien cijfers"}


class VeldOnjuist(ValueError):
    """An entry is not of the shape; the text names the key and what it should be."""


def lees_object(waarde: object, wat: str) -> Entry:
    """An object; ``wat`` says in Dutch what it is of."""
    if not isinstance(waarde, dict):
        raise VeldOnjuist(f"{wat} is geen object")
    return waarde


def lees_tekst(ruw: Entry, sleutel: str) -> str | None:
    """Any text; None when absent or null."""
    waarde = ruw.get(sleutel)
    if waarde is not None and not isinstance(waarde, str):
        raise VeldOnjuist(f"{sleutel} is geen tekst")
    return waarde


def lees_vorm(ruw: Entry, sleutel: str, vorm: re.Pattern[str], uitleg: str) -> str | None:
    """Text of exactly this form, which ``uitleg`` says in Dutch; None when absent or null."""
    waarde = lees_tekst(ruw, sleutel)
    if waarde is not None and vorm.fullmatch(waarde) is None:
        raise VeldOnjuist(f"{sleutel} is niet {uitleg}")
    return waarde


def lees_getal(ruw: Entry, sleutel: str, cijfers: int) -> int | None:
    """A whole number, not negative, of at most so many digits, also when written as text; None when absent or null."""
    waarde = ruw.get(sleutel)
    if waarde is None:
        return None
    tekst = str(waarde)
    if isinstance(waarde, bool) or not isinstance(waarde, int | str) or re.fullmatch(f"[0-9]{{1,{cijfers}}}", tekst) is None:
        raise VeldOnjuist(f"{sleutel} is geen getal van hoogstens {_AANTAL[cijfers]}")
    return int(tekst)
