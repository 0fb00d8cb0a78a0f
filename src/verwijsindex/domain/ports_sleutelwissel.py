"""Putting one key of the store in the place of another, as Protocols (R-195, R-079; keuzes.md 31). No key is ever seen here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class GeldigeSleutel:
    """A key under which something may stand."""

    nummer: int
    bekend_sinds: datetime
    """Since then every server looks for values under it."""
    in_gebruik_sinds: datetime | None
    in_gebruik: bool
    """Whether new values stand under it; one does."""


@dataclass(frozen=True, slots=True)
class Plek:
    """How far a rewrite has come: a table, and the last row that was seen in it."""

    tabel: int = 0
    na: tuple[str | bytes, ...] | None = None


@dataclass(frozen=True, slots=True)
class Herschreven:
    """What one transaction of a rewrite did."""

    waarden: int
    """Rows that now stand under the key in use."""
    plek: Plek | None
    """Where to go on; None at the end."""


class Sleutelregister(Protocol):
    """Which keys are in force."""

    def geldig(self) -> Sequence[GeldigeSleutel]:
        """The keys in force, in order of number."""

    def maak_bekend(self, nummer: int, nu: datetime) -> None:
        """From now on every server looks for values under this key too, or refuses to work."""

    def neem_in_gebruik(self, nummer: int, nu: datetime) -> None:
        """From now on new values stand under this key."""

    def vergeet(self, nummer: int) -> None:
        """Nobody looks for values under this key any more; not for the one in use."""


class Sleutelwissel(Protocol):
    """What stands under which key, and moving it."""

    def tel(self) -> Mapping[int, int]:
        """How many values stand under each key."""

    def herschrijf(self, plek: Plek, hoogstens: int) -> Herschreven:
        """Put at most ``hoogstens`` rows under the key in use that stand under another; waits for nobody."""
