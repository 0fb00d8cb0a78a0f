"""``python -m bench``: measure, print a table, and as the last line one JSON object."""

import argparse
import json
from collections.abc import Iterable
from functools import partial
from typing import Final

from rich.console import Console
from rich.progress import Progress

from bench.meten import PER_RONDE, meet
from bench.verslag import cijfers, tabel

RONDES: Final = 100
KORT: Final = 15
OPWARMEN: Final = 5
"""Rounds before the measurement: statements, schemas and chains are compiled or verified once and then remembered."""


def main() -> None:
    """The command line."""
    keuzes = argparse.ArgumentParser(
        prog="python -m bench",
        description="Meet wat een ondertekende MeldJeugdige kost, als verhouding tot een ondergrens (docs/besluiten/0050-snelheid.md).",
        epilog="voorbeeld: make bench ARGS=--kort",
    )
    aantal = keuzes.add_mutually_exclusive_group()
    aantal.add_argument("--rondes", type=int, default=RONDES, metavar="N", help=f"rondes van {PER_RONDE} berichten (standaard {RONDES})")
    aantal.add_argument("--kort", action="store_const", const=KORT, dest="rondes", help=f"{KORT} rondes: enkele seconden")
    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as balk:
        getallen = cijfers(meet(keuzes.parse_args().rondes, OPWARMEN, partial(_volg, balk)))
    print(tabel(getallen))
    print(json.dumps(getallen))


def _volg(balk: Progress, rondes: Iterable[int]) -> Iterable[int]:
    """Redraw the bar between two rounds; a thread that did so by itself would be measured too."""
    for ronde in balk.track(rondes, description="meten"):
        yield ronde
        balk.refresh()


main()
