"""What a young person asks of a college, what his reporters advise, and what the college decides."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from ..begrippen import ARCHIEF, BEPERKT, WEG, Melding
from ..uitvoering.berichten import contacten
from ..wereld import MELDERS, MENSEN, REGIE, Mens
from ..wet.rechten import (
    AFGEWEZEN,
    BEPERKING,
    BEZWAAR,
    CORRECTIE,
    GEZAMENLIJK,
    INZAGE,
    JEUGDIGE,
    OPGEHEVEN,
    TOEGEWEZEN,
    VERLENGD,
    VERTEGENWOORDIGER,
    WISSING,
    Gestuurd,
    Verzoek,
)
from .basis import KANS, PLAATS, WIE, Basis, stap
from .melden import Meldend

GEMEENTE = st.sampled_from([*REGIE])
SOORT = st.sampled_from([BEZWAAR, BEZWAAR, BEPERKING, BEPERKING, WISSING, CORRECTIE, INZAGE])
VERZOEKER = st.sampled_from([VERTEGENWOORDIGER, GEZAMENLIJK, JEUGDIGE])
BESLUIT = st.sampled_from([TOEGEWEZEN, TOEGEWEZEN, AFGEWEZEN, OPGEHEVEN, OPGEHEVEN, VERLENGD])
_WOORD = {ARCHIEF: "GEARCHIVEERD"}


class Besluiten(Basis):
    """How something is asked and decided, in any history."""

    def _verzoek_over(self, melding: Melding, soort: str, *, blokkeren: bool) -> None:
        wie = [mens for mens in self.model.register.values() if melding.over in (mens.bsn, mens.visn)]
        if not wie:
            return
        mens, vandaag = wie[0], self.model.dag
        wat = (soort, self.model.wie_mag(mens.geboren, vandaag), vandaag, melding.over == mens.visn)
        self.doe_registreer(self._sleutel(), MELDERS[melding.wie].gemeente, mens.naam, *wat, blokkeren and soort in (BEZWAAR, CORRECTIE))

    def doe_registreer(
        self, sleutel: str, gemeente: str, wie: str | Gestuurd, soort: str, verzoeker: str, ontvangen: date, zonder: bool, blokkeren: bool
    ) -> None:
        mens = self._mens(wie)
        verwacht = self.model.registreer(gemeente, soort, mens, verzoeker, ontvangen, sleutel, zonder=zonder, blokkeren=blokkeren)
        gekregen = self.echt.registreer_verzoek(
            gemeente, mens, soort, verzoeker, ontvangen, zonder=zonder, blokkeren=blokkeren, sleutel=sleutel
        )
        if isinstance(verwacht, str) or isinstance(gekregen, str):
            self.gelijk(verwacht, gekregen)
            return
        verwacht.id = verwacht.id or gekregen.verzoek_id
        verwacht.uiterste_dag = verwacht.uiterste_dag or gekregen.uiterste_dag
        self.gelijk(verwacht.id, gekregen.verzoek_id)
        staan = {m.id: (self._stand(m), self.contacten([m])) for m in verwacht.meldingen if self.model.toestand(m) != WEG}
        self.gelijk(staan, {een.melding_id: (een.toestand.value, contacten([een.contact])) for een in gekregen.betrokken})

    def _mens(self, wie: str | Gestuurd) -> Mens:
        """As the register knows him now: asked again, he may have got another number."""
        return self.model.register[wie if isinstance(wie, str) else wie.naam]

    def _stand(self, m: Melding) -> str:
        return _WOORD.get(self.model.toestand(m), self.model.toestand(m))

    def doe_beslis(
        self, sleutel: str, gemeente: str, verzoek: Verzoek, besluit: str, keuze: tuple[Melding, ...], zonder_advies: bool, dag: date
    ) -> None:
        verwacht = self.model.beslis(gemeente, verzoek, besluit, keuze, sleutel, zonder_advies=zonder_advies, dag=dag)
        gekregen = self.echt.beslis_verzoek(
            gemeente, verzoek.id, besluit, [m.id for m in keuze], zonder_advies=zonder_advies, dag=dag, sleutel=sleutel
        )
        if isinstance(verwacht, str) or isinstance(gekregen, str):
            self.gelijk(verwacht, gekregen)
            return
        gevolgen, verzoek.uiterste_dag = gekregen
        self.gelijk({m.id: gevolg for m, gevolg in verwacht.items()}, gevolgen)


class Rechten(Besluiten):
    """RegistreerVerzoek, GeefAdvies, BeslisVerzoek and VerwijderUitArchief."""

    @precondition(lambda self: self.model.meldingen)
    @stap(plaats=PLAATS, soort=SOORT, blokkeren=st.booleans())
    def een_verzoek_over_wie_gemeld_is(self, plaats: int, soort: str, blokkeren: bool) -> None:
        """By who may ask, at the college that answers for his reporter; it cannot decide at once, before anybody advised (R-135)."""
        leeft = [m for m in self.model.meldingen if self.model.toestand(m) != WEG] or self.model.meldingen
        eerder = len(self.model.verzoeken)
        self._verzoek_over(self._kies(leeft, plaats), soort, blokkeren=blokkeren)
        for verzoek in self.model.verzoeken[eerder:]:
            if verzoek.meldingen and soort in (BEZWAAR, CORRECTIE, WISSING) and plaats % 3 == 0:
                self.doe_beslis(self._sleutel(), verzoek.gemeente, verzoek, AFGEWEZEN, (), False, self.model.dag)

    @stap(gemeente=GEMEENTE, naam=st.sampled_from([*MENSEN]), soort=SOORT, verzoeker=VERZOEKER, blokkeren=KANS, jaar=KANS, rond=KANS)
    def een_verzoek_zomaar(self, gemeente: str, naam: str, soort: str, verzoeker: str, blokkeren: int, jaar: int, rond: int) -> None:
        """Whoever asks at whichever college, around the birthdays that matter, or a day too early; it is mostly refused."""
        geboren = self.model.register[naam].geboren
        dag = self.model.dag
        if jaar in (1, 2) and geboren:
            jarig = date(geboren // 10000 + (12 if jaar == 1 else 16), max(geboren // 100 % 100, 1), 1)
            dag = min(dag, jarig + timedelta(days=max(geboren % 100, 1) - 2 + rond % 3))
        dag += timedelta(days=int(jaar == 5))
        zonder = blokkeren % 2 == 1 and geboren % 100 > 0
        self.doe_registreer(self._sleutel(), gemeente, naam, soort, verzoeker, dag, zonder, blokkeren == 0)

    @precondition(lambda self: any(v.meldingen for v in self.model.verzoeken))
    @stap(plaats=PLAATS, vreemd=KANS, wie=WIE)
    def adviseer(self, plaats: int, vreemd: int, wie: str) -> None:
        """Mostly the reporter, mostly about his own."""
        verzoek = self._kies([v for v in self.model.verzoeken if v.meldingen], plaats)
        melding = self._kies(list(verzoek.meldingen) if vreemd else self.model.meldingen, plaats)
        self.doe_adviseer(self._sleutel(), wie if vreemd == 1 else melding.wie, verzoek, melding)

    def doe_adviseer(self, sleutel: str, wie: str, verzoek: Verzoek, melding: Melding) -> None:
        verwacht = self.model.adviseer(wie, verzoek, melding, sleutel)
        self.gelijk(verwacht, self.echt.geef_advies(wie, verzoek.id, melding.id, sleutel))

    @precondition(lambda self: self.model.verzoeken)
    @stap(plaats=PLAATS, besluit=BESLUIT, deel=KANS, zonder_advies=KANS, vreemd=KANS)
    def beslis(self, plaats: int, besluit: str, deel: int, zonder_advies: int, vreemd: int) -> None:
        """About all meldingen of the request or some; now and then by another college, or about another melding."""
        open_ = [v for v in self.model.verzoeken if v.besluit is None or any(v in m.sloten for m in v.meldingen)]
        verzoek = self._kies(open_ if open_ and vreemd else self.model.verzoeken, plaats)
        gemeente = next(iter(set(REGIE) - {verzoek.gemeente})) if vreemd == 1 else verzoek.gemeente
        keuze: tuple[Melding, ...] = ()
        if deel < 2 and verzoek.meldingen:
            keuze = (self._kies(list(verzoek.meldingen) if deel else self.model.meldingen, plaats),)
        self.doe_beslis(self._sleutel(), gemeente, verzoek, besluit, keuze, zonder_advies > 1, self.model.dag)

    @precondition(lambda self: self.model.meldingen)
    @stap(plaats=PLAATS, per_persoon=KANS, vreemd=KANS, gemeente=GEMEENTE)
    def leeg_archief(self, plaats: int, per_persoon: int, vreemd: int, gemeente: str) -> None:
        """Mostly what is archived; per entry, or all of a person."""
        archief = [m for m in self.model.meldingen if self.model.toestand(m) == ARCHIEF]
        melding = self._kies(archief if archief and vreemd else self.model.meldingen, plaats)
        gemeente = gemeente if vreemd == 1 else MELDERS[melding.wie].gemeente
        wie = [mens for mens in self.model.register.values() if melding.over in (mens.bsn, mens.visn)]
        if per_persoon % 2 and wie:
            self.doe_leeg_archief(self._sleutel(), gemeente, wie[0].naam, melding.over == wie[0].visn, self.model.dag)
        else:
            self.doe_leeg_archief(self._sleutel(), gemeente, melding, False, self.model.dag)

    def doe_leeg_archief(self, sleutel: str, gemeente: str, wat: Melding | Gestuurd | str, zonder: bool, dag: date) -> None:
        van = wat if isinstance(wat, Melding) else self._mens(wat)
        verwacht = self.model.leeg_archief(gemeente, van, sleutel, zonder=zonder, dag=dag)
        gekregen = self.echt.leeg_archief(gemeente, van.id if isinstance(van, Melding) else van, zonder=zonder, dag=dag, sleutel=sleutel)
        self.gelijk(verwacht if isinstance(verwacht, str) else frozenset(m.id for m in verwacht), gekregen)


BEGIN = st.lists(st.tuples(WIE, st.sampled_from(["kees", "kees", "zus"])), min_size=2, max_size=5)


class Betrokken(Rechten, Meldend):
    """Histories about brother and sister and who reports them, so that what is blocked, lifted and destroyed meets what matches."""

    @stap(paren=BEGIN)
    def meld_wie_het_aangaat(self, paren: list[tuple[str, str]]) -> None:
        for wie, naam in paren:
            self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)

    @precondition(lambda self: any(m.sloten and not m.vernietigd for m in self.model.meldingen))
    @stap(plaats=PLAATS, soort=st.sampled_from([BEZWAAR, CORRECTIE]))
    def nog_een_verzoek_over_wat_is_geblokkeerd(self, plaats: int, soort: str) -> None:
        dicht = [m for m in self.model.meldingen if m.sloten and not m.vernietigd]
        self._verzoek_over(self._kies(dicht, plaats), soort, blokkeren=True)

    @precondition(lambda self: self.model.actief())
    @stap(plaats=PLAATS, soort=st.sampled_from([WISSING, BEZWAAR]))
    def wie_het_weet_hoort_dat_alles_weg_is(self, plaats: int, soort: str) -> None:
        """Whoever reported him looks, and then everything about him under one college goes, once it says that nobody advised."""
        melding = self._kies(self.model.actief(), plaats)
        for wie in sorted({m.wie for m in self.model.actief() if m.over == melding.over}):
            self.vergelijk(self.model.open_signalen(wie), list(self.echt.signalen(wie).signalen))
        eerder = len(self.model.verzoeken)
        self._verzoek_over(melding, soort, blokkeren=False)
        for verzoek in self.model.verzoeken[eerder:]:
            for zonder_advies in (False, True):
                self.doe_beslis(self._sleutel(), verzoek.gemeente, verzoek, TOEGEWEZEN, (), zonder_advies, self.model.dag)

    @precondition(lambda self: any(self.model.toestand(m) == BEPERKT for m in self.model.meldingen))
    @stap(plaats=PLAATS)
    def hef_iets_op(self, plaats: int) -> None:
        """Whatever blocks something ends: a granted restriction, or a request that is refused."""
        bezig: Iterable[Any] = (v for v in self.model.verzoeken if any(v in m.sloten for m in v.meldingen))
        verzoek = self._kies(list(bezig), plaats)
        self.doe_beslis(self._sleutel(), verzoek.gemeente, verzoek, OPGEHEVEN if verzoek.besluit else AFGEWEZEN, (), True, self.model.dag)
