"""What is due, found by indexes on dates and in bounded pieces (R-043, R-065, R-103; keuzes.md 1, 21)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import String, and_, bindparam, exists, func, select, tuple_

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports_onderhoud import Archiefstand
from verwijsindex.domain.signaal import SignaalSoort
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst, wis_hoogstens
from verwijsindex.storage.rijen import lees_melding, melding_kolommen
from verwijsindex.storage.tabellen import gezien_bericht, historie_aanbod, jeugdige, melding, signaal, zakelijke_sleutel
from verwijsindex.storage.volglijst import STAND, ZET_STAND
from verwijsindex.storage.vormen import als_dag, als_tekst

_VAN_23: Final = select(melding.c.id).join_from(jeugdige, melding).where(jeugdige.c.uiterlijk <= bindparam("uiterlijk"))
_VERWIJDERD: Final = select(melding.c.id).where(melding.c.verwijderd_op.between(bindparam("eerste"), bindparam("laatste")))
_VERLOPEN: Final = select(melding.c.id).where(
    melding.c.verwijderd_op.is_(None), melding.c.verwijderdatum.between(bindparam("eerste"), bindparam("laatste"))
)
_TE_OUD: Final = Opdracht(_VAN_23.limit(bindparam("hoogstens")))
_UIT_ARCHIEF: Final = tuple(Opdracht(welke.limit(bindparam("hoogstens"))) for welke in (_VERWIJDERD, _VERLOPEN))
"""Ranges of three indexes, each with the dates it asks; together they would be a scan of the whole table."""
_TEL_TE_OUD: Final = Opdracht(select(func.count()).select_from(_VAN_23.subquery()))
_TEL_UIT_ARCHIEF: Final = tuple(
    Opdracht(
        select(func.count()).select_from(
            welke.join(jeugdige, jeugdige.c.id == melding.c.jeugdige_id).where(jeugdige.c.uiterlijk > bindparam("uiterlijk")).subquery()
        )
    )
    for welke in (_VERWIJDERD, _VERLOPEN)
)
"""Without who is too old: every melding is counted once."""

_ARCHIEFSTAND: Final = "archief"
"""Its row among the positions in registers."""
_DOOR_TERMIJN: Final = and_(
    melding.c.verwijderd_op.is_(None),
    tuple_(melding.c.verwijderdatum, melding.c.id)
    > tuple_(bindparam("na_dag", type_=melding.c.verwijderdatum.type), bindparam("na_id", type_=String())),
    melding.c.verwijderdatum <= bindparam("dag"),
)
_BASIS: Final = select(*melding_kolommen(melding, jeugdige)).join_from(melding, jeugdige).order_by(melding.c.id)
_OP_IDS: Final = Opdracht(_BASIS.where(in_lijst(melding.c.id, "meldingen")))

_VERLOPEN_SINDS: Final = Opdracht(
    select(*melding_kolommen(melding, jeugdige))
    .join_from(melding, jeugdige)
    .where(_DOOR_TERMIJN)
    .order_by(melding.c.verwijderdatum, melding.c.id)
    .limit(bindparam("hoogstens"))
)

_IS_VERLOOPT: Final = (signaal.c.eigen_melding == melding.c.id, signaal.c.soort == SignaalSoort.VERLOOPT.value)
_LOOPT_AF: Final = _BASIS.where(
    melding.c.verwijderd_op.is_(None),
    melding.c.verwijderdatum > bindparam("dag"),
    melding.c.verwijderdatum <= bindparam("tot"),
    melding.c.id > bindparam("na"),
    ~exists().where(*_IS_VERLOOPT),
).limit(bindparam("hoogstens"))
_LOOPT_AF_BIJ_ALLEN: Final = Opdracht(_LOOPT_AF)
_LOOPT_AF_BIJ_EEN: Final = Opdracht(_LOOPT_AF.where(melding.c.meldingsbevoegde == bindparam("gebruiker_id")))
_GEWAARSCHUWD: Final = Opdracht(
    select(signaal.c.eigen_melding).where(in_lijst(signaal.c.eigen_melding, "meldingen"), signaal.c.soort == SignaalSoort.VERLOOPT.value)
)
_LOGPSEUDONIEMEN: Final = Opdracht(select(jeugdige.c.id, jeugdige.c.logpseudoniem).where(in_lijst(jeugdige.c.id, "jeugdigen")))


_SLEUTELS: Final = select(*zakelijke_sleutel.primary_key.columns).where(zakelijke_sleutel.c.vervalt <= bindparam("moment"))
_BERICHTEN: Final = select(*gezien_bericht.primary_key.columns).where(gezien_bericht.c.tot < bindparam("nu"))
_AANBOD: Final = (
    select(*historie_aanbod.primary_key.columns)
    .join(melding, melding.c.id == historie_aanbod.c.melding_id)
    .where(melding.c.meldmoment < bindparam("grens"))
)
_VERGEET_AANBOD: Final = Opdracht(wis_hoogstens(historie_aanbod, _AANBOD))
_TEL_AANBOD: Final = Opdracht(select(func.count()).select_from(_AANBOD.subquery()))
_VERGEET_SLEUTELS: Final = Opdracht(wis_hoogstens(zakelijke_sleutel, _SLEUTELS))
_VERGEET_BERICHTEN: Final = Opdracht(wis_hoogstens(gezien_bericht, _BERICHTEN))
_TEL_SLEUTELS: Final = Opdracht(select(func.count()).select_from(_SLEUTELS.subquery()))
_TEL_BERICHTEN: Final = Opdracht(select(func.count()).select_from(_BERICHTEN.subquery()))


def _tussen(periode: tuple[date, date]) -> dict[str, str]:
    eerste, laatste = periode
    return {"eerste": eerste.isoformat(), "laatste": laatste.isoformat()}


class SqlOnderhoud:
    """``ports_onderhoud.Onderhoudswerk``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def te_vernietigen(self, uiterlijk: date, archief: Sequence[tuple[date, date]], hoogstens: int) -> Sequence[str]:
        """Meldingen about whose 23rd birthday is ``uiterlijk`` or before, or that were removed in one of these periods (R-043, R-103)."""
        vragen: list[tuple[Opdracht, dict[str, str]]] = [(_TE_OUD, {"uiterlijk": uiterlijk.isoformat()})]
        vragen += [(opdracht, _tussen(periode)) for periode in archief for opdracht in _UIT_ARCHIEF]
        gevonden: dict[str, None] = {}
        for opdracht, grenzen in vragen:
            if len(gevonden) < hoogstens:
                rijen = self._sessie.rijen(opdracht, **grenzen, hoogstens=hoogstens - len(gevonden))
                gevonden.update(dict.fromkeys(melding_id for (melding_id,) in rijen))
        return list(gevonden)

    def tel_te_vernietigen(self, uiterlijk: date, archief: Sequence[tuple[date, date]]) -> int:
        """How many there are in all."""
        grens = {"uiterlijk": uiterlijk.isoformat()}
        uit_archief = sum(self._tel(opdracht, **grens, **_tussen(periode)) for periode in archief for opdracht in _TEL_UIT_ARCHIEF)
        return self._tel(_TEL_TE_OUD, **grens) + uit_archief

    def archiefstand(self) -> Archiefstand:
        """Up to where the logboek says that a term ended by itself; the very beginning when it never did."""
        rij = self._sessie.rij(STAND, register=_ARCHIEFSTAND)
        if rij is None:
            return Archiefstand()
        dag, _, melding_id = rij[0].partition(" ")
        return Archiefstand(als_dag(dag), melding_id)

    def zet_archiefstand(self, stand: Archiefstand) -> None:
        """It says so up to here."""
        self._sessie.doe(ZET_STAND, register=_ARCHIEFSTAND, stand=f"{stand.dag.isoformat()} {stand.melding_id}")

    def verlopen(self, stand: Archiefstand, dag: date, hoogstens: int) -> Sequence[Melding]:
        """Meldingen after ``stand`` that nobody removed, with a verwijderdatum on ``dag`` or before, in that order."""
        na = {"na_dag": stand.dag.isoformat(), "na_id": stand.melding_id}
        return self._meldingen(self._sessie.rijen(_VERLOPEN_SINDS, **na, dag=dag.isoformat(), hoogstens=hoogstens))

    def vergeet_aanbod(self, grens: datetime, hoogstens: int) -> int:
        """Forget what was offered of the archive with a melding before ``grens`` (R-105); gives how many offers."""
        return self._sessie.doe(_VERGEET_AANBOD, grens=als_tekst(grens), hoogstens=hoogstens)

    def tel_aanbod(self, grens: datetime) -> int:
        """How many there are in all."""
        return self._tel(_TEL_AANBOD, grens=als_tekst(grens))

    def meldingen(self, melding_ids: Iterable[str]) -> Sequence[Melding]:
        """Those that still exist, in order of id."""
        return self._meldingen(self._sessie.rijen(_OP_IDS, meldingen=lijst(melding_ids)))

    def zonder_waarschuwing(self, dag: date, tot: date, na: str, hoogstens: int, gebruiker_id: str | None = None) -> Sequence[Melding]:
        """Meldingen, of one reporter or of all, with a verwijderdatum after ``dag``, at most ``tot``, that have no VERLOOPT (R-065).

        In order of id, after ``na``.
        """
        grenzen = {"dag": dag.isoformat(), "tot": tot.isoformat(), "na": na, "hoogstens": hoogstens}
        if gebruiker_id is None:
            return self._meldingen(self._sessie.rijen(_LOOPT_AF_BIJ_ALLEN, **grenzen))
        return self._meldingen(self._sessie.rijen(_LOOPT_AF_BIJ_EEN, **grenzen, gebruiker_id=gebruiker_id))

    def gewaarschuwd(self, melding_ids: Iterable[str]) -> frozenset[str]:
        """Which of these meldingen have a VERLOOPT."""
        return frozenset(melding_id for (melding_id,) in self._sessie.rijen(_GEWAARSCHUWD, meldingen=lijst(melding_ids)))

    def logpseudoniemen(self, jeugdige_ids: Iterable[str]) -> Mapping[str, str]:
        """How the logboek calls these persons (keuzes.md 31)."""
        return {rij[0]: rij[1] for rij in self._sessie.rijen(_LOGPSEUDONIEMEN, jeugdigen=lijst(jeugdige_ids))}

    def ruim_sleutels_op(self, moment: datetime, hoogstens: int) -> int:
        """Forget business keys and tombstones that lapsed; gives how many (keuzes.md 1)."""
        return self._sessie.doe(_VERGEET_SLEUTELS, moment=als_tekst(moment), hoogstens=hoogstens)

    def ruim_berichten_op(self, nu: datetime, hoogstens: int) -> int:
        """Forget messages that can no longer be repeated, by real time (VIR-S07; keuzes.md 6); gives how many."""
        return self._sessie.doe(_VERGEET_BERICHTEN, nu=als_tekst(nu), hoogstens=hoogstens)

    def tel_op_te_ruimen(self, moment: datetime, nu: datetime) -> tuple[int, int]:
        """How many keys and messages there are to forget."""
        return self._tel(_TEL_SLEUTELS, moment=als_tekst(moment)), self._tel(_TEL_BERICHTEN, nu=als_tekst(nu))

    def _tel(self, opdracht: Opdracht, **waarden: str) -> int:
        [(aantal,)] = self._sessie.rijen(opdracht, **waarden)
        return int(aantal)

    def _meldingen(self, rijen: Iterable[Rij]) -> list[Melding]:
        return [lees_melding(self._kluis, rij) for rij in rijen]
