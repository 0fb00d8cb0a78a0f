"""All cases, in the order of the table of contents: chapters as listed here, and in each the cases by id."""

import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Final

from verwijsindex_conformance import gevallen
from verwijsindex_conformance.geval import Geval, Rol

HOOFDSTUKKEN: Final = (
    "contract",
    "profiel",
    "melden",
    "intrekken",
    "signalen",
    "historie",
    "verhuizing",
    "rechten",
    "regie",
    "beheer",
    "partner",
    "ontvanger",
)

VERVALLEN: Final = frozenset({"VERH-010"})
"""Ids of cases that are gone: a report of then may still name them, so none is used again. Whoever takes a case away writes its id here."""


class OnbekendGeval(Exception):
    """Somebody asked for a case, cluster or chapter that does not exist; the text names it."""


@cache
def alle_gevallen() -> tuple[Geval, ...]:
    """Every case of the suite. Raises ValueError when two cases bear one id, or one that of a case that is gone."""
    gevonden = tuple(een for hoofdstuk in HOOFDSTUKKEN for een in sorted(_van_hoofdstuk(hoofdstuk), key=lambda een: een.id))
    ids = [een.id for een in gevonden]
    dubbel = {id for id in ids if ids.count(id) > 1} | VERVALLEN.intersection(ids)
    if dubbel:
        raise ValueError(f"id twee keer gebruikt: {sorted(dubbel)}")
    return gevonden


def kies(gevraagd: Sequence[str], rol: Rol | None = None) -> tuple[Geval, ...]:
    """The cases with these ids, or of these clusters or chapters, in the order of the catalogue; all of them when none is asked for.

    ``rol``: those alone that judge this role. Raises OnbekendGeval.
    """
    for woord in gevraagd:
        if not any(woord in _namen(een) for een in alle_gevallen()):
            raise OnbekendGeval(woord)
    van_rol = [een for een in alle_gevallen() if rol in (None, een.rol)]
    return tuple(een for een in van_rol if not gevraagd or _namen(een).intersection(gevraagd))


def _namen(een: Geval) -> set[str]:
    """By what a case can be asked for."""
    return {een.id, een.cluster.value, een.hoofdstuk}


def _van_hoofdstuk(hoofdstuk: str) -> Iterator[Geval]:
    pakket = import_module(f"{gevallen.__name__}.{hoofdstuk}")
    for module in pkgutil.iter_modules(pakket.__path__):
        inhoud = vars(import_module(f"{pakket.__name__}.{module.name}"))
        yield from (waarde for waarde in inhoud.values() if isinstance(waarde, Geval))
