"""Moves the clock of a target that lets its tester do so."""

from verwijsindex_conformance.doel import Doel, Klok
from verwijsindex_conformance.oordeel import Overgeslagen
from verwijsindex_conformance.opdracht import draai_opdracht, vul_in


class Klokbediening:
    """The commands of doel.yaml, filled in and run."""

    def __init__(self, doel: Doel) -> None:
        self._klok = doel.klok
        self._uitvoerder = doel.uitvoerder
        self._waarom = doel.ontbreekt("klok", "doel.yaml zegt niet hoe de klok van het doel te zetten is")

    def nodig(self) -> None:
        """Raises Overgeslagen when the tester cannot move the clock."""
        self._bediening()

    def zet(self, tijd: str) -> None:
        """Show this moment (ISO 8601, with an offset) from now on."""
        self._draai(vul_in(self._bediening().zet, {"{tijd}": tijd}))

    def vooruit(self, duur: str) -> None:
        """Move forward by a duration as ``P1D`` or ``P2Y``."""
        self._draai(vul_in(self._bediening().vooruit, {"{duur}": duur}))

    def _bediening(self) -> Klok:
        if self._klok is None:
            raise Overgeslagen(self._waarom)
        return self._klok

    def _draai(self, opdracht: list[str]) -> None:
        draai_opdracht(self._uitvoerder, opdracht, "de klok")
