"""A test PKI with a knob for everything that can be wrong with a certificate. Keys are made once and used again: they cost the time."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NU = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PARTNER_OIN = "00000099000000002000"
ANDERE_OIN = "00000099000000003000"
SERVER_OIN = "00000099000000001000"


@cache
def sleutel(naam: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """Return the key of this name, the same throughout the run."""
    return rsa.generate_private_key(65537, bits)


@cache
def ec_sleutel(naam: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def gebruik(*, tekenen: bool = True, uitgeven: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=tekenen,
        key_cert_sign=uitgeven,
        crl_sign=uitgeven,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


@dataclass(frozen=True)
class Recept:
    """What a certificate says; the defaults make a good one."""

    naam: str = "Partner"
    serienummers: tuple[str, ...] = (PARTNER_OIN,)
    sleutel: object = None
    vanaf: datetime = NU - timedelta(days=30)
    tot: datetime = NU + timedelta(days=300)
    ca: bool | None = False  # None: no BasicConstraints at all
    pad: int | None = None
    gebruik: x509.KeyUsage | None = field(default_factory=gebruik)
    hash: hashes.HashAlgorithm = field(default_factory=hashes.SHA256)
    extra: tuple[tuple[x509.ExtensionType, bool], ...] = ()
    nummer: int | None = None  # of the certificate; random when None


@dataclass(frozen=True)
class Ca:
    certificaat: x509.Certificate
    sleutel: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return pem(self.certificaat)


def pem(certificaat: x509.Certificate) -> bytes:
    return certificaat.public_bytes(Encoding.PEM)


def geef_uit(recept: Recept, uitgever: Ca | None) -> x509.Certificate:
    """Issue a certificate; without issuer it is self-signed."""
    eigen = recept.sleutel or sleutel(recept.naam)
    onderwerp = _naam(recept)
    bouwer = (
        x509.CertificateBuilder()
        .subject_name(onderwerp)
        .issuer_name(uitgever.certificaat.subject if uitgever else onderwerp)
        .public_key(eigen.public_key())
        .serial_number(recept.nummer or x509.random_serial_number())
        .not_valid_before(recept.vanaf)
        .not_valid_after(recept.tot)
    )
    if recept.ca is not None:
        bouwer = bouwer.add_extension(x509.BasicConstraints(recept.ca, recept.pad), critical=True)
    if recept.gebruik is not None:
        bouwer = bouwer.add_extension(recept.gebruik, critical=True)
    for extensie, kritiek in recept.extra:
        bouwer = bouwer.add_extension(extensie, critical=kritiek)
    return bouwer.sign(uitgever.sleutel if uitgever else eigen, recept.hash)


def _naam(recept: Recept) -> x509.Name:
    attributen = [x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"), x509.NameAttribute(NameOID.COMMON_NAME, recept.naam)]
    return x509.Name(attributen + [x509.NameAttribute(NameOID.SERIAL_NUMBER, nummer) for nummer in recept.serienummers])


def maak_ca(naam: str, uitgever: Ca | None = None, **knoppen: object) -> Ca:
    vast: dict[str, object] = {
        "naam": naam,
        "serienummers": (),
        "sleutel": sleutel(naam),
        "ca": True,
        "gebruik": gebruik(tekenen=False, uitgeven=True),
        "vanaf": NU - timedelta(days=900),
        "tot": NU + timedelta(days=900),
    }
    recept = Recept(**(vast | knoppen))
    return Ca(geef_uit(recept, uitgever), recept.sleutel)


@dataclass(frozen=True)
class Partij:
    """A certificate and its key, ready to sign."""

    certificaat: x509.Certificate
    sleutel: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.certificaat.public_bytes(Encoding.DER)

    @property
    def token(self) -> str:
        return b64encode(self.der).decode()

    @property
    def sleutel_pem(self) -> bytes:
        return self.sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def certificaat_pem(self) -> bytes:
        return pem(self.certificaat)


@cache
def root() -> Ca:
    return maak_ca("Test Root", pad=1)


@cache
def uitgever() -> Ca:
    return maak_ca("Test Uitgever", root(), pad=0)


def partij(**knoppen: object) -> Partij:
    """Return a party with a certificate of the test issuer, with these knobs turned."""
    recept = Recept(**knoppen)
    return Partij(geef_uit(recept, uitgever()), recept.sleutel or sleutel(recept.naam))


@cache
def partner() -> Partij:
    return partij()


@cache
def andere() -> Partij:
    return partij(naam="Andere", serienummers=(ANDERE_OIN,))


@cache
def server() -> Partij:
    return partij(naam="Server", serienummers=(SERVER_OIN,))
