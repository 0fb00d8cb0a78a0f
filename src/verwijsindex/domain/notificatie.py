"""Content-free notices by e-mail: who waits for one, and why it does not arrive (R-093, R-098, R-173)."""

from dataclasses import dataclass
from enum import StrEnum

from verwijsindex.domain.signaal import Ontvanger, OntvangerSoort


class GeadresseerdeSoort(StrEnum):
    """A user, or a gemeente whose regievoerders (keuzes.md 10) or whose college (R-136) are told."""

    GEBRUIKER = "GEBRUIKER"
    GEMEENTE = "GEMEENTE"
    COLLEGE = "COLLEGE"


@dataclass(frozen=True, slots=True, order=True)
class Geadresseerde:
    """Who is to be told."""

    soort: GeadresseerdeSoort
    id: str
    """gebruikerId or gemeentecode."""

    @classmethod
    def van(cls, bus: Ontvanger) -> "Geadresseerde":
        """Whose mailbox this is."""
        van_gemeente = bus.soort is OntvangerSoort.GEMEENTE
        return cls(GeadresseerdeSoort.GEMEENTE if van_gemeente else GeadresseerdeSoort.GEBRUIKER, bus.id)


@dataclass(frozen=True, slots=True)
class Wachtend:
    """Somebody whose turn it is to be told."""

    wie: Geadresseerde
    aantal: int
    """How many signalen came since he was last told."""
    pogingen: int
    """How often it failed."""


class Hapering(StrEnum):
    """Why a mail did not arrive; a code that says nothing about a person."""

    GEEN_ADRES = "GEEN_ADRES"
    """He has a telephone number only (R-053)."""
    NIEMAND = "NIEMAND"
    """Nobody in force could be told."""
    ADRES_ONJUIST = "ADRES_ONJUIST"
    """It is no address to which mail can be sent."""
    ADRES_GEWEIGERD = "ADRES_GEWEIGERD"
    """The mail server refuses this address for good."""
    UITGESTELD = "UITGESTELD"
    """The mail server refuses this address for now."""
    BERICHT_GEWEIGERD = "BERICHT_GEWEIGERD"
    """The mail server takes the address but not the mail."""
    AFZENDER_GEWEIGERD = "AFZENDER_GEWEIGERD"
    """The mail server does not let us send."""
    AANMELDEN_MISLUKT = "AANMELDEN_MISLUKT"
    """The mail server does not take our user name and password."""
    ZONDER_TLS = "ZONDER_TLS"
    """The mail server offers no encryption; then nothing is sent."""
    CERTIFICAAT_ONJUIST = "CERTIFICAAT_ONJUIST"
    """The mail server does not prove that it is the one in the settings."""
    ONBEREIKBAAR = "ONBEREIKBAAR"
    """No connection, or one that broke."""
    TE_TRAAG = "TE_TRAAG"
    """No answer in time."""
