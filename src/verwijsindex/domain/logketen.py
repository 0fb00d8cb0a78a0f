"""The chain of the statutory log: each line holds a digest of itself and of the one before it (R-142).

Lines stand in lanes (``keten``), each a chain of its own, so that writers do not wait for one another. Lane 0 holds what was logged
before there was a chain. What is digested is fixed for ever by ``VERSIE``: ``logboek_controleer`` reckons it anew, on its own.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from operator import itemgetter
from typing import Any, Final

VERSIE: Final = 1
VOOR_DE_KETEN: Final = 0
"""The lane of lines that were written before lines were chained."""
IJKKETEN: Final = -1
"""The lane of the ijkpunten themselves; its end is sealed as well, so that the last of them cannot be taken away."""
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
_WAARDEN: Final = itemgetter(*VELDEN)
_ALS_JSON: Final = json.JSONEncoder(separators=(",", ":")).encode
"""Made once: ``json.dumps`` would make an encoder for every line."""


def schakel(vorige: bytes, regel: Mapping[str, Any]) -> bytes:
    """The digest of a line after one with digest ``vorige``: SHA-256 of that and of a JSON list of the version and ``VELDEN``.

    JSON in ASCII without spaces: two different lines never give the same text, and every language can write it.
    """
    return sha256(vorige + _ALS_JSON([VERSIE, *_WAARDEN(regel)]).encode("ascii")).digest()


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

    @property
    def tijdstip(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(json.loads(self.inhoud)["tijdstip"])

    def dekt(self, hoofden: Iterable[Ketenhoofd]) -> bool:
        """Whether nothing was logged since."""
        return {hoofd.keten: hoofd.lengte for hoofd in hoofden if hoofd.lengte} == {k: n for k, n in self.lengtes.items() if n}

    @property
    def lengtes(self) -> dict[int, int]:
        """Per lane how many lines it had."""
        return {keten: lengte for keten, lengte, *_ in json.loads(self.inhoud)["ketens"]}

    @property
    def begin(self) -> list[list[Any]]:
        """Per lane with lines where it ended: a part of the log may begin there."""
        return [[keten, lengte, schakel] for keten, lengte, schakel, _ in json.loads(self.inhoud)["ketens"] if lengte]


def ijkinhoud(nummer: int, tijdstip: str, ondertekenaar: str, vorige: Ijkpunt | None, hoofden: Iterable[Ketenhoofd]) -> str:
    """What an ijkpunt says: the ends of all lanes, and the ijkpunt before it; None for the first."""
    velden = {
        "ketens": [
            [hoofd.keten, hoofd.lengte, hoofd.schakel.hex(), hoofd.sleutel] for hoofd in sorted(hoofden, key=lambda hoofd: hoofd.keten)
        ],
        "nummer": nummer,
        "ondertekenaar": ondertekenaar,
        "tijdstip": tijdstip,
        "versie": VERSIE,
        "vorige": None if vorige is None else vorige.kenmerk,
    }
    return json.dumps(velden, sort_keys=True, separators=(",", ":"))
