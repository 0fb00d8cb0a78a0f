"""One entry of the register as the BRP writes it, and what the rules make of it."""

from dataclasses import dataclass, field

from verwijsindex.domain.jeugdige import RegisterPersoon, Woonadres
from verwijsindex.domain.nummers import Bsn, voldoet_aan_elfproef
from verwijsindex.domain.tijd import BrpDatum

GEEN_OPSCHORTING = frozenset("OR")
"""Reasons that suspend nothing here: death has its own answer, the RNI is no suspension by itself (keuzes.md 12)."""
OVERLIJDEN = "O"
GEMEENTE_ONBEKEND = "0000"


@dataclass(frozen=True, slots=True, repr=False)
class Verblijf:
    """Of an address what is not its postcode and huisnummer. Never shown by ``repr``."""

    nummeraanduiding: str | None = None
    """Sixteen digits of the BAG."""
    huisletter: str | None = None
    toevoeging: str | None = None
    aanduiding: str | None = None
    """``bij`` or ``tegenover``."""
    is_briefadres: bool = False
    """Where one is written to and does not live (R-074)."""
    sinds: str | None = None
    """``yyyymmdd`` with 00 for what is unknown."""

    def __repr__(self) -> str:
        return "Verblijf(...)"


@dataclass(frozen=True, slots=True, repr=False)
class Plek:
    """A whole address, as far as it is known. Never shown by ``repr``."""

    postcode: str | None = None
    """Without a space, in capitals, as a request writes it."""
    huisnummer: int | None = None
    verblijf: Verblijf = field(default_factory=Verblijf)

    def __repr__(self) -> str:
        return "Plek(...)"


@dataclass(frozen=True, slots=True, repr=False)
class Persoonslijst:
    """An entry with its values as written; dates are ``yyyymmdd`` with 00 for what is unknown. Never shown by ``repr``."""

    bsn: str | None
    geslachtsnaam: str | None
    geboortedatum: str | None
    voorvoegsel: str | None = None
    voornamen: str | None = None
    geslacht: str | None = None
    datum_overlijden: str | None = None
    opschorting: str | None = None
    """Letter of the BRP table: O death, E emigration, M ministerial decision, R RNI, F error, W change, . unknown."""
    ouders: tuple[str, ...] = ()
    """Numbers of the parents, as far as they are recorded."""
    gemeentecode: str | None = None
    postcode: str | None = None
    huisnummer: int | None = None
    verblijf: Verblijf = field(default_factory=Verblijf)
    is_geheim: bool = False
    """He asked that his data be given to nobody but who must have them by law; no answer of the index tells it (R-123)."""

    def __repr__(self) -> str:
        return "Persoonslijst(...)"

    @property
    def is_overleden(self) -> bool:
        """R-044, keuzes.md 16: who has a date of death is dead, however unknown that date and wherever the clock stands."""
        return self.datum_overlijden is not None or self.opschorting == OVERLIJDEN

    @property
    def is_opgeschort(self) -> bool:
        """keuzes.md 12: suspended by anything but death; being registered in the RNI (1999) is by itself no suspension."""
        return self.opschorting is not None and self.opschorting not in GEEN_OPSCHORTING

    @property
    def woonadres(self) -> Woonadres | None:
        """R-074, R-077: where he lives, as far as it can be compared."""
        return woonadres(zonder_spatie(self.postcode), self.huisnummer, self.verblijf)


def als_registerpersoon(lijst: Persoonslijst) -> RegisterPersoon:
    """What the rules need of this entry (R-022, R-042, R-044, R-073, R-074, R-097, R-121).

    A birth date without a year is None, and so is a day since which he lives there; a parent counts only by a number that passes the
    eleven-test.
    """
    sinds = BrpDatum.lees(lijst.verblijf.sinds)
    return RegisterPersoon(
        geboortedatum=BrpDatum.lees(lijst.geboortedatum),
        overleden=lijst.is_overleden,
        opgeschort=lijst.is_opgeschort,
        ouders=frozenset(Bsn(nummer) for nummer in lijst.ouders if voldoet_aan_elfproef(nummer)),
        gemeentecode=None if lijst.gemeentecode == GEMEENTE_ONBEKEND else lijst.gemeentecode,
        woonadres=lijst.woonadres,
        woont_sinds=None if sinds is None else sinds.getal,
    )


def woonadres(postcode: str | None, huisnummer: int | None, verblijf: Verblijf) -> Woonadres | None:
    """R-074, R-077: the address as far as two can be compared; None for a briefadres, and when too little of it is known."""
    if not is_woonadres(verblijf.nummeraanduiding, postcode, huisnummer, is_briefadres=verblijf.is_briefadres):
        return None
    return Woonadres(verblijf.nummeraanduiding, postcode, huisnummer, verblijf.huisletter, verblijf.toevoeging, verblijf.aanduiding)


def is_woonadres(nummeraanduiding: str | None, postcode: str | None, huisnummer: int | None, *, is_briefadres: bool) -> bool:
    """R-074, R-077: whether he lives there, and enough of it is known to compare two."""
    return not is_briefadres and (nummeraanduiding is not None or None not in (postcode, huisnummer))


def zonder_spatie(postcode: str | None) -> str | None:
    """A postcode as everything here compares it."""
    return None if postcode is None else postcode.replace(" ", "")
