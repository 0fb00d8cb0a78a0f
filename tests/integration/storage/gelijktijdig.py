"""A process of its own that reports from eight threads at once; ``test_gelijktijdig`` starts two and gives orders on standard input.

In: url, keys (hexadecimal), persons (number -> numbers of parents), and reports (reporter, number). Out: a line when ready, and after
the next line that comes in a line with the results.
"""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

from wereld import GEMEENTE, PERSOON, context, meld_verzoek

from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.storage.database import open_opslag
from verwijsindex.storage.versleuteling import Sleutels


def hoofd() -> None:
    if os.environ.get("VERWIJSINDEX_SLEUTELWISSEL"):
        sys.path.append(str(Path(__file__).parents[3]))
        import_module("tests.sleutelwissel").wissel()
    url, sleutels, ouders, meldingen = json.loads(sys.stdin.readline())
    opslag = open_opslag(url, Sleutels.uit_tekst(sleutels))
    personen = {Bsn(bsn): _persoon(van) for bsn, van in ouders.items()}
    buiten = context(opslag, personen)
    print("klaar", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(8) as draden:
        verzoeken = [meld_verzoek(wie, Bsn(bsn), f"p-{wie}") for wie, bsn in meldingen]
        gemeld = list(draden.map(meld_jeugdige, verzoeken, [buiten] * len(verzoeken)))
    print(json.dumps([melding.match_aanwezig for melding in gemeld]))
    opslag.sluit()


def _persoon(ouders: list[str]) -> RegisterPersoon:
    return RegisterPersoon(PERSOON.geboortedatum, ouders=frozenset(map(Bsn, ouders)), gemeentecode=GEMEENTE)


hoofd()
