"""Persons who get another number: KoppelBsn, a corrected BSN, twins told apart (R-030, R-031, R-034; keuzes.md 14)."""

from collections import defaultdict

from ..begrippen import ARCHIEF, GEZIN, INGETROKKEN, WEG, ZELFDE, Melding, Signaal, Sleutel
from ..wereld import MELDERS, ONGELDIG, REGIE, Mens
from .register import Register

Gezien = dict[Melding, set[tuple[str, str]]]


class Nummers(Register):
    """Meldingen that turn out to be about somebody else than was thought."""

    # KoppelBsn

    def koppel(self, wie: str, m: Melding, bsn: str, sleutel: str) -> bool | str:
        """Whether it matches now."""
        plek, inhoud = (self.langs(wie), "VERZOEK", sleutel), ("koppel", wie, m, bsn)
        if self.brengt_niets_in(wie):
            return "VIR-122"
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            return eerder
        mens = self._te_koppelen(wie, m, bsn)
        if isinstance(mens, str):
            return mens
        if m.over != bsn:
            zo = sum(max(iemand.keren, 1) for iemand in self.register.values() if iemand.visn == mens.visn)
            weg = [x for x in self.meldingen if x.over == m.over and (zo == 1 or x.wie == wie)]
            self.verhang(m.over, weg, mens)
        match = bool(self.treffers(ZELFDE, m) | self.treffers(GEZIN, m))
        self.sleutels[plek] = Sleutel(inhoud, match, self.moment)
        return match

    def _te_koppelen(self, wie: str, m: Melding, bsn: str) -> Mens | str:
        """In the order of keuzes.md 2; that it is somebody else comes before his age and death."""
        if m.wie != wie or not self.loopt(m):
            return "VIR-131" if m.wie == wie and self.toestand(m) == ARCHIEF else "VIR-130"
        if not MELDERS[wie].met_bsn:
            return "VIR-105"
        if bsn == ONGELDIG:
            return "VIR-101"
        if not self.register_werkt:
            return "VIR-190"
        mens = self.met_nummer(bsn)
        if mens is None or mens.opgeschort:
            return "VIR-102"
        if m.over != bsn and m.over.partition("#")[0] != mens.visn:
            return "VIR-103"
        if mens.dood:
            return "VIR-112"
        return "VIR-110" if self.wetten.is_te_oud(mens.geboren, self.dag) else mens

    # A corrected number

    def corrigeer(self, oud: str, nieuw: str) -> bool:
        """Whether anything was kept under the old number and the register bears the new one out."""
        mens = self.met_nummer(nieuw)
        weg = [m for m in self.meldingen if m.over == oud and self.toestand(m) != WEG]
        if mens is None or not weg:
            return False
        if mens.dood:
            for bsn in (oud, nieuw):
                self.overlijdensbericht(bsn)
            return True
        self.hoor(mens, als=oud)
        self.verhang(oud, weg, mens)
        return True

    # Twins

    def onderscheid(self, m: Melding, bij: Melding | None, naar: str) -> tuple[int, int, int] | None:
        """How many stay, how many hear that a match was none, how many gain one; None when it cannot be. ``naar`` is free to choose."""
        visn = m.over.partition("#")[0]
        if self.toestand(m) == WEG or m.over.isdecimal():
            return None
        if bij is not None:
            if self.toestand(bij) == WEG or bij.over.partition("#")[0] != visn or bij.over == m.over:
                return None
            naar = bij.over
        van, voor = m.over, sum(map(len, self.bussen.values()))
        berichten = self.verhang(van, [m], self.bekend[van], naar)
        blijven = sum(x.over == van and self.toestand(x) != WEG for x in self.meldingen)
        return blijven, berichten, sum(map(len, self.bussen.values())) - voor - berichten

    # All three

    def verhang(self, van: str, weg: list[Melding], mens: Mens, naar: str = "") -> int:
        """These are about ``mens`` from now on; gives how many are told that a match was none."""
        naar = naar or mens.bsn
        self.hoor(mens, als=naar)
        blijft = [x for x in self.meldingen if x.over == van and x not in weg and self.toestand(x) != WEG]
        voor = {soort: self._gezien(soort, weg, naar) for soort in (ZELFDE, GEZIN)}
        berichten = self._scheid(weg) if blijft else 0
        for m in weg:
            m.over = naar
        oorzaak = object()
        for soort, gezien in voor.items():
            self._vertel(soort, gezien, oorzaak)
        return berichten

    def _gezien(self, soort: str, weg: list[Melding], naar: str) -> Gezien:
        """Per melding whom it matches already, and about whom these will be."""
        return {m: {(x.wie, naar if x in weg else x.over) for x in self.treffers(soort, m)} for m in self.actief()}

    def _vertel(self, soort: str, voor: Gezien, oorzaak: object) -> None:
        """R-090, R-097: who gains a match, and the gemeente of each of whom that is."""
        nieuw = {m: {x for x in self.treffers(soort, m) if (x.wie, x.over) not in voor[m]} for m in self.actief()}
        winnaars = {m for m, bij in nieuw.items() if bij}
        for m in winnaars:
            self.leg(m.wie, soort, m, self.treffers(soort, m), oorzaak)
        namen: dict[str, set[Melding]] = defaultdict(set)
        for paar in {frozenset((m.over, x.over)) for m in winnaars for x in nieuw[m]}:
            betrokken = {m for m in self.actief() if m.over in paar and any(x.over in paar for x in self.treffers(soort, m))}
            for over in paar:
                for gemeente in self.regies(over, betrokken):
                    namen[gemeente] |= betrokken
        for gemeente, wie in namen.items():
            self.leg(gemeente, soort, None, frozenset(wie), oorzaak)

    def _scheid(self, weg: list[Melding]) -> int:
        """R-031, R-095: what was told of them no longer holds; who fetched it and would not look again is told so."""
        berichten = []
        for bus in self.bussen.values():
            for s in bus:
                if s.eigen not in weg and not s.contacten & set(weg):
                    continue
                zag = bool(self.zichtbaar(s))
                over = frozenset(m for m in s.contacten - set(weg) if self.toestand(m) != WEG)
                s.contacten = frozenset() if s.eigen in weg or len(over - s.stil) < (2 if s.bus in REGIE else 1) else over
                if zag and s.opgehaald and not self.zichtbaar(s):
                    berichten.append(s)
        for s in berichten:
            self.bussen[s.bus].append(Signaal(s.bus, len(self.bussen[s.bus]) + 1, INGETROKKEN, self.moment, betreft=s))
        return len(berichten)
