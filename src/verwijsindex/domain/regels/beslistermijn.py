"""AVG 12(3), Verordening 1182/71 art. 3, Algemene termijnenwet art. 1 and 3: until when a college may decide (R-136, keuzes.md 30)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from verwijsindex.domain.beleid import Beleidsversie
from verwijsindex.domain.tijd import plus_maanden
from verwijsindex.domain.verzoek import Rechtenverzoek

WAARSCHUW_WERKDAGEN: Final = 10
"""With so many working days left the college is warned for the first time."""
DRINGEND_WERKDAGEN: Final = 3
"""With so many left it is warned again."""

_DAG: Final = timedelta(days=1)
_ZATERDAG: Final = 5
_ZONDAG: Final = 6


class Termijnstand(StrEnum):
    """How a term stands on a day; everything but RUIM is a warning (R-136)."""

    RUIM = "RUIM"
    NADERT = "NADERT"
    DRINGEND = "DRINGEND"
    VERSTREKEN = "VERSTREKEN"


_ERNST: Final = tuple(Termijnstand)
"""From nothing the matter to too late."""


def uiterste_dag(ontvangen_op: date, wet: Beleidsversie) -> date:
    """AVG 12(3), R-136: the last day to decide on what came in on ``ontvangen_op``.

    One month later under ``wet``; the day of receipt itself does not count, so it is the same date of the next month, or the last day of a
    month that lacks that date. If that is no working day: the next one (Verordening 1182/71 art. 3(1), (2)(c), (4)).
    """
    return eerste_werkdag_vanaf(plus_maanden(ontvangen_op, wet.beslis_maanden))


def verlengde_dag(ontvangen_op: date, wet: Beleidsversie) -> date:
    """AVG 12(3), R-136: the last day after an extension by two further months.

    The extended term is one term of three months from receipt: what a short month or a weekend did to the first month does not shift it.
    """
    return eerste_werkdag_vanaf(plus_maanden(ontvangen_op, wet.beslis_maanden + wet.verleng_maanden))


def termijnstand(uiterste: date, dag: date) -> Termijnstand:
    """R-136: how a term that ends with ``uiterste`` stands on ``dag``; on the last day itself it has not passed."""
    if dag > uiterste:
        return Termijnstand.VERSTREKEN
    over = werkdagen_over(uiterste, dag)
    if over > WAARSCHUW_WERKDAGEN:
        return Termijnstand.RUIM
    return Termijnstand.NADERT if over > DRINGEND_WERKDAGEN else Termijnstand.DRINGEND


def nieuwe_waarschuwing(uiterste: date, dag: date, eerder: Termijnstand | None) -> Termijnstand | None:
    """R-136: what the college of a request hears on ``dag``; None when nothing, or nothing worse than it heard ``eerder``."""
    stand = termijnstand(uiterste, dag)
    erger = eerder is None or _ERNST.index(stand) > _ERNST.index(eerder)
    return stand if stand is not Termijnstand.RUIM and erger else None


def waarschuwt(verzoeken: Iterable[Rechtenverzoek], dag: date) -> bool:
    """R-136: whether the term of any of these requests, which are open, is a reason to warn on ``dag``."""
    return any(termijnstand(verzoek.uiterste_dag, dag) is not Termijnstand.RUIM for verzoek in verzoeken)


def werkdagen_over(uiterste: date, dag: date) -> int:
    """R-136: how many working days come after ``dag`` until and including ``uiterste``; negative is so many working days too late."""
    if dag > uiterste:
        return -sum(map(is_werkdag, _dagen_na(uiterste, dag)))
    return sum(map(is_werkdag, _dagen_na(dag, uiterste)))


def eerste_werkdag_vanaf(dag: date) -> date:
    """Algemene termijnenwet art. 1(1), R-136: ``dag``, or the first day after it that is no Saturday, Sunday or recognised holiday."""
    while not is_werkdag(dag):
        dag += _DAG
    return dag


def is_werkdag(dag: date) -> bool:
    """Algemene termijnenwet art. 1(1), R-136: whether a term can end on ``dag``."""
    return dag.weekday() < _ZATERDAG and dag not in feestdagen(dag.year)


@lru_cache(maxsize=16)
def feestdagen(jaar: int) -> frozenset[date]:
    """Algemene termijnenwet art. 3(1) and (2), R-136: the recognised holidays of a year, Goede Vrijdag with them.

    Bevrijdingsdag counts every year. The days that a Royal Decree makes equal to them for a few years (art. 3(3)) are left out: a term
    then ends a day earlier than it might, never later than it may. First Easter and Whit days are Sundays and need no mention.
    """
    pasen = eerste_paasdag(jaar)
    return frozenset(
        {
            date(jaar, 1, 1),
            pasen - 2 * _DAG,
            pasen + _DAG,
            koningsdag(jaar),
            date(jaar, 5, 5),
            pasen + 39 * _DAG,
            pasen + 50 * _DAG,
            date(jaar, 12, 25),
            date(jaar, 12, 26),
        }
    )


def koningsdag(jaar: int) -> date:
    """Algemene termijnenwet art. 3(1), R-136: the day that celebrates the birthday of the King, 26 April when the 27th is a Sunday."""
    verjaardag = date(jaar, 4, 27)
    return verjaardag - _DAG if verjaardag.weekday() == _ZONDAG else verjaardag


def eerste_paasdag(jaar: int) -> date:
    """Algemene termijnenwet art. 3, R-136: Easter Sunday, the Sunday after the first full moon of spring as the Church counts it.

    The names are those of the computus: ``gulden`` is the place in the moon's cycle of 19 years, ``epacta`` the age of the moon on
    1 January, ``verschil`` how far the 18th of April at the latest is from the full moon.
    """
    eeuw, gulden = jaar // 100, jaar % 19
    epacta = (eeuw - eeuw // 4 - (8 * eeuw + 13) // 25 + 19 * gulden + 15) % 30
    epacta -= epacta // 28 * (1 - epacta // 28 * (29 // (epacta + 1)) * ((21 - gulden) // 11))
    weekdag = (jaar + jaar // 4 + epacta + 2 - eeuw + eeuw // 4) % 7
    verschil = epacta - weekdag
    maand = 3 + (verschil + 40) // 44
    return date(jaar, maand, verschil + 28 - 31 * (maand // 4))


def _dagen_na(begin: date, einde: date) -> Iterator[date]:
    for dagen in range((einde - begin).days):
        yield begin + (dagen + 1) * _DAG
