"""Whether the certificate of a reply is that of the target: issued under its CA, in force, with its OIN."""

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
    """The certificate of a token (base64 DER). Raises Gezakt when it is not the target's, or not one at all."""
    try:
        certificaat = x509.load_der_x509_certificate(b64decode("".join(token.split()), validate=True))
    except ValueError:
        raise Gezakt("een X.509-certificaat in het BinarySecurityToken (WB009)", "iets anders") from None
    eis(_is_geldig(certificaat), "een certificaat dat nu geldig is (PKI002)", "een verlopen of nog niet geldig certificaat")
    eis(_komt_van(certificaat, _lees(ca)), "een certificaat onder de CA van het doel (WB010)", "een certificaat van een ander")
    eis(oin_van(certificaat) == oin, "het OIN van de index in het certificaat (PKI001)", "een ander OIN of geen")
    return certificaat


@cache
def _lees(ca: Path) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(ca.read_bytes()))


def _is_geldig(certificaat: x509.Certificate) -> bool:
    return certificaat.not_valid_before_utc <= datetime.now(UTC) <= certificaat.not_valid_after_utc


def _komt_van(certificaat: x509.Certificate, vertrouwd: tuple[x509.Certificate, ...]) -> bool:
    """Walk up through the trusted certificates until one that signed itself."""
    for _ in range(_LANGSTE_KETEN):
        uitgever = next((ca for ca in vertrouwd if _heeft_uitgegeven(ca, certificaat)), None)
        if uitgever is None:
            return False
        if uitgever.subject == uitgever.issuer:
            return True
        certificaat = uitgever
    return False


def _heeft_uitgegeven(ca: x509.Certificate, certificaat: x509.Certificate) -> bool:
    try:
        certificaat.verify_directly_issued_by(ca)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return _is_geldig(ca)
