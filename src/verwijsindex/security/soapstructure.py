"""Step 4: the SOAP structure. From here on every part is known by its fixed position, never found by search."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

from verwijsindex.contract.namespaces import SOAP, WSA
from verwijsindex.security.names import (
    ACTOR,
    BODY,
    ENVELOPE,
    HEADER,
    MUST_UNDERSTAND,
    SECURITY,
    heeft_losse_tekst,
    naam_van,
)
from verwijsindex.security.refusals import (
    OngeldigeBeveiliging,
    OngeldigeEnvelop,
    OnjuisteAdressering,
    VerkeerdeSoapVersie,
    VerplichteVreemdeHeader,
    VreemdeHeader,
)

_ADRESSERING: Final = {f"{{{WSA}}}{naam}": naam for naam in ("To", "Action", "MessageID", "RelatesTo", "ReplyTo", "From", "FaultTo")}


class SoapDelen(NamedTuple):
    """The parts of an envelope. `adressering`: WS-Addressing header blocks by local name, each there once."""

    envelope: etree._Element
    body: etree._Element
    kind: etree._Element  # the Body's one child, as sent: not yet verified
    security: etree._Element | None
    adressering: Mapping[str, etree._Element]


def lees_soap(envelope: etree._Element) -> SoapDelen:
    """Exactly Header then Body, one qualified child in the Body, only known header blocks, each once (R-151, R-153; WW003, WS007, R9980).

    Raises `VerkeerdeSoapVersie`, `OngeldigeEnvelop`, `VreemdeHeader`, `OnjuisteAdressering` or `OngeldigeBeveiliging`.
    """
    if envelope.tag != ENVELOPE:
        raise _geen_soap11(envelope)
    delen = envelope[:]
    if [deel.tag for deel in delen] != [HEADER, BODY]:
        raise OngeldigeEnvelop("Envelope heeft niet precies Header en Body")
    header, body = delen
    for element in (envelope, header, body):
        _controleer_omhulsel(element)
    security, adressering = _lees_headers(header)
    return SoapDelen(envelope, body, _enige_kind(body), security, adressering)


def _geen_soap11(envelope: etree._Element) -> OngeldigeEnvelop:
    if etree.QName(envelope).localname == "Envelope":
        return VerkeerdeSoapVersie("Envelope in een andere naamruimte")
    return OngeldigeEnvelop("hoofdelement is geen Envelope")


def _controleer_omhulsel(element: etree._Element) -> None:
    if heeft_losse_tekst(element):
        raise OngeldigeEnvelop("tekst tussen de delen van de envelop")
    if any(naam.startswith(f"{{{SOAP}}}") for naam in element.keys()):  # noqa: SIM118 (keys() of an lxml element, not of a dict)
        raise OngeldigeEnvelop("SOAP-attribuut op de envelop")


def _enige_kind(body: etree._Element) -> etree._Element:
    kinderen = [kind for kind in body[:] if isinstance(kind.tag, str)]  # comments may stand in the Body
    if len(kinderen) != 1:
        raise OngeldigeEnvelop("Body heeft niet precies een kind")
    if not naam_van(kinderen[0]).startswith("{"):
        raise OngeldigeEnvelop("kind van de Body heeft geen naamruimte")
    return kinderen[0]


def _lees_headers(header: etree._Element) -> tuple[etree._Element | None, dict[str, etree._Element]]:
    security: etree._Element | None = None
    adressering: dict[str, etree._Element] = {}
    for blok in header[:]:
        naam = _ADRESSERING.get(naam_van(blok))
        if naam is None and blok.tag != SECURITY:
            raise _vreemd(blok)
        _controleer_blok(blok)
        if naam is None:
            if security is not None:
                raise OngeldigeBeveiliging("twee Security-headers")
            security = blok
        elif naam in adressering:
            raise OnjuisteAdressering("WS-Addressing-header staat dubbel")
        else:
            adressering[naam] = blok
    return security, adressering


def _vreemd(blok: etree._Element) -> VreemdeHeader:
    if (blok.get(MUST_UNDERSTAND) or "0").strip() in ("0", "false"):
        return VreemdeHeader("headerblok buiten het profiel")
    return VerplichteVreemdeHeader("verplicht headerblok buiten het profiel")


def _controleer_blok(blok: etree._Element) -> None:
    """A known block is for us (no actor) and its mustUnderstand is a boolean."""
    namen = blok.keys()
    if ACTOR in namen:
        raise (OngeldigeBeveiliging if blok.tag == SECURITY else OnjuisteAdressering)("header voor een andere actor")
    if MUST_UNDERSTAND in namen and blok.get(MUST_UNDERSTAND) not in ("0", "1"):
        raise OngeldigeEnvelop("mustUnderstand is geen 0 of 1")
