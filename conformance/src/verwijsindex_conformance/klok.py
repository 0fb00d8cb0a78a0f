"""Moves the clock of a target that lets its tester do so."""

from verwijsindex_conformance.doel import Doel, Klok
from verwijsindex_conformance.oordeel import NietVanToepassing
from verwijsindex_conformance.opdracht import draai_opdracht


class Klokbediening:
    """The commands of doel.yaml, filled in and run."""

    def __init__(self, doel: Doel) -> None:
        self._klok = doel.klok

    def nodig(self) -> None:
        """Raises NietVanToepassing when the tester cannot move the clock."""
        self._bediening()

    def zet(self, tijd: str) -> None:
        """Show this moment (ISO 8601, with an offset) from now on."""
        draai_opdracht(self._bediening().zet, {"tijd": tijd}, "de klok")

    def vooruit(self, duur: str) -> None:
        """Move forward by a duration as ``P1D`` or ``P2Y``."""
        draai_opdracht(self._bediening().vooruit, {"duur": duur}, "de klok")

    def _bediening(self) -> Klok:
        if self._klok is None:
            raise NietVanToepassing("doel.yaml zegt niet hoe de klok van het doel te zetten is")
        return self._klok
