"""A certificate that looks like a partner's and was issued by nobody whom the target trusts."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar


def eigen_certificaat(voorbeeld: Sleutelpaar) -> Sleutelpaar:
    """Self-signed, with the subject and the issuer's name of ``voorbeeld`` and a fresh key."""
    echt = x509.load_pem_x509_certificate(voorbeeld.certificaat)
    sleutel = generate_private_key(65537, 2048)
    nu = datetime.now(UTC)
    namaak = (
        x509.CertificateBuilder(echt.issuer, echt.subject, sleutel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - timedelta(days=1))
        .not_valid_after(nu + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(True, False, False, False, False, False, False, False, False), critical=True)
        .sign(sleutel, hashes.SHA256())
    )
    pem = sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Sleutelpaar(namaak.public_bytes(Encoding.PEM), pem)


def oin_van(certificaat: x509.Certificate) -> str | None:
    """The OIN of a certificate: ``subject.serialNumber``, exactly one (PKI001)."""
    waarden = certificaat.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    return str(waarden[0].value) if len(waarden) == 1 else None
