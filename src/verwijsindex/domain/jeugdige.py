"""The young person: as the register knows him, and as little as the index keeps of him."""

from dataclasses import dataclass, field
from datetime import date

from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import BrpDatum, Geldigheid


@dataclass(frozen=True, slots=True, repr=False)
class Woonadres:
    """Where one lives in the sense of the Wet BRP; a briefadres is none (R-074, R-077). Never shown by ``repr``."""

    nummeraanduiding: str | None = None
    """Identification of the BAG."""
    postcode: str | None = None
    huisnummer: int | None = None
    huisletter: str | None = None
    toevoeging: str | None = None
    aanduiding: str | None = None
    """``tegenover`` or ``bij``, as the BRP writes it."""

    def __repr__(self) -> str:
        return "Woonadres(...)"


@dataclass(frozen=True, slots=True)
class RegisterPersoon:
    """What the register of persons says of one entry; only what the rules need (R-022, R-040, R-044, R-073, R-097).

    R-033: no name, sex or nationality; when they change, nothing changes here.
    """

    geboortedatum: BrpDatum | None
    overleden: bool = False
    opgeschort: bool = False
    """Suspended other than by death or RNI: emigration, error (keuzes.md 12)."""
    ouders: frozenset[Bsn] = frozenset()
    """Parents with a number; a parent without one never matches (R-073)."""
    gemeentecode: str | None = None
    """Gemeente that keeps the record; None when unknown."""
    woonadres: Woonadres | None = None
    """None without one, or when no addresses are asked (R-076)."""
    woont_sinds: int | None = None
    """Day from which he lives where he lives, ``yyyymmdd`` as in BrpDatum; tells that he moved (R-121)."""


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
    adres_bag: bytes | None = None
    """Keyed pseudonym of his woonadres by its identification in the BAG (R-077, R-079)."""
    adres_tekst: bytes | None = None
    """The same by postcode and house number, for who lacks the other (R-077, R-079)."""
    verblijf: bytes | None = None
    """Keyed digest of where and since when he lives; None when unknown or no longer followed (R-046, R-121)."""
    uitsluitingen: tuple[Geldigheid, ...] = ()
    """When his woonadres is excluded; known of who is read with his kring (R-075)."""
