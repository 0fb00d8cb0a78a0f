"""The ring of the koppelvlak: a sandbox built once, an index per test on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from verwijsindex.sandbox.pki import Deelnemer, maak_pki
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.wereld import INDEX, PARTNERS
from verwijsindex.settings import Instellingen
from verwijsindex.wiring.sandbox import bouw_of_open, vul_database

from .index import Index, nu, open_index
from .lekken import Gebruikt
from .personen import PERSONEN, schrijf_personen
from .wie import WERELD

ONBEKENDE_PARTNER = Deelnemer("00000099000000009000", "onbekend.example.nl", "Onbekend systeem")
"""Has a good certificate and is registered nowhere."""


@pytest.fixture(scope="session")
def gebruikt() -> Gebruikt:
    """Everything personal that the ring uses."""
    alles = Gebruikt()
    for persoon in PERSONEN.values():
        alles.persoon(persoon)
    for gebruiker in WERELD.gebruikers:
        alles.gebruiker(gebruiker)
    return alles


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Instellingen:
    """A sandbox as ``verwijsindex sandbox`` makes it, with our persons and one party more in its PKI."""
    map = tmp_path_factory.mktemp("sandbox")
    instellingen, _ = bouw_of_open(map, nu(), lambda _: None, schrijf_personen(map / "onze-personen.json"))
    maak_pki(Sandboxmap(map).pki, nu(), INDEX, [*PARTNERS, ONBEKENDE_PARTNER])
    return instellingen


@pytest.fixture(scope="session")
def sqlite_wereld(sandbox: Instellingen, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which everybody of the world of our fixed day is registered; to be copied."""
    pad = tmp_path_factory.mktemp("wereld") / "index.sqlite"
    vul_database(f"sqlite:///{pad}", sandbox.sleutels, WERELD)
    return pad


@pytest.fixture(scope="session")
def postgres_wereld(sandbox: Instellingen, request: pytest.FixtureRequest) -> Iterator[str]:
    """The same on PostgreSQL: the URL of a database to be copied."""
    postgres = request.getfixturevalue("postgres")
    naam = f"wereld_{uuid4().hex}"
    url = postgres.leeg(naam)
    vul_database(url, sandbox.sleutels, WERELD)
    yield url
    postgres.verwijder(naam)


@pytest.fixture(params=["sqlite", "postgresql"])
def index(request: pytest.FixtureRequest, sandbox: Instellingen, gebruikt: Gebruikt, tmp_path: Path) -> Iterator[Index]:
    """An index without meldingen, on a database of its own."""
    yield from _index(request, sandbox, gebruikt, tmp_path)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def bewoond(
    request: pytest.FixtureRequest, sandbox: Instellingen, gebruikt: Gebruikt, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    """An index that one module shares; for tests that change nothing, or do not mind what others left."""
    yield from _index(request, sandbox, gebruikt, tmp_path_factory.mktemp("bewoond"))


def _index(request: pytest.FixtureRequest, sandbox: Instellingen, gebruikt: Gebruikt, map: Path) -> Iterator[Index]:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_wereld"), map / "index.sqlite")
        yield from _geopend(sandbox, map, f"sqlite:///{map / 'index.sqlite'}", gebruikt)
        return
    postgres = request.getfixturevalue("postgres")
    naam = f"index_{uuid4().hex}"
    yield from _geopend(sandbox, map, _kopieer(request.getfixturevalue("postgres_wereld"), naam), gebruikt)
    postgres.verwijder(naam)


def _geopend(sandbox: Instellingen, map: Path, database: str, gebruikt: Gebruikt) -> Iterator[Index]:
    index = open_index(sandbox, map, database, gebruikt)
    yield index
    index.sluit()


def _kopieer(url: str, naam: str) -> str:
    """A copy of a PostgreSQL database under another name; gives its URL."""
    bron = make_url(url).set(drivername="postgresql")
    beheer = bron.set(database="postgres").render_as_string(hide_password=False)
    opdracht = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(naam), sql.Identifier(str(bron.database)))
    with psycopg.connect(beheer, autocommit=True) as verbinding:
        verbinding.execute(opdracht)
    return bron.set(database=naam).render_as_string(hide_password=False)
