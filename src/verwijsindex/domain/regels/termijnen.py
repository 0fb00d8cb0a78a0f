"""Jeugdwet 7.1.4.3(1)(c), 7.1.4.5, 7.1.4.6: how long a melding lives (R-043, R-045, R-060..R-065, R-101..R-103)."""

from datetime import date, timedelta

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.tijd import PEILLEEFTIJD, plus_jaren, plus_maanden, vandaag
from verwijsindex.domain.weigeringen import TeOud

Periode = tuple[date, date]
"""First and last day, both inclusive."""


def is_levensduur(maanden: int | None, hoogstens: int) -> None:
    """R-060: a profile names a life span in whole months, or none; ValueError past the ``hoogstens`` of the law or under one month."""
    if maanden is not None and not 1 <= maanden <= hoogstens:
        raise ValueError(f"levensduur van een melding is 1 tot en met {hoogstens} maanden")


def levensduur(maanden: int | None, hoogstens: int) -> int:
    """R-060: the life span of a melding in whole months: that of the profile, and never longer than the law allows today."""
    return hoogstens if maanden is None else min(maanden, hoogstens)


def verwijderdatum(meldmoment_dag: date, maanden: int | None, hoogstens: int) -> date:
    """Jeugdwet 7.1.4.5(2)(a), R-060, R-061: the day on which the term ends; nothing shifts (R-064) or lengthens it (R-063).

    ``hoogstens`` is what the law of that day allows; a later law changes nothing, for the melding says this date (7.1.4.3(1)(c)).
    """
    return plus_maanden(meldmoment_dag, levensduur(maanden, hoogstens))


def einde_archief(verwijderd_op: date, beleid: Beleid) -> date:
    """Jeugdwet 7.1.4.6(1), R-103: the day on which an archived melding is destroyed, 23rd birthday left aside (keuzes.md 27).

    By the law that is in force on the day of removal (decision record 0096).
    """
    return plus_jaren(verwijderd_op, beleid.op(verwijderd_op).archief_jaren)


def niets_meer_vanaf(uiterlijk: date, beleid: Beleid) -> date:
    """Jeugdwet 7.1.4.5(2)(b), R-043, R-190: the first day on which nothing is kept about who is 23 on ``uiterlijk``.

    An other age limit shifts that birthday by whole years, because the birth date is not kept (keuzes.md 15); who reached the limit of
    his day stays destroyed when the limit rises later. On the day that the law ends nothing is kept about anybody.
    """
    verjaardag = uiterlijk if beleid.vaste_leeftijd else _verjaardag(uiterlijk, beleid)
    return min(verjaardag, beleid.einde)


def nog_te_melden(uiterlijk: date, dag: date, beleid: Beleid, element: str = "jeugdige/bsn") -> date:
    """Jeugdwet 7.1.1.1, R-040, R-043: who reached the age limit of an earlier day cannot be reported when it rises again.

    Of a new melding nothing would be kept either. Gives his 23rd birthday; raises TeOud (VIR-110).
    """
    if dag >= niets_meer_vanaf(uiterlijk, beleid):
        raise TeOud(element)
    return uiterlijk


def _verjaardag(uiterlijk: date, beleid: Beleid) -> date:
    """R-040: the first day on which he has reached the limit that is in force that day."""
    volgende = (*beleid.begin[1:], date.max)
    for versie, tot in zip(beleid.versies, volgende, strict=True):
        bereikt = plus_jaren(uiterlijk, versie.leeftijd_grens - PEILLEEFTIJD)
        dag = bereikt if versie is beleid.versies[0] else max(versie.vanaf, bereikt)
        if dag < tot:
            return dag
    return uiterlijk


def laatste_uiterlijk(dag: date, beleid: Beleid) -> date:
    """R-043, R-190: the latest 23rd birthday of who is no longer kept on ``dag``; whose lies after it is.

    The other way round of `niets_meer_vanaf`, for who looks for dates in a store.
    """
    if dag >= beleid.einde:
        return date.max
    if beleid.vaste_leeftijd:
        return dag
    volgende = (*beleid.begin[1:], date.max)
    return max(
        _terug(min(dag, tot - timedelta(days=1)), PEILLEEFTIJD - versie.leeftijd_grens)
        for versie, tot in zip(beleid.versies, volgende, strict=True)
        if versie is beleid.versies[0] or versie.vanaf <= dag
    )


