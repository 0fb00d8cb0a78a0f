"""Reading the chain of the logboek and marking it (R-142)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select, text, update

from verwijsindex.domain.logketen import BEGIN, IJKKETEN, VELDEN, Ijkpunt, Ketenhoofd
from verwijsindex.domain.ports_logboek import IjkpuntenVerschillen
from verwijsindex.storage.ketens import ijkzegel, open_ketens, sleutelnaam
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, toevoegen
from verwijsindex.storage.tabellen_logboek import logboek, logijkpunt, logketen
from verwijsindex.storage.vormen import als_tekst

_HOOFDEN: Final = Opdracht(select(logketen).order_by(logketen.c.keten))
_IJKPUNTEN: Final = Opdracht(select(logijkpunt).order_by(logijkpunt.c.nummer))
_LAATSTE: Final = Opdracht(select(logijkpunt).order_by(logijkpunt.c.nummer.desc()).limit(1))
_REGELS: Final = Opdracht(
    select(*[logboek.c[veld] for veld in VELDEN], logboek.c.schakel)
    .where(logboek.c.nummer > bindparam("na"))
    .order_by(logboek.c.nummer)
    .limit(bindparam("hoogstens"))
)
_SLOT: Final = Opdracht(text("SELECT pg_advisory_xact_lock(7141942)"))
_IJKPUNT: Final = Opdracht(toevoegen(logijkpunt))
_IJKHOOFD: Final = Opdracht(select(logketen).where(logketen.c.keten == IJKKETEN))
_ZET_IJKHOOFD: Final = Opdracht(
    update(logketen)
    .where(logketen.c.keten == IJKKETEN)
    .values(lengte=bindparam("nummer"), schakel=bindparam("einde"), zegel=bindparam("nieuw_zegel"), sleutel=bindparam("naam"))
)


class SqlLogketen:
    """``ports_logboek.Logketen``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def hoofden(self) -> Sequence[Ketenhoofd]:
        """Where every lane ends, that of the ijkpunten included, in order of lane."""
        return [_hoofd(rij) for rij in self._sessie.rijen(_HOOFDEN)]

    def ijkpunten(self) -> Sequence[Ijkpunt]:
        """All of them, in order of number."""
        return [Ijkpunt(*rij) for rij in self._sessie.rijen(_IJKPUNTEN)]

    def laatste_ijkpunt(self) -> Ijkpunt | None:
        """The one with the highest number."""
        rij = self._sessie.rij(_LAATSTE)
        return None if rij is None else Ijkpunt(*rij)

    def regels(self, na: int, hoogstens: int) -> Sequence[Mapping[str, Any]]:
        """At most so many lines with a higher ``nummer``, in that order.

        SQLite keeps the text of a moment as it was written, so that every change of it shows; PostgreSQL has its own, of one form only.
        """
        eigen_vorm = self._sessie.dialect == "sqlite"
        return [_regel(rij, eigen_vorm=eigen_vorm) for rij in self._sessie.rijen(_REGELS, na=na, hoogstens=hoogstens)]

    def vergrendel(self) -> None:
        """Let nobody else make an ijkpunt until the end of the transaction; SQLite has one writer."""
        if self._sessie.dialect != "sqlite":
            self._sessie.rijen(_SLOT)

    def leg_ijkpunt_vast(self, ijkpunt: Ijkpunt) -> None:
        """Store it and seal the lane of the ijkpunten; IjkpuntenVerschillen when that lane does not end where the last ijkpunt is.

        A seal of another key cannot be checked here; ``logboek controleer`` compares the signatures.
        """
        if self._sessie.rij(_IJKHOOFD) is None:
            open_ketens(self._sessie, self._kluis)
        hoofd, laatste = _hoofd(self._sessie.rijen(_IJKHOOFD)[0]), self.laatste_ijkpunt()
        hoort = (0, BEGIN) if laatste is None else (laatste.nummer, bytes.fromhex(laatste.kenmerk))
        verzegeld = hoofd.sleutel != sleutelnaam(self._kluis) or hoofd.zegel == ijkzegel(self._kluis, hoofd.lengte, hoofd.schakel)
        if (hoofd.lengte, hoofd.schakel) != hoort or not verzegeld or ijkpunt.nummer != hoofd.lengte + 1:
            raise IjkpuntenVerschillen(
                "de ijkpunten in de database zijn niet die welke de index zette; doe 'verwijsindex logboek controleer'"
            )
        self._sessie.doe(_IJKPUNT, nummer=ijkpunt.nummer, inhoud=ijkpunt.inhoud, handtekening=ijkpunt.handtekening)
        einde = bytes.fromhex(ijkpunt.kenmerk)
        zegel = ijkzegel(self._kluis, ijkpunt.nummer, einde)
        self._sessie.doe(_ZET_IJKHOOFD, nummer=ijkpunt.nummer, einde=einde, nieuw_zegel=zegel, naam=sleutelnaam(self._kluis))

    def zegel(self, *delen: str) -> bytes:
        """HMAC-SHA-256 under the key of the seals."""
        return self._kluis.kenmerk(*delen)


def _hoofd(rij: Rij) -> Ketenhoofd:
    keten, lengte, schakel, zegel, sleutel = rij
    return Ketenhoofd(keten, lengte, bytes(schakel), None if zegel is None else bytes(zegel), sleutel)


def _regel(rij: Rij, *, eigen_vorm: bool) -> dict[str, Any]:
    regel: dict[str, Any] = dict(zip(VELDEN, rij, strict=False))
    if not eigen_vorm:
        regel["tijdstip"] = als_tekst(datetime.fromisoformat(regel["tijdstip"]))
    schakel = rij[-1]
    regel["schakel"] = schakel.hex() if isinstance(schakel, bytes) else schakel
    return regel
