"""Moments and durations as a user types them (ISO 8601), and calendar arithmetic in Amsterdam time."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from verwijsindex.domain.tijd import AMSTERDAM, plus_maanden

_DUUR: Final = re.compile(
    r"P(?=[0-9T])(?:(?P<jaren>[0-9]{1,4})Y)?(?:(?P<maanden>[0-9]{1,5})M)?(?:(?P<weken>[0-9]{1,5})W)?(?:(?P<dagen>[0-9]{1,6})D)?"
    r"(?:T(?=[0-9])(?:(?P<uren>[0-9]{1,6})H)?(?:(?P<minuten>[0-9]{1,8})M)?(?:(?P<seconden>[0-9]{1,9})S)?)?"
)
_VORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?")


class TijdOnjuist(ValueError):
    """What was typed is no moment, no duration, or leads past the calendar; the text is Dutch."""


@dataclass(frozen=True, slots=True)
class Duur:
    """A duration in two parts: what the calendar counts, and what a stopwatch counts."""

    maanden: int = 0
    dagen: int = 0
    tijd: timedelta = timedelta(0)


def lees_duur(tekst: str) -> Duur:
    """``P1D``, ``PT2H``, ``P2Y``, ``P1M``, or together ``P1Y2M3DT4H5M6S``; whole numbers. Raises TijdOnjuist."""
    gevonden = _DUUR.fullmatch(tekst)
    if gevonden is None:
        raise TijdOnjuist(f"{tekst!r} is geen duur; schrijf bijvoorbeeld P1D (dag), PT2H (twee uur), P1M (maand) of P2Y (twee jaar)")
    deel = {naam: int(waarde or 0) for naam, waarde in gevonden.groupdict().items()}
    return Duur(
        maanden=12 * deel["jaren"] + deel["maanden"],
        dagen=7 * deel["weken"] + deel["dagen"],
        tijd=timedelta(hours=deel["uren"], minutes=deel["minuten"], seconds=deel["seconden"]),
    )


def tel_op(moment: datetime, duur: Duur) -> datetime:
    """``moment`` and ``duur`` together: months and days by the calendar of Amsterdam, the rest by the stopwatch.

    A day that does not exist becomes the last of the month (R-061); an hour that summer time skips becomes the next one.
    Raises TijdOnjuist past the year 9999.
    """
    try:
        return _tel_dagen_op(moment, duur) + duur.tijd
    except (ValueError, OverflowError):
        raise TijdOnjuist("deze duur loopt voorbij het jaar 9999") from None


def _tel_dagen_op(moment: datetime, duur: Duur) -> datetime:
    if not duur.maanden and not duur.dagen:
        return moment.astimezone(UTC)
    hier = moment.astimezone(AMSTERDAM)
    dag = plus_maanden(hier.date(), duur.maanden) + timedelta(days=duur.dagen)
    return datetime.combine(dag, hier.time(), AMSTERDAM).astimezone(UTC)


def lees_tijd(tekst: str) -> datetime:
    """A date (00:00 in Amsterdam) or a date with a time, in Amsterdam when no offset stands behind it. Raises TijdOnjuist."""
    if _VORM.fullmatch(tekst) is None:
        raise TijdOnjuist(f"{tekst!r} is geen tijdstip; schrijf bijvoorbeeld 2026-11-24, 2026-11-24T09:30 of 2026-11-24T09:30+01:00")
    try:
        moment = datetime.fromisoformat(tekst) if len(tekst) > len("jjjj-mm-dd") else datetime.combine(date.fromisoformat(tekst), time())
    except ValueError:
        raise TijdOnjuist(f"{tekst!r} staat niet op de kalender of de klok") from None
    return moment.astimezone(UTC) if moment.tzinfo is not None else _in_amsterdam(moment)


def _in_amsterdam(plaatselijk: datetime) -> datetime:
    """The first moment at which the clock in Amsterdam shows this; in spring one hour is never shown."""
    moment = plaatselijk.replace(tzinfo=AMSTERDAM).astimezone(UTC)
    if moment.astimezone(AMSTERDAM).replace(tzinfo=None) != plaatselijk:
        raise TijdOnjuist("dit uur bestaat niet in Amsterdam: de zomertijd slaat het over")
    return moment
