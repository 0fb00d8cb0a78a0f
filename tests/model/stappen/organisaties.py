"""Organisations that change while meldingen lie under them."""

from datetime import timedelta

from hypothesis import strategies as st

from ..wereld import EEN, GGD, INSTELLINGEN, MELDERS, TWEE, Instelling
from .basis import Basis, stap

PLEK = st.sampled_from(INSTELLINGEN)


class Organisaties(Basis):
    """Another name from today or a later day; there and back to another partner system, or to an instantie of its own."""

    @stap(plek=PLEK, dagen=st.sampled_from([0, 0, 1, 40]))
    def hernoem(self, plek: Instelling, dagen: int) -> None:
        """What is fetched from that day on shows it (R-184)."""
        naam, vanaf = f"Naam {self.stappen}", self.model.dag + timedelta(days=dagen)
        self.model.hernoem(plek, naam, vanaf)
        self.echt.hernoem(plek.id, naam, vanaf)

    @stap(plek=PLEK)
    def ga_over_en_terug(self, plek: Instelling) -> None:
        """While away only the other partner acts, for what was there too; back again nothing has changed (R-183)."""
        ander = TWEE if plek.oin == EEN else EEN
        wie = next(wie for wie, waar in MELDERS.items() if waar is plek)
        eigen = self.echt.bekijk(wie, plek.oin)
        self.echt.draag_over(plek.id, plek.oin, ander, self.model.dag)
        self.gelijk(("VIR-122", eigen), (self.echt.bekijk(wie, plek.oin), self.echt.bekijk(wie, ander)))
        self.echt.draag_over(plek.id, ander, plek.oin, self.model.dag)
        self.gelijk(eigen, self.echt.bekijk(wie, plek.oin))

    @stap(wie=st.sampled_from([wie for wie, plek in MELDERS.items() if plek is GGD]))
    def ga_uit_elkaar_en_weer_samen(self, wie: str) -> None:
        """Who goes along takes his meldingen, and brings them back (R-184)."""
        nieuw = f"deel-{self.stappen}"
        eigen = self.echt.bekijk(wie, GGD.oin)
        self.echt.splits(GGD.id, nieuw, (wie,))
        self.gelijk(("VIR-122", eigen), (self.echt.bekijk(wie, TWEE, nieuw), self.echt.bekijk(wie, GGD.oin, nieuw)))
        self.echt.voeg_samen(nieuw, GGD.id)
        self.gelijk(eigen, self.echt.bekijk(wie, GGD.oin))
