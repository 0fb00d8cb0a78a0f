"""The unit of work: everything or nothing, and nothing unless kept (stijl.md 4)."""

import subprocess
import sys
import threading
from pathlib import Path
from textwrap import dedent

import psycopg
import pytest
from sqlalchemy import make_url

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.signaal import MatchSoort, NieuweMatch
from verwijsindex.storage import engines
from verwijsindex.storage.database import DatabaseOnbruikbaar, SqlOpslag, migreer, open_opslag
from verwijsindex.storage.opdracht import TransactieGesloten
from verwijsindex.storage.versleuteling import Sleutels, nieuwe_sleutels

from .wereld import KIND, NU, OIN, aantallen, meld, nieuw_signaal

REGEL = Logregel(NU, Gebeurtenis.MELDING_GEDAAN, "MeldJeugdige")

VERBREEK = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def test_een_transactie_vergeet_wat_niet_wordt_vastgelegd(gevuld: SqlOpslag, database_url: str) -> None:
    """Melding, match, signaal and log line all vanish when the transaction ends without being kept."""
    voor = aantallen(database_url)
    with gevuld.schrijven() as transactie:
        een, ander = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        transactie.signalen.leg_match_vast(NieuweMatch(MatchSoort.ZELFDE_JEUGDIGE, een.jeugdige_id, een.jeugdige_id, NU))
        transactie.signalen.voeg_toe([nieuw_signaal(een, ander)])
        transactie.logboek.noteer([REGEL])
    assert voor == aantallen(database_url)


@pytest.mark.eis("R-082")
def test_een_transactie_bewaart_alles_samen(gevuld: SqlOpslag, database_url: str) -> None:
    """Melding, match, signaal and log line are all there when the transaction was kept."""
    with gevuld.schrijven() as transactie:
        een, ander = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        transactie.signalen.leg_match_vast(NieuweMatch(MatchSoort.ZELFDE_JEUGDIGE, een.jeugdige_id, een.jeugdige_id, NU))
        transactie.signalen.voeg_toe([nieuw_signaal(een, ander)])
        transactie.logboek.noteer([REGEL])
        transactie.leg_vast()
    verwacht = {"jeugdige": 1, "melding": 2, "match": 1, "signaal": 1, "signaal_contact": 2, "brievenbus": 1, "logboek": 1}
    assert verwacht == aantallen(database_url, *verwacht)


def test_een_fout_vergeet_alles(gevuld: SqlOpslag, database_url: str) -> None:
    """An exception in the middle leaves nothing behind and comes out unchanged."""

    def mislukt() -> None:
        with gevuld.schrijven() as transactie:
            meld(transactie, KIND, "arts")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        mislukt()
    assert aantallen(database_url, "jeugdige", "melding") == {"jeugdige": 0, "melding": 0}


def test_na_vastleggen_kan_een_transactie_niets_meer(gevuld: SqlOpslag) -> None:
    """A kept transaction refuses further work, which would otherwise commit statement by statement."""
    with gevuld.schrijven() as transactie:
        transactie.leg_vast()
        with pytest.raises(TransactieGesloten):
            meld(transactie, KIND, "arts")
    with pytest.raises(TransactieGesloten):
        transactie.leg_vast()


def test_een_fout_van_de_database_komt_eruit_en_de_opslag_werkt_door(gevuld: SqlOpslag, database_url: str) -> None:
    """A broken constraint surfaces as an ordinary exception, leaves nothing, and the next transaction works."""
    with pytest.raises(Exception, match=r"(?i)constraint"), gevuld.schrijven() as transactie:
        meld(transactie, KIND, "niemand")
    with gevuld.schrijven() as transactie:
        meld(transactie, KIND, "arts")
        transactie.leg_vast()
    assert aantallen(database_url, "melding") == {"melding": 1}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_een_verbroken_verbinding_kost_een_verzoek(gevuld: SqlOpslag, database_url: str) -> None:
    """When PostgreSQL drops the connections, the transaction fails with everything forgotten and the next gets a new one."""
    adres = make_url(database_url).render_as_string(hide_password=False)

    def mislukt() -> None:
        with gevuld.schrijven() as transactie:
            meld(transactie, KIND, "arts")
            with psycopg.connect(adres, autocommit=True) as beheer:
                beheer.execute(VERBREEK)
            transactie.leg_vast()

    with pytest.raises(psycopg.OperationalError):
        mislukt()
    assert gevuld.bekende_partner(OIN)
    assert aantallen(database_url, "melding") == {"melding": 0}


