"""Commands in Dutch: a parser whose help and errors a Dutch reader understands, and the exit codes of every command."""

import argparse
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

GOED: Final = 0
GEWEIGERD: Final = 1
VERKEERD_GEBRUIK: Final = 2
ONBEREIKBAAR: Final = 3
NIET_VERTROUWD: Final = 4
INSTELLING_ONJUIST: Final = 5
AFGEBROKEN: Final = 130

EXITCODES: Final = (
    "Exitcodes: 0 gelukt; 1 geweigerd door de verwijsindex; 2 opdracht onjuist; 3 server onbereikbaar; "
    "4 antwoord niet vertrouwd; 5 instelling of bestand onjuist; 130 afgebroken met Ctrl-C."
)

STANDAARDMAP: Final = Path("sandbox-map")
"""Where a sandbox stands when nobody says where."""

Uitvoering = Callable[[argparse.Namespace], int]
"""Carries out a parsed command; gives its exit code."""


def later(module: str, naam: str) -> Uitvoering:
    """What ``naam`` in ``verwijsindex.cli.<module>`` carries out, loaded when it is run: a clock is moved without a server in memory."""

    def voer_uit(keuzes: argparse.Namespace) -> int:
        code: int = getattr(import_module(f"verwijsindex.cli.{module}"), naam)(keuzes)
        return code

    return voer_uit


_IN_HET_NEDERLANDS: Final = (
    (r"the following arguments are required: (.*)", r"er ontbreekt iets: \1"),
    (r"argument (.*): invalid choice: .* \(choose from (.*)\)", r"\1: kies uit \2"),
    (r"argument (.*): expected one argument", r"\1: hier hoort een waarde achter"),
    (r"argument (.*): expected ([0-9]+) arguments", r"\1: hier horen \2 waarden achter"),
    (r"argument (.*): expected at least one argument", r"\1: hier hoort ten minste een waarde achter"),
    (r"argument (.*): invalid (?:int|.*) value: .*", r"\1: deze waarde kan niet"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 kan niet samen met \2"),
    (r"argument (.*): ignored explicit argument .*", r"\1: hier hoort geen waarde achter"),
    (r"unrecognized arguments: .*", "er staat iets in de opdracht dat niet herkend wordt"),
    (r"one of the arguments (.*) is required", r"geef een van: \1"),
    (r"argument (.*): (.*)", r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """argparse with Dutch words; an error never repeats what was typed, which may be a BSN."""

    def __init__(self, prog: str | None = None, description: str | None = None, epilog: str | None = None) -> None:
        super().__init__(prog, None, description, epilog, add_help=False, allow_abbrev=False, formatter_class=_Opmaak)
        self._positionals.title = "onderdelen"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", "--hulp", action="help", help="deze uitleg")

    def error(self, message: str) -> NoReturn:
        """Say in Dutch what is wrong with the command, and stop."""
        self.exit(VERKEERD_GEBRUIK, f"{self.prog}: {_vertaal(message)}\nUitleg: {self.prog} --help\n")


class _Opmaak(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


def _vertaal(melding: str) -> str:
    for engels, nederlands in _IN_HET_NEDERLANDS:
        gevonden = re.fullmatch(engels, melding, re.DOTALL)
        if gevonden is not None:
            return gevonden.expand(nederlands)
    return "de opdracht is onjuist"


def voorbeeld(*regels: str) -> str:
    """The foot of a help page: an example, and the exit codes."""
    return "voorbeeld:\n" + "\n".join(f"  {regel}" for regel in regels) + f"\n\n{EXITCODES}"


def beheerdeel(delen: "argparse._SubParsersAction[Parser]", naam: str, hulp: str, uitleg: str, regel: str) -> Parser:
    """A part of a command for who runs a server: on its settings, or on the folder of a sandbox."""
    deel = delen.add_parser(naam, help=hulp, description=uitleg, epilog=voorbeeld(regel))
    waar = deel.add_mutually_exclusive_group(required=True)
    waar.add_argument("--instellingen", type=Path, metavar="BESTAND", help="instellingen van de server, in TOML")
    waar.add_argument("--map", type=Path, metavar="MAP", help="of de map van een sandbox")
    return deel
