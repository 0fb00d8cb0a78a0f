"""The store with four reporters, two of each instantie."""

from collections.abc import Iterator

import pytest

from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.verbindingen import Verbindingen

from .wereld import GGD, POLITIE, gebruiker, registreer


@pytest.fixture
def gevuld(opslag: SqlOpslag) -> SqlOpslag:
    registreer(opslag, gebruiker("arts"), gebruiker("collega", GGD), gebruiker("agent", POLITIE), gebruiker("rechercheur", POLITIE))
    return opslag


@pytest.fixture
def verbindingen(database_url: str) -> Iterator[Verbindingen]:
    engine = maak_engine(database_url)
    open_verbindingen = Verbindingen(engine)
    yield open_verbindingen
    open_verbindingen.sluit()
    engine.dispose()
