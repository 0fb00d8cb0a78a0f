"""Which functions, classes and constants of the product cite a requirement in their docstring."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from .bronnen import PROJECT

CODE: Final = PROJECT / "src" / "verwijsindex"
REGELS: Final = "domain"
OPERATIES: Final = "operations"
_REEKS: Final = re.compile(r"\bR-(\d{3})(?:\s*(?:\.\.|to)\s*R-(\d{3}))?")


def genoemd(tekst: str) -> set[str]:
    """The ids in a text; ``R-060..R-064`` names those between as well."""
    gevonden: set[str] = set()
    for eerste, laatste in _REEKS.findall(tekst):
        gevonden.update(f"R-{nummer:03d}" for nummer in range(int(eerste), int(laatste or eerste) + 1))
    return gevonden


def vindplaatsen() -> dict[str, dict[str, list[str]]]:
    """Per requirement, per package: the names that cite it, as ``module.name``, in order."""
    gevonden: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for bestand in sorted(CODE.rglob("*.py")):
        pakket = bestand.relative_to(CODE).parts[0].removesuffix(".py")
        for naam, uitleg in _uitleg(bestand):
            for eis in genoemd(uitleg):
                gevonden[eis][pakket].append(f"{bestand.stem}.{naam}")
    return {eis: {pakket: list(dict.fromkeys(namen)) for pakket, namen in per.items()} for eis, per in gevonden.items()}


def _uitleg(bestand: Path) -> Iterator[tuple[str, str]]:
    """Every name with its docstring; a docstring of a module says too little about where a rule stands."""
    yield from _in(ast.parse(bestand.read_text(encoding="utf-8")).body, "")


def _in(delen: Sequence[ast.stmt], voor: str) -> Iterator[tuple[str, str]]:
    """Functions and classes, those within classes included, and constants with a text behind them."""
    for deel, volgende in zip(delen, [*delen[1:], ast.Pass()], strict=True):
        if isinstance(deel, ast.FunctionDef | ast.ClassDef):
            yield voor + deel.name, ast.get_docstring(deel) or ""
        if isinstance(deel, ast.ClassDef):
            yield from _in(deel.body, f"{voor}{deel.name}.")
        naam = _toegekend(deel)
        if naam is not None and isinstance(volgende, ast.Expr) and isinstance(volgende.value, ast.Constant):
            yield voor + naam, str(volgende.value.value)


def _toegekend(deel: ast.stmt) -> str | None:
    doel = deel.target if isinstance(deel, ast.AnnAssign) else deel.targets[0] if isinstance(deel, ast.Assign) else None
    return doel.id if isinstance(doel, ast.Name) else None
