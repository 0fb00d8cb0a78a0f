"""The store with four reporters, two of each instantie."""

import pytest

from verwijsindex.storage.database import SqlOpslag

from .wereld import GGD, POLITIE, gebruiker, registreer


@pytest.fixture
def gevuld(opslag: SqlOpslag) -> SqlOpslag:
    registreer(opslag, gebruiker("arts"), gebruiker("collega", GGD), gebruiker("agent", POLITIE), gebruiker("rechercheur", POLITIE))
    return opslag
