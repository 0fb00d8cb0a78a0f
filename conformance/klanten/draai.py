"""Runs the client matrix: draai.py [--controleer] [--opnemen] [STACK...]; see README.md. The last line is one JSON object.

Without names every stack runs, and docs/klanten.md is made anew; with --controleer it is compared instead, and the exit code is 1 when a
stack reached anything else than the page says.
"""

import argparse
import json
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from matrix.loop import Loop, Uitslag
from matrix.luik import Wsdlluik
from matrix.opnemen import neem_op
from matrix.sandbox import BANEN, Sandbox, sandbox
from matrix.stapel import KLANTEN, lees_stapels
from matrix.tabel import PAGINA, maak_pagina, verschillen

WERK = KLANTEN.parents[1] / "build" / "klanten"


def main() -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(description="De matrix van clients tegen een sandbox.")
    parser.add_argument("--controleer", action="store_true", help="vergelijk met docs/klanten.md in plaats van die te schrijven")
    parser.add_argument("--opnemen", action="store_true", help="bewaar de berichten als opnamen in tests/interop")
    parser.add_argument("stapels", nargs="*", metavar="STAPEL", help="alleen deze, en de bladzijde blijft zoals zij is")
    keuze = parser.parse_args()
    gekozen = [stapel for stapel in lees_stapels() if not keuze.stapels or stapel.naam in keuze.stapels]
    begin = time.monotonic()
    shutil.rmtree(WERK, ignore_errors=True)
    with sandbox(WERK / "sandbox") as gereed:
        luik = Wsdlluik(gereed)
        lopen = [Loop(stapel, gereed, luik.basis, WERK, lambda tekst: print(tekst, flush=True)) for stapel in gekozen]
        # What Maven builds goes in one lane: two Mavens that fill one repository at the same time get in each other's way.
        banen = [[loop for loop in lopen if (loop.stapel.taal == "Java") is java] for java in (True, False)]
        with ThreadPoolExecutor(BANEN) as tegelijk:
            list(tegelijk.map(_loop_na, banen, [replace(gereed, baan=baan) for baan in range(BANEN)]))
        luik.sluit()
        uitslagen = [loop.uitslag for loop in lopen]
        if keuze.opnemen:
            neem_op(uitslagen, gereed)
    print(f"{len(uitslagen)} stapels in {time.monotonic() - begin:.0f} s")
    for uitslag in uitslagen:
        for stap, reden in uitslag.mist.items():
            print(f"{uitslag.stapel.naam}: {stap}: {reden}")
    anders = [] if keuze.stapels and not keuze.controleer else _bladzijde(uitslagen, schrijf=not keuze.controleer)
    if anders:
        print("anders dan docs/klanten.md:", *anders, sep="\n  ")
    print(json.dumps({u.stapel.naam: {"niet gedraaid": u.niet_gedraaid} if u.niet_gedraaid else u.gehaald for u in uitslagen}))
    return int(bool(anders))


def _loop_na(lopen: list[Loop], baan: Sandbox) -> None:
    for nummer, loop in enumerate(lopen):
        loop.bouw()
        loop.draai(nummer, baan)


def _bladzijde(uitslagen: list[Uitslag], *, schrijf: bool) -> list[str]:
    """Make the page anew, or say what differs from it."""
    if schrijf:
        PAGINA.write_text(maak_pagina(uitslagen))
        return []
    return verschillen(uitslagen)


if __name__ == "__main__":
    raise SystemExit(main())
