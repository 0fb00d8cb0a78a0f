"""Signing with the key of our own certificate: SignedInfo of messages, and what is no message."""

from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from verwijsindex.security.algoritmen import HandtekeningAlgoritme, eigen_algoritme, teken


class Stempel:
    """Signs as ``eigen_algoritme`` says for this key, unless the caller says otherwise. May be shared by threads."""

    def __init__(self, key_pem: bytes, certificate_pem: bytes, algoritme: HandtekeningAlgoritme | None = None) -> None:
        """Load an unencrypted private key and the first certificate of a PEM file.

        Raises ValueError when they are no pair, or cannot sign by this method.
        """
        sleutel = load_pem_private_key(key_pem, None)
        openbaar = x509.load_pem_x509_certificate(certificate_pem).public_key()
        if not isinstance(sleutel, RSAPrivateKey | EllipticCurvePrivateKey) or sleutel.public_key() != openbaar:
            raise ValueError("sleutel en certificaat horen niet bij elkaar")
        self._sleutel = sleutel
        self.algoritme = algoritme or eigen_algoritme(sleutel)
        self.teken(b"")  # a key that cannot sign is found now, not at the first message
        self.naam = sha256(openbaar.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()
        """SHA-256 of the public key: a new certificate for the same key has the same name."""

    def teken(self, tekst: bytes) -> bytes:
        """The signature."""
        return teken(self.algoritme, self._sleutel, tekst)
