"""What it costs to put everything under another key: seconds per 100,000 rows."""

import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from bench.dienst import database
from bench.meldkamer import Meldkamer
from bench.onderhoud import vul
from verwijsindex.operations.sleutelwissel import herschrijf, lees_stand, maak_bekend, neem_in_gebruik
from verwijsindex.storage.database import migreer
from verwijsindex.storage.versleuteling import voeg_sleutel_toe
from verwijsindex.wiring.context import echte_tijd
from verwijsindex.wiring.sandbox import bouw_of_open

_PER: Final = 100_000


def meet_sleutels(soort: str, aantal: int, volg: Callable[[Iterable[int]], Iterable[int]]) -> dict[str, Any]:
    """Rewrite a database with ``aantal`` meldingen without resting in between: rows, values, seconds, and seconds per 100,000 rows.

    Each melding has a person with two parents and a business key: five rows, with eight values under a key.
    """
    with tempfile.TemporaryDirectory(prefix="verwijsindex-bench-") as naam:
        map = Path(naam)
        instellingen, _ = bouw_of_open(map / "sandbox", echte_tijd(), lambda _: None)
        with database(soort, map) as url:
            migreer(url)
            kamer = Meldkamer(replace(instellingen, klok=None), url, 1)
            vul(kamer, aantal, volg)
            nummer = voeg_sleutel_toe(instellingen.sleutels).id
            maak_bekend(nummer, kamer.context, echte_tijd())
            neem_in_gebruik(nummer, kamer.context, echte_tijd(), timedelta(0))
            waarden = lees_stand(kamer.context).te_herschrijven
            begin = time.perf_counter()
            rijen, _ = herschrijf(kamer.context)
            seconden = time.perf_counter() - begin
            over = lees_stand(kamer.context).te_herschrijven
            kamer.sluit()
    if over:
        raise NietAllesHerschreven(over)
    per = seconden / rijen * _PER
    return {"database": soort, "rijen": rijen, "waarden": waarden, "seconden": round(seconden, 3), "per_100000_rijen": round(per, 2)}


class NietAllesHerschreven(RuntimeError):
    """Something still stands under the old key."""
