"""The reference model: the Jeugdwet as domein.md 5 and keuzes.md read it, in sets and dates, for one index.

Written apart from ``domain.regels`` and from the operations, and importing nothing of the product: where the two disagree, one misreads
the sources. Answers are what a caller sees; a refusal is its code.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from .begrippen import (
    AANBOD,
    ACTIEF,
    AMSTERDAM,
    ARCHIEF,
    ETMAAL,
    GEZIN,
    INGETROKKEN,
    RISICO_WEG,
    VERHUIZING,
    ZELFDE,
    Gemeld,
    Melding,
    Signaal,
    Sleutel,
    is_23,
    maanden_later,
)
from .kern import Kern
from .wereld import BEVRAGING, BSN, MELDERS, ZONDER, Mens


class Model(Kern):
    """The operations, one after another on one clock."""

    # MeldJeugdige

    def weigering(self, mens: Mens) -> str | None:
        """By number (R-022, R-032, R-040, R-044; keuzes.md 2, 12)."""
        if mens.keren != 1 or mens.opgeschort:
            return "VIR-102"
        if mens.dood:
            return "VIR-112"
        if mens.geboren == 0 or mens.geboren > int(f"{self.dag:%Y%m%d}"):
            return "VIR-111"
        return "VIR-110" if is_23(mens.geboren, self.dag) else None

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
            if mens.keren:
                return "VIR-106"
            return "VIR-110" if is_23(mens.geboren, self.dag) else replace(mens, bsn=mens.visn, ouders=frozenset(), gemeente=None)
        if fout := self.weigering(mens):
            return fout if hoe == BSN else "VIR-103"
        if hoe == BEVRAGING and mens.geboren % 100 == 0:
            return "VIR-103"  # nobody can name a date that the register has not
        return mens

    def meld(self, wie: str, naam: str, sleutel: str, hoe: str) -> Gemeld | str:
        """Report someone by number, by a question to the register, or as someone without a number."""
        plek, inhoud = (MELDERS[wie].oin, "MELDING", sleutel), (wie, naam, hoe)
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            if isinstance(eerder, Gemeld) and eerder.historie:  # keuzes.md 28: only while it can be fetched
                return replace(eerder, historie=bool(self.te_halen(eerder.melding)))
            return eerder
        mens = self.wijs_aan(wie, naam, hoe)
        if isinstance(mens, str):
            return mens
        self.hoor(mens)
        gemeld = self._reeds(wie, mens.bsn) or self._nieuw(wie, mens.bsn, sleutel)
        self.sleutels[plek] = Sleutel(inhoud, gemeld, self.moment, gemeld.melding)
        return gemeld

    def _reeds(self, wie: str, over: str) -> Gemeld | None:
        """R-071: nothing new while his own melding lives."""
        for m in self.actief():
            if (m.wie, m.over) == (wie, over):
                match = bool(self.treffers(ZELFDE, m) | self.treffers(GEZIN, m))
                return Gemeld(m, True, match, bool(self.te_halen(m)))
        return None

    def _nieuw(self, wie: str, over: str, sleutel: str) -> Gemeld:
        """R-055, R-060, R-090, R-097, R-104."""
        m = Melding(wie, over, self.moment, maanden_later(self.dag, MELDERS[wie].maanden), sleutel=sleutel)
        m.historie = frozenset(x for x in self.meldingen if x.over == over and x.wie != wie and self.toestand(x) == ARCHIEF)
        self.meldingen.append(m)
        geraakt = {soort: self.treffers(soort, m) for soort in (ZELFDE, GEZIN)}
        for soort, anderen in geraakt.items():
            for eigen in (*anderen, m) if anderen else ():
                self.leg(eigen.wie, soort, eigen, self.treffers(soort, eigen), m)
        for gemeente, namen in self._gemeenten(m, geraakt[ZELFDE], geraakt[GEZIN]).items():
            self.leg(*gemeente, None, frozenset(namen), m)
        return Gemeld(m, False, any(geraakt.values()), bool(m.historie))

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

    # VerwijderMelding (R-095, R-100, R-101; keuzes.md 19, 22, 29)

    def verwijder(self, wie: str, m: Melding, reden: str, sleutel: str) -> tuple[date, date | None] | str:
        plek, inhoud = (MELDERS[wie].oin, "VERZOEK", sleutel), ("verwijder", wie, m, reden)
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            return eerder
        toestand = self.toestand(m)
        if m.wie != wie or toestand != ACTIEF:
            return "VIR-131" if m.wie == wie and toestand == ARCHIEF else "VIR-130"
        if reden == RISICO_WEG:
            m.verwijderd, tot = self.dag, maanden_later(self.dag, 60)
        else:
            self._trek_in(m)
            tot = None
        self.sleutels[plek] = Sleutel(inhoud, (self.dag, tot), self.moment)
        return self.dag, tot

    def _trek_in(self, m: Melding) -> None:
        """Who would not see by himself that a contact is gone is told so."""
        vlug = self.moment - m.moment < ETMAAL
        for bus in self.bussen.values():
            for s in tuple(bus):
                zichtbaar = self.zichtbaar(s)
                if s.bus == m.wie or m not in zichtbaar:
                    continue
                if vlug if len(zichtbaar) > 1 else s.opgehaald:
                    bus.append(Signaal(s.bus, len(bus) + 1, INGETROKKEN, self.moment, betreft=s))
        m.vernietigd = self.moment

    # HaalHistorieOp (R-104..R-108; keuzes.md 1, 28)

    def te_halen(self, m: Melding) -> frozenset[Melding]:
        """What is left today of the offer that came with a melding."""
        tot = m.moment.astimezone(AMSTERDAM).date() + AANBOD
        if self.toestand(m) != ACTIEF or m.historie_opgehaald or self.dag >= tot:
            return frozenset()
        return frozenset(x for x in m.historie if self.toestand(x) == ARCHIEF)

    def haal_historie(self, wie: str, m: Melding, sleutel: str) -> frozenset[Melding] | str:
        plek, inhoud = (MELDERS[wie].oin, "VERZOEK", sleutel), ("historie", wie, m)
        if isinstance(eerder := self.herhaling(plek, inhoud), str):
            return eerder
        if eerder is not None:
            if self.moment >= self.sleutels[plek].moment + ETMAAL:
                return "VIR-132"
            return frozenset(x for x in eerder if self.toestand(x) == ARCHIEF and self.toestand(m) == ACTIEF)
        if m.wie != wie or self.toestand(m) != ACTIEF:
            return "VIR-131" if m.wie == wie and self.toestand(m) == ARCHIEF else "VIR-130"
        gehaald = self.te_halen(m)
        if not gehaald:
            return "VIR-132"
        m.historie_opgehaald = True
        self.sleutels[plek] = Sleutel(inhoud, gehaald, self.moment)
        return gehaald

    # What the register says now (R-046, R-080, R-120..R-125)

    def hoor(self, mens: Mens) -> None:
        """Who moved, and who became family, concerns everyone with an ACTIEF melding; what is lost ends silently."""
        oud, nieuw = self.bekend.get(mens.bsn), mens.gehouden
        self.bekend[mens.bsn] = nieuw
        over_hem = frozenset(m for m in self.actief() if m.over == mens.bsn)
        if oud is None or not over_hem:
            return
        oorzaak = object()
        elders = None not in (oud.adres, nieuw.adres) and oud.adres != nieuw.adres  # also on the day of an earlier move
        verhuisd = (oud.gemeente, oud.sinds) != (nieuw.gemeente, nieuw.sinds) or elders
        if verhuisd and not oud.opgeschort and not nieuw.opgeschort:
            for m in over_hem:
                self.leg(m.wie, VERHUIZING, m, frozenset(), oorzaak)
            for gemeente in self.regies(mens.bsn, over_hem) if oud.gemeente != nieuw.gemeente else ():
                self.leg(gemeente, VERHUIZING, None, over_hem, oorzaak)
        winnaars: set[Melding] = set()
        namen: dict[str, set[Melding]] = defaultdict(set)
        for over in {m.over for m in self.actief()} - {mens.bsn}:
            if not self.verwant(nieuw, self.bekend[over]) or self.verwant(oud, self.bekend[over]):
                continue
            paar = [x for x in self.actief() if x.over in (mens.bsn, over)]
            betrokken = {x for x in paar if any(self.past(GEZIN, x, y) for y in paar)}
            winnaars |= betrokken
            for gemeente in self.regies(mens.bsn, betrokken) | self.regies(over, betrokken):
                namen[gemeente] |= betrokken
        for m in winnaars:
            self.leg(m.wie, GEZIN, m, self.treffers(GEZIN, m), oorzaak)
        for gemeente, wie in namen.items():
            if wie:
                self.leg(gemeente, GEZIN, None, frozenset(wie), oorzaak)

    def verwerk_wijzigingen(self) -> None:
        """R-044, R-125: everybody of whom the register told something since; nothing while it is away."""
        if not self.register_werkt:
            return
        for naam in self.gewijzigd:
            mens = self.register[naam]
            if mens.dood and mens.keren == 1:
                self.overlijdensbericht(naam)
            elif mens.bsn in self.bekend and mens.keren == 1:
                self.hoor(mens)
        self.gewijzigd.clear()

    # The world changes

    def overlijdensbericht(self, naam: str) -> None:
        """R-044: meldingen and archive go; what rested on them is INGETROKKEN in place."""
        for m in self.meldingen:
            if m.over == self.register[naam].bsn and not m.vernietigd:
                m.vernietigd = self.moment

    def wijzig(self, naam: str, **wat: object) -> None:
        self.register[naam] = replace(self.register[naam], **wat)  # type: ignore[arg-type]
        self.gewijzigd.append(naam)
