"""The contract line by line for a terminal: its operations, types and codes with their Dutch explanation, read from WSDL and XSD."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from verwijsindex.contract.bestanden import schema
from verwijsindex.contract.lezen import elementen, lees
from verwijsindex.contract.operaties import CONTRACTEN
from verwijsindex.contract.uitleg import uitleg_van

_SCHEMAS = ("typen", *(dienst.naam for dienst in CONTRACTEN))
_UITLEG = "xsd:annotation/xsd:documentation"


@dataclass(frozen=True, slots=True)
class Regel:
    """One thing of the contract: its name, where it belongs (service, schema or element), and what it is."""

    naam: str
    waarin: str
    uitleg: str


def operaties() -> list[Regel]:
    """Every operation, per service, in the order of the WSDL."""
    return [Regel(naam, dienst.service, uitleg) for dienst in CONTRACTEN for naam, uitleg in uitleg_van(dienst).operaties.items()]


def typen() -> list[Regel]:
    """Every complex type and, below it, its elements with their cardinality."""
    return [regel for naam in _SCHEMAS for soort in elementen(lees(schema(naam)), "xsd:complexType") for regel in _type(naam, soort)]


def foutcodes() -> list[Regel]:
    """Every code that a fault can carry (koppelvlak.md 4)."""
    codes = elementen(lees(schema("typen")), f"xsd:simpleType[@name='Foutcode']/{_UITLEG}[@source]")
    return [Regel(code.attrib["source"], "Fout", " ".join((code.text or "").split())) for code in codes]


def _type(naam: str, soort: etree._Element) -> Iterator[Regel]:
    yield Regel(soort.attrib["name"], f"{naam}-v1.xsd", uitleg(soort))
    for element in elementen(soort, ".//xsd:element"):
        yield Regel(f"  {element.attrib['name']}", f"{element.attrib['type']} {aantal(element)}", uitleg(element))


def aantal(element: etree._Element) -> str:
    """Cardinality as the docs write it: 1, 0..1, 1..100."""
    minstens, hoogstens = element.get("minOccurs", "1"), element.get("maxOccurs", "1").replace("unbounded", "n")
    return minstens if minstens == hoogstens else f"{minstens}..{hoogstens}"


def uitleg(element: etree._Element) -> str:
    """Its documentation in the schema; what has a ``source`` is about a value of it."""
    return " ".join(" ".join((tekst.text or "").split()) for tekst in elementen(element, _UITLEG) if "source" not in tekst.attrib)
