"""Signs an envelope with libxmlsec1, and makes the bytes that go over the line."""

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache

import xmlsec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from lxml import etree

from verwijsindex_conformance.bericht.envelop import maak_envelop
from verwijsindex_conformance.bericht.recept import Recept, onveranderd
from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar
from verwijsindex_conformance.namespaces import DS, HEADER, SECURITY, SIGNATURE, WSSE, WSU, WSU_ID, X509_TOKEN


@dataclass(frozen=True, slots=True)
class Bericht:
    """A message as it goes out, with what the reply must refer to."""

    raw: bytes
    action: str
    message_id: str | None
    signature_value: str | None
    """Base64 without white space; None when there is no signature left."""


def maak_bericht(recept: Recept) -> Bericht:
    """Build, change, sign, change, serialise, change: in this order."""
    envelop = maak_envelop(recept)
    recept.voor_tekenen(envelop)
    teken(envelop, recept)
    envelop = etree.fromstring(etree.tostring(envelop))  # lxml does not find by name what libxmlsec1 put into the tree
    _teken_over(envelop, recept)
    recept.na_tekenen(envelop)
    waarde = envelop.findtext(f"{HEADER}/{SECURITY}/{SIGNATURE}/{{{DS}}}SignatureValue")
    return Bericht(
        raw=recept.op_bytes(etree.tostring(envelop)),
        action=recept.action or "",
        message_id=recept.message_id,
        signature_value=None if waarde is None else "".join(waarde.split()),
    )


def teken(envelop: etree._Element, recept: Recept) -> None:
    """Add a ds:Signature that covers every part with a wsu:Id, but for those that the recipe leaves unsigned."""
    security = envelop.find(f"{HEADER}/{SECURITY}")
    if security is None:
        return
    handtekening = xmlsec.template.create(security, recept.canoniek, recept.handtekening, ns="ds")
    security.append(handtekening)
    sleutel = xmlsec.Key.from_memory(recept.ondertekenaar.sleutel, xmlsec.constants.KeyDataFormatPem)
    context = xmlsec.SignatureContext()
    context.key = sleutel
    for deel in envelop.iter("*"):
        if WSU_ID in deel.attrib and etree.QName(deel).localname not in recept.ongetekend:
            context.register_id(deel, "Id", WSU)
            _verwijs(handtekening, deel.get(WSU_ID, ""), recept)
    _verwijs_naar_token(handtekening)
    if recept.prefixen is not None:
        methode = handtekening[0][0]
        xmlsec.template.transform_add_c14n_inclusive_namespaces(methode, recept.prefixen.split())
    context.sign(handtekening)


def _teken_over(envelop: etree._Element, recept: Recept) -> None:
    """Change the signature as the recipe says, and make its value anew."""
    handtekening = envelop.find(f"{HEADER}/{SECURITY}/{SIGNATURE}")
    if handtekening is not None and recept.in_handtekening is not onveranderd:
        recept.in_handtekening(handtekening)
        zet_waarde(handtekening, rsa_waarde(handtekening, recept.ondertekenaar))


def rsa_waarde(handtekening: etree._Element, sleutelpaar: Sleutelpaar) -> bytes:
    """RSA with SHA-256 over SignedInfo as it stands; libxmlsec1 does not make what must be refused."""
    return _lees_sleutel(sleutelpaar.sleutel).sign(signed_info(handtekening), PKCS1v15(), hashes.SHA256())


@lru_cache(maxsize=16)
def _lees_sleutel(pem: bytes) -> RSAPrivateKey:
    """Checking a key costs more than signing with it."""
    sleutel = load_pem_private_key(pem, None)
    assert isinstance(sleutel, RSAPrivateKey)
    return sleutel


def signed_info(handtekening: etree._Element) -> bytes:
    """The first SignedInfo in canonical form; empty when there is none."""
    element = handtekening.find(f"{{{DS}}}SignedInfo")
    return b"" if element is None else etree.tostring(element, method="c14n", exclusive=True)


def zet_waarde(handtekening: etree._Element, waarde: bytes) -> None:
    """Put in another SignatureValue."""
    element = handtekening.find(f"{{{DS}}}SignatureValue")
    if element is not None:
        element.text = b64encode(waarde).decode()


def _verwijs(handtekening: etree._Element, id: str, recept: Recept) -> None:
    verwijzing = xmlsec.template.add_reference(handtekening, recept.digest, uri=f"#{id}")
    transformatie = xmlsec.template.add_transform(verwijzing, recept.transformatie)
    if recept.prefixen is not None:
        xmlsec.template.transform_add_c14n_inclusive_namespaces(transformatie, recept.prefixen.split())


def _verwijs_naar_token(handtekening: etree._Element) -> None:
    """WB010: a direct reference to the token in the message."""
    sleutelinfo = xmlsec.template.ensure_key_info(handtekening)
    verwijzing = etree.SubElement(sleutelinfo, f"{{{WSSE}}}SecurityTokenReference")
    etree.SubElement(verwijzing, f"{{{WSSE}}}Reference", {"URI": "#token", "ValueType": X509_TOKEN})
