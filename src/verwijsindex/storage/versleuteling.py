"""The keys of the store, in a file outside the database (R-195)."""

import json
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LENGTE: Final = 32
_VELDEN: Final = ("versleuteling", "kenmerken")


class SleutelbestandOnbruikbaar(Exception):
    """The key file is missing, readable by others, or not what ``maak_sleutels`` writes. The text never holds a key."""


@dataclass(frozen=True, slots=True, repr=False)
class Sleutels:
    """Two secrets of 32 bytes; never shown by ``repr``."""

    versleuteling: bytes
    """AES-256-GCM."""
    kenmerken: bytes
    """HMAC-SHA-256; each use has its own domain (``Kluis.kenmerk``)."""

    def __post_init__(self) -> None:
        if len(self.versleuteling) != _LENGTE or len(self.kenmerken) != _LENGTE:
            raise ValueError(f"een sleutel is {_LENGTE} bytes")

    def __repr__(self) -> str:
        return "Sleutels(***)"


def maak_sleutels(pad: Path) -> None:
    """Write fresh random keys to a new file that only its owner can read.

    Raises FileExistsError: keys are never overwritten, for without them nothing in the database can be read.
    """
    inhoud = json.dumps({veld: secrets.token_hex(_LENGTE) for veld in _VELDEN}, indent=2) + "\n"
    with os.fdopen(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as bestand:
        bestand.write(inhoud)
        bestand.flush()
        os.fsync(bestand.fileno())


def lees_sleutels(pad: Path) -> Sleutels:
    """Read the keys. Raises SleutelbestandOnbruikbaar when missing, malformed, or readable by group or others."""
    try:
        with pad.open(encoding="ascii") as bestand:
            _alleen_van_eigenaar(bestand.fileno(), pad)
            velden = json.load(bestand)
        versleuteling, kenmerken = (bytes.fromhex(velden[veld]) for veld in _VELDEN)
        return Sleutels(versleuteling, kenmerken)
    except FileNotFoundError:
        raise SleutelbestandOnbruikbaar(f"sleutelbestand {pad} bestaat niet; maak het met 'verwijsindex sleutels'") from None
    except OSError as fout:
        raise SleutelbestandOnbruikbaar(f"sleutelbestand {pad} is niet te lezen") from fout
    except (ValueError, KeyError, TypeError):
        raise SleutelbestandOnbruikbaar(f"sleutelbestand {pad} is beschadigd: verwacht twee sleutels van {_LENGTE} bytes") from None


def _alleen_van_eigenaar(nummer: int, pad: Path) -> None:
    if stat.S_IMODE(os.fstat(nummer).st_mode) & 0o077:
        raise SleutelbestandOnbruikbaar(f"sleutelbestand {pad} is leesbaar voor anderen; geef het rechten 0600 (chmod 600)")
