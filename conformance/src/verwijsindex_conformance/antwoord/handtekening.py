"""The message security of a message from elsewhere: each part at its place, all signed that must be, libxmlsec1 agrees (WB001..WB014)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from verwijsindex_conformance.antwoord.envelop import Envelop
from verwijsindex_conformance.antwoord.keten import vertrouw
from verwijsindex_conformance.namespaces import (
    BEVESTIGING,
    DS,
    EXC_C14N,
    SIGNATURE,
    TIMESTAMP,
    TOKEN,
    WSSE,
    WSU,
    WSU_ID,
    X509_TOKEN,
)
from verwijsindex_conformance.oordeel import Gezakt, eis

SPELING: Final = timedelta(minutes=5)
_HANDTEKENING: Final = frozenset(f"http://www.w3.org/2001/04/xmldsig-more#rsa-sha{bits}" for bits in (256, 384, 512))
_DIGEST: Final = frozenset(
    {
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#sha384",
        "http://www.w3.org/2001/04/xmlenc#sha512",
    }
)
_ID: Final = "id"


def controleer_handtekening(envelop: Envelop, ca: Path, oin: str) -> None:
    """Whether the party with this OIN, under this CA, signed this message as the profile says. Raises Gezakt."""
    delen = lees_beveiliging(envelop)
    eis(delen.token.get("ValueType") == X509_TOKEN, "een X.509-token (WB009)", "een ander soort token")
    controleer_tijd(delen.tijd)
    controleer_algoritmen(delen.handtekening)
    controleer_dekking(envelop)
    controleer_sleutelverwijzing(delen)
    certificaat = vertrouw(delen.token.text or "", ca, oin)
    verifieer(envelop, certificaat)


@dataclass(frozen=True, slots=True)
class Beveiliging:
    """The parts of a Security header, each there once."""

    security: etree._Element
    token: etree._Element
    tijd: etree._Element
    handtekening: etree._Element


def lees_beveiliging(envelop: Envelop) -> Beveiliging:
    """The parts of the Security header; nothing is verified yet. Raises Gezakt when one is missing, or there twice."""
    security = envelop.security
    if security is None:
        raise Gezakt("een ondertekend bericht (WB003)", "een bericht zonder Security-header")
    return Beveiliging(security, *(_enige(security, naam) for naam in (TOKEN, TIMESTAMP, SIGNATURE)))


def bevestigingen(envelop: Envelop) -> list[str | None]:
    """The values of the SignatureConfirmations of a reply (WB014)."""
    return [] if envelop.security is None else [element.get("Value") for element in envelop.security.findall(BEVESTIGING)]


def _enige(security: etree._Element, naam: str) -> etree._Element:
    gevonden = security.findall(naam)
    kort = etree.QName(naam).localname
    eis(len(gevonden) == 1, f"precies één {kort} in de Security-header (WB001, WB002, WB010)", f"{len(gevonden)} keer {kort}")
    return gevonden[0]


def controleer_tijd(tijd: etree._Element) -> None:
    """WB002: Created in UTC and fresh."""
    tekst = tijd.findtext(f"{{{WSU}}}Created") or ""
    eis(tekst.endswith("Z"), "wsu:Created in UTC (WB002)", "een tijdstip zonder Z, of geen tijdstip")
    try:
        created = datetime.fromisoformat(tekst)
    except ValueError:
        raise Gezakt("een geldig wsu:Created (WB002)", "een onleesbaar tijdstip") from None
    eis(abs(datetime.now(UTC) - created) < SPELING, "een vers wsu:Created (WB002)", "een tijdstip meer dan vijf minuten van nu")


def controleer_algoritmen(handtekening: etree._Element) -> None:
    """WB007, SIGN001, SIGN003, SIGN004: lists of what is allowed, never of what is forbidden."""
    canoniek, methode = (_algoritme(handtekening, naam) for naam in ("CanonicalizationMethod", "SignatureMethod"))
    eis(canoniek == [EXC_C14N], "exclusieve canonicalisatie (WB007)", _kort(canoniek))
    eis(len(methode) == 1 and set(methode) <= _HANDTEKENING, "RSA met SHA-256, -384 of -512 (SIGN004)", _kort(methode))
    digests = _algoritme(handtekening, "Reference/{*}DigestMethod")
    eis(set(digests) <= _DIGEST, "digests met SHA-256, -384 of -512 (SIGN003)", _kort(digests))
    transformaties = _algoritme(handtekening, "Reference/{*}Transforms/{*}Transform")
    goed = set(transformaties) == {EXC_C14N} and len(transformaties) == len(digests)
    eis(goed, "per verwijzing één transformatie, exclusieve C14N (WB007)", _kort(transformaties))


def _algoritme(handtekening: etree._Element, naam: str) -> list[str]:
    return [element.get("Algorithm", "") for element in handtekening.findall(f"{{{DS}}}SignedInfo/{{{DS}}}{naam}")]


def _kort(algoritmen: list[str]) -> str:
    return ", ".join(sorted(set(algoritmen))) or "niets"


def controleer_dekking(envelop: Envelop) -> None:
    """WB004: Body, Timestamp, confirmation and every addressing header are signed, each at its fixed place; ids are unique."""
    delen = lees_beveiliging(envelop)
    security, handtekening = delen.security, delen.handtekening
    ids = [waarde for element in envelop.wortel.iter("*") for naam, waarde in element.items() if etree.QName(naam).localname.lower() == _ID]
    eis(len(ids) == len(set(ids)), "unieke ids in het bericht", "een id dat twee keer voorkomt")
    moeten = [envelop.body, *security.findall(TIMESTAMP), *security.findall(BEVESTIGING), *envelop.adressering.values()]
    genoemd = {verwijzing.get("URI", "") for verwijzing in handtekening.findall(f"{{{DS}}}SignedInfo/{{{DS}}}Reference")}
    kwijt = [etree.QName(deel).localname for deel in moeten if f"#{deel.get(WSU_ID)}" not in genoemd]
    eis(not kwijt, "Body, Timestamp, bevestiging en alle adresheaders getekend (WB004)", f"niet getekend: {', '.join(kwijt)}")
    mogen = {f"#{deel.get(WSU_ID)}" for deel in (*moeten, *security.findall(TOKEN))}
    eis(genoemd <= mogen, "verwijzingen naar delen van het profiel en niets anders", "een verwijzing naar iets anders")


def controleer_sleutelverwijzing(delen: Beveiliging) -> None:
    """WB010: one direct reference to the token."""
    pad = f"{{{DS}}}KeyInfo/{{{WSSE}}}SecurityTokenReference/{{{WSSE}}}Reference"
    uris = [verwijzing.get("URI") for verwijzing in delen.handtekening.findall(pad)]
    eis(uris == [f"#{delen.token.get(WSU_ID)}"], "één rechtstreekse verwijzing naar het token (WB010)", f"{len(uris)} andere verwijzingen")


def verifieer(envelop: Envelop, certificaat: x509.Certificate) -> None:
    """WB013: the verdict of libxmlsec1. Raises Gezakt."""
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(certificaat.public_bytes(Encoding.PEM), xmlsec.constants.KeyDataFormatCertPem)
    for element in envelop.wortel.iter("*"):
        if WSU_ID in element.attrib:
            context.register_id(element, "Id", WSU)
    try:
        context.verify(lees_beveiliging(envelop).handtekening)
    except xmlsec.Error:
        raise Gezakt("een handtekening die klopt (WB013)", "een handtekening of digest die niet klopt") from None
