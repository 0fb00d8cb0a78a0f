"""The virtual clock: real time and a shift that a file holds, so that another process can move the clock of a running server.

It drives today, meldmoment and tijdstip only; TLS, certificates, Timestamp and replay keep real time (keuzes.md 6).
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from verwijsindex.sandbox.duur import Duur, TijdOnjuist, tel_op
from verwijsindex.sandbox.schrijven import schrijf_atomisch

_VERSCHUIVING: Final = "verschuivingMicroseconden"
EERSTE: Final = datetime(1900, 1, 1, tzinfo=UTC)
LAATSTE: Final = datetime(2999, 12, 31, tzinfo=UTC)
"""Outside these years the terms of the law would fall off the calendar."""
EchteTijd = Callable[[], datetime]


class KlokOntbreekt(Exception):
    """There is no clock in this directory, or the file is not one; the text is Dutch."""


def echte_tijd() -> datetime:
    """Real time, aware."""
    return datetime.now(UTC)


class VirtueleKlok:
    """Implements ``domain.ports.Klok``; looks at the file at every question and reads it when it changed."""

    def __init__(self, pad: Path, echt: EchteTijd = echte_tijd) -> None:
        self._pad = os.fspath(pad)
        self._echt = echt
        self._gelezen: tuple[tuple[int, int, int], timedelta] | None = None

    def nu(self) -> datetime:
        """The virtual moment, aware. Raises KlokOntbreekt."""
        return self._echt() + self._verschuiving()

    def _verschuiving(self) -> timedelta:
        """What the file says; the pair is replaced whole, so threads need no lock."""
        try:
            toestand = os.stat(self._pad)
        except OSError:
            raise KlokOntbreekt(f"geen klok van een sandbox: {self._pad} ontbreekt") from None
        kenmerk = (toestand.st_ino, toestand.st_mtime_ns, toestand.st_size)
        gelezen = self._gelezen
        if gelezen is None or gelezen[0] != kenmerk:
            gelezen = self._gelezen = (kenmerk, _lees(self._pad))
        return gelezen[1]


def _lees(pad: str) -> timedelta:
    try:
        with open(pad, "rb") as bestand:
            return timedelta(microseconds=json.load(bestand)[_VERSCHUIVING])
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        raise KlokOntbreekt(f"geen klok van een sandbox: {pad} is onleesbaar") from None


def zet_gelijk(pad: Path) -> None:
    """Start a clock that shows real time."""
    _schrijf(pad, timedelta(0))


def zet(pad: Path, moment: datetime, echt: EchteTijd = echte_tijd) -> datetime:
    """Set the clock, which runs on from there; gives the moment it shows now. Needs an aware moment.

    Raises KlokOntbreekt when there is no clock to set, TijdOnjuist at the end of the calendar.
    """
    VirtueleKlok(pad, echt).nu()
    if not EERSTE <= moment <= LAATSTE:
        raise TijdOnjuist(f"de klok loopt van {EERSTE:%Y} tot en met {LAATSTE:%Y}")
    _schrijf(pad, moment - echt())
    return moment


def vooruit(pad: Path, duur: Duur, echt: EchteTijd = echte_tijd) -> datetime:
    """Move the clock forward by the calendar of Amsterdam; gives the moment it shows now. Raises as ``zet`` does."""
    return zet(pad, tel_op(VirtueleKlok(pad, echt).nu(), duur), echt)


def _schrijf(pad: Path, verschuiving: timedelta) -> None:
    schrijf_atomisch(pad, json.dumps({_VERSCHUIVING: verschuiving // timedelta(microseconds=1)}) + "\n")
