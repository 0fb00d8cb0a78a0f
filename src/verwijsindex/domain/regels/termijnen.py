"""Jeugdwet 7.1.4.3(1)(c), 7.1.4.5, 7.1.4.6: how long a melding lives (R-043, R-045, R-060..R-064, R-101..R-103)."""

from datetime import date, timedelta
from typing import Final

from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.tijd import plus_jaren, plus_maanden

HOOGSTENS_MAANDEN: Final = 24
ARCHIEF_JAREN: Final = 5


def levensduur(maanden: int | None) -> int:
    """R-060: the life span of a melding in whole months; ValueError for a profile past two years or under one month."""
    if maanden is None:
        return HOOGSTENS_MAANDEN
    if not 1 <= maanden <= HOOGSTENS_MAANDEN:
        raise ValueError("levensduur van een melding is 1 tot en met 24 maanden")
    return maanden


def verwijderdatum(meldmoment_dag: date, maanden: int | None) -> date:
    """Jeugdwet 7.1.4.5(2)(a), R-060, R-061: the day on which the term ends; weekends do not shift it (R-064)."""
    return plus_maanden(meldmoment_dag, levensduur(maanden))


def einde_archief(verwijderd_op: date) -> date:
    """Jeugdwet 7.1.4.6(1), R-103: the day on which an archived melding is destroyed, 23rd birthday left aside (keuzes.md 27)."""
    return plus_jaren(verwijderd_op, ARCHIEF_JAREN)


def toestand(melding: Melding, dag: date) -> Toestand:
    """Jeugdwet 7.1.4.5, 7.1.4.6: what a melding is on ``dag``, from its dates alone (R-045, R-062, R-102).

    At 23 everything is destroyed (R-043), also what would have gone to the archive that day (R-102).
    """
    if dag >= melding.uiterlijk:
        return Toestand.VERNIETIGD
    if melding.verwijderd_op is None and dag < melding.verwijderdatum:
        return Toestand.ACTIEF
    verwijderd = melding.verwijderdatum if melding.verwijderd_op is None else melding.verwijderd_op
    return Toestand.GEARCHIVEERD if dag < einde_archief(verwijderd) else Toestand.VERNIETIGD


def is_actief(melding: Melding, dag: date) -> bool:
    """Whether it may match and be shown today (R-045, R-062, R-081)."""
    return toestand(melding, dag) is Toestand.ACTIEF


VLUG_INGETROKKEN: Final = timedelta(hours=24)
"""A melding withdrawn as NIET_TERECHT within this time may have been made to look (keuzes.md 22)."""
