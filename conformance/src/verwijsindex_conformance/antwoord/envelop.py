"""Reads the envelope of a message from elsewhere: every part by its fixed place, none found by search."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from verwijsindex_conformance.namespaces import BODY, ENVELOPE, FAULT, HEADER, SECURITY, WSA
from verwijsindex_conformance.oordeel import Gezakt, eis

ADRESSERING: Final = frozenset({"To", "Action", "MessageID", "RelatesTo", "ReplyTo", "From", "FaultTo"})


@dataclass(frozen=True, slots=True)
class Envelop:
    """The parts of a message; nothing is verified yet."""

    wortel: etree._Element
    body: etree._Element
    kind: etree._Element
    security: etree._Element | None
    adressering: Mapping[str, etree._Element]

    @property
    def is_fout(self) -> bool:
        """Whether it is a SOAP Fault."""
        return self.kind.tag == FAULT

    def adres(self, naam: str) -> str | None:
        """The text of an addressing header, None when it is not there."""
        header = self.adressering.get(naam)
        return None if header is None else (header.text or "").strip()


def lees_envelop(raw: bytes) -> Envelop:
    """Parse a message: SOAP 1.1 in UTF-8, at most one child in the Body, no foreign headers. Raises Gezakt."""
    wortel = _ontleed(raw)
    kinderen = [kind.tag for kind in wortel]
    eis(wortel.tag == ENVELOPE and kinderen in ([HEADER, BODY], [BODY]), "een SOAP 1.1-envelop met Header en Body (WW001)", str(wortel.tag))
    body = wortel[-1]
    in_body = list(body.iterchildren("*"))
    eis(len(in_body) == 1, "precies één element in de Body (WW003)", f"{len(in_body)} elementen")
    header = wortel[0] if len(wortel) > 1 else None
    security, adressering = (None, {}) if header is None else _lees_header(header)
    return Envelop(wortel, body, in_body[0], security, adressering)


def _ontleed(raw: bytes) -> etree._Element:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Gezakt("een bericht in UTF-8 (WS006)", "bytes die geen UTF-8 zijn") from None
    try:
        wortel = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        raise Gezakt("een bericht in XML (WW001)", f"{len(raw)} bytes die geen XML zijn") from None
    eis(wortel.getroottree().docinfo.doctype == "", "een bericht zonder DTD (BP R1008)", "een DOCTYPE")
    return wortel


def _lees_header(header: etree._Element) -> tuple[etree._Element | None, dict[str, etree._Element]]:
    security: etree._Element | None = None
    adressering: dict[str, etree._Element] = {}
    for blok in header.iterchildren("*"):
        naam = etree.QName(blok)
        if blok.tag == SECURITY:
            eis(security is None, "één Security-header (WB001)", "meer dan één")
            security = blok
            continue
        bekend = naam.namespace == WSA and naam.localname in ADRESSERING
        eis(bekend, "alleen headers van WS-Addressing en WS-Security (WS007)", f"een header {naam.localname}")
        eis(naam.localname not in adressering, f"één header {naam.localname} (WA001)", "meer dan één")
        adressering[naam.localname] = blok
    return security, adressering
