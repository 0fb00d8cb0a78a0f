"""Fixtures: a PKI once per run, a server per test, a client that never sleeps."""

from collections.abc import Callable, Iterator

import pytest

from verwijsindex.client import Verwijsindex
from verwijsindex.sandbox.pki import PkiBestanden

from .server import PARTNER_OIN, SERVER_OIN, Proefserver, maak_testpki


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> PkiBestanden:
    return maak_testpki(tmp_path_factory.mktemp("pki"))


@pytest.fixture
def server(pki: PkiBestanden) -> Iterator[Proefserver]:
    server = Proefserver(pki)
    yield server
    server.sluit()


@pytest.fixture
def gewacht() -> list[float]:
    """The seconds that the client wanted to sleep."""
    return []


@pytest.fixture
def maak_index(pki: PkiBestanden, server: Proefserver, gewacht: list[float]) -> Iterator[Callable[..., Verwijsindex]]:
    """Make a client of the server, with these arguments changed."""
    gemaakt = []

    def maak(**anders: object) -> Verwijsindex:
        paar = pki.partner(PARTNER_OIN)
        vast: dict[str, object] = {
            "basis": server.basis,
            "certificaat": paar.certificaat,
            "sleutel": paar.sleutel,
            "ca": pki.keten,
            "server_oin": SERVER_OIN,
            "gebruiker": "ggd-1",
            "instantie": "ggd-veldwijk",
            "wacht": gewacht.append,
        }
        gemaakt.append(Verwijsindex(**(vast | anders)))
        return gemaakt[-1]

    yield maak
    for index in gemaakt:
        index.sluit()


@pytest.fixture
def index(maak_index: Callable[..., Verwijsindex]) -> Verwijsindex:
    return maak_index()
