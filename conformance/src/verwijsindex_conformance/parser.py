"""argparse with Dutch words; an error says what is wrong and never repeats what was typed."""

import argparse
import re
from typing import Any, Final, NoReturn

VERKEERD_GEBRUIK: Final = 2
EXITCODES: Final = (
    "Exitcodes: 0 niets gezakt of onbeslist; 1 iets gezakt, of een rapport dat is veranderd; 2 opdracht, doel.yaml of rapport onjuist;\n"
    "3 doel onbereikbaar; 4 niets gezakt, wel iets onbeslist."
)
_IN_HET_NEDERLANDS: Final = (
    (r"the following arguments are required: (.*)", r"er ontbreekt iets: \1"),
    (r"argument (.*): invalid choice: .* \(choose from (.*)\)", r"\1: kies uit \2"),
    (r"argument (.*): expected (?:one|at least one) argument", r"\1: hier hoort een waarde achter"),
    (r"argument (.*): invalid als_moment value: .*", r"\1: schrijf een tijdstip met tijdzone"),
    (r"argument (.*): invalid int value: .*", r"\1: schrijf een getal"),
    (r"argument (.*): invalid \w+ value: .*", r"\1: schrijf een naam die bestaat"),
    (r"unrecognized arguments: .*", "er staat iets in de opdracht dat niet herkend wordt"),
)


class Parser(argparse.ArgumentParser):
    """A command or a part of one."""

    def __init__(self, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog, None, description, EXITCODES, add_help=False, allow_abbrev=False, formatter_class=_Opmaak)
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
