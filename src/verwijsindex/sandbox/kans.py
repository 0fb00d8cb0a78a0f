"""Chance that comes out the same everywhere: the same seed gives the same draws in every process, on every supported Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


class Kans:
    """Draws. Everything rests on ``Random.random``, the one method of which Python promises that a seed keeps its sequence."""

    def __init__(self, zaad: int) -> None:
        self._trek = Random(zaad).random  # noqa: S311 - nothing secret is drawn

    def komt_uit(self, deel: float) -> bool:
        """True in this part of the cases."""
        return self._trek() < deel

    def getal(self, vanaf: int, tot: int) -> int:
        """A whole number, ``tot`` not included."""
        return vanaf + int(self._trek() * (tot - vanaf))

    def kies(self, rij: Sequence[_T]) -> _T:
        """One of these, each as likely as another."""
        return rij[int(self._trek() * len(rij))]

    def weeg(self, keuzes: Sequence[tuple[float, _T]]) -> _T:
        """One of these by its part of the cases; the parts add up to 1."""
        rest = self._trek()
        for deel, keuze in keuzes:
            rest -= deel
            if rest < 0:
                return keuze
        return keuzes[-1][1]
