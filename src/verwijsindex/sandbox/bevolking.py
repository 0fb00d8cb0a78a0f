"""The built-in population, in the shape of a persons file: the same seed and day give the same bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

from verwijsindex.sandbox.gezinnen import RNI, Gezin, Kind, gezinnen
from verwijsindex.sandbox.namen import GESLACHTSNAMEN, VOORNAMEN
from verwijsindex.sandbox.schrijven import schrijf_lijst

ZAAD: Final = 8023
Entry = dict[str, Any]
_STAP: Final = 7_368_787
_RUIMTE: Final = 10_000_000
_OPENBARE_TESTREEKS: Final = "9999"
_GEWICHTEN: Final = (9, 8, 7, 6, 5, 4, 3, 2)
_POSTCODELETTERS: Final = "ABCDEGHJKLMNPRTVWXZ"
_GESLACHT_OUDER: Final = "VMMV"


def maak_bevolking(dag: date, zaad: int = ZAAD) -> Iterator[Entry]:
    """The persons of the population for a sandbox that starts on ``dag``, family by family, parents first.

    Invented numbers from 900000000 to 999999999 that pass the eleven-test, each once (keuzes.md 32).
    """
    kans = Random(zaad)  # noqa: S311 - nothing secret is drawn
    return grensgevallen(dag, kans, reeks_bsns(kans.randrange(_RUIMTE)))


def grensgevallen(dag: date, kans: Random, nummers: Iterator[str]) -> Iterator[Entry]:
    """A few ordinary families and every boundary of the rules."""
    for nummer, gezin in enumerate(gezinnen(dag, kans), start=1):
        yield from _Huishouden(nummer, gezin, kans, nummers).personen()


def schrijf_bevolking(pad: Path, personen: Iterable[Entry]) -> None:
    """Write a persons file, one person a line; none is kept."""
    schrijf_lijst(pad, personen)


def reeks_bsns(begin: int) -> Iterator[str]:
    """Numbers from 900000000 that pass the eleven-test (R-021), in an order that looks shuffled, none twice.

    None is of the public test range 9999xxxxx (keuzes.md 32).
    """
    for n in range(_RUIMTE):
        acht = f"9{(begin + n * _STAP) % _RUIMTE:07d}"
        if acht.startswith(_OPENBARE_TESTREEKS):
            continue
        controle = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, acht, strict=True)) % 11
        if controle < 10:
            yield f"{acht}{controle}"


@dataclass(frozen=True, slots=True)
class _Huishouden:
    """Gives the members of one family their names, numbers and address."""

    nummer: int
    gezin: Gezin
    kans: Random
    nummers: Iterator[str]

    def personen(self) -> list[Entry]:
        adres = self._adres()
        oudste = min(int(kind.geboortedatum[:4]) or 9999 for kind in self.gezin.kinderen)
        ouders = [self._ouder(rang, oudste, adres) for rang in range(self.gezin.ouders)]
        kinderen = [self._kind(kind, ouders, adres) for kind in self.gezin.kinderen]
        return [*ouders, *kinderen]

    def _ouder(self, rang: int, oudste: int, adres: Entry) -> Entry:
        geboren = f"{oudste - self.kans.randrange(22, 36)}{self.kans.randrange(1, 13):02d}{self.kans.randrange(1, 29):02d}"
        bsn = next(self.nummers) if rang < self.gezin.ouders_met_bsn else None
        return self._persoon(bsn, self.kans.choice(GESLACHTSNAMEN), geboren, _GESLACHT_OUDER[rang], adres)

    def _kind(self, kind: Kind, ouders: list[Entry], adres: Entry) -> Entry:
        """A child bears the name of its last parent; each is written down with the other."""
        van = [ouders[rang] for rang in kind.ouders]
        naam = (van[-1]["voorvoegsel"], van[-1]["geslachtsnaam"])
        bsn = next(self.nummers) if kind.met_bsn else None
        persoon = self._persoon(bsn, naam, kind.geboortedatum, self.kans.choice("MV"), adres)
        persoon["ouders"] = [{**verwijzing(ouder), "ouder": str(rang)} for rang, ouder in enumerate(van, start=1)]
        for ouder in van:
            ouder["kinderen"].append(verwijzing(persoon))
        if kind.datum_overlijden is not None:
            persoon["datum_overlijden"] = kind.datum_overlijden
        if kind.opschorting is not None:
            persoon["opschorting"] = kind.opschorting
        return persoon

    def _persoon(self, bsn: str | None, naam: tuple[str | None, str], geboren: str, geslacht: str, adres: Entry) -> Entry:
        voorvoegsel, geslachtsnaam = naam
        return {
            "bsn": bsn,
            "voornamen": " ".join(self.kans.sample(VOORNAMEN[geslacht], self.kans.randrange(1, 3))),
            "voorvoegsel": voorvoegsel,
            "geslachtsnaam": geslachtsnaam,
            "geboortedatum": geboren,
            "geslacht": geslacht,
            "ouders": [],
            "kinderen": [],
            "verblijfplaats": adres,
        }

    def _adres(self) -> Entry:
        """Who is in the RNI lives abroad."""
        letters = "".join(self.kans.choice(_POSTCODELETTERS) for _ in range(2))
        straat = {"postcode": f"{self.kans.randrange(2500, 2600)}{letters}", "huisnummer": self.kans.randrange(1, 200)}
        if self.gezin.gemeentecode == RNI:
            return {"gemeentecode": RNI, "adres_id": None, "functie_adres": None}
        return {"gemeentecode": self.gezin.gemeentecode, "adres_id": self.nummer, "functie_adres": "W", **straat}


def verwijzing(persoon: Entry) -> Entry:
    """How a persons file names someone beside the one whose entry it is."""
    return {sleutel: persoon[sleutel] for sleutel in ("bsn", "geslachtsnaam", "geboortedatum")}
