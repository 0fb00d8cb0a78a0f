"""What the register says now (R-044, R-046, R-080, R-120..R-125)."""

from abc import abstractmethod
from collections import defaultdict
from dataclasses import replace

from ..begrippen import GEZIN, VERHUIZING, Melding
from ..kern import Kern
from ..wereld import Mens


class Register(Kern):
    """Who moved, became family, or died, and who hears of it."""

    def hoor(self, mens: Mens, als: str = "") -> None:
        """By his number, or as whom we keep under another.

        Who moved, and who became family, concerns everyone with an ACTIEF melding; what is lost ends silently.
        """
        hij = als or mens.bsn
        oud, nieuw = self.bekend.get(hij), self.gehouden(mens)
        self.bekend[hij] = nieuw
        over_hem = frozenset(m for m in self.actief() if m.over == hij)
        if oud is None or not over_hem:
            return
        oorzaak = object()
        elders = None not in (oud.adres, nieuw.adres) and oud.adres != nieuw.adres  # also on the day of an earlier move
        verhuisd = (oud.gemeente, oud.sinds) != (nieuw.gemeente, nieuw.sinds) or elders
        if verhuisd and not oud.opgeschort and not nieuw.opgeschort:
            for m in over_hem:
                self.leg(m.wie, VERHUIZING, m, frozenset(), oorzaak)
            for gemeente in self.regies(hij, over_hem) if oud.gemeente != nieuw.gemeente else ():
                self.leg(gemeente, VERHUIZING, None, over_hem, oorzaak)
        winnaars: set[Melding] = set()
        namen: dict[str, set[Melding]] = defaultdict(set)
        for over in {m.over for m in self.actief()} - {hij}:
            if not self.verwant(nieuw, self.bekend[over]) or self.verwant(oud, self.bekend[over]):
                continue
            paar = [x for x in self.actief() if x.over in (hij, over)]
            betrokken = {x for x in paar if any(self.past(GEZIN, x, y) for y in paar)}
            winnaars |= betrokken
            for gemeente in self.regies(hij, betrokken) | self.regies(over, betrokken):
                namen[gemeente] |= betrokken
        for m in winnaars:
            self.leg(m.wie, GEZIN, m, self.treffers(GEZIN, m), oorzaak)
        for gemeente, wie in namen.items():
            if wie:
                self.leg(gemeente, GEZIN, None, frozenset(wie), oorzaak)

    def gehouden(self, mens: Mens) -> Mens:
        """R-046, R-074, R-076: as much of him as the index keeps; under a law without match by address no house."""
        return mens.gehouden if self.wetten.op(self.dag).adresmatch else replace(mens.gehouden, adres=None)

    def verwerk_wijzigingen(self) -> None:
        """R-044, R-125: everybody of whom the register told something since; nothing while it is away."""
        if not self.register_werkt:
            return
        for bsn, nieuw in self.gewijzigd:
            mens = self.met_nummer(bsn)
            if (nieuw is not None and self.corrigeer(bsn, nieuw)) or mens is None:
                continue
            if mens.dood:
                self.overlijdensbericht(bsn)
            elif bsn in self.bekend:
                self.hoor(mens)
        self.gewijzigd.clear()

    # The world changes

    @abstractmethod
    def corrigeer(self, oud: str, nieuw: str) -> bool:
        """R-034: whoever had the one number has the other; whether anything was kept under it. In ``nummers``."""

    def overlijdensbericht(self, bsn: str) -> None:
        """R-044: meldingen and archive go; what rested on them is INGETROKKEN in place."""
        for m in self.meldingen:
            if m.over == bsn and not m.vernietigd:
                m.vernietigd = self.moment

    def wijzig(self, naam: str, **wat: object) -> None:
        oud = self.register[naam].bsn
        self.register[naam] = replace(self.register[naam], **wat)  # type: ignore[arg-type]
        nieuw = self.register[naam].bsn
        self.gewijzigd.append((oud, None if nieuw == oud else nieuw))
