"""All mutants, and the cases that each of them has to do with."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from verwijsindex_conformance.catalogus import alle_gevallen
from verwijsindex_conformance.geval import Geval

from . import kamers
from .laden import laad_alles
from .mutant import Mutant


@cache
def alle_mutanten() -> dict[str, Mutant]:
    """By name, in the order of the rooms. Raises ValueError when two bear one name."""
    laad_alles()
    gevonden: dict[str, Mutant] = {}
    for mutant in _uit_de_kamers():
        if mutant.naam in gevonden:
            raise ValueError(f"twee mutanten heten {mutant.naam}")
        gevonden[mutant.naam] = mutant
    return gevonden


def gevallen_over(mutant: Mutant) -> tuple[Geval, ...]:
    """The cases that name the requirement which it breaks."""
    return tuple(een for een in alle_gevallen() if mutant.eis in een.eisen and een.rol is mutant.rol)


def _uit_de_kamers() -> Iterator[Mutant]:
    for module in iter_modules(kamers.__path__):
        yield from import_module(f"{kamers.__name__}.{module.name}").MUTANTEN
