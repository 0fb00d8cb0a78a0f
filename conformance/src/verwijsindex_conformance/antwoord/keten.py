"""Whether the certificate of a message is that of who should have sent it: issued under its CA, in force, with its OIN."""

from base64 import b64decode
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from verwijsindex_conformance.bericht.vreemde_ca import oin_van
from verwijsindex_conformance.oordeel import Gezakt, eis

_LANGSTE_KETEN = 5


def vertrouw(token: str, ca: Path, oin: str) -> x509.Certificate:
    """The certificate of a token (base64 DER). Raises Gezakt when it is of somebody else, or not one at all."""
    try:
        certificaat = x509.load_der_x509_certificate(b64decode("".join(token.split()), validate=True))
    except ValueError:
        raise Gezakt("een X.509-certificaat in het BinarySecurityToken (WB009)", "iets anders") from None
    nu = datetime.now(UTC)
    eis(_is_geldig(certificaat, nu), "een certificaat dat nu geldig is (PKI002)", "een verlopen of nog niet geldig certificaat")
    eis(komt_van(certificaat, ca, nu), "een certificaat onder de CA uit doel.yaml (WB010)", "een certificaat van een ander")
    eis(oin_van(certificaat) == oin, "het OIN uit doel.yaml in het certificaat (PKI001)", "een ander OIN of geen")
    return certificaat


@cache
def _lees(ca: Path) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(ca.read_bytes()))


def komt_van(certificaat: x509.Certificate, ca: Path, moment: datetime) -> bool:
    """Whether it was issued under the certificates in ``ca``, and is in force at ``moment`` as they are.

    Walks up through them until one that signed itself.
    """
    if not _is_geldig(certificaat, moment):
        return False
    for _ in range(_LANGSTE_KETEN):
        uitgever = next((boven for boven in _lees(ca) if _heeft_uitgegeven(boven, certificaat, moment)), None)
        if uitgever is None:
            return False
        if uitgever.subject == uitgever.issuer:
            return True
        certificaat = uitgever
    return False


def _is_geldig(certificaat: x509.Certificate, moment: datetime) -> bool:
    return certificaat.not_valid_before_utc <= moment <= certificaat.not_valid_after_utc


def _heeft_uitgegeven(ca: x509.Certificate, certificaat: x509.Certificate, moment: datetime) -> bool:
    try:
        certificaat.verify_directly_issued_by(ca)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return _is_geldig(ca, moment)
