"""What every melding should have caused, reckoned anew from the order in which the logboek says that things happened.

Written apart from ``domain.regels``: from keuzes.md 17 and 18, for one gemeente, where nothing ends but by NIET_TERECHT.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .stand import RijMelding
from .wereld import GEMEENTE, OUDERS

ZELFDE: Final = "ZELFDE_JEUGDIGE"
GEZIN: Final = "GEZIN"


@dataclass(frozen=True)
class Gevolg:
    """What one melding caused: per soort and own melding (None for the gemeente) whom the signaal names, and the pairs that match."""

    signalen: Mapping[tuple[str, str | None], frozenset[str]]
    ontvangers: Counter[str]
    matches: frozenset[tuple[str, str, str]]


def paar(soort: str, een: str, ander: str) -> tuple[str, str, str]:
    """A match, whoever of the two is named first."""
    return (soort, *sorted((een, ander)))  # type: ignore[return-value]  # two went in


def gevolgen(volgorde: Iterable[tuple[str, RijMelding]]) -> dict[str, Gevolg]:
    """Per melding what it caused; ``volgorde`` holds ("GEMELD" or "VERWIJDERD", melding) as they happened."""
    actief: dict[str, RijMelding] = {}
    gevolg: dict[str, Gevolg] = {}
    for wat, melding in volgorde:
        if wat == "VERWIJDERD":
            actief.pop(melding.id, None)
            continue
        actief[melding.id] = melding
        gevolg[melding.id] = _gevolg(melding, list(actief.values()))
    return gevolg


def matcht(soort: str, een: RijMelding, ander: RijMelding) -> bool:
    """keuzes.md 17, R-070, R-073: two reporters, of one jeugdige or of two that share a parent."""
    if een.wie == ander.wie:
        return False
    if soort == ZELFDE:
        return een.bsn == ander.bsn
    return een.bsn != ander.bsn and bool(OUDERS[een.bsn] & OUDERS[ander.bsn])


def _gevolg(melding: RijMelding, actief: list[RijMelding]) -> Gevolg:
    signalen: dict[tuple[str, str | None], frozenset[str]] = {}
    ontvangers: Counter[str] = Counter()
    matches = set()
    for soort in (ZELFDE, GEZIN):
        anderen = [ander for ander in actief if matcht(soort, melding, ander)]
        if not anderen:
            continue
        for eigen in (*anderen, melding):
            signalen[soort, eigen.id] = frozenset(m.id for m in actief if matcht(soort, eigen, m))
            ontvangers[eigen.wie] += 1
        signalen[soort, None] = _aan_gemeente(soort, melding, anderen, actief)
        ontvangers[GEMEENTE] += 1
        matches |= {paar(soort, melding.bsn, ander.bsn) for ander in anderen}
    return Gevolg(signalen, ontvangers, frozenset(matches))


def _aan_gemeente(soort: str, melding: RijMelding, anderen: list[RijMelding], actief: list[RijMelding]) -> frozenset[str]:
    """R-097: everybody in a match, between the persons that this melding brought together."""
    genoemd: set[str] = set()
    for ander in {ander.bsn for ander in anderen}:
        kring = [m for m in actief if m.bsn in (melding.bsn, ander)]
        genoemd |= {een.id for een in kring if any(matcht(soort, een, twee) for twee in kring)}
    return frozenset(genoemd)
