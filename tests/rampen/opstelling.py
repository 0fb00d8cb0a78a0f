"""An index to break: certificates and register once, a database and settings of its own per test, and ``verwijsindex serve`` on it."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from verwijsindex.brp.inlezen import lees_personen, maak_register
from verwijsindex.sandbox.pki import maak_pki
from verwijsindex.sandbox.wereld import INDEX, PARTNERS
from verwijsindex.settings import Instellingen, lees_instellingen
from verwijsindex.storage.versleuteling import maak_sleutels
from verwijsindex.wiring.sandbox import vul_database

from ..wachten import WACHT, wacht_tot
from .wereld import personen, wereld

POORTEN: Final = range(20_000, 32_000)
"""Below the ports that the kernel hands out by itself, so that a client that tries a dead server cannot take its port."""


@dataclass(frozen=True)
class Index:
    """An index that is not running; ``map`` holds the settings, ``gedeeld`` certificates and keys."""

    instellingen: Instellingen
    bestand: Path
    gedeeld: Path

    @property
    def basis(self) -> str:
        return f"https://127.0.0.1:{self.instellingen.poort}"


def maak_gedeeld(map: Path) -> Path:
    """Certificates, keys and register, which every index of the ring shares."""
    maak_pki(map / "pki", datetime.now(UTC), INDEX, PARTNERS)
    maak_sleutels(map / "sleutels.json")
    bestand = map / "personen.json"
    bestand.write_text(json.dumps(personen(datetime.now(UTC).year)), encoding="utf-8")
    maak_register(map / "register.sqlite", lees_personen(bestand))
    return map


def maak_index(gedeeld: Path, map: Path, url: str, register: Path | None = None) -> Index:
    """Settings for a server with two processes on the migrated database at ``url``, and everybody registered in it."""
    vul_database(url, gedeeld / "sleutels.json", wereld())
    bestand = map / "verwijsindex.toml"
    pki = gedeeld / "pki"
    velden: dict[str, object] = {
        "database": url,
        "sleutels": gedeeld / "sleutels.json",
        "register": register or gedeeld / "register.sqlite",
        "certificaat": pki / "index.pem",
        "sleutel": pki / "index.key",
        "vertrouwd": pki / "keten.pem",
        "host": "127.0.0.1",
        "log": map / "verwijsindex.log",
    }
    tekst = "".join(f"{naam} = {json.dumps(str(waarde))}\n" for naam, waarde in velden.items())
    bestand.write_text(f"{tekst}poort = {_vrije_poort()}\nprocessen = 2\nonderhoud_elke = 0\n", encoding="utf-8")
    return Index(lees_instellingen(bestand), bestand, gedeeld)


def _vrije_poort() -> int:
    while True:
        poort = random.choice(POORTEN)
        with socket.socket() as proef:
            try:
                proef.bind(("127.0.0.1", poort))
            except OSError:
                continue
            return poort


class Server:
    """``verwijsindex serve`` and its worker processes; all of them are ours, in a process group of their own."""

    def __init__(self, index: Index, opdracht: Sequence[str] = ("-m", "verwijsindex"), voor: Sequence[str] = ()) -> None:
        self._index = index
        self._opdracht = [*voor, sys.executable, *opdracht, "serve", "--instellingen", str(index.bestand)]
        self._uitvoer = index.bestand.with_name("serve.txt")
        self._proces: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int:
        assert self._proces is not None
        return self._proces.pid

    def start(self) -> None:
        """Start, also after ``dood``, and wait until a worker accepts connections."""
        if self._proces is not None and self._proces.stdout is not None:
            self._proces.stdout.close()
        with self._uitvoer.open("a", encoding="utf-8") as fouten:
            self._proces = subprocess.Popen(self._opdracht, stdout=subprocess.PIPE, stderr=fouten, text=True, start_new_session=True)
        assert self._proces.stdout is not None
        regel = self._proces.stdout.readline()
        assert regel.startswith("gereed https://"), self.uitvoer()

    def werkers(self) -> list[int]:
        """The worker processes that live now."""
        return [pid for pid in _processen() if _ouder(pid) == self.pid]

    def leeft(self) -> bool:
        return self._proces is not None and self._proces.poll() is None

    def dood(self, *pids: int) -> None:
        """kill -9, and wait until they are gone."""
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        if self.pid in pids:
            assert self._proces is not None
            self._proces.wait(WACHT)
        self.wacht_op_einde(pids)

    def dood_werker(self) -> None:
        """kill -9 one worker, and wait until the master has started another."""
        werker = self.werkers()[0]
        self.dood(werker)
        wacht_tot(lambda: len(set(self.werkers()) - {werker}) == 2, "een nieuwe worker")

    def wacht_op_einde(self, pids: Sequence[int]) -> None:
        """Wait until these processes are gone."""
        wacht_tot(lambda: not any(_leeft(pid) for pid in pids), "het einde van een proces")

    def uitvoer(self) -> str:
        """What it said on standard error."""
        return self._uitvoer.read_text(encoding="utf-8")

    def log(self) -> str:
        """The technical log."""
        assert self._index.instellingen.log is not None
        return self._index.instellingen.log.read_text(encoding="utf-8")

    def stop(self) -> None:
        """SIGTERM; what does not listen within a while is killed, and that is an error."""
        if self._proces is None or self._proces.returncode is not None:
            return
        werkers = self.werkers()
        self._proces.terminate()
        try:
            self._proces.wait(WACHT)
        finally:
            for pid in (*werkers, self._proces.pid):
                if _leeft(pid):
                    os.kill(pid, signal.SIGKILL)
            self._proces.communicate()


@contextmanager
def draaiend(index: Index, opdracht: Sequence[str] = ("-m", "verwijsindex"), voor: Sequence[str] = ()) -> Iterator[Server]:
    """A running server, stopped at the end whatever happens."""
    server = Server(index, opdracht, voor)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _processen() -> list[int]:
    return [int(naam) for naam in os.listdir("/proc") if naam.isdigit()]


def _stat(pid: int) -> list[str]:
    """State, parent and what follows in ``/proc/<pid>/stat``; nothing when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _ouder(pid: int) -> int | None:
    stat = _stat(pid)
    return int(stat[1]) if stat and stat[0] != "Z" else None


def _leeft(pid: int) -> bool:
    stat = _stat(pid)
    return bool(stat) and stat[0] != "Z"


def omgeving() -> dict[str, str]:
    """The environment of a child that imports from ``tests``, and runs the code that stands beside them."""
    project = Path(__file__).parents[2]
    return os.environ | {"PYTHONPATH": f"{project / 'src'}{os.pathsep}{project}"}
