"""Certificates under the CA of the sandbox with one thing wrong, for whoever tests what a server believes (R-155, PKI001, PKI002).

They name the OIN of a real partner unless that is what is wrong, and share a key, but for the one whose key is too short.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID

from verwijsindex.sandbox.pki import Uitgever, key_usage, write_certificates, write_key

ONBEKENDE_OIN: Final = "00000099000000009999"
"""Of nobody who takes part in a sandbox."""
_BEGIN: Final = timedelta(days=-1)
_EIND: Final = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class _Recept:
    """What a certificate says; everything that is not named is right."""

    oins: tuple[str, ...]
    naam: str = "fout.example"
    begin: timedelta = _BEGIN
    eind: timedelta = _EIND
    tekent: bool = True
    ca: bool = False
    bits: int = 2048


def _recepten(oin: str) -> dict[str, _Recept]:
    return {
        "verlopen": _Recept((oin,), begin=timedelta(days=-30), eind=timedelta(days=-1)),
        "nog-niet-geldig": _Recept((oin,), begin=timedelta(days=30)),
        "zonder-tekenrecht": _Recept((oin,), tekent=False),
        "te-kort": _Recept((oin,), bits=1024),
        "is-ca": _Recept((oin,), ca=True),
        "zonder-oin": _Recept(()),
        "oin-te-kort": _Recept((oin[:-1],)),
        "oin-te-lang": _Recept((f"{oin}0",)),
        "twee-oins": _Recept((oin, ONBEKENDE_OIN)),
        "oin-in-cn": _Recept((), naam=oin),
        "geen-partner": _Recept((ONBEKENDE_OIN,)),
    }


FOUT: Final[Sequence[str]] = tuple(_recepten(ONBEKENDE_OIN))
"""Their names, which are those of ``doel.yaml``; the last is a good certificate of somebody who does not take part."""


def foute_certificaten(map: Path, oin: str) -> Callable[[Uitgever, datetime], None]:
    """What `maak_pki` can do with its issuing CA before that forgets its key: write ``<naam>.pem`` and ``<naam>.key`` in ``map``."""

    def geef_uit(uitgever: Uitgever, nu: datetime) -> None:
        map.mkdir(parents=True, exist_ok=True)
        sleutels = {bits: generate_private_key(65537, bits) for bits in (2048, 1024)}
        for naam, recept in _recepten(oin).items():
            sleutel = sleutels[recept.bits]
            write_certificates(map / f"{naam}.pem", uitgever.sign(_builder(recept, sleutel, nu)))
            write_key(map / f"{naam}.key", sleutel)

    return geef_uit


def _builder(recept: _Recept, sleutel: RSAPrivateKey, nu: datetime) -> x509.CertificateBuilder:
    namen = [(NameOID.COMMON_NAME, recept.naam), *((NameOID.SERIAL_NUMBER, oin) for oin in recept.oins)]
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(soort, waarde) for soort, waarde in namen]))
        .public_key(sleutel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu + recept.begin)
        .not_valid_after(nu + recept.eind)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel.public_key()), critical=False)
        .add_extension(x509.BasicConstraints(ca=recept.ca, path_length=None), critical=True)
        .add_extension(_gebruik(recept), critical=True)
    )


def _gebruik(recept: _Recept) -> x509.KeyUsage:
    """Who may not sign may encipher keys: an extension with nothing in it is no certificate at all to some."""
    if recept.tekent and not recept.ca:
        return key_usage(ca=False)
    return x509.KeyUsage(
        digital_signature=recept.tekent,
        content_commitment=False,
        key_encipherment=True,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=recept.ca,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
