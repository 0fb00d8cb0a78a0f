"""Reads one contract file: the only place that parses those of this package."""

from pathlib import Path
from typing import Final

from lxml import etree

from verwijsindex.contract import namespaces as ns

NAMEN: Final = {"wsdl": ns.WSDL, "soap": ns.WSDL_SOAP, "xsd": ns.XSD}
"""Prefixes for XPath on contract files."""

_DECLARATIE: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def lees(bestand: Path) -> etree._Element:
    """The root element of a contract file.

    Raises OSError when it is not there and etree.XMLSyntaxError when it is not XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(bestand.read_bytes(), parser)


def schemas_van(bestand: Path) -> list[Path]:
    """A schema with every schema that it imports, from disk; what is imported comes first.

    Raises OSError when one is not there.
    """
    geimporteerd = [bestand.parent / e.attrib["schemaLocation"] for e in elementen(lees(bestand), "xsd:import[@schemaLocation]")]
    return list(dict.fromkeys([*(ander for een in geimporteerd for ander in schemas_van(een)), bestand]))


def schrijf(wortel: etree._Element) -> bytes:
    """The document as bytes. Every letter outside ASCII becomes a reference, so the ranges in patterns stay readable."""
    return _DECLARATIE + etree.tostring(wortel, encoding="ascii", xml_declaration=False) + b"\n"


def elementen(wortel: etree._Element, pad: str) -> list[etree._Element]:
    """The elements at an XPath that uses the prefixes of ``NAMEN``."""
    return wortel.findall(pad, NAMEN)
