"""Two other libraries on the same bytes: signxml and libxmlsec1. They judge the signature, not the profile around it."""

from dataclasses import dataclass
from datetime import datetime

import xmlsec
from lxml import etree
from signxml import DigestAlgorithm, SignatureConfiguration, SignatureMethod, XMLVerifier

from verwijsindex.contract.namespaces import DS, SOAP, WSSE, WSU

from . import pki

_PLAATS = f"./{{{SOAP}}}Header/{{{WSSE}}}Security/"
_METHODEN = frozenset({SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512})
_DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})


@dataclass(frozen=True)
class Mening:
    """What a library thinks, and the bytes that it says are signed (signxml only)."""

    goed: bool
    ondertekend: tuple[bytes, ...] = ()


def signxml(raw: bytes, partij: pki.Partij, nu: datetime = pki.NU) -> Mening:
    try:
        boom = etree.fromstring(raw, etree.XMLParser(resolve_entities=False))
        aantal = len(boom.findall(f"{_PLAATS}{{{DS}}}Signature/{{{DS}}}SignedInfo/{{{DS}}}Reference"))
        instelling = SignatureConfiguration(
            location=_PLAATS,
            expect_references=max(aantal, 1),
            signature_methods=_METHODEN,
            digest_algorithms=_DIGESTS,
            verification_time=nu,
        )
        gevonden = XMLVerifier().verify(
            raw, x509_cert=partij.certificaat_pem.decode(), id_attribute="Id", expect_config=instelling, validate_schema=False
        )
    except Exception:  # whatever it raises on a mutated message is a refusal
        return Mening(False)
    return Mening(True, tuple(resultaat.signed_data for resultaat in (gevonden if isinstance(gevonden, list) else [gevonden])))


def libxmlsec(raw: bytes, partij: pki.Partij) -> Mening:
    try:
        boom = etree.fromstring(raw, etree.XMLParser(resolve_entities=False))
        [handtekening] = boom.findall(f"{_PLAATS}{{{DS}}}Signature")
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(partij.certificaat_pem, xmlsec.constants.KeyDataFormatCertPem)
        for element in boom.iter("*"):
            if element.get(f"{{{WSU}}}Id") is not None:
                context.register_id(element, "Id", WSU)
        context.verify(handtekening)
    except Exception:  # idem
        return Mening(False)
    return Mening(True)
