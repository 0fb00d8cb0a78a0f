"""What calls of RechtenService_v1 return: frozen values with the names of the contract; none shows a name or contact data in its repr."""

from dataclasses import dataclass
from datetime import date, datetime

from verwijsindex.client.results import Contact


@dataclass(frozen=True, slots=True)
class BetrokkenMelding:
    """A melding that a request is about, and whom to ask for advice; `status` is ACTIEF, BEPERKT or GEARCHIVEERD (R-135)."""

    melding_id: str
    status: str
    contact: Contact


@dataclass(frozen=True, slots=True)
class Rechtenverzoek:
    """The answer to RegistreerVerzoek (R-131, R-136)."""

    verzoek_id: str
    uiterste_dag: date
    betrokken: tuple[BetrokkenMelding, ...]


@dataclass(frozen=True, slots=True)
class Besluit:
    """The answer to BeslisVerzoek: per melding VERNIETIGD, BEPERKT, BEPERKING_OPGEHEVEN or ONGEWIJZIGD (R-135..R-138)."""

    uiterste_dag: date
    gevolgen: dict[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Professional:
    """Somebody of an instantie or a gemeente, as the index knows him now."""

    naam: str
    instantie: str | None
    gemeentecode: str | None
    locatie: str | None
    functie: str | None
    telefoon: str | None
    emailadres: str | None


@dataclass(frozen=True, slots=True)
class Verstrekking:
    """Somebody was told of a melding; of GEZIN only that it happened, so that it says nothing of brother or sister (R-134)."""

    soort: str
    aan: Professional | None
    op: datetime | None
    opgehaald_op: datetime | None


@dataclass(frozen=True, slots=True)
class IngezienMelding:
    """A melding as the jeugdige may see it (R-134)."""

    melding_id: str
    status: str
    melder: Professional
    coordinator: Professional | None
    meldmoment: datetime
    verwijderdatum: date
    gearchiveerd_tot: date | None
    verstrekt: tuple[Verstrekking, ...]


@dataclass(frozen=True, slots=True)
class Ingezien:
    """Somebody who looked at what is kept of the jeugdige (R-134)."""

    op: datetime
    rol: str
    gebeurtenis: str
    wie: Professional | None
    zaak: str | None


@dataclass(frozen=True, slots=True)
class Inzage:
    """The answer to GeefInzage (R-134)."""

    verzoek_id: str
    kenmerk: str
    op: datetime
    meldingen: tuple[IngezienMelding, ...]
    ingezien: tuple[Ingezien, ...]
