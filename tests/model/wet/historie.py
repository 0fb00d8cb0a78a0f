"""HaalHistorieOp (R-104..R-108; keuzes.md 1, 28)."""

from ..begrippen import ACTIEF, ARCHIEF, ETMAAL, Melding, Sleutel
from ..kern import Kern


class Historie(Kern):
    """What the archive tells, once."""

    def te_halen(self, m: Melding) -> frozenset[Melding]:
        """What is left today of the offer that came with a melding."""
        if self.toestand(m) != ACTIEF or m.historie_opgehaald or self.dag >= self.aanbod_tot(m):
            return frozenset()
        return frozenset(x for x in m.historie if self.te_bieden(x) and x.over == m.over)

    def te_bieden(self, x: Melding) -> bool:
        """R-104: what the archive may tell of; by a law that says so only once in all."""
        return self.spreekt(x) and not (x.ooit_verstrekt and self.wetten.op(self.dag).historie_eenmaal_ooit)

    def haal_historie(self, wie: str, m: Melding, sleutel: str) -> frozenset[Melding] | str:
        plek, inhoud = (self.langs(wie), "VERZOEK", sleutel), ("historie", wie, m)
        if isinstance(eerder := self.herhaling(plek, inhoud), str):
            return eerder
        if eerder is not None:
            if self.moment >= self.sleutels[plek].moment + ETMAAL:
                return "VIR-132"
            return frozenset(x for x in eerder if self.spreekt(x) and self.toestand(m) == ACTIEF and x.over == m.over)
        if m.wie != wie or not self.loopt(m):
            return "VIR-131" if m.wie == wie and self.toestand(m) == ARCHIEF else "VIR-130"
        gehaald = self.te_halen(m)
        if not gehaald:
            return "VIR-132"
        m.historie_opgehaald = True
        for x in gehaald:
            x.ooit_verstrekt = True
        self.sleutels[plek] = Sleutel(inhoud, gehaald, self.moment)
        return gehaald
