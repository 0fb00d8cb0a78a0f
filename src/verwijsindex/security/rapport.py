"""The seals on a report of the conformance suite (R-182): each partner whose part was played signed all of it with his own key.

The file is the report in one fixed form and nothing else, so that no byte of it can change unseen; what the report says is for others.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.trust import TrustStore

ALGORITME: Final = "RSA-SHA256"
_VELD: Final = "zegels"
_ONDERTEKEND: Final = ("oin", "algoritme", "certificaat")


def keur_zegels(ruw: bytes, trust: TrustStore, nu: datetime) -> tuple[str, ...]:
    """Who sealed this report, by OIN, as the index trusts them at ``nu``. Raises ValueError, in Dutch, when it is not as they sealed it."""
    velden, zegels = _lees(ruw)
    return tuple(_keur(velden, zegel, trust, nu) for zegel in zegels)


def _lees(ruw: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        velden = json.loads(ruw)
        zegels = [{naam: zegel[naam] for naam in (*_ONDERTEKEND, "waarde")} for zegel in velden.pop(_VELD)]
        if not zegels:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("dit is geen getekend rapport van de conformiteitstoets (verwijsindex-conformance draai --rapport)") from None
    if _canoniek({**velden, _VELD: zegels}) != ruw or [zegel["oin"] for zegel in zegels] != velden.get("partners"):
        raise ValueError("het rapport is veranderd nadat het is getekend")
    return velden, zegels


def _keur(velden: Mapping[str, Any], zegel: Mapping[str, Any], trust: TrustStore, nu: datetime) -> str:
    try:
        waarde, der = _ontcijfer(zegel["waarde"]), _ontcijfer(zegel["certificaat"])
        if zegel["algoritme"] != ALGORITME:
            raise ValueError
    except (ValueError, TypeError):
        raise ValueError("een handtekening onder het rapport is niet te lezen") from None
    try:
        wie = trust.vertrouw(der, nu)
    except OngeldigCertificaat:
        raise ValueError("het rapport is getekend met een certificaat dat hier niet wordt vertrouwd") from None
    if wie.oin != zegel["oin"] or not isinstance(wie.public_key, RSAPublicKey):
        raise ValueError("een handtekening onder het rapport is van een ander dan zij noemt")
    ondertekend = {naam: zegel[naam] for naam in _ONDERTEKEND}
    try:
        wie.public_key.verify(waarde, _canoniek({"rapport": velden, "zegel": ondertekend}), PKCS1v15(), SHA256())
    except InvalidSignature:
        raise ValueError("het rapport is veranderd nadat het is getekend") from None
    return wie.oin


def _canoniek(velden: Mapping[str, Any]) -> bytes:
    """As the suite writes it."""
    return (json.dumps(velden, indent=1, ensure_ascii=False) + "\n").encode()


def _ontcijfer(tekst: str) -> bytes:
    """Base64 in the one form that encodes these bytes."""
    waarde = b64decode(tekst, validate=True)
    if b64encode(waarde).decode() != tekst:
        raise ValueError
    return waarde
