"""Tokens by OAuth 2.0 client credentials (RFC 6749, 4.4), in the form that RvIG asks: everything in the body of the request."""

import re
import threading
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from verwijsindex.brp.haalcentraal.deadline import Deadline, Tijd
from verwijsindex.brp.haalcentraal.lezen import geheel_getal, lees_json, verplichte_tekst
from verwijsindex.brp.haalcentraal.post import Antwoord, Post, Verzoek
from verwijsindex.brp.haalcentraal.storing import Reden, Storing

MARGE: Final = 30.0
"""Seconds before its end at which a token is not used any more; a tenth of its life when that is less."""
LANGST: Final = 86_400 * 366
_TOKEN: Final = re.compile(r"[!-~]{1,20000}")
"""Visible ASCII: it becomes a header."""
_BEARER: Final = re.compile(r"bearer", re.IGNORECASE)
_AFGEWEZEN: Final = (400, 401, 403)


@dataclass(frozen=True, slots=True, repr=False)
class ClientGegevens:
    """Who we are to the token server; never shown by ``repr``."""

    adres: str
    client_id: str
    geheim: str
    scope: str | None = None
    """With RvIG: afnemersindicatie, hyphen, OIN."""
    resource_server: str | None = None

    def als_verzoek(self) -> Verzoek:
        """The request for a token."""
        velden = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.geheim,
            "scope": self.scope,
            "resourceServer": self.resource_server,
        }
        inhoud = urlencode({naam: waarde for naam, waarde in velden.items() if waarde is not None})
        koppen = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        return Verzoek("POST", self.adres, koppen, inhoud.encode())


class Bewijzen:
    """Keeps one token until shortly before it ends; threads that need a new one wait for the one that fetches it."""

    def __init__(self, gegevens: ClientGegevens, post: Post, deadline: Deadline, tijd: Tijd) -> None:
        self._verzoek = gegevens.als_verzoek()
        self._post = post
        self._deadline = deadline
        self._tijd = tijd
        self._slot = threading.Lock()
        self._bewijs = ""
        self._geldig_tot = 0.0

    def geef(self) -> str:
        """A token that is valid now. Raises Storing when none can be had, or not in time."""
        if not self._slot.acquire(timeout=min(self._deadline.rest(), threading.TIMEOUT_MAX)):
            raise Storing(Reden.TIJD)
        try:
            if not self._bewijs or self._tijd() >= self._geldig_tot:
                self._haal()
            return self._bewijs
        finally:
            self._slot.release()

    def trek_in(self, bewijs: str) -> None:
        """This token was refused; whoever fetched another meanwhile keeps that."""
        with self._slot:
            if self._bewijs == bewijs:
                self._bewijs = ""

    def _haal(self) -> None:
        gevraagd_op = self._tijd()
        antwoord = self._post.stuur(self._verzoek)
        _eis_goed(antwoord)
        ruw = lees_json(antwoord.soort, antwoord.inhoud)
        verplichte_tekst(ruw, "token_type", _BEARER)
        duur = geheel_getal(ruw, "expires_in", 1, LANGST) or 0
        self._bewijs = verplichte_tekst(ruw, "access_token", _TOKEN)
        self._geldig_tot = gevraagd_op + duur - min(MARGE, duur / 10)


def _eis_goed(antwoord: Antwoord) -> None:
    if antwoord.status in _AFGEWEZEN:
        raise Storing(Reden.TOEGANG, antwoord.status)
    if antwoord.status in (429, 503):
        raise Storing(Reden.BEZET, antwoord.status)
    if antwoord.status != 200:
        raise Storing(Reden.STATUS, antwoord.status)
