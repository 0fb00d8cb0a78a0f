"""What the model knows, and what follows from it on any day: who is kept, who matches whom, what a recipient may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from .begrippen import (
    ACTIEF,
    AMSTERDAM,
    ARCHIEF,
    BEPERKT,
    ETMAAL,
    INGETROKKEN,
    VERLOOPT,
    WEG,
    ZELFDE,
    Melding,
    Signaal,
    Sleutel,
)
from .wereld import BEGIN, COORDINATOR, GGD, MELDERS, MENSEN, REGIE, Instelling, Mens
from .wet.beleid import Wetten


@dataclass
class Kern:
    """An index, its register and its clock; what every operation needs of it."""

    moment: datetime = BEGIN
    register: dict[str, Mens] = field(default_factory=lambda: dict(MENSEN))
    register_werkt: bool = True
    gewijzigd: list[tuple[str, str | None]] = field(default_factory=list)
    """Of whom the register has to tell something yet, and by which number he goes now when it is another."""
    uitgesloten: dict[tuple[int, date], date] = field(default_factory=dict)
    """Houses, from which day, and until when (R-075)."""
    bekend: dict[str, Mens] = field(default_factory=dict)
    """What the index last heard from the register about whom it keeps."""
    meldingen: list[Melding] = field(default_factory=list)
    bussen: dict[str, list[Signaal]] = field(default_factory=lambda: defaultdict(list))
    sleutels: dict[tuple[str, str, str], Sleutel] = field(default_factory=dict)
    nummers: dict[str, str] = field(default_factory=dict)
    """On which telephone who changed that can be reached."""
    namen: dict[str, dict[date, str]] = field(default_factory=dict)
    """Per organisation the names that it got, by their first day."""
    wetten: Wetten = field(default_factory=Wetten)
    overgangen: dict[str, dict[date, str]] = field(default_factory=dict)
    """Per organisation to which partner system it goes, by the first day of that."""
    opgeschort: set[str] = field(default_factory=set)
    """Partner systems by which nothing new comes in."""

    @property
    def dag(self) -> date:
        return self.moment.astimezone(AMSTERDAM).date()

    @staticmethod
    def begin(dag: date) -> datetime:
        """Of a civil day."""
        return datetime(dag.year, dag.month, dag.day, tzinfo=AMSTERDAM)

    def naam(self, plek: Instelling) -> str:
        """R-184: what an organisation is called today."""
        vanaf = [dag for dag in self.namen.get(plek.id, ()) if dag <= self.dag]
        return self.namen[plek.id][max(vanaf)] if vanaf else plek.naam

    def langs(self, wie: str) -> str:
        """R-006, R-183: the partner system that acts for him today."""
        plek = GGD if wie == COORDINATOR else MELDERS[wie]
        vanaf = [dag for dag in self.overgangen.get(plek.id, ()) if dag <= self.dag]
        return self.overgangen[plek.id][max(vanaf)] if vanaf else plek.oin

    def brengt_niets_in(self, wie: str) -> bool:
        """R-006: whether his partner system is suspended: he reads, acknowledges and withdraws, and no more."""
        return self.langs(wie) in self.opgeschort

    def telefoon(self, wie: str) -> str:
        """R-054: as it is now."""
        return self.nummers.get(wie, f"020-{wie}")

    def met_nummer(self, bsn: str) -> Mens | None:
        """The one of the register who bears it."""
        gevonden = [mens for mens in self.register.values() if mens.bsn == bsn and mens.keren]
        return gevonden[0] if len(gevonden) == 1 and gevonden[0].keren == 1 else None

    # What a melding is today (R-043, R-045, R-062, R-101..R-103)

    def toestand(self, m: Melding, dag: date | None = None) -> str:
        dag = dag or self.dag
        if m.vernietigd or dag >= self.wetten.niets_meer_vanaf(self.bekend[m.over].geboren):
            return WEG
        if m.verwijderd is None and dag < m.einde:
            return BEPERKT if m.sloten else ACTIEF
        return ARCHIEF if dag < self.wetten.einde_archief(m.verwijderd or m.einde) else WEG

    def actief(self) -> list[Melding]:
        return [m for m in self.meldingen if self.toestand(m) == ACTIEF]

    def loopt(self, m: Melding) -> bool:
        """R-071, R-138: ACTIEF or blocked; its reporter has it."""
        return self.toestand(m) in (ACTIEF, BEPERKT)

    def spreekt(self, m: Melding) -> bool:
        """R-104, R-138: what the archive may tell of."""
        return self.toestand(m) == ARCHIEF and not m.sloten

    # Who matches whom (R-070..R-073, R-081; keuzes.md 17, 18)

    def past(self, soort: str, een: Melding, ander: Melding) -> bool:
        if een.wie == ander.wie:
            return False
        if soort == ZELFDE:
            return een.over == ander.over
        return een.over != ander.over and self.verwant(self.bekend[een.over], self.bekend[ander.over])

    def verwant(self, een: Mens, ander: Mens) -> bool:
        """R-073, R-074, R-076, R-077: by a parent, or by a house while the law of today says so."""
        if (
            self.wetten.op(self.dag).adresmatch
            and een.adres is not None
            and een.adres == ander.adres
            and not self.is_uitgesloten(een.adres)
        ):
            return True
        return bool(een.ouders & ander.ouders)

    def is_uitgesloten(self, adres: int) -> bool:
        """R-075: by the state of today."""
        return any(waar == adres and vanaf <= self.dag < tot for (waar, vanaf), tot in self.uitgesloten.items())

    def treffers(self, soort: str, m: Melding) -> frozenset[Melding]:
        return frozenset(ander for ander in self.actief() if self.past(soort, m, ander)) if self.toestand(m) == ACTIEF else frozenset()

    def regie(self, over: str, m: Melding) -> str:
        """keuzes.md 10: his gemeente when it has a regievoerder, else that of the mandate of who reports."""
        gemeente = self.bekend[over].gemeente
        return gemeente if gemeente in REGIE else MELDERS[m.wie].gemeente

    def regies(self, over: str, meldingen: Iterable[Melding]) -> set[str]:
        """The same when nobody reports now: else those of the mandates of who reported him."""
        gemeente = self.bekend[over].gemeente
        return {gemeente} if gemeente in REGIE else {MELDERS[m.wie].gemeente for m in meldingen if m.over == over}

    def leg(self, bus: str, soort: str, eigen: Melding | None, contacten: frozenset[Melding], aanleiding: object) -> None:
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
        """Counted from its answer, or from when the law or somebody destroyed its melding, by the law of that day."""
        m = sleutel.melding
        sinds = sleutel.moment if m is None else self.weg_sinds(m)
        return self.moment >= sinds + self.wetten.onthoudt(sinds.astimezone(AMSTERDAM).date())

    def weg_sinds(self, m: Melding) -> datetime:
        """When somebody destroyed it, or the law does."""
        dag = min(self.wetten.einde_archief(m.verwijderd or m.einde), self.wetten.niets_meer_vanaf(self.bekend[m.over].geboren))
        return m.vernietigd or self.begin(dag).astimezone(UTC)

    # What a recipient sees (R-091, R-094; keuzes.md 18..20)

    def zichtbaar(self, s: Signaal) -> frozenset[Melding]:
        """The contacts that it may still name; nothing when his own melding is gone."""
        if not self.is_open(s):
            return frozenset()
        return frozenset(m for m in s.contacten - s.stil if self.toestand(m) == ACTIEF)

    def is_open(self, s: Signaal) -> bool:
        """Whether anything of it may be shown: his own melding is ACTIEF, and was not blocked since (R-138)."""
        return not s.vervallen and (s.eigen is None or self.toestand(s.eigen) == ACTIEF)

    def trek_in(self, weg: frozenset[Melding], *, vlug: bool = False) -> None:
        """R-095, keuzes.md 19, 22: who would not see by himself that a contact is gone is told so."""
        for bus in self.bussen.values():
            for s in tuple(bus):
                genoemd = frozenset(m for m in s.contacten - s.stil if not m.vernietigd)
                if s.eigen in weg or not self.is_open(s) or not genoemd & weg:
                    continue
                if vlug if self.zichtbaar(s) - weg else s.opgehaald:
                    bus.append(Signaal(s.bus, len(bus) + 1, INGETROKKEN, self.moment, betreft=s))

    def waarschuw(self, *bussen: str) -> None:
        """R-065, keuzes.md 21: what runs out by its term, 30 days before, once; told when asked or by maintenance, whichever is first."""
        gewaarschuwd = {s.aanleiding for bus in bussen for s in self.bussen[bus] if s.soort == VERLOOPT and not s.vervallen}
        for m in sorted(self.actief(), key=lambda m: m.einde):
            begin = m.moment.astimezone(AMSTERDAM).date()
            wet, dag = self.wetten.op(m.einde), self.waarschuwdag(m)
            kort = (m.einde - begin).days < wet.waarschuw_vanaf_dagen
            kort |= self.wetten.niets_meer_vanaf(self.bekend[m.over].geboren) <= m.einde
            if m.wie not in bussen or m in gewaarschuwd or kort or self.dag < dag:
                continue
            self.leg(m.wie, VERLOOPT, m, frozenset(), m)
            self.bussen[m.wie][-1].tijdstip = self.begin(dag)

    def waarschuwdag(self, m: Melding) -> date:
        """By the law of the day on which it runs out, whoever looks when."""
        return m.einde - timedelta(days=self.wetten.op(m.einde).waarschuw_dagen)

    def aanbod_tot(self, m: Melding) -> date:
        """R-105, keuzes.md 28: from this day on the offer that came with it has lapsed, by the law under which it was made."""
        gemeld = m.moment.astimezone(AMSTERDAM).date()
        return gemeld + timedelta(days=self.wetten.op(gemeld).historie_dagen)

    def open_signalen(self, bus: str, vanaf: int = 1) -> list[Signaal]:
        self.waarschuw(bus)
        open_ = [s for s in self.bussen[bus] if not s.bevestigd and s.nummer >= vanaf]
        return sorted(open_, key=lambda s: s.nummer)

    def eigen_meldingen(self, wie: str) -> list[Melding]:
        return [m for m in self.meldingen if m.wie == wie and self.loopt(m)]

    def grenzen_van(self, m: Melding) -> list[datetime]:
        """Moments around which something of it changes: its term, warning, archive and offer, his birthday, 24 hours, its tombstone."""
        einde, jarig = m.verwijderd or m.einde, self.wetten.niets_meer_vanaf(self.bekend[m.over].geboren)
        dagen = {einde, self.waarschuwdag(m), self.wetten.einde_archief(einde), self.aanbod_tot(m), jarig}
        weg = self.weg_sinds(m)
        return sorted({*map(self.begin, dagen), m.moment + ETMAAL, weg + self.wetten.onthoudt(weg.astimezone(AMSTERDAM).date())})

    def grenzen(self) -> list[datetime]:
        """Those of everything to come: of all meldingen, of excluded addresses, of laws and organisations, and midnights."""
        dagen = {self.dag + timedelta(days=n) for n in (1, 7, 29, 30, 31)} | set(self.uitgesloten.values())
        dagen |= {wet.vanaf for wet in self.wetten.versies} | {dag for gaat in self.overgangen.values() for dag in gaat}
        momenten = set(map(self.begin, dagen))
        momenten |= {moment for m in self.meldingen for moment in self.grenzen_van(m)}
        return sorted(moment for moment in momenten if moment > self.moment)
