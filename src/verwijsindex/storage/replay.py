"""Accepted messages, so that none counts twice (VIR-S07; keuzes.md 1)."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, delete

from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, toevoegen
from verwijsindex.storage.tabellen import gezien_bericht
from verwijsindex.storage.verbindingen import Verbindingen, alleen_sessie
from verwijsindex.storage.vormen import als_tekst

_OPRUIMEN_OM: Final = timedelta(minutes=1)
_ONTHOUD: Final = Opdracht(toevoegen(gezien_bericht).on_conflict_do_nothing())
_VERGEET: Final = Opdracht(delete(gezien_bericht).where(gezien_bericht.c.tot < bindparam("nu")))


class SqlReplay:
    """``security.ports.ReplayStore``: unique indexes decide, so it holds across threads and processes."""

    def __init__(self, verbindingen: Verbindingen, kluis: Kluis) -> None:
        self._verbindingen = verbindingen
        self._kluis = kluis
        self._opruimen: datetime | None = None

    def onthoud(self, oin: str, message_id: str, handtekening: bytes, tot: datetime, nu: datetime) -> bool:
        """Insert atomically, in a transaction of its own; True when new, False when id or signature was there already.

        The MessageID is a partner's text, kept as keyed digest only. Once a minute what is past its ``tot`` is forgotten.
        """
        bericht = self._kluis.kenmerk("gezien_bericht.bericht", oin, message_id)
        with self._verbindingen.schrijven(alleen_sessie) as sessie:
            nieuw = sessie.doe(_ONTHOUD, oin=oin, bericht=bericht, handtekening=handtekening, tot=als_tekst(tot))
            if self._is_tijd(nu):
                sessie.doe(_VERGEET, nu=als_tekst(nu))
            sessie.leg_vast()
        return bool(nieuw)

    def _is_tijd(self, nu: datetime) -> bool:
        """Whether to clean up now; two threads that both find so do it twice, which harms nobody."""
        if self._opruimen is not None and nu < self._opruimen:
            return False
        self._opruimen = nu + _OPRUIMEN_OM
        return True
