"""A real sandbox, in a process of its own, over TLS."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from verwijsindex_conformance.catalogus import kies
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.draaier import Uitslag, draai
from verwijsindex_conformance.lees_doel import lees_doel
from verwijsindex_conformance.oordeel import Oordeel

VERWIJSINDEX = (sys.executable, "-m", "verwijsindex")


@dataclass(frozen=True)
class Sandbox:
    map: Path

    @property
    def doel(self) -> Path:
        return self.map / "doel.yaml"

    def lees(self) -> Doel:
        return lees_doel(self.doel)


@contextmanager
def draaiende_sandbox(map: Path, opdracht: Sequence[str] = VERWIJSINDEX) -> Iterator[Sandbox]:
    """Starts it in ``map``, waits until it says so, and stops it."""
    with (map.parent / f"{map.name}.uitvoer").open("w+") as uitvoer:
        argumenten = [*opdracht, "sandbox", "--map", str(map), "--poort", "0"]
        with subprocess.Popen(argumenten, stdout=subprocess.PIPE, stderr=uitvoer, text=True) as proces:
            try:
                assert proces.stdout is not None
                regel = proces.stdout.readline()
                uitvoer.seek(0)
                assert regel.startswith("gereed https://"), uitvoer.read()
                yield Sandbox(map)
            finally:
                proces.terminate()
                proces.wait(timeout=20)


def oordelen(doel: Doel, *ids: str) -> dict[str, Oordeel]:
    """The verdicts on these cases or chapters."""
    return {uitslag.geval.id: uitslag.oordeel for uitslag in uitslagen(doel, *ids)}


def uitslagen(doel: Doel, *ids: str) -> list[Uitslag]:
    return draai(kies(ids), doel, lambda uitslag: None)


def gezakt(doel: Doel, *ids: str) -> set[str]:
    """Which of these cases fail."""
    return {id for id, oordeel in oordelen(doel, *ids).items() if oordeel is Oordeel.GEZAKT}
