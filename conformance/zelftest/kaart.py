"""``kaart.csv``: per mutant the cases that notice it. The first names the requirement that it breaks; together they are all cases.

A case that no mutant can make fail proves nothing. Where there can be none, ``zonder_mutant.csv`` says why.
"""

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from verwijsindex_conformance.catalogus import alle_gevallen
from verwijsindex_conformance.geval import Geval, Rol

from .alle import alle_mutanten, gevallen_over

HIER: Final = Path(__file__).parent
KAART: Final = HIER / "kaart.csv"
ZONDER: Final = HIER / "zonder_mutant.csv"
_KOP: Final = ("mutant", "eis", "gevallen")
Kaart = Mapping[str, Sequence[str]]
"""By name of a mutant the ids of the cases."""


@cache
def lees_kaart() -> Kaart:
    """The map as it is written down."""
    return {rij["mutant"]: tuple(rij["gevallen"].split()) for rij in _rijen(KAART)}


@cache
def zonder_mutant() -> dict[str, str]:
    """Cases that no mutant can make fail, and why."""
    return {rij["geval"]: rij["reden"] for rij in _rijen(ZONDER)}


def gebreken(kaart: Kaart, rollen: Collection[Rol]) -> list[str]:
    """What is wrong with the map, in Dutch: nobody catches a mutant, or no mutant proves a case that judges one of these roles."""
    gevonden = [f"de kaart kent {naam} niet meer" for naam in kaart if naam not in alle_mutanten()]
    for naam, mutant in alle_mutanten().items():
        over = {een.id for een in gevallen_over(mutant)}
        if not over.intersection(kaart.get(naam, ())[:1]):
            gevonden.append(f"geen geval over {mutant.eis} vangt de mutant {naam}")
    bewezen = {id for gevallen in kaart.values() for id in gevallen}
    alle = {een.id: een for een in alle_gevallen()}
    ids = list(alle)
    gevonden += [
        f"dat {id} op {naam} zakt, zegt niets: op {naam} zakt elk geval"
        for naam, gevallen in kaart.items()
        for id in gevallen[1:]
        if naam in alle_mutanten() and id in alle and not _bewijst(naam, alle[id])
    ]
    gevonden += [f"{id} staat op de kaart en bestaat niet" for id in sorted(bewezen.difference(ids))]
    over_rollen = [id for id, een in alle.items() if een.rol in rollen]
    gevonden += [f"geen mutant laat {id} zakken" for id in over_rollen if id not in bewezen and id not in zonder_mutant()]
    gevonden += [f"{id} heeft een reden en ook een mutant" for id in zonder_mutant() if id in bewezen or id not in ids]
    return gevonden


def maak_kaart(gezakt: Kaart, duur: Mapping[str, float]) -> dict[str, list[str]]:
    """Out of all cases that each mutant makes fail: one that names its requirement, and every case at the mutant that few others notice.

    ``duur`` is what a case takes: of two that prove the same the faster one.
    """
    kaart: dict[str, list[str]] = {}
    for naam, mutant in alle_mutanten().items():
        over = {een.id for een in gevallen_over(mutant)}
        passend = sorted(over.intersection(gezakt.get(naam, ())), key=lambda id: (duur.get(id, 0.0), id))
        kaart[naam] = passend[:1]
    gedekt = {id for gevallen in kaart.values() for id in gevallen}
    for een in alle_gevallen():
        getuigen = [naam for naam, gevallen in gezakt.items() if een.id in gevallen and kaart.get(naam) and _bewijst(naam, een)]
        if een.id not in gedekt and getuigen:
            kaart[min(getuigen, key=lambda naam: (alle_mutanten()[naam].eis not in een.eisen, len(gezakt[naam]), naam))].append(een.id)
    return kaart


def _bewijst(naam: str, een: Geval) -> bool:
    """Whether this mutant shows that the case can fail: one that nobody can believe anything fails whatever case it likes."""
    mutant = alle_mutanten()[naam]
    return not mutant.overal or (mutant.eis in een.eisen and een.tweeling is None)


def schrijf_kaart(kaart: Kaart) -> None:
    """Write the map down."""
    with KAART.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand, delimiter=";", lineterminator="\n")
        schrijver.writerow(_KOP)
        schrijver.writerows((naam, mutant.eis, " ".join(kaart.get(naam, ()))) for naam, mutant in alle_mutanten().items())


def _rijen(bestand: Path) -> Iterable[dict[str, str]]:
    with bestand.open(encoding="utf-8", newline="") as tekst:
        return list(csv.DictReader(tekst, delimiter=";"))
