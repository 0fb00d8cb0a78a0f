"""Which persons are worth describing, in which order, and who is whose brother or sister."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from verwijsindex.domain.nummers import voldoet_aan_elfproef
from verwijsindex.sandbox.kenmerken import BELET, GEDEELDE_OUDER, Kenmerk, Persoon, dubbele_nummers, eigen_kenmerken

HOOGSTENS: Final = 1000
"""No more persons than this are described, however many the register holds."""
VENSTER: Final = 5000
"""Of a long persons file only so many, the first ones, are looked at."""
HOOGSTENS_UITZONDERINGEN: Final = 200
HOOGSTENS_VOLWASSENEN: Final = 10
ALTIJD_NUTTIG: Final = frozenset({Kenmerk.ZONDER_BSN, Kenmerk.BSN_ONGELDIG, Kenmerk.BSN_DUBBEL, Kenmerk.GEBOORTEDATUM_ONBEKEND})
"""Worth describing at any age."""


@dataclass(frozen=True, slots=True)
class Bijzonder:
    """A person with his kenmerken."""

    persoon: Persoon
    kenmerken: tuple[str, ...]

    @property
    def belet(self) -> frozenset[str]:
        """Why he cannot be reported by BSN; empty for who can."""
        return BELET.intersection(self.kenmerken)

    @property
    def ouders(self) -> tuple[str, ...]:
        """R-073: his parents, as far as they have a valid number."""
        return tuple(ouder for ouder in dict.fromkeys(self.persoon.ouders) if voldoet_aan_elfproef(ouder))


@dataclass(frozen=True, slots=True)
class Elders:
    """What the persons of a long file who are not looked at mean for those who are."""

    dubbel: frozenset[str] = frozenset()
    """Numbers that several entries of the whole file bear."""
    ouders: frozenset[str] = frozenset()
    """Numbers of parents who also have a child that can be reported among the persons who are not looked at."""


def kies_personen(personen: Sequence[Persoon], dag: date, elders: Elders | None = None) -> list[Bijzonder]:
    """Who is worth describing on ``dag``: first who can be reported, brothers and sisters together, then the exceptions.

    Of the persons of 23 and older only the few youngest, and those with a kenmerk of ALTIJD_NUTTIG. At most HOOGSTENS in all.
    ``elders`` is None when ``personen`` are all there are.
    """
    if elders is None:
        elders = Elders(dubbele_nummers(persoon.bsn for persoon in personen))
    dubbel = elders.dubbel
    alle = [Bijzonder(persoon, tuple(eigen_kenmerken(persoon, dag, dubbel))) for persoon in personen]
    te_melden = [bijzonder for bijzonder in alle if not bijzonder.belet]
    uitzonderingen = _uitzonderingen(alle)[:HOOGSTENS_UITZONDERINGEN]
    return [*_met_gezin(te_melden, elders.ouders)[: HOOGSTENS - len(uitzonderingen)], *uitzonderingen]


def _uitzonderingen(alle: Iterable[Bijzonder]) -> list[Bijzonder]:
    """Who cannot be reported: everyone young, a few of those who are just too old, and everyone of ALTIJD_NUTTIG."""
    belet = [bijzonder for bijzonder in alle if bijzonder.belet]
    jong = [bijzonder for bijzonder in belet if Kenmerk.OUDER_DAN_22 not in bijzonder.kenmerken]
    alleen_oud = [bijzonder for bijzonder in belet if bijzonder.belet == {Kenmerk.OUDER_DAN_22}]
    van_jong_naar_oud = sorted(alleen_oud, key=lambda bijzonder: bijzonder.persoon.geboortedatum or "", reverse=True)
    oud_en_nuttig = [b for b in belet if Kenmerk.OUDER_DAN_22 in b.kenmerken and ALTIJD_NUTTIG.intersection(b.kenmerken)]
    return [*jong, *van_jong_naar_oud[:HOOGSTENS_VOLWASSENEN], *oud_en_nuttig]


def _met_gezin(te_melden: Sequence[Bijzonder], ouders_elders: Collection[str]) -> list[Bijzonder]:
    """Brothers and sisters one after another, each told which parents he shares; a brother may stand in what is not looked at."""
    kinderen: dict[str, list[int]] = {}
    for plaats, bijzonder in enumerate(te_melden):
        for ouder in bijzonder.ouders:
            kinderen.setdefault(ouder, []).append(plaats)
    gedeeld = {ouder: plaatsen for ouder, plaatsen in kinderen.items() if len(plaatsen) > 1 or ouder in ouders_elders}
    nummers = {ouder: f"{GEDEELDE_OUDER}{nummer}" for nummer, ouder in enumerate(gedeeld, start=1)}
    return [_noem_ouders(te_melden[plaats], nummers) for plaats in _op_gezin(te_melden, gedeeld)]


def _noem_ouders(bijzonder: Bijzonder, nummers: dict[str, str]) -> Bijzonder:
    gedeeld = [nummers[ouder] for ouder in bijzonder.ouders if ouder in nummers]
    return Bijzonder(bijzonder.persoon, (Kenmerk.BROER_ZUS, *bijzonder.kenmerken, *gedeeld)) if gedeeld else bijzonder


def _op_gezin(te_melden: Sequence[Bijzonder], gedeeld: dict[str, list[int]]) -> list[int]:
    """Everyone once, each followed by who shares a parent with him, and by who shares one with them."""
    gehad: dict[int, None] = {}
    for eerste in range(len(te_melden)):
        wachtrij = [eerste]
        while wachtrij:
            plaats = wachtrij.pop(0)
            if plaats not in gehad:
                gehad[plaats] = None
                wachtrij += [broer for ouder in te_melden[plaats].ouders for broer in gedeeld.get(ouder, ())]
    return list(gehad)
