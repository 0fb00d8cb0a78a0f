"""A whole contract of anyone: a WSDL or schema with everything that it imports from disk; nothing is fetched."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.lezen import lees

WSDL: Final = f"{{{ns.WSDL}}}"
SOAP: Final = f"{{{ns.WSDL_SOAP}}}"
XSD: Final = f"{{{ns.XSD}}}"
ACTION: Final = f"{{{ns.WSAM}}}Action"
RICHTINGEN: Final = ("input", "output", "fault")


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file as it was read. Without root it is not XML, and ``klacht`` says why."""

    pad: Path
    wortel: etree._Element | None
    klacht: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """One ``xsd:schema`` that defines something, in a file of its own or inside a WSDL."""

    bestand: Bestand
    wortel: etree._Element

    @property
    def namespace(self) -> str:
        """Its targetNamespace; empty without."""
        return self.wortel.get("targetNamespace", "")


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """An import or include with a location, and the file that is there if it can be read."""

    bestand: Bestand
    element: etree._Element
    doel: Bestand | None

    @property
    def plaats(self) -> str:
        """The location as it is written."""
        return _plaats(self.element)

    @property
    def samenvoeging(self) -> bool:
        """Whether it adds to its own namespace: an include or redefine."""
        return self.element.tag in (f"{XSD}include", f"{XSD}redefine")


@dataclass(frozen=True)
class Contract:
    """Every file that belongs to one WSDL or schema, that one first."""

    bestanden: list[Bestand] = field(default_factory=list)
    verwijzingen: list[Verwijzing] = field(default_factory=list)

    @property
    def wsdls(self) -> Iterator[tuple[Bestand, etree._Element]]:
        """The files that are a WSDL, with their root."""
        yield from ((b, b.wortel) for b in self.bestanden if b.wortel is not None and b.wortel.tag == f"{WSDL}definitions")

    @property
    def schemas(self) -> Iterator[Schema]:
        """Every schema with definitions; one of a WSDL that only imports is none."""
        for bestand in self.bestanden:
            for wortel in () if bestand.wortel is None else bestand.wortel.iter(f"{XSD}schema"):
                if any(kind.tag not in (f"{XSD}import", f"{XSD}annotation") for kind in wortel.iterchildren(tag=etree.Element)):
                    yield Schema(bestand, wortel)

    def namen(self) -> set[str]:
        """The Clark names of everything that is defined and can be referred to."""
        plaatsen = [*((s.namespace, s.wortel) for s in self.schemas), *((w.get("targetNamespace", ""), w) for _, w in self.wsdls)]
        return {f"{{{namespace}}}{kind.get('name')}" for namespace, wortel in plaatsen for kind in wortel.iterchildren(tag=etree.Element)}

    def operaties(self, waar: str) -> Iterator[tuple[Bestand, etree._Element, etree._Element]]:
        """Every operation of a ``portType`` or ``binding``: the file, that portType or binding, and the operation."""
        for bestand, wortel in self.wsdls:
            for ouder in wortel.iterchildren(f"{WSDL}{waar}"):
                for operatie in ouder.iterchildren(f"{WSDL}operation"):
                    yield bestand, ouder, operatie

    def gedefinieerd(self, soort: str, element: etree._Element, attribuut: str) -> etree._Element | None:
        """The portType, message or binding that an attribute names."""
        naam = clark(element, element.get(attribuut, ""))
        for _, wortel in self.wsdls:
            for kind in wortel.iterchildren(f"{WSDL}{soort}"):
                if naam == f"{{{wortel.get('targetNamespace')}}}{kind.get('name')}":
                    return kind
        return None


def lees_contract(pad: Path) -> Contract:
    """The file at ``pad`` with everything that it imports from disk. Raises OSError when ``pad`` itself cannot be read."""
    contract = Contract()
    _lees_verder(contract, _lees(pad))
    return contract


def clark(element: etree._Element, qname: str) -> str:
    """A QName in an attribute of ``element`` as Clark name; a prefix that is not declared gives a name that nothing has."""
    prefix, _, lokaal = qname.rpartition(":")
    return f"{{{element.nsmap.get(prefix or None, '?' if prefix else '')}}}{lokaal}"


def richtingen(operatie: etree._Element) -> Iterator[etree._Element]:
    """The input, output and faults of an operation."""
    return operatie.iterchildren(*(f"{WSDL}{richting}" for richting in RICHTINGEN))


def _lees(pad: Path) -> Bestand:
    try:
        return Bestand(pad, lees(pad))
    except etree.XMLSyntaxError as fout:
        return Bestand(pad, None, str(fout.msg))


def _lees_verder(contract: Contract, bestand: Bestand) -> Bestand:
    """Add this file and what it imports. Each file once, so a circle ends."""
    al_gelezen = {_waar(b.pad): b for b in contract.bestanden}.get(_waar(bestand.pad))
    if al_gelezen is not None:
        return al_gelezen
    contract.bestanden.append(bestand)
    for element in (
        () if bestand.wortel is None else bestand.wortel.iter(*(f"{XSD}{n}" for n in ("import", "include", "redefine")), f"{WSDL}import")
    ):
        if _plaats(element):
            contract.verwijzingen.append(Verwijzing(bestand, element, _volg(contract, bestand, _plaats(element))))
    return bestand


def _volg(contract: Contract, van: Bestand, plaats: str) -> Bestand | None:
    if ":" in plaats or plaats.startswith("/"):
        return None  # elsewhere: nothing is fetched
    try:
        return _lees_verder(contract, _lees(van.pad.parent / plaats.replace("\\", "/")))
    except OSError:
        return None


def _plaats(element: etree._Element) -> str:
    return element.get("schemaLocation") or element.get("location") or ""


def _waar(pad: Path) -> str:
    return os.path.normpath(os.path.abspath(pad))
