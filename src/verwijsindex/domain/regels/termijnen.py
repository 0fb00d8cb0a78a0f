"""Jeugdwet 7.1.4.3(1)(c), 7.1.4.5, 7.1.4.6: how long a melding lives (R-043, R-045, R-060..R-065, R-101..R-103)."""

from datetime import date, timedelta
from typing import Final

from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.tijd import plus_jaren, plus_maanden, vandaag

HOOGSTENS_MAANDEN: Final = 24
ARCHIEF_JAREN: Final = 5
WAARSCHUW_DAGEN: Final = 30
"""So many days before the verwijderdatum the reporter is warned, unless a server says otherwise (keuzes.md 21)."""
KORTSTE_DAGEN: Final = 60
"""A melding that lives shorter gets no warning (keuzes.md 21)."""


def levensduur(maanden: int | None) -> int:
    """R-060: the life span of a melding in whole months; ValueError for a profile past two years or under one month."""
    if maanden is None:
        return HOOGSTENS_MAANDEN
    if not 1 <= maanden <= HOOGSTENS_MAANDEN:
        raise ValueError("levensduur van een melding is 1 tot en met 24 maanden")
    return maanden


def verwijderdatum(meldmoment_dag: date, maanden: int | None) -> date:
    """Jeugdwet 7.1.4.5(2)(a), R-060, R-061: the day on which the term ends; nothing shifts (R-064) or lengthens it (R-063)."""
    return plus_maanden(meldmoment_dag, levensduur(maanden))


def einde_archief(verwijderd_op: date) -> date:
    """Jeugdwet 7.1.4.6(1), R-103: the day on which an archived melding is destroyed, 23rd birthday left aside (keuzes.md 27)."""
    return plus_jaren(verwijderd_op, ARCHIEF_JAREN)


def toestand(melding: Melding, dag: date) -> Toestand:
    """Jeugdwet 7.1.4.5, 7.1.4.6; AVG 18: what a melding is on ``dag``, from its dates and whether it is blocked (R-045, R-062, R-102).

    At 23 everything is destroyed (R-043), also what would have gone to the archive that day (R-102). The term of a blocked melding runs
    on (R-138): from its verwijderdatum it is in the archive like any other, where it says nothing (``archiveren.spreekt``).
    """
    if dag >= melding.uiterlijk:
        return Toestand.VERNIETIGD
    if melding.verwijderd_op is None and dag < melding.verwijderdatum:
        return Toestand.ACTIEF if melding.beperkt_door is None else Toestand.BEPERKT
    verwijderd = melding.verwijderdatum if melding.verwijderd_op is None else melding.verwijderd_op
    return Toestand.GEARCHIVEERD if dag < einde_archief(verwijderd) else Toestand.VERNIETIGD


def vernietigdag(melding: Melding) -> date:
    """Jeugdwet 7.1.4.5(2)(b), 7.1.4.6(1), R-043, R-103: the first day on which nothing of it is left, when nobody does anything."""
    verwijderd = melding.verwijderdatum if melding.verwijderd_op is None else melding.verwijderd_op
    return min(melding.uiterlijk, einde_archief(verwijderd))


def laatst_verlopen_archief(dag: date) -> date:
    """R-061, R-103: the latest day of removal whose archive has ended on ``dag``; on 28 February that may be the 29th."""
    verwijderd = plus_jaren(dag, -ARCHIEF_JAREN)
    volgende = verwijderd + timedelta(days=1)
    return volgende if einde_archief(volgende) <= dag else verwijderd


def waarschuwdag(melding: Melding, dagen: int = WAARSCHUW_DAGEN) -> date:
    """R-065, keuzes.md 21: the day from which its reporter is warned that it runs out."""
    return melding.verwijderdatum - timedelta(days=dagen)


def verloopt(melding: Melding, dag: date, dagen: int = WAARSCHUW_DAGEN) -> bool:
    """R-065, keuzes.md 21: whether its reporter is to know on ``dag`` that it runs out.

    Not when he turns 23 first (R-102: that is no removal by term), nor for what lives shorter than 60 days, nor while it is blocked
    (R-138).
    """
    levensduur_dagen = (melding.verwijderdatum - vandaag(melding.meldmoment)).days
    if levensduur_dagen < KORTSTE_DAGEN or melding.uiterlijk <= melding.verwijderdatum:
        return False
    return is_actief(melding, dag) and dag >= waarschuwdag(melding, dagen)


def is_actief(melding: Melding, dag: date) -> bool:
    """AVG 18, R-045, R-062, R-081, R-138: whether it may match and be shown today; what is blocked may not."""
    return toestand(melding, dag) is Toestand.ACTIEF


def loopt(melding: Melding, dag: date) -> bool:
    """R-063, R-071, R-138; keuzes.md 25, 29: whether its term runs today, blocked or not: its reporter has it and sees it."""
    return toestand(melding, dag) in (Toestand.ACTIEF, Toestand.BEPERKT)


VLUG_INGETROKKEN: Final = timedelta(hours=24)
"""A melding withdrawn as NIET_TERECHT within this time may have been made to look (keuzes.md 22)."""
