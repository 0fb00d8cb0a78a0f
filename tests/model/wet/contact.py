"""WijzigContactgegevens (R-053, R-054, R-096; keuzes.md 3, 9)."""

from datetime import date

from ..begrippen import Sleutel
from ..kern import Kern
from ..wereld import COORDINATOR, GGD, MELDERS


class Contact(Kern):
    """How a reporter is reached."""

    def wijzig_contact(self, wie: str, van: str, telefoon: str, sleutel: str) -> date | str:
        """By himself, or by his coordinator; without a telephone he cannot be reached here."""
        plek, inhoud = (self.langs(wie), "VERZOEK", sleutel), ("contact", wie, van, telefoon)
        if not telefoon:
            return "DK0004"
        collega = van == COORDINATOR or MELDERS[van] is GGD
        if wie != van and not (wie == COORDINATOR and collega):
            return "VIR-123"
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            return eerder
        self.nummers[van] = telefoon
        self.sleutels[plek] = Sleutel(inhoud, self.dag, self.moment)
        return self.dag
