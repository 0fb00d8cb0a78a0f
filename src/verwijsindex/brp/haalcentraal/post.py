"""One HTTP request and its answer, as far as HTTP goes; what went wrong becomes one of our own words."""

import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import httpcore
import httpx

from verwijsindex.brp.haalcentraal.deadline import Deadline
from verwijsindex.brp.haalcentraal.grenzen import Grenzen
from verwijsindex.brp.haalcentraal.storing import Reden, Storing
from verwijsindex.brp.haalcentraal.transport import Transport

PRATERS: Final = ("httpx", "httpcore")
"""Loggers that write addresses and headers: an address may hold a number, a header holds the token."""


@dataclass(frozen=True, slots=True, repr=False)
class Verzoek:
    """A request; ``repr`` shows nothing, for everything in it may be personal."""

    methode: str
    adres: str
    koppen: Mapping[str, str] = field(default_factory=dict)
    inhoud: bytes | None = None

    def met_bewijs(self, bewijs: str | None) -> "Verzoek":
        """The same request with a token (RFC 6750)."""
        return self if bewijs is None else replace(self, koppen={**self.koppen, "Authorization": f"Bearer {bewijs}"})


@dataclass(frozen=True, slots=True, repr=False)
class Antwoord:
    """An answer, complete and not looked at yet."""

    status: int
    soort: str
    """Media type, in lower case and without parameters."""
    inhoud: bytes
    opnieuw_na: str
    """Header Retry-After, empty when absent."""


class Post:
    """Sends requests over connections that stay open; safe for threads. Follows no redirect, reads nothing from the environment."""

    def __init__(self, tls: ssl.SSLContext | None, deadline: Deadline, grenzen: Grenzen) -> None:
        for naam in PRATERS:
            logging.getLogger(naam).setLevel(logging.CRITICAL + 1)
        self._grootste = grenzen.grootste
        self._client = httpx.Client(
            transport=Transport(tls, deadline),
            trust_env=False,
            headers={"User-Agent": "verwijsindex", "Accept-Encoding": "identity"},
            timeout=httpx.Timeout(grenzen.lezen, connect=grenzen.verbinden, pool=grenzen.verbinden),
        )

    def stuur(self, verzoek: Verzoek) -> Antwoord:
        """Send it once. Raises Storing, outside every ``except``: what httpx raises holds the request and is gone by then."""
        uitkomst = self._probeer(verzoek)
        if isinstance(uitkomst, Reden):
            raise Storing(uitkomst)
        return uitkomst

    def sluit(self) -> None:
        """Close every connection."""
        self._client.close()

    def _probeer(self, verzoek: Verzoek) -> Antwoord | Reden:
        try:
            with self._client.stream(verzoek.methode, verzoek.adres, headers=verzoek.koppen, content=verzoek.inhoud) as antwoord:
                return self._lees(antwoord)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ConnectTimeout):
            return Reden.VERBINDING
        except httpcore.TimeoutException:
            return Reden.TIJD

    def _lees(self, antwoord: httpx.Response) -> Antwoord | Reden:
        """Read the body, but never more of it than an answer can need, and as it came: what is packed all the same is no JSON."""
        inhoud = bytearray()
        for stuk in antwoord.iter_raw():
            inhoud += stuk
            if len(inhoud) > self._grootste:
                return Reden.GROOTTE
        soort = antwoord.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Antwoord(antwoord.status_code, soort, bytes(inhoud), antwoord.headers.get("retry-after", ""))
