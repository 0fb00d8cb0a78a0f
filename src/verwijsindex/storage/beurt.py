"""Whose turn it is to do what one server at a time does: a lease that ends by itself when its holder dies."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, bindparam, null, or_, select, update

from verwijsindex.storage.opdracht import Opdracht, toevoegen
from verwijsindex.storage.tabellen_omgeving import beurt
from verwijsindex.storage.verbindingen import Verbindingen, alleen_sessie
from verwijsindex.storage.vormen import als_moment, als_tekst

_rij = toevoegen(beurt)
_NEEM: Final = Opdracht(
    _rij.on_conflict_do_update(
        index_elements=[beurt.c.taak],
        set_={"houder": _rij.excluded.houder, "tot": _rij.excluded.tot},
        where=and_(
            or_(beurt.c.tot.is_(None), beurt.c.tot <= bindparam("nu")),
            or_(beurt.c.voltooid.is_(None), beurt.c.voltooid <= bindparam("sinds")),
        ),
    )
)
_VAN_MIJ: Final = (beurt.c.taak == bindparam("deze_taak"), beurt.c.houder == bindparam("mijzelf"))
_VERLENG: Final = Opdracht(update(beurt).where(*_VAN_MIJ, beurt.c.tot > bindparam("nu")).values(tot=bindparam("tot_dan")))
_GEEF_TERUG: Final = Opdracht(
    update(beurt).where(*_VAN_MIJ).values(houder=null(), tot=null(), voltooid=bindparam("klaar"), verslag=bindparam("met_verslag"))
)
_LAAT_LOS: Final = Opdracht(update(beurt).where(*_VAN_MIJ).values(houder=null(), tot=null()))
_STAND: Final = Opdracht(select(beurt.c.tot, beurt.c.voltooid, beurt.c.verslag).where(beurt.c.taak == bindparam("taak")))


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a task stands: until when somebody holds it, when it was last done, and what that did."""

    tot: datetime | None = None
    voltooid: datetime | None = None
    verslag: str | None = None

    def vrij(self, nu: datetime, sinds: datetime) -> bool:
        """Whether nobody holds it now, and nobody did it after ``sinds``."""
        return (self.tot is None or self.tot <= nu) and (self.voltooid is None or self.voltooid <= sinds)


class SqlBeurt:
    """Turns. Every moment is real time (keuzes.md 6); servers whose clocks differ by less than a lease take no turn together."""

    def __init__(self, verbindingen: Verbindingen) -> None:
        self._verbindingen = verbindingen

    def stand(self, taak: str) -> Stand:
        """Where this task stands; reads only."""
        rij = self._verbindingen.vraag(_STAND, taak=taak)
        if rij is None:
            return Stand()
        tot, voltooid, verslag = rij
        return Stand(None if tot is None else als_moment(tot), None if voltooid is None else als_moment(voltooid), verslag)

    def neem(self, taak: str, houder: str, nu: datetime, duur: timedelta, elke: timedelta) -> bool:
        """Take the turn for ``duur``, unless somebody holds it, or did it less than ``elke`` ago; of two at once one gets it."""
        grenzen = {"nu": als_tekst(nu), "sinds": als_tekst(nu - elke), "tot": als_tekst(nu + duur)}
        return self._doe(_NEEM, taak=taak, houder=houder, voltooid=None, verslag=None, **grenzen)

    def verleng(self, taak: str, houder: str, nu: datetime, duur: timedelta) -> bool:
        """Hold it ``duur`` longer; False when it was lost meanwhile."""
        return self._doe(_VERLENG, deze_taak=taak, mijzelf=houder, nu=als_tekst(nu), tot_dan=als_tekst(nu + duur))

    def geef_terug(self, taak: str, houder: str, nu: datetime, verslag: str) -> None:
        """It is done; the next turn comes in its time."""
        self._doe(_GEEF_TERUG, deze_taak=taak, mijzelf=houder, klaar=als_tekst(nu), met_verslag=verslag)

    def laat_los(self, taak: str, houder: str) -> None:
        """It is not done; whoever wants it can take it now."""
        self._doe(_LAAT_LOS, deze_taak=taak, mijzelf=houder)

    def _doe(self, opdracht: Opdracht, **waarden: str | None) -> bool:
        with self._verbindingen.schrijven(alleen_sessie) as sessie:
            gedaan = sessie.doe(opdracht, **waarden)
            sessie.leg_vast()
        return gedaan == 1
