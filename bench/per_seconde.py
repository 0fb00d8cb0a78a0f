"""Requests per second from end to end: partner systems, TLS, HTTP, server processes, database."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.belasting import OPWARMEN, Beantwoord, belast
from bench.dienst import database, draaiend
from bench.opstelling import Opstelling, bouw

_HOOGSTE: Final = 600
"""Messages signed ahead per second of load. A server that is faster ends a measurement early, which makes the number no less true."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which cells to measure, and how long each."""

    databases: tuple[str, ...]
    processen: tuple[int, ...]
    clients: tuple[int, ...]
    seconden: float

    @property
    def cellen(self) -> int:
        """How many."""
        return len(self.databases) * len(self.processen) * len(self.clients)

    @property
    def voorraad(self) -> int:
        """Messages per cell."""
        return round(self.seconden * _HOOGSTE) + max(self.clients)

    @property
    def kinderen(self) -> int:
        """Reported at most to one server."""
        return sum(self.voorraad + OPWARMEN * clients for clients in self.clients)


Cel = dict[str, Any]
"""As in the object of the last line: database, processen, clients, per_seconde, p50_ms, p99_ms."""
Volg = Callable[[Iterable[Cel]], Iterable[Cel]]
"""May show how far the cells are."""


def meet_per_seconde(plan: Plan, volg: Volg) -> list[Cel]:
    """Measure every cell; a server begins with an empty index and serves all numbers of clients."""
    with tempfile.TemporaryDirectory(prefix="verwijsindex-bench-") as naam:
        map = Path(naam)
        return list(volg(_cellen(plan, bouw(map, plan.kinderen), map)))


def _cellen(plan: Plan, opstelling: Opstelling, map: Path) -> Iterator[Cel]:
    for soort in plan.databases:
        for processen in plan.processen:
            partner = opstelling.nieuwe_partner()
            with database(soort, map) as url, draaiend(opstelling, map, url, processen) as poort:
                for clients in plan.clients:
                    beantwoord = belast(partner, poort, clients, plan.seconden, plan.voorraad)
                    yield {"database": soort, "processen": processen, "clients": clients, **_getallen(beantwoord)}


def _getallen(beantwoord: list[Beantwoord]) -> dict[str, float]:
    """Answers per second between the first byte out and the last byte in; waiting times in milliseconds."""
    duur = max(een.einde for een in beantwoord) - min(een.begin for een in beantwoord)
    wachttijden = sorted((een.einde - een.begin) * 1000 for een in beantwoord)
    return {
        "per_seconde": round(len(beantwoord) / duur, 1),
        "p50_ms": round(_percentiel(wachttijden, 50), 2),
        "p99_ms": round(_percentiel(wachttijden, 99), 2),
    }


def _percentiel(gesorteerd: list[float], procent: int) -> float:
    """The smallest value that at least this share does not exceed."""
    return gesorteerd[-(-len(gesorteerd) * procent // 100) - 1]
