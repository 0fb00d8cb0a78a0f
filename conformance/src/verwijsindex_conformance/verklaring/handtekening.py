"""SignatureValue: whether this key signed this SignedInfo, and if not, what it signed instead (WB013, step 8)."""

from base64 import b64decode
from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, AsymmetricPadding, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree

from verwijsindex_conformance.namespaces import DS
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Delen
from verwijsindex_conformance.verklaring.canoniek import andere_prefixen, canoniek, genoemde_vorm, vormen, witruimte
from verwijsindex_conformance.verklaring.certificaat import certificaat_van

_HASHES: Final = {
    "rsa-sha1": hashes.SHA1(),  # noqa: S303 (to recognise it)
    "rsa-sha256": hashes.SHA256(),
    "rsa-sha384": hashes.SHA384(),
    "rsa-sha512": hashes.SHA512(),
}
_OPNIEUW: Final = "Verander na het tekenen niets meer, ook niet in de Signature zelf, en stuur de bytes die zijn getekend."


def keur_handtekening(delen: Delen) -> Iterator[Bevinding]:
    """The signature over SignedInfo, by the key of the token."""
    certificaat = certificaat_van(delen)
    getekend = None if delen.handtekening is None else delen.handtekening.find(f"{{{DS}}}SignedInfo")
    sleutel = None if certificaat is None else certificaat.public_key()
    if delen.handtekening is None or getekend is None or not isinstance(sleutel, RSAPublicKey):
        return
    methode = getekend.find(f"{{{DS}}}SignatureMethod")
    hash = _HASHES.get("" if methode is None else methode.get("Algorithm", "").rpartition("#")[2])
    try:
        waarde = b64decode("".join((delen.handtekening.findtext(f"{{{DS}}}SignatureValue") or "").split()), validate=True)
    except ValueError:
        waarde = b""
    vorm = genoemde_vorm(getekend.find(f"{{{DS}}}CanonicalizationMethod"))
    if hash is None or vorm is None or _klopt(sleutel, waarde, canoniek(getekend, exclusief=vorm[0], prefixen=vorm[1]), hash):
        return
    id, waarom, oplossing = _verklaar(sleutel, waarde, getekend, vorm[1])
    yield Bevinding(id, "VIR-S05", f"De handtekening klopt niet: {waarom}", oplossing)


def _verklaar(sleutel: RSAPublicKey, waarde: bytes, getekend: etree._Element, prefixen: list[str]) -> tuple[str, str, str]:
    andere_methode = _andere_methode(sleutel, waarde, canoniek(getekend, prefixen=prefixen))
    if andere_methode is not None:
        return "HANDTEKENING-METHODE", f"zij is gezet met {andere_methode}.", "Gebruik RSA met SHA-256 (PKCS#1 v1.5), en noem dat ook."
    for hoe, tekst in vormen(getekend, prefixen):
        if _een_van(sleutel, waarde, tekst):
            return "HANDTEKENING-CANONICALISATIE", f"SignedInfo is getekend met {hoe}.", "Gebruik Exclusive C14N, ook voor SignedInfo."
    if any(_een_van(sleutel, waarde, tekst) for kandidaat in witruimte(getekend) for _, tekst in vormen(kandidaat, prefixen)):
        return "HANDTEKENING-WITRUIMTE", "in SignedInfo is na het tekenen witruimte veranderd.", f"{_OPNIEUW} Zet 'pretty print' uit."
    if any(_een_van(sleutel, waarde, canoniek(kandidaat, prefixen=prefixen)) for kandidaat in andere_prefixen(getekend)):
        return "HANDTEKENING-PREFIX", "in SignedInfo zijn na het tekenen prefixen veranderd.", _OPNIEUW
    if _is_van(sleutel, waarde):
        return "HANDTEKENING-INHOUD", "SignedInfo is na het tekenen veranderd; deze sleutel tekende iets anders.", _OPNIEUW
    oplossing = "Gebruik de sleutel en het certificaat van hetzelfde paar. Kijk ook of SignatureValue heel is overgekomen."
    return "HANDTEKENING-SLEUTEL", "zij is niet gezet met de sleutel die bij dit certificaat hoort.", oplossing


def _andere_methode(sleutel: RSAPublicKey, waarde: bytes, tekst: bytes) -> str | None:
    """How it was signed, when not as SignatureMethod says."""
    for naam, hash in _HASHES.items():
        if _klopt(sleutel, waarde, tekst, hash):
            return f"{naam}, en niet met wat SignatureMethod noemt"
        if _klopt(sleutel, waarde, tekst, hash, PSS(MGF1(hash), PSS.AUTO)):
            return "RSA-PSS"
    return None


def _een_van(sleutel: RSAPublicKey, waarde: bytes, tekst: bytes) -> bool:
    return any(_klopt(sleutel, waarde, tekst, hash) for hash in _HASHES.values())


def _klopt(
    sleutel: RSAPublicKey, waarde: bytes, tekst: bytes, hash: hashes.HashAlgorithm, vulling: AsymmetricPadding | None = None
) -> bool:
    try:
        sleutel.verify(waarde, tekst, vulling or PKCS1v15(), hash)
    except (InvalidSignature, ValueError):
        return False
    return True


def _is_van(sleutel: RSAPublicKey, waarde: bytes) -> bool:
    """Whether this key made it at all, over whatever."""
    try:
        sleutel.recover_data_from_signature(waarde, PKCS1v15(), None)
    except (InvalidSignature, ValueError):
        return False
    return True
