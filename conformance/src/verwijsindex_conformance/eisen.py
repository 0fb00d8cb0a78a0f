"""``eisen.csv``: every requirement, with the cases that test it or the reason why none does."""

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from verwijsindex_conformance.geval import Niveau


@dataclass(frozen=True, slots=True)
class Eis:
    """A requirement: ``R-nnn`` of the verwijsindex, a numbered rule of a standard, an attack, an operation or a code."""

    id: str
    bron: str
    """The document, with its ``versie`` and the ``plaats`` in it: a clause, an article, a heading."""
    versie: str
    plaats: str
    titel: str
    """What it asks, in our words."""
    niveau: str
    """MOET, HOORT, or MAG for what is allowed and asks nothing."""
    actor: str
    voorwaarde: str
    """When it holds; empty for always."""
    gevallen: tuple[str, ...]
    reden: str
    """Why no case tests it; empty when one does."""

    def als_json(self) -> dict[str, Any]:
        """The fields but for the id, which is the key."""
        velden = asdict(self)
        del velden["id"]
        return velden

    @classmethod
    def uit_json(cls, id: str, velden: Mapping[str, Any]) -> "Eis":
        """The same back, or out of the file. Raises TypeError or KeyError when it is something else."""
        return cls(**{**velden, "id": id, "gevallen": tuple(velden["gevallen"])})


NIVEAUS: Final = (*(niveau.value for niveau in Niveau), "MAG")
ACTOREN: Final = ("index", "partner", "index en partner", "beheerder")


@cache
def alle_eisen() -> dict[str, Eis]:
    """All requirements by id, in the order of the file."""
    tekst = files("verwijsindex_conformance").joinpath("eisen.csv").read_text(encoding="utf-8")
    rijen = csv.DictReader(tekst.splitlines(), delimiter=";")
    return {rij["eis"]: Eis.uit_json(rij.pop("eis"), {**rij, "gevallen": rij["gevallen"].split()}) for rij in rijen}
