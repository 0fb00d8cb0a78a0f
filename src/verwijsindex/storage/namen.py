"""What an instantie is called on a day: a name holds until the next one begins, which may be planned (R-184)."""

from datetime import date
from typing import Final

from sqlalchemy import ScalarSelect, bindparam, func, select, update

from verwijsindex.domain.organisatie import Naamswijziging
from verwijsindex.storage.opdracht import Opdracht, Sessie, toevoegen
from verwijsindex.storage.tabellen import instantie
from verwijsindex.storage.tabellen_organisaties import instantie_historie as historie
from verwijsindex.storage.vormen import als_dag

_VAN: Final = historie.c.instantie_id == bindparam("van")


def naam_op_dag() -> ScalarSelect[str]:
    """The name on the day in the parameter ``naam_op``, in a statement that reads ``instantie``."""
    eerder = (
        select(historie.c.naam)
        .where(historie.c.instantie_id == instantie.c.id, historie.c.tot > bindparam("naam_op"))
        .order_by(historie.c.tot)
        .limit(1)
        .correlate(instantie)
        .scalar_subquery()
    )
    return func.coalesce(eerder, instantie.c.naam)  # type: ignore[return-value]


_NAAM: Final = Opdracht(select(naam_op_dag()).where(instantie.c.id == bindparam("van")))
_NAMEN: Final = Opdracht(
    select(historie.c.instantie_id, historie.c.naam, historie.c.tot, historie.c.opgegaan_in).order_by(
        historie.c.tot, historie.c.instantie_id
    )
)
_GRENS: Final = Opdracht(toevoegen(historie).on_conflict_do_nothing())
_VOLGENDE: Final = Opdracht(select(func.min(historie.c.tot)).where(_VAN, historie.c.tot > bindparam("naam_op")))
_TOT_DAN: Final = Opdracht(update(historie).where(_VAN, historie.c.tot == bindparam("grens")).values(naam=bindparam("nieuw")))
_VOORTAAN: Final = Opdracht(update(instantie).where(instantie.c.id == bindparam("van")).values(naam=bindparam("nieuw")))
_OPGEGAAN: Final = Opdracht(update(historie).where(_VAN, historie.c.tot == bindparam("grens")).values(opgegaan_in=bindparam("nieuw")))


def naam_op(sessie: Sessie, instantie_id: str, dag: date) -> str | None:
    """What this instantie is called on ``dag``; None when there is none."""
    rij = sessie.rij(_NAAM, van=instantie_id, naam_op=dag.isoformat())
    return None if rij is None else str(rij[0])


def namen(sessie: Sessie) -> list[Naamswijziging]:
    """Every name that was left behind or will be, in order of day."""
    return [Naamswijziging(id, naam, als_dag(tot), in_wie) for id, naam, tot, in_wie in sessie.rijen(_NAMEN)]


def noem(sessie: Sessie, instantie_id: str, naam: str, vanaf: date) -> None:
    """From ``vanaf`` on it bears this name, until a later name that was planned already; what it was called before is kept (R-184)."""
    nu = naam_op(sessie, instantie_id, vanaf)
    if nu is None or nu == naam:
        return
    grens(sessie, instantie_id, vanaf, nu)
    rij = sessie.rij(_VOLGENDE, van=instantie_id, naam_op=vanaf.isoformat())
    if rij is not None and rij[0] is not None:
        sessie.doe(_TOT_DAN, van=instantie_id, grens=str(rij[0]), nieuw=naam)
    else:
        sessie.doe(_VOORTAAN, van=instantie_id, nieuw=naam)


def ga_op(sessie: Sessie, instantie_id: str, in_wie: str, dag: date) -> None:
    """On ``dag`` this instantie became part of another (R-184)."""
    naam = naam_op(sessie, instantie_id, dag)
    if naam is not None:
        grens(sessie, instantie_id, dag, naam)
        sessie.doe(_OPGEGAAN, van=instantie_id, grens=dag.isoformat(), nieuw=in_wie)


def grens(sessie: Sessie, instantie_id: str, tot: date, naam: str) -> None:
    """Keep that it bore this name before ``tot``; of several changes on one day the first tells."""
    sessie.doe(_GRENS, instantie_id=instantie_id, tot=tot.isoformat(), naam=naam, opgegaan_in=None)
