"""Requests and objections of the young person, and what the college decides (Jeugdwet 7.1.5.1, 7.1.5.2; AVG 15-21; R-131..R-138)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class VerzoekSoort(StrEnum):
    """What is asked (AVG 15, 16, 17, 21, 18)."""

    INZAGE = "INZAGE"
    CORRECTIE = "CORRECTIE"
    WISSING = "WISSING"
    BEZWAAR = "BEZWAAR"
    BEPERKING = "BEPERKING"


class Verzoeker(StrEnum):
    """Who asks; his age on the day of the request decides who may (Jeugdwet 7.1.5.1(2), R-132)."""

    VERTEGENWOORDIGER = "VERTEGENWOORDIGER"
    GEZAMENLIJK = "GEZAMENLIJK"
    JEUGDIGE = "JEUGDIGE"


class AdviesSoort(StrEnum):
    """What a reporter advises about his melding (Jeugdwet 7.1.5.2, R-135); a code, for a text could hold a reason (R-051)."""

    HANDHAVEN = "HANDHAVEN"
    VERWIJDEREN = "VERWIJDEREN"
    BEPERKEN = "BEPERKEN"


class Besluit(StrEnum):
    """What the college decides (R-135, R-136, R-138)."""

    TOEGEWEZEN = "TOEGEWEZEN"
    AFGEWEZEN = "AFGEWEZEN"
    VERLENGD = "VERLENGD"
    """Not yet a decision: two months more, with notice (AVG 12(3), R-136)."""
    OPGEHEVEN = "OPGEHEVEN"
    """A restriction that was granted ends (AVG 18(3), R-138)."""


@dataclass(frozen=True, slots=True)
class Advies:
    """One melding that a request is about, and what its reporter advised, if he did (R-135)."""

    melding_id: str
    advies: AdviesSoort | None = None
    gegeven_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Beslissing:
    """The decision with its reference, day and officer (R-135)."""

    besluit: Besluit
    kenmerk: str
    """Reference of the college."""
    dag: date
    functionaris: str
    """gebruikerId of the officer who decided."""


@dataclass(frozen=True, slots=True)
class Rechtenverzoek:
    """A request to one college about one jeugdige (R-131)."""

    id: str
    soort: VerzoekSoort
    gemeentecode: str
    """Of the responsible college: the one with agreements with the reporter's instantie (R-131)."""
    jeugdige_id: str | None
    """None once nothing is kept about him any more."""
    verzoeker: Verzoeker
    kenmerk: str
    """Reference of the college for this case."""
    ontvangen_op: date
    uiterste_dag: date
    """Last day on which the college can decide in time (R-136)."""
    geregistreerd_op: datetime
    adviezen: tuple[Advies, ...] = ()
    """Every melding of the jeugdige under this college on the day of registration, with its advice."""
    verlenging: Beslissing | None = None
    """That the college takes two months more; ``uiterste_dag`` is the later day then (R-136)."""
    beslissing: Beslissing | None = None
    opheffing: Beslissing | None = None
    """That the last granted restriction ended (R-138)."""

    @property
    def melding_ids(self) -> tuple[str, ...]:
        """The meldingen that it is about, as far as they still exist."""
        return tuple(advies.melding_id for advies in self.adviezen)
