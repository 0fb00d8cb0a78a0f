"""Addresses of the sown population: homes, and institutions of which the address never makes a family (R-074)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Final

from verwijsindex.domain.tijd import als_getal
from verwijsindex.sandbox.gezinnen import GEMEENTE_ZONDER_REGIEVOERDER
from verwijsindex.sandbox.kans import Kans
from verwijsindex.sandbox.wereld import GEMEENTE, TWEEDE_GEMEENTE

Entry = dict[str, Any]
GEMEENTEN: Final = (
    *((0.45, GEMEENTE), (0.25, TWEEDE_GEMEENTE), (0.12, GEMEENTE_ZONDER_REGIEVOERDER)),
    *((0.08, "1916"), (0.06, "0344"), (0.04, "0530")),
)
"""How many of the families live where."""
_POSTCODES: Final = {code: 2000 + 1000 * nummer for nummer, (_, code) in enumerate(GEMEENTEN)}
"""The first postcode of each gemeente; invented."""
WOONADRES: Final = "W"
BRIEFADRES: Final = "B"
_EERSTE_INRICHTING: Final = 101
_EERSTE_WONING: Final = 1001
"""Lower numbers belong to the families of the boundaries."""
_HUISNUMMERS: Final = 180
_LETTERS: Final = "ABCDEGHJKLMNPRTVWXZ"
_INRICHTINGEN: Final = (
    ("justitiele jeugdinrichting", "Wet BRP 2.40 lid 3"),
    ("gesloten jeugdhulp", "Wet BRP 2.40 lid 3"),
    ("zorginstelling", "Wet BRP 2.40 lid 3"),
    ("opvang", "Wet BRP 2.40 lid 4"),
)


@dataclass(frozen=True, slots=True)
class Adres:
    """A place to live or to be written to."""

    gemeentecode: str
    adres_id: int

    @property
    def postcode(self) -> str:
        """No two addresses share postcode and huisnummer."""
        straat = self.adres_id // _HUISNUMMERS
        letters = _LETTERS[straat // len(_LETTERS) % len(_LETTERS)] + _LETTERS[straat % len(_LETTERS)]
        return f"{_POSTCODES[self.gemeentecode] + straat // len(_LETTERS) ** 2}{letters}"

    @property
    def huisnummer(self) -> int:
        """From 1."""
        return self.adres_id % _HUISNUMMERS + 1


def verblijfplaats(adres: Adres, sinds: date, functie: str = WOONADRES) -> Entry:
    """An address as a persons file has it, with the day of registration there."""
    return {
        "gemeentecode": adres.gemeentecode,
        "adres_id": adres.adres_id,
        "datum_inschrijving": f"{als_getal(sinds):08d}",
        "functie_adres": functie,
        "postcode": adres.postcode,
        "huisnummer": adres.huisnummer,
    }


class Adresboek:
    """Hands out new homes, and the few institutions of every gemeente."""

    def __init__(self, kans: Kans) -> None:
        self._kans = kans
        self._woningen = count(_EERSTE_WONING)
        nummers = count(_EERSTE_INRICHTING)
        self._inrichtingen = {code: [Adres(code, next(nummers)) for _ in _INRICHTINGEN] for _, code in GEMEENTEN}

    def gemeente(self) -> str:
        """Where a family lives."""
        return self._kans.weeg(GEMEENTEN)

    def woning(self, gemeentecode: str) -> Adres:
        """A home in which nobody lives yet."""
        return Adres(gemeentecode, next(self._woningen))

    def inrichting(self, gemeentecode: str) -> Adres:
        """One of the institutions there."""
        return self._kans.kies(self._inrichtingen[gemeentecode])

    def uitgesloten(self) -> Iterator[Entry]:
        """The register of excluded addresses: every institution, with the article by which it is excluded (R-074)."""
        for adressen in self._inrichtingen.values():
            for adres, (soort, grond) in zip(adressen, _INRICHTINGEN, strict=True):
                plek = {"postcode": adres.postcode, "huisnummer": adres.huisnummer}
                yield {"adres_id": adres.adres_id, "gemeentecode": adres.gemeentecode, **plek, "soort": soort, "grond": grond}
