"""Reporting, by every way and with every key."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition

from ..begrippen import Gemeld
from ..uitvoering.berichten import aanduiding
from ..wereld import BEVRAGING, BSN, MELDERS, MENSEN, ONBEKEND, ONGELDIG, ZONDER, Mens
from .basis import BEGIN_MET, KANS, KIND, PLAATS, WIE, Basis, stap


class Meldend(Basis):
    """How somebody is reported, in any history."""

    def _meld(self, wie: str, naam: str, sleutel: str, hoe: str) -> None:
        verwacht = self.model.meld(wie, naam, sleutel, hoe)
        self._gemeld(verwacht, self.echt.meld(wie, aanduiding(self.model.register[naam], hoe, len(wie) % 2), sleutel))

    def _gemeld(self, verwacht: Any, gekregen: Any) -> None:
        if not isinstance(verwacht, Gemeld) or isinstance(gekregen, str):
            self.gelijk(verwacht, gekregen)
            return
        melding = verwacht.melding
        melding.id = melding.id or gekregen.melding_id
        self.gelijk(
            (melding.id, melding.moment, melding.einde, verwacht.reeds, verwacht.match, verwacht.historie),
            tuple(gekregen),
        )


class Gezin(Meldend):
    """Who are family, and nobody else."""

    @initialize(paren=BEGIN_MET)
    def begin(self, paren: list[tuple[str, str]]) -> None:
        """No history starts empty: something of a family is reported already."""
        for wie, naam in paren:
            self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)

    @stap(paren=BEGIN_MET)
    def meld_er_meer(self, paren: list[tuple[str, str]]) -> None:
        self.begin(paren)


class Melden(Gezin):
    """MeldJeugdige."""

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
        if self.model.brengt_niets_in(wie):
            return
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
            self._meld(bezet.inhoud[0], bezet.naam, sleutel, bezet.inhoud[1])

    @stap(wie=WIE, wat=st.lists(st.tuples(KIND, KANS, PLAATS), min_size=1, max_size=5))
    def meld_een_lijst(self, wie: str, wat: list[tuple[str, int, int]]) -> None:
        """Each on its own: one twice, one by a way that is not his, one with a key that was used before."""
        eerder = [(bezet.naam, sleutel) for (_, soort, sleutel), bezet in self.model.sleutels.items() if soort == "MELDING"]
        lijst: list[tuple[str, str, str]] = []
        for naam, anders, plaats in wat:
            if anders == 0 and lijst:
                lijst.append(lijst[-1])
            elif anders == 1 and eerder:
                lijst.append((*self._kies(eerder, plaats), MELDERS[wie].hoe))
            elif anders == 2 and MENSEN[naam].geboren % 100:
                lijst.append((naam, self._sleutel(), ZONDER))
            else:
                lijst.append((naam, self._sleutel(), MELDERS[wie].hoe))
        register = self.model.register
        gekregen = self.echt.meld_lijst(wie, [(aanduiding(register[naam], hoe, len(wie) % 2), sleutel) for naam, sleutel, hoe in lijst])
        if self.model.brengt_niets_in(wie) or isinstance(gekregen, str):
            self.gelijk("VIR-122" if self.model.brengt_niets_in(wie) else len(lijst), gekregen)
            return
        self.gelijk(len(lijst), len(gekregen))
        for (naam, sleutel, hoe), antwoord in zip(lijst, gekregen, strict=True):
            self._gemeld(self.model.meld(wie, naam, sleutel, hoe), antwoord)
