"""Certificates that a partner system uses, as registered: by fingerprint, never the key (R-154, R-156; besluit 0026)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Gebruik(StrEnum):
    """What a certificate is used for; one certificate may be registered for both."""

    TLS = "TLS"
    ONDERTEKENING = "ONDERTEKENING"


@dataclass(frozen=True, slots=True)
class Certificaat:
    """What there is to know of a certificate that was judged to be in order."""

    oin: str
    """Of ``subject.serialNumber`` (PKI001)."""
    vingerafdruk: str
    """SHA-256 of the DER, in hexadecimal."""
    geldig_vanaf: datetime
    verloopt: datetime


@dataclass(frozen=True, slots=True)
class Partnercertificaat:
    """A registration: on which days this partner may use this certificate for this."""

    oin: str
    gebruik: Gebruik
    vingerafdruk: str
    vanaf: date
    laatste_dag: date
    """The last day on which it is accepted; before ``vanaf`` when it was withdrawn on its first day."""
    verloopt: datetime
    """When the certificate itself expires, whatever the registration says."""

    def geldt_op(self, dag: date) -> bool:
        """Whether it is accepted on ``dag``; the last day included."""
        return self.vanaf <= dag <= self.laatste_dag
