"""The requirements themselves, and which of them ``docs/afwijkingen.md`` excuses."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from verwijsindex_conformance.eisen import alle_eisen

PROJECT: Final = Path(__file__).parents[2]
AFWIJKINGEN: Final = PROJECT / "docs" / "afwijkingen.md"
_RIJ: Final = re.compile(r"^\| (R-\d{3}) \| ([^|]+) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Eis:
    """A requirement: what it asks in a few words, on what ground, and by which cases of the conformance suite it is seen."""

    id: str
    titel: str
    grond: str
    gevallen: tuple[str, ...]


def eisen() -> list[Eis]:
    """Every R-nnn, in order; titles and cases are those of the conformance suite."""
    rijen = csv.DictReader((Path(__file__).parent / "eisen.csv").read_text(encoding="utf-8").splitlines(), delimiter=";")
    toets = alle_eisen()
    return [Eis(rij["eis"], toets[rij["eis"]].titel, rij["grond"], toets[rij["eis"]].gevallen) for rij in rijen]


def redenen() -> dict[str, str]:
    """Per requirement that is not or not wholly built the reason that ``docs/afwijkingen.md`` gives: its rows ``| R-nnn | reason |``."""
    return dict(_RIJ.findall(AFWIJKINGEN.read_text(encoding="utf-8")))
