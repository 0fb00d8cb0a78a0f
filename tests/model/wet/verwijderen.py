"""VerwijderMelding (R-095, R-100, R-101; keuzes.md 19, 22, 29)."""

from datetime import date

from ..begrippen import ARCHIEF, ETMAAL, RISICO_WEG, Melding, Sleutel
from ..kern import Kern


class Verwijderen(Kern):
    """To the archive, or as if it had never been."""

    def verwijder(self, wie: str, m: Melding, reden: str, sleutel: str) -> tuple[date, date | None] | str:
        plek, inhoud = (self.langs(wie), "VERZOEK", sleutel), ("verwijder", wie, m, reden)
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            return eerder
        toestand = self.toestand(m)
        if m.wie != wie or not self.loopt(m):
            return "VIR-131" if m.wie == wie and toestand == ARCHIEF else "VIR-130"
        if reden == RISICO_WEG:
            m.verwijderd, tot = self.dag, self.wetten.einde_archief(self.dag)
        else:
            self.trek_in(frozenset({m}), vlug=self.moment - m.moment < ETMAAL)
            m.vernietigd, tot = self.moment, None
        self.sleutels[plek] = Sleutel(inhoud, (self.dag, tot), self.moment)
        return self.dag, tot