def _terug(dag: date, jaren: int) -> date:
    """R-061: the latest day that ``-jaren`` brings to ``dag`` or before it; on 28 February that may be the 29th."""
    gezocht = plus_jaren(dag, jaren)
    volgende = gezocht + timedelta(days=1)
    return volgende if plus_jaren(volgende, -jaren) <= dag else gezocht


def toestand(melding: Melding, dag: date) -> Toestand:
    """Jeugdwet 7.1.4.5, 7.1.4.6; AVG 18: what a melding is on ``dag``, from its dates, the law and whether it is blocked (R-045, R-062).

    At 23 everything is destroyed (R-043), also what would have gone to the archive that day (R-102); so it is when the law ends (R-190).
    The term of a blocked melding runs on (R-138): from its verwijderdatum it is in the archive like any other, where it says nothing
    (``archiveren.spreekt``).
    """
    if dag >= niets_meer_vanaf(melding.uiterlijk, melding.beleid):
        return Toestand.VERNIETIGD
    if melding.verwijderd_op is None and dag < melding.verwijderdatum:
        return Toestand.ACTIEF if melding.beperkt_door is None else Toestand.BEPERKT
    return Toestand.GEARCHIVEERD if dag < einde_archief(verwijderdag(melding), melding.beleid) else Toestand.VERNIETIGD


def verwijderdag(melding: Melding) -> date:
    """Jeugdwet 7.1.4.5, R-062: the first day on which it is no longer ACTIEF."""
    return melding.verwijderdatum if melding.verwijderd_op is None else melding.verwijderd_op


def vernietigdag(melding: Melding) -> date:
    """Jeugdwet 7.1.4.5(2)(b), 7.1.4.6(1), R-043, R-103: the first day on which nothing of it is left, when nobody does anything."""
    return min(niets_meer_vanaf(melding.uiterlijk, melding.beleid), einde_archief(verwijderdag(melding), melding.beleid))


def verlopen_archieven(dag: date, beleid: Beleid) -> tuple[Periode, ...]:
    """R-061, R-103: the days of removal whose archive has ended on ``dag``; more than one period where the law changed its term."""
    perioden: list[Periode] = []
    volgende = (*beleid.begin[1:], date.max)
    for versie, tot in zip(beleid.versies, volgende, strict=True):
        vanaf = date.min if versie is beleid.versies[0] else versie.vanaf
        laatste = min(_terug(dag, -versie.archief_jaren), tot - timedelta(days=1))
        if laatste < vanaf:
            continue
        if perioden and perioden[-1][1] + timedelta(days=1) == vanaf:
            perioden[-1] = (perioden[-1][0], laatste)
        else:
            perioden.append((vanaf, laatste))
    return tuple(perioden)


def waarschuwdag(melding: Melding) -> date:
    """R-065, keuzes.md 21: the day from which its reporter is warned that it runs out, by the law of the day on which it does."""
    return melding.verwijderdatum - timedelta(days=melding.beleid.op(melding.verwijderdatum).waarschuw_dagen)


def verloopt(melding: Melding, dag: date) -> bool:
    """R-065, keuzes.md 21: whether its reporter is to know on ``dag`` that it runs out.

    Not when he turns 23 first (R-102: that is no removal by term), nor for what lives shorter than 60 days, nor while it is blocked
    (R-138).
    """
    levensduur_dagen = (melding.verwijderdatum - vandaag(melding.meldmoment)).days
    kortste = melding.beleid.op(melding.verwijderdatum).waarschuw_vanaf_dagen
    if levensduur_dagen < kortste or niets_meer_vanaf(melding.uiterlijk, melding.beleid) <= melding.verwijderdatum:
        return False
    return is_actief(melding, dag) and dag >= waarschuwdag(melding)


def is_actief(melding: Melding, dag: date) -> bool:
    """AVG 18, R-045, R-062, R-081, R-138: whether it may match and be shown today; what is blocked may not."""
    return toestand(melding, dag) is Toestand.ACTIEF


def loopt(melding: Melding, dag: date) -> bool:
    """R-063, R-071, R-138; keuzes.md 25, 29: whether its term runs today, blocked or not: its reporter has it and sees it."""
    return toestand(melding, dag) in (Toestand.ACTIEF, Toestand.BEPERKT)
