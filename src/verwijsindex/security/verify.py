"""Step 8: the signature over SignedInfo first, then every digest; nothing else is canonicalised before the signature holds."""

from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from lxml import etree

from verwijsindex.security.algoritmen import Publiek, verifieer_waarde
from verwijsindex.security.c14n import canonicaliseer
from verwijsindex.security.refusals import HandtekeningOnjuist, OngeldigeBeveiliging
from verwijsindex.security.structure import Beveiliging, Verwijzing


class Bewijs(NamedTuple):
    """What verification hands back: the canonical bytes of the Body whose digest was signed, and the hash of the signature."""

    body: bytes
    handtekening: bytes  # SHA-256 of the SignatureValue, for the replay store


def verifieer(beveiliging: Beveiliging, body: etree._Element, sleutel: Publiek) -> Bewijs:
    """Verify SignatureValue and all digests with the key of step 7 (R-155, WB013).

    `body` is the Body at its fixed position, which step 6 found among the references. Raises `HandtekeningOnjuist` or
    `OngeldigeBeveiliging`.
    """
    try:
        _verifieer_handtekening(beveiliging, sleutel)
        canoniek = [_verifieer_digest(verwijzing) for verwijzing in beveiliging.verwijzingen]
    except etree.C14NError:
        raise OngeldigeBeveiliging("niet te canonicaliseren") from None
    [body_canoniek] = [c for v, c in zip(beveiliging.verwijzingen, canoniek, strict=True) if v.doel is body]
    return Bewijs(body_canoniek, sha256(beveiliging.signature_value).digest())


def _verifieer_handtekening(beveiliging: Beveiliging, sleutel: Publiek) -> None:
    canoniek = canonicaliseer(beveiliging.signed_info, beveiliging.prefixen)
    try:
        verifieer_waarde(beveiliging.algoritme, sleutel, beveiliging.signature_value, canoniek)
    except InvalidSignature:
        raise HandtekeningOnjuist("SignatureValue klopt niet") from None


def _verifieer_digest(verwijzing: Verwijzing) -> bytes:
    """Return the canonical bytes that have the signed digest."""
    canoniek = canonicaliseer(verwijzing.doel, verwijzing.prefixen)
    if verwijzing.algoritme.maak(canoniek).digest() != verwijzing.digest:
        raise HandtekeningOnjuist(f"digest van {etree.QName(verwijzing.doel).localname} klopt niet")  # a part of the profile, by step 6
    return canoniek
