"""Signature wrapping: a signed part moves elsewhere, and something that nobody signed takes its place."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from verwijsindex_conformance.bericht.breken import VREEMD, Verandering, vind, vreemde_header
from verwijsindex_conformance.namespaces import BODY, HEADER, SOAP, WSU_ID

Plek = Callable[[etree._Element, etree._Element], None]
"""Hides the signed part, the second argument, in the envelope, where the unsigned one has taken its place by then."""


def pak_body_in(plek: Plek, inhoud: etree._Element, *, met_id: bool = False) -> Verandering:
    """The signed Body moves to ``plek``, and an unsigned Body with ``inhoud`` takes its place, with the same wsu:Id if so asked."""

    def verander(envelop: etree._Element) -> None:
        getekend = vind(envelop, BODY)
        vals = etree.Element(BODY, {WSU_ID: "body"} if met_id else {})
        vals.append(deepcopy(inhoud))
        envelop.replace(getekend, vals)
        plek(envelop, getekend)

    return verander


def pak_deel_in(plek: Plek, *pad: str) -> Verandering:
    """The signed part at this path moves to ``plek``, and an unsigned copy takes its place."""

    def verander(envelop: etree._Element) -> None:
        getekend = vind(envelop, *pad)
        kopie = deepcopy(getekend)
        kopie.attrib.pop(WSU_ID)
        vind(envelop, *pad[:-1]).replace(getekend, kopie)
        plek(envelop, getekend)

    return verander


def binnen(*pad: str, plaats: int | None = None) -> Plek:
    """Straight inside the element at this path: last, or at ``plaats``."""

    def zet(envelop: etree._Element, deel: etree._Element) -> None:
        ouder = vind(envelop, *pad)
        ouder.insert(len(ouder) if plaats is None else plaats, deel)

    return zet


def omhuld(*pad: str, plaats: int | None = None, omhulsel: str = f"{{{VREEMD}}}Extra") -> Plek:
    """The same, in a new element of another name."""

    def zet(envelop: etree._Element, deel: etree._Element) -> None:
        nieuw = etree.Element(omhulsel)
        nieuw.append(deel)
        binnen(*pad, plaats=plaats)(envelop, nieuw)

    return zet


def in_verplichte_header(envelop: etree._Element, deel: etree._Element) -> None:
    """In a header block outside the profile that must be understood, but by somebody else."""
    blok = vreemde_header(verplicht=True)
    blok.set(f"{{{SOAP}}}actor", "urn:conformiteit:ander")
    blok.append(deel)
    vind(envelop, HEADER).append(blok)


def in_inhoud(envelop: etree._Element, deel: etree._Element) -> None:
    """Deep inside the unsigned request, in an element outside the contract."""
    etree.SubElement(vind(envelop, BODY)[0], f"{{{VREEMD}}}Extra").append(deel)
