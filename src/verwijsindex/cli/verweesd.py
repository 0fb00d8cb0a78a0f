"""``verwijsindex verweesd``: meldingen that nobody looks after any more, for the college (R-005)."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from verwijsindex.cli.kijken import druk_af
from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.domain.tijd import vandaag
from verwijsindex.settings import lees_instellingen
from verwijsindex.storage.verweesd import VerweesdeMelding
from verwijsindex.wiring.context import kies_klok, open_database

KOP = ("gemeente", "instantie", "melder", "melding", "sinds", "reden")


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    opdracht = opdrachten.add_parser(
        "verweesd",
        help="meldingen waar niemand meer op let",
        description=(
            "Toont per gemeente de meldingen van wie de aanwijzing is gestopt, of van wie het laatste convenant is afgelopen. "
            "Het college spreekt de instantie erop aan. De lijst zegt niets over jeugdigen."
        ),
        epilog=voorbeeld("verwijsindex verweesd --instellingen verwijsindex.toml --gemeente 0518"),
    )
    opdracht.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van deze server, in TOML")
    opdracht.add_argument("--gemeente", metavar="CODE", help="alleen voor het college van deze gemeente")
    opdracht.set_defaults(voer_uit=_verweesd)


def _verweesd(keuzes: argparse.Namespace) -> int:
    instellingen = lees_instellingen(keuzes.instellingen)
    opslag = open_database(instellingen)
    try:
        gevonden = opslag.verweesd(vandaag(kies_klok(instellingen).nu()))
    finally:
        opslag.sluit()
    regels = sorted(regel for wees in gevonden for regel in _regels(wees) if keuzes.gemeente in (None, regel[0]))
    if regels:
        druk_af([KOP, *regels])
    else:
        print("Er zijn geen verweesde meldingen.")
    return GOED


def _regels(wees: VerweesdeMelding) -> Iterator[tuple[str, ...]]:
    """One line per college that is told."""
    for gemeente in wees.einde.gemeenten:
        yield gemeente, wees.houder, wees.melder, wees.melding_id, wees.einde.sinds.isoformat(), wees.einde.reden.value
