"""The keys of the store, in a file outside the database (R-195; docs/sleutels.md).

A ring: a stam key that stays, and keys with a number of one byte that come and go. Which of them are in force, and which is in use,
stands in the database (``sleutelregister``): so every server on it says the same.
"""

import json
import os
import secrets
import stat
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

_LENGTE: Final = 32
_OUDE_VELDEN: Final = ("versleuteling", "kenmerken")
OUD: Final = 0
"""Number of the two keys of a file from before there was a ring."""
HOOGSTE: Final = 255


class SleutelbestandOnbruikbaar(Exception):
    """The key file is missing, readable by others, or not what ``maak_sleutels`` writes. The text never holds a key."""


@dataclass(frozen=True, slots=True, repr=False)
class Sleutel:
    """One key of the ring: two secrets of 32 bytes; never shown by ``repr``."""

    id: int
    versleuteling: bytes
    """AES-256-GCM, for what must be read back."""
    kenmerken: bytes | None
    """AES-256, laid over every keyed digest; None for OUD: nothing was laid over."""
    gemaakt: datetime | None = None

    def __post_init__(self) -> None:
        if len(self.versleuteling) != _LENGTE or (self.kenmerken is not None and len(self.kenmerken) != _LENGTE):
            raise ValueError(f"een sleutel is {_LENGTE} bytes")
        if not OUD <= self.id <= HOOGSTE or (self.kenmerken is None) != (self.id == OUD):
            raise ValueError("een sleutel heeft een nummer")

    def __repr__(self) -> str:
        return f"Sleutel({self.id}, ***)"


@dataclass(frozen=True, slots=True, repr=False)
class Sleutels:
    """All keys of a file; never shown by ``repr``."""

    stam: bytes
    """HMAC-SHA-256 (``Kluis.kenmerk``). It stays: a VISN follows from it (R-027), and nobody keeps what it was taken of (R-079)."""
    ring: tuple[Sleutel, ...]
    """In order of number."""

    def __post_init__(self) -> None:
        nummers = [sleutel.id for sleutel in self.ring]
        if len(self.stam) != _LENGTE or not nummers or nummers != sorted(set(nummers)):
            raise ValueError("een sleutelbestand heeft een stam en genummerde sleutels")

    def __repr__(self) -> str:
        return "Sleutels(***)"

    @property
    def nummers(self) -> tuple[int, ...]:
        """The numbers of the ring."""
        return tuple(sleutel.id for sleutel in self.ring)

    def met_nieuwe(self, nu: datetime) -> "Sleutels":
        """With one fresh key more. ValueError when the numbers are used up."""
        return replace(self, ring=(*self.ring, _nieuw(self.ring[-1].id + 1, nu)))

    def zonder(self, nummers: Collection[int]) -> "Sleutels":
        """Without these keys. ValueError when nothing would be left."""
        return replace(self, ring=tuple(sleutel for sleutel in self.ring if sleutel.id not in nummers))

    def als_tekst(self) -> str:
        """What stands in the file."""
        ring = [
            {
                "id": sleutel.id,
                "gemaakt": None if sleutel.gemaakt is None else sleutel.gemaakt.isoformat(),
                "versleuteling": sleutel.versleuteling.hex(),
                "kenmerken": None if sleutel.kenmerken is None else sleutel.kenmerken.hex(),
            }
            for sleutel in self.ring
        ]
        return json.dumps({"stam": self.stam.hex(), "sleutels": ring}, indent=2) + "\n"

    @classmethod
    def uit_tekst(cls, tekst: str) -> "Sleutels":
        """What ``als_tekst`` gave, or two keys from before there was a ring. ValueError, KeyError or TypeError for anything else."""
        velden = json.loads(tekst)
        if "sleutels" in velden:
            return cls(bytes.fromhex(velden["stam"]), tuple(map(_sleutel, velden["sleutels"])))
        versleuteling, kenmerken = (bytes.fromhex(velden[veld]) for veld in _OUDE_VELDEN)
        return cls(kenmerken, (Sleutel(OUD, versleuteling, None),))


