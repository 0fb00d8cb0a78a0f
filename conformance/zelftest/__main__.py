"""``python -m conformance.zelftest``: our own server on the whole suite, and every mutant on the cases that must notice it.

The last line is one JSON object; the exit code is 0 only when everything passes, every mutant is caught, and every case can fail.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from verwijsindex_conformance.catalogus import alle_gevallen, kies
from verwijsindex_conformance.eisen import alle_eisen
from verwijsindex_conformance.geval import Rol
from verwijsindex_conformance.oordeel import Oordeel

from .alle import alle_mutanten, gevallen_over
from .kaart import gebreken, lees_kaart, maak_kaart, schrijf_kaart
from .proefneming import BANKEN, OPNIEUW, STEEKPROEF, Opdracht, Proefneming, neem_proeven

GEZIEN: Final = Path("build/zelftest-gezien.json")
"""What ``--zoek`` saw, of this time and before: by mutant which cases failed, and which did not."""


def main() -> int:
    """Run what was asked for; gives the exit code."""
    keuzes = _keuzes()
    onbekend = [naam for naam in keuzes.alleen if naam not in alle_mutanten()]
    if onbekend:
        print(f"er is geen mutant {', '.join(onbekend)}", file=sys.stderr)
        return 2
    return _zoek(keuzes) if keuzes.zoek or keuzes.matrix else _proef(keuzes)


def _keuzes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m conformance.zelftest",
        description="De conformiteitstoets op onze eigen server, en op servers en clients waaraan precies een eis ontbreekt.",
    )
    parser.add_argument("--alleen", nargs="+", default=[], metavar="MUTANT", help="alleen deze mutanten, en niet de goede server")
    parser.add_argument("--zoek", action="store_true", help="zoek per mutant wie hem ziet, en schrijf kaart.csv opnieuw")
    parser.add_argument("--gevallen", nargs="+", default=[], metavar="ID", help="met --zoek: ook deze gevallen of hoofdstukken")
    parser.add_argument("--matrix", action="store_true", help="als --zoek, met alle gevallen; dat duurt uren")
    parser.add_argument("--hussel", type=int, default=random.randrange(10_000), metavar="GETAL", help="de volgorde van de tweede keer")
    parser.add_argument("--processen", type=int, default=2, metavar="N", help="hoeveel tegelijk")
    return parser.parse_args()


def _proef(keuzes: argparse.Namespace) -> int:
    """The suite twice on what is good, and every mutant on the cases of its map."""
    kaart = lees_kaart()
    klachten = [] if keuzes.alleen else gebreken(kaart, BANKEN)
    opdrachten = [] if keuzes.alleen else list(_goed(keuzes.hussel))
    mutanten = keuzes.alleen or list(alle_mutanten())
    opdrachten += [Opdracht(naam, tuple(kaart.get(naam, ())), _steekproef(naam, kaart), alle_mutanten()[naam].rol) for naam in mutanten]
    goed: list[Proefneming] = []
    gevangen = 0
    for proef in neem_proeven(opdrachten, keuzes.processen):
        if proef.opdracht.mutant is None:
            goed.append(proef)
            print(f"  de goede {proef.opdracht.rol}: {len(proef.oordelen)} gevallen, {proef.seconden:.0f} s", flush=True)
            klachten += sorted(set(proef.omgevallen))
            klachten += [f"{id}: {oordeel}, {proef.redenen[id]}" for id, oordeel in proef.oordelen.items() if id in proef.redenen]
            continue
        mist = _mist(proef)
        gevangen += not mist
        klachten += [f"mutant {proef.opdracht.mutant}: {klacht}" for klacht in mist]
        print(f"  {'gemist ' if mist else 'gevangen'} {_regel(proef)}", flush=True)
    klachten += _wisselvallig(goed)
    for klacht in klachten:
        print(f"FOUT {klacht}")
    print(json.dumps(_telling(goed, len(mutanten), gevangen)))
    return 1 if klachten else 0


def _goed(hussel: int) -> Iterable[Opdracht]:
    """Every role twice on the same target: in the order of the book, and then in another."""
    for rol in BANKEN:
        ids = [een.id for een in kies([], rol)]
        if ids:
            print(f"rol {rol}: {len(ids)} gevallen, de tweede keer in volgorde {hussel}")
            yield Opdracht(None, tuple(ids), opnieuw=tuple(random.Random(hussel).sample(ids, len(ids))), rol=rol)


def _steekproef(naam: str, kaart: dict[str, Sequence[str]]) -> tuple[str, ...]:
    mutant = alle_mutanten()[naam]
    over = {een.id for een in gevallen_over(mutant)}.union(kaart.get(naam, ()))
    return () if mutant.overal or mutant.rol is not Rol.INDEX else tuple(id for id in STEEKPROEF if id not in over)


def _mist(proef: Proefneming) -> list[str]:
    """What a mutant got away with, or broke beside its requirement."""
    mist = [] if proef.vangt else [f"geen geval over {alle_mutanten()[proef.opdracht.mutant or ''].eis} zakt"]
    mist += [f"past niet meer op onze code: {wat}" for wat in sorted(set(proef.omgevallen))]
    mist += [f"{id} hoort te zakken, en gaf {proef.oordelen.get(id)}" for id in proef.opdracht.gevallen if id not in proef.gezakt]
    return mist + [f"{id} hoort te slagen, en gaf {proef.oordelen.get(id)}: {proef.redenen.get(id)}" for id in proef.ten_onrechte]


def _regel(proef: Proefneming) -> str:
    naam = proef.opdracht.mutant or ""
    return f"{naam} ({alle_mutanten()[naam].eis}): {' '.join(proef.gezakt)}, {proef.seconden:.1f} s"


def _wisselvallig(goed: Sequence[Proefneming]) -> list[str]:
    """Cases that did not get the same verdict twice."""
    per_geval: dict[str, set[Oordeel]] = {}
    for proef in goed:
        for id, oordeel in proef.oordelen.items():
            per_geval.setdefault(id.removesuffix(OPNIEUW), set()).add(oordeel)
    return [f"{id} gaf twee keer iets anders: {' en '.join(sorted(oordelen))}" for id, oordelen in per_geval.items() if len(oordelen) > 1]


def _telling(goed: Sequence[Proefneming], mutanten: int, gevangen: int) -> dict[str, int]:
    """``zonder_geval`` are requirements without a case; eisen.csv has the reason of each."""
    oordelen = [oordeel for proef in goed for oordeel in proef.oordelen.values()]
    return {
        "gevallen": sum(een.rol in BANKEN for een in alle_gevallen()),
        "gezakt": oordelen.count(Oordeel.GEZAKT),
        "onbeslist": oordelen.count(Oordeel.ONBESLIST),
        "mutanten": mutanten,
        "gevangen": gevangen,
        "eisen": len(alle_eisen()),
        "zonder_geval": sum(not eis.gevallen for eis in alle_eisen().values()),
    }


def _zoek(keuzes: argparse.Namespace) -> int:
    """Run every mutant on the cases about its requirement, or on all, and draw the map out of what was ever seen."""
    gezien = json.loads(GEZIEN.read_text(encoding="utf-8")) if GEZIEN.exists() else {}
    ook = {een.id for een in kies(keuzes.gevallen)} if keuzes.gevallen or keuzes.matrix else set()
    opdrachten = []
    for naam in keuzes.alleen or alle_mutanten():
        mutant = alle_mutanten()[naam]
        over = {een.id for een in gevallen_over(mutant)}
        ids = tuple(een.id for een in kies([], mutant.rol) if een.id in over | ook)
        opdrachten.append(Opdracht(naam, ids, _steekproef(naam, {}), mutant.rol))
    for proef in neem_proeven(opdrachten, keuzes.processen):
        naam = proef.opdracht.mutant or ""
        gezien.setdefault(naam, {}).update({id: [oordeel, proef.duur[id]] for id, oordeel in proef.oordelen.items()})
        print(f"  {_regel(proef)}", *(f"MIST {klacht}" for klacht in (*proef.ten_onrechte, *sorted(set(proef.omgevallen)))), flush=True)
        GEZIEN.parent.mkdir(exist_ok=True)
        GEZIEN.write_text(json.dumps(gezien, indent=1), encoding="utf-8")
    duur = {id: seconden for gevallen in gezien.values() for id, (_, seconden) in gevallen.items()}
    zakt = (Oordeel.GEZAKT, Oordeel.WAARSCHUWING)
    gezakt = {naam: list(lees_kaart().get(naam, ())) for naam in alle_mutanten()}
    gezakt |= {naam: [id for id, (oordeel, _) in gezien[naam].items() if oordeel in zakt] for naam in gezakt if naam in gezien}
    kaart = maak_kaart(gezakt, duur)
    schrijf_kaart(kaart)
    for klacht in gebreken(kaart, BANKEN):
        print(f"FOUT {klacht}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
