"""The verdicts, and how a case stops: each way of stopping is an exception that says why, in Dutch and without a value of a person."""

from enum import StrEnum


class Oordeel(StrEnum):
    """What the suite thinks of a target on one case (stijl.md 24)."""

    GESLAAGD = "GESLAAGD"
    GEZAKT = "GEZAKT"
    NIET_VAN_TOEPASSING = "NIET_VAN_TOEPASSING"
    ONBESLIST = "ONBESLIST"


class Gezakt(Exception):
    """The target does not do what the requirement asks."""

    def __init__(self, verwacht: str, gekregen: str) -> None:
        super().__init__(f"verwacht: {verwacht}; gekregen: {gekregen}")
        self.verwacht = verwacht
        self.gekregen = gekregen


class NietVanToepassing(Exception):
    """The target does not offer this, or its tester gave no means to try it; the text says which."""


class Onbeslist(Exception):
    """The case could not be tried: the connection or the state of the target was in the way."""


def eis(voorwaarde: object, verwacht: str, gekregen: str) -> None:
    """Raise Gezakt unless ``voorwaarde`` holds."""
    if not voorwaarde:
        raise Gezakt(verwacht, gekregen)
