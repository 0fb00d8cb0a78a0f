"""Changes to a ds:Signature that a recipe makes before SignatureValue is made anew (``Recept.in_handtekening``)."""

from base64 import b64encode
from hashlib import sha256
from typing import Final

from lxml import etree

from verwijsindex_conformance.bericht.breken import Verandering, vind
from verwijsindex_conformance.namespaces import BODY, DS, WSSE, X509_TOKEN

SIGNED_INFO: Final = f"{{{DS}}}SignedInfo"
DIGEST_VALUE: Final = f"{{{DS}}}DigestValue"
TRANSFORMS: Final = f"{{{DS}}}Transforms"
_PAD_NAAR: Final = {
    "CanonicalizationMethod": (f"{{{DS}}}CanonicalizationMethod",),
    "SignatureMethod": (f"{{{DS}}}SignatureMethod",),
}


def achtereen(*veranderingen: Verandering) -> Verandering:
    """One change after the other."""

    def verander(element: etree._Element) -> None:
        for een in veranderingen:
            een(element)

    return verander


def methode(naam: str, uri: str) -> Verandering:
    """Another Algorithm in CanonicalizationMethod or SignatureMethod."""
    return lambda handtekening: vind(handtekening, SIGNED_INFO, *_PAD_NAAR[naam]).set("Algorithm", uri)


def verwijzing(handtekening: etree._Element, id: str) -> etree._Element:
    """The ds:Reference to the part with this id."""
    return next(een for een in handtekening.iter(f"{{{DS}}}Reference") if een.get("URI") == f"#{id}")


def verwijzing_naar(id: str, uri: str | None) -> Verandering:
    """The reference to the part with this id leads to another URI, or has none."""

    def verander(handtekening: etree._Element) -> None:
        een = verwijzing(handtekening, id)
        if uri is None:
            del een.attrib["URI"]
        else:
            een.set("URI", uri)

    return verander


def digestmethode(uri: str) -> Verandering:
    """Another DigestMethod for the Body; its digest stays that of SHA-256."""
    return lambda handtekening: vind(verwijzing(handtekening, "body"), f"{{{DS}}}DigestMethod").set("Algorithm", uri)


def transformaties(*uris: str) -> Verandering:
    """These transforms for the Body; its digest stays that of Exclusive C14N."""

    def verander(handtekening: etree._Element) -> None:
        blok = vind(verwijzing(handtekening, "body"), TRANSFORMS)
        for een in list(blok):
            blok.remove(een)
        for uri in uris:
            etree.SubElement(blok, f"{{{DS}}}Transform", {"Algorithm": uri})

    return verander


def andere_digest(id: str) -> Verandering:
    """A digest that is not that of the part."""
    return lambda handtekening: _zet_digest(handtekening, id, b"iets anders")


def met_ander_deel(id: str, verander_deel: Verandering, *pad: str) -> Verandering:
    """Change the part at this path, the Body unless told otherwise, and let the reference to ``id`` hold its new digest."""

    def verander(handtekening: etree._Element) -> None:
        deel = vind(handtekening.getroottree().getroot(), *(pad or (BODY,)))
        verander_deel(deel)
        _zet_digest(handtekening, id, etree.tostring(deel, method="c14n", exclusive=True, with_comments=False))

    return verander


def _zet_digest(handtekening: etree._Element, id: str, inhoud: bytes) -> None:
    vind(verwijzing(handtekening, id), DIGEST_VALUE).text = b64encode(sha256(inhoud).digest()).decode()


def sleutelinfo(*kinderen: etree._Element) -> Verandering:
    """These children in KeyInfo, which is not signed."""

    def verander(handtekening: etree._Element) -> None:
        info = vind(handtekening, f"{{{DS}}}KeyInfo")
        for een in list(info):
            info.remove(een)
        info.extend(kinderen)

    return verander


def tokenverwijzing(*kinderen: etree._Element) -> etree._Element:
    """A SecurityTokenReference with these children; without any, the direct reference that the profile asks for."""
    element = etree.Element(f"{{{WSSE}}}SecurityTokenReference")
    element.extend(kinderen or [rechtstreeks("#token")])
    return element


def rechtstreeks(uri: str) -> etree._Element:
    """A reference to the token, as it stands in a SecurityTokenReference."""
    return etree.Element(f"{{{WSSE}}}Reference", {"URI": uri, "ValueType": X509_TOKEN})
