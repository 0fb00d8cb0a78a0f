"""The young person: as the register knows him, and as little as the index keeps of him."""

from dataclasses import dataclass, field
from datetime import date

from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import BrpDatum


@dataclass(frozen=True, slots=True)
class RegisterPersoon:
    """What the register of persons says of one entry; only what the rules need (R-022, R-040, R-044, R-073, R-097)."""

    geboortedatum: BrpDatum | None
    overleden: bool = False
    opgeschort: bool = False
    """Suspended other than by death or RNI: emigration, error (keuzes.md 12)."""
    ouders: frozenset[Bsn] = frozenset()
    """Parents with a number; a parent without one never matches (R-073)."""
    gemeentecode: str | None = None
    """Gemeente that keeps the record; None when unknown."""


@dataclass(frozen=True, slots=True)
class Treffer:
    """One entry that a question by name and birth date finds, with what can narrow it down (R-025, keuzes.md 11)."""

    persoon: RegisterPersoon
    bsn: Bsn | None = None
    voorvoegsel: str | None = field(default=None, repr=False)
    voornamen: str | None = field(default=None, repr=False)
    geslacht: str | None = field(default=None, repr=False)
    postcode: str | None = field(default=None, repr=False)
    huisnummer: int | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Jeugdige:
    """A reported person as the index keeps him: no name, no address (R-050, R-079)."""

    id: str
    uiterlijk: date
    """His 23rd birthday: from that day nothing about him is kept (R-043, keuzes.md 15)."""
    logpseudoniem: str
    """Random name for the logboek, destroyed with the last data about him (keuzes.md 31)."""
    gemeentecode: str | None = None
    """Where the regievoerder is found (R-097)."""
    ouders: frozenset[bytes] = frozenset()
    """Keyed pseudonyms of his parents (R-079)."""
