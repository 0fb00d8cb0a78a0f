"""Asking the same again."""

from hypothesis.stateful import precondition

from ..begrippen import Melding
from ..wereld import MELDERS
from .basis import KANS, PLAATS, Basis, stap


class Opnieuw(Basis):
    """A partnerVerzoekId that was used before; what was asked with it is the method ``doe_...`` of another part."""

    @precondition(lambda self: any(soort == "VERZOEK" for _, soort, _ in self.model.sleutels))
    @stap(plaats=PLAATS, anders=KANS)
    def verzoek_opnieuw(self, plaats: int, anders: int) -> None:
        """Mostly with the same content."""
        eerder = [(sleutel, bezet) for (_, soort, sleutel), bezet in self.model.sleutels.items() if soort == "VERZOEK"]
        sleutel, bezet = self._kies(eerder, plaats)
        wat, wie, *inhoud = bezet.inhoud
        if isinstance(inhoud[0], Melding):
            if anders == 0:
                inhoud[0] = self._kies(self.model.meldingen, plaats)
            if anders == 1 and wie in MELDERS:
                wat, inhoud = "historie", inhoud[:1]
        getattr(self, f"doe_{wat}")(sleutel, wie, *inhoud)
