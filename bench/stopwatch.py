"""A stopwatch that always runs for exactly one stage, on two clocks."""

import functools
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

OVERIG: Final = "overig"
"""What is in no stage."""
COMMIT: Final = "commit"


@dataclass(frozen=True, slots=True)
class Meting:
    """Of one message: nanoseconds per stage. Stages do not overlap; together they are the whole."""

    cpu: dict[str, int]
    """CPU time of this process, the kernel's work for it included."""
    wand: dict[str, int]
    """Time on the wall, waiting for the disk included."""

    @property
    def zonder_commit(self) -> int:
        """CPU time of everything but COMMIT itself; the statements of a transaction count."""
        return sum(self.cpu.values()) - self.cpu.get(COMMIT, 0)

    @property
    def met_commit(self) -> int:
        """Time on the wall of everything: a COMMIT mostly waits until the disk has it."""
        return sum(self.wand.values())


class Stopwatch:
    """Hands the time to the stage that runs; a stage inside another one takes it over for as long as it runs."""

    def __init__(self) -> None:
        self.keren: dict[str, int] = defaultdict(int)
        """How often each stage was entered, over all measurements."""
        self._begin(per_fase=False)

    def meet(self, doe: Callable[[], Any], *, per_fase: bool) -> tuple[Any, Meting]:
        """Run ``doe``; what it gives, and where its time went: per stage, or as a whole with only the commits apart.

        Looking at the clocks costs time as well, so the whole is measured without the stages.
        """
        self._begin(per_fase)
        uitkomst = doe()
        self._wissel(OVERIG)
        return uitkomst, Meting(dict(self._cpu), dict(self._wand))

    def fase(self, naam: str, functie: Callable[..., Any]) -> Callable[..., Any]:
        """``functie``, of which the time belongs to this stage."""

        @functools.wraps(functie)
        def gemeten(*args: Any, **kwargs: Any) -> Any:
            self.keren[naam] += 1
            if not self._per_fase and naam != COMMIT:
                return functie(*args, **kwargs)
            vorige = self._wissel(naam)
            try:
                return functie(*args, **kwargs)
            finally:
                self._wissel(vorige)

        return gemeten

    def _begin(self, per_fase: bool) -> None:
        self._per_fase = per_fase
        self._cpu: dict[str, int] = defaultdict(int)
        self._wand: dict[str, int] = defaultdict(int)
        self._naam = OVERIG
        self._sinds = time.process_time_ns(), time.perf_counter_ns()

    def _wissel(self, naam: str) -> str:
        nu = time.process_time_ns(), time.perf_counter_ns()
        vorige = self._naam
        self._cpu[vorige] += nu[0] - self._sinds[0]
        self._wand[vorige] += nu[1] - self._sinds[1]
        self._naam, self._sinds = naam, nu
        return vorige
