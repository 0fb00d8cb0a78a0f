"""``make aanvallen``: the table, the mutator and a bounded fuzz against a running server; the last line is one JSON object."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from ..differentieel import oordelen
from ..differentieel.aanval import RAW
from ..differentieel.verbouwingen import VERBOUWINGEN
from ..unit.security import pki
from . import mutator
from .doelwit import Doelwit, doelwit
from .tabel import CPU_HOOGSTENS, CPU_MARGE, beproef, gevallen


def loop_tabel(doel: Doelwit) -> list[str]:
    """The cases that failed, with why."""
    gezakt = []
    for geval in gevallen():
        fouten = beproef(doel, geval)
        print(f"{'goed  ' if not fouten else 'GEZAKT'} {geval.nummer:2} {geval.titel}", flush=True)
        gezakt += [f"{geval.nummer}: {fout}" for fout in fouten]
    return gezakt


def loop_mutator(doel: Doelwit, elke: int, paren: int) -> tuple[int, list[str]]:
    """How many variants there were, and which were accepted: requests by the server, replies by the client."""
    aantal, geaccepteerd = 0, []
    for naam, raw, antwoord in _varianten(paren):
        aantal += 1
        if aantal % elke:
            continue
        if oordelen.ons(raw, antwoord=True, nu=pki.NU).goed if antwoord else doel.stuur(raw).doorgelaten:
            geaccepteerd.append(naam)
    return aantal // elke, geaccepteerd


def _varianten(paren: int) -> Iterator[tuple[str, bytes, bool]]:
    yield from ((naam, raw, False) for naam, raw in mutator.verzoeken())
    yield from ((naam, raw, True) for naam, raw in mutator.antwoorden())
    yield from mutator.paren(paren)


def loop_fuzz(doel: Doelwit, seconden: float, zaad: int) -> tuple[int, list[str]]:
    """How many random messages were sent, and which got no code, a failure of our own, or too much of the processor."""
    rng, aantal, onverwacht = Random(zaad), 0, []
    einde = time.monotonic() + seconden
    while time.monotonic() < einde:
        raw = RAW
        for _ in range(rng.randint(1, 4)):
            raw = rng.choice(VERBOUWINGEN)(rng, raw)
        antwoord = doel.stuur(raw)
        aantal += 1
        if antwoord.code == "DK0051" or antwoord.status == 0 or (antwoord.status == 500 and not antwoord.code):
            onverwacht.append(f"zaad {zaad}, bericht {aantal}: {antwoord.kort}")
        elif antwoord.cpu > CPU_HOOGSTENS + CPU_MARGE:
            onverwacht.append(f"zaad {zaad}, bericht {aantal}: {antwoord.cpu:.0f} ms")
        elif antwoord.doorgelaten and oordelen.ons(raw, antwoord=False, nu=pki.NU).code not in ("", None):
            onverwacht.append(f"zaad {zaad}, bericht {aantal}: doorgelaten")
        if antwoord.doorgelaten:
            doel.vergeet()
    return aantal, onverwacht


def main() -> int:
    """Run all three; 0 when nothing came through and nothing was odd."""
    parser = argparse.ArgumentParser(prog="make aanvallen ARGS=", description="De aanvalstabel, de verbouwer en een fuzz tegen een server.")
    parser.add_argument("--seconden", type=float, default=30, help="hoe lang de fuzz duurt")
    parser.add_argument("--zaad", type=int, default=int(time.time()), help="begin van het toeval, om een loop te herhalen")
    parser.add_argument("--elke", type=int, default=1, help="maar een op de zoveel varianten")
    keuzes = parser.parse_args()
    with tempfile.TemporaryDirectory() as map, doelwit(Path(map)) as doel:
        gezakt = loop_tabel(doel)
        varianten, geaccepteerd = loop_mutator(doel, keuzes.elke, 2000)
        berichten, onverwacht = loop_fuzz(doel, keuzes.seconden, keuzes.zaad)
    for regel in (*gezakt, *geaccepteerd, *onverwacht):
        print(f"  {regel}")
    print(f"fuzz: {berichten} berichten, zaad {keuzes.zaad}")
    uitslag = {
        "gevallen": len(gevallen()),
        "gezakt": len({regel.split(":")[0] for regel in gezakt}),
        "varianten": varianten,
        "geaccepteerd": len(geaccepteerd),
        "onverwacht": len(onverwacht),
    }
    print(json.dumps(uitslag))
    return 1 if gezakt or geaccepteerd or onverwacht else 0


if __name__ == "__main__":
    sys.exit(main())
