"""The samples of the contract (docs/voorbeelden) and the Spyne type of each."""

import re
from pathlib import Path

from lxml import etree

from verwijsindex.contract.namespaces import TYPEN
from verwijsindex.contract.operaties import OPERATIES
from verwijsindex.soap.services import SERVICES

MAP = Path(__file__).parents[3] / "docs" / "voorbeelden"
SOORTEN: dict[str, type] = {}
"""Spyne type per Clark name of a request or response."""
for operatie in OPERATIES:
    methode = SERVICES[operatie.dienst].public_methods[operatie.naam]
    SOORTEN[operatie.request], SOORTEN[operatie.response] = methode.in_message, methode.out_message
VOORBEELDEN = sorted(f"{operatie.naam}-{deel}.xml" for operatie in OPERATIES for deel in ("antwoord", "verzoek"))


def lees(naam: str) -> etree._Element:
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.fromstring((MAP / naam).read_bytes(), parser)


def gelijk(een: etree._Element, ander: etree._Element) -> bool:
    """Whether two elements say the same: names, texts and order; not prefixes, nor in which of two ways UTC is written."""
    return etree.tostring(_kaal(een), method="c14n2", strip_text=True) == etree.tostring(_kaal(ander), method="c14n2", strip_text=True)


def _kaal(element: etree._Element) -> etree._Element:
    """The same with one prefix per namespace."""
    naam = etree.QName(element)
    kopie = etree.Element(element.tag, nsmap={"t": TYPEN, "v": naam.namespace} if naam.namespace != TYPEN else {"t": TYPEN})
    kopie.text = re.sub(r"(T[0-9:.]+)Z$", r"\1+00:00", element.text or "")
    for kind in element:
        kopie.append(_kaal(kind))
    return kopie
