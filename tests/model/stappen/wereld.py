"""The world goes on: the clock, the process, maintenance, and what the register hears."""

from datetime import UTC, timedelta
from typing import Any

from hypothesis import strategies as st

from ..wereld import MELDERS, MENSEN
from .basis import ADRES, KANS, KIND, MET_BSN, PLAATS, Basis, stap


class Wereld(Basis):
    """What nobody asked for."""

    @stap(plaats=PLAATS, rond=st.sampled_from([-1, 0, 0, 1]))
    def de_klok_naar_een_grens(self, plaats: int, rond: int) -> None:
        """Just before, at, or just after a moment at which something changes."""
        self._zet_klok(self._kies(self.model.grenzen()[:12], plaats) + timedelta(minutes=rond))

    @stap(uren=st.sampled_from([1, 13, 24 * 29]))
    def de_klok_verder(self, uren: int) -> None:
        self._zet_klok(self.model.moment + timedelta(hours=uren))

    def _zet_klok(self, moment: Any) -> None:
        self.model.moment = self.echt.klok.moment = max(moment.astimezone(UTC), self.model.moment)

    @stap()
    def herstart(self) -> None:
        self.echt.herstart_proces()

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

    @stap()
    def onderhoud(self) -> None:
        """Nobody sees whether it ran (R-045), but that it hears of changes and warns before anybody asks."""
        if self.model.register_werkt:
            self.model.verwerk_wijzigingen()
            self.model.waarschuw(*MELDERS)
            self.echt.onderhoud()

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
            self.model.overlijdensbericht(naam)
            self.echt.overlijdensbericht(self.model.register[naam].bsn)

    def _wijzig(self, naam: str, **wat: object) -> None:
        """Every second time the index hears of it at once."""
        self.model.wijzig(naam, **wat)
        self.echt.wijzig(self.model.register[naam])
        if self.stappen % 2:
            self.model.verwerk_wijzigingen()
            self.echt.verwerk_wijzigingen()
