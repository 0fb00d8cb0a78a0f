"""Excluded addresses: where institutions designated under Wet BRP 2.40(3) or (4) are, whose inhabitants are no family (R-075)."""

from dataclasses import dataclass
from enum import StrEnum

from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.tijd import Geldigheid


class Bron(StrEnum):
    """Who designated the institution (Wet BRP 2.40)."""

    MINISTER = "MINISTER"
    """Wet BRP 2.40(3): care, child protection, penitentiary institutions."""
    COLLEGE = "COLLEGE"
    """Wet BRP 2.40(4): sheltered living and shelters."""


@dataclass(frozen=True, slots=True)
class UitgeslotenAdres:
    """One address and when it is excluded."""

    adres: Woonadres
    bron: Bron
    geldigheid: Geldigheid
    gemeentecode: str | None = None
    """Of which gemeente the college is; None for the minister."""


@dataclass(frozen=True, slots=True)
class Overgenomen:
    """What a file brought; counts."""

    nieuw: int = 0
    gewijzigd: int = 0
    bekend: int = 0
