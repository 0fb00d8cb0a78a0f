"""What the project knows of every fault, from where it is kept: docs/foutcodes.md, the contract, and the words of the test suite."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from verwijsindex.contract.beschrijving import foutcodes
from verwijsindex.domain import weigeringen
from verwijsindex.soap.raad import RAAD

WORTEL: Final = Path(__file__).parents[2]
_OORZAKEN: Final = WORTEL / "conformance/src/verwijsindex_conformance/verklaring/codes.csv"
_ACTIONS: Final = {
    "A": "http://www.w3.org/2005/08/addressing/fault",
    "S": "http://www.w3.org/2005/08/addressing/soap/fault",
    "O": "<namespace van de dienst>:<Operatie>Fout",
}


@dataclass(frozen=True, slots=True)
class Vorm:
    """One way in which a code travels: a row of docs/foutcodes.md."""

    faultcode: str
    http: str
    action: str
    detail: bool
    tekst: str


@dataclass(frozen=True, slots=True)
class Fout:
    """A fault code."""

    code: str
    vormen: tuple[Vorm, ...]
    betekenis: str
    oorzaken: str
    raad: str
    engels: str
    """The English text that comes with it; empty when there is none."""
    herhaalbaar: bool


@cache
def fouten() -> dict[str, Fout]:
    """Every code that can come back, by its name, in the order of the names."""
    betekenissen = {regel.naam: regel.uitleg for regel in foutcodes()}
    klassen = {klasse.code: klasse for klasse in weigeringen.ALLE}
    oorzaken = _oorzaken()
    return {
        code: Fout(
            code,
            vormen,
            betekenissen[code],
            oorzaken[code],
            RAAD[code],
            klassen[code].omschrijving_en if code in klassen else "",
            code in ("DK0051", "VIR-150") or (code in klassen and klassen[code].herhaalbaar),
        )
        for code, vormen in sorted(_vormen().items())
    }


def _vormen() -> dict[str, tuple[Vorm, ...]]:
    gevonden: dict[str, list[Vorm]] = defaultdict(list)
    for regel in (WORTEL / "docs/foutcodes.md").read_text(encoding="utf-8").splitlines():
        cellen = [cel.strip() for cel in regel.strip("| ").split(" | ")]
        if re.fullmatch(r"DK\d{4}|VIR-S?\d+", cellen[0]):
            code, faultcode, http, action, detail, wat = cellen[:6]
            gevonden[code].append(Vorm(faultcode, http, _ACTIONS[action], detail == "ja", wat))
    return {code: tuple(vormen) for code, vormen in gevonden.items()}


def _oorzaken() -> dict[str, str]:
    with _OORZAKEN.open(encoding="utf-8", newline="") as bestand:
        return {rij["code"]: rij["oorzaken"] for rij in csv.DictReader(bestand, delimiter=";")}
