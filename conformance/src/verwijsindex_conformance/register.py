"""Lets something happen in the register of persons of a target that lets its tester do so."""

import secrets
import subprocess

from verwijsindex_conformance.doel import Doel, Gebeurtenissen, Persoon
from verwijsindex_conformance.oordeel import NietVanToepassing, Onbeslist

SECONDEN = 60
POSTCODE = "1999ZZ"
"""Where the suite lets people live: each alone, at a house number of his own."""
HUISNUMMERS = 99_999


class Register:
    """The commands of doel.yaml, filled in and run; each returns when the target has processed the event."""

    def __init__(self, doel: Doel) -> None:
        self._gebeurtenissen = doel.gebeurtenissen

    def verhuis(self, persoon: Persoon, gemeente: str | None = None) -> None:
        """Move to an address where nobody lives, in this gemeente or in the one where he is."""
        opdrachten = self._bediening()
        nummer = str(secrets.randbelow(HUISNUMMERS) + 1)
        velden = {"{bsn}": persoon.bsn, "{postcode}": POSTCODE, "{huisnummer}": nummer, "{gemeente}": gemeente or ""}
        _draai(_vul_in(opdrachten.verhuizing if gemeente is None else opdrachten.gemeente, velden))

    def trek_in_bij(self, persoon: Persoon, bij: Persoon) -> None:
        """Move to where somebody else lives."""
        _draai(_vul_in(self._bediening().intrek, {"{bsn}": persoon.bsn, "{bij}": bij.bsn}))

    def _bediening(self) -> Gebeurtenissen:
        if self._gebeurtenissen is None:
            raise NietVanToepassing("doel.yaml zegt niet hoe in het personenregister van het doel iets kan gebeuren")
        return self._gebeurtenissen


def _vul_in(opdracht: tuple[str, ...], velden: dict[str, str]) -> list[str]:
    gevuld = list(opdracht)
    for naam, waarde in velden.items():
        gevuld = [deel.replace(naam, waarde) for deel in gevuld]
    return gevuld


def _draai(opdracht: list[str]) -> None:
    """The tester wrote these commands for this machine himself."""
    try:
        uitkomst = subprocess.run(opdracht, capture_output=True, timeout=SECONDEN, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as fout:
        raise Onbeslist(f"de opdracht voor een gebeurtenis lukte niet ({type(fout).__name__})") from None
    if uitkomst.returncode != 0:
        raise Onbeslist(f"de opdracht voor een gebeurtenis eindigde met {uitkomst.returncode}")
