"""MeldJeugdige and MeldJeugdigen (domein.md 5.2, 5.3, 5.6; keuzes.md 2, 10, 12)."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from ..begrippen import GEZIN, ZELFDE, Gemeld, Melding, Sleutel, maanden_later
from ..wereld import BEVRAGING, BSN, MELDERS, ZONDER, Mens
from .historie import Historie
from .register import Register


class Melden(Historie, Register):
    """Who is meant, whether he may be reported, and who hears of it."""

    def weigering(self, mens: Mens) -> str | None:
        """By number (R-022, R-032, R-040, R-044; keuzes.md 2, 12)."""
        if mens.keren != 1 or mens.opgeschort:
            return "VIR-102"
        if mens.dood:
            return "VIR-112"
        if mens.geboren == 0 or mens.geboren > int(f"{self.dag:%Y%m%d}"):
            return "VIR-111"
        return "VIR-110" if self.wetten.is_te_oud(mens.geboren, self.dag) else None

    def wijs_aan(self, wie: str, naam: str, hoe: str) -> Mens | str:
        """Whom he means, or why not (R-020..R-032; the order of keuzes.md 2)."""
        mens, vandaag = self.register[naam], int(f"{self.dag:%Y%m%d}")
        if hoe != ZONDER and (hoe == BSN) is not MELDERS[wie].met_bsn:
            return "VIR-105"
        if hoe != BSN and mens.geboren > vandaag:
            return "VIR-111"
        if not self.register_werkt:
            return "VIR-190"
        if hoe == ZONDER:
            if any(iemand.keren and iemand.visn == mens.visn for iemand in self.register.values()):
                return "VIR-106"
            return "VIR-110" if self.wetten.is_te_oud(mens.geboren, self.dag) else mens.zonder_nummer
        if hoe == BEVRAGING:
            return self._met_deze_naam(mens) or "VIR-103"
        return self.weigering(mens) or mens

    def _met_deze_naam(self, gezocht: Mens) -> Mens | None:
        """R-025, keuzes.md 12: the only one who can be reported, if he has a number."""
        if gezocht.geboren % 100 == 0:
            return None  # nobody can name a date that the register has not
        gevonden = [wie for wie in self.register.values() if wie.visn == gezocht.visn for _ in range(max(wie.keren, 1))]
        passend = [wie for wie in gevonden if not self.weigering(replace(wie, keren=1))]
        return passend[0] if len(passend) == 1 and passend[0].keren else None

    def meld(self, wie: str, naam: str, sleutel: str, hoe: str) -> Gemeld | str:
        """Report someone by number, by a question to the register, or as someone without a number."""
        plek, inhoud = (self.langs(wie), "MELDING", sleutel), (wie, hoe, self.register[naam].gestuurd(hoe))
        if self.brengt_niets_in(wie):
            return "VIR-122"
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            if isinstance(eerder, Gemeld) and eerder.historie:  # keuzes.md 28: only while it can be fetched
                return replace(eerder, historie=bool(self.te_halen(eerder.melding)))
            return eerder
        mens = self.wijs_aan(wie, naam, hoe)
        if isinstance(mens, str):
            return mens
        self.hoor(mens)
        gemeld = self._reeds(wie, mens.bsn) or self._nieuw(wie, mens.bsn, sleutel)
        self.sleutels[plek] = Sleutel(inhoud, gemeld, self.moment, gemeld.melding, naam)
        return gemeld

    def _reeds(self, wie: str, over: str) -> Gemeld | None:
        """R-071: nothing new while his own melding lives."""
        for m in sorted(filter(self.loopt, self.meldingen), key=lambda m: (m.moment, m.id)):
            if (m.wie, m.over) == (wie, over):
                match = bool(self.treffers(ZELFDE, m) | self.treffers(GEZIN, m))
                return Gemeld(m, True, match, bool(self.te_halen(m)))
        return None

    def _nieuw(self, wie: str, over: str, sleutel: str) -> Gemeld:
        """R-055, R-060, R-090, R-097, R-104."""
        m = Melding(wie, over, self.moment, self.verwijderdatum(wie, self.dag), sleutel=sleutel)
        m.historie = frozenset(x for x in self.meldingen if x.over == over and x.wie != wie and self.te_bieden(x))
        self.meldingen.append(m)
        return Gemeld(m, False, self.vertel_match(m, m), bool(m.historie))

    def verwijderdatum(self, wie: str, dag: date) -> date:
        """R-060: by the profile of his organisation, and no longer than the law of the day of the melding allows."""
        return maanden_later(dag, min(MELDERS[wie].maanden, self.wetten.op(dag).melding_maanden))

    def vertel_match(self, m: Melding, aanleiding: object) -> bool:
        """R-090, R-097: a melding that is new, or no longer blocked; whether it matches."""
        geraakt = {soort: self.treffers(soort, m) for soort in (ZELFDE, GEZIN)}
        for soort, anderen in geraakt.items():
            for eigen in (*anderen, m) if anderen else ():
                self.leg(eigen.wie, soort, eigen, self.treffers(soort, eigen), aanleiding)
        for gemeente, namen in self._gemeenten(m, geraakt[ZELFDE], geraakt[GEZIN]).items():
            self.leg(*gemeente, None, frozenset(namen), aanleiding)
        return any(geraakt.values())

    def _gemeenten(self, m: Melding, zelfde: frozenset[Melding], gezin: frozenset[Melding]) -> dict[tuple[str, str], set[Melding]]:
        """R-097: per gemeente and kind of match, who takes part in a match of one of its jeugdigen."""
        namen: dict[tuple[str, str], set[Melding]] = defaultdict(set)
        if zelfde:
            namen[self.regie(m.over, m), ZELFDE] |= zelfde | {m}
        for ander in {x.over for x in gezin}:
            paar = [x for x in self.actief() if x.over in (m.over, ander)]
            betrokken = {x for x in paar if any(self.past(GEZIN, x, y) for y in paar)}
            for over in (m.over, ander):
                namen[self.regie(over, m), GEZIN] |= betrokken
        return namen
