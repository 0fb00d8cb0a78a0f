"""What is registered beside who may act: the state of a partner system, a gemeente, and the profile of an instantie (R-180, R-181)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from verwijsindex.domain.instantie import Contactgegevens, Convenant, Gebruiker, Instantie, Mandaat, MandaatSoort


class PartnerToestand(StrEnum):
    """Whether a partner system may speak, and about what."""

    ACTIEF = "ACTIEF"
    OPGESCHORT = "OPGESCHORT"
    """It reports nothing new; what is there it may read, acknowledge and withdraw."""
    GEBLOKKEERD = "GEBLOKKEERD"
    """It may not speak at all."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner system (R-006, R-161)."""

    oin: str
    naam: str
    toestand: PartnerToestand = PartnerToestand.ACTIEF


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente with whose college agreements can stand; without ``live_vanaf`` no partner acts under them (R-181)."""

    code: str
    naam: str
    live_vanaf: date | None = None


@dataclass(frozen=True, slots=True)
class Organisatieprofiel:
    """How an instantie works with the index, in its own words (R-180); its life span and coordinator stand elsewhere."""

    privacyprotocol: str | None = None
    doelgroep: str | None = None
    signaleringscriteria: str | None = None
    """A description of when it reports; never of one melding (R-051)."""
    procedures: str | None = None
    zorgcoordinatie: str | None = None
    contact: Contactgegevens | None = None
    """Whom to ask about the connection: a desk rather than a person."""

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """Which parts are missing; nothing when it is complete (R-180)."""
        leeg = [veld.name for veld in fields(self) if not getattr(self, veld.name)]
        if self.contact is not None and not self.contact.bereikbaar:
            leeg.append("telefoon of emailadres van het contact")
        return tuple(leeg)


PROFIELTEKSTEN: Final = tuple(veld.name for veld in fields(Organisatieprofiel) if veld.name != "contact")
"""The parts of a profile that are text."""


ConvenantSleutel = tuple[MandaatSoort, str, str, date]
"""Kind and id of the holder, gemeentecode, first day."""
MandaatSleutel = tuple[str, MandaatSoort, str, str, date]
"""OIN, kind and id of for whom, gemeentecode, first day."""


@dataclass(frozen=True, slots=True)
class Inschrijvingen:
    """Everything that is registered of organisations, by its keys: what a file says, or what the index knows."""

    partners: Mapping[str, Partner]
    gemeenten: Mapping[str, Gemeente]
    instanties: Mapping[str, Instantie]
    profielen: Mapping[str, Organisatieprofiel]
    """Per instantieId; an instantie that gave none is left out."""
    gebruikers: Mapping[str, Gebruiker]
    coordinatoren: Mapping[str, str]
    """Per instantieId the user who stands in signalen as its coordinator (R-008)."""
    invallers: Mapping[str, str]
    """Per instantieId who reads what was left behind while there is no coordinator (R-005)."""
    convenanten: Mapping[ConvenantSleutel, Convenant]
    mandaten: Mapping[MandaatSleutel, Mandaat]


@dataclass(frozen=True, slots=True)
class Naamswijziging:
    """Until the day ``tot`` an instantie bore this name; on that day it became part of another, when that is said (R-184)."""

    instantie_id: str
    naam: str
    tot: date
    opgegaan_in: str | None = None


@dataclass(frozen=True, slots=True)
class Conformiteit:
    """A run of the conformance suite that a partner system passed (R-182)."""

    oin: str
    versie: str
    """Of the contract."""
    getoetst_op: datetime
    gevallen: str
    rapport: str
    """Digest of the report."""
