"""Which sandbox a command is about: ``--map``, which may stand behind any word of it."""

import argparse
from pathlib import Path

from verwijsindex.cli.opdracht import STANDAARDMAP, Parser


def voeg_map_toe(opdracht: Parser) -> None:
    """Add the option; SUPPRESS keeps a later word of the command from forgetting what an earlier one said."""
    uitleg = f"map van de sandbox (standaard {STANDAARDMAP})"
    opdracht.add_argument("--map", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=uitleg)


def gekozen_map(keuzes: argparse.Namespace) -> Path:
    """The directory that was chosen, or the usual one."""
    gekozen: Path = getattr(keuzes, "map", STANDAARDMAP)
    return gekozen
