"""The chain of the statutory log: each line holds a digest of itself and of the one before it (R-142).

Lines stand in lanes (``keten``), each a chain of its own, so that writers do not wait for one another. Lane 0 holds what was logged
before there was a chain. What is digested is fixed for ever by ``VERSIE``: ``logboek_controleer`` reckons it anew, on its own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

VERSIE: Final = 1
VOOR_DE_KETEN: Final = 0
"""The lane of lines that were written before lines were chained."""
BEGIN: Final = bytes(32)
"""What the first line of a lane follows."""
VELDEN: Final = (
    "keten",
    "plaats",
    "nummer",
    "tijdstip",
    "gebeurtenis",
    "operatie",
    "oin",
    "gebruiker_id",
    "rol",
    "bericht_id",
    "persoon",
    "ids",
    "uitkomst",
    "ontvanger",
    "verstrekt",
)
"""Every column of a line but its digest, in the order in which they are digested."""


def schakel(vorige: bytes, regel: Mapping[str, Any]) -> bytes:
    """The digest of a line after one with digest ``vorige``: SHA-256 of that and of a JSON list of the version and ``VELDEN``.

    JSON in ASCII without spaces: two different lines never give the same text, and every language can write it.
    """
    waarden = [VERSIE, *[regel[veld] for veld in VELDEN]]
    return sha256(vorige + json.dumps(waarden, separators=(",", ":")).encode("ascii")).digest()


@dataclass(frozen=True, slots=True)
class Ketenhoofd:
    """Where a lane ends: how many lines it has, the digest of the last, and the seal over all of them."""

    keten: int
    lengte: int
    schakel: bytes
    zegel: bytes | None = None
    """Keyed; whoever has the database but not the keys cannot make it. None in lane 0."""
    sleutel: str | None = None
    """Names the key of the seal; a lane has one key all its life. None in lane 0."""


@dataclass(frozen=True, slots=True)
class Ijkpunt:
    """A signed statement of where every lane ended at a moment (R-142)."""

    nummer: int
    inhoud: str
    """Canonical JSON: version, number, moment, certificate, digest of the one before, and the lanes."""
    handtekening: str
    """Of ``inhoud``, in base64."""

    @property
    def kenmerk(self) -> str:
        """What the next one names, so that none can be left out."""
        return sha256(f"{self.inhoud}\n{self.handtekening}".encode("ascii")).hexdigest()


def ijkinhoud(nummer: int, tijdstip: str, certificaat: str, vorige: str | None, hoofden: list[Ketenhoofd]) -> str:
    """What an ijkpunt says; ``vorige`` is the ``kenmerk`` of the one before, None for the first."""
    ketens = [[hoofd.keten, hoofd.lengte, hoofd.schakel.hex()] for hoofd in sorted(hoofden, key=lambda hoofd: hoofd.keten)]
    velden = {"certificaat": certificaat, "ketens": ketens, "nummer": nummer, "tijdstip": tijdstip, "versie": VERSIE, "vorige": vorige}
    return json.dumps(velden, sort_keys=True, separators=(",", ":"))
