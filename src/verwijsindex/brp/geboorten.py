"""Births, written into the register file (R-073, R-080)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from verwijsindex.brp.gebeurtenissen import eis_aantal_ouders, eis_ouder
from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.brp.registerbestand import VOEG_TOE, als_rij
from verwijsindex.brp.schrijver import GebeurtenisOnmogelijk, Inschrijving, Schrijver, eis_datum, eis_ingezetene, schrijf
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import als_getal


@dataclass(frozen=True, slots=True, repr=False)
class Pasgeborene:
    """Who is born. Never shown by ``repr``."""

    geslachtsnaam: str
    geboortedatum: date
    bsn: Bsn | None = None
    """None: no number was given yet."""
    voorvoegsel: str | None = None
    voornamen: str | None = None
    geslacht: str | None = None

    def __repr__(self) -> str:
        return "Pasgeborene(...)"


def registreer_geboorte(pad: Path, kind: Pasgeborene, ouders: Sequence[Bsn], moment: datetime) -> None:
    """R-073, R-080: a child of these parents is born and lives from its birth on where the first of them lives.

    Raises GebeurtenisOnmogelijk, and changes nothing, when the register cannot take it.
    """
    with schrijf(pad, moment) as register:
        gevonden = [register.vind(bsn) for bsn in ouders]
        geboren = als_getal(kind.geboortedatum)
        for ouder in gevonden:
            eis_ouder(ouder, geboren)
        eis_aantal_ouders(frozenset(bsn.waarde for bsn in ouders))
        if not gevonden or len(set(ouders)) < len(ouders):
            raise GebeurtenisOnmogelijk("Geef een ouder, of twee verschillende.")
        eis_ingezetene(gevonden[0])
        eis_datum(kind.geboortedatum, register.dag, na=None)
        eis_vrij(register, kind.bsn)
        register.vraag(VOEG_TOE, *als_rij(_inschrijving(kind, [ouder.waarde for ouder in ouders], gevonden[0])))
        register.noteer(None if kind.bsn is None else int(kind.bsn.waarde))


def eis_vrij(register: Schrijver, bsn: Bsn | None) -> None:
    """A number that nobody bears. Raises GebeurtenisOnmogelijk."""
    if bsn is not None and register.is_bekend(bsn):
        raise GebeurtenisOnmogelijk("Dit burgerservicenummer is al van iemand in het personenregister.")


def _inschrijving(kind: Pasgeborene, ouders: Sequence[str], bij: Inschrijving) -> Persoonslijst:
    geboren = f"{als_getal(kind.geboortedatum):08d}"
    return Persoonslijst(
        bsn=None if kind.bsn is None else kind.bsn.waarde,
        geslachtsnaam=kind.geslachtsnaam,
        geboortedatum=geboren,
        voorvoegsel=kind.voorvoegsel,
        voornamen=kind.voornamen,
        geslacht=kind.geslacht,
        ouders=tuple(ouders),
        gemeentecode=bij.gemeentecode,
        postcode=bij.plek.postcode,
        huisnummer=bij.plek.huisnummer,
        verblijf=replace(bij.plek.verblijf, sinds=geboren),
        is_geheim=bij.is_geheim,
    )
