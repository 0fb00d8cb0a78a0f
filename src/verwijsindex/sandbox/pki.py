"""The test PKI of the sandbox: root, issuing CA, the index and its partners, in the shape of PKIoverheid (berichtbeveiliging.md 1.7).

The subjects carry the test prefix 00000099, which any organisation may use and which production refuses (R-161).
"""

import ipaddress
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

TEST_PREFIX: Final = "00000099"
OIN_LENGTH: Final = 20
CLOCK_MARGIN: Final = timedelta(days=1)
"""Certificates start this long before ``nu``, so that a partner whose clock is behind can connect."""
VALID_FOR: Final = timedelta(days=730)
CA_VALID_FOR: Final = timedelta(days=3650)
_KEY_MODE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Deelnemer:
    """One party that gets a certificate: OIN in ``subject.serialNumber`` (PKI001), ``naam`` as CN, ``organisatie`` as O."""

    oin: str
    naam: str
    organisatie: str

    def __post_init__(self) -> None:
        if len(self.oin) != OIN_LENGTH or not self.oin.startswith(TEST_PREFIX) or not self.oin.isalnum() or not self.oin.isascii():
            raise ValueError(f"een test-OIN telt {OIN_LENGTH} tekens en begint met {TEST_PREFIX}: {self.oin!r}")


@dataclass(frozen=True, slots=True)
class Sleutelpaar:
    """The certificate of one deelnemer and the private key (mode 0600) that belongs to it, both PEM."""

    deelnemer: Deelnemer
    certificaat: Path
    sleutel: Path


@dataclass(frozen=True, slots=True)
class PkiBestanden:
    """Where everything was written; ``keten`` holds uitgever and root together and is the file to trust."""

    root: Path
    uitgever: Path
    keten: Path
    index: Sleutelpaar
    partners: tuple[Sleutelpaar, ...]

    def partner(self, oin: str) -> Sleutelpaar:
        """The key pair of the partner with this OIN; KeyError when there is none."""
        for paar in self.partners:
            if paar.deelnemer.oin == oin:
                return paar
        raise KeyError(oin)


@dataclass(frozen=True, slots=True)
class Uitgever:
    """A CA with its key, as long as certificates are issued."""

    certificate: x509.Certificate
    key: RSAPrivateKey

    def sign(self, builder: x509.CertificateBuilder) -> x509.Certificate:
        """Issue what ``builder`` describes."""
        return _sign(builder, self.certificate.subject, self.key)


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What all certificates of one run share."""

    nu: datetime
    bits: int


def maak_pki(
    map: Path,
    nu: datetime,
    index: Deelnemer,
    partners: Sequence[Deelnemer],
    *,
    sleutellengte: int = 2048,
    ook: Callable[[Uitgever, datetime], None] | None = None,
) -> PkiBestanden:
    """Make a complete PKI in ``map`` (created when absent; earlier files of the same name are replaced).

    The keys of both CAs are thrown away: nothing can be issued under this root afterwards. RSA with SHA-256;
    ``sleutellengte`` 3072 gives what NCSC 2025-05 rates "good"; ``ook`` may issue more under the second CA. ValueError when ``nu``
    has no time zone or an OIN occurs twice.
    """
    if nu.tzinfo is None:
        raise ValueError("nu moet een tijdzone hebben")
    if len({index.oin, *(p.oin for p in partners)}) != len(partners) + 1:
        raise ValueError("elke deelnemer heeft een eigen OIN")
    map.mkdir(parents=True, exist_ok=True)
    recipe = _Recipe(nu, sleutellengte)
    root = _make_ca("Verwijsindex Test Root CA", recipe, issuer=None)
    uitgever = _make_ca("Verwijsindex Test Services CA", recipe, issuer=root)
    if ook is not None:
        ook(uitgever, nu)
    return PkiBestanden(
        root=write_certificates(map / "root.pem", root.certificate),
        uitgever=write_certificates(map / "uitgever.pem", uitgever.certificate),
        keten=write_certificates(map / "keten.pem", uitgever.certificate, root.certificate),
        index=_issue(map / "index.pem", index, uitgever, recipe, _SERVER_EXTENSIONS),
        partners=tuple(_issue(map / f"{p.oin}.pem", p, uitgever, recipe, _CLIENT_EXTENSIONS) for p in partners),
    )


_SERVER_EXTENSIONS: Final[tuple[x509.ExtensionType, ...]] = (
    x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
    x509.SubjectAlternativeName(
        [
            x509.DNSName("localhost"),
            x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
            x509.IPAddress(ipaddress.ip_address("::1")),
        ]
    ),
)
_CLIENT_EXTENSIONS: Final[tuple[x509.ExtensionType, ...]] = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]),)


def _make_ca(name: str, recipe: _Recipe, issuer: Uitgever | None) -> Uitgever:
    key = generate_private_key(65537, recipe.bits)
    subject = _name((NameOID.COUNTRY_NAME, "NL"), (NameOID.ORGANIZATION_NAME, "Verwijsindex sandbox"), (NameOID.COMMON_NAME, name))
    builder = (
        _builder(subject, key, recipe.nu, CA_VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=1 if issuer is None else 0), critical=True)
        .add_extension(key_usage(ca=True), critical=True)
    )
    return Uitgever(_sign(builder, *((subject, key) if issuer is None else (issuer.certificate.subject, issuer.key))), key)


def _issue(path: Path, deelnemer: Deelnemer, ca: Uitgever, recipe: _Recipe, extensions: Sequence[x509.ExtensionType]) -> Sleutelpaar:
    key = generate_private_key(65537, recipe.bits)
    subject = _name(
        (NameOID.COUNTRY_NAME, "NL"),
        (NameOID.ORGANIZATION_NAME, deelnemer.organisatie),
        (NameOID.COMMON_NAME, deelnemer.naam),
        (NameOID.SERIAL_NUMBER, deelnemer.oin),
    )
    builder = (
        _builder(subject, key, recipe.nu, VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(ca=False), critical=True)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    write_certificates(path, ca.sign(builder))
    return Sleutelpaar(deelnemer, path, write_key(path.with_suffix(".key"), key))


def _builder(subject: x509.Name, key: RSAPrivateKey, nu: datetime, valid_for: timedelta) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subject, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - CLOCK_MARGIN)
        .not_valid_after(nu + valid_for)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _sign(builder: x509.CertificateBuilder, issuer: x509.Name, issuer_key: RSAPrivateKey) -> x509.Certificate:
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return builder.issuer_name(issuer).add_extension(authority, critical=False).sign(issuer_key, hashes.SHA256())


def _name(*attributes: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in attributes])


def key_usage(*, ca: bool) -> x509.KeyUsage:
    """KeyUsage: a CA signs certificates and CRLs and nothing else; a deelnemer signs messages and handshakes and nothing else."""
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def write_certificates(path: Path, *certificates: x509.Certificate) -> Path:
    """In PEM, in this order; gives ``path``."""
    path.write_bytes(b"".join(c.public_bytes(serialization.Encoding.PEM) for c in certificates))
    return path


def write_key(path: Path, key: RSAPrivateKey) -> Path:
    """Born with mode 0600: there is no moment at which another user can read it."""
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _KEY_MODE), "wb") as file:
        file.write(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return path
