"""Rounds in which (a) and (b) take turns, so that noise of the machine hits both alike."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from bench.grens import Grens
from bench.melding import klok_fasen, roep
from bench.opstelling import Opstelling, Verzoek, afgeluisterd, bouw
from bench.stopwatch import COMMIT, Meting, Stopwatch

PER_RONDE: Final = 20
"""Messages that are signed ahead of a round and answered one after another, as by a server that is busy."""
VOORAF: Final = 2
"""Meldingen before the rounds, to see what they ask of SQLite."""

Volg = Callable[[Iterable[int]], Iterable[int]]
"""May show how far the rounds are."""


class TellingKloptNiet(RuntimeError):
    """The store committed another number of times than SQLite heard of."""


@dataclass(slots=True)
class Metingen:
    """Of one thing, half of the messages each way."""

    geheel: list[Meting] = field(default_factory=list)
    per_fase: list[Meting] = field(default_factory=list)

    def voeg_toe(self, meting: Meting, *, per_fase: bool) -> None:
        (self.per_fase if per_fase else self.geheel).append(meting)


@dataclass(frozen=True, slots=True)
class Resultaat:
    """Everything measured."""

    melding: Metingen
    """(a)"""
    grens: Metingen
    """(b)"""
    commits: int
    """Per melding, as SQLite heard them."""
    sql: int
    """Statements per melding, those that begin and end a transaction included."""


def meet(rondes: int, opwarmen: int, volg: Volg) -> Resultaat:
    """Measure ``rondes`` rounds, after ``opwarmen`` that do not count."""
    berichten = PER_RONDE * (opwarmen + rondes)
    with tempfile.TemporaryDirectory(prefix="verwijsindex-bench-") as naam:
        map = Path(naam)
        opstelling = bouw(map, VOORAF + berichten)
        opdrachten = _luister_af(opstelling)
        commits = opdrachten.count("COMMIT")
        baan = _Baan(opstelling, Grens(map, opstelling.instellingen.sleutel, opstelling.partner.certificaat, commits))
        for nummer in volg(range(-opwarmen, rondes)):
            if nummer == 0:
                baan.vergeet()
            baan.ronde()
    if baan.stopwatch.keren[COMMIT] != 2 * berichten * commits:
        raise TellingKloptNiet
    return Resultaat(baan.melding, baan.grens, commits, len(opdrachten))


def _luister_af(opstelling: Opstelling) -> list[str]:
    """What one melding asks of SQLite, by the driver's own account; not the first, which also opens and cleans up."""
    partner = opstelling.partner
    with afgeluisterd() as opdrachten:
        front = opstelling.front()
        roep(front, partner.environ(partner.verzoek().getekend.bytes))
        opdrachten.clear()
        verzoek = partner.verzoek()
        partner.controleer(verzoek, roep(front, partner.environ(verzoek.getekend.bytes)))
    return opdrachten


class _Baan:
    """What takes turns in every round."""

    def __init__(self, opstelling: Opstelling, grens: Grens) -> None:
        self.stopwatch = Stopwatch()
        self._partner = opstelling.partner
        self._front = opstelling.front()
        self._grens = grens
        klok_fasen(self._front, self.stopwatch)
        grens.klok_fasen(self.stopwatch)
        self.vergeet()

    def vergeet(self) -> None:
        """Start anew."""
        self.melding, self.grens = Metingen(), Metingen()

    def ronde(self) -> None:
        """Sign, then (a) and (b) with every message, then look at the answers."""
        verzoeken = [self._partner.verzoek() for _ in range(PER_RONDE)]
        antwoorden = [self._om_en_om(verzoek, per_fase=nummer % 2 == 1) for nummer, verzoek in enumerate(verzoeken)]
        for verzoek, antwoord in zip(verzoeken, antwoorden, strict=True):
            self._partner.controleer(verzoek, antwoord)

    def _om_en_om(self, verzoek: Verzoek, *, per_fase: bool) -> bytes:
        environ = self._partner.environ(verzoek.vers().bytes)
        antwoord, meting = self.stopwatch.meet(partial(roep, self._front, environ), per_fase=per_fase)
        self.melding.voeg_toe(meting, per_fase=per_fase)
        _, meting = self.stopwatch.meet(partial(self._grens.doe, verzoek.vers()), per_fase=per_fase)
        self.grens.voeg_toe(meting, per_fase=per_fase)
        return antwoord
