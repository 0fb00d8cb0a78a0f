"""Copies of the security modules with one rule taken out: every `if ...: raise` in turn, every part of an `or`, every boundary.

The rules are found in the source, so that a rule that is added tomorrow is weakened tomorrow too.
"""

import ast
import inspect
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from types import ModuleType

import pytest

from verwijsindex.security import freshness, receive, reply, soapstructure, structure, trust, verify

from ..unit.security import berichten
from . import gevallen, oordelen, partijen

MODULES: tuple[ModuleType, ...] = (soapstructure, structure, trust, verify, freshness, reply)
_GEBRUIKERS: tuple[ModuleType, ...] = (*MODULES, receive, berichten, partijen, oordelen, gevallen)
_GRENZEN = {ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Lt: ast.LtE, ast.LtE: ast.Lt}


@dataclass(frozen=True)
class Verzwakking:
    """One weakened copy: of which module, what is gone, and how to make its source."""

    module: ModuleType
    naam: str
    maak: Callable[[], ast.Module]

    def plaats(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put what the copy defines in the place of the original, everywhere where that is used."""
        kopie = ModuleType(self.module.__name__)
        kopie.__dict__.update(__file__=self.module.__file__, __package__=self.module.__package__)
        exec(compile(self.maak(), str(self.module.__file__), "exec"), kopie.__dict__)
        for naam, origineel in vars(self.module).items():
            eigen = getattr(origineel, "__module__", None) == self.module.__name__ and hasattr(origineel, "__name__")
            for gebruiker in _GEBRUIKERS if eigen else ():
                if getattr(gebruiker, naam, None) is origineel:
                    monkeypatch.setattr(gebruiker, naam, getattr(kopie, naam))


def zonder_regel() -> Iterator[Verzwakking]:
    """Yield a copy for every rule of every module."""
    for module in MODULES:
        boom = ast.parse(inspect.getsource(module))
        for nummer, knoop in enumerate(ast.walk(boom)):
            for naam, vervang in _vervangingen(knoop):
                yield Verzwakking(module, f"{_kort(module)}: {naam}", partial(_verander, boom, nummer, vervang))


def _verander(boom: ast.Module, nummer: int, vervang: Callable[[ast.AST], object]) -> ast.Module:
    kopie = deepcopy(boom)
    vervang(list(ast.walk(kopie))[nummer])
    return ast.fix_missing_locations(kopie)


def heel_gelaten(module: ModuleType) -> Verzwakking:
    """Return a copy with nothing taken out."""
    return Verzwakking(module, f"{_kort(module)}: niets", partial(ast.parse, inspect.getsource(module)))


def met_tekst(module: ModuleType, vervangingen: Sequence[tuple[str, str]], naam: str) -> Verzwakking:
    """Return a copy in which pieces of the source are others. Each must stand there once."""
    bron = inspect.getsource(module)
    for oud, nieuw in vervangingen:
        assert bron.count(oud) == 1, f"{oud!r} staat {bron.count(oud)} keer in {module.__name__}"
        bron = bron.replace(oud, nieuw)
    return Verzwakking(module, f"{_kort(module)}: {naam}", partial(ast.parse, bron))


def _kort(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _vervangingen(knoop: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], object]]]:
    if isinstance(knoop, ast.If) and isinstance(knoop.body[0], ast.Raise):
        wat = f"{ast.unparse(knoop.test)} -> {_reden(knoop.body[0])}"
        yield f"niet meer: {wat}", lambda kopie: setattr(kopie, "test", ast.Constant(False))
        yield from _delen(knoop.test, wat)
        yield from _grenzen(knoop.test, wat)
    elif isinstance(knoop, ast.ExceptHandler) and isinstance(knoop.body[0], ast.Raise):
        wat = f"except {ast.unparse(knoop.type)} -> {_reden(knoop.body[0])}" if knoop.type else "except"
        yield f"niet meer: {wat}", lambda kopie: setattr(kopie, "body", [ast.Pass()])


def _delen(test: ast.expr, wat: str) -> Iterator[tuple[str, Callable[[ast.AST], object]]]:
    """Every operand of an `or` or `and` left out, every half of a chained comparison."""
    if isinstance(test, ast.BoolOp):
        for i, deel in enumerate(test.values):
            yield f"zonder deel {ast.unparse(deel)} van: {wat}", lambda kopie, i=i: _laat_weg(kopie, i)
    vergelijking = test.operand if isinstance(test, ast.UnaryOp) else test
    if isinstance(vergelijking, ast.Compare) and len(vergelijking.ops) == 2:
        yield f"zonder ondergrens van: {wat}", lambda kopie: _halveer(kopie, 0)
        yield f"zonder bovengrens van: {wat}", lambda kopie: _halveer(kopie, 1)


def _laat_weg(kopie: ast.If, i: int) -> None:
    over = [deel for j, deel in enumerate(kopie.test.values) if j != i]
    kopie.test = over[0] if len(over) == 1 else ast.BoolOp(kopie.test.op, over)


def _halveer(kopie: ast.If, weg: int) -> None:
    vergelijking = kopie.test.operand if isinstance(kopie.test, ast.UnaryOp) else kopie.test
    links, midden, rechts = vergelijking.left, *vergelijking.comparators
    paar = (midden, rechts) if weg == 0 else (links, midden)
    vergelijking.left, vergelijking.comparators, vergelijking.ops = paar[0], [paar[1]], [vergelijking.ops[1 - weg]]


def _grenzen(test: ast.expr, wat: str) -> Iterator[tuple[str, Callable[[ast.AST], object]]]:
    """Every `<` as `<=`, and so on."""
    for i, knoop in enumerate(ast.walk(test)):
        for j, op in enumerate(knoop.ops if isinstance(knoop, ast.Compare) else ()):
            if type(op) in _GRENZEN:
                yield f"grens {j} anders in: {wat}", lambda kopie, i=i, j=j: _verschuif(list(ast.walk(kopie.test))[i], j)


def _verschuif(vergelijking: ast.Compare, j: int) -> None:
    vergelijking.ops[j] = _GRENZEN[type(vergelijking.ops[j])]()


def _reden(raise_: ast.Raise) -> str:
    return ast.unparse(raise_.exc) if raise_.exc else "raise"