def test_wachten_op_een_ander_heeft_een_einde(database_url: str, sleutels: Sleutels, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another keeps what a transaction needs, it fails after the waiting time instead of hanging, and succeeds afterwards."""
    monkeypatch.setattr(engines, "_WACHT_SECONDEN", 0.1)
    een, ander = open_opslag(database_url, sleutels), open_opslag(database_url, sleutels)

    def vergrendel() -> None:
        with ander.schrijven() as transactie:
            transactie.vergrendel(KIND, ())

    with een.schrijven() as transactie:
        transactie.vergrendel(KIND, ())
        with pytest.raises(Exception, match=r"database is locked|lock timeout"):
            vergrendel()
    vergrendel()
    een.sluit()
    ander.sluit()


VOLLE_SCHIJF = dedent(
    """
    import resource, signal, sys
    from pathlib import Path
    from verwijsindex.domain.logboek import Gebeurtenis, Logregel
    from datetime import datetime, UTC
    from verwijsindex.storage.database import open_opslag
    from verwijsindex.storage.versleuteling import lees_sleutels

    pad = Path(sys.argv[1])
    opslag = open_opslag(f"sqlite:///{pad / 'index.db'}", lees_sleutels(pad / "sleutels.json"))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    wal = (pad / "index.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal + 4096, resource.RLIM_INFINITY))
    regel = Logregel(datetime.now(UTC), Gebeurtenis.MELDING_GEDAAN, "MeldJeugdige", ids=("x" * 30000,))
    try:
        with opslag.schrijven() as transactie:
            transactie.logboek.noteer([regel])
            transactie.leg_vast()
    except Exception as fout:
        print(type(fout).__name__)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with opslag.schrijven() as transactie:
        transactie.leg_vast()
    """
)


def test_een_volle_schijf_laat_niets_half_achter(tmp_path: Path) -> None:
    """When SQLite cannot write, COMMIT fails with an ordinary exception, nothing is stored, and later work succeeds."""
    from verwijsindex.storage.versleuteling import maak_sleutels

    maak_sleutels(tmp_path / "sleutels.json")
    url = f"sqlite:///{tmp_path / 'index.db'}"
    migreer(url)
    ran = subprocess.run([sys.executable, "-c", VOLLE_SCHIJF, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (0, "OperationalError\n"), ran.stderr
    assert aantallen(url, "logboek") == {"logboek": 0}


def test_lezen_ziet_een_toestand(gevuld: SqlOpslag) -> None:
    """A reading transaction keeps seeing what it saw first, also when another commits meanwhile."""
    with gevuld.lezen() as lezer:
        assert lezer.jeugdigen.zoek(KIND) is None
        with gevuld.schrijven() as schrijver:
            meld(schrijver, KIND, "arts")
            schrijver.leg_vast()
        assert lezer.jeugdigen.zoek(KIND) is None
    with gevuld.lezen() as lezer:
        assert lezer.jeugdigen.zoek(KIND) is not None


def test_lezen_kan_niet_schrijven(opslag: SqlOpslag, database_url: str) -> None:
    """On PostgreSQL a reading transaction cannot change anything; on SQLite what it changes is forgotten."""
    try:
        with opslag.lezen() as transactie:
            transactie.logboek.noteer([REGEL])
    except psycopg.errors.ReadOnlySqlTransaction:
        assert not database_url.startswith("sqlite")
    assert aantallen(database_url, "logboek") == {"logboek": 0}


def test_draden_delen_een_opslag(gevuld: SqlOpslag, database_url: str) -> None:
    """Eight threads that write through one store all succeed."""

    def werk() -> None:
        for _ in range(10):
            with gevuld.schrijven() as transactie:
                transactie.logboek.noteer([REGEL])
                transactie.leg_vast()

    draden = [threading.Thread(target=werk) for _ in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert aantallen(database_url, "logboek") == {"logboek": 80}


@pytest.mark.eis("R-195")
def test_andere_sleutels_openen_de_database_niet(opslag: SqlOpslag, database_url: str) -> None:
    """A database opened once refuses other keys, with which no jeugdige would be found."""
    with pytest.raises(DatabaseOnbruikbaar, match="sleutels"):
        open_opslag(database_url, nieuwe_sleutels())


def test_een_lege_database_wordt_niet_geopend(lege_database_url: str, sleutels: Sleutels) -> None:
    """A database without our schema is refused with the way out."""
    with pytest.raises(DatabaseOnbruikbaar, match="migrate"):
        open_opslag(lege_database_url, sleutels)


def test_een_andere_soort_database_wordt_geweigerd(sleutels: Sleutels) -> None:
    """Only SQLite and PostgreSQL are supported."""
    with pytest.raises(ValueError, match="sqlite of postgresql"):
        open_opslag("mysql://localhost/index", sleutels)


def test_een_onbereikbare_database_wordt_niet_geopend(tmp_path: Path, sleutels: Sleutels) -> None:
    """A database that cannot be opened is refused as such, and not created somewhere else."""
    with pytest.raises(DatabaseOnbruikbaar, match="bereiken"):
        open_opslag(f"sqlite:///{tmp_path / 'nergens' / 'index.db'}", sleutels)
