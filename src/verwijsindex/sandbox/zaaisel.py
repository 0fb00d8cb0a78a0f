"""What to sow, and how much of it: all that a command needs to know that sows nothing itself."""

from dataclasses import dataclass
from datetime import date
from typing import Final

HOOGSTENS_GEZINNEN: Final = 250_000
"""Good for more than a million persons."""
GEZINNEN: Final = 250
BEGIN: Final = date(2026, 11, 22)
"""Without another day a sown sandbox starts on this one, so that its seed alone says who is in it."""


@dataclass(frozen=True, slots=True)
class Zaaisel:
    """What to sow: the same values on the same day give the same bytes."""

    zaad: int
    gezinnen: int = GEZINNEN
    """Besides those of the boundaries, which are always there."""
