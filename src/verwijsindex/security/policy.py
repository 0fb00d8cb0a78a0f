"""What is allowed and how much of it: one frozen value with strict defaults.

Algorithms are enums: a name that is not here cannot be configured by accident (SIGN001-SIGN004, WB007).
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final

from verwijsindex.security.algoritmen import STANDAARD, HandtekeningAlgoritme


class DigestAlgoritme(Enum):
    """Digest methods that the profile accepts: URI, and the name that hashlib knows (R-155, SIGN003)."""

    SHA256 = ("http://www.w3.org/2001/04/xmlenc#sha256", "sha256")
    SHA384 = ("http://www.w3.org/2001/04/xmldsig-more#sha384", "sha384")
    SHA512 = ("http://www.w3.org/2001/04/xmlenc#sha512", "sha512")

    def __init__(self, uri: str, hashlib_naam: str) -> None:
        self.uri = uri
        self.maak: Callable[[bytes], hashlib._Hash] = getattr(hashlib, hashlib_naam)


@dataclass(frozen=True, slots=True)
class Limieten:
    """How large a message may be, in every direction in which XML can grow (R-159; profile, Limits)."""

    bericht: int = 1024 * 1024  # bytes
    diepte: int = 50
    elementen: int = 20_000
    attributen: int = 64  # per element
    attributen_samen: int = 10_000  # and declarations, in the whole document, counted as pairs of quotes wherever these stand
    naamruimten: int = 32  # declarations per element
    ids: int = 64  # attributes that could be an id, in the whole document
    naam: int = 256  # an element or attribute name, a namespace name
    attribuutwaarde: int = 8 * 1024
    token: int = 16 * 1024  # text of the BinarySecurityToken
    verwijzingen_min: int = 3
    verwijzingen_max: int = 12
    prefixen: int = 32  # in one PrefixList
    adres: int = 1024  # a WS-Addressing value


@dataclass(frozen=True, slots=True)
class Policy:
    """The receiving policy of the profile VIR-WUS-S."""

    limieten: Limieten = Limieten()
    handtekeningen: tuple[HandtekeningAlgoritme, ...] = STANDAARD
    digests: tuple[DigestAlgoritme, ...] = tuple(DigestAlgoritme)
    afwijking: timedelta = timedelta(seconds=60)  # clock skew (WB002)
    geldigheid: timedelta = timedelta(seconds=300)  # a message older than this is refused
    bewaartijd: timedelta = timedelta(minutes=10)  # of what the replay store remembers

    def __post_init__(self) -> None:
        """Refuse a policy under which a replay could outlive its memory."""
        if self.bewaartijd < self.geldigheid + 2 * self.afwijking:
            raise ValueError("bewaartijd moet langer zijn dan de geldigheid met tweemaal de afwijking")


STRIKT: Final = Policy()
