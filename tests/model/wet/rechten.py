"""RechtenService: what is asked of a college, and what its decision does (domein.md 5.10; R-112, R-131, R-132, R-135..R-138)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from ..begrippen import ACTIEF, ARCHIEF, WEG, Melding, Sleutel, is_jaar
from ..wereld import BSN, MELDERS, REGIE, ZONDER, Mens
from .melden import Melden

INZAGE, CORRECTIE, WISSING, BEZWAAR, BEPERKING = "INZAGE", "CORRECTIE", "WISSING", "BEZWAAR", "BEPERKING"
VERTEGENWOORDIGER, GEZAMENLIJK, JEUGDIGE = "VERTEGENWOORDIGER", "GEZAMENLIJK", "JEUGDIGE"
TOEGEWEZEN, AFGEWEZEN, VERLENGD, OPGEHEVEN = "TOEGEWEZEN", "AFGEWEZEN", "VERLENGD", "OPGEHEVEN"


@dataclass(frozen=True)
class Gestuurd:
    """What a message said of somebody, and for the histories who that was."""

    wat: tuple[object, ...]
    naam: str = field(compare=False)

    @classmethod
    def van(cls, mens: Mens, *, zonder: bool) -> "Gestuurd":
        return cls(mens.gestuurd(ZONDER if zonder else BSN), mens.naam)


@dataclass(eq=False)
class Verzoek:
    """What was asked of the college of a gemeente."""

    soort: str
    gemeente: str
    naam: str
    meldingen: tuple[Melding, ...]
    ontvangen: date
    geadviseerd: set[Melding] = field(default_factory=set)
    verlengd: bool = False
    besluit: str | None = None
    opgeheven: bool = False
    uiterste_dag: date | None = None
    """What the index answered: the calendar of Regulation 1182/71 is proven elsewhere."""
    id: str = ""


@dataclass
class Rechten(Melden):
    """Requests, advice, decisions."""

    verzoeken: list[Verzoek] = field(default_factory=list)

    def onder(self, gemeente: str, meldingen: Iterable[Melding]) -> tuple[Melding, ...]:
        """R-131: those that are kept, of who has his agreement with this gemeente."""
        return tuple(m for m in meldingen if MELDERS[m.wie].gemeente == gemeente and self.toestand(m) != WEG)

    def wie_mag(self, geboren: int, dag: date) -> str:
        """R-132, keuzes.md 30."""
        return JEUGDIGE if is_jaar(16, geboren, dag) else GEZAMENLIJK if is_jaar(12, geboren, dag) else VERTEGENWOORDIGER

    def registreer(
        self, gemeente: str, soort: str, mens: Mens, verzoeker: str, ontvangen: date, sleutel: str, *, zonder: bool, blokkeren: bool
    ) -> Verzoek | str:
        """R-131, R-132, R-138; ``zonder`` is by name, birth date and sex."""
        if ontvangen > self.dag or (blokkeren and soort not in (CORRECTIE, BEZWAAR)):
            return "DK0004"
        plek, inhoud = (
            (REGIE[gemeente], "VERZOEK", sleutel),
            ("registreer", gemeente, Gestuurd.van(mens, zonder=zonder), soort, verzoeker, ontvangen, zonder, blokkeren),
        )
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            return eerder
        if fout := self._niet_te_vragen(mens, verzoeker, ontvangen, zonder=zonder):
            return fout
        over = mens.visn if zonder else mens.bsn
        verzoek = Verzoek(soort, gemeente, mens.naam, self.onder(gemeente, (m for m in self.meldingen if m.over == over)), ontvangen)
        if blokkeren:
            self.beperk(verzoek, verzoek.meldingen)
        self.verzoeken.append(verzoek)
        self.sleutels[plek] = Sleutel(inhoud, verzoek, self.moment)
        return verzoek

    def _niet_te_vragen(self, mens: Mens, verzoeker: str, ontvangen: date, *, zonder: bool) -> str | None:
        if not zonder:
            if not self.register_werkt:
                return "VIR-190"
            if mens.keren != 1:
                return "VIR-102"
            if mens.dood:
                return "VIR-112"
        if mens.geboren == 0 or mens.geboren > int(f"{ontvangen:%Y%m%d}"):
            return "VIR-111"
        return None if verzoeker == self.wie_mag(mens.geboren, ontvangen) else "VIR-170"

    def adviseer(self, wie: str, verzoek: Verzoek, m: Melding, sleutel: str) -> str:
        """R-135: a reporter about his own melding, until the college decided."""
        plek, inhoud = (self.langs(wie), "VERZOEK", sleutel), ("adviseer", wie, verzoek, m)
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            return eerder
        if m.wie != wie or self.toestand(m) == WEG:
            return "VIR-130"
        if m not in verzoek.meldingen:
            return "VIR-171"
        if verzoek.besluit:
            return "VIR-172"
        verzoek.geadviseerd.add(m)
        self.sleutels[plek] = Sleutel(inhoud, "OK", self.moment)
        return "OK"

    def beslis(
        self, gemeente: str, verzoek: Verzoek, besluit: str, keuze: tuple[Melding, ...], sleutel: str, *, zonder_advies: bool, dag: date
    ) -> dict[Melding, str] | str:
        """R-135..R-138: what becomes of every melding of the request that was still kept; ``dag`` is that of the decision."""
        plek, inhoud = (REGIE[gemeente], "VERZOEK", sleutel), ("beslis", gemeente, verzoek, besluit, keuze, zonder_advies, dag)
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            return eerder
        if verzoek.gemeente != gemeente:
            return "VIR-171"
        if dag < verzoek.ontvangen:
            return "DK0004"
        voor = {m: self.toestand(m) for m in verzoek.meldingen if self.toestand(m) != WEG}
        if keuze and besluit in (AFGEWEZEN, VERLENGD):
            return "DK0004"
        if any(m not in voor for m in keuze):
            return "VIR-130"
        if not self._kan(verzoek, besluit, voor, zonder_advies=zonder_advies):
            return "VIR-172"
        stonden = {m: bool(m.sloten) for m in voor}
        gekozen = keuze or tuple(voor)
        self._voer_uit(verzoek, besluit, gekozen)
        gevolgen = {m: self._gevolg(m, verzoek, besluit, gekozen, was_beperkt=stonden[m]) for m in voor}
        self.sleutels[plek] = Sleutel(inhoud, gevolgen, self.moment)
        return gevolgen

    def _kan(self, verzoek: Verzoek, besluit: str, bewaard: Collection[Melding], *, zonder_advies: bool) -> bool:
        if besluit == OPGEHEVEN:
            return (verzoek.soort, verzoek.besluit, verzoek.opgeheven) == (BEPERKING, TOEGEWEZEN, False)
        if verzoek.besluit:
            return False
        if besluit == VERLENGD:
            return not verzoek.verlengd and verzoek.uiterste_dag is not None and self.dag <= verzoek.uiterste_dag
        if verzoek.soort == INZAGE:
            return besluit != TOEGEWEZEN
        moet = verzoek.soort in (CORRECTIE, WISSING, BEZWAAR) and not zonder_advies
        return not moet or verzoek.geadviseerd.issuperset(bewaard)

    def _voer_uit(self, verzoek: Verzoek, besluit: str, gekozen: tuple[Melding, ...]) -> None:
        if besluit == VERLENGD:
            verzoek.verlengd = True
        elif besluit == OPGEHEVEN:
            self.hef_op(verzoek, gekozen)
            verzoek.opgeheven = not any(verzoek in m.sloten and not m.vernietigd for m in verzoek.meldingen)
        else:
            verzoek.besluit = besluit
            if besluit == AFGEWEZEN:
                self.hef_op(verzoek, verzoek.meldingen)
            elif verzoek.soort == BEPERKING:
                self.beperk(verzoek, gekozen)
            else:
                self.vernietig(gekozen)
                self.hef_op(verzoek, [m for m in verzoek.meldingen if m not in gekozen])

    def _gevolg(self, m: Melding, verzoek: Verzoek, besluit: str, gekozen: tuple[Melding, ...], *, was_beperkt: bool) -> str:
        if m.vernietigd:
            return "VERNIETIGD"
        if (verzoek.soort, besluit) == (BEPERKING, TOEGEWEZEN) and m in gekozen:
            return "BEPERKT"
        return "BEPERKING_OPGEHEVEN" if was_beperkt and not m.sloten else "ONGEWIJZIGD"

    def leeg_archief(self, gemeente: str, wat: Melding | Mens, sleutel: str, *, zonder: bool, dag: date) -> frozenset[Melding] | str:
        """R-112: one entry, or all of a person under this college."""
        over = None if isinstance(wat, Melding) else wat.visn if zonder else wat.bsn
        plek, inhoud = (
            (REGIE[gemeente], "VERZOEK", sleutel),
            ("leeg_archief", gemeente, wat if isinstance(wat, Melding) else Gestuurd.van(wat, zonder=zonder), zonder, dag),
        )
        if (eerder := self.herhaling(plek, inhoud)) is not None:
            return eerder
        alle = [wat] if isinstance(wat, Melding) else [m for m in self.meldingen if m.over == over]
        weg = frozenset(m for m in self.onder(gemeente, alle) if self.toestand(m) == ARCHIEF)
        if isinstance(wat, Melding) and not weg:
            return "VIR-130"
        self.vernietig(weg)
        self.sleutels[plek] = Sleutel(inhoud, weg, self.moment)
        return weg

    # What a decision does (R-095, R-137, R-138; keuzes.md 19, 25)

    def vernietig(self, weg: Collection[Melding]) -> None:
        self.trek_in(frozenset(weg))
        for m in weg:
            m.vernietigd = m.vernietigd or self.moment

    def beperk(self, verzoek: Verzoek, meldingen: Iterable[Melding]) -> None:
        """No match, no signaal; of what was told nothing comes back."""
        dicht = frozenset(m for m in meldingen if self.toestand(m) != WEG)
        self.trek_in(dicht)
        for m in dicht:
            m.sloten.add(verzoek)
        for bus in self.bussen.values():
            for s in bus:
                s.stil |= s.contacten & dicht
                s.vervallen = s.vervallen or s.eigen in dicht

    def hef_op(self, verzoek: Verzoek, meldingen: Iterable[Melding]) -> None:
        """Each that nothing else blocks matches as if it were new, one after another."""
        open_ = [m for m in meldingen if verzoek in m.sloten and not m.vernietigd]
        for m in sorted(open_, key=lambda m: (m.moment, m.id)):
            m.sloten.discard(verzoek)
            if self.toestand(m) == ACTIEF:
                self.vertel_match(m, object())
