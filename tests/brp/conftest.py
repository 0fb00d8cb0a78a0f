"""The fake with the public test persons, one per session, and the embedded register over the same file."""

import json
from collections.abc import Iterator

import pytest

from verwijsindex.brp.haalcentraal.grenzen import Grenzen
from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import lees_personen, maak_register

from .brp_nagebootst import BrpPersonenNagebootst
from .openbaar import TESTPERSONEN
from .opstelling import Opstelling, gestart, kanaal


@pytest.fixture(scope="session")
def testpersonen() -> BrpPersonenNagebootst:
    """The API over the public test persons."""
    return BrpPersonenNagebootst(json.loads(TESTPERSONEN.read_text(encoding="utf-8")))


@pytest.fixture
def opstelling(testpersonen: BrpPersonenNagebootst) -> Iterator[Opstelling]:
    """The fake, listening, without a token server."""
    with gestart(Opstelling(testpersonen)) as geopend:
        yield geopend


@pytest.fixture
def register(opstelling: Opstelling) -> Iterator[BrpPersonen]:
    """The adapter, with the limits of real use."""
    with kanaal(opstelling, grenzen=Grenzen()) as lijn:
        yield BrpPersonen(lijn)


@pytest.fixture(scope="session")
def ingebed(tmp_path_factory: pytest.TempPathFactory) -> IngebedRegister:
    """The embedded register over the public test persons."""
    pad = tmp_path_factory.mktemp("ingebed") / "register.sqlite"
    maak_register(pad, lees_personen(TESTPERSONEN))
    return IngebedRegister(pad)
