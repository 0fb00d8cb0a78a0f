"""Counts for who supervises (R-143, keuzes.md 22)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, bindparam, func, select

from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.regels.toezicht import BINNEN_24_UUR
from verwijsindex.storage.opdracht import Opdracht, Sessie
from verwijsindex.storage.tabellen import melding
from verwijsindex.storage.tabellen_logboek import logboek
from verwijsindex.storage.vormen import als_tekst


def _tel(kolom: ColumnElement[str], *voorwaarden: ColumnElement[bool]) -> Opdracht:
    """Lines of the period per value of a column."""
    periode = (logboek.c.tijdstip >= bindparam("vanaf"), logboek.c.tijdstip < bindparam("tot"))
    return Opdracht(select(kolom, func.count()).where(*periode, *voorwaarden).group_by(kolom).order_by(kolom))


_GEBEURTENISSEN: Final = _tel(logboek.c.gebeurtenis)
_GEWEIGERD: Final = _tel(logboek.c.uitkomst, logboek.c.gebeurtenis == Gebeurtenis.VERZOEK_GEWEIGERD.value)
_VLUG: Final = _tel(
    logboek.c.gebruiker_id,
    logboek.c.gebeurtenis == Gebeurtenis.MELDING_VERWIJDERD.value,
    logboek.c.uitkomst == BINNEN_24_UUR,
    logboek.c.gebruiker_id.is_not(None),
)
_MELDINGEN: Final = Opdracht(
    select(func.count()).select_from(melding).where(melding.c.meldmoment >= bindparam("vanaf"), melding.c.meldmoment < bindparam("tot"))
)


class SqlToezicht:
    """``ports_toezicht.Toezichtgegevens``."""

    def __init__(self, sessie: Sessie) -> None:
        self._sessie = sessie

    def gebeurtenissen(self, vanaf: datetime, tot: datetime) -> Mapping[str, int]:
        """How often each event was logged, by name."""
        return self._per(_GEBEURTENISSEN, vanaf, tot)

    def geweigerd(self, vanaf: datetime, tot: datetime) -> Mapping[str, int]:
        """How often requests were refused, by code."""
        return self._per(_GEWEIGERD, vanaf, tot)

    def vlug_ingetrokken(self, vanaf: datetime, tot: datetime) -> Mapping[str, int]:
        """Per reporter how often he withdrew within 24 hours, as not justified, what others had been told (keuzes.md 22)."""
        return self._per(_VLUG, vanaf, tot)

    def meldingen(self, vanaf: datetime, tot: datetime) -> int:
        """How many meldingen of this period are kept still, those of the archive included."""
        [(aantal,)] = self._sessie.rijen(_MELDINGEN, vanaf=als_tekst(vanaf), tot=als_tekst(tot))
        return int(aantal)

    def _per(self, opdracht: Opdracht, vanaf: datetime, tot: datetime) -> dict[str, int]:
        return dict(self._sessie.rijen(opdracht, vanaf=als_tekst(vanaf), tot=als_tekst(tot)))
