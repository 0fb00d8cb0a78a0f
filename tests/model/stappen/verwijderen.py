"""Removing, and asking for historie."""

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
        self.doe_verwijder(self._sleutel(), wie if vreemd == 0 else melding.wie, melding, reden)

    @precondition(lambda self: any(m.historie for m in self.model.meldingen))
    @stap(plaats=PLAATS, vreemd=KANS, wie=WIE)
    def haal_historie_op(self, plaats: int, vreemd: int, wie: str) -> None:
        aangeboden = [m for m in self.model.meldingen if m.historie]
        melding = self._kies(aangeboden if vreemd else self.model.meldingen, plaats)
        self.doe_historie(self._sleutel(), wie if vreemd == 1 else melding.wie, melding)

    def doe_historie(self, sleutel: str, wie: str, melding: Melding) -> None:
        verwacht = self.model.haal_historie(wie, melding, sleutel)
        gekregen = self.echt.historie(wie, melding.id, sleutel)
        self.gelijk(verwacht if isinstance(verwacht, str) else self.contacten(verwacht), gekregen)

    def doe_verwijder(self, sleutel: str, wie: str, melding: Melding, reden: str) -> None:
        verwacht = self.model.verwijder(wie, melding, reden, sleutel)
        gekregen = self.echt.verwijder(wie, melding.id, reden, sleutel)
        self.gelijk(verwacht, gekregen if isinstance(gekregen, str) else (gekregen.verwijderd_op, gekregen.gearchiveerd_tot))
