"""The line to one API: token, repetition, breaker, and what an answer's status means (R-172)."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from verwijsindex.brp.haalcentraal import technisch_log
from verwijsindex.brp.haalcentraal.breaker import Breaker
from verwijsindex.brp.haalcentraal.deadline import Deadline, Tijd
from verwijsindex.brp.haalcentraal.grenzen import Grenzen
from verwijsindex.brp.haalcentraal.lezen import Entiteit, lees_json
from verwijsindex.brp.haalcentraal.post import Antwoord, Post, Verzoek
from verwijsindex.brp.haalcentraal.storing import Reden, Storing
from verwijsindex.brp.haalcentraal.toegang import Bewijzen
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

BEZET: Final = (429, 503)
NIET_GEVONDEN: Final = 404


@dataclass(frozen=True, slots=True)
class Tijdgever:
    """Time as the line sees it; a test hands in its own."""

    nu: Tijd = time.monotonic
    slaap: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True, repr=False)
class Uitkomst:
    """What the service says: its status, 200, 201 or one of a refusal, and the object that came with it."""

    status: int
    inhoud: Entiteit

    @property
    def is_gelukt(self) -> bool:
        """Whether the question was answered."""
        return self.status in (200, 201)

    @property
    def is_niet_gevonden(self) -> bool:
        """Whether the service itself, not some web server, says that there is nothing (``Foutbericht`` of the descriptions)."""
        return self.status == NIET_GEVONDEN and self.inhoud.get("code") == "notFound"


class Kanaal:
    """Asks one API; safe for threads."""

    def __init__(self, adres: str, post: Post, deadline: Deadline, *, grenzen: Grenzen, tijd: Tijdgever, bewijzen: Bewijzen | None) -> None:
        self.adres = adres
        self._post = post
        self._deadline = deadline
        self._grenzen = grenzen
        self._tijd = tijd
        self._bewijzen = bewijzen
        self._breaker = Breaker(grenzen.storingen, grenzen.rust, tijd.nu)

    @contextmanager
    def gesprek(self, vraag: str) -> Iterator[None]:
        """Around all requests of one question: they share its time, and any failure is VIR-190 with a line in the technical log.

        Raises RegisterOnbereikbaar.
        """
        begin = self._tijd.nu()
        try:
            with self._deadline.binnen(self._grenzen.totaal):
                yield
        except Storing as storing:
            technisch_log.storing(vraag, storing, self._tijd.nu() - begin)
            raise RegisterOnbereikbaar from None

    def vraag(self, verzoek: Verzoek) -> Uitkomst:
        """Ask, again where that may help. Raises Storing; whatever fails here counts for the breaker."""
        self._breaker.vraag_doorgang()
        try:
            uitkomst = self._met_herhaling(verzoek)
        except BaseException:
            self._breaker.mislukt()
            raise
        self._breaker.gelukt()
        return uitkomst

    def sluit(self) -> None:
        """Close every connection."""
        self._post.sluit()

    def _met_herhaling(self, verzoek: Verzoek) -> Uitkomst:
        for wachttijd in self._grenzen.wachttijden:
            try:
                return self._eens(verzoek)
            except Storing as storing:
                wacht = max(wachttijd, storing.wacht)
                if not storing.is_herhaalbaar or wacht >= self._deadline.rest():
                    raise
            self._tijd.slaap(wacht)
        return self._eens(verzoek)

    def _eens(self, verzoek: Verzoek) -> Uitkomst:
        """One attempt; a token that is refused is replaced once."""
        if self._bewijzen is None:
            return _beoordeel(self._post.stuur(verzoek))
        bewijs = self._bewijzen.geef()
        antwoord = self._post.stuur(verzoek.met_bewijs(bewijs))
        if antwoord.status == 401:
            self._bewijzen.trek_in(bewijs)
            antwoord = self._post.stuur(verzoek.met_bewijs(self._bewijzen.geef()))
        return _beoordeel(antwoord)


def _beoordeel(antwoord: Antwoord) -> Uitkomst:
    """A refusal that a working service explains is an outcome; everything else that is no answer is a failure. Raises Storing."""
    status = antwoord.status
    if status in BEZET:
        raise Storing(Reden.BEZET, status, wacht=float(antwoord.opnieuw_na) if antwoord.opnieuw_na.isdecimal() else 0.0)
    if status == 401:
        raise Storing(Reden.TOEGANG, status)
    if status not in (200, 201) and not 400 <= status < 500:
        raise Storing(Reden.STATUS, status)
    try:
        return Uitkomst(status, lees_json(antwoord.soort, antwoord.inhoud))
    except Storing as storing:
        raise Storing(storing.reden, status) from None
