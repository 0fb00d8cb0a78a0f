"""One run of maintenance: its moment, whether it may go on, and what it did."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.context import Context

OPERATIE: Final = "Onderhoud"
PER_KEER: Final = 250
"""Meldingen in one transaction: their families stay locked for it, and whoever reports one of them waits so long."""
VOORUIT: Final = 10_000
"""Ids that are looked up at once."""


@dataclass(frozen=True, slots=True)
class Mislukt:
    """A step that failed; the others were done all the same."""

    stap: str
    fout: Exception


@dataclass(frozen=True, slots=True)
class Verslag:
    """What one run did, or as a trial would do; counts only, nothing of a person."""

    dag: date
    aantallen: Mapping[str, int]
    mislukt: tuple[Mislukt, ...] = ()
    afgebroken: bool = False
    """It was told to stop; the next run goes on."""


@dataclass(slots=True)
class Ronde:
    """One run: its moment, whether it may go on, and what it did until now."""

    context: Context
    moment: datetime
    """By the clock that drives the law (keuzes.md 6)."""
    echt: datetime
    """Real time, by which messages grow too old."""
    doorgaan: Callable[[], bool] = field(default=lambda: True)
    """Asked before every transaction."""
    gedaan: Callable[[int], None] = field(default=lambda _: None)
    """Hears after every transaction how much more was done."""
    per_keer: int = PER_KEER
    """Meldingen, or rows, in one transaction."""
    aantallen: Counter[str] = field(default_factory=Counter)
    dag: date = field(init=False)

    def __post_init__(self) -> None:
        self.dag = vandaag(self.moment)

    def tel(self, wat: str, aantal: int) -> None:
        """Note that so much was done of this."""
        self.aantallen[wat] += aantal
        self.gedaan(aantal)


Stap = tuple[str, Callable[[Ronde], None]]
"""Its name, in reports and in the log, and what does it."""
