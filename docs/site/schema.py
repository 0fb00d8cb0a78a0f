"""The schemas of the contract as its pages show them: types, their elements, and what a value may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from lxml import etree

from verwijsindex.contract.beschrijving import aantal, uitleg
from verwijsindex.contract.bestanden import schema
from verwijsindex.contract.lezen import elementen, lees
from verwijsindex.contract.operaties import CONTRACTEN

SCHEMAS: Final = ("typen", *(dienst.naam for dienst in CONTRACTEN))
_LANGSTE_PATROON: Final = 80
"""Longer ones name every letter there is; the explanation of the type says it better."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a message."""

    naam: str
    soort: str
    """Clark name of its type."""
    aantal: str
    uitleg: str


@dataclass(frozen=True, slots=True)
class Soort:
    """A type: of one value, or of elements below it."""

    naam: str
    schema: str
    uitleg: str
    elementen: tuple[Element, ...] = ()
    keuze: bool = False
    """Whether exactly one of its elements is there."""
    waarden: tuple[tuple[str, str], ...] = ()
    """Every value it can have, with what that means."""
    grenzen: tuple[str, ...] = ()
    """What else holds for a value, in words."""


@cache
def soorten() -> dict[str, Soort]:
    """Every type of the contract by its Clark name, in the order of the schemas."""
    return dict(gevonden for naam in SCHEMAS for gevonden in _soorten(naam))


@cache
def berichten() -> dict[str, str]:
    """Every element that can stand in a Body or detail: its Clark name and that of its type."""
    wortels = [lees(schema(naam)) for naam in SCHEMAS]
    return {_clark(wortel, e.attrib["name"]): _verwezen(e) for wortel in wortels for e in elementen(wortel, "xsd:element")}


def _soorten(naam: str) -> Iterator[tuple[str, Soort]]:
    wortel = lees(schema(naam))
    for soort in elementen(wortel, "xsd:complexType"):
        onder = tuple(Element(e.attrib["name"], _verwezen(e), aantal(e), uitleg(e)) for e in elementen(soort, ".//xsd:element"))
        keuze = bool(elementen(soort, "xsd:choice"))
        yield _clark(wortel, soort.attrib["name"]), Soort(soort.attrib["name"], naam, uitleg(soort), onder, keuze)
    for soort in elementen(wortel, "xsd:simpleType"):
        waarden = tuple((w.attrib["value"], uitleg(w)) for w in elementen(soort, "xsd:restriction/xsd:enumeration"))
        gelezen = Soort(soort.attrib["name"], naam, uitleg(soort), waarden=waarden, grenzen=_grenzen(soort))
        yield _clark(wortel, gelezen.naam), gelezen


def _grenzen(soort: etree._Element) -> tuple[str, ...]:
    """The facets of a simple type, in words."""
    (restrictie,) = elementen(soort, "xsd:restriction")
    facetten = {etree.QName(facet).localname: facet.get("value", "") for facet in restrictie}
    gevonden = []
    if "maxLength" in facetten:
        gevonden.append(f"{facetten.get('minLength', '0')} tot en met {facetten['maxLength']} tekens")
    if "maxInclusive" in facetten:
        gevonden.append(f"{facetten['minInclusive']} tot en met {facetten['maxInclusive']}")
    if len(facetten.get("pattern", "")) in range(1, _LANGSTE_PATROON):
        gevonden.append(f"patroon {facetten['pattern']}")
    return tuple(gevonden)


def _clark(wortel: etree._Element, naam: str) -> str:
    return f"{{{wortel.attrib['targetNamespace']}}}{naam}"


def _verwezen(element: etree._Element) -> str:
    """The type of an element as Clark name."""
    prefix, _, naam = element.attrib["type"].partition(":")
    return f"{{{element.nsmap[prefix]}}}{naam}"
