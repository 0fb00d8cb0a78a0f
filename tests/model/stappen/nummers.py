"""Persons who get another number: given, corrected, coupled, told apart."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition

from ..begrippen import RISICO_WEG, WEG, Melding
from ..wereld import MELDERS, MENSEN, ONBEKEND, ONGELDIG, VRIJ, ZONDER
from .basis import KANS, MET_BSN, PLAATS, WIE, Basis, stap
from .melden import Meldend
from .verwijderen import Verwijderen

ZONDER_NUMMER = [naam for naam, mens in MENSEN.items() if not mens.keren]


class Nummers(Basis):
    """KoppelBsn, and what the register and the operator do with numbers."""

    @stap(naam=st.sampled_from(ZONDER_NUMMER))
    def het_register_kent_een_nummer_toe(self, naam: str) -> None:
        if self.model.register[naam].keren:
            return
        self.model.wijzig(naam, keren=1)
        self.echt.ken_toe(self.model.register[naam])
        self._hoort_het()

    @stap(naam=MET_BSN)
    def het_register_verbetert_een_nummer(self, naam: str) -> None:
        vrij = [nummer for nummer in VRIJ if not any(mens.bsn == nummer for mens in self.model.register.values())]
        if not vrij or not self.model.register[naam].keren:
            return
        oud = self.model.register[naam].bsn
        self.model.wijzig(naam, bsn=vrij[self.stappen % len(vrij)])
        self.echt.verbeter(oud, self.model.register[naam].bsn)
        self._hoort_het()

    @precondition(lambda self: any(not m.over.isdecimal() for m in self.model.meldingen))
    @stap(plaats=PLAATS, wat=KANS)
    def koppel_wie_een_nummer_kreeg(self, plaats: int, wat: int) -> None:
        """By the reporter who did it without, mostly with the number of who has the same name."""
        zonder = [m for m in self.model.meldingen if not m.over.isdecimal()]
        melding = self._kies([m for m in zonder if m in self.model.actief() and MELDERS[m.wie].met_bsn and wat != 1] or zonder, plaats)
        zo = [mens.bsn for mens in self.model.register.values() if mens.visn == melding.over.partition("#")[0] and mens.keren]
        nummer = self._kies(zo, plaats) if zo and wat else self.model.register["kees"].bsn
        self.doe_koppel(self._sleutel(), melding.wie, melding, nummer)

    @precondition(lambda self: self.model.meldingen)
    @stap(plaats=PLAATS, naam=st.sampled_from([*MENSEN, ONBEKEND, ONGELDIG]), vreemd=KANS, wie=WIE)
    def koppel_zomaar(self, plaats: int, naam: str, vreemd: int, wie: str) -> None:
        """Whoever, whatever melding, and whatever number: it is mostly refused."""
        melding = self._kies(self.model.meldingen, plaats)
        nummer = self.model.register[naam].bsn if naam in MENSEN else naam
        self.doe_koppel(self._sleutel(), wie if vreemd == 0 else melding.wie, melding, nummer)

    def doe_koppel(self, sleutel: str, wie: str, melding: Melding, nummer: str) -> None:
        verwacht = self.model.koppel(wie, melding, nummer, sleutel)
        self.gelijk(verwacht, self.echt.koppel(wie, melding.id, nummer, sleutel))

    @precondition(lambda self: any(not m.over.isdecimal() for m in self.model.meldingen))
    @stap(plaats=PLAATS, andere=PLAATS, bij=KANS)
    def onderscheid_een_tweeling(self, plaats: int, andere: int, bij: int) -> None:
        """A melding goes to the other of two, new or known; now and then it cannot be."""
        zonder = [m for m in self.model.meldingen if not m.over.isdecimal() and self.model.toestand(m) != WEG] or self.model.meldingen
        melding = self._kies(self.model.meldingen if bij == 5 else zonder, plaats)
        anderen = [m for m in zonder if m.over != melding.over] or zonder
        anders = self._kies(zonder if bij == 1 else anderen, andere) if bij in (1, 2, 3) else None
        gekregen = self.echt.onderscheid(melding.id, None if anders is None else anders.id)
        visn = melding.over.partition("#")[0]
        naar = "" if gekregen is None else f"{visn}#{gekregen.volgnummer}" if gekregen.volgnummer > 1 else visn
        leeft = {m.over for m in self.model.meldingen if self.model.toestand(m) != WEG}
        self.gelijk(False, anders is None and naar in leeft)
        verwacht = self.model.onderscheid(melding, anders, naar)
        self.gelijk(verwacht, gekregen and (gekregen.blijven, gekregen.ingetrokken, gekregen.nieuw))


MET_RECHT = st.sampled_from([wie for wie, plek in MELDERS.items() if plek.met_bsn])
TWEELING = st.sampled_from(["naamloos", "naamloos", "tweeling"])
GEZIN = st.sampled_from(["naamloos", "tweeling", "kees", "zus"])


class Tweelingen(Nummers, Verwijderen, Meldend):
    """Histories about two of whom the same is known, and the family that they turn out to have."""

    @initialize(wie=st.lists(st.tuples(WIE, TWEELING), min_size=1, max_size=4))
    def begin_zonder_nummer(self, wie: list[tuple[str, str]]) -> None:
        for een, naam in wie:
            self._meld(een, naam, self._sleutel(), ZONDER)

    @stap(wie=WIE, naam=TWEELING)
    def meld_zonder(self, wie: str, naam: str) -> None:
        self._meld(wie, naam, self._sleutel(), ZONDER)

    @stap(wie=WIE, naam=GEZIN)
    def meld_met_nummer(self, wie: str, naam: str) -> None:
        self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)

    @precondition(lambda self: not self.model.register["vluchteling"].keren)
    @stap(eerste=WIE, tweede=MET_RECHT, derde=WIE, weg=st.booleans())
    def een_vluchteling_krijgt_een_nummer(self, eerste: str, tweede: str, derde: str, weg: bool) -> None:
        """Nobody has his name: one reporter gives him his number, and what another reported, or had removed, is about him too."""
        for wie in (eerste, tweede):
            self._meld(wie, "vluchteling", self._sleutel(), ZONDER)
        zonder = {m.wie: m for m in self.model.actief() if m.over == self.model.register["vluchteling"].visn}
        if weg and eerste != tweede and eerste in zonder:
            self.doe_verwijder(self._sleutel(), eerste, zonder[eerste], RISICO_WEG)
        self.het_register_kent_een_nummer_toe(naam="vluchteling")
        if tweede in zonder:
            self.doe_koppel(self._sleutel(), tweede, zonder[tweede], self.model.register["vluchteling"].bsn)
        self._meld(derde, "vluchteling", self._sleutel(), MELDERS[derde].hoe)
