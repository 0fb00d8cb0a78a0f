"""The test PKI as PKCS12 files, for programs that read no PEM. The password is no secret; the keys open nothing else."""

import os
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, PrivateFormat, load_pem_private_key, pkcs12
from cryptography.x509 import load_pem_x509_certificates

from verwijsindex.sandbox.pki import PkiBestanden

WACHTWOORD: Final = "sandbox"
ALIAS: Final = "partner"
_RONDEN: Final = 1000
"""A known password is not made better by more."""
_MODE: Final = 0o600


def schrijf_sleutelbossen(pki: PkiBestanden) -> None:
    """Beside each certificate of a partner ``<oin>.p12`` with its key and chain, and ``keten.p12`` with whom to trust."""
    keten = load_pem_x509_certificates(pki.keten.read_bytes())
    versleuteling = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(_RONDEN).build(WACHTWOORD.encode())
    for paar in pki.partners:
        sleutel = load_pem_private_key(paar.sleutel.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
        [certificaat] = load_pem_x509_certificates(paar.certificaat.read_bytes())
        inhoud = pkcs12.serialize_key_and_certificates(ALIAS.encode(), sleutel, certificaat, keten, versleuteling)  # type: ignore[arg-type]
        _schrijf(paar.certificaat.with_suffix(".p12"), inhoud)
    vertrouwd = [pkcs12.PKCS12Certificate(certificaat, f"ca-{nummer}".encode()) for nummer, certificaat in enumerate(keten)]
    _schrijf(pki.keten.with_suffix(".p12"), pkcs12.serialize_java_truststore(vertrouwd, BestAvailableEncryption(WACHTWOORD.encode())))


def _schrijf(pad: Path, inhoud: bytes) -> None:
    """Born with mode 0600, as the keys beside it."""
    pad.unlink(missing_ok=True)
    with open(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "wb") as bestand:
        bestand.write(inhoud)
