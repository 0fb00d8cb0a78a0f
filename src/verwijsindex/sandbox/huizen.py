"""The houses of one sown family: where they stand, since when it lives there, and what holds for everyone in them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from verwijsindex.sandbox.adressen import WOONADRES, Adres, Adresboek, Entry, verblijfplaats
from verwijsindex.sandbox.gezinnen import NAAR_HET_BUITENLAND, RNI
from verwijsindex.sandbox.kans import Kans

NIET_INGEZETEN: Final = "R"
_LANGSTE_VERBLIJF: Final = 30 * 365
_BUITENLAND: Final = 0.006
_VERTROKKEN: Final = 0.006
_GEHEIM: Final = 0.02
_ZELFDE_GEMEENTE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Huis:
    """``adres`` is None for who lives abroad and is in the RNI (gemeente 1999)."""

    adres: Adres | None
    sinds: date
    geheim: bool = False
    """The people in it have a secret address (indicatie geheim)."""
    opschorting: str | None = None

    def verblijfplaats(self, geboren: date, functie: str = WOONADRES) -> Entry:
        """Where somebody in it is registered: nobody before his birth."""
        if self.adres is None:
            return {"gemeentecode": RNI, "adres_id": None, "datum_inschrijving": None, "functie_adres": None}
        return verblijfplaats(self.adres, max(self.sinds, geboren), functie)


def maak_huizen(aantal: int, dag: date, kans: Kans, adresboek: Adresboek) -> list[Huis]:
    """The first house anywhere, the others often in the same gemeente; abroad or emigrated are all together."""
    eerste = adresboek.gemeente()
    if kans.komt_uit(_BUITENLAND):
        return [Huis(None, dag, opschorting=NIET_INGEZETEN)] * aantal
    opschorting = NAAR_HET_BUITENLAND if kans.komt_uit(_VERTROKKEN) else None
    huizen = []
    for nummer in range(aantal):
        gemeente = eerste if nummer == 0 or kans.komt_uit(_ZELFDE_GEMEENTE) else adresboek.gemeente()
        sinds = dag - timedelta(days=kans.getal(0, _LANGSTE_VERBLIJF))
        huizen.append(Huis(adresboek.woning(gemeente), sinds, kans.komt_uit(_GEHEIM), opschorting))
    return huizen
