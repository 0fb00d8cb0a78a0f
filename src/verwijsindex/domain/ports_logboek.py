"""What the chain of the logboek needs from outside, as Protocols: the lanes, who signs, and a place outside the database (R-142)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from verwijsindex.domain.logketen import Ijkpunt, Ketenhoofd


class Logketen(Protocol):
    """The chain: read to be checked, and marked by ijkpunten. Lines are written by ``Logboek``."""

    def hoofden(self) -> Sequence[Ketenhoofd]:
        """Where every lane ends, that of the ijkpunten included, in order of lane."""

    def ijkpunten(self) -> Sequence[Ijkpunt]:
        """All of them, in order of number."""

    def laatste_ijkpunt(self) -> Ijkpunt | None:
        """The one with the highest number."""

    def regels(self, na: int, hoogstens: int) -> Sequence[Mapping[str, Any]]:
        """At most so many lines with a higher ``nummer``, in that order: ``logketen.VELDEN`` and ``schakel`` as text."""

    def vergrendel(self) -> None:
        """Let nobody else make an ijkpunt until the end of the transaction."""

    def leg_ijkpunt_vast(self, ijkpunt: Ijkpunt) -> None:
        """Store it and seal the lane of the ijkpunten; IjkpuntenVerschillen when that lane does not end where the last ijkpunt is."""

    def zegel(self, *delen: str) -> bytes:
        """HMAC-SHA-256 under the key of the seals, as ``logboek_controleer`` asks for it."""


class Ijkstempel(Protocol):
    """Signs ijkpunten with the key of the index."""

    @property
    def naam(self) -> str:
        """SHA-256 of the public key, in hexadecimals."""

    @property
    def certificaat(self) -> str:
        """The certificate in PEM, by which anybody can check."""

    def teken(self, tekst: str) -> str:
        """The signature in base64."""


class Ijkbestand(Protocol):
    """Where ijkpunten are kept outside the database: who can change that cannot change this."""

    def lees(self) -> Mapping[int, tuple[str, str]]:
        """Content and signature by number. IjkbestandOnbruikbaar when somebody else wrote in it."""

    def vul_aan(self, ijkpunten: Sequence[Ijkpunt]) -> None:
        """Add those that are not there yet. IjkpuntenVerschillen when what is there is another."""


class IjkpuntenVerschillen(Exception):
    """The database and what was kept outside it tell different things: one of the two was tampered with."""


class IjkbestandOnbruikbaar(Exception):
    """The file of ijkpunten holds something else."""


@dataclass(frozen=True, slots=True)
class Ijken:
    """How this index marks its log."""

    stempel: Ijkstempel
    elke: timedelta
    """At most so long nothing that was logged stays without an ijkpunt."""
    bestand: Ijkbestand | None = None
