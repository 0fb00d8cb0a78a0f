"""``verwijsindex contract``: the koppelvlak on a terminal, read from the contract itself."""

import argparse

from rich.console import Console
from rich.table import Table

from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.contract.beschrijving import Regel, foutcodes, operaties, typen


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    opdracht = opdrachten.add_parser(
        "contract",
        help="de operaties, typen en fouten van het koppelvlak tonen",
        description="Toont wat er in de WSDL en de XSD staat: operaties, typen en foutcodes, met hun uitleg.",
        epilog=voorbeeld("verwijsindex contract", "verwijsindex contract fouten"),
    )
    opdracht.add_argument("deel", nargs="?", choices=sorted(_DELEN), help="alleen dit deel: operaties, typen of fouten")
    opdracht.set_defaults(voer_uit=_toon)


_DELEN = {"operaties": operaties, "typen": typen, "fouten": foutcodes}


def _toon(keuzes: argparse.Namespace) -> int:
    console = Console()
    for naam, lees in _DELEN.items():
        if keuzes.deel in (None, naam):
            console.print(_tabel(naam, lees()))
    return GOED


def _tabel(naam: str, regels: list[Regel]) -> Table:
    tabel = Table(title=naam, title_justify="left", show_header=False, padding=(0, 1))
    for regel in regels:
        tabel.add_row(regel.naam, regel.waarin, regel.uitleg)
    return tabel
