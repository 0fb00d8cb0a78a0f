"""What a melding costs when the family was reported before: 0, 1, 5 and 50 times, each by another reporter, each another child."""

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.meldkamer import Meldkamer, gezinnen, sqlite_in
from verwijsindex.sandbox.bevolking import reeks_bsns
from verwijsindex.storage.database import migreer
from verwijsindex.wiring.context import echte_tijd
from verwijsindex.wiring.sandbox import bouw_of_open

EERDER: Final = (0, 1, 5, 50)
"""Meldingen of the family before the one that is measured."""

Volg = Callable[[Iterable[int]], Iterable[int]]
"""May show how far the families are."""


class GeenMatch(RuntimeError):
    """A melding did not match what it should."""


def meet_gezinnen(aantal: int, volg: Volg) -> list[dict[str, Any]]:
    """Per number of earlier meldingen: microseconds of one more, on SQLite; medians over ``aantal`` families that take turns.

    ``per_eerder_us`` is what each earlier melding adds, from the line above: growth is linear or better when it does not grow.
    """
    with tempfile.TemporaryDirectory(prefix="verwijsindex-bench-") as naam:
        map = Path(naam)
        nummers = reeks_bsns(0)
        families = {eerder: gezinnen(nummers, aantal, eerder + 1) for eerder in EERDER}
        personen = [persoon for _, lijst in families.values() for persoon in lijst]
        kamer = _kamer(map, personen)
        duren: dict[int, list[float]] = {eerder: [] for eerder in EERDER}
        for nummer in volg(range(aantal)):
            for eerder in EERDER:
                duren[eerder].append(_laatste(kamer, families[eerder][0][nummer]))
        kamer.sluit()
    return _groei({eerder: median(lijst) for eerder, lijst in duren.items()})


def _kamer(map: Path, personen: list[Any]) -> Meldkamer:
    bestand = map / "personen.json"
    bestand.write_text(json.dumps(personen), encoding="utf-8")
    instellingen, _ = bouw_of_open(map / "sandbox", echte_tijd(), lambda _: None, bestand)
    url = sqlite_in(map)
    migreer(url)
    return Meldkamer(replace(instellingen, klok=None), url, max(EERDER) + 1)


def _laatste(kamer: Meldkamer, familie: list[str]) -> float:
    """Everyone is reported by somebody else; microseconds of CPU of the last. Raises GeenMatch."""
    for melder, bsn in enumerate(familie):
        gemeld, duur = kamer.meld(bsn, melder)
    if gemeld.match_aanwezig is (len(familie) == 1):
        raise GeenMatch
    return duur.cpu / 1000


def _groei(us: dict[int, float]) -> list[dict[str, Any]]:
    regels: list[dict[str, Any]] = []
    for eerder, kosten in us.items():
        erbij = (kosten - regels[-1]["us"]) / (eerder - regels[-1]["eerder"]) if regels else None
        regels.append({"eerder": eerder, "us": round(kosten, 1), "per_eerder_us": None if erbij is None else round(erbij, 1)})
    return regels
