"""The law changes, from a day to come."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from ..begrippen import RISICO_WEG
from ..wereld import BSN, MELDERS
from ..wet.rechten import AFGEWEZEN, BEZWAAR
from .basis import PLAATS, WIE, Basis, stap
from .grenzen import JONG, ROND, Termijnen
from .melden import Gezin
from .rechten import Besluiten

ANDERS: dict[str, list[Any]] = {
    "melding_maanden": [1, 6, 18, 24],
    "archief_jaren": [1, 3, 5],
    "historie_dagen": [1, 10, 30, 60],
    "waarschuw_dagen": [5, 30, 59],
    "waarschuw_vanaf_dagen": [10, 60, 400],
    "zakelijke_sleutel_dagen": [7, 20, 31],
    "leeftijd_grens": [12, 16, 18, 21, 23],
    "adresmatch": [False, True],
    "historie_eenmaal_ooit": [True, False],
}
"""What may be said otherwise than the statute does."""
WAARDE = st.sampled_from([*ANDERS]).flatmap(lambda naam: st.tuples(st.just(naam), st.sampled_from(ANDERS[naam])))


class Beleid(Basis):
    """A policy with one version more; what was planned and did not begin, it replaces."""

    @stap(wat=st.lists(WAARDE, min_size=1, max_size=2), dagen=st.sampled_from([1, 1, 8, 40, 200]))
    def een_ander_beleid(self, wat: list[tuple[str, Any]], dagen: int) -> None:
        """Nothing changes before its day, whatever is reported, offered or warned of meanwhile."""
        vandaag = self.model.dag
        wet = replace(self.model.wetten.op(vandaag), vanaf=vandaag + timedelta(days=dagen), **dict(wat))
        if wet.waarschuw_vanaf_dagen > wet.waarschuw_dagen:
            self.model.wetten.neem(wet, vandaag)
            self.echt.onder_beleid(self.model.wetten.versies)

    @precondition(lambda self: any(wet.vanaf > self.model.dag for wet in self.model.wetten.versies))
    @stap(rond=ROND)
    def naar_het_begin_van_een_wet(self, rond: timedelta) -> None:
        """The last minute before, the first of it, or a day later."""
        for komt in [wet.vanaf for wet in self.model.wetten.versies if wet.vanaf > self.model.dag]:
            self._zet_klok(self.model.begin(komt) + rond)


class Wetswijziging(Beleid, Termijnen, Gezin, Besluiten):
    """Histories under laws that follow each other, about meldingen that end and about a family at one address."""

    @stap(wat=WAARDE, plaats=PLAATS, rond=ROND)
    def vanaf_morgen_is_het_anders(self, wat: tuple[str, Any], plaats: int, rond: timedelta) -> None:
        """And there it is."""
        self.een_ander_beleid(wat=[wat], dagen=1)
        self.naar_het_begin_van_een_wet(rond=rond)
        if self.model.meldingen:
            self._kijk_rond(self._kies(self.model.meldingen, plaats))

    @stap(wat=st.sampled_from([*ANDERS]), wie=WIE, naam=st.sampled_from(["schrikkel", "termijn", "half"]), plaats=PLAATS)
    def even_anders_en_dan_weer_als_het_was(self, wat: str, wie: str, naam: str, plaats: int) -> None:
        """What went in the meantime does not come back, and whoever was too old does not either."""
        was = getattr(self.model.wetten.op(self.model.dag), wat)
        for waarde in (self._kies([anders for anders in ANDERS[wat] if anders != was], plaats), was):
            self.een_ander_beleid(wat=[(wat, waarde)], dagen=1)
            self.naar_het_begin_van_een_wet(rond=timedelta(0))
        self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)
        self.raadpleeg_eigen_meldingen(wie=wie, hoogstens=3)

    @precondition(lambda self: self.model.meldingen)
    @stap(plaats=PLAATS, wat=WAARDE, dagen=st.integers(0, 8))
    def na_het_einde_wordt_het_anders(self, plaats: int, wat: tuple[str, Any], dagen: int) -> None:
        """Of what is destroyed already the key is kept as long as was said then."""
        melding = self._kies(self.model.meldingen, plaats)
        self._zet_klok(self.model.weg_sinds(melding))
        self.vanaf_morgen_is_het_anders(wat=wat, plaats=plaats, rond=timedelta(days=dagen))
        self._kijk_rond(melding)

    @precondition(lambda self: self.model.actief())
    @stap(plaats=PLAATS, wat=st.one_of(WAARDE, st.sampled_from([("adresmatch", False), ("adresmatch", True)])))
    def blokkeer_en_hef_op_onder_een_andere_wet(self, plaats: int, wat: tuple[str, Any]) -> None:
        """It matches again as if it were new, by the law of the day on which it is lifted."""
        eerder = len(self.model.verzoeken)
        self._verzoek_over(self._kies(self.model.actief(), plaats), BEZWAAR, blokkeren=True)
        self.een_ander_beleid(wat=[wat], dagen=1)
        self.naar_het_begin_van_een_wet(rond=timedelta(0))
        for verzoek in self.model.verzoeken[eerder:]:
            self.doe_beslis(self._sleutel(), verzoek.gemeente, verzoek, AFGEWEZEN, (), True, self.model.dag)
        self._alles_ophalen()

    @stap(ooit=st.booleans(), naam=JONG, wie=st.permutations(["arts", "agent", "consulent"]), dagen=st.sampled_from([1, 10, 60]))
    def het_archief_vertelt_nog_eens(self, ooit: bool, naam: str, wie: list[str], dagen: int) -> None:
        """To the second who reports him, and to the third, if the law does not say once in all (R-104); as long as it said then (R-105)."""
        self.een_ander_beleid(wat=[("historie_eenmaal_ooit", ooit)], dagen=1)
        self.naar_het_begin_van_een_wet(rond=timedelta(0))
        self.meld_en_verwijder(wie=wie[0], naam=naam, reden=RISICO_WEG)
        for ander in wie[1:]:
            self._meld(ander, naam, self._sleutel(), BSN)
            self.een_ander_beleid(wat=[("historie_dagen", dagen)], dagen=1)
            self.naar_het_begin_van_een_wet(rond=timedelta(0))
            for melding in [m for m in self.model.actief() if m.wie == ander and m.historie][-1:]:
                self.doe_historie(self._sleutel(), ander, melding)

    @precondition(lambda self: self.model.actief())
    @stap(plaats=PLAATS, dagen=st.sampled_from([5, 30, 59]), rond=ROND)
    def waarschuw_eerder_of_later(self, plaats: int, dagen: int, rond: timedelta) -> None:
        """On the day that the law of the end of its term says (R-065)."""
        melding = self._kies(self.model.actief(), plaats)
        self.een_ander_beleid(wat=[("waarschuw_dagen", dagen)], dagen=1)
        self._zet_klok(self.model.begin(self.model.waarschuwdag(melding)) + rond)
        self.haal_alles_op(bus=melding.wie)
