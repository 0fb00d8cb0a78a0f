"""Judging a certificate before it is used: for an operator, who may know exactly what is wrong with it.

The other way round from `trust`, which has one answer for everything: here each flaw has its own code and Dutch text. What a message or
connection will be judged by decides in the end: the same `TrustStore`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.trust import TESTPREFIX, TrustStore, keur_sleutel, oin_van

_SHA2: Final = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


class Afgekeurd(Exception):
    """A certificate that cannot be used here; its text is ours and repeats nothing of it."""

    def __init__(self, code: str, reden: str) -> None:
        super().__init__(f"{code}: {reden}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Gekeurd:
    """A certificate that is in order."""

    oin: str
    vingerafdruk: str
    geldig_vanaf: datetime
    verloopt: datetime
    waarschuwingen: tuple[str, ...]


class Keurmeester:
    """Judges as a server with these settings will."""

    def __init__(self, keten: TrustStore, nu: TrustStore, *, ecdsa: bool, productie: bool) -> None:
        """`keten` looks at the chain alone, for a certificate that is not valid yet; `nu` also at revocation."""
        self._keten, self._nu = keten, nu
        self._ecdsa, self._productie = ecdsa, productie

    def keur(self, pem: bytes, nu: datetime, *, tls: bool) -> Gekeurd:
        """Judge the first certificate of a PEM file, for `tls` also as client of a connection. Raises `Afgekeurd`."""
        certificaat = _lees(pem)
        oin = self._eigenschappen(certificaat)
        if tls and not _mag_verbinden(certificaat):
            raise Afgekeurd(
                "CERT-GEBRUIK", "het certificaat mag niet als client van een TLS-verbinding worden gebruikt (Extended Key Usage)"
            )
        if certificaat.not_valid_after_utc < nu:
            raise Afgekeurd("CERT-VERLOPEN", f"het certificaat is verlopen op {certificaat.not_valid_after_utc:%Y-%m-%d}")
        return self._in_keten(certificaat, oin, nu)

    def _eigenschappen(self, certificaat: x509.Certificate) -> str:
        """What a certificate shows by itself; its OIN."""
        if not isinstance(certificaat.signature_hash_algorithm, _SHA2):
            raise Afgekeurd("CERT-HASH", "de uitgever tekende met SHA-1 of iets anders dan SHA-256, SHA-384 of SHA-512")
        try:
            keur_sleutel(certificaat.public_key(), ecdsa=self._ecdsa)
        except (OngeldigCertificaat, UnsupportedAlgorithm, ValueError):
            krommen = ", of P-256 of P-384" if self._ecdsa else ""
            raise Afgekeurd(
                "CERT-SLEUTEL", f"de sleutel is te zwak of van een andere soort; nodig is RSA van ten minste 2048 bits{krommen}"
            ) from None
        try:
            oin = oin_van(certificaat)
        except OngeldigCertificaat:
            raise Afgekeurd("CERT-OIN", "de OIN (20 tekens) staat niet precies een keer in subject.serialNumber") from None
        if self._productie and oin.startswith(TESTPREFIX):
            raise Afgekeurd("CERT-TEST", f"een test-OIN ({TESTPREFIX}) telt niet in productie")
        return oin

    def _in_keten(self, certificaat: x509.Certificate, oin: str, nu: datetime) -> Gekeurd:
        der = certificaat.public_bytes(Encoding.DER)
        begin, einde = certificaat.not_valid_before_utc, certificaat.not_valid_after_utc
        try:
            vertrouwd = self._keten.vertrouw(der, max(nu, begin))
        except OngeldigCertificaat:
            raise Afgekeurd(
                "CERT-KETEN",
                "het certificaat komt niet van een uitgever onder de ingestelde stamcertificaten (vertrouwd), of mag niet ondertekenen "
                "(Key Usage)",
            ) from None
        if begin <= nu:
            self._niet_ingetrokken(der, nu)
        return Gekeurd(oin, vertrouwd.fingerprint, begin, einde, vertrouwd.warnings)

    def _niet_ingetrokken(self, der: bytes, nu: datetime) -> None:
        try:
            self._nu.vertrouw(der, nu)
        except OngeldigCertificaat as fout:
            raise Afgekeurd("CERT-INTREKKING", f"intrekking: {fout.reden}") from None


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A certificate of our own settings, for who guards its end; `naam` is its CN."""

    naam: str
    vingerafdruk: str
    verloopt: datetime


def lees_certificaten(pem: bytes) -> list[Gelezen]:
    """Every certificate of a PEM file. Raises ValueError when there is none."""
    return [
        Gelezen(_naam(een), een.fingerprint(hashes.SHA256()).hex(), een.not_valid_after_utc) for een in x509.load_pem_x509_certificates(pem)
    ]


def _naam(certificaat: x509.Certificate) -> str:
    """For a log: one line, whatever the issuer wrote."""
    namen = [str(een.value) for een in certificaat.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    return "".join(teken if teken.isprintable() else " " for teken in namen[0][:64]) if namen else "zonder naam"


def _lees(pem: bytes) -> x509.Certificate:
    if b"PRIVATE KEY" in pem:
        raise Afgekeurd("CERT-PEM", "dit bestand bevat een privesleutel; geef alleen het certificaat, en houd de sleutel bij de partner")
    try:
        return x509.load_pem_x509_certificates(pem)[0]
    except (ValueError, IndexError, UnsupportedAlgorithm):
        raise Afgekeurd("CERT-PEM", "dit bestand is geen certificaat in PEM (-----BEGIN CERTIFICATE-----)") from None


def _mag_verbinden(certificaat: x509.Certificate) -> bool:
    """Without the extension it may be used for anything."""
    try:
        gebruik = certificaat.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:  # extensions that cannot be read
        return False
    return any(oid in gebruik for oid in (ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE))
