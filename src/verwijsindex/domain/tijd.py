"""Days, terms and ages as the law counts them (domein.md 2.16, 5.3, 5.5)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
PEILLEEFTIJD: Final = 23
"""The birthday that is kept of a jeugdige, whatever age limit the policy names: his birth date is not kept (keuzes.md 15)."""


def vandaag(moment: datetime) -> date:
    """The civil day in Europe/Amsterdam at ``moment`` (domein.md 5)."""
    return moment.astimezone(AMSTERDAM).date()


def middernacht(dag: date) -> datetime:
    """The moment, in UTC, at which ``dag`` begins in Europe/Amsterdam (domein.md 5)."""
    return datetime.combine(dag, time(), AMSTERDAM).astimezone(UTC)


def plus_maanden(dag: date, maanden: int) -> date:
    """The same day ``maanden`` later; a day that does not exist becomes the last of the month (R-061, keuzes.md 26)."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def plus_jaren(dag: date, jaren: int) -> date:
    """The same day ``jaren`` later; 29 February becomes 28 February in a common year (R-061)."""
    return plus_maanden(dag, 12 * jaren)


@dataclass(frozen=True, slots=True)
class Geldigheid:
    """A period of days: ``vanaf`` inclusive, ``tot`` exclusive, open when None (R-004)."""

    vanaf: date
    tot: date | None = None

    def omvat(self, dag: date) -> bool:
        """Whether ``dag`` lies in the period; the day ``tot`` itself does not (R-004)."""
        return self.vanaf <= dag and (self.tot is None or dag < self.tot)


@dataclass(frozen=True, slots=True, repr=False)
class BrpDatum:
    """A date as the BRP has it: year, month, day, of which month and day may be 0 (unknown)."""

    getal: int
    """yyyymmdd as one number; BRP dates are compared so (R-042)."""

    def __repr__(self) -> str:
        return "BrpDatum(********)"

    @classmethod
    def lees(cls, tekst: str | None) -> "BrpDatum | None":
        """Read ``yyyymmdd``; None when absent, malformed, impossible or without a year (R-029, R-042)."""
        if tekst is None or len(tekst) != 8 or not (tekst.isascii() and tekst.isdigit()):
            return None
        jaar, maand, dag = int(tekst[:4]), int(tekst[4:6]), int(tekst[6:])
        if jaar == 0 or maand > 12 or dag > (monthrange(jaar, maand)[1] if maand else 31):
            return None
        return cls(int(tekst))

    def na(self, dag: date) -> bool:
        """Whether this date lies after ``dag``, unknown parts counted as 00 (R-032)."""
        return self.getal > als_getal(dag)

    def verjaardag(self, leeftijd: int) -> date:
        """The first day on which a person born on this date has reached ``leeftijd`` (R-040, R-041, R-042).

        Born on 29 February: 1 March in a common year. Unknown day: the first of the month; unknown month: 1 January.
        """
        jaar, maand, dag = self.getal // 10000 + leeftijd, self.getal // 100 % 100, self.getal % 100
        if maand == 0:
            return date(jaar, 1, 1)
        laatste = monthrange(jaar, maand)[1]
        if dag > laatste:
            return date(jaar, maand, laatste) + timedelta(days=1)
        return date(jaar, maand, max(dag, 1))


def als_getal(dag: date) -> int:
    """A day as yyyymmdd in one number, the form in which the BRP compares (R-042)."""
    return dag.year * 10000 + dag.month * 100 + dag.day
