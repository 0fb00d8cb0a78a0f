"""What an organisation is called, and by which partner system it acts; nothing else of it changes what was reported (R-183, R-184)."""

from datetime import date

from ..kern import Kern
from ..wereld import EEN, TWEE, Instelling


class Organisaties(Kern):
    """R-183, R-184: a name and a partner system hold from their day until the next one."""

    def hernoem(self, plek: Instelling, naam: str, vanaf: date) -> None:
        self.namen.setdefault(plek.id, {})[vanaf] = naam

    def draag_over(self, plek: Instelling, vanaf: date) -> tuple[str, str] | None:
        """From 00:00 of that day the other one of the two acts; from which to which, or None while one is planned already."""
        gaat = self.overgangen.setdefault(plek.id, {})
        if any(dag > self.dag for dag in gaat):
            return None
        van = gaat[max(gaat)] if gaat else plek.oin
        naar = TWEE if van == EEN else EEN
        gaat[vanaf] = naar
        return van, naar

    def ziet(self, wie: str, oin: str) -> list[str] | str:
        """His meldingen, to the partner system that acts for him today; to the other nothing."""
        eigen = sorted((m for m in self.meldingen if m.wie == wie and self.loopt(m)), key=lambda m: (m.moment, m.id))
        return [m.id for m in eigen] if oin == self.langs(wie) else "VIR-122"
