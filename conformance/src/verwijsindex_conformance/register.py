"""Lets persons in the register of a target move, when its tester can do so; and brings them home again."""

from dataclasses import dataclass
from random import SystemRandom

from verwijsindex_conformance.doel import Doel, Persoon
from verwijsindex_conformance.oordeel import NietVanToepassing
from verwijsindex_conformance.opdracht import draai_opdracht

_LETTERS = "ABCDEGHJKLMNPRTVWXZ"
_kans = SystemRandom()


@dataclass(frozen=True, slots=True)
class Adres:
    """A house in a gemeente."""

    gemeente: str
    postcode: str
    huisnummer: str


def nieuw_adres(gemeente: str) -> Adres:
    """A house in which nobody lives, as far as chance goes: one of sixteen thousand million."""
    letters = "".join(_kans.choice(_LETTERS) for _ in range(2))
    return Adres(gemeente, f"{_kans.randrange(1000, 10_000)}{letters}", str(_kans.randrange(1, 5000)))


def buurhuis(adres: Adres) -> Adres:
    """The next house in the same street."""
    return Adres(adres.gemeente, adres.postcode, str(int(adres.huisnummer) + 1))


class Registerbediening:
    """The command of doel.yaml, filled in and run."""

    def __init__(self, doel: Doel) -> None:
        self._verhuizing = doel.verhuizing

    def verhuis(self, persoon: Persoon, naar: Adres) -> None:
        """He moves today; when this returns the target has heard of it. Raises NietVanToepassing when the tester cannot do so."""
        if self._verhuizing is None:
            raise NietVanToepassing("doel.yaml zegt niet hoe een persoon in het register van het doel verhuist")
        waar = {"gemeente": naar.gemeente, "postcode": naar.postcode, "huisnummer": naar.huisnummer}
        draai_opdracht(self._verhuizing, {"bsn": persoon.bsn, **waar}, "een verhuizing")

    def verhuis_terug(self, persoon: Persoon, gemeente: str) -> None:
        """To the address that doel.yaml gives him, or to a new one when it gives none."""
        thuis = nieuw_adres(gemeente)
        if {"postcode", "huisnummer"} <= persoon.gegevens.keys():
            thuis = Adres(gemeente, persoon.gegevens["postcode"], persoon.gegevens["huisnummer"])
        self.verhuis(persoon, thuis)
