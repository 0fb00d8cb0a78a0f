"""Reporting, by every way and with every key."""

from dataclasses import astuple

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition

from ..begrippen import Gemeld
from ..uitvoering.berichten import aanduiding
from ..wereld import BEVRAGING, BSN, MELDERS, MENSEN, ONBEKEND, ONGELDIG, ZONDER, Mens
from .basis import BEGIN_MET, KANS, KIND, PLAATS, WIE, Basis, stap


class Melden(Basis):
    """MeldJeugdige."""

    @initialize(paren=BEGIN_MET)
    def begin(self, paren: list[tuple[str, str]]) -> None:
        """No history starts empty: something of a family is reported already."""
        for wie, naam in paren:
            self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)

    @stap(paren=BEGIN_MET)
    def meld_er_meer(self, paren: list[tuple[str, str]]) -> None:
        self.begin(paren)

    @stap(wie=WIE, naam=KIND)
    def meld(self, wie: str, naam: str) -> None:
        self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)

    @stap(wie=WIE, naam=KIND, hoe=st.sampled_from([BSN, BEVRAGING, ZONDER]))
    def meld_langs_een_andere_weg(self, wie: str, naam: str, hoe: str) -> None:
        """But for a birth date that is not known in full, which cannot be sent (R-029)."""
        if hoe != ZONDER or MENSEN[naam].geboren % 100:
            self._meld(wie, naam, self._sleutel(), hoe)

    @stap(wie=WIE, naam=st.sampled_from(["naamloos", "naamloos", "tweeling", "vluchteling"]))
    def meld_zonder_bsn(self, wie: str, naam: str) -> None:
        self._meld(wie, naam, self._sleutel(), ZONDER)

    @stap(wie=WIE, nummer=st.sampled_from([ONBEKEND, ONGELDIG]))
    def meld_niemand(self, wie: str, nummer: str) -> None:
        code = "VIR-101" if nummer == ONGELDIG else "VIR-102" if self.model.register_werkt else "VIR-190"
        gekregen = self.echt.meld(wie, aanduiding(Mens("niemand", nummer, 20150101), BSN), self._sleutel())
        self.gelijk(code if MELDERS[wie].met_bsn else "VIR-105", gekregen)

    @precondition(lambda self: self.model.sleutels)
    @stap(plaats=PLAATS, anders=KANS, wie=WIE, naam=KIND)
    def meld_opnieuw(self, plaats: int, anders: int, wie: str, naam: str) -> None:
        """A business key that was used before, mostly with the same content."""
        (_, soort, sleutel), bezet = self._kies(list(self.model.sleutels.items()), plaats)
        if soort != "MELDING" or anders == 0:
            self._meld(wie, naam, sleutel, MELDERS[wie].hoe)
        else:
            self._meld(*bezet.inhoud[:2], sleutel, bezet.inhoud[2])

    def _meld(self, wie: str, naam: str, sleutel: str, hoe: str) -> None:
        verwacht = self.model.meld(wie, naam, sleutel, hoe)
        gekregen = self.echt.meld(wie, aanduiding(self.model.register[naam], hoe, len(wie) % 2), sleutel)
        if not isinstance(verwacht, Gemeld) or isinstance(gekregen, str):
            self.gelijk(verwacht, gekregen)
            return
        melding = verwacht.melding
        melding.id = melding.id or gekregen.melding_id
        self.gelijk(
            (melding.id, melding.moment, melding.einde, verwacht.reeds, verwacht.match, verwacht.historie),
            astuple(gekregen),
        )
