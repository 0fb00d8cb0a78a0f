"""The law as values: terms, ages, categories and switches, each from a day on (Jeugdwet 7.1; R-002, R-190). Read by ``beleidslezer``."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from verwijsindex.domain.instantie import Categorieen
from verwijsindex.domain.tijd import PEILLEEFTIJD


@dataclass(frozen=True, slots=True)
class Beleidsversie:
    """What applies from ``vanaf`` until the next version begins. What each value means and rests on stands in ``statuut.toml``."""

    naam: str
    vanaf: date
    melding_maanden: int
    archief_jaren: int
    historie_dagen: int
    historie_herhaling_uren: int
    waarschuw_dagen: int
    waarschuw_vanaf_dagen: int
    vlug_ingetrokken_uren: int
    zakelijke_sleutel_dagen: int
    beslis_maanden: int
    verleng_maanden: int
    leeftijd_grens: int
    leeftijd_samen: int
    leeftijd_zelf: int
    adresmatch: bool
    historie_eenmaal_ooit: bool
    categorieen: Categorieen = field(repr=False)
    """Every code, with its period: one that is not in force yet or any more is among them (R-002)."""
    gronden: Mapping[str, str] = field(repr=False, compare=False)
    """Per value the article or other ground on which it rests."""


@dataclass(frozen=True, slots=True)
class Afbouw:
    """The end of the index, when the law says so (R-190)."""

    geen_nieuwe_meldingen_vanaf: date
    alles_vernietigd_op: date | None
    artikel: str


@dataclass(frozen=True, slots=True)
class Beleid:
    """Every version of the law that this index knows, in order of the day on which it began."""

    versies: tuple[Beleidsversie, ...]
    kenmerk: str
    """Digest of everything in it: two policies that say the same have the same."""
    afbouw: Afbouw | None = None
    begin: tuple[date, ...] = field(init=False, repr=False, compare=False)
    einde: date = field(init=False, repr=False, compare=False)
    """The day on which everything is destroyed; the last day of the calendar when no law says so."""
    vaste_leeftijd: bool = field(init=False, repr=False, compare=False)
    """Whether the age limit is, and always was, the one whose birthday is kept (keuzes.md 15)."""

    def __post_init__(self) -> None:
        zet = object.__setattr__
        zet(self, "begin", tuple(versie.vanaf for versie in self.versies))
        weg = None if self.afbouw is None else self.afbouw.alles_vernietigd_op
        zet(self, "einde", date.max if weg is None else weg)
        zet(self, "vaste_leeftijd", all(versie.leeftijd_grens == PEILLEEFTIJD for versie in self.versies))

    def op(self, dag: date) -> Beleidsversie:
        """The version in force on ``dag``; before the first one that one."""
        return self.versies[max(bisect_right(self.begin, dag) - 1, 0)]

    def meeste_waarschuw_dagen(self) -> int:
        """The longest notice in any version: as far ahead must be looked for what runs out (R-065)."""
        return max(versie.waarschuw_dagen for versie in self.versies)
