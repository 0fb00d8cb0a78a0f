"""Step 7, the CRLs: no certificate of a chain may be revoked, and what cannot be known counts as revoked (WT004, WT005, PKI002).

The lists lie in one folder, put there by whoever fetches them (`ophalen`) or by hand. Nothing here waits for a network: a
message is judged by the lists that are there. A list counts when its issuer signed it and its `nextUpdate`, plus a configured grace, has
not passed.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import ExtensionOID

from verwijsindex.security.refusals import OngeldigCertificaat

SUFFIX: Final = ".crl"
GROOTSTE: Final = 64 * 1024 * 1024
"""Bytes of one list; the largest of PKIoverheid are far below."""
ONTHOUD_MAX: Final = 4096
"""Chains whose verdict is remembered."""
_SPELING: Final = timedelta(seconds=60)
_SHA2: Final = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_BEGREPEN: Final = frozenset({ExtensionOID.AUTHORITY_KEY_IDENTIFIER, ExtensionOID.CRL_NUMBER})
"""Critical extensions of a list whose meaning is covered here; any other one means that the list says something we do not understand."""


class LijstOnbruikbaar(Exception):
    """A file that is no CRL, or one that this issuer did not make; the text is a fixed word for the log."""


def lees_lijst(inhoud: bytes) -> x509.CertificateRevocationList:
    """The CRL in DER or PEM. Raises LijstOnbruikbaar."""
    try:
        if inhoud.lstrip().startswith(b"-----BEGIN"):
            return x509.load_pem_x509_crl(inhoud)
        return x509.load_der_x509_crl(inhoud)
    except (ValueError, UnsupportedAlgorithm):
        raise LijstOnbruikbaar("geen CRL") from None


def is_van(lijst: x509.CertificateRevocationList, uitgever: x509.Certificate) -> bool:
    """Whether this issuer made the list: name, right to sign CRLs, SHA-2, and the signature itself (RFC 5280 6.3.3)."""
    if lijst.issuer != uitgever.subject or not _mag_intrekken(uitgever) or not isinstance(lijst.signature_hash_algorithm, _SHA2):
        return False
    sleutel = uitgever.public_key()
    try:
        return isinstance(sleutel, RSAPublicKey | EllipticCurvePublicKey) and lijst.is_signature_valid(sleutel)
    except (TypeError, UnsupportedAlgorithm):
        return False


def is_volledig(lijst: x509.CertificateRevocationList) -> bool:
    """Whether the list tells of every certificate of its issuer: no delta, no part, no critical extension that we do not know."""
    return all(extensie.oid in _BEGREPEN or not extensie.critical for extensie in lijst.extensions) and not any(
        extensie.oid == ExtensionOID.DELTA_CRL_INDICATOR for extensie in lijst.extensions
    )


def _mag_intrekken(uitgever: x509.Certificate) -> bool:
    try:
        return uitgever.extensions.get_extension_for_class(x509.KeyUsage).value.crl_sign
    except x509.ExtensionNotFound:
        return False


@dataclass(frozen=True, slots=True)
class _Stand:
    """What lay in the folder at one moment, per issuer name; several lists when a key was renewed."""

    kenmerk: tuple[int, int]
    lijsten: Mapping[bytes, tuple[x509.CertificateRevocationList, ...]]


class Intrekkingslijsten:
    """`ports.Intrekkingscontrole` over a folder of CRLs. May be shared by threads.

    The folder is looked at on every use of a certificate (one `stat`) and read again when something was put in its place.
    """

    def __init__(self, map: Path, *, respijt: timedelta) -> None:
        """`respijt`: how long after its `nextUpdate` a list still counts, for when its publisher is away."""
        self._map = map
        self._respijt = respijt
        self._stand: _Stand | None = None
        self._goed: dict[tuple[x509.Certificate, ...], datetime] = {}
        self._slot = Lock()

    def controleer(self, keten: Sequence[x509.Certificate], nu: datetime) -> None:
        """WT004: leaf first, anchor last. Raises `OngeldigCertificaat` for a revoked one, and for one of which nothing is known."""
        sleutel = tuple(keten)
        with self._slot:
            stand = self._actueel()
            tot = self._goed.get(sleutel)
        if tot is not None and nu <= tot:
            return
        tot = min(self._tot(stand, certificaat, uitgever, nu) for certificaat, uitgever in pairwise(keten))
        with self._slot:
            if stand is self._stand:
                if len(self._goed) >= ONTHOUD_MAX:
                    self._goed.clear()
                self._goed[sleutel] = tot

    def _tot(self, stand: _Stand, certificaat: x509.Certificate, uitgever: x509.Certificate, nu: datetime) -> datetime:
        """Until when it may be held for unrevoked."""
        lijst = self._lijst(stand, uitgever, nu)
        if lijst.get_revoked_certificate_by_serial_number(certificaat.serial_number) is not None:
            raise OngeldigCertificaat("ingetrokken")
        return _vervalt(lijst) + self._respijt

    def _lijst(self, stand: _Stand, uitgever: x509.Certificate, nu: datetime) -> x509.CertificateRevocationList:
        """The newest list of this issuer that counts at ``nu``."""
        van_hem = [lijst for lijst in stand.lijsten.get(uitgever.subject.public_bytes(), ()) if is_van(lijst, uitgever)]
        if not van_hem:
            raise OngeldigCertificaat("geen CRL van de uitgever")
        lijst = max(van_hem, key=lambda lijst: lijst.last_update_utc)
        if not is_volledig(lijst) or lijst.next_update_utc is None:
            raise OngeldigCertificaat("CRL onvolledig")
        if lijst.last_update_utc > nu + _SPELING or nu > _vervalt(lijst) + self._respijt:
            raise OngeldigCertificaat("CRL verouderd")
        return lijst

    def _actueel(self) -> _Stand:
        """Under the lock. What cannot be read is not there: without a list its certificates are refused."""
        try:
            gegevens = self._map.stat()
            kenmerk = (gegevens.st_ino, gegevens.st_mtime_ns)
        except OSError:
            raise OngeldigCertificaat("map met CRLs onleesbaar") from None
        if self._stand is None or self._stand.kenmerk != kenmerk:
            self._stand = _Stand(kenmerk, _lees(self._map))
            self._goed.clear()
        return self._stand


def _vervalt(lijst: x509.CertificateRevocationList) -> datetime:
    """Only asked of lists that have a `nextUpdate`."""
    if lijst.next_update_utc is None:
        raise OngeldigCertificaat("CRL onvolledig")
    return lijst.next_update_utc


def _lees(map: Path) -> dict[bytes, tuple[x509.CertificateRevocationList, ...]]:
    lijsten: dict[bytes, tuple[x509.CertificateRevocationList, ...]] = {}
    for pad in sorted(map.glob(f"*{SUFFIX}")):
        try:
            if pad.stat().st_size > GROOTSTE:
                continue
            lijst = lees_lijst(pad.read_bytes())
        except (OSError, LijstOnbruikbaar):
            continue
        naam = lijst.issuer.public_bytes()
        lijsten[naam] = (*lijsten.get(naam, ()), lijst)
    return lijsten


def bewaar_lijst(map: Path, naam: str, inhoud: bytes) -> None:
    """Put a list in the folder, whole or not at all, so that who reads sees the old one or the new one."""
    tijdelijk = map / f".{naam}.{os.getpid()}"
    with tijdelijk.open("wb") as bestand:
        bestand.write(inhoud)
        bestand.flush()
        os.fsync(bestand.fileno())
    tijdelijk.replace(map / f"{naam}{SUFFIX}")
