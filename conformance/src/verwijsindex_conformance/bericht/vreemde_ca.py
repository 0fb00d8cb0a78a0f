"""Certificates that look like those of a partner and that nobody should believe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID

from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar


@dataclass(frozen=True, slots=True)
class _Uitgever:
    naam: x509.Name
    sleutel: RSAPrivateKey


def eigen_certificaat(voorbeeld: Sleutelpaar) -> Sleutelpaar:
    """With the subject and the issuer's name of ``voorbeeld``, by a CA of our own that calls itself the same."""
    echt = x509.load_pem_x509_certificate(voorbeeld.certificaat)
    return _geef_uit(echt.subject, _Uitgever(echt.issuer, generate_private_key(65537, 2048)))


def zelfondertekend(voorbeeld: Sleutelpaar) -> Sleutelpaar:
    """With the subject of ``voorbeeld``, issued by itself."""
    echt = x509.load_pem_x509_certificate(voorbeeld.certificaat)
    return _geef_uit(echt.subject, None)


def van_partner(uitgever: Sleutelpaar, voorbeeld: Sleutelpaar) -> Sleutelpaar:
    """With the subject of ``voorbeeld``, issued by the certificate of a partner, which is no CA."""
    echt, blad = (x509.load_pem_x509_certificate(paar.certificaat) for paar in (voorbeeld, uitgever))
    sleutel = load_pem_private_key(uitgever.sleutel, None)
    assert isinstance(sleutel, RSAPrivateKey)
    return _geef_uit(echt.subject, _Uitgever(blad.subject, sleutel))


def als_server(voorbeeld: Sleutelpaar) -> Sleutelpaar:
    """With the subject and the host names of ``voorbeeld``, by a CA of our own that calls itself the same."""
    echt = x509.load_pem_x509_certificate(voorbeeld.certificaat)
    namen = [een.value for een in echt.extensions if isinstance(een.value, x509.SubjectAlternativeName)]
    return _geef_uit(echt.subject, _Uitgever(echt.issuer, generate_private_key(65537, 2048)), namen)


def _geef_uit(onderwerp: x509.Name, uitgever: _Uitgever | None, namen: Sequence[x509.SubjectAlternativeName] = ()) -> Sleutelpaar:
    sleutel = generate_private_key(65537, 2048)
    door = uitgever or _Uitgever(onderwerp, sleutel)
    nu = datetime.now(UTC)
    bouwer = (
        x509.CertificateBuilder(door.naam, onderwerp, sleutel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - timedelta(days=1))
        .not_valid_after(nu + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(True, False, False, False, False, False, False, False, False), critical=True)
    )
    for een in namen:
        bouwer = bouwer.add_extension(een, critical=False)
    namaak = bouwer.sign(door.sleutel, hashes.SHA256())
    pem = sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Sleutelpaar(namaak.public_bytes(Encoding.PEM), pem)


def oin_van(certificaat: x509.Certificate) -> str | None:
    """The OIN of a certificate: ``subject.serialNumber``, exactly one (PKI001)."""
    waarden = certificaat.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    return str(waarden[0].value) if len(waarden) == 1 else None
