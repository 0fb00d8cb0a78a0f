"""Starts ``verwijsindex`` as a process of its own, as a user does."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from verwijsindex.cli import main

VERWIJSINDEX = [sys.executable, "-m", "verwijsindex"]
EINDE_SECONDEN = 20


@dataclass
class Server:
    """A server that said ``gereed``. After its end ``fouten`` holds what it wrote to standard error."""

    proces: subprocess.Popen[str]
    url: str
    map: Path
    fouten: str = ""
    uitvoer: str = ""
    einde: int | None = field(default=None)

    @property
    def beschrijving(self) -> dict[str, Any]:
        gelezen: dict[str, Any] = json.loads((self.map / "sandbox.json").read_bytes())
        return gelezen

    @property
    def log(self) -> str:
        return (self.map / "verwijsindex.log").read_text(encoding="utf-8")

    def persoon(self, nummer: int = 0) -> dict[str, Any]:
        """A person who can be reported by BSN and has nothing special, always another one for another number."""
        gewoon = [persoon for persoon in self.beschrijving["personen"] if persoon["bsn"] and not persoon["kenmerken"]]
        gevonden: dict[str, Any] = gewoon[nummer]
        return gevonden


@dataclass(frozen=True)
class Gedaan:
    """How a command ended and what it said."""

    code: int
    uitvoer: str
    fouten: str


def draai(*argumenten: str, invoer: str = "") -> Gedaan:
    """Run a command to its end in this process, which is another one than the server's: starting Python costs a second."""
    stdin, logger = sys.stdin, logging.getLogger("verwijsindex")
    bewaard = logger.handlers, logger.level, logger.propagate
    with redirect_stdout(StringIO()) as uitvoer, redirect_stderr(StringIO()) as fouten:
        sys.stdin = StringIO(invoer)
        try:
            code = main(argumenten)
        except SystemExit as stop:
            code = int(stop.code or 0)
        finally:
            sys.stdin = stdin
            for handler in set(logger.handlers) - set(bewaard[0]):
                handler.close()
            logger.handlers, logger.level, logger.propagate = bewaard
    return Gedaan(code, uitvoer.getvalue(), fouten.getvalue())


def draai_proces(*argumenten: str, seconden: float = 60) -> Gedaan:
    """Run a command to its end in a process of its own."""
    gedraaid = subprocess.run([*VERWIJSINDEX, *argumenten], capture_output=True, text=True, check=False, timeout=seconden, env=_omgeving())
    return Gedaan(gedraaid.returncode, gedraaid.stdout, gedraaid.stderr)


@contextmanager
def server(map: Path, *argumenten: str) -> Iterator[Server]:
    """Run a command that serves; gives it when it is ready, ends it with SIGTERM and keeps how it ended."""
    with subprocess.Popen(
        [*VERWIJSINDEX, *argumenten], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_omgeving()
    ) as proces:
        assert proces.stdout is not None
        regel = proces.stdout.readline()
        if not regel.startswith("gereed https://"):
            proces.terminate()
            raise AssertionError(f"{regel!r} {proces.communicate(timeout=EINDE_SECONDEN)[1]}")
        draaiend = Server(proces, regel.split()[1], map)
        try:
            yield draaiend
        finally:
            if proces.poll() is None:
                proces.send_signal(signal.SIGTERM)
            draaiend.uitvoer, draaiend.fouten = proces.communicate(timeout=EINDE_SECONDEN)
            draaiend.einde = proces.returncode


@contextmanager
def sandbox(map: Path, *argumenten: str) -> Iterator[Server]:
    """A sandbox on a free port."""
    with server(map, "sandbox", "--map", str(map), "--poort", "0", *argumenten) as draaiend:
        yield draaiend


def _omgeving() -> dict[str, str]:
    """As a user has it: nothing of the tests, and no terminal. PYTHONPATH stays: it says which copy of the code is tested."""
    weg = ("PYTEST_", "PYTHON", "FORCE_COLOR")
    return {naam: waarde for naam, waarde in os.environ.items() if naam == "PYTHONPATH" or not naam.startswith(weg)}
