"""``verwijsindex``: which commands there are, and how a command ends."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from io import TextIOWrapper
from typing import Final

from verwijsindex.cli.fouten import exitcode, uitleg
from verwijsindex.cli.opdracht import AFGEBROKEN, GOED, INSTELLING_ONJUIST, Parser, voorbeeld

ONDERDELEN: Final = {
    "demo": ("demo",),
    "proef": ("proef",),
    "sandbox": ("sandbox",),
    "kijken": ("gebruikers", "personen"),
    "partner": ("meld", "koppel", "verwijder", "historie", "signalen", "bevestig"),
    "beheer": ("serve", "migrate"),
    "sleutels": ("sleutels",),
    "verweesd": ("verweesd",),
    "visn": ("visn",),
    "post": ("post",),
    "rua": ("rua",),
    "invoer": ("invoer",),
    "organisatie": ("organisatie",),
    "partnerbeheer": ("partner",),
    "beleid": ("beleid",),
    "afbouw": ("afbouw",),
    "onderhoud": ("onderhoud",),
    "rechten": ("rechten",),
    "logboek": ("logboek",),
    "toezicht": ("toezicht",),
    "contract": ("contract",),
    "verklaar": ("verklaar",),
}
"""Commands per module. Only the module that is asked for is loaded: who reports needs no server in memory."""


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    _druk_altijd_af()
    try:
        code = _voer_uit(sys.argv[1:] if argumenten is None else argumenten)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nAfgebroken.", file=sys.stderr)
        return AFGEBROKEN
    except BrokenPipeError:  # who reads has seen enough: ``verwijsindex personen | head``
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOED
    except ModuleNotFoundError as fout:
        if (fout.name or "").startswith("verwijsindex"):
            raise
        print(
            f"verwijsindex: het pakket {fout.name} ontbreekt; wie de index draait, doet: pip install 'verwijsindex[server]'",
            file=sys.stderr,
        )
        return INSTELLING_ONJUIST
    except Exception as fout:
        einde = exitcode(fout)
        if einde is None:
            raise
        print(f"verwijsindex: {uitleg(fout)}", file=sys.stderr)
        return einde
    return code


def maak_parser(onderdelen: Sequence[str]) -> Parser:
    """The command line with the commands of these modules."""
    parser = Parser(
        prog="verwijsindex",
        description="De open verwijsindex: laat professionals weten dat zij bij dezelfde jeugdige betrokken zijn.",
        epilog=voorbeeld("verwijsindex demo", "verwijsindex sandbox --map sandbox-map", "verwijsindex meld --help"),
    )
    parser.add_argument("--versie", "--version", action="version", version=version("verwijsindex"), help="de versie")
    opdrachten = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, dest="opdracht", parser_class=Parser)
    for onderdeel in onderdelen:
        import_module(f"verwijsindex.cli.{onderdeel}").voeg_toe(opdrachten)
    return parser


def _voer_uit(argumenten: Sequence[str]) -> int:
    gevraagd = [onderdeel for onderdeel, opdrachten in ONDERDELEN.items() if argumenten and argumenten[0] in opdrachten]
    keuzes = maak_parser(gevraagd or list(ONDERDELEN)).parse_args(argumenten)
    code: int = keuzes.voer_uit(keuzes)
    return code


def _druk_altijd_af() -> None:
    """A letter that the terminal does not know becomes a question mark; no command fails for it."""
    for stroom in (sys.stdout, sys.stderr):
        if isinstance(stroom, TextIOWrapper):
            stroom.reconfigure(errors="replace")
