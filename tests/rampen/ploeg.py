"""Four client processes that load an index together, and what they were told."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ..wachten import WACHT, wacht_tot
from .feiten import Feit, uit_regel
from .opstelling import Index, omgeving

PROCESSEN: Final = 4
Taken = Sequence[Sequence[str]]
"""The tasks of one thread (``lader``)."""


class _Lid:
    """One process of ``lader``; a thread of ours reads what it says."""

    def __init__(self, verbinding: socket.socket) -> None:
        self._verbinding = verbinding
        self._lijn = verbinding.makefile("rw", encoding="utf-8")
        self.feiten: list[Feit] = []
        self.klaar, self.gedaan = False, True
        self._lezer = threading.Thread(target=self._lees, daemon=True)
        self._lezer.start()

    def zeg(self, regel: str) -> None:
        self._lijn.write(regel + "\n")
        self._lijn.flush()

    def opdracht(self, regel: str) -> None:
        self.feiten = []
        self.klaar = self.gedaan = False
        self.zeg(regel)

    def sluit(self) -> None:
        self._lezer.join(WACHT)
        self._lijn.close()
        self._verbinding.close()

    def _lees(self) -> None:
        for regel in self._lijn:
            match regel.strip():
                case "klaar":
                    self.klaar = True
                case "einde":
                    self.gedaan = True
                case feit:
                    self.feiten.append(uit_regel(feit))


class Ploeg:
    """The processes live as long as the tests: their imports cost more than most tests."""

    def __init__(self) -> None:
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        self._stop()

    def _start(self) -> None:
        paren = [socket.socketpair() for _ in range(PROCESSEN)]
        nummers = [hunne.fileno() for _, hunne in paren]
        opdracht = [sys.executable, "-m", "tests.rampen.lader", *map(str, nummers)]
        wortel = Path(__file__).parents[2]
        self._proces = subprocess.Popen(opdracht, cwd=wortel, env=omgeving(), pass_fds=nummers, start_new_session=True)
        for _, hunne in paren:
            hunne.close()
        self._leden = [_Lid(onze) for onze, _ in paren]

    def _stop(self) -> None:
        """End the processes, at work or not: they are a group of their own."""
        os.killpg(self._proces.pid, signal.SIGKILL)
        self._proces.wait()
        for lid in self._leden:
            lid.sluit()

    def begin(self, index: Index, draden: Sequence[Taken], *, http: bool = False, pogingen: int = 1) -> None:
        """Deal the threads out over the processes, wait until every thread stands ready, and let them all go.

        Processes that a failed test left at work are replaced.
        """
        if not self._gedaan():
            self._stop()
            self._start()
        for n, lid in enumerate(self._leden):
            velden = {
                "basis": index.basis if http else None,
                "bestand": str(index.bestand),
                "pki": str(index.gedeeld / "pki"),
                "pogingen": pogingen,
                "draden": draden[n::PROCESSEN],
            }
            lid.opdracht(json.dumps(velden))
        wacht_tot(lambda: all(lid.klaar for lid in self._leden), "de clients staan klaar")
        for lid in self._leden:
            lid.zeg("begin")

    def gehoord(self) -> int:
        """How many facts there are now."""
        return sum(len(lid.feiten) for lid in self._leden)

    def wacht_op(self, aantal: int) -> None:
        """Wait until there are so many facts, or everyone is done."""
        wacht_tot(lambda: self.gehoord() >= aantal or self._gedaan(), f"{aantal} antwoorden")

    def einde(self, seconden: float = 4 * WACHT) -> list[Feit]:
        """Wait until everyone is done; all that they were told, in order per thread."""
        wacht_tot(self._gedaan, "de clients zijn klaar", seconden)
        return [feit for lid in self._leden for feit in lid.feiten]

    def doe(self, index: Index, draden: Sequence[Taken], *, http: bool = False, pogingen: int = 1) -> list[Feit]:
        """From the start to the end."""
        self.begin(index, draden, http=http, pogingen=pogingen)
        return self.einde()

    def _gedaan(self) -> bool:
        return all(lid.gedaan for lid in self._leden)
