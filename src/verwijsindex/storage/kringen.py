"""Who is read with a jeugdige: his family by parent and by woonadres, two steps far (R-073..R-076, keuzes.md 18).

Two steps, because a signaal to a relative names everyone whom his melding matches. A step finds more than the rule
(``regels.matchen``) counts, never less. An excluded address is no step: hundreds may live there.
"""

from typing import Final

from sqlalchemy import CTE, ColumnElement, Select, String, and_, bindparam, exists, or_, select, union
from sqlalchemy.sql.selectable import CompoundSelect

from verwijsindex.storage.opdracht import Opdracht
from verwijsindex.storage.tabellen import jeugdige, jeugdige_ouder
from verwijsindex.storage.tabellen_omgeving import uitgesloten_adres

_uit = uitgesloten_adres.c

BASIS: Final = (
    select(
        jeugdige.c.id,
        jeugdige.c.uiterlijk,
        jeugdige.c.logpseudoniem,
        jeugdige.c.gemeentecode,
        jeugdige.c.adres_bag,
        jeugdige.c.adres_tekst,
        jeugdige.c.verblijf,
        jeugdige_ouder.c.pseudoniem,
    )
    .outerjoin_from(jeugdige, jeugdige_ouder)
    .order_by(jeugdige.c.id)
)
"""One row per parent, at least one per jeugdige."""

_MET_UITSLUITINGEN: Final = BASIS.add_columns(_uit.vanaf, _uit.tot).outerjoin(
    uitgesloten_adres, or_(_uit.kenmerk_bag == jeugdige.c.adres_bag, _uit.kenmerk_tekst == jeugdige.c.adres_tekst)
)
"""The same for each time that his address is excluded."""


def _telt(vorm: ColumnElement[bytes], kenmerk: ColumnElement[bytes]) -> ColumnElement[bool]:
    """R-075: not excluded today in this form of the address."""
    return ~exists().where(and_(kenmerk == vorm, _uit.vanaf <= bindparam("dag"), or_(_uit.tot.is_(None), _uit.tot > bindparam("dag"))))


def _langs_ouder(van: CTE) -> Select[tuple[str]]:
    eigen, ander = jeugdige_ouder.alias(), jeugdige_ouder.alias()
    return (
        select(ander.c.jeugdige_id)
        .join_from(van, eigen, eigen.c.jeugdige_id == van.c.id)
        .join(ander, ander.c.pseudoniem == eigen.c.pseudoniem)
    )


def _langs_adres(van: CTE, vorm: str) -> Select[tuple[str]]:
    hier, daar = jeugdige.alias(), jeugdige.alias()
    return (
        select(daar.c.id)
        .join_from(van, hier, hier.c.id == van.c.id)
        .join(daar, daar.c[vorm] == hier.c[vorm])
        .where(_telt(hier.c.adres_bag, _uit.kenmerk_bag), _telt(hier.c.adres_tekst, _uit.kenmerk_tekst))
    )


def _stap(van: CTE, *, adresmatch: bool) -> CompoundSelect[tuple[str]]:
    adressen = [_langs_adres(van, vorm) for vorm in ("adres_bag", "adres_tekst")] if adresmatch else []
    return union(select(van.c.id), _langs_ouder(van), *adressen)


def _kring(wat: Select[*tuple[object, ...]], *, adresmatch: bool) -> Opdracht:
    zelf = select(jeugdige.c.id).where(jeugdige.c.id == bindparam("jeugdige_id")).cte("zelf")
    verwant = _stap(zelf, adresmatch=adresmatch).cte("verwant")
    kring = _stap(verwant, adresmatch=adresmatch).cte("kring")
    return Opdracht(wat.where(jeugdige.c.id.in_(select(kring.c.id))))


def _heeft_verwanten(*, adresmatch: bool) -> Opdracht:
    eigen, ander = jeugdige_ouder.alias(), jeugdige_ouder.alias()
    zelf = bindparam("jeugdige_id", type_=String())
    langs_ouder = exists(
        select(ander.c.jeugdige_id)
        .join_from(eigen, ander, ander.c.pseudoniem == eigen.c.pseudoniem)
        .where(eigen.c.jeugdige_id == zelf, ander.c.jeugdige_id != eigen.c.jeugdige_id)
    )
    if not adresmatch:
        return Opdracht(select(langs_ouder))
    hier, daar = jeugdige.alias(), jeugdige.alias()
    woont_er = [exists().where(daar.c[vorm] == hier.c[vorm], daar.c.id != hier.c.id) for vorm in ("adres_bag", "adres_tekst")]
    telt = (_telt(hier.c.adres_bag, _uit.kenmerk_bag), _telt(hier.c.adres_tekst, _uit.kenmerk_tekst))
    return Opdracht(select(or_(langs_ouder, exists().where(hier.c.id == zelf, or_(*woont_er), *telt))))


HEEFT_VERWANTEN: Final = {aan: _heeft_verwanten(adresmatch=aan) for aan in (True, False)}
"""By ``adresmatch``: whether there is any first step. Most who are reported are new and alone, and this costs a fifth of a kring.

Who lives at an excluded address has none by it, however many live there: his melding takes no longer than that of who lives alone.
"""
KRING: Final = _kring(_MET_UITSLUITINGEN, adresmatch=True)
KRING_ZONDER_ADRES: Final = _kring(BASIS, adresmatch=False)
