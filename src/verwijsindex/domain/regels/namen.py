"""BJ 7.3.1, R-028: when two spellings are one name."""

import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ĳ": "ij", "Ĳ": "IJ",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "\u0131": "i",
    }
)  # fmt: skip
"""Letters that NFKD keeps as they are (keuzes.md 11)."""

_WEG: Final = frozenset("-'`.,\u2010\u2011\u2012\u2013\u2014\u2015\u2018\u2019\u02bc\u00b4\u2032")
"""Hyphens, apostrophes and points, in the forms in which systems send them."""


def normaliseer(naam: str) -> str:
    """R-028: without diacritics, case, spaces, hyphens and apostrophes; letters that have no plain form go through a table.

    The voorvoegsel is its own element and never part of the name (keuzes.md 11).
    """
    vlak = unicodedata.normalize("NFKD", naam.translate(_LETTERS))
    return "".join(teken for teken in vlak if not (unicodedata.combining(teken) or teken.isspace() or teken in _WEG)).upper()


def begint_met(voornamen: str, gevraagd: str) -> bool:
    """Whether the given names of the register begin with those asked for: "Anna Maria" is found by "Anna", not by "Ann"."""
    van_register, van_vraag = ([normaliseer(naam) for naam in tekst.split()] for tekst in (voornamen, gevraagd))
    return van_register[: len(van_vraag)] == van_vraag
