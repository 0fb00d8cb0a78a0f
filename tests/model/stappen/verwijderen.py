"""Removing, asking for historie, and asking the same again."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from ..begrippen import NIET_TERECHT, RISICO_WEG, Melding
from .basis import KANS, PLAATS, WIE, Basis, stap


class Verwijderen(Basis):
    """VerwijderMelding and HaalHistorieOp."""

    @precondition(lambda self: self.model.meldingen)
    @stap(plaats=PLAATS, reden=st.sampled_from([NIET_TERECHT, RISICO_WEG]), vreemd=KANS, wie=WIE)
    def verwijder(self, plaats: int, reden: str, vreemd: int, wie: str) -> None:
        melding = self._kies(self.model.meldingen, plaats)
        self._verwijder(wie if vreemd == 0 else melding.wie, melding, reden, self._sleutel())

    @precondition(lambda self: any(m.historie for m in self.model.meldingen))
    @stap(plaats=PLAATS, vreemd=KANS, wie=WIE)
    def haal_historie_op(self, plaats: int, vreemd: int, wie: str) -> None:
        aangeboden = [m for m in self.model.meldingen if m.historie]
        melding = self._kies(aangeboden if vreemd else self.model.meldingen, plaats)
        self._haal_historie(wie if vreemd == 1 else melding.wie, melding, self._sleutel())

    @precondition(lambda self: any(soort == "VERZOEK" for _, soort, _ in self.model.sleutels))
    @stap(plaats=PLAATS, anders=KANS)
    def verzoek_opnieuw(self, plaats: int, anders: int) -> None:
        """The same key again, mostly with the same content."""
        eerder = [(sleutel, bezet) for (_, soort, sleutel), bezet in self.model.sleutels.items() if soort == "VERZOEK"]
        sleutel, bezet = self._kies(eerder, plaats)
        wat, wie, melding, *reden = bezet.inhoud
        if anders == 0:
            melding = self._kies(self.model.meldingen, plaats)
        if wat == "historie" or anders == 1:
            self._haal_historie(wie, melding, sleutel)
        else:
            self._verwijder(wie, melding, reden[0], sleutel)

    def _haal_historie(self, wie: str, melding: Melding, sleutel: str) -> None:
        verwacht = self.model.haal_historie(wie, melding, sleutel)
        gekregen = self.echt.historie(wie, melding.id, sleutel)
        self.gelijk(verwacht if isinstance(verwacht, str) else self.contacten(verwacht), gekregen)

    def _verwijder(self, wie: str, melding: Melding, reden: str, sleutel: str) -> None:
        verwacht = self.model.verwijder(wie, melding, reden, sleutel)
        gekregen = self.echt.verwijder(wie, melding.id, reden, sleutel)
        self.gelijk(verwacht, gekregen if isinstance(gekregen, str) else (gekregen.verwijderd_op, gekregen.gearchiveerd_tot))
