"""Judges a client by what the sandbox saw: a step counts when the sandbox answered that very message, and when its effect is there.

A client names of every answer the ``berichtId`` (of a fault the ``incidentId``) that it read from it. Nobody can guess one: who names it,
was answered and understood the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from matrix.sandbox import Sandbox
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.oordeel import Gezakt
from verwijsindex_conformance.postbus import Postbus, eigen_melding_ids
from verwijsindex_conformance.proef import Proef

VERHAAL: Final = {
    "verbonden": ("ControleerVerbinding", "OK"),
    "gemeld": ("MeldJeugdige", "OK"),
    "geweigerd": ("MeldJeugdige", "VIR-101"),
    "opgehaald": ("HaalSignalenOp", "OK"),
    "bevestigd": ("BevestigSignalen", "OK"),
    "verwijderd": ("VerwijderMelding", "OK"),
}
"""The steps of the story in their order, with the operation and the code that the sandbox must have logged."""


@dataclass
class Toneel:
    """The sandbox before and after one story of one client: another reporter is there, mailboxes are empty, nothing is left behind."""

    sandbox: Sandbox
    nummer: int
    bsn: str = field(init=False)
    voorvoegsel: str = field(default_factory=lambda: f"klant-{uuid4().hex[:12]}")

    def __post_init__(self) -> None:
        self._proef = Proef(self.sandbox.doel, 0)
        persoon = self.sandbox.personen[self.nummer % len(self.sandbox.personen)]
        self.bsn = persoon.bsn
        for melding_id in eigen_melding_ids(self._proef, self.sandbox.melder):
            self._trek_in(melding_id)
        self._proef.meld(self.sandbox.ander, persoon)
        self._postbussen = [Postbus(self._proef, wie) for wie in (self.sandbox.melder, self.sandbox.ander)]

    def _trek_in(self, melding_id: str) -> None:
        verzoek = inhoud.verwijdering(self.sandbox.melder, self._proef.sleutel(), melding_id, "NIET_TERECHT")
        self._proef.gesprek.vraag(self.sandbox.melder, verzoek)

    def sluit(self) -> None:
        """Leave nothing behind."""
        self._proef.ruim_op()

    def bewezen(self, stappen: list[dict[str, Any]]) -> list[str]:
        """The steps of the story that the sandbox confirms, in order, up to the first that it does not."""
        return list(self._bewijs(stappen))

    def _bewijs(self, stappen: list[dict[str, Any]]) -> Iterator[str]:
        gezien = self.sandbox.gezien()
        genoemd = {stap["stap"]: stap for stap in stappen}
        for naam, verwacht in VERHAAL.items():
            stap = genoemd.get(naam)
            if stap is None or gezien.get(stap.get("bericht", "")) != verwacht or not self._gevolg(naam, stap):
                return
            yield naam

    def _gevolg(self, naam: str, stap: dict[str, Any]) -> bool:
        """Whether what the step should have done is to be seen from outside, now that the story is over."""
        try:
            return self._te_zien(naam, stap)
        except Gezakt:
            return False

    def _te_zien(self, naam: str, stap: dict[str, Any]) -> bool:
        eigen, van_de_ander = self._postbussen
        match naam:
            case "gemeld":  # the other reporter got a signaal, of which the withdrawal left a trace
                return bool(stap.get("melding")) and bool(van_de_ander.nieuw())
            case "geweigerd":
                return stap.get("code") == VERHAAL[naam][1]
            case "opgehaald":
                self._signaal = str(stap.get("signaal"))
                return stap.get("soort") == "ZELFDE_JEUGDIGE"
            case "bevestigd":
                return self._signaal not in [signaal.id for signaal in eigen.nieuw()]
            case "verwijderd":
                return stap.get("melding") not in eigen_melding_ids(self._proef, self.sandbox.melder)
            case _:
                return True
