"""What the contract says of itself: its operations, types and codes with their Dutch explanation, read from WSDL and XSD."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from verwijsindex.contract.bestanden import schema, wsdl
from verwijsindex.contract.namespaces import WSDL, XSD
from verwijsindex.contract.operaties import DIENSTEN

_SCHEMAS = ("typen", *(dienst.naam for dienst in DIENSTEN))
_UITLEG = f"{{{XSD}}}annotation/{{{XSD}}}documentation"


@dataclass(frozen=True, slots=True)
class Regel:
    """One thing of the contract: its name, where it belongs (service, schema or element), and what it is."""

    naam: str
    waarin: str
    uitleg: str


def operaties() -> list[Regel]:
    """Every operation, per service, in the order of the WSDL."""
    return [
        Regel(operatie.get("name", ""), dienst.service, _tekst(operatie.find(f"{{{WSDL}}}documentation")))
        for dienst in DIENSTEN
        for operatie in _lees(wsdl(dienst.naam)).iterfind(f"{{{WSDL}}}portType/{{{WSDL}}}operation")
    ]


def typen() -> list[Regel]:
    """Every complex type and, below it, its elements with their cardinality."""
    return [regel for naam in _SCHEMAS for soort in _lees(schema(naam)).iterfind(f"{{{XSD}}}complexType") for regel in _type(naam, soort)]


def foutcodes() -> list[Regel]:
    """Every code that a fault can carry (koppelvlak.md 4)."""
    codes = _lees(schema("typen")).iterfind(f"{{{XSD}}}simpleType[@name='Foutcode']/{_UITLEG}[@source]")
    return [Regel(code.get("source", ""), "Fout", _tekst(code)) for code in codes]


def _type(naam: str, soort: etree._Element) -> Iterator[Regel]:
    yield Regel(soort.get("name", ""), f"{naam}-v1.xsd", _tekst(soort.find(_UITLEG)))
    for element in soort.iter(f"{{{XSD}}}element"):
        yield Regel(f"  {element.get('name')}", f"{element.get('type')} {_aantal(element)}", _tekst(element.find(_UITLEG)))


def _aantal(element: etree._Element) -> str:
    """Cardinality as the docs write it: 1, 0..1, 1..100."""
    minstens, hoogstens = element.get("minOccurs", "1"), element.get("maxOccurs", "1").replace("unbounded", "n")
    return minstens if minstens == hoogstens else f"{minstens}..{hoogstens}"


def _tekst(element: etree._Element | None) -> str:
    return "" if element is None else " ".join((element.text or "").split())


def _lees(bestand: Path) -> etree._Element:
    return etree.parse(str(bestand)).getroot()
