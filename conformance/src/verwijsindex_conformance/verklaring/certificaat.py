"""The token: whose certificate it is, and whether the index can believe it (WB009, WB010, PKI001, PKI002, step 7)."""

from base64 import b64decode
from collections.abc import Iterator
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree

from verwijsindex_conformance.antwoord.keten import komt_van
from verwijsindex_conformance.bericht.vreemde_ca import oin_van
from verwijsindex_conformance.namespaces import DS, TOKEN, TYPEN, WSSE, WSU_ID, X509_TOKEN
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Delen, Omstandigheden

_KORTSTE: Final = 2048
_REFERENTIE: Final = f"{{{DS}}}KeyInfo/{{{WSSE}}}SecurityTokenReference"


def certificaat_van(delen: Delen) -> x509.Certificate | None:
    """The certificate in the token; None when there is none that can be read."""
    token = None if delen.security is None else delen.security.find(TOKEN)
    try:
        der = b64decode("".join((token.text or "").split()), validate=True) if token is not None else b""
        certificaat = x509.load_der_x509_certificate(der)
        certificaat.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None
    return certificaat


def keur_certificaat(delen: Delen, om: Omstandigheden) -> Iterator[Bevinding]:
    """Token, reference, and the certificate itself."""
    if delen.security is None:
        return
    tokens = delen.security.findall(TOKEN)
    if len(tokens) != 1:
        wat = f"In de Security-header staan {len(tokens)} BinarySecurityTokens."
        yield Bevinding("TOKEN", "VIR-S01", wat, "Zet het certificaat waarmee u tekent een keer in het bericht, als BinarySecurityToken.")
        return
    yield from _keur_verwijzing(delen, tokens[0])
    certificaat = certificaat_van(delen)
    if certificaat is None:
        wat = "In het BinarySecurityToken staat geen leesbaar X.509-certificaat (DER in base64)."
        oplossing = "Zet er alleen uw eigen certificaat in, zonder PEM-regels en zonder keten."
        yield Bevinding("CERTIFICAAT-ONLEESBAAR", "VIR-S04", wat, oplossing)
        return
    yield from _keur_geldigheid(certificaat, om)
    yield from _keur_oin(certificaat, delen)


def _keur_verwijzing(delen: Delen, token: etree._Element) -> Iterator[Bevinding]:
    if token.get("ValueType") != X509_TOKEN:
        yield Bevinding("TOKEN-SOORT", "VIR-S03", "Het token is niet van het soort X509v3.", f"Zet ValueType op {X509_TOKEN}.")
    verwijzing = None if delen.handtekening is None else delen.handtekening.find(_REFERENTIE)
    if delen.handtekening is None:
        return
    rechtstreeks = [] if verwijzing is None else [deel.get("URI") for deel in verwijzing.findall(f"{{{WSSE}}}Reference")]
    if rechtstreeks != [f"#{token.get(WSU_ID)}"]:
        soorten = [] if verwijzing is None else [etree.QName(deel).localname for deel in verwijzing.iterchildren("*")]
        gevonden = ", ".join(soorten) or "niets"
        wat = f"De handtekening verwijst niet rechtstreeks naar het token in het bericht; in SecurityTokenReference staat: {gevonden}."
        oplossing = "Stel de sleutelverwijzing in op 'direct reference' (bij veel toolkits DirectReference of BinarySecurityToken)."
        yield Bevinding("VERWIJZING", "VIR-S03", wat, oplossing)


def _keur_geldigheid(certificaat: x509.Certificate, om: Omstandigheden) -> Iterator[Bevinding]:
    sleutel = certificaat.public_key()
    if not isinstance(sleutel, RSAPublicKey) or sleutel.key_size < _KORTSTE:
        oplossing = "Vraag een certificaat met een RSA-sleutel van ten minste 2048 bits."
        yield Bevinding("SLEUTEL", "VIR-S04", "De sleutel van het certificaat is geen RSA, of te kort.", oplossing)
    if om.moment > certificaat.not_valid_after_utc:
        wat = f"Het certificaat was geldig tot en met {certificaat.not_valid_after_utc:%Y-%m-%d %H:%M} UTC."
        yield Bevinding("CERTIFICAAT-VERLOPEN", "VIR-S04", wat, "Vraag een nieuw certificaat en laat het bij de verwijsindex bekend maken.")
    elif om.moment < certificaat.not_valid_before_utc:
        wat = f"Het certificaat is pas geldig vanaf {certificaat.not_valid_before_utc:%Y-%m-%d %H:%M} UTC."
        yield Bevinding("CERTIFICAAT-TE-VROEG", "VIR-S04", wat, "Gebruik tot dan uw oude certificaat.")
    elif om.ca is not None and not komt_van(certificaat, om.ca, om.moment):
        zelf = " Het is door zichzelf uitgegeven." if certificaat.issuer == certificaat.subject else ""
        wat = f"Het certificaat is niet uitgegeven onder de CA die wordt vertrouwd.{zelf}"
        oplossing = "Gebruik het certificaat van deze omgeving; een testcertificaat werkt niet in productie, en andersom."
        yield Bevinding("CERTIFICAAT-ONBEKEND", "VIR-S04", wat, oplossing)


def _keur_oin(certificaat: x509.Certificate, delen: Delen) -> Iterator[Bevinding]:
    oin = oin_van(certificaat)
    if oin is None or len(oin) != 20:
        wat = "In het certificaat staat geen OIN van 20 tekens in subject.serialNumber."
        yield Bevinding("GEEN-OIN", "VIR-S04", wat, "Vraag een certificaat voor Digikoppeling: daarin staat het OIN.")
        return
    kind = delen.kind
    verzender = None if kind is None else kind.findtext(f"{{*}}stuurgegevens/{{{TYPEN}}}verzenderOin")
    if verzender is not None and verzender.strip() != oin:
        wat = "verzenderOin in de stuurgegevens is niet het OIN van het certificaat waarmee is getekend."
        yield Bevinding("VERZENDER", "DK0002", wat, f"Zet verzenderOin op {oin}, of teken met het certificaat van die verzender.")
