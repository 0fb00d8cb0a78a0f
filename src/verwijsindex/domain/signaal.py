"""Signalen: what recipients are told, and their numbered mailboxes (Jeugdwet 7.1.4.3(2); R-090..R-095)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from verwijsindex.domain.melding import Melding


class SignaalSoort(StrEnum):
    """Kinds of signaal (koppelvlak.md 3)."""

    ZELFDE_JEUGDIGE = "ZELFDE_JEUGDIGE"
    GEZIN = "GEZIN"
    VERHUIZING = "VERHUIZING"
    INGETROKKEN = "INGETROKKEN"
    VERLOOPT = "VERLOOPT"


class MatchSoort(StrEnum):
    """Kinds of match (domein.md 4)."""

    ZELFDE_JEUGDIGE = "ZELFDE_JEUGDIGE"
    GEZIN = "GEZIN"


class OntvangerSoort(StrEnum):
    """A mailbox belongs to a reporter, or to a gemeente for its regievoerder (keuzes.md 9, 10)."""

    MELDINGSBEVOEGDE = "MELDINGSBEVOEGDE"
    GEMEENTE = "GEMEENTE"


class Bevestiging(StrEnum):
    """Answer per id of BevestigSignalen (R-094)."""

    BEVESTIGD = "BEVESTIGD"
    REEDS_BEVESTIGD = "REEDS_BEVESTIGD"
    ONBEKEND = "ONBEKEND"


@dataclass(frozen=True, slots=True, order=True)
class Ontvanger:
    """Whose mailbox: orderable, so that everyone locks mailboxes in one order."""

    soort: OntvangerSoort
    id: str
    """gebruikerId or gemeentecode."""


@dataclass(frozen=True, slots=True)
class NieuwSignaal:
    """A signaal to be put in a mailbox, which gives it its volgnummer (R-094)."""

    id: str
    ontvanger: Ontvanger
    soort: SignaalSoort
    tijdstip: datetime
    aanleiding: str | None = None
    """The triggering melding (keuzes.md 18)."""
    eigen_melding: str | None = None
    contacten: tuple[str, ...] = ()
    """Meldingen whose reporters it names; resolved when fetched (R-054)."""
    matchsleutel: str | None = None
    betreft_signaal: str | None = None


@dataclass(frozen=True, slots=True)
class NieuweMatch:
    """A match to be recorded once: of one jeugdige (twice the same id) or of two in id order (R-070, R-073, R-082)."""

    soort: MatchSoort
    eerste: str
    tweede: str
    ontstaan: datetime


@dataclass(frozen=True, slots=True)
class Persoonscontact:
    """Contact data of one professional (R-091)."""

    naam: str
    functie: str | None = None
    telefoon: str | None = None
    emailadres: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """What a recipient learns about another reporter, and nothing more (R-091)."""

    naam: str
    instantie: str | None = None
    locatie: str | None = None
    functie: str | None = None
    telefoon: str | None = None
    emailadres: str | None = None
    coordinator: Persoonscontact | None = None


@dataclass(frozen=True, slots=True)
class BewaardContact:
    """A contact of a stored signaal with the melding on which it rests."""

    melding: Melding
    meldingsbevoegde: str
    contact: Contact


@dataclass(frozen=True, slots=True)
class BewaardSignaal:
    """A signaal as stored; what may be shown of it today is a rule (regels.signaleren.toon)."""

    id: str
    volgnummer: int
    ontvanger: Ontvanger
    soort: SignaalSoort
    tijdstip: datetime
    vervallen: bool = False
    """The recipient's own melding was destroyed or blocked since: nothing of it may be shown (keuzes.md 19)."""
    opgehaald: bool = False
    eigen_melding: Melding | None = None
    matchsleutel: str | None = None
    betreft_signaal: str | None = None
    contacten: tuple[BewaardContact, ...] = ()


@dataclass(frozen=True, slots=True)
class Signaal:
    """A signaal as handed out today (koppelvlak.md 3, keuzes.md 18)."""

    id: str
    volgnummer: int
    soort: SignaalSoort
    tijdstip: datetime | None = None
    eigen_melding_id: str | None = None
    betreft_andere_jeugdige: bool | None = None
    matchsleutel: str | None = None
    betreft_signaal_id: str | None = None
    contacten: tuple[Contact, ...] = ()
