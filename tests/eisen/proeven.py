"""Which tests bear the mark of a requirement, read from their source: no test needs to run for it."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from .bronnen import PROJECT

TESTS: Final = PROJECT / "tests"


@dataclass(frozen=True, slots=True, order=True)
class Proef:
    """A test function."""

    bestand: str
    """Path from the project."""
    naam: str


@cache
def proeven() -> dict[str, list[Proef]]:
    """Per requirement the tests with its mark: on the test, on one of its cases, on its class or on its module."""
    gevonden: defaultdict[str, set[Proef]] = defaultdict(set)
    for bestand in sorted(TESTS.rglob("test_*.py")):
        boom = ast.parse(bestand.read_text(encoding="utf-8"))
        pad = bestand.relative_to(PROJECT).as_posix()
        bijnamen = {naam: _merken([waarde], {}) for naam, waarde in _toekenningen(boom)}
        algemeen = bijnamen.pop("pytestmark", set())
        for naam, merken in _tests(boom.body, algemeen, bijnamen):
            for eis in merken:
                gevonden[eis].add(Proef(pad, naam))
    return {eis: sorted(wie) for eis, wie in gevonden.items()}


def _toekenningen(boom: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for deel in boom.body:
        if isinstance(deel, ast.Assign) and isinstance(deel.targets[0], ast.Name):
            yield deel.targets[0].id, deel.value


def _tests(delen: Iterable[ast.stmt], algemeen: set[str], bijnamen: dict[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
    for deel in delen:
        if isinstance(deel, ast.FunctionDef) and deel.name.startswith("test"):
            yield deel.name, algemeen | _merken(deel.decorator_list, bijnamen)
        elif isinstance(deel, ast.ClassDef):
            yield from _tests(deel.body, algemeen | _merken(deel.decorator_list, bijnamen), bijnamen)
        elif isinstance(deel, ast.Assign) and isinstance(deel.targets[0], ast.Name) and deel.targets[0].id.startswith("Test"):
            yield deel.targets[0].id, set(algemeen)  # a state machine of Hypothesis that is its own test


def _merken(waar: Iterable[ast.expr], bijnamen: dict[str, set[str]]) -> set[str]:
    """Every id in a call of ``mark.eis`` anywhere in these expressions, and behind the names that stand for such a call."""
    gevonden: set[str] = set()
    for knoop in (knoop for uitdrukking in waar for knoop in ast.walk(uitdrukking)):
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Attribute) and knoop.func.attr == "eis":
            gevonden.update(str(arg.value) for arg in knoop.args if isinstance(arg, ast.Constant))
        elif isinstance(knoop, ast.Name):
            gevonden |= bijnamen.get(knoop.id, set())
    return gevonden
