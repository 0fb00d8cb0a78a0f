"""The verdicts, and how a case stops: each way of stopping is an exception that says why, in Dutch and without a value of a person."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Oordeel(StrEnum):
    """What the suite thinks of a target on one case (stijl.md 24)."""

    GESLAAGD = "GESLAAGD"
    GEZAKT = "GEZAKT"
    WAARSCHUWING = "WAARSCHUWING"
    """Not as it should be, where the requirement advises and does not demand."""
    NIET_AANGEBODEN = "NIET_AANGEBODEN"
    """The target does not have this part, and says so itself or in doel.yaml."""
    OVERGESLAGEN = "OVERGESLAGEN"
    """Not tried, because the tester has no means to; never the fault of the target."""
    ONBESLIST = "ONBESLIST"
    """Tried without a verdict: the suite or the connection was in the way. Counts as bad news, so that it is never hidden."""

    @property
    def woorden(self) -> str:
        """As it stands in a Dutch sentence."""
        return self.value.lower().replace("_", " ")


SLECHT: Final = (Oordeel.GEZAKT, Oordeel.ONBESLIST)
"""What keeps a run from having passed."""
VOLGORDE: Final = (
    Oordeel.GEZAKT,
    Oordeel.ONBESLIST,
    Oordeel.WAARSCHUWING,
    Oordeel.GESLAAGD,
    Oordeel.OVERGESLAGEN,
    Oordeel.NIET_AANGEBODEN,
)
"""From what weighs most to what weighs least: of several cases about one requirement the first in this order counts."""


def zwaarste(oordelen: Iterable[Oordeel]) -> Oordeel | None:
    """What counts of several verdicts about one thing; None when there is none."""
    gevonden = set(oordelen)
    return next((oordeel for oordeel in VOLGORDE if oordeel in gevonden), None)


class Gezakt(Exception):
    """The target does not do what the requirement asks."""

    def __init__(self, verwacht: str, gekregen: str) -> None:
        super().__init__(f"verwacht: {verwacht}; gekregen: {gekregen}")
        self.verwacht = verwacht
        self.gekregen = gekregen


class NietAangeboden(Exception):
    """The target does not offer this; the text says how that was seen."""


class Overgeslagen(Exception):
    """The tester gave no means to try this; the text says what is missing."""


class Onbeslist(Exception):
    """The case could not be tried: the connection or the state of the target was in the way."""


def eis(voorwaarde: object, verwacht: str, gekregen: str) -> None:
    """Raise Gezakt unless ``voorwaarde`` holds."""
    if not voorwaarde:
        raise Gezakt(verwacht, gekregen)
