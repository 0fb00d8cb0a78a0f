"""Signs an envelope with libxmlsec1, and makes the bytes that go over the line."""

from dataclasses import dataclass

import xmlsec
from lxml import etree

from verwijsindex_conformance.bericht.envelop import maak_envelop
from verwijsindex_conformance.bericht.recept import Recept
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
    context.sign(handtekening)


def _verwijs(handtekening: etree._Element, id: str, recept: Recept) -> None:
    verwijzing = xmlsec.template.add_reference(handtekening, recept.digest, uri=f"#{id}")
    xmlsec.template.add_transform(verwijzing, recept.transformatie)


def _verwijs_naar_token(handtekening: etree._Element) -> None:
    """WB010: a direct reference to the token in the message."""
    sleutelinfo = xmlsec.template.ensure_key_info(handtekening)
    verwijzing = etree.SubElement(sleutelinfo, f"{{{WSSE}}}SecurityTokenReference")
    etree.SubElement(verwijzing, f"{{{WSSE}}}Reference", {"URI": "#token", "ValueType": X509_TOKEN})
