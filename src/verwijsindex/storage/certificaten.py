"""Certificates that partner systems registered, and which ends were told (R-154)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, delete, false, select, update

from verwijsindex.domain.certificaat import Gebruik, Partnercertificaat
from verwijsindex.domain.ports_certificaten import Verloopwaarschuwing
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, Waarde, bewaren, toevoegen
from verwijsindex.storage.tabellen_certificaten import partnercertificaat, verloopwaarschuwing
from verwijsindex.storage.vormen import als_dag, als_moment, als_tekst

_rij = partnercertificaat.c
_ALLE: Final = Opdracht(
    select(_rij.oin, _rij.gebruik, _rij.vingerafdruk, _rij.vanaf, _rij.laatste_dag, _rij.verloopt).order_by(
        _rij.oin, _rij.gebruik, _rij.vanaf, _rij.vingerafdruk
    )
)
_BEWAAR: Final = Opdracht(bewaren(partnercertificaat))
_VERGEET: Final = Opdracht(
    delete(partnercertificaat).where(
        _rij.oin == bindparam("oin"), _rij.gebruik == bindparam("gebruik"), _rij.vingerafdruk == bindparam("vingerafdruk")
    )
)
_melding = verloopwaarschuwing.c
_GEMELD: Final = Opdracht(select(_melding.drempel).where(_melding.vingerafdruk == bindparam("vingerafdruk")))
_MELD: Final = Opdracht(toevoegen(verloopwaarschuwing).on_conflict_do_nothing())
_TE_MAILEN: Final = Opdracht(select(_melding.vingerafdruk, _melding.drempel).where(_melding.gemaild == false()))
_GEMAILD: Final = Opdracht(
    update(verloopwaarschuwing)
    .where(and_(_melding.vingerafdruk == bindparam("welke"), _melding.drempel == bindparam("welke_drempel")))
    .values(gemaild=bindparam("wel"))
)


def partnercertificaten(sessie: Sessie) -> list[Partnercertificaat]:
    """Every registration, in order of partner, use and first day."""
    return [_lees(rij) for rij in sessie.rijen(_ALLE)]


class SqlPartnercertificaten:
    """``ports_certificaten.Partnercertificaten``."""

    def __init__(self, sessie: Sessie) -> None:
        self._sessie = sessie

    def alle(self) -> list[Partnercertificaat]:
        """Every registration, in order of partner, use and first day."""
        return partnercertificaten(self._sessie)

    def bewaar(self, certificaat: Partnercertificaat, nu: datetime) -> None:
        """Register, or replace the days of what is registered already."""
        self._sessie.doe(
            _BEWAAR,
            oin=certificaat.oin,
            gebruik=certificaat.gebruik.value,
            vingerafdruk=certificaat.vingerafdruk,
            vanaf=certificaat.vanaf.isoformat(),
            laatste_dag=certificaat.laatste_dag.isoformat(),
            verloopt=als_tekst(certificaat.verloopt),
            vastgelegd_op=als_tekst(nu),
        )

    def vergeet(self, oin: str, gebruik: Gebruik, vingerafdruk: str) -> None:
        """Take a registration away."""
        self._sessie.doe(_VERGEET, oin=oin, gebruik=gebruik.value, vingerafdruk=vingerafdruk)


class SqlVerloopwaarschuwingen:
    """``ports_certificaten.Verloopwaarschuwingen``."""

    def __init__(self, sessie: Sessie) -> None:
        self._sessie = sessie

    def gemeld(self, vingerafdruk: str) -> Collection[int]:
        """The thresholds that were told of this certificate."""
        return frozenset(drempel for (drempel,) in self._sessie.rijen(_GEMELD, vingerafdruk=vingerafdruk))

    def meld(self, waarschuwing: Verloopwaarschuwing, nu: datetime) -> None:
        """Note that it is told; it still has to be mailed."""
        self._sessie.doe(
            _MELD, vingerafdruk=waarschuwing.aflopend.vingerafdruk, drempel=waarschuwing.drempel, gemeld_op=als_tekst(nu), gemaild=False
        )

    def te_mailen(self) -> list[tuple[str, int]]:
        """Fingerprint and threshold of what was told and not mailed yet."""
        return [(vingerafdruk, drempel) for vingerafdruk, drempel in self._sessie.rijen(_TE_MAILEN)]

    def gemaild(self, wat: Sequence[tuple[str, int]]) -> None:
        """Note that these were mailed."""
        rijen: list[dict[str, Waarde]] = [{"welke": vingerafdruk, "welke_drempel": drempel, "wel": True} for vingerafdruk, drempel in wat]
        self._sessie.doe_elk(_GEMAILD, rijen)


def _lees(rij: Rij) -> Partnercertificaat:
    oin, gebruik, vingerafdruk, vanaf, laatste_dag, verloopt = rij
    return Partnercertificaat(oin, Gebruik(gebruik), vingerafdruk, als_dag(vanaf), als_dag(laatste_dag), als_moment(verloopt))
