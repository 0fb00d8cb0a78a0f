"""Jeugdwet 7.1.1.1, 7.1.4.2: who can be reported (R-021, R-022, R-032, R-040..R-042, R-044)."""

from collections.abc import Sequence
from datetime import date

from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import VOLWASSEN, BrpDatum
from verwijsindex.domain.weigeringen import (
    BsnDubbel,
    BsnOnbekend,
    BsnOngeldig,
    GeboortedatumOnbruikbaar,
    Overleden,
    TeOud,
)


def lees_bsn(waarde: str, *, productie: bool) -> Bsn:
    """R-021, R-197: a number that passes the eleven-test and, in production, is not of the public test range.

    Raises BsnOngeldig (VIR-101), naming the element only.
    """
    try:
        bsn = Bsn(waarde)
    except BsnOngeldig:
        raise BsnOngeldig("jeugdige/bsn") from None
    if productie and bsn.uit_testreeks:
        raise BsnOngeldig("jeugdige/bsn")
    return bsn


def uit_register(gevonden: Sequence[RegisterPersoon]) -> RegisterPersoon:
    """R-022, keuzes.md 12: exactly one entry, not suspended. Raises BsnOnbekend (VIR-102), BsnDubbel when several bear the number."""
    if len(gevonden) > 1:
        raise BsnDubbel("jeugdige/bsn")
    if not gevonden or gevonden[0].opgeschort:
        raise BsnOnbekend("jeugdige/bsn")
    return gevonden[0]


def uiterlijk(persoon: RegisterPersoon, dag: date) -> date:
    """Jeugdwet 7.1.1.1: whether he can be reported today; gives his 23rd birthday.

    Alive (VIR-112, R-044), born and with a usable birth date (VIR-111, R-032, R-042), younger than 23 (VIR-110, R-040).
    """
    if persoon.overleden:
        raise Overleden("jeugdige/bsn")
    geboren: BrpDatum | None = persoon.geboortedatum
    if geboren is None or geboren.na(dag):
        raise GeboortedatumOnbruikbaar("jeugdige/bsn")
    verjaardag = geboren.verjaardag(VOLWASSEN)
    if dag >= verjaardag:
        raise TeOud("jeugdige/bsn")
    return verjaardag
