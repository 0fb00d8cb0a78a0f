"""Who waits for a family that grows meanwhile waits with empty hands (R-082, PostgreSQL)."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime

import psycopg
import pytest

from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.signaal import MatchSoort, NieuweMatch
from verwijsindex.domain.tijd import BrpDatum
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.versleuteling import nieuwe_sleutels

from ..conftest import PostgresServer
from ..wachten import wacht_tot
from .wereld import GEZIN

pytestmark = [pytest.mark.traag, pytest.mark.eis("R-082")]

EEN = GEZIN[0]
UITERLIJK = date(2039, 6, 15)


@pytest.fixture
def url(postgres: PostgresServer) -> str:
    return postgres.gemigreerd()


@pytest.fixture
def opslag(url: str) -> Iterator[SqlOpslag]:
    geopend = open_opslag(url, nieuwe_sleutels())
    yield geopend
    geopend.sluit()


def bewaar(opslag: SqlOpslag, kind: str, *, eerst_schrijven: bool = False) -> None:
    """Lock and keep a child with the parents that the world gives it."""
    ouders = frozenset(map(Bsn, EEN.ouders[kind]))
    with opslag.schrijven() as transactie:
        if eerst_schrijven:
            transactie.jeugdigen.bewaar(Bsn(GEZIN[1].x), RegisterPersoon(BrpDatum(20160615)), UITERLIJK, None)
        transactie.vergrendel(Bsn(kind), ouders)
        transactie.jeugdigen.bewaar(Bsn(kind), RegisterPersoon(BrpDatum(20160615), ouders=ouders), UITERLIJK, None)
        transactie.leg_vast()


def wachtenden(url: str) -> int:
    with psycopg.connect(url, autocommit=True) as verbinding:
        rij = verbinding.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'").fetchone()
    assert rij is not None
    return int(rij[0])


def wacht_terwijl_het_gezin_groeit(opslag: SqlOpslag, url: str, *, eerst_schrijven: bool = False) -> list[Future[None]]:
    """X and Z are kept by two threads that wait, each for one parent, until Y makes of both parents one family."""
    ouders = frozenset({Bsn(EEN.moeder), Bsn(EEN.vader)})
    with ThreadPoolExecutor(2) as draden, opslag.schrijven() as transactie:
        transactie.vergrendel(Bsn(EEN.y), ouders)
        wachten = [draden.submit(bewaar, opslag, kind, eerst_schrijven=eerst_schrijven and kind == EEN.x) for kind in (EEN.x, EEN.z)]
        wacht_tot(lambda: wachtenden(url) == 2, "twee draden wachten op een ouder")
        y = transactie.jeugdigen.bewaar(Bsn(EEN.y), RegisterPersoon(BrpDatum(20160615), ouders=ouders), UITERLIJK, None)
        transactie.signalen.leg_match_vast(NieuweMatch(MatchSoort.ZELFDE_JEUGDIGE, y.id, y.id, datetime.now(UTC)))
        transactie.leg_vast()
    return wachten


def test_twee_die_op_een_groeiend_gezin_wachten_houden_elkaar_niet_vast(opslag: SqlOpslag, url: str) -> None:
    """Both find that the family has become larger than what they hold, and both get through, without a deadlock."""
    assert [wachtende.result() for wachtende in wacht_terwijl_het_gezin_groeit(opslag, url)] == [None, None]
    with opslag.lezen() as transactie:
        assert all(transactie.jeugdigen.zoek(Bsn(kind)) is not None for kind in EEN.ouders)


def test_wie_al_schreef_verliest_niets_in_stilte(opslag: SqlOpslag, url: str) -> None:
    """A transaction that changed something before it locks cannot begin anew: it fails, and keeps nothing."""
    van_x, van_z = wacht_terwijl_het_gezin_groeit(opslag, url, eerst_schrijven=True)
    with pytest.raises(RuntimeError, match="voordat"):
        van_x.result()
    assert van_z.result() is None
    with opslag.lezen() as transactie:
        assert transactie.jeugdigen.zoek(Bsn(GEZIN[1].x)) is None
