"""Jeugdwet 7.1.4.2(4), BJ 7.3.1: a jeugdige without BSN (R-026..R-031)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from verwijsindex.domain.aanduiding import ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer
from verwijsindex.domain.nummers import Visn
from verwijsindex.domain.regels.identificatie import is_geboren
from verwijsindex.domain.regels.namen import normaliseer
from verwijsindex.domain.tijd import PEILLEEFTIJD, BrpDatum, als_getal
from verwijsindex.domain.weigeringen import HeeftBsn, NietGevonden, TeOud

_ELEMENT = "jeugdige/zonderBsn"


@dataclass(frozen=True, slots=True)
class Drietal:
    """BJ 7.3.1(1): all that a verwijsindexservicenummer is derived from, spelled in one way (R-026, R-028)."""

    naam: str = field(repr=False)
    """Normalised; without voorvoegsel (keuzes.md 11)."""
    geboortedatum: date = field(repr=False)
    geslacht: str = field(repr=False)


def drietal(zonder: ZonderBsn) -> Drietal:
    """BJ 7.3.1(1), R-026, R-028: name, birth date and sex, nothing less and nothing more."""
    return Drietal(normaliseer(zonder.geslachtsnaam), zonder.geboortedatum, zonder.geslacht)


def als_zonder_bsn(geslachtsnaam: str | None, geboren: BrpDatum | None, geslacht: str | None) -> ZonderBsn | None:
    """R-026, R-029: how who is in the register would be reported without BSN; None without one of the three, or without a whole date."""
    if not geslachtsnaam or geboren is None or geslacht is None:
        return None
    jaar, maand, dag = geboren.getal // 10000, geboren.getal // 100 % 100, geboren.getal % 100
    return ZonderBsn(geslachtsnaam, date(jaar, maand, dag), geslacht) if maand and dag else None


def is_dezelfde(visn: Visn, van_register: Sequence[Visn]) -> None:
    """R-030, keuzes.md 14: who bears the BSN would without it have this very number. Raises NietGevonden (VIR-103)."""
    if list(van_register) != [visn.basis]:
        raise NietGevonden("bsn")


def is_de_enige(treffers: Iterable[Treffer], wie: Drietal) -> bool:
    """R-030, keuzes.md 14: whether only one person in the register bears this name, birth date and sex, dead or alive, with BSN or not."""
    return sum(treffer.geslacht == wie.geslacht for treffer in treffers) == 1


def is_al_geboren(zonder: ZonderBsn, dag: date) -> None:
    """R-032: an unborn child cannot be reported. Raises GeboortedatumOnbruikbaar (VIR-111) by what was sent."""
    is_geboren(zonder.geboortedatum, dag, f"{_ELEMENT}/geboortedatum")


def heeft_geen_bsn(treffers: Iterable[Treffer], wie: Drietal) -> None:
    """Jeugdwet 7.1.4.2(1)(4), R-030, keuzes.md 13: nobody with a BSN bears this name, birth date and sex. Raises HeeftBsn (VIR-106).

    Who died, emigrated or is suspended bears them too: with a BSN he is not someone who has none, and this way may not lead around
    VIR-112 and VIR-102. Who is in the register without a number, or with one that fails the eleven-test, does not. The register found
    them by name and birth date (R-028); the sex is compared here.
    """
    if any(treffer.bsn is not None and treffer.geslacht == wie.geslacht for treffer in treffers):
        raise HeeftBsn(_ELEMENT)


def is_jong_genoeg(wie: Drietal, dag: date, grens: int) -> date:
    """Jeugdwet 7.1.1.1, R-040: younger than ``grens`` (23) by what was sent; gives his 23rd birthday. Raises TeOud (VIR-110)."""
    geboren = BrpDatum(als_getal(wie.geboortedatum))
    if dag >= geboren.verjaardag(grens):
        raise TeOud(f"{_ELEMENT}/geboortedatum")
    return geboren.verjaardag(PEILLEEFTIJD)


def onbekend_bij_register(wie: Drietal) -> RegisterPersoon:
    """R-073, R-097: what is known of who has no BSN: a birth date; no parents, no address and no gemeente."""
    return RegisterPersoon(BrpDatum(als_getal(wie.geboortedatum)))
