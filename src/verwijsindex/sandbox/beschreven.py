"""What a description of a sandbox holds, as values; the form of the file is in ``docs/sandbox.schema.json``."""

from dataclasses import dataclass
from pathlib import Path

from verwijsindex.domain.instantie import MandaatSoort, Rol


@dataclass(frozen=True, slots=True)
class Adressen:
    """Address per service."""

    meldingen: str
    signalen: str
    rechten: str
    regie: str = ""
    """Empty in a description of before this service had a contract, as the next."""
    beleidsinformatie: str = ""


@dataclass(frozen=True, slots=True)
class BeschrevenGebruiker:
    """A user who may act on the day on which the sandbox started."""

    gebruiker_id: str
    rollen: frozenset[Rol]


@dataclass(frozen=True, slots=True)
class BeschrevenMandaat:
    """For whom a partner acts, with the users for whom he may."""

    soort: MandaatSoort
    naam: str
    categorie: str | None
    """None for a gemeente."""
    gemeentecode: str
    bsn_gerechtigd: bool
    gebruikers: tuple[BeschrevenGebruiker, ...]
    instantie_id: str | None = None
    """Only for INSTANTIE."""


@dataclass(frozen=True, slots=True)
class BeschrevenPartner:
    """A partner system with its certificate and key."""

    oin: str
    naam: str
    certificaat: Path
    sleutel: Path
    mandaten: tuple[BeschrevenMandaat, ...]


@dataclass(frozen=True, slots=True)
class BeschrevenPersoon:
    """A person of the register; geboortedatum is ``yyyymmdd`` with 00 for what is unknown."""

    bsn: str | None
    geslachtsnaam: str | None
    voorvoegsel: str | None
    voornamen: str | None
    geboortedatum: str | None
    geslacht: str | None
    postcode: str | None
    huisnummer: int | None
    kenmerken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beschrijving:
    """A whole sandbox; every path is absolute."""

    url: Adressen
    ca: Path
    clock: Path
    database: str
    log: Path
    partners: tuple[BeschrevenPartner, ...]
    personen: tuple[BeschrevenPersoon, ...]
