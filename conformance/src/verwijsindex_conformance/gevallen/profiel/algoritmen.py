"""Algorithms outside the lists: signature methods, digests, canonicalisation, transforms."""

import xmlsec
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from lxml import etree

from verwijsindex_conformance.bericht.breken import Verandering, vind
from verwijsindex_conformance.bericht.handtekening import digestmethode, methode, transformaties
from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.bericht.teken import signed_info, zet_waarde
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import DS, EXC_C14N, HEADER, SECURITY, SIGNATURE
from verwijsindex_conformance.proef import Proef

_MEER = "http://www.w3.org/2001/04/xmldsig-more#"
_ANDERE_C14N = (
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "urn:conformiteit:onbekend",
)
_ANDERE_TRANSFORMATIES = {
    "XPath": "http://www.w3.org/TR/1999/REC-xpath-19991116",
    "XPath Filter 2": "http://www.w3.org/2002/06/xmldsig-filter2",
    "XSLT": "http://www.w3.org/TR/1999/REC-xslt-19991116",
    "base64": f"{DS}base64",
    "enveloped-signature": f"{DS}enveloped-signature",
    "STR-Transform": "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform",
    "onbekend": "urn:conformiteit:onbekend",
}


@geval(
    "PROF-024",
    "Een handtekening met RSA-SHA1",
    eisen=("R-155", "SIGN001", "SIGN004", "AANVAL-12"),
    tweeling="PROF-005",
    gedaan="Tekent een verzoek met RSA-SHA1.",
    verwacht="Een fout VIR-S02.",
)
def rsa_sha1(p: Proef) -> None:
    p.weiger("VIR-S02", handtekening=xmlsec.constants.TransformRsaSha1)


@geval(
    "PROF-025",
    "Digests met SHA-1",
    eisen=("R-155", "SIGN001", "SIGN003", "AANVAL-12"),
    tweeling="PROF-005",
    gedaan="Tekent een verzoek met digests van SHA-1.",
    verwacht="Een fout VIR-S02.",
)
def digest_sha1(p: Proef) -> None:
    p.weiger("VIR-S02", digest=xmlsec.constants.TransformSha1)


@geval(
    "PROF-026",
    "Een handtekening met SHA-224",
    eisen=("R-155", "SIGN001", "SIGN004", "AANVAL-12"),
    tweeling="PROF-005",
    gedaan="Tekent een verzoek met RSA-SHA224; dat mocht tot versie 3.0 van het beveiligingsvoorschrift.",
    verwacht="Een fout VIR-S02.",
)
def rsa_sha224(p: Proef) -> None:
    p.weiger("VIR-S02", handtekening=xmlsec.constants.TransformRsaSha224)


@geval(
    "PROF-027",
    "Inclusieve canonicalisatie",
    eisen=("R-155", "WB007", "AANVAL-13", "BSP-R5404"),
    tweeling="PROF-001",
    gedaan="Tekent een verzoek met inclusieve canonicalisatie van SignedInfo, en een met inclusieve canonicalisatie van de delen.",
    verwacht="Twee keer een fout VIR-S02.",
)
def inclusieve_c14n(p: Proef) -> None:
    p.weiger("VIR-S02", canoniek=xmlsec.constants.TransformInclC14N)
    p.weiger("VIR-S02", transformatie=xmlsec.constants.TransformInclC14N)


@geval(
    "PROF-028",
    "Exclusieve canonicalisatie met commentaar",
    eisen=("R-155", "WB007", "AANVAL-13", "BSP-R5404"),
    tweeling="PROF-001",
    gedaan="Tekent een verzoek met exclusieve canonicalisatie die commentaar bewaart.",
    verwacht="Een fout VIR-S02.",
)
def c14n_met_commentaar(p: Proef) -> None:
    p.weiger("VIR-S02", canoniek=xmlsec.constants.TransformExclC14NWithComments)


