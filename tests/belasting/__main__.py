"""``python -m tests.belasting``: a hundred clients that mean well, alone and beside a hundred that do not; the last line is JSON.

Who means well must be answered always, and half of the time within twice what it takes when he is alone.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.dienst import database, draaiend
from bench.opstelling import ADRES, bouw

from verwijsindex.sandbox.wereld import INDEX, POLITIE

from .goed import CLIENTS, PAUZE, Goed, Uitslag
from .kwaad import Doel, val_aan

VERHOUDING = 2.0
AANVALLEN_PER_SECONDE = 10
"""With fewer than this there was no attack worth the name: a machine that is too busy proves nothing."""
PROCESSEN = 2
OPWARMEN = 3.0
"""Seconds in which everybody comes in."""
KORT, LANG = (3.0, 10.0), (15.0, 120.0)
"""Seconds alone, before and after; seconds beside the others."""


@contextmanager
def opgesteld(seconden: float) -> Iterator[tuple[Goed, Doel]]:
    """A server of two processes on SQLite, and who goes there."""
    with tempfile.TemporaryDirectory(prefix="verwijsindex-belasting-") as naam:
        map = Path(naam)
        opstelling = bouw(map, round((OPWARMEN + seconden) * CLIENTS / PAUZE * 1.5) + 2 * CLIENTS)
        boef = next(partner for partner in opstelling.beschrijving.partners if partner.oin == POLITIE.oin)
        with database("sqlite", map) as url, draaiend(opstelling, map, url, PROCESSEN) as poort:
            doel = Doel(poort, boef.certificaat, boef.sleutel, opstelling.beschrijving.ca, ADRES)
            goed = Goed(opstelling.partner, poort)
            goed.werk(OPWARMEN)
            yield goed, doel
            goed.sluit()


def meet(stil: float, druk: float) -> dict[str, Any]:
    """Alone, beside the others, alone again: a machine that is busy with something else as well is so in all three."""
    with opgesteld(2 * stil + druk) as (goed, doel), ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as ander:
        voor = goed.werk(stil)
        aanval = ander.submit(val_aan, doel, INDEX.oin, druk + 1)
        onder_vuur = goed.werk(druk)
        keren = aanval.result()
        na = goed.werk(stil)
    alleen = Uitslag(voor.duren + na.duren, voor.mislukt + na.mislukt)
    return {
        "beantwoord": len(onder_vuur.duren),
        "onbeantwoord": len(onder_vuur.mislukt) + len(alleen.mislukt),
        "redenen": sorted({*onder_vuur.mislukt, *alleen.mislukt}),
        "mediaan_alleen_ms": round(alleen.mediaan, 2),
        "mediaan_ms": round(onder_vuur.mediaan, 2),
        "p99_alleen_ms": round(alleen.deel(99), 1),
        "p99_ms": round(onder_vuur.deel(99), 1),
        "verhouding": round(onder_vuur.mediaan / alleen.mediaan, 2),
        "aanvallen_per_seconde": round(sum(keren.values()) / druk, 1),
        "aanvallen": keren,
    }


def main() -> int:
    """0 when nobody who meant well noticed, and there was something to notice."""
    parser = argparse.ArgumentParser(prog="python -m tests.belasting", description="Honderd gewone clients, alleen en naast honderd kwade.")
    parser.add_argument("--kort", action="store_true", help="zestien seconden, om te zien dat het werkt; drie minuten zonder")
    stil, druk = KORT if parser.parse_args().kort else LANG
    uitslag = meet(stil, druk)
    print(json.dumps(uitslag))
    if uitslag["aanvallen_per_seconde"] < AANVALLEN_PER_SECONDE:
        print("De machine is te druk met ander werk: er was geen aanval.", file=sys.stderr)
        return 1
    gemerkt = uitslag["onbeantwoord"] or uitslag["verhouding"] > VERHOUDING
    return 1 if gemerkt else 0


if __name__ == "__main__":
    sys.exit(main())
