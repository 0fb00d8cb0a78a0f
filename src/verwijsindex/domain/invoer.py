"""Existing meldingen of a partner that joins, as its file brings them (keuzes.md 24; R-183)."""

from dataclasses import dataclass
from datetime import date, datetime

from verwijsindex.domain.aanduiding import Aanduiding


@dataclass(frozen=True, slots=True)
class Invoerrij:
    """One melding that was made elsewhere; ``regel`` is where it stands in the file."""

    regel: int
    partner: str
    """OIN."""
    gebruiker: str
    instantie: str | None
    partner_melding_id: str
    meldmoment: datetime
    verwijderd_op: date | None
    """When its reporter removed it; None when it was never removed."""
    aanduiding: Aanduiding


@dataclass(frozen=True, slots=True)
class Samenloop:
    """Two meldingen that match and of which nobody was told, because one was imported."""

    gemeentecode: str
    """Where the jeugdige of the imported melding is registered; empty when unknown."""
    soort: str
    ingevoerd: str
    ander: str
    """Ids of meldingen."""
