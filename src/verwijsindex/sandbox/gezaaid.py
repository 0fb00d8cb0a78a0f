"""The families of a sown population, one after another: who they are, where they live, and what is going to happen to them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from verwijsindex.domain.tijd import als_getal
from verwijsindex.sandbox.adressen import BRIEFADRES, WOONADRES, Adresboek, Entry
from verwijsindex.sandbox.bevolking import verwijzing
from verwijsindex.sandbox.gezinsvormen import Gezinsvorm, Nakomeling, vorm_van
from verwijsindex.sandbox.huizen import Huis, maak_huizen
from verwijsindex.sandbox.kans import Kans
from verwijsindex.sandbox.levensloop import Huisgenoten, Toekomst
from verwijsindex.sandbox.namen import loot_geslachtsnaam, loot_voornamen

GEHEIM: Final = 7
"""Indicatie geheim of the BRP: to nobody but who must have it by law."""
_GESLACHTEN: Final = "VMMV"
_JAAR: Final = 365


@dataclass(frozen=True, slots=True)
class _Zeldzaam:
    """In which part of the cases something is unusual."""

    zonder_bsn: float
    overleden: float
    in_inrichting: float
    fout: float


_KIND: Final = _Zeldzaam(zonder_bsn=0.004, overleden=0.003, in_inrichting=0.008, fout=0.0005)
_OUDER: Final = _Zeldzaam(zonder_bsn=0.015, overleden=0.015, in_inrichting=0.003, fout=0.0005)
_BRIEFADRES: Final = 0.005
_ONVOLLEDIG: Final = ((0.99, 8), (0.006, 6), (0.0035, 4), (0.0005, 0))
"""How many of the eight characters of a date are known."""


@dataclass(frozen=True, slots=True)
class Gezaaid:
    """One family with what is planned for it."""

    personen: list[Entry]
    gebeurtenissen: list[Entry]


@dataclass(slots=True)
class _Lid:
    """Someone while his family is made."""

    entry: Entry
    huis: int
    volwassen: bool
    thuis: bool
    """Alive, and registered in his house and not suspended."""


@dataclass(frozen=True, slots=True)
class _Wie:
    """What is known of somebody before he is registered anywhere."""

    geboren: date
    naam: tuple[str | None, str]
    geslacht: str
    deel: _Zeldzaam


class Zaaier:
    """Makes family after family; the same seed and day make the same ones."""

    def __init__(self, dag: date, kans: Kans, nummers: Iterator[str]) -> None:
        self._dag = dag
        self._kans = kans
        self._nummers = nummers
        self.adresboek = Adresboek(kans)
        self._toekomst = Toekomst(dag, kans, self.adresboek)

    def gezin(self) -> Gezaaid:
        """The next family: parents first, then children from old to young."""
        vorm = vorm_van(self._kans)
        huizen = maak_huizen(vorm.huizen, self._dag, self._kans, self.adresboek)
        geboren = self._geboortedagen(len(vorm.kinderen))
        ouders = [self._ouder(rang, vorm, huizen, geboren) for rang in range(len(vorm.volwassenen))]
        kinderen = [self._kind(kind, dag, ouders, huizen) for kind, dag in zip(vorm.kinderen, geboren, strict=True)]
        leden = [*ouders, *kinderen]
        return Gezaaid([lid.entry for lid in leden], self._gebeurtenissen(leden, huizen))

    def _geboortedagen(self, aantal: int) -> list[date]:
        """From old to young: up to 24 years ago, now and then twins."""
        dagen = [self._dag - timedelta(days=self._kans.getal(0, 21 * _JAAR))]
        for _ in range(aantal - 1):
            eerder = 0 if self._kans.komt_uit(0.02) else self._kans.getal(300, 5 * _JAAR)
            dagen.append(dagen[-1] - timedelta(days=eerder))
        return dagen[::-1]

    def _ouder(self, rang: int, vorm: Gezinsvorm, huizen: list[Huis], geboren: list[date]) -> _Lid:
        oudste = next(dag for kind, dag in zip(vorm.kinderen, geboren, strict=True) if rang in kind.ouders)
        dag = oudste - timedelta(days=self._kans.getal(19 * _JAAR + 5, 42 * _JAAR))
        return self._lid(_Wie(dag, loot_geslachtsnaam(self._kans), _GESLACHTEN[rang], _OUDER), vorm.volwassenen[rang], huizen)

    def _kind(self, kind: Nakomeling, geboren: date, ouders: list[_Lid], huizen: list[Huis]) -> _Lid:
        """A child bears the name of its last parent; each is written down with the other."""
        van = [ouders[rang].entry for rang in kind.ouders]
        naam = (van[-1]["voorvoegsel"], van[-1]["geslachtsnaam"])
        lid = self._lid(_Wie(geboren, naam, self._kans.kies("MV"), _KIND), kind.huis, huizen)
        lid.entry["ouders"] = [{**verwijzing(ouder), "ouder": str(rang)} for rang, ouder in enumerate(van, start=1)]
        for ouder in van:
            ouder["kinderen"].append(verwijzing(lid.entry))
        return lid

    def _lid(self, wie: _Wie, huis: int, huizen: list[Huis]) -> _Lid:
        plek, elders = self._woonplek(wie.deel, huizen[huis])
        entry: Entry = {
            "bsn": None if self._kans.komt_uit(wie.deel.zonder_bsn) else next(self._nummers),
            "voornamen": loot_voornamen(self._kans, wie.geslacht),
            "voorvoegsel": wie.naam[0],
            "geslachtsnaam": wie.naam[1],
            "geboortedatum": self._datum(wie.geboren),
            "geslacht": wie.geslacht,
            "ouders": [],
            "kinderen": [],
            "verblijfplaats": plek.verblijfplaats(wie.geboren, BRIEFADRES if self._kans.komt_uit(_BRIEFADRES) else WOONADRES),
        }
        if plek.geheim:
            entry["indicatie_geheim"] = GEHEIM
        blijft = self._bijhouding(entry, wie, plek)
        return _Lid(entry, huis, wie.deel is _OUDER, blijft and not elders)

    def _woonplek(self, deel: _Zeldzaam, huis: Huis) -> tuple[Huis, bool]:
        """His house, or an institution in the same gemeente since at most two years; tells which."""
        if huis.adres is None or not self._kans.komt_uit(deel.in_inrichting):
            return huis, False
        sinds = self._dag - timedelta(days=self._kans.getal(0, 2 * _JAAR))
        return replace(huis, adres=self.adresboek.inrichting(huis.adres.gemeentecode), sinds=sinds), True

    def _bijhouding(self, entry: Entry, wie: _Wie, huis: Huis) -> bool:
        """Death, or suspension with the whole house or by an error; gives whether nothing of it all holds."""
        opschorting = huis.opschorting
        if self._kans.komt_uit(wie.deel.overleden):
            eerste = max(wie.geboren, self._dag - timedelta(days=10 * _JAAR))
            entry["datum_overlijden"] = self._datum(eerste + timedelta(days=self._kans.getal(0, (self._dag - eerste).days + 1)))
            opschorting = "O"
        elif self._kans.komt_uit(wie.deel.fout):
            opschorting = "F"
        if opschorting is not None:
            entry["opschorting"] = opschorting
        return opschorting is None

    def _datum(self, dag: date) -> str:
        """As the BRP writes it, sometimes with 00 for what is unknown (R-042)."""
        return f"{als_getal(dag):08d}"[: self._kans.weeg(_ONVOLLEDIG)].ljust(8, "0")

    def _gebeurtenissen(self, leden: list[_Lid], huizen: list[Huis]) -> list[Entry]:
        gepland: list[Entry] = []
        for nummer, huis in enumerate(huizen):
            thuis = [lid for lid in leden if lid.huis == nummer and lid.thuis]
            if huis.adres is not None and thuis:
                volwassenen = [lid.entry for lid in thuis if lid.volwassen]
                kinderen = [lid.entry for lid in thuis if not lid.volwassen]
                gepland += self._toekomst.plan(Huisgenoten(huis.adres.gemeentecode, volwassenen, kinderen))
        return gepland
