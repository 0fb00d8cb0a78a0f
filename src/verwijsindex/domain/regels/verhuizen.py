"""Jeugdwet 7.1.2.3(1)(d)(e)(g): what a change in the register of persons brings about (R-046, R-080, R-121..R-124; B16)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.adressen import is_ander_adres
from verwijsindex.domain.regels.matchen import Omgeving, gezin, verwant
from verwijsindex.domain.regels.opstellen import NieuweId, Opsteller, matchsleutel, zonder_regievoerder
from verwijsindex.domain.regels.signaleren import Gevolg
from verwijsindex.domain.signaal import MatchSoort, NieuweMatch, NieuwSignaal, SignaalSoort
from verwijsindex.domain.tijd import PEILLEEFTIJD


def om_te_bewaren(persoon: RegisterPersoon, *, adresmatch: bool) -> RegisterPersoon:
    """R-046, R-076: what the index may keep of what the register says.

    Of who is suspended (emigration, error) neither parents nor address nor gemeente: matching by family and following stop. With the
    switch off no address of anybody.
    """
    if persoon.opgeschort:
        return replace(persoon, ouders=frozenset(), gemeentecode=None, woonadres=None, woont_sinds=None)
    return persoon if adresmatch else replace(persoon, woonadres=None)


def nieuwe_grens(persoon: RegisterPersoon, bekend: Jeugdige) -> date:
    """Jeugdwet 7.1.4.5(2)(b), R-042: his 23rd birthday when the register corrects his birth date; what we knew when it has none."""
    return bekend.uiterlijk if persoon.geboortedatum is None else persoon.geboortedatum.verjaardag(PEILLEEFTIJD)


def is_verhuisd(oud: Jeugdige, nieuw: Jeugdige) -> bool:
    """Jeugdwet 7.1.2.3(1)(g), R-121: whether he lives elsewhere than we knew.

    Not when we knew nothing, nor when nothing is known now: where following begins or stops nobody is told anything (R-046).
    """
    if oud.verblijf is None or nieuw.verblijf is None:
        return False
    return oud.verblijf != nieuw.verblijf or is_ander_adres(oud, nieuw)


def gevolgen_van_wijziging(oud: Jeugdige, rond: Omgeving, mandaten: Mapping[str, str], moment: datetime, nieuwe_id: NieuweId) -> Gevolg:
    """R-080, R-121, R-122: who is told when the register says something else of a reported jeugdige than before.

    ``oud`` is he as he was; ``rond`` holds him as he is now, his relatives and their relatives, with their ACTIEF meldingen;
    ``mandaten`` the gemeente of the mandate by which each of these meldingen came (keuzes.md 10). Matches that are lost end silently:
    what was told stays told, because the meldingen on which it rests are there still (keuzes.md 19).
    """
    wijziging = _Wijziging(oud, rond, mandaten, Opsteller(moment, nieuwe_id))
    return Gevolg(tuple(wijziging.matches()), (*wijziging.verhuisberichten(), *wijziging.gezinssignalen()), wijziging.uit_mandaat)


class _Wijziging:
    """One jeugdige before and after, and everyone around him."""

    def __init__(self, oud: Jeugdige, rond: Omgeving, mandaten: Mapping[str, str], opsteller: Opsteller) -> None:
        self._oud = oud
        self._nieuw = rond.jeugdigen[oud.id]
        self._rond = rond
        self._mandaten = mandaten
        self._opsteller = opsteller
        self._over_hem = tuple(m for m in rond.actief if m.jeugdige_id == oud.id)
        self._paren = tuple(self._nieuwe_paren())
        self.uit_mandaat = False

    def verhuisberichten(self) -> Iterable[NieuwSignaal]:
        """R-121, R-122: to each of his reporters; in another gemeente to the regievoerder there, with all of them; no address (R-123)."""
        if not self._over_hem or not is_verhuisd(self._oud, self._nieuw):
            return
        for eigen in self._over_hem:
            yield self._opsteller.aan_melder(eigen, SignaalSoort.VERHUIZING)
        if self._nieuw.gemeentecode != self._oud.gemeentecode:
            for gemeente in sorted(self._gemeenten(self._nieuw.id, self._over_hem)):
                yield self._opsteller.aan_gemeente(gemeente, SignaalSoort.VERHUIZING, self._over_hem)

    def matches(self) -> Iterable[NieuweMatch]:
        """R-078, R-080: one match per pair of persons that became family."""
        for paar in self._paren:
            eerste, tweede = sorted((self._nieuw.id, paar.ander))
            yield NieuweMatch(MatchSoort.GEZIN, eerste, tweede, self._opsteller.moment)

    def gezinssignalen(self) -> Iterable[NieuwSignaal]:
        """R-080, R-090, R-092: to everyone who gains a match, and to the regievoerder of each jeugdige."""
        if not self._paren:
            return
        sleutel = matchsleutel(self._opsteller.nieuwe_id())
        for eigen in dict.fromkeys(m for paar in self._paren for m in paar.meldingen):
            anderen = [m for m in self._rond.actief if gezin(eigen, m, self._rond)]
            yield self._opsteller.aan_melder(eigen, SignaalSoort.GEZIN, anderen, sleutel)
        for gemeente, meldingen in sorted(self._per_gemeente().items()):
            yield self._opsteller.aan_gemeente(gemeente, SignaalSoort.GEZIN, meldingen, sleutel)

    def _nieuwe_paren(self) -> Iterable["_Paar"]:
        """Who became family by this change and has a melding that matches one of his."""
        for ander in self._rond.jeugdigen.values():
            if ander.id == self._nieuw.id or not verwant(self._nieuw, ander, self._rond) or verwant(self._oud, ander, self._rond):
                continue
            over_ander = [m for m in self._rond.actief if m.jeugdige_id == ander.id]
            matchend = [m for m in self._over_hem if any(gezin(m, n, self._rond) for n in over_ander)]
            matchend += [n for n in over_ander if any(gezin(m, n, self._rond) for m in self._over_hem)]
            if matchend:
                yield _Paar(ander.id, tuple(matchend))

    def _per_gemeente(self) -> dict[str, list[Melding]]:
        """R-097: per gemeente the meldingen of the new matches in which one of its jeugdigen takes part."""
        verdeling: dict[str, list[Melding]] = {}
        for paar in self._paren:
            for jeugdige in (self._nieuw.id, paar.ander):
                for gemeente in self._gemeenten(jeugdige, paar.meldingen):
                    lijst = verdeling.setdefault(gemeente, [])
                    lijst.extend(m for m in paar.meldingen if m not in lijst)
        return verdeling

    def _gemeenten(self, jeugdige_id: str, meldingen: Iterable[Melding]) -> set[str]:
        """R-097, R-124, keuzes.md 10: where he is registered now, else the gemeente of the mandate of each of his reporters."""
        gemeente = self._rond.jeugdigen[jeugdige_id].gemeentecode
        if gemeente is not None and not zonder_regievoerder(gemeente, self._rond):
            return {gemeente}
        self.uit_mandaat = True
        return {self._mandaten[m.id] for m in meldingen if m.jeugdige_id == jeugdige_id and m.id in self._mandaten}


@dataclass(frozen=True, slots=True)
class _Paar:
    """A relative whom he gained, and the meldingen about the two that match."""

    ander: str
    meldingen: tuple[Melding, ...]
