"""VerwijderMelding (R-095, R-100, R-101; keuzes.md 19, 22, 29)."""

from datetime import date

from ..begrippen import ACTIEF, ARCHIEF, ETMAAL, INGETROKKEN, RISICO_WEG, Melding, Signaal, Sleutel, maanden_later
from ..kern import Kern
from ..wereld import MELDERS


class Verwijderen(Kern):
    """To the archive, or as if it had never been."""

    def verwijder(self, wie: str, m: Melding, reden: str, sleutel: str) -> tuple[date, date | None] | str:
        plek, inhoud = (MELDERS[wie].oin, "VERZOEK", sleutel), ("verwijder", wie, m, reden)
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            return eerder
        toestand = self.toestand(m)
        if m.wie != wie or toestand != ACTIEF:
            return "VIR-131" if m.wie == wie and toestand == ARCHIEF else "VIR-130"
        if reden == RISICO_WEG:
            m.verwijderd, tot = self.dag, maanden_later(self.dag, 60)
        else:
            self._trek_in(m)
            tot = None
        self.sleutels[plek] = Sleutel(inhoud, (self.dag, tot), self.moment)
        return self.dag, tot

    def _trek_in(self, m: Melding) -> None:
        """Who would not see by himself that a contact is gone is told so."""
        vlug = self.moment - m.moment < ETMAAL
        for bus in self.bussen.values():
            for s in tuple(bus):
                zichtbaar = self.zichtbaar(s)
                if s.bus == m.wie or m not in zichtbaar:
                    continue
                if vlug if len(zichtbaar) > 1 else s.opgehaald:
                    bus.append(Signaal(s.bus, len(bus) + 1, INGETROKKEN, self.moment, betreft=s))
        m.vernietigd = self.moment
