"""What the message security needs from above, in its own types (keuzes 40)."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from cryptography import x509

Klok = Callable[[], datetime]


class ReplayStore(Protocol):
    """Remembers accepted messages, shared by every process that serves the same address."""

    def onthoud(self, oin: str, message_id: str, handtekening: bytes, tot: datetime, nu: datetime) -> bool:
        """Insert atomically; True when new, False when (oin, message_id) or the signature hash was there already.

        `handtekening` is the SHA-256 of the SignatureValue. What is older than its `tot` may be forgotten.
        """
        ...


class Quota(Protocol):
    """How much one partner may ask (keuzes 36)."""

    def __call__(self, oin: str, nu: datetime, /) -> None:
        """Count one message of this signer. Raises `TeVeel` when it is one too many."""
        ...


class Tegelijk(Protocol):
    """How many messages of one partner may be in hand at once (keuzes 36)."""

    def __call__(self, oin: str, /) -> AbstractContextManager[None]:
        """Hold a place while the block runs; entering raises `TeVeel` when there is none."""
        ...


class Intrekkingscontrole(Protocol):
    """The place of the CRL check (WT004): every certificate of the chain, leaf first, anchor last.

    Called on every use of a certificate, also when its chain came from the cache. Raises `OngeldigCertificaat` when one is
    revoked, or when its CRL is missing, badly signed or stale beyond the grace (fail closed).
    """

    def controleer(self, keten: Sequence[x509.Certificate], nu: datetime) -> None:
        """Raise `OngeldigCertificaat` unless every certificate of the chain is known to be unrevoked."""
        ...


class Inschrijving(Protocol):
    """Which certificates an OIN may use, when its holder registered them."""

    def __call__(self, oin: str, vingerafdruk: str, nu: datetime, /) -> bool:
        """Tell whether this certificate counts at ``nu``: it is registered, or nothing is for this OIN."""
        ...


class Partners(Protocol):
    """Who may speak at all: the partner register, reduced to one question."""

    def __call__(self, oin: str, /) -> bool:
        """Tell whether this OIN is a known partner that is not blocked."""
        ...


class Tussenpersonen(Protocol):
    """Which other party may hold the TLS connection for a signer (a logistic hub)."""

    def __call__(self, tls_oin: str, oin: str, /) -> bool:
        """Tell whether `tls_oin` may carry messages signed by `oin`."""
        ...
