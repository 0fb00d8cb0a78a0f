"""(a): the front door of the index, with a stopwatch on its stages."""

from collections.abc import Callable
from typing import Any, Final
from wsgiref.types import WSGIEnvironment

from bench.stopwatch import COMMIT, OVERIG, Stopwatch
from verwijsindex.contract.operaties import MELDINGEN
from verwijsindex.soap.front import Front
from verwijsindex.storage.logboek import SqlLogboek
from verwijsindex.storage.opdracht import Sessie

FASEN: Final = {
    "parse": "bytes, ontleden, grenzen (stap 1-3)",
    "poort": "SOAP, adressering, Security (stap 4-6)",
    "verifieer": "certificaat, handtekening, digests (stap 7-8)",
    "herhaling": "tijd, eerder gezien (stap 9)",
    "afronden": "herbouwen, partner bekend (stap 10-11)",
    "xsd": "het schema van het contract (stap 12)",
    "decodeer": "van XML naar verzoek",
    "regels": "de operatie, met haar SQL",
    "logboek": "de regels van het logboek in de keten",
    COMMIT: "vastleggen op schijf",
    "codeer": "van antwoord naar XML",
    "onderteken": "antwoord tekenen (stap 13)",
    OVERIG: "WSGI, technisch log, wat tussen de fasen ligt",
}


def klok_fasen(front: Front, stopwatch: Stopwatch) -> None:
    """Put a stopwatch on the stages of the door of MeldJeugdige, and on every COMMIT of the store in this process."""
    _, deur, _ = front._deuren[MELDINGEN.pad]
    ontvanger, ondertekenaar = deur._beveiligd.ontvanger, deur._beveiligd.ondertekenaar
    for voorwerp, methode, naam in (
        (ontvanger, "_parse", "parse"),
        (ontvanger, "_poort", "poort"),
        (ontvanger, "_verifieer", "verifieer"),
        (ontvanger, "_vers", "herhaling"),
        (ontvanger, "_rond_af", "afronden"),
        (deur._schema, "valideer", "xsd"),
        (deur._dispatcher, "lees", "decodeer"),
        (deur._dispatcher, "roep_aan", "regels"),
        (deur._dispatcher, "schrijf", "codeer"),
        (ondertekenaar, "antwoord", "onderteken"),
        (Sessie, "_commit", COMMIT),
        (SqlLogboek, "_schrijf", "logboek"),
    ):
        setattr(voorwerp, methode, stopwatch.fase(naam, getattr(voorwerp, methode)))


def roep(front: Front, environ: WSGIEnvironment) -> bytes:
    """Answer one request as the server does."""
    return b"".join(front(environ, _begin_antwoord))


def _begin_antwoord(_status: str, _headers: list[tuple[str, str]], _exc_info: Any = None) -> Callable[[bytes], object]:
    return lambda _: None
