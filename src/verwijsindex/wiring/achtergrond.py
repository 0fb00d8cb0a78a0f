"""What a server does by itself, beside answering: in a process of its own (``soap.begeleider``), each task in its turn."""

import json
import time
from datetime import timedelta
from typing import Final

from verwijsindex.operations.verstuur_notificaties import Verslag as Verzendverslag
from verwijsindex.settings import Instellingen
from verwijsindex.soap.begeleider import Stop
from verwijsindex.soap.technisch_log import stap_mislukt, taak_gedaan
from verwijsindex.storage.beurt import SqlBeurt
from verwijsindex.storage.database import SqlOpslag, heropen_opslag
from verwijsindex.wiring.beurten import Taak, in_beurt
from verwijsindex.wiring.context import database_en_sleutels, maak_context
from verwijsindex.wiring.onderhoud import onderhoudstaak
from verwijsindex.wiring.post import maak_verzender
from verwijsindex.wiring.sleutels import herschrijftaak
from verwijsindex.wiring.vertrouwen import maak_ophaler

POST_ELKE: Final = timedelta(minutes=1)
"""Notices are sent within five minutes (R-098)."""
KIJK_ELKE: Final = 1.0
"""Seconds between two looks at whose turn it is; a look costs one query."""


OPNIEUW_NA: Final = 60.0
"""Seconds until a CRL that could not be had is asked again."""


def heeft_taken(instellingen: Instellingen) -> bool:
    """Whether there is anything to do in the background: maintenance, mail to be sent, CRLs to be fetched."""
    return instellingen.onderhoud_elke > 0 or instellingen.smtp_host is not None or bool(instellingen.crl_adressen)


def achtergrond(instellingen: Instellingen, stop: Stop) -> None:
    """Do what is due, in turn with other servers on the same database, until told to stop."""
    opslag = heropen_opslag(*database_en_sleutels(instellingen))
    try:
        taken = _taken(instellingen, opslag)
        lijsten = _Lijsten(instellingen)
        while not stop():
            lijsten.ververs()
            for taak in taken:
                _probeer(opslag.beurt, taak, stop)
            stop.wacht(KIJK_ELKE)
    finally:
        opslag.sluit()


class _Lijsten:
    """Fetches the CRLs when they are due. Every server has its own folder of them, so this is nobody's turn."""

    def __init__(self, instellingen: Instellingen) -> None:
        self._ophaler = maak_ophaler(instellingen)
        self._elke = instellingen.crl_elke
        self._weer = time.monotonic()

    def ververs(self) -> None:
        """Sooner again when one could not be had. A failure of our own stands in the log by its type."""
        if self._ophaler is None or time.monotonic() < self._weer:
            return
        try:
            gelukt = self._ophaler.haal_op()
        except Exception as fout:  # a full disk is mended one day; until then the lists that are there count
            stap_mislukt(taak="crl", stap="ophalen", fout=fout)
            gelukt = False
        self._weer = time.monotonic() + (self._elke if gelukt else min(self._elke, OPNIEUW_NA))


def _taken(instellingen: Instellingen, opslag: SqlOpslag) -> list[Taak]:
    context = maak_context(instellingen, opslag)
    taken = []
    verzend = maak_verzender(instellingen, opslag, context.klok)
    if verzend is not None:
        taken.append(Taak("notificaties", POST_ELKE, lambda _: _verzonden(verzend())))
    if instellingen.onderhoud_elke:
        taken.append(onderhoudstaak(context, timedelta(seconds=instellingen.onderhoud_elke)))
        taken.append(herschrijftaak(context))
    return taken


def _verzonden(verslag: Verzendverslag) -> str:
    storing = None if verslag.storing is None else verslag.storing.value
    return json.dumps({"aantallen": {uitkomst.value: aantal for uitkomst, aantal in verslag.aantallen.items()}, "storing": storing})


def _probeer(beurt: SqlBeurt, taak: Taak, stop: Stop) -> None:
    """Once, if it is our turn. A failure stands in the log by its type; the next look tries again, after a while."""
    begonnen = time.monotonic()
    try:
        verslag = in_beurt(beurt, taak, lambda: not stop())
    except Exception as fout:  # a database that is away comes back; whoever waits for it must live
        stap_mislukt(taak=taak.naam, stap="beurt", fout=fout)
        stop.wacht(taak.elke.total_seconds())
        return
    if verslag is not None:
        taak_gedaan(taak=taak.naam, ms=(time.monotonic() - begonnen) * 1000, verslag=verslag)
