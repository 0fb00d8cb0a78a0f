"""The reference model: the Jeugdwet as domein.md 5 and keuzes.md read it, in sets and dates, for one index.

Written apart from ``domain.regels`` and from the operations, and importing nothing of the product: where the two disagree, one misreads
the sources. Answers are what a caller sees; a refusal is its code.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from .begrippen import (
    AANBOD,
    ACTIEF,
    AMSTERDAM,
    ARCHIEF,
    ETMAAL,
    GEZIN,
    INGETROKKEN,
    ONTHOUD,
    RISICO_WEG,
    VERLOOPT,
    WEG,
    ZELFDE,
    Gemeld,
    Melding,
    Signaal,
    Sleutel,
    is_23,
    maanden_later,
)
from .wereld import BEGIN, BEVRAGING, BSN, MELDERS, MENSEN, REGIE, ZONDER, Mens


@dataclass
class Model:
    """An index, its register and its clock."""

    moment: datetime = BEGIN
    register: dict[str, Mens] = field(default_factory=lambda: dict(MENSEN))
    register_werkt: bool = True
    bekend: dict[str, Mens] = field(default_factory=dict)
    """What the index last heard from the register about whom it keeps."""
    meldingen: list[Melding] = field(default_factory=list)
    bussen: dict[str, list[Signaal]] = field(default_factory=lambda: defaultdict(list))
    sleutels: dict[tuple[str, str, str], Sleutel] = field(default_factory=dict)

    @property
    def dag(self) -> date:
        return self.moment.astimezone(AMSTERDAM).date()

    # What a melding is today (R-043, R-045, R-062, R-101..R-103)

    def toestand(self, m: Melding, dag: date | None = None) -> str:
        dag = dag or self.dag
        if m.vernietigd or is_23(self.bekend[m.over].geboren, dag):
            return WEG
        if m.verwijderd is None and dag < m.einde:
            return ACTIEF
        return ARCHIEF if dag < maanden_later(m.verwijderd or m.einde, 60) else WEG

    def actief(self) -> list[Melding]:
        return [m for m in self.meldingen if self.toestand(m) == ACTIEF]

    # Who matches whom (R-070..R-073, R-081; keuzes.md 17, 18)

    def past(self, soort: str, een: Melding, ander: Melding) -> bool:
        if een.wie == ander.wie:
            return False
        if soort == ZELFDE:
            return een.over == ander.over
        return een.over != ander.over and bool(self.bekend[een.over].ouders & self.bekend[ander.over].ouders)

    def treffers(self, soort: str, m: Melding) -> frozenset[Melding]:
        return frozenset(ander for ander in self.actief() if self.past(soort, m, ander))

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
        self.bekend[mens.bsn] = mens
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
                self._leg(eigen.wie, soort, eigen, self.treffers(soort, eigen), m)
        for gemeente, namen in self._gemeenten(m, geraakt[ZELFDE], geraakt[GEZIN]).items():
            self._leg(*gemeente, None, frozenset(namen), m)
        return Gemeld(m, False, any(geraakt.values()), bool(m.historie))

    def _gemeenten(self, m: Melding, zelfde: frozenset[Melding], gezin: frozenset[Melding]) -> dict[tuple[str, str], set[Melding]]:
        """R-097: per gemeente and kind of match, who takes part in a match of one of its jeugdigen."""
        namen: dict[tuple[str, str], set[Melding]] = defaultdict(set)
        if zelfde:
            namen[self._regie(m.over, m), ZELFDE] |= zelfde | {m}
        for ander in {x.over for x in gezin}:
            paar = [x for x in self.actief() if x.over in (m.over, ander)]
            betrokken = {x for x in paar if any(self.past(GEZIN, x, y) for y in paar)}
            for over in (m.over, ander):
                namen[self._regie(over, m), GEZIN] |= betrokken
        return namen

    def _regie(self, over: str, m: Melding) -> str:
        """keuzes.md 10: his gemeente when it has a regievoerder, else that of the mandate of who reports."""
        gemeente = self.bekend[over].gemeente
        return gemeente if gemeente in REGIE else MELDERS[m.wie].gemeente

    def _leg(self, bus: str, soort: str, eigen: Melding | None, contacten: frozenset[Melding], aanleiding: Melding) -> None:
        self.bussen[bus].append(Signaal(bus, len(self.bussen[bus]) + 1, soort, self.moment, eigen, contacten, aanleiding))

    # Repetition (R-158; keuzes.md 1)

    def herhaling(self, plek: tuple[str, str, str], inhoud: tuple[Any, ...]) -> Any:
        """The first answer, VIR-140 for other content, VIR-130 for 7 days after the melding is gone, None for a free key."""
        bezet = self.sleutels.get(plek)
        if bezet is None or self._is_vrij(bezet):
            self.sleutels.pop(plek, None)
            return None
        if bezet.melding is not None and self.toestand(bezet.melding) == WEG:
            return "VIR-130"
        return bezet.antwoord if bezet.inhoud == inhoud else "VIR-140"

    def _is_vrij(self, sleutel: Sleutel) -> bool:
        if sleutel.melding is None:
            return self.moment >= sleutel.moment + ONTHOUD
        if sleutel.melding.vernietigd:
            return self.moment >= sleutel.melding.vernietigd + ONTHOUD
        return self.toestand(sleutel.melding, (self.moment - ONTHOUD).astimezone(AMSTERDAM).date()) == WEG

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

    # What a recipient sees (R-091, R-094; keuzes.md 18..20)

    def zichtbaar(self, s: Signaal) -> frozenset[Melding]:
        """The contacts that it may still name; nothing when his own melding is gone."""
        if s.eigen is not None and self.toestand(s.eigen) != ACTIEF:
            return frozenset()
        return frozenset(m for m in s.contacten if self.toestand(m) == ACTIEF)

    def waarschuw(self, *bussen: str) -> None:
        """R-065, keuzes.md 21: what runs out by its term, 30 days before, once; told when asked or by maintenance, whichever is first."""
        gewaarschuwd = {s.aanleiding for bus in bussen for s in self.bussen[bus] if s.soort == VERLOOPT}
        for m in sorted(self.actief(), key=lambda m: m.einde):
            begin = m.moment.astimezone(AMSTERDAM).date()
            kort = (m.einde - begin).days < 60 or is_23(self.bekend[m.over].geboren, m.einde)
            if m.wie not in bussen or m in gewaarschuwd or kort or self.dag < m.einde - AANBOD:
                continue
            self._leg(m.wie, VERLOOPT, m, frozenset(), m)
            dag = m.einde - AANBOD
            self.bussen[m.wie][-1].tijdstip = datetime(dag.year, dag.month, dag.day, tzinfo=AMSTERDAM)

    def open_signalen(self, bus: str, vanaf: int = 1) -> list[Signaal]:
        self.waarschuw(bus)
        return [s for s in self.bussen[bus] if not s.bevestigd and s.nummer >= vanaf]

    def eigen_meldingen(self, wie: str) -> list[Melding]:
        return [m for m in self.actief() if m.wie == wie]

    # The world changes

    def overlijdensbericht(self, naam: str) -> None:
        """R-044: meldingen and archive go; what rested on them is INGETROKKEN in place."""
        for m in self.meldingen:
            if m.over == self.register[naam].bsn and not m.vernietigd:
                m.vernietigd = self.moment

    def wijzig(self, naam: str, **wat: object) -> None:
        self.register[naam] = replace(self.register[naam], **wat)  # type: ignore[arg-type]

    def grenzen(self) -> list[datetime]:
        """Moments around which something changes: midnights, 24 hours and 7 days after a melding or request."""
        dagen = {self.dag + timedelta(days=n) for n in (1, 7, 29, 30, 31)}
        for m in self.meldingen:
            einde = m.verwijderd or m.einde
            dagen |= {einde, einde - AANBOD, maanden_later(einde, 60), m.moment.astimezone(AMSTERDAM).date() + AANBOD}
            geboren = self.bekend[m.over].geboren
            dagen.add(date(geboren // 10000 + 23, geboren // 100 % 100 or 1, 1) + timedelta(days=max(geboren % 100, 1) - 1))
        momenten = {datetime(dag.year, dag.month, dag.day, tzinfo=AMSTERDAM) for dag in dagen}
        for m in self.meldingen:
            momenten |= {m.moment + ETMAAL, (m.vernietigd or m.moment) + ONTHOUD}
        return sorted(moment for moment in momenten if moment > self.moment)
