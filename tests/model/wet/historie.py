"""HaalHistorieOp (R-104..R-108; keuzes.md 1, 28)."""

from ..begrippen import AANBOD, ACTIEF, AMSTERDAM, ARCHIEF, ETMAAL, Melding, Sleutel
from ..kern import Kern
from ..wereld import MELDERS


class Historie(Kern):
    """What the archive tells, once."""

    def te_halen(self, m: Melding) -> frozenset[Melding]:
        """What is left today of the offer that came with a melding."""
        tot = m.moment.astimezone(AMSTERDAM).date() + AANBOD
        if self.toestand(m) != ACTIEF or m.historie_opgehaald or self.dag >= tot:
            return frozenset()
        return frozenset(x for x in m.historie if self.spreekt(x) and x.over == m.over)

    def haal_historie(self, wie: str, m: Melding, sleutel: str) -> frozenset[Melding] | str:
        plek, inhoud = (MELDERS[wie].oin, "VERZOEK", sleutel), ("historie", wie, m)
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
        self.sleutels[plek] = Sleutel(inhoud, gehaald, self.moment)
        return gehaald
