"""Sign a message that was changed once more: what is left to refuse is its form."""

import hashlib
from base64 import b64encode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from lxml import etree

from ..unit.security import pki
from ..unit.security.berichten import canoniseer
from .blik import ID, NS, Blik

_HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def herteken(raw: bytes, partij: pki.Partij, *, digests: bool = True) -> bytes:
    """Return the message with the digests and the signature made anew, as far as they can be; as it was when it cannot be read."""
    blik = Blik(raw, antwoord=False)
    if blik.envelop is None or blik.signed_info is None:
        return raw
    try:
        for reference in blik.referenties if digests else ():
            _herdigest(blik, reference)
        _heronderteken(blik, partij)
    except etree.C14NError:
        return raw
    return etree.tostring(blik.envelop.getroottree(), encoding="utf-8")


def _herdigest(blik: Blik, reference: etree._Element) -> None:
    doelen = [element for element in blik.elementen if "#" + element.get(ID, "") == reference.get("URI")]
    methode, waarde = reference.find("ds:DigestMethod", NS), reference.find("ds:DigestValue", NS)
    if not doelen or methode is None or waarde is None or len(waarde):
        return
    canoniek = canoniseer(doelen[0], _prefixen(reference.find("ds:Transforms/ds:Transform", NS)))
    waarde.text = b64encode(hashlib.new(f"sha{_bits(methode)}", canoniek).digest()).decode()


def _heronderteken(blik: Blik, partij: pki.Partij) -> None:
    info = blik.signed_info
    methode, waarde = info.find("ds:SignatureMethod", NS), blik.handtekening.find("ds:SignatureValue", NS)
    if methode is None or waarde is None or len(waarde):
        return
    canoniek = canoniseer(info, _prefixen(info.find("ds:CanonicalizationMethod", NS)))
    waarde.text = b64encode(partij.sleutel.sign(canoniek, PKCS1v15(), _HASHES[_bits(methode)])).decode()


def _bits(methode: etree._Element) -> str:
    bits = methode.get("Algorithm", "")[-3:]
    return bits if bits in _HASHES else "256"


def _prefixen(methode: etree._Element | None) -> tuple[str, ...]:
    lijst = None if methode is None else methode.find("{*}InclusiveNamespaces")
    return () if lijst is None else tuple(lijst.get("PrefixList", "").split())
