"""What is due, found by indexes on dates and in bounded pieces (R-043, R-065, R-103; keuzes.md 1, 21)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import Select, Table, bindparam, delete, exists, func, select, tuple_

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.signaal import SignaalSoort
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst
from verwijsindex.storage.rijen import lees_melding, melding_kolommen
from verwijsindex.storage.tabellen import gezien_bericht, jeugdige, melding, signaal, zakelijke_sleutel
from verwijsindex.storage.vormen import als_tekst

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

_BASIS: Final = select(*melding_kolommen(melding, jeugdige)).join_from(melding, jeugdige).order_by(melding.c.id)
_OP_IDS: Final = Opdracht(_BASIS.where(in_lijst(melding.c.id, "meldingen")))

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


def _vergeten(tabel: Table, welke: Select[tuple[object, ...]]) -> Opdracht:
    """Delete a bounded number of rows: a DELETE of the standard has no limit of its own."""
    return Opdracht(delete(tabel).where(tuple_(*tabel.primary_key.columns).in_(welke.limit(bindparam("hoogstens")))))


_SLEUTELS: Final = select(*zakelijke_sleutel.primary_key.columns).where(zakelijke_sleutel.c.vervalt <= bindparam("moment"))
_BERICHTEN: Final = select(*gezien_bericht.primary_key.columns).where(gezien_bericht.c.tot < bindparam("nu"))
_VERGEET_SLEUTELS: Final = _vergeten(zakelijke_sleutel, _SLEUTELS)
_VERGEET_BERICHTEN: Final = _vergeten(gezien_bericht, _BERICHTEN)
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
