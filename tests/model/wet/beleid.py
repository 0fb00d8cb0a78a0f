"""The law as values that hold from a day on, and what another value does with what is there (R-190; decision record 0096)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from ..begrippen import is_jaar, jarig, maanden_later


@dataclass(frozen=True)
class Wet:
    """What holds from ``vanaf`` until the next version does."""

    vanaf: date = date(2015, 1, 1)
    melding_maanden: int = 24
    archief_jaren: int = 5
    historie_dagen: int = 30
    waarschuw_dagen: int = 30
    waarschuw_vanaf_dagen: int = 60
    zakelijke_sleutel_dagen: int = 7
    leeftijd_grens: int = 23
    adresmatch: bool = True
    historie_eenmaal_ooit: bool = False


@dataclass
class Wetten:
    """Every version that the index knows."""

    versies: list[Wet] = field(default_factory=lambda: [Wet()])

    def op(self, dag: date) -> Wet:
        return [wet for wet in self.versies if wet.vanaf <= dag][-1]

    def neem(self, wet: Wet, vandaag: date) -> None:
        """One more, in the place of what was planned and did not begin."""
        self.versies = [was for was in self.versies if was.vanaf <= vandaag] + [wet]

    def is_te_oud(self, geboren: int, dag: date) -> bool:
        """R-040: whether he cannot be reported: by his birth date, and nobody who reached the limit of an earlier day comes back."""
        return is_jaar(self.op(dag).leeftijd_grens, geboren, dag) or self.niets_meer_vanaf(geboren) <= dag

    def niets_meer_vanaf(self, geboren: int) -> date:
        """R-043: the first day on which nothing is kept about him: the index knows his 23rd birthday only, and shifts that by years."""
        volgende = [*(wet.vanaf for wet in self.versies[1:]), date.max]
        bereikt = [max(wet.vanaf, maanden_later(jarig(geboren, 23), 12 * (wet.leeftijd_grens - 23))) for wet in self.versies]
        return next(dag for dag, tot in zip(bereikt, volgende, strict=True) if dag < tot)

    def einde_archief(self, verwijderd: date) -> date:
        """R-103: by the law of the day of removal."""
        return maanden_later(verwijderd, 12 * self.op(verwijderd).archief_jaren)

    def onthoudt(self, dag: date) -> timedelta:
        """R-158: how long a business key is kept that was answered, or whose melding was destroyed, on this day."""
        return timedelta(days=self.op(dag).zakelijke_sleutel_dagen)
