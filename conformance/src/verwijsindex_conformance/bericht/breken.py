"""Changes to an envelope that a recipe takes: each does one thing, most after signing."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from verwijsindex_conformance.namespaces import BODY, HEADER, SECURITY, SIGNATURE, SOAP, WSA, WSU_ID

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


def pak_body_in(plek: Callable[[etree._Element], etree._Element], inhoud: etree._Element) -> Verandering:
    """Signature wrapping: the signed Body moves to ``plek``, and an unsigned Body with ``inhoud`` takes its place."""

    def verander(envelop: etree._Element) -> None:
        getekend = vind(envelop, BODY)
        plek(envelop).append(getekend)
        etree.SubElement(envelop, BODY).append(deepcopy(inhoud))

    return verander


def vreemde_header(*, verplicht: bool = False) -> etree._Element:
    """A header block outside the profile."""
    blok = etree.Element(f"{{{VREEMD}}}Extra", nsmap={"v": VREEMD})
    if verplicht:
        blok.set(f"{{{SOAP}}}mustUnderstand", "1")
    return blok


def in_vreemde_header(envelop: etree._Element) -> etree._Element:
    """A new header block outside the profile, as a place to hide something."""
    blok = vreemde_header()
    vind(envelop, HEADER).append(blok)
    return blok


def in_security(envelop: etree._Element) -> etree._Element:
    """A new element in the Security header, as a place to hide something."""
    return etree.SubElement(vind(envelop, HEADER, SECURITY), f"{{{VREEMD}}}Extra")


def in_from(envelop: etree._Element) -> etree._Element:
    """A wsa:From that is not signed, as a place to hide something."""
    return etree.SubElement(vind(envelop, HEADER), f"{{{WSA}}}From")


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
