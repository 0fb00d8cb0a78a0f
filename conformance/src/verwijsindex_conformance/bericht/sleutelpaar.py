"""A certificate and its key, as libxmlsec1 and the TLS of Python want them."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding


@dataclass(frozen=True, slots=True)
class Sleutelpaar:
    """Both in PEM; ``certificaat`` is the first of its file."""

    certificaat: bytes
    sleutel: bytes

    @property
    def token(self) -> str:
        """The certificate as a BinarySecurityToken carries it."""
        return b64encode(x509.load_pem_x509_certificate(self.certificaat).public_bytes(Encoding.DER)).decode()


@cache
def lees_sleutelpaar(certificaat: Path, sleutel: Path) -> Sleutelpaar:
    """Read a pair, once per run."""
    return Sleutelpaar(certificaat.read_bytes(), sleutel.read_bytes())
