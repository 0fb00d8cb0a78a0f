"""One record per case: what it is, which requirements it tests, and a short run (stijl.md 22)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verwijsindex_conformance.proef import Proef

Uitvoering = Callable[["Proef"], None]
"""Tries the case; returns when the target passes, raises one of ``oordeel`` otherwise."""


@dataclass(frozen=True, slots=True)
class Geval:
    """A case. ``id`` is written down once and never used again for something else, also after the case is gone."""

    id: str
    titel: str
    eisen: tuple[str, ...]
    gedaan: str
    """What the suite does, for a tester who has to explain a verdict."""
    verwacht: str
    voer_uit: Uitvoering
    tweeling: str | None = None
    """Of a case that must be refused: the id of the case that shows the same thing accepted."""

    @property
    def hoofdstuk(self) -> str:
        """The folder it stands in: contract, profiel, melden, intrekken, signalen, historie."""
        return self.voer_uit.__module__.split(".")[-2]


def geval(
    id: str, titel: str, *, eisen: tuple[str, ...], gedaan: str, verwacht: str, tweeling: str | None = None
) -> Callable[[Uitvoering], Geval]:
    """Turn the function below it into the case that it runs."""
    return lambda voer_uit: Geval(id, titel, eisen, gedaan, verwacht, voer_uit, tweeling)
