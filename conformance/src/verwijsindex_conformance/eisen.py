"""``eisen.csv``: every requirement, with the cases that test it or the reason why none does."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Eis:
    """A requirement: ``R-nnn`` of the verwijsindex, or a numbered rule of Digikoppeling."""

    id: str
    titel: str
    gevallen: tuple[str, ...]
    reden: str
    """Why no case tests it; empty when one does."""


@cache
def alle_eisen() -> dict[str, Eis]:
    """All requirements by id, in the order of the file."""
    tekst = files("verwijsindex_conformance").joinpath("eisen.csv").read_text(encoding="utf-8")
    rijen = csv.DictReader(tekst.splitlines(), delimiter=";")
    return {rij["eis"]: Eis(rij["eis"], rij["titel"], tuple(rij["gevallen"].split()), rij["reden"]) for rij in rijen}
