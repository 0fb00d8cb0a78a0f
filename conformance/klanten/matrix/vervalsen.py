"""The forgeries that a client should notice in an answer. All but the first two carry a genuine signature of the index itself."""

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Final

from lxml import etree

from verwijsindex_conformance.bericht.breken import vind
from verwijsindex_conformance.bericht.handtekening import met_ander_deel
from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar
from verwijsindex_conformance.bericht.teken import rsa_waarde, zet_waarde
from verwijsindex_conformance.namespaces import BEVESTIGING, BODY, DS, HEADER, SECURITY, SIGNATURE, WSU_ID

Vervalser = Callable[[bytes, Sleutelpaar], bytes]


def cijfer(antwoord: bytes, _index: Sleutelpaar) -> bytes:
    """One character of the Body is another, behind the signature."""
    return re.sub(rb"(<(?:\w+:)?berichtId[^<>]*>)(.)", lambda m: m[1] + (b"0" if m[2] != b"0" else b"1"), antwoord, count=1)


def kaal(antwoord: bytes, _index: Sleutelpaar) -> bytes:
    """Without the Security header."""
    envelop = etree.fromstring(antwoord)
    vind(envelop, HEADER).remove(vind(envelop, HEADER, SECURITY))
    return etree.tostring(envelop)


def dekking(antwoord: bytes, index: Sleutelpaar) -> bytes:
    """A signature that is right, and does not cover the Body, which is another."""
    envelop = etree.fromstring(cijfer(antwoord, index))
    id_ = vind(envelop, BODY).attrib.pop(WSU_ID)
    handtekening = _handtekening(envelop)
    signed_info = vind(handtekening, f"{{{DS}}}SignedInfo")
    for verwijzing in signed_info.findall(f"{{{DS}}}Reference"):
        if verwijzing.get("URI") == f"#{id_}":
            signed_info.remove(verwijzing)
    return _teken_over(envelop, index)


def bevestiging(antwoord: bytes, index: Sleutelpaar) -> bytes:
    """A signature that is right, in an answer that confirms another request than ours."""
    envelop = etree.fromstring(antwoord)
    deel = vind(envelop, HEADER, SECURITY, BEVESTIGING)

    def ander(element: etree._Element) -> None:
        element.set("Value", b64encode(b"de handtekening van iemand anders").decode())

    met_ander_deel(deel.attrib[WSU_ID], ander, HEADER, SECURITY, BEVESTIGING)(_handtekening(envelop))
    return _teken_over(envelop, index)


def _handtekening(envelop: etree._Element) -> etree._Element:
    return vind(envelop, HEADER, SECURITY, SIGNATURE)


def _teken_over(envelop: etree._Element, index: Sleutelpaar) -> bytes:
    handtekening = _handtekening(envelop)
    zet_waarde(handtekening, rsa_waarde(handtekening, index))
    return etree.tostring(envelop)


VERVALSINGEN: Final[dict[str, Vervalser]] = {"cijfer": cijfer, "kaal": kaal, "dekking": dekking, "bevestiging": bevestiging}
