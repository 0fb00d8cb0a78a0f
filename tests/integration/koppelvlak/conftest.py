"""The ring of the koppelvlak: a sandbox built once, an index per test on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from verwijsindex.sandbox.pki import Deelnemer, maak_pki
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.wereld import INDEX, PARTNERS
from verwijsindex.settings import Instellingen
from verwijsindex.storage.schema import METADATA
from verwijsindex.wiring.sandbox import bouw_of_open, vul_database

from ..conftest import Ringlog
from .index import Index, Waarneming, nu, open_index
from .lekken import Gebruikt
from .personen import PERSONEN, schrijf_personen
from .wie import WERELD

ONBEKENDE_PARTNER = Deelnemer("00000099000000009000", "onbekend.example.nl", "Onbekend systeem")
"""Has a good certificate and is registered nowhere."""
WERELDTABELLEN = (
    "partner",
    "gemeente",
    "instantie",
    "instantie_historie",
    "organisatieprofiel",
    "gebruiker",
    "coordinator",
    "terugval",
    "convenant",
    "mandaat",
    "conformiteit",
    "partnercertificaat",
    "sleutelproef",
    "sleutel",
)


class PostgresWereld:
    """A database with the same world; emptied and filled again for each test, which is cheaper than another database."""

    def __init__(self, url: str, sleutels: Path) -> None:
        self._url = url
        vul_database(url, sleutels, WERELD)
        with psycopg.connect(url, autocommit=True) as verbinding:
            verbinding.execute("CREATE SCHEMA bewaard")
            for naam in METADATA.tables:
                verbinding.execute(sql.SQL("CREATE TABLE bewaard.{0} AS TABLE public.{0}").format(sql.Identifier(naam)))

    def vers(self) -> str:
        """The URL, with everybody registered and nothing reported."""
        with psycopg.connect(self._url) as verbinding:
            verbinding.execute("SET LOCAL session_replication_role = replica")  # without triggers and foreign keys
            for naam in METADATA.tables:
                verbinding.execute(sql.SQL("DELETE FROM public.{}").format(sql.Identifier(naam)))
            for naam in WERELDTABELLEN:
                verbinding.execute(sql.SQL("INSERT INTO public.{0} TABLE bewaard.{0}").format(sql.Identifier(naam)))
        return self._url


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
def waarneming(gebruikt: Gebruikt, ringlog: Ringlog) -> Waarneming:
    """What every index of the ring writes down: what it used, and what was logged."""
    return Waarneming(gebruikt, ringlog.regels)


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
def postgres_wereld(sandbox: Instellingen, request: pytest.FixtureRequest) -> PostgresWereld:
    """The same on PostgreSQL, for the tests that each have an index of their own."""
    return PostgresWereld(request.getfixturevalue("postgres").leeg(), sandbox.sleutels)


@pytest.fixture(scope="session")
def postgres_bewoond(sandbox: Instellingen, request: pytest.FixtureRequest) -> PostgresWereld:
    """Another one, for the tests that share theirs."""
    return PostgresWereld(request.getfixturevalue("postgres").leeg(), sandbox.sleutels)


@pytest.fixture(params=["sqlite", "postgresql"])
def index(request: pytest.FixtureRequest, sandbox: Instellingen, waarneming: Waarneming, tmp_path: Path) -> Iterator[Index]:
    """An index without meldingen, on a database of its own."""
    yield from _index(request, sandbox, waarneming, tmp_path, "postgres_wereld")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def bewoond(
    request: pytest.FixtureRequest, sandbox: Instellingen, waarneming: Waarneming, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    """An index that one module shares; for tests that change nothing, or do not mind what others left."""
    yield from _index(request, sandbox, waarneming, tmp_path_factory.mktemp("bewoond"), "postgres_bewoond")


def _index(request: pytest.FixtureRequest, sandbox: Instellingen, waarneming: Waarneming, map: Path, postgres: str) -> Iterator[Index]:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_wereld"), map / "index.sqlite")
        url = f"sqlite:///{map / 'index.sqlite'}"
    else:
        url = request.getfixturevalue(postgres).vers()
    index = open_index(sandbox, map, url, waarneming)
    yield index
    index.sluit()
