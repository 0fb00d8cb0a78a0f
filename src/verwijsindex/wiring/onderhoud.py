"""Maintenance as a server does it, and its report as text."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from verwijsindex.operations.context import Context
from verwijsindex.operations.onderhoud import onderhoud
from verwijsindex.operations.ronde import Ronde, Verslag
from verwijsindex.soap.technisch_log import stap_mislukt
from verwijsindex.wiring.beurten import Doorgaan, Taak
from verwijsindex.wiring.context import echte_tijd

TAAK: Final = "onderhoud"


def voer_uit(context: Context, doorgaan: Doorgaan, gedaan: Callable[[int], None] = lambda _: None) -> Verslag:
    """One run; what failed stands in the technical log."""
    verslag = onderhoud(Ronde(context, context.klok.nu(), echte_tijd(), doorgaan, gedaan))
    for mislukt in verslag.mislukt:
        stap_mislukt(taak=TAAK, stap=mislukt.stap, fout=mislukt.fout)
    return verslag


def onderhoudstaak(context: Context, elke: timedelta) -> Taak:
    """Maintenance as a task of the background of ``serve``."""
    return Taak(TAAK, elke, lambda doorgaan: als_json(voer_uit(context, doorgaan)))


def als_json(verslag: Verslag) -> str:
    """The report for a program; nothing of a person is in it."""
    return json.dumps(
        {
            "dag": verslag.dag.isoformat(),
            "aantallen": dict(verslag.aantallen),
            "mislukt": [mislukt.stap for mislukt in verslag.mislukt],
            "afgebroken": verslag.afgebroken,
        }
    )
