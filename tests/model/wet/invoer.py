"""Existing meldingen of a partner that joins (keuzes.md 24; R-183, decision record 0099): kept with their own dates, and told to nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ..begrippen import AMSTERDAM, GEZIN, WEG, ZELFDE, Gemeld, Melding, Sleutel
from ..wereld import BSN, SINDS, Mens
from .melden import Melden


@dataclass(frozen=True)
class Rij:
    """A line of the file: who reported whom, when, and when he removed it."""

    regel: int
    wie: str
    naam: str
    hoe: str
    sleutel: str
    moment: datetime
    verwijderd: date | None = None


@dataclass(frozen=True)
class Ingevoerd:
    """What became of the lines, by their numbers."""

    nieuw: tuple[int, ...]
    bekend: tuple[int, ...]
    verlopen: tuple[int, ...]
    paren: frozenset[tuple[str, str, Melding, Melding]]
    """Of each match that arose the gemeente of the jeugdige, its kind, and both meldingen; the second was there first."""


@dataclass(frozen=True)
class _Goed:
    rij: Rij
    mens: Mens
    einde: date


class Invoer(Melden):
    """All of a file, or nothing."""

    def voer_in(self, rijen: Sequence[Rij]) -> Ingevoerd | frozenset[tuple[int, str]] | str:
        """What became of it; the lines that are wrong, each with its code if it has one; or VIR-190."""
        oordelen = {}
        for rij in rijen:
            oordelen[rij.regel] = self._oordeel(rij)
            if oordelen[rij.regel] == "VIR-190":
                return "VIR-190"
        goed = [oordeel for oordeel in oordelen.values() if isinstance(oordeel, _Goed)]
        fouten = {(regel, wat) for regel, wat in oordelen.items() if isinstance(wat, str) and wat not in (WEG, "BEKEND")}
        gezien = set()
        for een in goed:
            if self._liep(een):
                if (een.rij.wie, een.mens.bsn) in gezien:
                    fouten.add((een.rij.regel, ""))
                gezien.add((een.rij.wie, een.mens.bsn))
        if fouten:
            return frozenset(fouten)
        paren = frozenset(paar for een in goed for paar in self._bewaar(een))
        zo = {wat: tuple(regel for regel, oordeel in oordelen.items() if oordeel == wat) for wat in ("BEKEND", WEG)}
        return Ingevoerd(tuple(een.rij.regel for een in goed), zo["BEKEND"], zo[WEG], paren)

    def _oordeel(self, rij: Rij) -> _Goed | str:
        """Its mistake, that nothing is kept of it, that it was taken over before, or that it may be kept."""
        gemeld, mens = rij.moment.astimezone(AMSTERDAM).date(), self.register[rij.naam]
        einde = self.verwijderdatum(rij.wie, gemeld)
        if rij.verwijderd is not None and rij.verwijderd > einde:
            return ""
        te_oud = rij.hoe != BSN and mens.geboren % 100 > 0 and self.wetten.is_te_oud(mens.geboren, self.dag)
        if te_oud or self.dag >= self.wetten.einde_archief(rij.verwijderd or einde):
            return WEG
        if gemeld < SINDS:
            return "VIR-120"
        wie = self.wijs_aan(rij.wie, rij.naam, rij.hoe)
        if isinstance(wie, str):
            return WEG if wie in ("VIR-110", "VIR-112") else wie
        if wie.geboren > int(f"{gemeld:%Y%m%d}"):
            return "VIR-111"
        eerder = self.herhaling(*self.sleutel_van(rij))
        if eerder is not None:
            return "" if eerder == "VIR-140" else "BEKEND"
        goed = _Goed(rij, wie, einde)
        loopt_al = any((m.wie, m.over) == (rij.wie, wie.bsn) and self.loopt(m) for m in self.meldingen)
        return "" if loopt_al and self._liep(goed) else goed

    def _liep(self, een: _Goed) -> bool:
        """Whether its term runs today."""
        return een.rij.verwijderd is None and self.dag < een.einde

    def sleutel_van(self, rij: Rij) -> tuple[tuple[str, str, str], tuple[object, ...]]:
        """Its own key of the partner, and what that stands for: as if it had been reported here."""
        return (self.langs(rij.wie), "MELDING", rij.sleutel), (rij.wie, rij.hoe, self.register[rij.naam].gestuurd(rij.hoe))

    def _bewaar(self, een: _Goed) -> set[tuple[str, str, Melding, Melding]]:
        """No signaal, and no offer of historie; of whom something is kept already the index learns nothing new (R-080)."""
        rij, over = een.rij, een.mens.bsn
        if not any(m.over == over and self.toestand(m) != WEG for m in self.meldingen):
            self.bekend[over] = self.gehouden(een.mens)
        m = Melding(rij.wie, over, rij.moment, een.einde, rij.verwijderd, sleutel=rij.sleutel)
        self.meldingen.append(m)
        samen = {(self.bekend[over].gemeente or "", soort, m, ander) for soort in (ZELFDE, GEZIN) for ander in self.treffers(soort, m)}
        plek, inhoud = self.sleutel_van(rij)
        self.sleutels[plek] = Sleutel(inhoud, Gemeld(m, False, bool(samen), False), self.moment, m, rij.naam)
        return samen
