"""Opening the store (``ports.Opslag``) and bringing a database up to date."""

from base64 import b32encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Final

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.certificaat import Partnercertificaat
from verwijsindex.domain.instantie import Categorieen
from verwijsindex.domain.nummers import Visn
from verwijsindex.domain.organisatie import PartnerToestand
from verwijsindex.domain.regels.termijnen import laatste_uiterlijk
from verwijsindex.domain.regels.zonder_bsn import Drietal
from verwijsindex.domain.tijd import vandaag
from verwijsindex.storage.beheer import Beheer
from verwijsindex.storage.beurt import SqlBeurt
from verwijsindex.storage.certificaten import partnercertificaten
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.ketens import open_ketens
from verwijsindex.storage.kluis import SleutelOnbekend
from verwijsindex.storage.migreren import breng_bij, is_bij
from verwijsindex.storage.opdracht import Opdracht, Sessie
from verwijsindex.storage.replay import SqlReplay
from verwijsindex.storage.sleutelregister import WIJZIGING, Sleutelbos, nu
from verwijsindex.storage.tabellen import partner
from verwijsindex.storage.transactie import SqlTransactie
from verwijsindex.storage.verbindingen import Transactie, Verbindingen, alleen_sessie
from verwijsindex.storage.versleuteling import Sleutels
from verwijsindex.storage.verweesd import VerweesdeMelding, verweesde_meldingen

_BEKEND: Final = Opdracht(
    select(partner.c.oin).where(partner.c.oin == bindparam("oin"), partner.c.toestand != PartnerToestand.GEBLOKKEERD.value)
)


class DatabaseOnbruikbaar(Exception):
    """The database cannot be used: it does not answer, is not of this release, or belongs to other keys; the Dutch text tells which."""


class SqlOpslag:
    """``ports.Opslag`` on SQLite or PostgreSQL. Shared by threads; after a fork each process opens its own."""

    def __init__(self, verbindingen: Verbindingen, bos: Sleutelbos) -> None:
        self._verbindingen = verbindingen
        self._bos = bos
        self.beleid = bos.beleid
        self._lezend = partial(self._transactie, schrijft=False)
        self._schrijvend = partial(self._transactie, schrijft=True)
        self.replay = SqlReplay(verbindingen, bos.stam)
        self.beurt = SqlBeurt(verbindingen)

    def onder(self, beleid: Beleid) -> "SqlOpslag":
        """The same store, with the same connections, under another law; closing either closes both."""
        return SqlOpslag(self._verbindingen, self._bos.onder(beleid))

    def visn(self, wie: Drietal) -> Visn:
        """The number of who has no BSN: 128 bits of a keyed digest, in base32 (BJ 7.3.1(2), R-027)."""
        afgeleid = self._bos.stam.kenmerk("visn", wie.naam, wie.geboortedatum.isoformat(), wie.geslacht)
        return Visn("V" + b32encode(afgeleid[:16]).decode().rstrip("="))

    def lezen(self) -> Transactie[SqlTransactie]:
        """A transaction that only reads."""
        return self._verbindingen.lezen(self._lezend, WIJZIGING)

    def schrijven(self) -> Transactie[SqlTransactie]:
        """A transaction that writes; forgets unless told to keep."""
        return self._verbindingen.schrijven(self._schrijvend, WIJZIGING)

    def beheer(self, *, nu: datetime | None = None, productie: bool = False, categorieen: Categorieen | None = None) -> Transactie[Beheer]:
        """A transaction that registers who may act; forgets unless told to keep. In production no test OIN (R-161).

        ``nu`` is the moment of the registration: of the sandbox's clock, else the real one. On its day a category must be in force (R-002).
        """
        op = nu or datetime.now(UTC)  # an operator registers today; no request ever comes here
        geldend = self.beleid.op(vandaag(op)).categorieen if categorieen is None else categorieen

        def maak(sessie: Sessie) -> Beheer:
            return Beheer(sessie, self._bos.kluis(sessie), nu=op, productie=productie, categorieen=geldend)

        return self._verbindingen.schrijven(maak, WIJZIGING)

    def verweesd(self, dag: date) -> list[VerweesdeMelding]:
        """Meldingen that are ACTIEF on ``dag`` and that nobody looks after any more, for the colleges (R-005)."""
        with self._verbindingen.lezen(alleen_sessie) as sessie:
            return verweesde_meldingen(sessie, dag, laatste_uiterlijk(dag, self.beleid))

    def bekende_partner(self, oin: str) -> bool:
        """Whether this OIN is a registered partner that is not blocked (R-006)."""
        return self._verbindingen.vraag(_BEKEND, oin=oin) is not None

    def partnercertificaten(self) -> list[Partnercertificaat]:
        """Every registered certificate of a partner, for who judges connections and messages (R-154)."""
        with self._verbindingen.lezen(alleen_sessie) as sessie:
            return partnercertificaten(sessie)

    def sluit(self) -> None:
        """Close every connection."""
        self._verbindingen.sluit()

    def _transactie(self, sessie: Sessie, *, schrijft: bool) -> SqlTransactie:
        return SqlTransactie(sessie, self._bos.kluis(sessie), self._bos, schrijft=schrijft)


def open_opslag(url: str, sleutels: Sleutels, beleid: Beleid | None = None, herlees: Callable[[], Sleutels] | None = None) -> SqlOpslag:
    """Open the database at ``url`` (``sqlite:///path`` or ``postgresql://...``), brought up to date before by ``migreer``.

    What it keeps lives under ``beleid``, the statute when that is None. ``herlees`` reads the keys again, for when one comes into force
    that is not among them.

    Raises DatabaseOnbruikbaar when it cannot be reached or written, is of another release or was made with other keys; ValueError for
    another kind of database.
    """
    engine = maak_engine(url)
    verbindingen, bos = Verbindingen(engine), Sleutelbos(sleutels, beleid, herlees)
    try:
        _controleer(engine, verbindingen, bos)
    except (SQLAlchemyError, verbindingen.fout) as fout:
        engine.dispose()
        raise DatabaseOnbruikbaar("de database is niet te bereiken of niet te schrijven") from fout
    except DatabaseOnbruikbaar:
        engine.dispose()
        raise
    return SqlOpslag(verbindingen, bos)


def heropen_opslag(url: str, sleutels: Sleutels, beleid: Beleid | None = None, herlees: Callable[[], Sleutels] | None = None) -> SqlOpslag:
    """The same for one more process on a database that was opened before: connects when it is used, so that it can wait for better days.

    ValueError for another kind of database.
    """
    return SqlOpslag(Verbindingen(maak_engine(url)), Sleutelbos(sleutels, beleid, herlees))


def migreer(url: str) -> None:
    """Bring the database at ``url`` to the schema of this release; harmless when it is, and when two processes do it at once."""
    engine = maak_engine(url)
    try:
        breng_bij(engine)
    finally:
        engine.dispose()


def _controleer(engine: Engine, verbindingen: Verbindingen, bos: Sleutelbos) -> None:
    if not is_bij(engine):
        raise DatabaseOnbruikbaar("de database is niet van deze versie; werk haar bij met 'verwijsindex migrate'")
    with verbindingen.schrijven(alleen_sessie) as sessie:
        if not bos.eigen(sessie, nu()):
            raise DatabaseOnbruikbaar("deze sleutels horen niet bij deze database")
        open_ketens(sessie, bos.stam)
        sessie.leg_vast()
    try:
        with verbindingen.lezen(bos.kluis, WIJZIGING):
            pass
    except SleutelOnbekend as fout:
        raise DatabaseOnbruikbaar(str(fout)) from None
