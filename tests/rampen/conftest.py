"""What the disasters share: certificates and clients once, an index per test, sizes by VERWIJSINDEX_RAMPEN."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from verwijsindex.storage.versleuteling import Sleutels, lees_sleutels

from .opstelling import Index, maak_gedeeld, maak_index
from .ploeg import Ploeg


@dataclass(frozen=True)
class Maat:
    """How much: 1 in ``make test``, ten times as much with VERWIJSINDEX_RAMPEN=lang."""

    lang: bool

    @property
    def keer(self) -> int:
        return 10 if self.lang else 1


@pytest.fixture(scope="session")
def maat() -> Maat:
    return Maat(os.environ.get("VERWIJSINDEX_RAMPEN") == "lang")


@pytest.fixture(scope="session")
def gedeeld(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return maak_gedeeld(tmp_path_factory.mktemp("rampen"))


@pytest.fixture(scope="session")
def geheim(gedeeld: Path) -> Sleutels:
    """The keys of every index of this ring."""
    return lees_sleutels(gedeeld / "sleutels.json")


@pytest.fixture(scope="session")
def ploeg() -> Iterator[Ploeg]:
    with Ploeg() as ploeg:
        yield ploeg


@pytest.fixture
def index(gedeeld: Path, tmp_path: Path, database_url: str) -> Index:
    """An index on a database of either kind, not running."""
    return maak_index(gedeeld, tmp_path, database_url)


@pytest.fixture
def op_sqlite(gedeeld: Path, tmp_path: Path, sqlite_sjabloon: Path) -> Callable[..., Index]:
    """Makes an index on SQLite, its database in a directory of choice."""

    def maak(map: Path = tmp_path, register: Path | None = None) -> Index:
        kopie = shutil.copy(sqlite_sjabloon, map / "index.db")
        return maak_index(gedeeld, tmp_path, f"sqlite:///{kopie}", register)

    return maak
