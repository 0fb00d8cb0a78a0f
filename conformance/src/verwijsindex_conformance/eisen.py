"""``eisen.csv``: every requirement, with the cases that test it or the reason why none does."""

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

_BRONNEN: Final = {
    "R-": "Regels van de verwijsindex",
    "W": "Digikoppeling WUS",
    "PKI": "Digikoppeling Beveiliging",
    "TLS": "Digikoppeling Beveiliging",
    "SIGN": "Digikoppeling Beveiliging",
    "ENC": "Digikoppeling Beveiliging",
}


@dataclass(frozen=True, slots=True)
class Eis:
    """A requirement: ``R-nnn`` of the verwijsindex, or a numbered rule of Digikoppeling."""

    id: str
    titel: str
    gevallen: tuple[str, ...]
    reden: str
    """Why no case tests it; empty when one does."""

    @property
    def bron(self) -> str:
        """Where it comes from, in a few words."""
        return next((bron for begin, bron in _BRONNEN.items() if self.id.startswith(begin)), "Koppelvlak")

    def als_json(self) -> dict[str, Any]:
        """The fields but for the id, which is the key."""
        velden = asdict(self)
        del velden["id"]
        return velden

    @classmethod
    def uit_json(cls, id: str, velden: Mapping[str, Any]) -> "Eis":
        """The same back. Raises TypeError or KeyError when it is something else."""
        return cls(**{**velden, "id": id, "gevallen": tuple(velden["gevallen"])})


@cache
def alle_eisen() -> dict[str, Eis]:
    """All requirements by id, in the order of the file."""
    tekst = files("verwijsindex_conformance").joinpath("eisen.csv").read_text(encoding="utf-8")
    rijen = csv.DictReader(tekst.splitlines(), delimiter=";")
    return {rij["eis"]: Eis(rij["eis"], rij["titel"], tuple(rij["gevallen"].split()), rij["reden"]) for rij in rijen}
