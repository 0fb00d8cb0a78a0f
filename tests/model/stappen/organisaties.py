"""Organisations and partner systems that change while meldingen lie under them."""

from datetime import timedelta

from hypothesis import strategies as st

from ..wereld import EEN, GGD, INSTELLINGEN, MELDERS, TWEE, Instelling
from .basis import KANS, PLAATS, WIE, stap
from .grenzen import ROND
from .melden import Meldend

PLEK = st.sampled_from(INSTELLINGEN)
OIN = st.sampled_from([EEN, TWEE])


class Organisaties(Meldend):
    """Another name or partner system, from today or a later day; an instantie of its own and back; a partner that may do less."""

    @stap(plek=PLEK, dagen=st.sampled_from([0, 0, 1, 40]))
    def hernoem(self, plek: Instelling, dagen: int) -> None:
        """What is fetched from that day on shows it (R-184)."""
        naam, vanaf = f"Naam {self.stappen}", self.model.dag + timedelta(days=dagen)
        self.model.hernoem(plek, naam, vanaf)
        self.echt.hernoem(plek.id, naam, vanaf)

    @stap(plek=PLEK, dagen=st.sampled_from([0, 0, 1, 7, 40]))
    def draag_over(self, plek: Instelling, dagen: int) -> None:
        """From 00:00 of that day only the other partner acts, for what was there too (R-183)."""
        vanaf = self.model.dag + timedelta(days=dagen)
        if (wissel := self.model.draag_over(plek, vanaf)) is not None:
            self.echt.draag_over(plek.id, *wissel, vanaf)
        self.wie_ziet_hem(wie=next(wie for wie, waar in MELDERS.items() if waar is plek))

    @stap(wie=WIE)
    def wie_ziet_hem(self, wie: str) -> None:
        """One of the two acts for him today."""
        for oin in (EEN, TWEE):
            self.gelijk(self.model.ziet(wie, oin), self.echt.bekijk(wie, oin))

    @stap(wie=st.sampled_from([wie for wie, plek in MELDERS.items() if plek is GGD]))
    def ga_uit_elkaar_en_weer_samen(self, wie: str) -> None:
        """Who goes along takes his meldingen, and brings them back (R-184)."""
        nieuw, langs = f"deel-{self.stappen}", self.model.langs(wie)
        eigen = self.echt.bekijk(wie, langs)
        self.echt.splits(GGD.id, nieuw, (wie,))
        ander = TWEE if langs == EEN else EEN
        self.gelijk(("VIR-122", eigen), (self.echt.bekijk(wie, ander, nieuw), self.echt.bekijk(wie, langs, nieuw)))
        self.echt.voeg_samen(nieuw, GGD.id)
        self.gelijk(eigen, self.echt.bekijk(wie, langs))

    @stap(oin=OIN, wie=WIE, naam=st.sampled_from(["kees", "zus", "naamloos"]), plaats=PLAATS)
    def een_partner_opgeschort_en_weer_actief(self, oin: str, wie: str, naam: str, plaats: int) -> None:
        """Meanwhile his reporters read, acknowledge and withdraw, and bring in nothing new (R-006)."""
        self._schort_op(oin)
        self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)
        dicht = [m for m in self.model.meldingen if self.model.brengt_niets_in(m.wie)]
        if dicht:
            melding = self._kies(dicht, plaats)
            self.gelijk("VIR-122", self.echt.koppel(melding.wie, melding.id, self.model.register["kees"].bsn, self._sleutel()))
        self.wie_ziet_hem(wie=wie)
        self._hervat(oin)

    @stap(oin=OIN)
    def een_partner_geblokkeerd_en_weer_actief(self, oin: str) -> None:
        """Whoever is at the door meanwhile is not known (R-006); afterwards everything is as it was."""
        self.echt.zet_partner(oin, "GEBLOKKEERD")
        self.gelijk(False, self.echt.kent_partner(oin))
        self._hervat(oin)
        self.gelijk(True, self.echt.kent_partner(oin))

    def _schort_op(self, oin: str) -> None:
        self.model.opgeschort.add(oin)
        self.echt.zet_partner(oin, "OPGESCHORT")

    def _hervat(self, oin: str) -> None:
        self.model.opgeschort.discard(oin)
        self.echt.zet_partner(oin, "ACTIEF")


class Overgang(Organisaties):
    """Histories about partner systems that come and go."""

    @stap(oin=OIN, kans=KANS)
    def een_partner_blijft_opgeschort(self, oin: str, kans: int) -> None:
        """Until it is active again, which is soon."""
        if oin in self.model.opgeschort or kans:
            self._hervat(oin)
        else:
            self._schort_op(oin)

    @stap(rond=ROND)
    def naar_een_overgang(self, rond: timedelta) -> None:
        """The last minute before a transfer that is planned, the first of it, or a day later; and who may see what then."""
        komt = [dag for gaat in self.model.overgangen.values() for dag in gaat if dag > self.model.dag]
        if komt:
            self._zet_klok(self.model.begin(min(komt)) + rond)
        for wie in MELDERS:
            self.wie_ziet_hem(wie=wie)
