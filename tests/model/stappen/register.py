"""What the register hears, when the index hears of it, and when it does not answer."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from ..begrippen import ARCHIEF, RISICO_WEG
from ..wereld import MENSEN
from .basis import ADRES, KANS, KIND, MET_BSN, PLAATS, Basis, stap
from .verwijderen import Verwijderen


class Register(Basis):
    """Moves, parents, departures, deaths, and addresses that do not count."""

    @stap()
    def het_register_valt_uit_of_komt_terug(self) -> None:
        self.model.register_werkt = not self.model.register_werkt
        if self.model.register_werkt:
            self.echt.register_terug()
        else:
            self.echt.register_weg()

    @stap()
    def verwerk_wijzigingen(self) -> None:
        self.model.verwerk_wijzigingen()
        self.echt.verwerk_wijzigingen()

    @stap(adres=st.sampled_from([1, 2, 3]), dagen=st.sampled_from([0, 1, 40]))
    def sluit_een_adres_uit(self, adres: int, dagen: int) -> None:
        vanaf = self.model.dag
        self.model.uitgesloten[adres, vanaf] = vanaf + timedelta(days=dagen)
        self.echt.sluit_uit(adres, vanaf, vanaf + timedelta(days=dagen))

    @stap(naam=MET_BSN, andere=KIND)
    def andere_ouders(self, naam: str, andere: str) -> None:
        """Recognition or adoption: from now on he has the parents of another."""
        self._wijzig(naam, ouders=MENSEN[andere].ouders)

    @stap(naam=MET_BSN, gemeente=st.sampled_from(["0363", "0599", "0518", None]), adres=ADRES, brief=st.booleans())
    def verhuis(self, naam: str, gemeente: str | None, adres: int | None, brief: bool) -> None:
        sinds = int(f"{self.model.dag:%Y%m%d}")
        self._wijzig(naam, gemeente=gemeente, adres=adres, brief=brief, sinds=sinds)

    @stap(naam=MET_BSN)
    def emigratie_en_terug(self, naam: str) -> None:
        self._wijzig(naam, opgeschort=not self.model.register[naam].opgeschort)

    @stap(naam=MET_BSN, bericht=KANS)
    def overlijden(self, naam: str, bericht: int) -> None:
        """With its notice at once, or when changes are processed."""
        if naam in ("kees", "zus") and bericht < 4:
            return
        self._wijzig(naam, dood=True)
        if bericht % 2:
            self.model.overlijdensbericht(self.model.register[naam].bsn)
            self.echt.overlijdensbericht(self.model.register[naam].bsn)


class Overledenen(Register, Verwijderen):
    """Deaths of whom nothing but the archive tells."""

    @precondition(lambda self: any(self.model.toestand(m) == ARCHIEF for m in self.model.meldingen))
    @stap(plaats=PLAATS, kans=KANS)
    def wie_in_het_archief_staat_overlijdt(self, plaats: int, kans: int) -> None:
        """His notice comes at once, and then the reporter asks for what he had removed."""
        namen = {mens.bsn: naam for naam, mens in self.model.register.items() if mens.keren and not mens.dood}
        archief = [m for m in self.model.meldingen if self.model.toestand(m) == ARCHIEF and m.over in namen]
        if archief and kans == 0:
            melding = self._kies(archief, plaats)
            self.overlijden(naam=namen[melding.over], bericht=5)
            self.doe_verwijder(self._sleutel(), melding.wie, melding, RISICO_WEG)
