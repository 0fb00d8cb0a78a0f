"""The smallest pieces of content: an element below another, with a text or without."""

from lxml import etree

from verwijsindex_conformance.namespaces import TYPEN


def tak(ouder: etree._Element, naam: str) -> etree._Element:
    """An element in the namespace of its parent."""
    return etree.SubElement(ouder, f"{{{etree.QName(ouder).namespace}}}{naam}")


def blad(ouder: etree._Element, naam: str, waarde: str) -> None:
    """The same, with a text."""
    tak(ouder, naam).text = waarde


def typeblad(ouder: etree._Element, naam: str, waarde: str) -> None:
    """An element of the shared types, with a text."""
    etree.SubElement(ouder, f"{{{TYPEN}}}{naam}").text = waarde
