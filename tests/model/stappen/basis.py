"""What every step needs: the real thing, the model, what to choose from, and that steps are counted."""

from collections.abc import Callable
from datetime import UTC
from functools import wraps
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from ..echt import Echt
from ..model import Model
from ..vergelijken import Vergelijker
from ..wereld import MELDERS, MENSEN, REGIE

WIE = st.sampled_from([*MELDERS, "arts", "agent"])
KIND = st.sampled_from([*MENSEN, *["kees", "zus", "half", "vreemd"] * 3, "rni", "rni"])
BEGIN_MET = st.lists(st.tuples(WIE, st.sampled_from(["kees", "zus", "half", "vreemd", "rni"])), min_size=2, max_size=5)
MET_BSN = st.sampled_from([*(naam for naam, mens in MENSEN.items() if mens.keren < 2), *["kees", "zus", "half", "vreemd"] * 3])
ADRES = st.sampled_from([1, 2, 3, None])
BUS = st.sampled_from([*MELDERS, *REGIE])
PLAATS = st.integers(0, 999)
"""Which of however many there are."""
KANS = st.integers(0, 5)


def stap(**strategies: Any) -> Callable[[Any], Any]:
    """A rule of the machine that is counted."""

    def maak(methode: Any) -> Any:
        @wraps(methode)
        def geteld(zelf: Any, **waarden: Any) -> None:
            zelf.stappen += 1
            methode(zelf, **waarden)

        return rule(**strategies)(geteld)

    return maak


class Basis(Vergelijker, RuleBasedStateMachine):
    """One index from its first melding on. ``maak`` gives the real thing, empty."""

    maak: Callable[[Model], Echt]

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.echt = type(self).maak(self.model)
        self.echt.langs = self.model.langs
        self.echt.register(self.model.register)
        self.stappen = self.sleutels = 0
        self.matchsleutels = {}
        self.klopt = True

    def teardown(self) -> None:
        try:
            if self.klopt:
                self._alles_ophalen()
        finally:
            self.echt.sluit()

    def _sleutel(self) -> str:
        self.sleutels += 1
        return f"sleutel-{self.sleutels:04d}"

    def _alles_ophalen(self) -> None:
        """At the end of every history."""

    def _zet_klok(self, moment: Any) -> None:
        self.model.moment = self.echt.klok.moment = max(moment.astimezone(UTC), self.model.moment)

    def _wijzig(self, naam: str, **wat: object) -> None:
        """Of who has no number the register tells nothing."""
        if self.model.register[naam].keren:
            self.model.wijzig(naam, **wat)
            self.echt.wijzig(self.model.register[naam])
            self._hoort_het()

    def _hoort_het(self) -> None:
        """Every second time the index hears of it at once."""
        if self.stappen % 2:
            self.model.verwerk_wijzigingen()
            self.echt.verwerk_wijzigingen()

    def _kies(self, waaruit: list[Any], plaats: int) -> Any:
        return waaruit[plaats % len(waaruit)]
