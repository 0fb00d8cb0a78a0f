"""Step 7: the token and who it stands for. Chains end at configured anchors and pass only configured intermediates.

One refusal for everything that can be wrong with a certificate, so that answers tell a prober nothing (VIR-S04); the log has the reason.
The path is built and checked by `cryptography.x509.verification` (signatures, dates, path lengths, SHA-2, key sizes, critical extensions);
what Digikoppeling adds stands here: KeyUsage digitalSignature, RSA, and the OIN (PKI001).

The CRL of WT004 has its place in `_controleer_intrekking`: an `Intrekkingscontrole` (ports.py), asked on every use of a certificate. So is
whether its holder registered this one (`Inschrijving`): the OIN in the subject binds, registered certificates narrow it down.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, Store, VerificationError
from cryptography.x509.verification import Policy as PadPolicy

from verwijsindex.security.algoritmen import KROMMEN, Publiek
from verwijsindex.security.ports import Inschrijving, Intrekkingscontrole
from verwijsindex.security.refusals import OngeldigCertificaat

_OIN: Final = re.compile(r"[0-9]{8}[0-9A-Za-z]{12}")  # prefix 8, main number (not always digits) and suffix 12
TESTPREFIX: Final = "00000099"
SLEUTEL_MIN: Final = 2048
SLEUTEL_GOED: Final = 3072
CACHE_MAX: Final = 1024
KORTE_SLEUTEL: Final = "RSA-sleutel korter dan 3072 bits (NCSC 2025-05: uitfaseren)"


@dataclass(frozen=True, slots=True)
class VertrouwdCertificaat:
    """A signing certificate whose chain was verified. `fingerprint`: SHA-256 of the DER, hexadecimal."""

    oin: str
    fingerprint: str
    public_key: Publiek
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Keten:
    """A verified chain and the time within which nothing in it expires."""

    certificaat: VertrouwdCertificaat
    certificaten: tuple[x509.Certificate, ...]
    vanaf: datetime
    tot: datetime


class TrustStore:
    """Configured anchors and intermediates; remembers the chains it verified, not what it refused."""

    def __init__(
        self,
        ankers: Sequence[bytes],
        intermediates: Sequence[bytes],
        *,
        weiger_test_oin: bool = False,
        ecdsa: bool = False,
        intrekking: Intrekkingscontrole | None = None,
        inschrijving: Inschrijving | None = None,
    ) -> None:
        """Load PEM files, each with one or more certificates. `weiger_test_oin`: production refuses 00000099 (R-161).
        `ecdsa`: keys on P-256 and P-384 beside RSA, where that was agreed.

        Raises ValueError when there is no anchor or a file holds no certificate.
        """
        self._ankers = Store(_laad(ankers))
        self._intermediates = _laad(intermediates) if intermediates else []
        self._weiger_test_oin = weiger_test_oin
        self._ecdsa = ecdsa
        self._intrekking = intrekking
        self._inschrijving = inschrijving
        self._ketens: dict[bytes, _Keten] = {}
        self._slot = Lock()

    def vertrouw(self, der: bytes, nu: datetime) -> VertrouwdCertificaat:
        """Return who this certificate stands for at `nu` (aware). Raises `OngeldigCertificaat`, with one text for all reasons."""
        keten = self._onthouden(der, nu)
        if keten is None:
            keten = self._bouw(der, nu)
            self._onthoud(der, keten)
        self._controleer_intrekking(keten, nu)
        self._controleer_inschrijving(keten.certificaat, nu)
        return keten.certificaat

    def _onthouden(self, der: bytes, nu: datetime) -> _Keten | None:
        """A chain from the cache, as long as every certificate in it is valid; else it is built anew."""
        keten = self._ketens.get(der)
        return keten if keten is not None and keten.vanaf <= nu <= keten.tot else None

    def _onthoud(self, der: bytes, keten: _Keten) -> None:
        with self._slot:
            self._ketens[der] = keten
            if len(self._ketens) > CACHE_MAX:  # what was verified first goes first
                self._ketens.pop(next(iter(self._ketens)))

    def _controleer_intrekking(self, keten: _Keten, nu: datetime) -> None:
        if self._intrekking is not None:
            self._intrekking.controleer(keten.certificaten, nu)

    def _controleer_inschrijving(self, certificaat: VertrouwdCertificaat, nu: datetime) -> None:
        if self._inschrijving is not None and not self._inschrijving(certificaat.oin, certificaat.fingerprint, nu):
            raise OngeldigCertificaat("niet een van de ingeschreven certificaten van deze partner")

    def _bouw(self, der: bytes, nu: datetime) -> _Keten:
        try:
            certificaat = x509.load_der_x509_certificate(der)
            sleutel = certificaat.public_key()
        except (ValueError, UnsupportedAlgorithm):
            raise OngeldigCertificaat("certificaat onleesbaar") from None
        bruikbaar, waarschuwingen = keur_sleutel(sleutel, ecdsa=self._ecdsa)
        ketting = self._loop_pad(certificaat, nu)
        return _Keten(
            VertrouwdCertificaat(self._oin(certificaat), sha256(der).hexdigest(), bruikbaar, waarschuwingen),
            ketting,
            max(c.not_valid_before_utc for c in ketting),
            min(c.not_valid_after_utc for c in ketting),
        )

    def _loop_pad(self, certificaat: x509.Certificate, nu: datetime) -> tuple[x509.Certificate, ...]:
        bouwer = PolicyBuilder().store(self._ankers).time(nu).extension_policies(ca_policy=_CA, ee_policy=_ONDERTEKENAAR)
        try:
            return tuple(bouwer.build_client_verifier().verify(certificaat, self._intermediates).chain)
        except (VerificationError, ValueError) as fout:
            raise OngeldigCertificaat(f"keten: {fout}") from None

    def _oin(self, certificaat: x509.Certificate) -> str:
        oin = oin_van(certificaat)
        if self._weiger_test_oin and oin.startswith(TESTPREFIX):
            raise OngeldigCertificaat("test-OIN")
        return oin


def keur_sleutel(sleutel: object, *, ecdsa: bool) -> tuple[Publiek, tuple[str, ...]]:
    """WT003: a key that is long enough, with what there is to say about it. Which method it may be used for is for step 6 (Policy)."""
    match sleutel:
        case RSAPublicKey(key_size=bits) if bits >= SLEUTEL_MIN:
            return sleutel, () if bits >= SLEUTEL_GOED else (KORTE_SLEUTEL,)
        case EllipticCurvePublicKey(curve=kromme) if ecdsa and isinstance(kromme, KROMMEN):
            return sleutel, ()
        case _:
            raise OngeldigCertificaat("sleutel is geen RSA van ten minste 2048 bits, en geen afgesproken kromme")


def oin_van(certificaat: x509.Certificate) -> str:
    """Return the OIN: the one subject.serialNumber, 20 characters (PKI001). Raises `OngeldigCertificaat`."""
    waarden = certificaat.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    oin = str(waarden[0].value) if len(waarden) == 1 else ""
    if _OIN.fullmatch(oin) is None:
        raise OngeldigCertificaat("niet precies een OIN in subject.serialNumber")
    return oin


def splits_keten(pem: bytes) -> tuple[list[bytes], list[bytes]]:
    """Of one PEM file with everybody to trust: the anchors, who issued themselves, and the intermediates.

    Raises ValueError when it holds no certificate or no anchor.
    """
    certificaten = x509.load_pem_x509_certificates(pem)
    ankers = [c.public_bytes(Encoding.PEM) for c in certificaten if c.issuer == c.subject]
    if not ankers:
        raise ValueError("het bestand bevat geen stamcertificaat")
    return ankers, [c.public_bytes(Encoding.PEM) for c in certificaten if c.issuer != c.subject]


def _laad(bestanden: Sequence[bytes]) -> list[x509.Certificate]:
    return [certificaat for pem in bestanden for certificaat in x509.load_pem_x509_certificates(pem)]


def _mag_ondertekenen(_policy: PadPolicy, _certificaat: x509.Certificate, gebruik: x509.KeyUsage) -> None:
    if not gebruik.digital_signature:
        raise ValueError("KeyUsage zonder digitalSignature")


def _is_geen_ca(_policy: PadPolicy, _certificaat: x509.Certificate, beperking: x509.BasicConstraints | None) -> None:
    if beperking is not None and beperking.ca:
        raise ValueError("een CA ondertekent geen berichten")


def _is_ca(_policy: PadPolicy, _certificaat: x509.Certificate, beperking: x509.BasicConstraints) -> None:
    if not beperking.ca:
        raise ValueError("uitgever is geen CA")


def _mag_uitgeven(_policy: PadPolicy, _certificaat: x509.Certificate, gebruik: x509.KeyUsage) -> None:
    if not gebruik.key_cert_sign:
        raise ValueError("KeyUsage zonder keyCertSign")


_ONDERTEKENAAR: Final = (
    ExtensionPolicy.permit_all()
    .require_present(x509.KeyUsage, Criticality.AGNOSTIC, _mag_ondertekenen)
    .may_be_present(x509.BasicConstraints, Criticality.AGNOSTIC, _is_geen_ca)
)
_CA: Final = (
    ExtensionPolicy.permit_all()
    .require_present(x509.BasicConstraints, Criticality.CRITICAL, _is_ca)
    .require_present(x509.KeyUsage, Criticality.AGNOSTIC, _mag_uitgeven)
)
