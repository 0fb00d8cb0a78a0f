"""What is still to happen to the people of the sown population: moves, emigrations and deaths, each on a day to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from verwijsindex.domain.tijd import als_getal
from verwijsindex.sandbox.adressen import Adresboek, Entry, verblijfplaats
from verwijsindex.sandbox.bevolking import verwijzing
from verwijsindex.sandbox.kans import Kans

VERHUIZING: Final = "verhuizing"
EMIGRATIE: Final = "emigratie"
OVERLIJDEN: Final = "overlijden"
TOEKOMST: Final = 730
"""Days ahead for which is planned: as long as a melding lives."""
_VERHUIST: Final = 0.05
_ANDERE_GEMEENTE: Final = 0.3
_EMIGREERT: Final = 0.05
_UIT_ELKAAR: Final = 0.15
_NAAR_INRICHTING: Final = 0.05
_OVERLIJDT: Final = 0.001


@dataclass(frozen=True, slots=True)
class Huisgenoten:
    """Everyone alive and registered in one house; the adults first."""

    gemeentecode: str
    volwassenen: Sequence[Entry]
    kinderen: Sequence[Entry]


class Toekomst:
    """Plans what will happen, for one house at a time; to nobody happens more than one thing."""

    def __init__(self, dag: date, kans: Kans, adresboek: Adresboek) -> None:
        self._dag = dag
        self._kans = kans
        self._adresboek = adresboek

    def plan(self, thuis: Huisgenoten) -> list[Entry]:
        """The events of one house, in no particular order."""
        if self._kans.komt_uit(_VERHUIST):
            return self._verandering(thuis, self._dag + timedelta(days=self._kans.getal(1, TOEKOMST)))
        overlijdt = (wie for wie in (*thuis.volwassenen, *thuis.kinderen) if self._kans.komt_uit(_OVERLIJDT))
        return [_gebeurtenis(self._dag + timedelta(days=self._kans.getal(1, TOEKOMST)), OVERLIJDEN, wie) for wie in overlijdt]

    def _verandering(self, thuis: Huisgenoten, dag: date) -> list[Entry]:
        """All go abroad, the last adult leaves, a child goes to an institution, or all move together."""
        allen = (*thuis.volwassenen, *thuis.kinderen)
        if self._kans.komt_uit(_EMIGREERT):
            return [_gebeurtenis(dag, EMIGRATIE, wie) for wie in allen]
        if len(thuis.volwassenen) > 1 and self._kans.komt_uit(_UIT_ELKAAR):
            return self._verhuizing(thuis.volwassenen[-1:], thuis.gemeentecode, dag)
        if thuis.kinderen and self._kans.komt_uit(_NAAR_INRICHTING):
            plek = verblijfplaats(self._adresboek.inrichting(thuis.gemeentecode), dag)
            return [_gebeurtenis(dag, VERHUIZING, thuis.kinderen[0], plek)]
        return self._verhuizing(allen, thuis.gemeentecode, dag)

    def _verhuizing(self, wie: Sequence[Entry], gemeentecode: str, dag: date) -> list[Entry]:
        """To one new home, sometimes in another gemeente (R-110)."""
        naar = self._adresboek.gemeente() if self._kans.komt_uit(_ANDERE_GEMEENTE) else gemeentecode
        plek = verblijfplaats(self._adresboek.woning(naar), dag)
        return [_gebeurtenis(dag, VERHUIZING, iemand, plek) for iemand in wie]


def _gebeurtenis(dag: date, soort: str, wie: Entry, plek: Entry | None = None) -> Entry:
    gebeurtenis = {"datum": f"{als_getal(dag):08d}", "soort": soort, **verwijzing(wie)}
    return gebeurtenis if plek is None else {**gebeurtenis, "verblijfplaats": plek}
