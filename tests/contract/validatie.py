"""The two validators of the contract: lxml, as the server uses it, and xmlschema as the second opinion."""

from functools import cache
from pathlib import Path

import xmlschema
from lxml import etree
from xmlschema.exceptions import XMLSchemaKeyError

from .bestanden import PROJECT

VOORBEELDEN = PROJECT / "docs" / "voorbeelden"


@cache
def met_lxml(namespace: str) -> etree.XMLSchema:
    """The schema of a namespace, compiled by lxml."""
    return etree.XMLSchema(etree.parse(_bestand(namespace)))


@cache
def met_xmlschema(namespace: str) -> xmlschema.XMLSchema10:
    """The schema of a namespace, compiled by xmlschema as XSD 1.0."""
    return xmlschema.XMLSchema10(str(_bestand(namespace)))


def oordelen(document: bytes) -> tuple[bool, bool]:
    """What lxml and xmlschema say of a document, in that order."""
    wortel = etree.fromstring(document)
    namespace = etree.QName(wortel).namespace or ""
    return met_lxml(namespace).validate(wortel), _vindt_geldig(met_xmlschema(namespace), document)


def _vindt_geldig(schema: xmlschema.XMLSchema10, document: bytes) -> bool:
    try:
        return schema.is_valid(document.decode())
    except XMLSchemaKeyError:  # its answer to an xsi:type that does not exist
        return False


def inhoud(bestand: Path) -> bytes:
    """What a sample puts in the Body; of a fault what stands in its detail, which is what the contract describes."""
    wortel = etree.parse(bestand).getroot()
    detail = wortel.find("detail")
    return etree.tostring(wortel if detail is None else detail[0], encoding="utf-8")


def _bestand(namespace: str) -> Path:
    return PROJECT / "xsd" / f"{namespace.split(':')[2]}-v1.xsd"
