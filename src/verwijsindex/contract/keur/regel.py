"""A rule of form, and what is found that breaks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from verwijsindex.contract.geheel import Bestand, Contract


class Ernst(Enum):
    """How bad it is to break a rule."""

    FOUT = "fout"
    """Some toolkit does not load the contract, or reads another contract than the rest."""
    RAAD = "raad"
    """It works, and costs who integrates time."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a rule is broken, and by what."""

    bestand: Bestand
    element: etree._Element | None
    wat: str

    @property
    def regelnummer(self) -> int:
        """The line in the file."""
        return 1 if self.element is None else self.element.sourceline or 1


Keuring = Callable[[Contract], Iterator[Plek]]


@dataclass(frozen=True, slots=True)
class Regel:
    """A rule: its id, where it comes from, and in Dutch what it asks, why, and what to do."""

    id: str
    bron: str
    eis: str
    waarom: str
    oplossing: str
    keur: Keuring
    ernst: Ernst = Ernst.FOUT


@dataclass(frozen=True, slots=True)
class Bevinding:
    """A rule that is broken at a place."""

    regel: Regel
    plek: Plek
