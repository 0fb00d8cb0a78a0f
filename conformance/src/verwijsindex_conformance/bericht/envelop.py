"""From a recipe to an envelope, not signed yet: what must be signed bears a wsu:Id."""

from datetime import datetime
from typing import Final

from lxml import etree

from verwijsindex_conformance.bericht.recept import Recept
from verwijsindex_conformance.namespaces import (
    BASE64,
    BEVESTIGING,
    BODY,
    DS,
    ENVELOPE,
    HEADER,
    SECURITY,
    SOAP,
    TIMESTAMP,
    TOKEN,
    WSA,
    WSSE,
    WSSE11,
    WSU,
    WSU_ID,
    X509_TOKEN,
)

_PREFIXEN: Final = {"soap": SOAP, "wsa": WSA, "wsse": WSSE, "wsse11": WSSE11, "wsu": WSU, "ds": DS}


def maak_envelop(recept: Recept) -> etree._Element:
    """Header with Security (token and Timestamp) and the addressing, then the Body."""
    envelop = etree.Element(ENVELOPE, nsmap=_PREFIXEN)
    header = etree.SubElement(envelop, HEADER)
    _beveiliging(header, recept)
    for naam, waarde in (("To", recept.to), ("Action", recept.action), ("MessageID", recept.message_id), ("RelatesTo", recept.relates_to)):
        if waarde is not None:
            _adres(header, naam).text = waarde
    for naam, waarde in (("ReplyTo", recept.reply_to), ("From", recept.van)):
        if waarde is not None:
            etree.SubElement(_adres(header, naam), f"{{{WSA}}}Address").text = waarde
    header.extend(recept.extra_headers)
    body = etree.SubElement(envelop, BODY, {WSU_ID: "body"})
    body.extend(recept.kinderen)
    return envelop


def _adres(header: etree._Element, naam: str) -> etree._Element:
    return etree.SubElement(header, f"{{{WSA}}}{naam}", {WSU_ID: naam.lower()})


def _beveiliging(header: etree._Element, recept: Recept) -> None:
    security = etree.SubElement(header, SECURITY, {f"{{{SOAP}}}mustUnderstand": "1"})
    token = etree.SubElement(security, TOKEN, {"EncodingType": BASE64, "ValueType": X509_TOKEN, WSU_ID: "token"})
    token.text = recept.ondertekenaar.token
    if recept.created is not None:
        timestamp = etree.SubElement(security, TIMESTAMP, {WSU_ID: "timestamp"})
        etree.SubElement(timestamp, f"{{{WSU}}}Created").text = _utc(recept.created)
        etree.SubElement(timestamp, f"{{{WSU}}}Expires").text = _utc(recept.created + recept.geldig)
    if recept.bevestigt is not None:
        bevestiging = etree.SubElement(security, BEVESTIGING, {WSU_ID: "bevestiging"})
        if recept.bevestigt:
            bevestiging.set("Value", recept.bevestigt)


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
