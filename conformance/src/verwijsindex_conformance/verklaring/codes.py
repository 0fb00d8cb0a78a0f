"""``codes.csv``: every code that can come back, what it means, and what helps."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Code:
    """One code, in Dutch. ``oorzaken`` are what it comes from most, the likeliest first."""

    code: str
    betekenis: str
    oorzaken: str
    oplossing: str


@cache
def alle_codes() -> dict[str, Code]:
    """All codes, in the order of the file."""
    tekst = files(__package__ or "").joinpath("codes.csv").read_text(encoding="utf-8")
    return {rij["code"]: Code(**rij) for rij in csv.DictReader(tekst.splitlines(), delimiter=";")}
