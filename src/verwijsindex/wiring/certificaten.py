"""Which certificates partners registered, at hand for every connection and message of one process (R-154, besluit 0026)."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import Final

from verwijsindex.domain.certificaat import Gebruik, Partnercertificaat
from verwijsindex.domain.ports_certificaten import Aflopend, Verloopwaarschuwing
from verwijsindex.domain.regels.certificaten import aanvaard
from verwijsindex.domain.tijd import vandaag
from verwijsindex.security.keuring import lees_certificaten
from verwijsindex.settings import Instellingen
from verwijsindex.soap.technisch_log import certificaat_verloopt
from verwijsindex.wiring.post import maak_postbode

ELKE: Final = 1.0
"""Seconds after which the registrations are read again: so soon every process obeys an operator."""
OPNIEUW: Final = 10.0
"""Seconds until a store that was away is asked again: a connection to it may take five to fail."""
Lezen = Callable[[], Iterable[Partnercertificaat]]
_Stand = Mapping[tuple[str, Gebruik], tuple[Partnercertificaat, ...]]


class Certificaatregister:
    """`security.ports.Inschrijving` per use. Made before the processes of a server start; each tells it from which store it reads.

    One small query a second in each process, and none for a message.
    """

    def __init__(self, tik: Callable[[], float] = time.monotonic) -> None:
        self._tik = tik
        self._lees: Lezen | None = None
        self._stand: _Stand | None = None
        self._weer = 0.0
        self._slot = Lock()

    def lees_uit(self, lees: Lezen) -> None:
        """Where the registrations are."""
        self._lees = lees

    def voor_berichten(self, oin: str, vingerafdruk: str, nu: datetime) -> bool:
        """Whether this certificate may sign. What the store raises while nothing was ever read, goes on: then nothing can be judged."""
        return _telt(self._actueel(), oin, Gebruik.ONDERTEKENING, vingerafdruk, nu)

    def voor_verbindingen(self, oin: str, vingerafdruk: str, nu: datetime) -> bool:
        """Whether it may hold a connection. Without a store to ask it may: no message over it gets further than that store."""
        try:
            stand = self._actueel()
        except Exception:  # whatever it is, the first message meets it too, and tells who asks to come back later
            return True
        return _telt(stand, oin, Gebruik.TLS, vingerafdruk, nu)

    def _actueel(self) -> _Stand:
        """What was read at most a second ago; or before, while somebody else reads, or the store is away."""
        bekend = self._stand
        if bekend is not None and self._tik() < self._weer:
            return bekend
        if not self._slot.acquire(blocking=bekend is None):
            return bekend or {}
        try:
            return self._ververs()
        finally:
            self._slot.release()

    def _ververs(self) -> _Stand:
        """A store that is away comes back; what it said before holds until then, and nobody waits for it again soon."""
        try:
            self._stand = _per_gebruik(self._lees() if self._lees is not None else ())
        except Exception:
            self._weer = self._tik() + OPNIEUW
            if self._stand is None:
                raise
        else:
            self._weer = self._tik() + ELKE
        return self._stand


def _telt(stand: _Stand, oin: str, gebruik: Gebruik, vingerafdruk: str, nu: datetime) -> bool:
    """Most partners registered nothing: they cost a look in a table."""
    ingeschreven = stand.get((oin, gebruik))
    return ingeschreven is None or aanvaard(ingeschreven, vingerafdruk, vandaag(nu))


def _per_gebruik(certificaten: Iterable[Partnercertificaat]) -> _Stand:
    stand: dict[tuple[str, Gebruik], tuple[Partnercertificaat, ...]] = {}
    for een in certificaten:
        stand[een.oin, een.gebruik] = (*stand.get((een.oin, een.gebruik), ()), een)
    return stand


class Bewaking:
    """`ports_certificaten.Certificaatbewaking` over the files of the settings; reads nothing before it is asked."""

    def __init__(self, instellingen: Instellingen) -> None:
        self._instellingen = instellingen

    def eigen(self) -> list[Aflopend]:
        """What the settings name now. Raises OSError or ValueError for a file that cannot be read."""
        return eigen_certificaten(self._instellingen)

    def log(self, waarschuwing: Verloopwaarschuwing, dagen: int) -> None:
        """In the technical log."""
        aflopend = waarschuwing.aflopend
        certificaat_verloopt(wat=aflopend.wat, vingerafdruk=aflopend.vingerafdruk, op=aflopend.verloopt, dagen=dagen)

    @property
    def mailt(self) -> bool:
        """Whether there is a mail server and an address of the operator."""
        return self._instellingen.smtp_beheerder is not None

    def mail(self, regels: Sequence[str]) -> bool:
        """To the operator; why it failed stands in the technical log."""
        postbode, adres = maak_postbode(self._instellingen), self._instellingen.smtp_beheerder
        return postbode is not None and adres is not None and postbode.bericht_beheer(adres, regels, datetime.now(UTC)) is None


def eigen_certificaten(instellingen: Instellingen) -> list[Aflopend]:
    """Ours with what is behind it, whom we trust (anchors, intermediates: they issue the CRLs as well), and that for the BRP."""
    bestanden = [instellingen.certificaat, instellingen.vertrouwd, instellingen.brp_certificaat]
    return [
        Aflopend(f"{bestand.name} ({een.naam})", een.vingerafdruk, een.verloopt)
        for bestand in bestanden
        if bestand is not None
        for een in lees_certificaten(bestand.read_bytes())
    ]
