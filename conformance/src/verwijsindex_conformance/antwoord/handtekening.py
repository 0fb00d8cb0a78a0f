"""The message security of a reply: every part at its place, everything signed that must be, and libxmlsec1 agrees (WB001..WB014)."""

from datetime import UTC, datetime, timedelta
from typing import Final

import xmlsec
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from verwijsindex_conformance.antwoord.envelop import Envelop
from verwijsindex_conformance.antwoord.keten import vertrouw
from verwijsindex_conformance.doel import Doel
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


def controleer_handtekening(envelop: Envelop, doel: Doel) -> None:
    """Whether the target signed this reply as the profile says. Raises Gezakt."""
    security = envelop.security
    if security is None:
        raise Gezakt("een ondertekend antwoord (WB003)", "een antwoord zonder Security-header")
    token, tijd, handtekening = (_enige(security, naam) for naam in (TOKEN, TIMESTAMP, SIGNATURE))
    eis(token.get("ValueType") == X509_TOKEN, "een X.509-token (WB009)", "een ander soort token")
    _controleer_tijd(tijd)
    _controleer_algoritmen(handtekening)
    _controleer_dekking(envelop, security, handtekening)
    _controleer_sleutelverwijzing(handtekening, token)
    certificaat = vertrouw(token.text or "", doel.ca, doel.oin)
    _verifieer(envelop.wortel, handtekening, certificaat.public_bytes(Encoding.PEM))


def bevestigingen(envelop: Envelop) -> list[str | None]:
    """The values of the SignatureConfirmations of a reply (WB014)."""
    return [] if envelop.security is None else [element.get("Value") for element in envelop.security.findall(BEVESTIGING)]


def _enige(security: etree._Element, naam: str) -> etree._Element:
    gevonden = security.findall(naam)
    kort = etree.QName(naam).localname
    eis(len(gevonden) == 1, f"precies één {kort} in de Security-header (WB001, WB002, WB010)", f"{len(gevonden)} keer {kort}")
    return gevonden[0]


def _controleer_tijd(tijd: etree._Element) -> None:
    """WB002: Created in UTC and fresh."""
    tekst = tijd.findtext(f"{{{WSU}}}Created") or ""
    eis(tekst.endswith("Z"), "wsu:Created in UTC (WB002)", "een tijdstip zonder Z, of geen tijdstip")
    try:
        created = datetime.fromisoformat(tekst)
    except ValueError:
        raise Gezakt("een geldig wsu:Created (WB002)", "een onleesbaar tijdstip") from None
    eis(abs(datetime.now(UTC) - created) < SPELING, "een vers wsu:Created (WB002)", "een tijdstip meer dan vijf minuten van nu")


def _controleer_algoritmen(handtekening: etree._Element) -> None:
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


def _controleer_dekking(envelop: Envelop, security: etree._Element, handtekening: etree._Element) -> None:
    """WB004: Body, Timestamp, confirmation and every addressing header are signed, each at its fixed place; ids are unique."""
    ids = [waarde for element in envelop.wortel.iter("*") for naam, waarde in element.items() if etree.QName(naam).localname.lower() == _ID]
    eis(len(ids) == len(set(ids)), "unieke ids in het bericht", "een id dat twee keer voorkomt")
    moeten = [envelop.body, *security.findall(TIMESTAMP), *security.findall(BEVESTIGING), *envelop.adressering.values()]
    genoemd = {verwijzing.get("URI", "") for verwijzing in handtekening.findall(f"{{{DS}}}SignedInfo/{{{DS}}}Reference")}
    kwijt = [etree.QName(deel).localname for deel in moeten if f"#{deel.get(WSU_ID)}" not in genoemd]
    eis(not kwijt, "Body, Timestamp, bevestiging en alle adresheaders getekend (WB004)", f"niet getekend: {', '.join(kwijt)}")
    mogen = {f"#{deel.get(WSU_ID)}" for deel in (*moeten, *security.findall(TOKEN))}
    eis(genoemd <= mogen, "verwijzingen naar delen van het profiel en niets anders", "een verwijzing naar iets anders")


def _controleer_sleutelverwijzing(handtekening: etree._Element, token: etree._Element) -> None:
    """WB010: one direct reference to the token."""
    pad = f"{{{DS}}}KeyInfo/{{{WSSE}}}SecurityTokenReference/{{{WSSE}}}Reference"
    uris = [verwijzing.get("URI") for verwijzing in handtekening.findall(pad)]
    eis(uris == [f"#{token.get(WSU_ID)}"], "één rechtstreekse verwijzing naar het token (WB010)", f"{len(uris)} andere verwijzingen")


def _verifieer(wortel: etree._Element, handtekening: etree._Element, certificaat: bytes) -> None:
    """WB013: the verdict of libxmlsec1."""
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(certificaat, xmlsec.constants.KeyDataFormatCertPem)
    for element in wortel.iter("*"):
        if WSU_ID in element.attrib:
            context.register_id(element, "Id", WSU)
    try:
        context.verify(handtekening)
    except xmlsec.Error:
        raise Gezakt("een handtekening die klopt (WB013)", "een handtekening of digest die niet klopt") from None
