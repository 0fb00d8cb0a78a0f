"""The clients that mean well: each keeps a connection, reports a child, waits for the answer, and does something else for a while."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from random import Random
from threading import Lock

from bench.opstelling import MELD, OnverwachtAntwoord, Partner

from verwijsindex.client.errors import VerwijsindexFout
from verwijsindex.client.tls import tls_context
from verwijsindex.contract.operaties import MELDINGEN

CLIENTS = 100
PAUZE = 2.0
"""Seconds between two messages of one client, on average: together fifty a second, a quarter of what two cores answer at most."""
_WACHT_SECONDEN = 20
_STEEKPROEF = 20
_KOPPEN = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{MELD.action}"'}


@dataclass(frozen=True)
class Uitslag:
    """Of all of them: seconds that each answer took, and why others did not come."""

    duren: list[float]
    mislukt: list[str]

    @property
    def mediaan(self) -> float:
        """In milliseconds."""
        return self.deel(50)

    def deel(self, procent: int) -> float:
        """The time, in milliseconds, within which so many percent was answered."""
        gesorteerd = sorted(self.duren)
        return gesorteerd[min(len(gesorteerd) - 1, len(gesorteerd) * procent // 100)] * 1000


class Goed:
    """A hundred threads of one partner system, each with a connection that stays."""

    def __init__(self, partner: Partner, poort: int) -> None:
        self._partner = partner
        tls = tls_context(partner.certificaat, partner.sleutel, partner.ca)
        self._verbindingen = [HTTPSConnection("127.0.0.1", poort, context=tls, timeout=_WACHT_SECONDEN) for _ in range(CLIENTS)]
        self._alleen = Lock()  # zeep writes one message at a time

    def sluit(self) -> None:
        for verbinding in self._verbindingen:
            verbinding.close()

    def werk(self, seconden: float) -> Uitslag:
        """All at once, so long."""
        uitslag = Uitslag([], [])
        einde = time.monotonic() + seconden
        with ThreadPoolExecutor(CLIENTS) as draden:
            list(draden.map(lambda nummer: self._client(nummer, einde, uitslag), range(CLIENTS)))
        return uitslag

    def _client(self, nummer: int, einde: float, uitslag: Uitslag) -> None:
        rng, verbinding = Random(nummer), self._verbindingen[nummer]
        verbinding.close()  # and come in anew: whoever was quiet between two measurements was closed
        time.sleep(rng.random() * PAUZE)
        binnen = False
        while time.monotonic() < einde or not binnen:
            try:
                duur = self._vraag(verbinding, controleer=rng.randrange(_STEEKPROEF) == 0)
                if binnen:
                    uitslag.duren.append(duur)
                binnen = True
            except (OSError, HTTPException, VerwijsindexFout, OnverwachtAntwoord) as fout:
                uitslag.mislukt.append(repr(fout))
                verbinding.close()
            time.sleep(PAUZE * (0.5 + rng.random()))

    def _vraag(self, verbinding: HTTPSConnection, *, controleer: bool) -> float:
        """Seconds from the first byte to the last of the answer, with a new connection if there is none."""
        with self._alleen:
            verzoek = self._partner.verzoek()
        begin = time.perf_counter()
        verbinding.request("POST", MELDINGEN.pad, verzoek.getekend.bytes, _KOPPEN)
        antwoord = verbinding.getresponse()
        inhoud = antwoord.read()
        duur = time.perf_counter() - begin
        if antwoord.status != 200:
            raise OnverwachtAntwoord
        if controleer:
            with self._alleen:
                self._partner.controleer(verzoek, inhoud)
        return duur
