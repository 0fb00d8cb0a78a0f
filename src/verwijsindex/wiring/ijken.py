"""Signing the logboek with the key of the index, and keeping that outside the database (R-142)."""

import fcntl
import json
import os
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from verwijsindex.domain.logboek_controleer import Sleutel, lees_ijkbestand, lees_sleutel
from verwijsindex.domain.logketen import Ijkpunt
from verwijsindex.domain.ports_logboek import IjkbestandOnbruikbaar, Ijken, IjkpuntenVerschillen
from verwijsindex.security.stempel import Stempel
from verwijsindex.settings import Instellingen


class Ijkstempel:
    """``ports_logboek.Ijkstempel``; reads the key when it first signs, for most commands never do."""

    def __init__(self, instellingen: Instellingen) -> None:
        self._instellingen = instellingen

    @cached_property
    def _stempel(self) -> Stempel:
        return Stempel(self._instellingen.sleutel.read_bytes(), self._instellingen.certificaat.read_bytes())

    @property
    def naam(self) -> str:
        """SHA-256 of the public key, in hexadecimals."""
        return self._stempel.naam

    @property
    def certificaat(self) -> str:
        """The certificate in PEM."""
        return self._instellingen.certificaat.read_text(encoding="ascii")

    def teken(self, tekst: str) -> str:
        """The signature in base64."""
        return b64encode(self._stempel.teken(tekst.encode("ascii"))).decode("ascii")


class Ijkbestand:
    """``ports_logboek.Ijkbestand``: one JSON object a line, only ever added to, on disk before it counts."""

    def __init__(self, pad: Path) -> None:
        self._pad = pad

    def lees(self) -> Mapping[int, tuple[str, str]]:
        """Content and signature by number; nothing while the file does not exist. IjkbestandOnbruikbaar for anything else in it."""
        try:
            return lees_ijkbestand(self._pad.read_text(encoding="ascii"))
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError):
            raise IjkbestandOnbruikbaar(f"{self._pad} is geen bestand met ijkpunten") from None

    def vul_aan(self, ijkpunten: Sequence[Ijkpunt]) -> None:
        """Add those that are not there yet; two servers that do so at once wait for one another.

        IjkpuntenVerschillen when what is there is not what the database says.
        """
        with os.fdopen(os.open(self._pad, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o640), "a", encoding="ascii") as bestand:
            fcntl.flock(bestand, fcntl.LOCK_EX)
            staat = self.lees()
            bekend = {punt.nummer: (punt.inhoud, punt.handtekening) for punt in ijkpunten}
            if any(bekend.get(nummer) != punt for nummer, punt in staat.items()):
                raise IjkpuntenVerschillen(f"{self._pad} is niet wat de database zegt; doe 'verwijsindex logboek controleer'")
            for punt in ijkpunten:
                if punt.nummer not in staat:
                    bestand.write(json.dumps({"nummer": punt.nummer, "inhoud": punt.inhoud, "handtekening": punt.handtekening}) + "\n")
            bestand.flush()
            os.fsync(bestand.fileno())


def maak_ijken(instellingen: Instellingen) -> Ijken:
    """How the settings have the log signed. Nothing is read yet."""
    bestand = None if instellingen.ijkpunten is None else Ijkbestand(instellingen.ijkpunten)
    return Ijken(Ijkstempel(instellingen), timedelta(seconds=instellingen.ijkpunt_elke), bestand)


def openbare_sleutels(certificaten: Sequence[Path]) -> dict[str, Sleutel]:
    """The public key of the first certificate in each of these PEM files, by name.

    Raises OSError, and ValueError for what is no certificate or another kind of key.
    """
    gelezen = [lees_sleutel(pad.read_text(encoding="ascii")) for pad in certificaten]
    return {sleutel.naam: sleutel for sleutel in gelezen}