def nieuwe_sleutels(nu: datetime | None = None) -> Sleutels:
    """A fresh ring of one key."""
    return Sleutels(secrets.token_bytes(_LENGTE), (_nieuw(OUD + 1, nu or _nu()),))


def maak_sleutels(pad: Path) -> None:
    """Write fresh random keys to a new file that only its owner can read.

    Raises FileExistsError: keys are never overwritten, for without them nothing in the database can be read.
    """
    _schrijf_nieuw(pad, nieuwe_sleutels())


def voeg_sleutel_toe(pad: Path) -> Sleutel:
    """Add a fresh key to the file; nothing uses it yet. Raises what ``lees_sleutels`` raises, and ValueError beyond HOOGSTE."""
    ring = lees_sleutels(pad).met_nieuwe(_nu())
    _vervang(pad, ring)
    return ring.ring[-1]


def verwijder_sleutels(pad: Path, nummers: Collection[int]) -> None:
    """Take these keys out of the file. Whatever stands under them can never be read again."""
    _vervang(pad, lees_sleutels(pad).zonder(nummers))


def lees_sleutels(pad: Path) -> Sleutels:
    """Read the keys. Raises SleutelbestandOnbruikbaar when missing, malformed, or readable by group or others."""
    try:
        with pad.open(encoding="ascii") as bestand:
            _alleen_van_eigenaar(bestand.fileno(), pad)
            return Sleutels.uit_tekst(bestand.read())
    except FileNotFoundError:
        raise SleutelbestandOnbruikbaar(f"sleutelbestand {pad} bestaat niet; maak het met 'verwijsindex sleutels maak'") from None
    except OSError as fout:
        raise SleutelbestandOnbruikbaar(f"sleutelbestand {pad} is niet te lezen") from fout
    except (ValueError, KeyError, TypeError):
        raise SleutelbestandOnbruikbaar(f"sleutelbestand {pad} is beschadigd: verwacht sleutels van {_LENGTE} bytes") from None


def _sleutel(velden: dict[str, Any]) -> Sleutel:
    gemaakt, kenmerken = velden["gemaakt"], velden["kenmerken"]
    return Sleutel(
        int(velden["id"]),
        bytes.fromhex(velden["versleuteling"]),
        None if kenmerken is None else bytes.fromhex(kenmerken),
        None if gemaakt is None else datetime.fromisoformat(gemaakt),
    )


def _nieuw(nummer: int, nu: datetime) -> Sleutel:
    return Sleutel(nummer, secrets.token_bytes(_LENGTE), secrets.token_bytes(_LENGTE), nu.replace(microsecond=0))


def _nu() -> datetime:
    return datetime.now(UTC)  # keys live in real time (keuzes.md 6)


def _schrijf_nieuw(pad: Path, sleutels: Sleutels) -> None:
    with os.fdopen(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as bestand:
        bestand.write(sleutels.als_tekst())
        bestand.flush()
        os.fsync(bestand.fileno())


def _vervang(pad: Path, sleutels: Sleutels) -> None:
    """The old file or the new one, whatever happens in between."""
    nieuw = pad.with_name(f".{pad.name}.{secrets.token_hex(4)}")
    try:
        _schrijf_nieuw(nieuw, sleutels)
        nieuw.replace(pad)
    finally:
        nieuw.unlink(missing_ok=True)
    map = os.open(pad.parent, os.O_RDONLY)
    try:
        os.fsync(map)
    finally:
        os.close(map)


def _alleen_van_eigenaar(nummer: int, pad: Path) -> None:
    if stat.S_IMODE(os.fstat(nummer).st_mode) & 0o077:
        raise SleutelbestandOnbruikbaar(f"sleutelbestand {pad} is leesbaar voor anderen; geef het rechten 0600 (chmod 600)")
