"""A choice out of what a message offers, which may be nothing."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class NietsTeKiezen(Exception):
    """The message has nothing that this change could change: earlier changes took it away."""


def kies(rng: Random, mogelijkheden: Sequence[T]) -> T:
    """One of the possibilities.

    Raises:
        NietsTeKiezen: there is none.
    """
    if not mogelijkheden:
        raise NietsTeKiezen
    return rng.choice(mogelijkheden)
