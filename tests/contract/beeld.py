"""One neutral picture of the contract's types, taken from the XSD and from the Spyne classes, so that the two can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lxml import etree

from verwijsindex.soap import types
from verwijsindex.soap.types.elementen import KEUZE

from .bestanden import XSD, clark

# isort: split
from spyne import Boolean, ComplexModelBase, Date, DateTime, Unicode
from spyne.model.primitive import Int, Long

BASES = {Unicode: "string", Date: "date", DateTime: "dateTime", Boolean: "boolean", Int: "int", Long: "long"}
FACETTEN = {"min_len": "minLength", "max_len": "maxLength", "pattern": "pattern", "ge": "minInclusive", "le": "maxInclusive"}


@dataclass
class Beeld:
    """Clark names throughout. A picture holds everything about types that can differ on the wire."""

    elementen: dict[str, str] = field(default_factory=dict)
    """Global element to its type."""
    eenvoudig: dict[str, tuple[str, dict[str, str], list[str]]] = field(default_factory=dict)
    """Simple type to its base, its facets, and its enumerated values in order."""
    samengesteld: dict[str, tuple[str, list[tuple[str, str, str, str]]]] = field(default_factory=dict)
    """Complex type to ``sequence`` or ``choice``, and name, type, minOccurs and maxOccurs of its elements in order."""


def van_xsd(wortels: Iterable[etree._Element]) -> Beeld:
    """The picture of some schemas."""
    beeld = Beeld()
    for wortel in wortels:
        ruimte = f"{{{wortel.attrib['targetNamespace']}}}"
        for kind in wortel.iterchildren(tag=etree.Element):
            naam = f"{ruimte}{kind.get('name')}"
            if kind.tag == f"{XSD}element":
                beeld.elementen[naam] = clark(kind, kind.attrib["type"])
            elif kind.tag == f"{XSD}simpleType":
                beeld.eenvoudig[naam] = _eenvoudig_xsd(kind)
            elif kind.tag == f"{XSD}complexType":
                beeld.samengesteld[naam] = _samengesteld_xsd(kind)
    return beeld


def _eenvoudig_xsd(soort: etree._Element) -> tuple[str, dict[str, str], list[str]]:
    (restrictie,) = soort.iterchildren(f"{XSD}restriction")
    facetten = [(etree.QName(facet).localname, facet.attrib["value"]) for facet in restrictie]
    waarden = [waarde for naam, waarde in facetten if naam == "enumeration"]
    return etree.QName(clark(restrictie, restrictie.attrib["base"])).localname, {n: w for n, w in facetten if n != "enumeration"}, waarden


def _samengesteld_xsd(soort: etree._Element) -> tuple[str, list[tuple[str, str, str, str]]]:
    (inhoud,) = soort.iterchildren(f"{XSD}sequence", f"{XSD}choice")
    leden = [
        (e.attrib["name"], clark(e, e.attrib["type"]), e.get("minOccurs", "1"), e.get("maxOccurs", "1"))
        for e in inhoud.iterchildren(tag=etree.Element)
    ]
    return etree.QName(inhoud).localname, leden


def van_spyne(elementen: dict[str, Any] = types.ELEMENTEN) -> Beeld:
    """The picture of the Spyne classes: of these global elements, and of every type that they reach."""
    beeld = Beeld(elementen={naam: _clark(soort) for naam, soort in elementen.items()})
    wacht = list(elementen.values())
    while wacht:
        soort = wacht.pop()
        naam = _clark(soort)
        if issubclass(soort, ComplexModelBase):
            if naam not in beeld.samengesteld:
                beeld.samengesteld[naam] = _samengesteld_spyne(soort)
                wacht += soort.get_flat_type_info(soort).values()
        else:
            gezien = beeld.eenvoudig.setdefault(naam, _eenvoudig_spyne(soort))
            assert gezien == _eenvoudig_spyne(soort), f"{naam} is niet overal hetzelfde"
    return beeld


def _eenvoudig_spyne(soort: Any) -> tuple[str, dict[str, str], list[str]]:
    basis = next(klasse for klasse in soort.__mro__ if klasse in BASES)
    facetten = {
        facet: str(getattr(soort.Attributes, attribuut))
        for attribuut, facet in FACETTEN.items()
        if getattr(soort.Attributes, attribuut, None) != getattr(basis.Attributes, attribuut, None)
    }
    return BASES[basis], facetten, list(soort.Attributes.values)


def _samengesteld_spyne(soort: Any) -> tuple[str, list[tuple[str, str, str, str]]]:
    assert soort.__extends__ is None, f"{soort} erft elementen"
    leden = soort.get_flat_type_info(soort)
    keuze = [lid.Attributes.xml_choice_group for lid in leden.values()]
    if set(keuze) == {KEUZE}:  # in Spyne each is optional; that exactly one occurs is what makes it a choice
        assert {(0, 1)} == {(lid.Attributes.min_occurs, lid.Attributes.max_occurs) for lid in leden.values()}
        return "choice", [(naam, _clark(lid), "1", "1") for naam, lid in leden.items()]
    assert set(keuze) <= {None}, f"{soort} is half een keuze"
    return "sequence", [
        (naam, _clark(lid), str(lid.Attributes.min_occurs), _hoogstens(lid.Attributes.max_occurs)) for naam, lid in leden.items()
    ]


def _hoogstens(aantal: int | Decimal) -> str:
    return "unbounded" if aantal == Decimal("inf") else str(aantal)


def _clark(soort: Any) -> str:
    return f"{{{soort.get_namespace()}}}{soort.get_type_name()}"
