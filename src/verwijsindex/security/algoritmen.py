"""The signature methods: what they are called on the wire, with which keys they go, and how a value is made and checked (SIGN002, SIGN004).

RSA with PKCS#1 v1.5 is what the profile asks; RSA-PSS and ECDSA are for who agreed on them (Policy). A key that does not belong to the
method that a message names never verifies anything.
"""

from enum import Enum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

Publiek = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
Geheim = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
KROMMEN = (ec.SECP256R1, ec.SECP384R1)
"""P-256 and P-384 (berichtbeveiliging.md 1.8)."""
_MEER = "http://www.w3.org/2001/04/xmldsig-more#"
_MEER_2007 = "http://www.w3.org/2007/05/xmldsig-more#"


class Soort(Enum):
    """Which mathematics."""

    RSA = "RSA, PKCS#1 v1.5"
    PSS = "RSA-PSS"
    ECDSA = "ECDSA"


class HandtekeningAlgoritme(Enum):
    """Signature methods: XMLDSIG URI (RFC 6931), hash, and mathematics. What is not here cannot be configured by accident (R-155)."""

    RSA_SHA256 = (f"{_MEER}rsa-sha256", hashes.SHA256(), Soort.RSA)
    RSA_SHA384 = (f"{_MEER}rsa-sha384", hashes.SHA384(), Soort.RSA)
    RSA_SHA512 = (f"{_MEER}rsa-sha512", hashes.SHA512(), Soort.RSA)
    PSS_SHA256 = (f"{_MEER_2007}sha256-rsa-MGF1", hashes.SHA256(), Soort.PSS)
    PSS_SHA384 = (f"{_MEER_2007}sha384-rsa-MGF1", hashes.SHA384(), Soort.PSS)
    PSS_SHA512 = (f"{_MEER_2007}sha512-rsa-MGF1", hashes.SHA512(), Soort.PSS)
    ECDSA_SHA256 = (f"{_MEER}ecdsa-sha256", hashes.SHA256(), Soort.ECDSA)
    ECDSA_SHA384 = (f"{_MEER}ecdsa-sha384", hashes.SHA384(), Soort.ECDSA)
    ECDSA_SHA512 = (f"{_MEER}ecdsa-sha512", hashes.SHA512(), Soort.ECDSA)

    def __init__(self, uri: str, hash_: hashes.HashAlgorithm, soort: Soort) -> None:
        self.uri = uri
        self.hash = hash_
        self.soort = soort


STANDAARD = tuple(algoritme for algoritme in HandtekeningAlgoritme if algoritme.soort is Soort.RSA)
"""What everybody may use; the rest is by configuration."""


def verifieer_waarde(algoritme: HandtekeningAlgoritme, sleutel: Publiek, waarde: bytes, inhoud: bytes) -> None:
    """Raise cryptography's InvalidSignature unless `waarde` is the signature over `inhoud` by this method with this key."""
    match algoritme.soort, sleutel:
        case Soort.RSA, rsa.RSAPublicKey():
            sleutel.verify(waarde, inhoud, _PKCS1, algoritme.hash)
        case Soort.PSS, rsa.RSAPublicKey():
            sleutel.verify(waarde, inhoud, _pss(algoritme), algoritme.hash)
        case Soort.ECDSA, ec.EllipticCurvePublicKey():
            sleutel.verify(_als_der(waarde, sleutel.key_size), inhoud, ec.ECDSA(algoritme.hash))
        case _:
            raise InvalidSignature


def teken(algoritme: HandtekeningAlgoritme, sleutel: Geheim, inhoud: bytes) -> bytes:
    """The SignatureValue over `inhoud`. Raises ValueError when key and method do not belong together."""
    match algoritme.soort, sleutel:
        case Soort.RSA, rsa.RSAPrivateKey():
            return sleutel.sign(inhoud, _PKCS1, algoritme.hash)
        case Soort.PSS, rsa.RSAPrivateKey():
            return sleutel.sign(inhoud, _pss(algoritme), algoritme.hash)
        case Soort.ECDSA, ec.EllipticCurvePrivateKey():
            return _als_paar(sleutel.sign(inhoud, ec.ECDSA(algoritme.hash)), sleutel.key_size)
        case _:
            raise ValueError("sleutel en algoritme horen niet bij elkaar")


def eigen_algoritme(sleutel: object) -> HandtekeningAlgoritme:
    """The method with which a key of ours signs unless told otherwise. Raises ValueError for a key with which nobody may sign."""
    match sleutel:
        case rsa.RSAPrivateKey():
            return HandtekeningAlgoritme.RSA_SHA256
        case ec.EllipticCurvePrivateKey(curve=ec.SECP256R1()):
            return HandtekeningAlgoritme.ECDSA_SHA256
        case ec.EllipticCurvePrivateKey(curve=ec.SECP384R1()):
            return HandtekeningAlgoritme.ECDSA_SHA384
        case _:
            raise ValueError("met deze sleutel wordt niet getekend")


_PKCS1 = padding.PKCS1v15()


def _pss(algoritme: HandtekeningAlgoritme) -> padding.PSS:
    """RFC 6931 2.3.10: MGF1 with the same hash, a salt as long as the hash."""
    return padding.PSS(padding.MGF1(algoritme.hash), algoritme.hash.digest_size)


def _als_der(waarde: bytes, bits: int) -> bytes:
    """XMLDSIG writes r and s side by side, each as long as the order of the curve; cryptography wants DER."""
    lengte = (bits + 7) // 8
    if len(waarde) != 2 * lengte:
        raise InvalidSignature
    return encode_dss_signature(int.from_bytes(waarde[:lengte]), int.from_bytes(waarde[lengte:]))


def _als_paar(der: bytes, bits: int) -> bytes:
    lengte = (bits + 7) // 8
    r, s = decode_dss_signature(der)
    return r.to_bytes(lengte) + s.to_bytes(lengte)
