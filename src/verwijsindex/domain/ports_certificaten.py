"""What the certificates of partners and of this server need of the store and of outside, as Protocols (R-154)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from verwijsindex.domain.certificaat import Gebruik, Partnercertificaat


class Partnercertificaten(Protocol):
    """The registrations, within one transaction."""

    def alle(self) -> Sequence[Partnercertificaat]:
        """Every registration, in order of partner, use and first day."""

    def bewaar(self, certificaat: Partnercertificaat, nu: datetime) -> None:
        """Register, or replace the days of what is registered already."""

    def vergeet(self, oin: str, gebruik: Gebruik, vingerafdruk: str) -> None:
        """Take a registration away."""


@dataclass(frozen=True, slots=True)
class Aflopend:
    """A certificate that ends: ours, of whom we trust, or of a partner."""

    wat: str
    """For who reads it: a file of the settings, or the OIN of a partner."""
    vingerafdruk: str
    verloopt: datetime


@dataclass(frozen=True, slots=True)
class Verloopwaarschuwing:
    """That it ends within so many days, told once."""

    aflopend: Aflopend
    drempel: int


class Verloopwaarschuwingen(Protocol):
    """What was told, so that it is told once."""

    def gemeld(self, vingerafdruk: str) -> Collection[int]:
        """The thresholds that were told of this certificate."""

    def meld(self, waarschuwing: Verloopwaarschuwing, nu: datetime) -> None:
        """Note that it is told; it still has to be mailed."""

    def te_mailen(self) -> Sequence[tuple[str, int]]:
        """Fingerprint and threshold of what was told and not mailed yet."""

    def gemaild(self, wat: Sequence[tuple[str, int]]) -> None:
        """Note that these were mailed."""


class Certificaatbewaking(Protocol):
    """Our own certificates, and to whom their end is told."""

    def eigen(self) -> Sequence[Aflopend]:
        """Everything that the settings name: ours, anchors, intermediates and so the issuers of CRLs, and that for the BRP."""

    def log(self, waarschuwing: Verloopwaarschuwing, dagen: int) -> None:
        """In the technical log."""

    @property
    def mailt(self) -> bool:
        """Whether there is a mail server and an address of the operator."""

    def mail(self, regels: Sequence[str]) -> bool:
        """To the operator; False when the mail server did not take it."""
