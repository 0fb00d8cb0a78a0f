"""Seals a report, so that any change shows: each partner whose part the suite played signs it with his own key.

What is signed is the report as it is written, byte for byte, together with the certificate; the file holds nothing else, in no other form.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from verwijsindex_conformance.antwoord.keten import komt_van
from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.bericht.vreemde_ca import oin_van
from verwijsindex_conformance.doel import Partner
from verwijsindex_conformance.verslag.rapport import RapportOnjuist, canoniek

ALGORITME: Final = "RSA-SHA256"
_VELD: Final = "zegels"
_ONDERTEKEND: Final = ("oin", "algoritme", "certificaat")


class RapportVeranderd(Exception):
    """It was sealed, and is no longer what was sealed; the Dutch text says how that shows."""


@dataclass(frozen=True, slots=True)
class Ondertekenaar:
    """Whose seal a report bears."""

    oin: str
    certificaat: x509.Certificate


def verzegel(velden: Mapping[str, Any], partners: Sequence[Partner]) -> bytes:
    """The bytes of the file: the report and a seal of each of these partners. Raises ValueError for a key that is not RSA."""
    zegels = [_teken(velden, partner) for partner in sorted(partners, key=lambda partner: partner.oin)]
    return canoniek({**velden, _VELD: zegels})


def verbreek(ruw: bytes) -> tuple[dict[str, Any], tuple[Ondertekenaar, ...]]:
    """The report in a file, and who sealed it. Raises RapportOnjuist for what never was one, RapportVeranderd for anything else.

    Who they are is what their certificates say: whether to believe those is for ``vertrouw_zegels``.
    """
    velden = _lees(ruw)
    zegels = velden.pop(_VELD)
    if canoniek({**velden, _VELD: [_op_volgorde(zegel) for zegel in zegels]}) != ruw:
        raise RapportVeranderd("het bestand is niet zoals de toets het schrijft")
    ondertekenaars = tuple(_controleer(velden, zegel) for zegel in zegels)
    if [wie.oin for wie in ondertekenaars] != velden["partners"]:
        raise RapportVeranderd("niet elke partner die de toets speelde, heeft getekend")
    return velden, ondertekenaars


def vertrouw_zegels(ondertekenaars: Sequence[Ondertekenaar], ca: Path, moment: datetime) -> None:
    """Whether their certificates were issued under ``ca`` and in force then. Raises RapportVeranderd."""
    for wie in ondertekenaars:
        if not komt_van(wie.certificaat, ca, moment):
            raise RapportVeranderd(f"het certificaat van {wie.oin} is niet uitgegeven onder deze CA, of gold toen niet")


def _lees(ruw: bytes) -> dict[str, Any]:
    try:
        velden = json.loads(ruw)
        if not isinstance(velden[_VELD], list) or not velden[_VELD] or not isinstance(velden["partners"], list):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RapportOnjuist("dit is geen getekend rapport van de conformiteitstoets") from None
    return dict(velden)


def _op_volgorde(zegel: Any) -> dict[str, Any]:
    """A seal as it is written: these fields, in this order, and no others."""
    try:
        return {naam: zegel[naam] for naam in (*_ONDERTEKEND, "waarde")}
    except (KeyError, TypeError, IndexError):
        raise RapportVeranderd("een handtekening of certificaat is niet te lezen") from None


def _teken(velden: Mapping[str, Any], partner: Partner) -> dict[str, str]:
    paar = lees_sleutelpaar(partner.certificaat, partner.sleutel)
    sleutel = load_pem_private_key(paar.sleutel, None)
    if not isinstance(sleutel, RSAPrivateKey):
        raise ValueError("een rapport wordt getekend met een RSA-sleutel")
    zegel = {"oin": partner.oin, "algoritme": ALGORITME, "certificaat": paar.token}
    return {**zegel, "waarde": b64encode(sleutel.sign(_tekst(velden, zegel), PKCS1v15(), SHA256())).decode()}


def _controleer(velden: Mapping[str, Any], zegel: Any) -> Ondertekenaar:
    try:
        waarde = _ontcijfer(zegel["waarde"])
        certificaat = x509.load_der_x509_certificate(_ontcijfer(zegel["certificaat"]))
        sleutel = certificaat.public_key()
        if zegel["algoritme"] != ALGORITME or not isinstance(sleutel, RSAPublicKey) or oin_van(certificaat) != zegel["oin"]:
            raise ValueError
        sleutel.verify(waarde, _tekst(velden, {naam: zegel[naam] for naam in _ONDERTEKEND}), PKCS1v15(), SHA256())
    except InvalidSignature:
        raise RapportVeranderd("een handtekening past niet bij het rapport") from None
    except (ValueError, TypeError, AttributeError, UnsupportedAlgorithm):
        raise RapportVeranderd("een handtekening of certificaat is niet te lezen") from None
    return Ondertekenaar(zegel["oin"], certificaat)


def _tekst(velden: Mapping[str, Any], zegel: Mapping[str, str]) -> bytes:
    return canoniek({"rapport": velden, "zegel": zegel})


def _ontcijfer(tekst: str) -> bytes:
    """Base64 in the one form that encodes these bytes: spare bits and white space would be places to change something."""
    waarde = b64decode(tekst, validate=True)
    if b64encode(waarde).decode() != tekst:
        raise ValueError
    return waarde
