"""Numbers that are given or put right, written into the register file (R-030, R-034).

Each is one transaction. Each raises GebeurtenisOnmogelijk, and changes nothing, when the register cannot take it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from verwijsindex.brp.geboorten import eis_vrij
from verwijsindex.brp.schrijver import GebeurtenisOnmogelijk, Inschrijving, Schrijver, schrijf
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.regels.namen import begint_met, normaliseer

_NAMEN: Final = "SELECT voornamen FROM persoon WHERE id = ?"


@dataclass(frozen=True, slots=True, repr=False)
class ZonderNummer:
    """Who has no number yet, by what is known of him; ``geboortedatum`` is yyyymmdd. Never shown by ``repr``."""

    geslachtsnaam: str
    geboortedatum: int
    voornamen: str | None = None
    """The first of them will do; only needed to tell twins apart."""

    def __repr__(self) -> str:
        return "ZonderNummer(...)"


def registreer_toekenning(pad: Path, wie: ZonderNummer, bsn: Bsn, moment: datetime) -> None:
    """R-030: who had no number gets one."""
    with schrijf(pad, moment) as register:
        eis_vrij(register, bsn)
        register.zet(vind_zonder_nummer(register, wie), bsn=int(bsn.waarde))
        register.noteer(int(bsn.waarde))


def registreer_verbetering(pad: Path, oud: Bsn, nieuw: Bsn, moment: datetime) -> None:
    """R-034: the number of a person is replaced, also where it stands as that of a parent."""
    with schrijf(pad, moment) as register:
        wie = register.vind(oud)
        eis_vrij(register, nieuw)
        register.zet(wie, bsn=int(nieuw.waarde))
        register.noteer(wie.bsn, nieuw)
        for kind in register.kinderen_van(oud):
            ouders = (kind.ouders - {oud.waarde}) | {nieuw.waarde}
            register.zet(kind, ouders=" ".join(sorted(ouders)))
            register.noteer(kind.bsn)


def vind_zonder_nummer(register: Schrijver, wie: ZonderNummer) -> Inschrijving:
    """The one entry without a number that this describes. Raises GebeurtenisOnmogelijk when there is none, or several."""
    gevonden = register.vind_zonder_bsn(normaliseer(wie.geslachtsnaam), wie.geboortedatum)
    if wie.voornamen is not None:
        gevonden = [iemand for iemand in gevonden if _heet(register, iemand, wie.voornamen)]
    if not gevonden:
        raise GebeurtenisOnmogelijk("Het personenregister kent niemand zonder burgerservicenummer met deze naam en geboortedatum.")
    if len(gevonden) > 1:
        raise GebeurtenisOnmogelijk("Meer dan een persoon zonder burgerservicenummer heeft deze naam en geboortedatum.")
    return gevonden[0]


def _heet(register: Schrijver, wie: Inschrijving, voornamen: str) -> bool:
    [(van_register,)] = register.vraag(_NAMEN, wie.id)
    return begint_met(van_register or "", voornamen)
