"""Changes to an envelope that a recipe takes: each does one thing, most after signing."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from verwijsindex_conformance.namespaces import ANONIEM, BODY, HEADER, SECURITY, SIGNATURE, SOAP, WSA, WSU_ID

Verandering = Callable[[etree._Element], None]
VREEMD = "urn:conformiteit:vreemd"


def haal_weg(*pad: str) -> Verandering:
    """Take away the element at this path."""

    def verander(envelop: etree._Element) -> None:
        element = vind(envelop, *pad)
        ouder = element.getparent()
        if ouder is not None:
            ouder.remove(element)

    return verander


def zonder_handtekening(envelop: etree._Element) -> None:
    """The Security header stays, the Signature goes."""
    haal_weg(HEADER, SECURITY, SIGNATURE)(envelop)


def zet_tekst(tekst: str, *pad: str) -> Verandering:
    """Give the element at this path another text."""

    def verander(envelop: etree._Element) -> None:
        vind(envelop, *pad).text = tekst

    return verander


def vreemde_header(*, verplicht: bool = False) -> etree._Element:
    """A header block outside the profile."""
    blok = etree.Element(f"{{{VREEMD}}}Extra", nsmap={"v": VREEMD})
    if verplicht:
        blok.set(f"{{{SOAP}}}mustUnderstand", "1")
    return blok


def adresheader(naam: str, *, getekend: bool = True) -> Verandering:
    """One more addressing header, with a value that the profile allows; before signing it is signed as well, unless told otherwise."""

    def verander(envelop: etree._Element) -> None:
        blok = etree.SubElement(vind(envelop, HEADER), f"{{{WSA}}}{naam}", {WSU_ID: naam.lower()} if getekend else {})
        if naam == "RelatesTo":
            blok.text = "urn:uuid:5c6f9a4e-6f0b-4b7e-9a1e-000000000001"
        else:
            etree.SubElement(blok, f"{{{WSA}}}Address").text = ANONIEM

    return verander


def verdubbel_header(naam: str) -> Verandering:
    """A second, unsigned copy of an addressing header."""

    def verander(envelop: etree._Element) -> None:
        kopie = deepcopy(vind(envelop, HEADER, f"{{{WSA}}}{naam}"))
        del kopie.attrib[WSU_ID]
        vind(envelop, HEADER).append(kopie)

    return verander


def verdubbel_body(envelop: etree._Element) -> None:
    """A second Body."""
    kopie = deepcopy(vind(envelop, BODY))
    del kopie.attrib[WSU_ID]
    envelop.append(kopie)


def vind(envelop: etree._Element, *pad: str) -> etree._Element:
    """The element at a path that the suite itself made."""
    element: etree._Element | None = envelop
    for naam in pad:
        element = None if element is None else element.find(naam)
    if element is None:
        raise LookupError("/".join(pad))
    return element
