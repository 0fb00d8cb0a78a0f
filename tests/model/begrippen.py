"""The words of the model: days as the law counts them, meldingen, signalen, answers."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZELFDE, GEZIN, INGETROKKEN, VERLOOPT, VERHUIZING = "ZELFDE_JEUGDIGE", "GEZIN", "INGETROKKEN", "VERLOOPT", "VERHUIZING"
ACTIEF, BEPERKT, ARCHIEF, WEG = "ACTIEF", "BEPERKT", "ARCHIEF", "WEG"
NIET_TERECHT, RISICO_WEG = "NIET_TERECHT", "RISICO_NIET_MEER_AANWEZIG"
ETMAAL = timedelta(hours=24)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def maanden_later(dag: date, maanden: int) -> date:
    """R-061: the same day of a later month, or the last one that it has."""
    jaren, maand = divmod(dag.month - 1 + maanden, 12)
    for poging in (dag.day, 30, 29, 28):
        try:
            return date(dag.year + jaren, maand + 1, poging)
        except ValueError:
            continue
    raise AssertionError(dag)


def is_jaar(jaren: int, geboren: int, dag: date) -> bool:
    """R-040..R-042, keuzes.md 30: dates of the BRP are compared as numbers."""
    return int(f"{dag:%Y%m%d}") - jaren * 10000 >= geboren


def jarig(geboren: int, jaren: int) -> date:
    """The first day on which that is so; an unknown month or day is the first."""
    jaar, maand, dag = geboren // 10000 + jaren, max(geboren // 100 % 100, 1), max(geboren % 100, 1)
    try:
        return date(jaar, maand, dag)
    except ValueError:
        return date(jaar, maand + 1, 1)


@dataclass(eq=False)
class Melding:
    """Who reported whom, when, and until when it lasts."""

    wie: str
    over: str
    moment: datetime
    einde: date
    verwijderd: date | None = None
    vernietigd: datetime | None = None
    historie: frozenset["Melding"] = frozenset()
    """The archived meldingen of others that were offered with it."""
    historie_opgehaald: bool = False
    ooit_verstrekt: bool = False
    """Whether the archive told of it, to whomever."""
    sloten: set[object] = field(default_factory=set)
    """The requests that block it (R-138)."""
    sleutel: str = ""
    id: str = ""
    """What the index calls it."""


@dataclass(eq=False)
class Signaal:
    """What lies in a mailbox; what may be seen of it follows from the meldingen that it names."""

    bus: str
    nummer: int
    soort: str
    tijdstip: datetime
    eigen: Melding | None = None
    contacten: frozenset[Melding] = frozenset()
    aanleiding: object = None
    """What caused it: a melding, or a change in the register."""
    betreft: "Signaal | None" = None
    stil: frozenset[Melding] = frozenset()
    """Contacts that were blocked since: it never names them again (R-138)."""
    vervallen: bool = False
    """His own melding was blocked since."""
    opgehaald: bool = False
    bevestigd: bool = False
    id: str = ""


@dataclass(frozen=True)
class Gemeld:
    """The answer to MeldJeugdige."""

    melding: Melding
    reeds: bool
    match: bool
    historie: bool


@dataclass
class Sleutel:
    """A business key and what it was used for; without a melding it is that of another request."""

    inhoud: tuple[Any, ...]
    antwoord: Any
    moment: datetime
    melding: Melding | None = None
    naam: str = ""
    """Who was meant, for the histories."""
