"""Rules for schemas: what every toolkit turns into the same types."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.geheel import WSDL, XSD, Contract, clark
from verwijsindex.contract.keur.compileren import compileer
from verwijsindex.contract.keur.regel import Ernst, Plek, Regel

_BP: Final = "WS-I BP 1.1"
_TYPEN: Final = (f"{XSD}simpleType", f"{XSD}complexType")
_VERBODEN: Final = ("list", "any", "anyAttribute")
_LASTIG: Final = ("union", "all", "group", "attributeGroup", "extension")
_VERRASSEND: Final = ("default", "fixed", "nillable", "substitutionGroup", "abstract")
_NIEUW: Final = ("assert", "assertion", "alternative", "openContent", "defaultOpenContent", "override")
_KLASSEN: Final = re.compile(r"\\[dDwWsSiIcCpP]")
_SOAPENC: Final = "http://schemas.xmlsoap.org/soap/encoding/"


def _noem(element: etree._Element) -> str:
    """How a reader finds it: its own name, or that of what it is in."""
    met_naam = next((e for e in (element, *element.iterancestors()) if e.get("name")), element)
    return f"{etree.QName(element).localname} {met_naam.get('name') or ''}".strip()


def _gekwalificeerd(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        if schema.wortel.get("elementFormDefault") != "qualified":
            yield Plek(schema.bestand, schema.wortel, f"schema {schema.namespace}")
        for element in schema.wortel.iter(f"{XSD}element"):
            if element.get("form", "qualified") != "qualified":
                yield Plek(schema.bestand, element, _noem(element))


def _niet_te_vertalen(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        for element in schema.wortel.iter(*(f"{XSD}{naam}" for naam in _VERBODEN)):
            yield Plek(schema.bestand, element, _noem(element))


def _lastig(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        for element in schema.wortel.iter(*(f"{XSD}{naam}" for naam in _LASTIG)):
            yield Plek(schema.bestand, element, _noem(element))
        for keuze in schema.wortel.iter(f"{XSD}choice"):
            ouder = keuze.getparent()
            if ouder is None or ouder.tag != f"{XSD}complexType":
                yield Plek(schema.bestand, keuze, _noem(keuze))


def _geen_verrassing(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        for element in schema.wortel.iter(f"{XSD}element", f"{XSD}attribute", f"{XSD}complexType"):
            for attribuut in _VERRASSEND:
                if element.get(attribuut) is not None:
                    yield Plek(schema.bestand, element, f"{attribuut} bij {_noem(element)}")


def _alle_typen_een_naam(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        for element in schema.wortel.iter(*_TYPEN):
            if element.getparent() is not schema.wortel:
                yield Plek(schema.bestand, element, _noem(element))


def _unieke_namen(contract: Contract) -> Iterator[Plek]:
    gezien: dict[str, str] = {}
    for schema in contract.schemas:
        for element in schema.wortel.iterchildren(*_TYPEN):
            naam = element.get("name", "")
            if naam.lower() in gezien:
                yield Plek(schema.bestand, element, f"type {naam}, en in {schema.namespace} of elders {gezien[naam.lower()]}")
            gezien.setdefault(naam.lower(), naam)


def _gewone_patronen(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        for patroon in schema.wortel.iter(f"{XSD}pattern"):
            if gevonden := _KLASSEN.search(patroon.get("value", "")):
                yield Plek(schema.bestand, patroon, f"{gevonden[0]} in {_noem(patroon)}")


def _begrensde_tekst(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        for element in schema.wortel.iter(f"{XSD}element"):
            if clark(element, element.get("type", "")) == f"{{{ns.XSD}}}string":
                yield Plek(schema.bestand, element, f"{_noem(element)} is vrije tekst")


def _xsd_1_0(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        for element in schema.wortel.iter(*(f"{XSD}{naam}" for naam in _NIEUW)):
            yield Plek(schema.bestand, element, _noem(element))


def _geen_soap_arrays(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        for element in schema.wortel.iter(f"{XSD}restriction", f"{XSD}extension"):
            if clark(element, element.get("base", "")).startswith(f"{{{_SOAPENC}}}"):
                yield Plek(schema.bestand, element, _noem(element))
        for element in schema.wortel.iter(f"{XSD}attribute"):
            if element.get(f"{WSDL}arrayType") is not None:
                yield Plek(schema.bestand, element, _noem(element))


def _compileert(contract: Contract) -> Iterator[Plek]:
    for schema, regel, klacht in compileer(contract):
        yield Plek(schema.bestand, schema.wortel, f"regel {regel}: {klacht}" if regel else klacht)


def _uitleg(contract: Contract) -> Iterator[Plek]:
    for schema in contract.schemas:
        for element in schema.wortel.iter(*_TYPEN, f"{XSD}element", f"{XSD}enumeration"):
            if not (element.findtext(f"{XSD}annotation/{XSD}documentation") or "").strip():
                yield Plek(schema.bestand, element, f"{_noem(element)} {element.get('value') or ''}".strip())


SCHEMAREGELS: Final = (
    Regel(
        "KX01",
        "koppelvlak 1",
        'Elk schema heeft elementFormDefault="qualified".',
        "Hulpmiddelen vergissen zich in elementen zonder naamruimte.",
        'Zet elementFormDefault="qualified" in het schema, en nergens form="unqualified".',
        _gekwalificeerd,
    ),
    Regel(
        "KX02",
        "koppelvlak 1",
        "Geen xsd:list, xsd:any en xsd:anyAttribute.",
        "Hulpmiddelen maken er een los stuk XML van, en een handtekening of controle gaat mis.",
        "Beschrijf de elementen zelf.",
        _niet_te_vertalen,
    ),
    Regel(
        "KX03",
        "koppelvlak 1",
        "Geen union, all, group, attributeGroup en extension; een choice alleen als enige inhoud van een type.",
        "Elk hulpmiddel maakt er een ander type van.",
        "Gebruik een sequence, of maak van de keuze een type met een eigen naam.",
        _lastig,
        Ernst.RAAD,
    ),
    Regel(
        "KX04",
        "koppelvlak 1",
        "Geen standaardwaarde, vaste waarde, nillable, substitutionGroup of abstract.",
        "Wat er in het bericht staat, is dan niet meer wat de ontvanger leest.",
        "Laat het element weg in plaats van het leeg te sturen; schrijf waarden uit.",
        _geen_verrassing,
    ),
    Regel(
        "KX05",
        "koppelvlak 1",
        "Elk type heeft een naam.",
        "Voor een type zonder naam bedenkt elk hulpmiddel een andere.",
        "Maak er een type op het hoogste niveau van en verwijs ernaar.",
        _alle_typen_een_naam,
    ),
    Regel(
        "KX06",
        "koppelvlak 1",
        "Namen van typen zijn uniek in het hele contract, ook zonder op hoofdletters te letten.",
        "De code van twee typen komt anders in een bestand terecht.",
        "Hernoem een van de twee.",
        _unieke_namen,
    ),
    Regel(
        "KX07",
        "koppelvlak 1",
        r"Patronen gebruiken [0-9] en geen \d, \w, \s, \i, \c of \p.",
        "Die staan ook voor cijfers en letters van andere schriften, en niet overal voor dezelfde.",
        "Schrijf de tekens uit.",
        _gewone_patronen,
    ),
    Regel(
        "KX08",
        "koppelvlak 1",
        "Tekst heeft een type met een lengte of patroon.",
        "Een vrij veld wordt met alles gevuld, ook met wat er niet hoort.",
        "Maak een type met een patroon, een lengte of een lijst van waarden.",
        _begrensde_tekst,
        Ernst.RAAD,
    ),
    Regel(
        "KX09",
        f"{_BP} R2801; koppelvlak 1",
        "Elk schema is XSD 1.0.",
        "Veel hulpmiddelen kennen 1.1 niet.",
        "Zet de regel in de software in plaats van in het schema.",
        _xsd_1_0,
    ),
    Regel(
        "KX10",
        f"{_BP} R2110, R2111",
        "Geen arrays van SOAP-encoding.",
        "Alleen hulpmiddelen voor rpc/encoded kennen ze.",
        'Gebruik een element met maxOccurs="unbounded".',
        _geen_soap_arrays,
    ),
    Regel(
        "KX11",
        f"{_BP} R2801",
        "Alle schema's samen zijn te compileren.",
        "Wat niet te compileren is, kan niemand controleren.",
        "Herstel wat de melding noemt.",
        _compileert,
    ),
    Regel(
        "KX12",
        "koppelvlak 1",
        "Elk type, element en elke code heeft uitleg.",
        "De uitleg komt als commentaar in de code van wie ermee werkt.",
        "Voeg xsd:annotation met xsd:documentation toe.",
        _uitleg,
        Ernst.RAAD,
    ),
)
"""In the order of a schema."""