@geval(
    "PROF-032",
    "HMAC met de openbare sleutel",
    eisen=("R-155", "WB009", "SIGN004", "AANVAL-11", "BSP-R5401"),
    tweeling="PROF-001",
    gedaan="Zet HMAC-SHA256 als methode en maakt de waarde met wat iedereen kent: de openbare sleutel, en het certificaat.",
    verwacht="Elke keer een fout VIR-S02.",
)
def hmac_met_openbare_sleutel(p: Proef) -> None:
    partner = p.mensen.melder().partner
    certificaat = load_pem_x509_certificate(lees_sleutelpaar(partner.certificaat, partner.sleutel).certificaat)
    geheimen = {
        "openbare sleutel, DER": certificaat.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        "openbare sleutel, PEM": certificaat.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        "certificaat, DER": certificaat.public_bytes(Encoding.DER),
        "certificaat, PEM": certificaat.public_bytes(Encoding.PEM),
    }
    for naam, geheim in geheimen.items():
        with p.variant(naam):
            p.weiger("VIR-S02", na_tekenen=_met_hmac(geheim))


def _met_hmac(geheim: bytes) -> Verandering:
    def verander(envelop: etree._Element) -> None:
        handtekening = vind(envelop, HEADER, SECURITY, SIGNATURE)
        methode("SignatureMethod", f"{_MEER}hmac-sha256")(handtekening)
        mac = hmac.HMAC(geheim, hashes.SHA256())
        mac.update(signed_info(handtekening))
        zet_waarde(handtekening, mac.finalize())

    return verander


@geval(
    "PROF-033",
    "Andere methoden en digests buiten de lijst",
    eisen=("R-155", "SIGN001", "SIGN003", "SIGN004", "AANVAL-12"),
    tweeling="PROF-005",
    gedaan="Noemt als methode RSA met MD5, DSA met SHA-1 of iets onbekends, en als digest SHA-224, MD5 of iets onbekends.",
    verwacht="Elke keer een fout VIR-S02.",
)
def andere_methoden(p: Proef) -> None:
    for uri in (f"{_MEER}rsa-md5", f"{DS}dsa-sha1", f"{_MEER}rsa-ripemd160", "urn:conformiteit:onbekend"):
        with p.variant(f"methode {uri}"):
            p.weiger("VIR-S02", in_handtekening=methode("SignatureMethod", uri))
    for uri in (f"{_MEER}sha224", f"{_MEER}md5", "urn:conformiteit:onbekend"):
        with p.variant(f"digest {uri}"):
            p.weiger("VIR-S02", in_handtekening=digestmethode(uri))


@geval(
    "PROF-034",
    "Canonicalisatie die niet in het profiel staat",
    eisen=("R-155", "WB007", "AANVAL-13", "BSP-R5404"),
    tweeling="PROF-001",
    gedaan="Noemt als canonicalisatie van SignedInfo versie 1.1, de inclusieve met commentaar, en iets onbekends.",
    verwacht="Elke keer een fout VIR-S02.",
)
def andere_c14n(p: Proef) -> None:
    for uri in _ANDERE_C14N:
        with p.variant(uri):
            p.weiger("VIR-S02", in_handtekening=methode("CanonicalizationMethod", uri))


@geval(
    "PROF-035",
    "Transformaties die niet in het profiel staan",
    eisen=("R-155", "WB007", "AANVAL-14", "BSP-R5423", "BSP-R5412"),
    tweeling="PROF-017",
    gedaan="Noemt als transformatie van de Body XPath, XPath Filter 2, XSLT, base64, enveloped-signature, STR-Transform en iets onbekends; "
    "twee keer exclusieve canonicalisatie; en geen.",
    verwacht="Elke keer een fout VIR-S02.",
)
def andere_transformaties(p: Proef) -> None:
    vormen: dict[str, tuple[str, ...]] = {naam: (uri,) for naam, uri in _ANDERE_TRANSFORMATIES.items()}
    vormen |= {f"{naam} ervoor": (uri, EXC_C14N) for naam, uri in _ANDERE_TRANSFORMATIES.items()}
    vormen |= {"twee keer": (EXC_C14N, EXC_C14N), "geen": ()}
    for naam, uris in vormen.items():
        with p.variant(naam):
            p.weiger("VIR-S02", in_handtekening=transformaties(*uris))


@geval(
    "PROF-017",
    "Een lijst van prefixen mag",
    eisen=("R-155", "WB007", "AANVAL-14"),
    gedaan="Tekent een verzoek met een PrefixList bij de canonicalisatie van SignedInfo en van elk deel.",
    verwacht="Het verzoek wordt geaccepteerd.",
)
def prefixlijst(p: Proef) -> None:
    p.accepteer(prefixen="soap wsa wsu")
    p.accepteer(prefixen="#default soap")
