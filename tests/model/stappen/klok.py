"""Time goes on: the clock, the process, and what the index does by itself."""

from datetime import timedelta

from hypothesis import strategies as st

from ..wereld import MELDERS
from .basis import PLAATS, Basis, stap


class Klok(Basis):
    """What comes of itself."""

    @stap(plaats=PLAATS, rond=st.sampled_from([-1, 0, 0, 1]))
    def de_klok_naar_een_grens(self, plaats: int, rond: int) -> None:
        """Just before, at, or just after a moment at which something changes."""
        self._zet_klok(self._kies(self.model.grenzen()[:12], plaats) + timedelta(minutes=rond))

    @stap(uren=st.sampled_from([1, 13, 24 * 29]))
    def de_klok_verder(self, uren: int) -> None:
        self._zet_klok(self.model.moment + timedelta(hours=uren))

    @stap()
    def herstart(self) -> None:
        self.echt.herstart_proces()

    @stap()
    def onderhoud(self) -> None:
        """Nobody sees whether it ran (R-045), but that it hears of changes and warns before anybody asks."""
        if self.model.register_werkt:
            self.model.verwerk_wijzigingen()
            self.model.waarschuw(*MELDERS)
            self.echt.onderhoud()
