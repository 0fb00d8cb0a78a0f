"""Automatic repetition: what was not answered, or failed on the server, is asked again (koppelvlak.md 5)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from verwijsindex.client.errors import Onbereikbaar, Weigering

WACHT_MAX: Final = 300.0
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Herhaling:
    """At most `pogingen` attempts, 1, 2, 4 ... 300 seconds apart; `wacht` sleeps."""

    pogingen: int = 4
    wacht: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        if self.pogingen < 1:
            raise ValueError("pogingen is ten minste 1")

    def doe(self, poging: Callable[[], _T]) -> _T:
        """Return what the first successful attempt gives. Every attempt is a new message about the same thing.

        Only a `Weigering` or `Onbereikbaar` that is `herhaalbaar` leads to another attempt; every other error is raised at once.
        """
        for nummer in range(self.pogingen - 1):
            try:
                return poging()
            except (Weigering, Onbereikbaar) as fout:
                if not fout.herhaalbaar:
                    raise
            self.wacht(min(2.0**nummer, WACHT_MAX))
        return poging()
