"""What calls return: frozen values with the names of the contract (koppelvlak.md 3).

What can hold a name or contact data does not show it in its repr, so that it cannot end up in a log by accident.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Melding:
    """The answer to MeldJeugdige. From 00:00 of `verwijderdatum` on, at the latest, it is gone (keuzes.md 26, 27)."""

    melding_id: str
    partner_melding_id: str
    meldmoment: datetime
    verwijderdatum: date
    reeds_gemeld: bool
    """The reporter had an active melding of this jeugdige: this is that one (R-071)."""
    match_aanwezig: bool
    historie_beschikbaar: bool
    """Meldingen in the archive may be asked for once, by HaalHistorieOp (R-104)."""


@dataclass(frozen=True, slots=True)
class EigenMelding:
    """One own melding; `status` is ACTIEF or BEPERKT (R-009)."""

    melding_id: str
    partner_melding_id: str
    meldmoment: datetime
    verwijderdatum: date
    status: str


@dataclass(frozen=True, slots=True)
class EigenMeldingenPagina:
    """One page of own meldingen; `volgende_cursor` is None on the last."""

    meldingen: tuple[EigenMelding, ...]
    volgende_cursor: str | None


@dataclass(frozen=True, slots=True)
class Verwijdering:
    """The answer to VerwijderMelding; `gearchiveerd_tot` is None when the melding was destroyed (R-100, R-101)."""

    melding_id: str
    verwijderd_op: date
    gearchiveerd_tot: date | None


@dataclass(frozen=True, slots=True)
class Koppeling:
    """The answer to KoppelBsn (R-030)."""

    melding_id: str
    match_aanwezig: bool


@dataclass(frozen=True, slots=True)
class Verbinding:
    """The answer to ControleerVerbinding: the index, its time, and our OIN as it sees it (R-150)."""

    versie: str
    tijd: datetime
    oin: str


@dataclass(frozen=True, slots=True, repr=False)
class Coordinator:
    """The coordinator of an instantie (R-091)."""

    naam: str
    functie: str | None
    telefoon: str | None
    emailadres: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """Another reporter: whom to call (R-091)."""

    naam: str
    instantie: str | None
    locatie: str | None
    functie: str | None
    telefoon: str | None
    emailadres: str | None
    coordinator: Coordinator | None


@dataclass(frozen=True, slots=True)
class Signaal:
    """One signaal of the mailbox; which fields are filled depends on `soort` (keuzes.md 18)."""

    signaal_id: str
    volgnummer: int
    soort: str
    tijdstip: datetime | None
    eigen_melding_id: str | None
    betreft_andere_jeugdige: bool | None
    matchsleutel: str | None
    betreft_signaal_id: str | None
    contacten: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class SignalenPagina:
    """Unacknowledged signalen in order of volgnummer (R-094)."""

    signalen: tuple[Signaal, ...]
    nog_beschikbaar: bool
