"""The end of the index, as Protocols: what is there of persons, taking it away, and that it was done (R-190)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from verwijsindex.domain.melding import Melding


@dataclass(frozen=True, slots=True)
class Afbouwstand:
    """How far the destruction of everything is."""

    begonnen: datetime
    vooraf: Mapping[str, int]
    """Rows per table before anything went."""
    voltooid: datetime | None = None


class Afbouwwerk(Protocol):
    """Everything of persons, whatever table it stands in; the logboek and who was connected are not of persons and stay."""

    def tel(self) -> Mapping[str, int]:
        """Rows per table that holds something of persons."""

    def wis(self, hoogstens: int, *, ook_volglijst: bool) -> int:
        """Take away at most so many rows of the first table that has any; gives how many.

        The numbers of whom the register has still to be told only with ``ook_volglijst``.
        """

    def stand(self) -> Afbouwstand | None:
        """How far it is; None when it did not begin."""

    def begin(self, moment: datetime, vooraf: Mapping[str, int]) -> None:
        """Note that it begins, and what there was; what began before stays as it was noted."""

    def voltooi(self, moment: datetime) -> None:
        """Note that nothing of persons is left."""

    def meldingen_na(self, melding_id: str, hoogstens: int) -> Sequence[Melding]:
        """At most so many meldingen in order of id, after this one."""

    def verzoeken(self, gemeentecode: str | None) -> Sequence[Mapping[str, object]]:
        """Every request to the college of this gemeente, or to any, with its advice, as plain values (R-131)."""

    def logboekeinde(self) -> Sequence[Mapping[str, object]]:
        """Per lane of the logboek how many lines it has and the digest of the last: whoever has these sees what is taken away later."""

    def sporen(self) -> Iterator[tuple[str, bytes]]:
        """Everything by which somebody could be found again, with the kind of it: numbers, contact data, keyed digests, ciphertext."""


class Beleidsstand(Protocol):
    """Which policy was in force when a server last started."""

    def kenmerk(self) -> str | None:
        """Its digest; None when none was noted."""

    def zet(self, kenmerk: str, moment: datetime) -> None:
        """From now on this one is."""
