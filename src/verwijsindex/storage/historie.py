"""Offers of archived meldingen, and that they were used (R-104, R-105); the database lets them go with either melding."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, select, update

from verwijsindex.domain.historie import Aanbod
from verwijsindex.domain.signaal import BewaardContact
from verwijsindex.storage.contactrijen import CONTACT_KOLOMMEN, Adressen, met_contact
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst, toevoegen
from verwijsindex.storage.rijen import lees_melding, melding_kolommen
from verwijsindex.storage.tabellen import archief_opgehaald, historie_aanbod, jeugdige, melding
from verwijsindex.storage.vormen import als_tekst

_BIED_AAN: Final = Opdracht(toevoegen(historie_aanbod))
_AANBOD: Final = Opdracht(
    select(historie_aanbod.c.opgehaald_op, archief_opgehaald.c.eerst_op, *melding_kolommen(melding, jeugdige))
    .select_from(historie_aanbod)
    .join(melding, melding.c.id == historie_aanbod.c.archief_id)
    .join(jeugdige, jeugdige.c.id == melding.c.jeugdige_id)
    .outerjoin(archief_opgehaald, archief_opgehaald.c.archief_id == historie_aanbod.c.archief_id)
    .where(historie_aanbod.c.melding_id == bindparam("melding_id"))
    .order_by(melding.c.meldmoment, melding.c.id)
)
_OOIT: Final = Opdracht(select(archief_opgehaald.c.archief_id).where(in_lijst(archief_opgehaald.c.archief_id, "meldingen")))
_GEBRUIKT: Final = Opdracht(
    update(historie_aanbod).where(historie_aanbod.c.melding_id == bindparam("van_melding")).values(opgehaald_op=bindparam("op"))
)
_EERST: Final = Opdracht(toevoegen(archief_opgehaald).on_conflict_do_nothing())
_CONTACTEN: Final = Opdracht(
    select(*CONTACT_KOLOMMEN)
    .select_from(met_contact(melding))
    .where(in_lijst(melding.c.id, "meldingen"))
    .order_by(melding.c.meldmoment, melding.c.id)
)


class SqlHistorie:
    """``ports.Historie``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def bied_aan(self, melding_id: str, archief_ids: Sequence[str]) -> None:
        """Fix the offer that belongs to a new melding (keuzes.md 28)."""
        self._sessie.doe_elk(_BIED_AAN, [{"melding_id": melding_id, "archief_id": wat, "opgehaald_op": None} for wat in archief_ids])

    def aanbod(self, melding_id: str) -> Sequence[Aanbod]:
        """The offer that belongs to this melding, in order of meldmoment, whatever of it may still be used."""
        return [self._deel(rij) for rij in self._sessie.rijen(_AANBOD, melding_id=melding_id)]

    def ooit_opgehaald(self, archief_ids: Sequence[str]) -> frozenset[str]:
        """Which of these archived meldingen were handed out before, with whatever new melding."""
        return frozenset(archief_id for (archief_id,) in self._sessie.rijen(_OOIT, meldingen=lijst(archief_ids)))

    def gebruik(self, melding_id: str, archief_ids: Sequence[str], op: datetime) -> None:
        """Note that the offer of this melding was used, and that these archived meldingen were handed out."""
        self._sessie.doe(_GEBRUIKT, van_melding=melding_id, op=als_tekst(op))
        self._sessie.doe_elk(_EERST, [{"archief_id": archief_id, "eerst_op": als_tekst(op)} for archief_id in archief_ids])

    def contacten(self, archief_ids: Sequence[str], dag: date) -> Sequence[BewaardContact]:
        """The reporters of these meldingen, in order of meldmoment; resolved now (R-054), coordinators as on ``dag`` (R-008)."""
        adressen = Adressen(self._kluis, dag)
        rijen = self._sessie.rijen(_CONTACTEN, meldingen=lijst(archief_ids), naam_op=dag.isoformat())
        return [adressen.bewaard_contact(rij) for rij in rijen]

    def _deel(self, rij: Rij) -> Aanbod:
        return Aanbod(lees_melding(self._kluis, rij[2:]), opgehaald=rij[0] is not None, ooit_opgehaald=rij[1] is not None)
