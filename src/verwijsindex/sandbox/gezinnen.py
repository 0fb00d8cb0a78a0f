"""The families of the built-in population: who is in them and what is special about a child, for a given reference day."""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from verwijsindex.domain.tijd import PEILLEEFTIJD, BrpDatum, als_getal, plus_jaren
from verwijsindex.sandbox.wereld import GEMEENTE, TWEEDE_GEMEENTE

GEMEENTE_ZONDER_REGIEVOERDER: Final = "0363"
RNI: Final = "1999"
NAAR_HET_BUITENLAND: Final = "E"
EEN_DAG: Final = timedelta(days=1)
BEIDE_OUDERS: Final = (0, 1)


@dataclass(frozen=True, slots=True)
class Kind:
    """A child: when it was born, as ``yyyymmdd`` with 00 for unknown, and what makes it special."""

    geboortedatum: str
    ouders: tuple[int, ...] = BEIDE_OUDERS
    """Which of the adults of the family."""
    datum_overlijden: str | None = None
    opschorting: str | None = None
    met_bsn: bool = True


@dataclass(frozen=True, slots=True)
class Gezin:
    """Children and their parents; ``ouders_met_bsn`` tells how many of the parents, the first ones, have a number."""

    kinderen: tuple[Kind, ...]
    ouders: int = 2
    ouders_met_bsn: int = 3
    gemeentecode: str = GEMEENTE


def gezinnen(dag: date, kans: Random) -> Iterator[Gezin]:
    """Ordinary families first, then every boundary of the rules, last children without brother or sister."""
    yield _gewoon(dag, kans, 3)
    yield _gewoon(dag, kans, 2)
    yield _gewoon(dag, kans, 4, TWEEDE_GEMEENTE)
    yield _gewoon(dag, kans, 2, GEMEENTE_ZONDER_REGIEVOERDER)
    yield from _ongewone_gezinnen(dag, kans)
    yield from _leeftijdsgrenzen(dag, kans)
    yield from _onvolledig_geregistreerd(dag, kans)
    for _ in range(ENIGE_KINDEREN):
        yield _gewoon(dag, kans, 1)


ENIGE_KINDEREN: Final = 6


def _gewoon(dag: date, kans: Random, kinderen: int, gemeentecode: str = GEMEENTE) -> Gezin:
    jongste = kans.randrange(1, 8)
    return Gezin(tuple(Kind(_geboren(dag, kans, jongste + 3 * n)) for n in reversed(range(kinderen))), gemeentecode=gemeentecode)


def _ongewone_gezinnen(dag: date, kans: Random) -> Iterator[Gezin]:
    """Half-siblings in a chain (the first and the last share nobody), a parent without number, a death, an emigration."""
    yield Gezin(
        (Kind(_geboren(dag, kans, 15), (0, 1)), Kind(_geboren(dag, kans, 9), (0, 2)), Kind(_geboren(dag, kans, 4), (3, 2))),
        ouders=4,
        ouders_met_bsn=4,
    )
    yield Gezin((Kind(_geboren(dag, kans, 12)), Kind(_geboren(dag, kans, 10))), ouders_met_bsn=1)
    yield Gezin(
        (
            Kind(_geboren(dag, kans, 16), datum_overlijden=_tekst(dag - 30 * EEN_DAG)),
            Kind(_geboren(dag, kans, 13)),
            Kind(_geboren(dag, kans, 11)),
        )
    )
    yield Gezin((Kind(_geboren(dag, kans, 14), opschorting=NAAR_HET_BUITENLAND), Kind(_geboren(dag, kans, 8))))


def _leeftijdsgrenzen(dag: date, kans: Random) -> Iterator[Gezin]:
    """The days around the 23rd birthday, the leap day and birth (R-032, R-040, R-041)."""
    yield Gezin((Kind(_tekst(geboren_met_verjaardag(dag + EEN_DAG))), Kind(_geboren(dag, kans, 19))))
    yield Gezin((Kind(_tekst(plus_jaren(dag, -PEILLEEFTIJD))), Kind(_tekst(plus_jaren(dag, -22))), Kind(_geboren(dag, kans, 17))))
    yield Gezin((Kind(_tekst(oudste_schrikkelkind(dag))), Kind(_geboren(dag, kans, 18))))
    yield Gezin((Kind(_geboren(dag, kans, 2)), Kind(_tekst(dag))))


def _onvolledig_geregistreerd(dag: date, kans: Random) -> Iterator[Gezin]:
    """No number, no residence, and birth dates of which something is unknown (R-042)."""
    yield Gezin((Kind(_geboren(dag, kans, 7), met_bsn=False), Kind(_geboren(dag, kans, 6)), Kind(_geboren(dag, kans, 3))))
    yield Gezin((Kind(_geboren(dag, kans, 11)), Kind(_geboren(dag, kans, 9))), gemeentecode=RNI)
    yield Gezin(
        (
            Kind(f"{dag.year - 14}0000"),
            Kind(_geboren(dag, kans, 10)[:6] + "00"),
            Kind("00000000"),
        )
    )


def _geboren(dag: date, kans: Random, leeftijd: int) -> str:
    """A birthday far from today, so that nothing about this child changes within a month."""
    return _tekst(plus_jaren(dag, -leeftijd) - timedelta(days=kans.randrange(40, 320)))


def geboren_met_verjaardag(verjaardag: date) -> date:
    """Birth date of who becomes 23 on ``verjaardag``; on 29 February nobody does, then the day after it."""
    geboren = plus_jaren(verjaardag, -PEILLEEFTIJD)
    return geboren if BrpDatum(als_getal(geboren)).verjaardag(PEILLEEFTIJD) == verjaardag else geboren + EEN_DAG


def oudste_schrikkelkind(dag: date) -> date:
    """The earliest 29 February of which the children are younger than 23 on ``dag`` (R-041)."""
    schrikkeldagen = (date(jaar, 2, 29) for jaar in range(dag.year - PEILLEEFTIJD, dag.year) if isleap(jaar))
    return next(geboren for geboren in schrikkeldagen if BrpDatum(als_getal(geboren)).verjaardag(PEILLEEFTIJD) > dag)


def _tekst(dag: date) -> str:
    return f"{als_getal(dag):08d}"
