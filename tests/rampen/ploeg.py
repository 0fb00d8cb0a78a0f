"""Four client processes that load an index together, and what they were told."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from .feiten import Feit, uit_regel
from .opstelling import WACHT, Index, omgeving, wacht_tot

PROCESSEN: Final = 4
Taken = Sequence[Sequence[str]]
"""The tasks of one thread (``lader``)."""


class _Lid:
    """One process of ``lader``; a thread of ours reads what it says."""

    def __init__(self, naam: str) -> None:
        opdracht = [sys.executable, "-m", "tests.rampen.lader", naam]
        wortel = Path(__file__).parents[2]
        self._proces = subprocess.Popen(opdracht, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=wortel, env=omgeving())
        self.feiten: list[Feit] = []
        self.klaar, self.gedaan = False, True
        self._lezer = threading.Thread(target=self._lees, daemon=True)
        self._lezer.start()

    def zeg(self, regel: str) -> None:
        assert self._proces.stdin is not None
        self._proces.stdin.write(regel + "\n")
        self._proces.stdin.flush()

    def opdracht(self, regel: str) -> None:
        self.feiten = []
        self.klaar = self.gedaan = False
        self.zeg(regel)

    def stop(self) -> None:
        self._proces.kill()
        self._proces.wait()
        self._lezer.join(WACHT)
        for stroom in (self._proces.stdin, self._proces.stdout):
            assert stroom is not None
            stroom.close()

    def _lees(self) -> None:
        assert self._proces.stdout is not None
        for regel in self._proces.stdout:
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
        self._leden = [_Lid(str(n)) for n in range(PROCESSEN)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        for lid in self._leden:
            lid.stop()

    def begin(self, index: Index, draden: Sequence[Taken], *, http: bool = False, pogingen: int = 1) -> None:
        """Deal the threads out over the processes, wait until every thread stands ready, and let them all go.

        A process that a failed test left at work is replaced.
        """
        for n, lid in enumerate(self._leden):
            if not lid.gedaan:
                lid.stop()
                self._leden[n] = _Lid(str(n))
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
