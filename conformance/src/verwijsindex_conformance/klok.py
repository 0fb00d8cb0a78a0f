"""Moves the clock of a target that lets its tester do so."""

import subprocess

from verwijsindex_conformance.doel import Doel, Klok
from verwijsindex_conformance.oordeel import Onbeslist, Overgeslagen

SECONDEN = 60


class Klokbediening:
    """The commands of doel.yaml, filled in and run."""

    def __init__(self, doel: Doel) -> None:
        self._klok = doel.klok
        self._waarom = doel.ontbreekt("klok", "doel.yaml zegt niet hoe de klok van het doel te zetten is")

    def nodig(self) -> None:
        """Raises Overgeslagen when the tester cannot move the clock."""
        self._bediening()

    def zet(self, tijd: str) -> None:
        """Show this moment (ISO 8601, with an offset) from now on."""
        self._draai([deel.replace("{tijd}", tijd) for deel in self._bediening().zet])

    def vooruit(self, duur: str) -> None:
        """Move forward by a duration as ``P1D`` or ``P2Y``."""
        self._draai([deel.replace("{duur}", duur) for deel in self._bediening().vooruit])

    def _bediening(self) -> Klok:
        if self._klok is None:
            raise Overgeslagen(self._waarom)
        return self._klok

    def _draai(self, opdracht: list[str]) -> None:
        """The tester wrote these commands for this machine himself."""
        try:
            uitkomst = subprocess.run(opdracht, capture_output=True, timeout=SECONDEN, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as fout:
            raise Onbeslist(f"de opdracht voor de klok lukte niet ({type(fout).__name__})") from None
        if uitkomst.returncode != 0:
            raise Onbeslist(f"de opdracht voor de klok eindigde met {uitkomst.returncode}")
