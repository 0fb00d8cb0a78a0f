"""The days on which something of a melding ends, met on purpose: the last minute before, the first of it, and a day later."""

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from ..begrippen import AMSTERDAM, NIET_TERECHT, RISICO_WEG, Melding
from ..wereld import BSN, MELDERS
from .basis import PLAATS, WIE, stap
from .kijken import Kijken
from .melden import Meldend
from .verwijderen import Verwijderen

ROND = st.sampled_from([timedelta(minutes=-1), timedelta(0), timedelta(minutes=1), timedelta(days=1)])
JONG = st.sampled_from(["schrikkel", "schrikkel", "termijn", "kees", "maand"])


class Grenzen(Kijken, Verwijderen, Meldend):
    """Going there, and looking at everything that shows of the melding."""

    @precondition(lambda self: self.model.meldingen)
    @stap(plaats=PLAATS, welke=st.integers(0, 3), rond=ROND)
    def naar_een_grens_van_een_melding(self, plaats: int, welke: int, rond: timedelta) -> None:
        """Of those that are to come mostly the first."""
        melding = self._kies(self.model.meldingen, plaats)
        komt = [moment for moment in self.model.grenzen_van(melding) if moment > self.model.moment]
        if komt:
            self._zet_klok(komt[min(welke, len(komt) - 1)] + rond)
        self._kijk_rond(melding)

    def _kijk_rond(self, melding: Melding) -> None:
        """Whether it is his, what of its offer is left, and what its key says now."""
        self.raadpleeg_eigen_meldingen(wie=melding.wie, hoogstens=3)
        self.doe_historie(self._sleutel(), melding.wie, melding)
        for (_, soort, sleutel), bezet in list(self.model.sleutels.items()):
            if soort == "MELDING" and bezet.melding is melding:
                self._meld(bezet.inhoud[0], bezet.naam, sleutel, bezet.inhoud[1])


class Termijnen(Grenzen):
    """Histories about few persons, of whom one was born on 29 February and one turns 23 on the day on which a term ends."""

    @stap(wie=WIE, naam=JONG)
    def meld_een_jongere(self, wie: str, naam: str) -> None:
        self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)

    @stap(wie=st.sampled_from(["arts", "agent", "consulent"]), naam=JONG, reden=st.sampled_from([RISICO_WEG, RISICO_WEG, NIET_TERECHT]))
    def meld_en_verwijder(self, wie: str, naam: str, reden: str) -> None:
        """So that there is something in the archive, or a tombstone."""
        self._meld(wie, naam, self._sleutel(), BSN)
        eigen = [m for m in self.model.actief() if m.wie == wie and m.over == self.model.register[naam].bsn]
        if eigen:
            self.doe_verwijder(self._sleutel(), wie, eigen[-1], reden)

    @precondition(lambda self: any(m.historie for m in self.model.actief()))
    @stap(plaats=PLAATS, rond=ROND)
    def naar_het_einde_van_een_aanbod(self, plaats: int, rond: timedelta) -> None:
        """Somebody else's archive was offered to him: the last minute in which he can fetch it, and after."""
        melding = self._kies([m for m in self.model.actief() if m.historie], plaats)
        dag = self.model.aanbod_tot(melding)
        self._zet_klok(datetime(dag.year, dag.month, dag.day, tzinfo=AMSTERDAM) + rond)
        self._kijk_rond(melding)
