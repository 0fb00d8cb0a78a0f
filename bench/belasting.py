"""Clients that each keep one connection busy with messages that were signed ahead: threads, for a process more would cost a core more."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.client import HTTPSConnection
from time import perf_counter
from typing import Final

from bench.opstelling import MELD, OnverwachtAntwoord, Partner, Verzoek
from verwijsindex.client.tls import tls_context
from verwijsindex.contract.operaties import MELDINGEN

OPWARMEN: Final = 3
"""Messages over each new connection that do not count."""
_STEEKPROEF: Final = 20
"""Answers that the client verifies afterwards; of all others only the HTTP status is looked at."""
_WACHT_SECONDEN: Final = 20
_KOPPEN: Final = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{MELD.action}"'}


@dataclass(frozen=True, slots=True)
class Beantwoord:
    """One request with its answer; times in seconds of ``perf_counter``."""

    verzoek: Verzoek
    antwoord: bytes
    begin: float
    einde: float


def belast(partner: Partner, poort: int, clients: int, seconden: float, voorraad: int) -> list[Beantwoord]:
    """Let ``clients`` clients report new children, ``seconden`` long or until ``voorraad`` messages are gone.

    Raises OnverwachtAntwoord and NietVertrouwd for answers that are not those to new meldingen.
    """
    with _verbindingen(partner, poort, clients) as verbindingen:
        for verbinding in verbindingen:
            for _ in range(OPWARMEN):
                _verstuur(verbinding, partner.verzoek())
        verzoeken = deque(partner.verzoek() for _ in range(voorraad))
        with ThreadPoolExecutor(clients) as draden:
            client = partial(_verstuur_tot, perf_counter() + seconden, verzoeken)
            beantwoord = [een for reeks in draden.map(client, verbindingen) for een in reeks]
    for een in beantwoord[:: len(beantwoord) // _STEEKPROEF + 1]:
        partner.controleer(een.verzoek, een.antwoord)
    return beantwoord


@contextmanager
def _verbindingen(partner: Partner, poort: int, aantal: int) -> Iterator[list[HTTPSConnection]]:
    """Connections over two-sided TLS, which stay open between requests."""
    tls = tls_context(partner.certificaat, partner.sleutel, partner.ca)
    verbindingen = [HTTPSConnection("127.0.0.1", poort, context=tls, timeout=_WACHT_SECONDEN) for _ in range(aantal)]
    try:
        yield verbindingen
    finally:
        for verbinding in verbindingen:
            verbinding.close()


def _verstuur_tot(tot: float, verzoeken: deque[Verzoek], verbinding: HTTPSConnection) -> list[Beantwoord]:
    beantwoord = []
    while perf_counter() < tot:
        try:
            verzoek = verzoeken.popleft()
        except IndexError:  # all gone
            break
        beantwoord.append(_verstuur(verbinding, verzoek))
    return beantwoord


def _verstuur(verbinding: HTTPSConnection, verzoek: Verzoek) -> Beantwoord:
    begin = perf_counter()
    verbinding.request("POST", MELDINGEN.pad, verzoek.getekend.bytes, _KOPPEN)
    antwoord = verbinding.getresponse()
    inhoud = antwoord.read()
    einde = perf_counter()
    if antwoord.status != HTTPStatus.OK:
        raise OnverwachtAntwoord
    return Beantwoord(verzoek, inhoud, begin, einde)
