"""Jeugdwet 7.1.1.1, 7.1.4.2: who can be reported (R-021, R-022, R-024, R-025, R-032, R-040..R-042, R-044)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from verwijsindex.domain.aanduiding import Bevraging
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.regels.namen import begint_met, normaliseer
from verwijsindex.domain.tijd import PEILLEEFTIJD, BrpDatum
from verwijsindex.domain.weigeringen import (
    BsnDubbel,
    BsnOnbekend,
    BsnOngeldig,
    GeboortedatumOnbruikbaar,
    NietGevonden,
    Overleden,
    TeOud,
)

IN_MELDING: Final = "jeugdige/bsn"
"""Where MeldJeugdige(n) names the number."""


def lees_bsn(waarde: str, *, productie: bool, element: str = IN_MELDING) -> Bsn:
    """R-021, R-197: a number that passes the eleven-test and, in production, is not of the public test range.

    Raises BsnOngeldig (VIR-101), naming the element only.
    """
    try:
        bsn = Bsn(waarde)
    except BsnOngeldig:
        raise BsnOngeldig(element) from None
    if productie and bsn.uit_testreeks:
        raise BsnOngeldig(element)
    return bsn


def uit_register(gevonden: Sequence[RegisterPersoon], element: str = IN_MELDING) -> RegisterPersoon:
    """R-022, keuzes.md 12: exactly one entry, not suspended. Raises BsnOnbekend (VIR-102), BsnDubbel when several bear the number."""
    if len(gevonden) > 1:
        raise BsnDubbel(element)
    if not gevonden or gevonden[0].opgeschort:
        raise BsnOnbekend(element)
    return gevonden[0]


def uiterlijk(persoon: RegisterPersoon, dag: date, grens: int, element: str = IN_MELDING) -> date:
    """Jeugdwet 7.1.1.1: whether he can be reported today; gives his 23rd birthday.

    Alive (VIR-112, R-044), born and with a usable birth date (VIR-111, R-032, R-042), younger than ``grens``, which is 23 (VIR-110, R-040).
    """
    if persoon.overleden:
        raise Overleden(element)
    geboren: BrpDatum | None = persoon.geboortedatum
    if geboren is None or geboren.na(dag):
        raise GeboortedatumOnbruikbaar(element)
    if dag >= geboren.verjaardag(grens):
        raise TeOud(element)
    return geboren.verjaardag(PEILLEEFTIJD)


def is_geboren(geboortedatum: date, dag: date, element: str = "jeugdige/bevraging/geboortedatum") -> None:
    """R-032: an unborn child cannot be reported; here by what was sent. Raises GeboortedatumOnbruikbaar (VIR-111)."""
    if geboortedatum > dag:
        raise GeboortedatumOnbruikbaar(element)


def uit_bevraging(treffers: Iterable[Treffer], bevraging: Bevraging, dag: date, grens: int) -> Bsn:
    """Jeugdwet 7.1.4.2(3), R-025, keuzes.md 12: the number of the one person who fits and can be reported.

    Who died, is suspended or is 23 is not found. Raises NietGevonden (VIR-103) for none and for several, without a difference (R-024).
    """
    passend = [t for t in treffers if past_bij(t, bevraging) and is_meldbaar(t.persoon, dag, grens)]
    if len(passend) != 1 or passend[0].bsn is None:
        raise NietGevonden("jeugdige/bevraging")
    return passend[0].bsn


def past_bij(treffer: Treffer, bevraging: Bevraging) -> bool:
    """keuzes.md 11: whether everything that was asked beside name and birth date fits what the register says."""
    return (
        (bevraging.voorvoegsel is None or normaliseer(bevraging.voorvoegsel) == normaliseer(treffer.voorvoegsel or ""))
        and (bevraging.voornamen is None or begint_met(treffer.voornamen or "", bevraging.voornamen))
        and bevraging.geslacht in (None, treffer.geslacht)
        and bevraging.postcode in (None, treffer.postcode)
        and bevraging.huisnummer in (None, treffer.huisnummer)
    )


def is_meldbaar(persoon: RegisterPersoon, dag: date, grens: int) -> bool:
    """keuzes.md 12: alive, not suspended, born and younger than ``grens`` (23)."""
    try:
        uiterlijk(persoon, dag, grens)
    except (Overleden, GeboortedatumOnbruikbaar, TeOud):
        return False
    return not persoon.opgeschort
