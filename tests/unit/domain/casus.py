"""Cases in a few words: moments, persons, meldingen, users and mandates with the values that a test does not care about."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import settings

from verwijsindex.domain.instantie import (
    Aanroeper,
    Contactgegevens,
    Convenant,
    Dossier,
    Gebruiker,
    Instantie,
    Mandaat,
    MandaatSoort,
    Rol,
    Stuurgegevens,
)
from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.matchen import Omgeving, omgeving
from verwijsindex.domain.regels.termijnen import verwijderdatum
from verwijsindex.domain.tijd import AMSTERDAM, Geldigheid, vandaag

DAG = timedelta(days=1)
ALTIJD = Geldigheid(date(2000, 1, 1))
OIN = "00000099000000001000"
GEMEENTE = "0363"

EIGENSCHAP = settings(max_examples=150, deadline=None, derandomize=True)
"""For property tests: the same examples on every machine, so that a build fails for a reason."""


def lokaal(tekst: str) -> datetime:
    """A moment on the clocks of Amsterdam, e.g. ``2026-05-10 23:59``, in UTC as a server has it."""
    return datetime.fromisoformat(tekst).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def rondom(dag: date) -> tuple[date, date, date]:
    """The day before, the day, the day after."""
    return dag - DAG, dag, dag + DAG


def ids(begin: str = "id") -> Callable[[], str]:
    """Fresh ids that look like UUIDs and can be told apart."""
    teller = count(1)
    return lambda: f"{begin}-0000-0000-{next(teller):012d}"


def kind(naam: str = "kind", *, ouders: str = "", gemeente: str | None = GEMEENTE, uiterlijk: date = date(2040, 1, 1)) -> Jeugdige:
    """A jeugdige; ``ouders`` are words, one per parent."""
    return Jeugdige(naam, uiterlijk, f"log-{naam}", gemeente, frozenset(woord.encode() for woord in ouders.split()))


def melding(
    door: str,
    over: Jeugdige | str = "kind",
    *,
    op: str = "2026-05-10 12:00",
    maanden: int | None = None,
    uiterlijk: date = date(2040, 1, 1),
    verwijderd_op: date | None = None,
    beperkt_door: str | None = None,
    naam: str | None = None,
) -> Melding:
    """A melding by the reporter ``door`` about ``over``, with the term that the rule gives it; its id names both."""
    wie = over if isinstance(over, str) else over.id
    grens = uiterlijk if isinstance(over, str) else over.uiterlijk
    moment = lokaal(op)
    einde = verwijderdatum(vandaag(moment), maanden, 24)
    return Melding(naam or f"{door}/{wie}", wie, door, "kenmerk", moment, einde, grens, verwijderd_op, beperkt_door)


def wereld(kinderen: list[Jeugdige], meldingen: list[Melding], dag: date = date(2026, 5, 10)) -> Omgeving:
    """Everything the index holds around these jeugdigen on ``dag``."""
    return omgeving(kinderen, meldingen, dag)


INSTANTIE = Instantie("ggd", "GGD Veldwijk", "JG1")


def gebruiker(  # one knob per condition of R-001
    *,
    instantie: Instantie | None = INSTANTIE,
    soort: MandaatSoort = MandaatSoort.INSTANTIE,
    rollen: frozenset[Rol] = frozenset({Rol.MELDER}),
    aanwijzing: Geldigheid = ALTIJD,
    categorie: str | None = None,
    gemeentecode: str | None = None,
) -> Gebruiker:
    """A user of the GGD who may report, unless a knob says otherwise."""
    contact = Contactgegevens("A. Jansen", emailadres="a.jansen@ggd.example")
    return Gebruiker("g1", soort, rollen, aanwijzing, instantie, categorie, gemeentecode, contact=contact)


HUISARTS = gebruiker(instantie=None, soort=MandaatSoort.FUNCTIONARIS, categorie="GZ6")
REGIEVOERDER = gebruiker(instantie=None, soort=MandaatSoort.GEMEENTE, rollen=frozenset({Rol.REGIEVOERDER}), gemeentecode=GEMEENTE)


def mandaat(voor: Gebruiker, geldigheid: Geldigheid = ALTIJD, *, oin: str = OIN, doel: str | None = None) -> Mandaat:
    """A mandate to act for this user: for his instantie, himself, or his gemeente (keuzes.md 7)."""
    eigen = {
        MandaatSoort.INSTANTIE: voor.instantie.id if voor.instantie else "",
        MandaatSoort.FUNCTIONARIS: voor.id,
        MandaatSoort.GEMEENTE: voor.gemeentecode or "",
    }[voor.soort]
    return Mandaat(oin, voor.soort, doel or eigen, GEMEENTE, geldigheid)


def dossier(
    voor: Gebruiker | None, mandaten: tuple[Mandaat, ...] | None = None, convenanten: tuple[Convenant, ...] = (Convenant(GEMEENTE, ALTIJD),)
) -> Dossier:
    """All that is registered about a user who may act, unless something else is given."""
    if mandaten is None:
        mandaten = () if voor is None else (mandaat(voor),)
    return Dossier(voor, mandaten, convenanten)


def stuur(voor: Gebruiker, rol: Rol | None = None, instantie_id: str | None = "") -> Stuurgegevens:
    """The stuurgegevens that this user sends: his own instantie and only role, unless told otherwise."""
    eigen = voor.instantie.id if voor.instantie else None
    return Stuurgegevens(OIN, voor.id, rol or next(iter(voor.rollen)), eigen if instantie_id == "" else instantie_id)


def aanroeper(voor: Gebruiker) -> Aanroeper:
    """This user, allowed in."""
    return Aanroeper(OIN, voor, Rol.MELDER, GEMEENTE, voor.instantie.id if voor.instantie else None)
