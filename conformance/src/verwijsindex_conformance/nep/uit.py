"""An answer of the fake index as it goes over the line, or does not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from verwijsindex_conformance.bericht.recept import Recept
from verwijsindex_conformance.nep.ontvangst import Verzoek
from verwijsindex_conformance.nep.staat import Staat

XML = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Uit:
    """HTTP as a server may write it, well or badly."""

    body: bytes
    status: int = 200
    soort: str = XML
    koppen: Mapping[str, str] = field(default_factory=dict)
    wacht: float = 0.0
    """Seconds before the first byte."""
    lengte: int | None = None
    """The Content-Length, when it is not the true one."""
    nog_eens: bool = False
    """The same answer follows at once, though nobody asked."""
    zwijg: bool = False
    """Close the connection without a word."""


@dataclass(frozen=True, slots=True)
class Toestand:
    """What a trick may use."""

    verzoek: Verzoek
    staat: Staat
    vorige: bytes | None
    """The answer before this one."""
    geduld: float
    """How many seconds the partner waits."""


InRecept = Callable[[Recept, Toestand], Recept]
InUit = Callable[[Uit, Toestand], Uit]


def _zelfde_recept(recept: Recept, _: Toestand) -> Recept:
    return recept


def _zelfde_uit(uit: Uit, _: Toestand) -> Uit:
    return uit


@dataclass(frozen=True, slots=True)
class Streek:
    """A trick: what is done with an answer before it is signed, and before it goes out."""

    naam: str
    uitleg: str
    recept: InRecept = _zelfde_recept
    uit: InUit = _zelfde_uit
    doet: bool = True
    """Whether the request is carried out; not when a fault takes the place of the answer."""
    fout: str | None = None
    """The code of the fault that takes the place of the answer."""
    herhaalbaar: bool = False
