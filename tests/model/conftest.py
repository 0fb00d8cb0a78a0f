"""What the histories share: how many, on which databases."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from verwijsindex.storage.versleuteling import Sleutels

from .echt import Echt
from .model import Model


@dataclass(frozen=True)
class Maat:
    """How much, by VERWIJSINDEX_MODEL: seconds in ``make test``, minutes for ``lang``, more for ``heel``; ``kleiner`` looks for a fault."""

    lang: bool
    geschiedenissen: int
    """Of each series, when it is not short."""
    kleiner: bool
    """Look for a shorter history when one fails, which may take minutes."""

    def instellingen(self, voorbeelden: int, stappen: int) -> settings:
        """Hypothesis with a fixed seed, and without memory."""
        return settings(
            max_examples=voorbeelden,
            stateful_step_count=stappen,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink] if self.kleiner else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            report_multiple_bugs=False,
        )


@pytest.fixture(scope="session")
def maat() -> Maat:
    gevraagd = os.environ.get("VERWIJSINDEX_MODEL", "").split("+")
    heel = "heel" in gevraagd
    return Maat(heel or "lang" in gevraagd, 100 if heel else 25, "kleiner" in gevraagd)


@pytest.fixture
def op_sqlite(sqlite_sjabloon: Path, sleutels: Sleutels, tmp_path: Path) -> Callable[[Model], Echt]:
    """Makes an empty index on SQLite."""

    def maak(model: Model) -> Echt:
        kopie = shutil.copy(sqlite_sjabloon, tmp_path / "index.db")
        for achter in ("-wal", "-shm"):
            Path(f"{kopie}{achter}").unlink(missing_ok=True)
        return Echt(f"sqlite:///{kopie}", sleutels, tmp_path, model.moment)

    return maak


@pytest.fixture
def op_postgresql(request: pytest.FixtureRequest, sleutels: Sleutels, tmp_path: Path) -> Callable[[Model], Echt]:
    """Makes an empty index on PostgreSQL."""
    server = request.getfixturevalue("postgres")
    return lambda model: Echt(server.gemigreerd(), sleutels, tmp_path, model.moment)


@pytest.fixture(params=["sqlite", "postgresql"])
def maak(request: pytest.FixtureRequest) -> Callable[[Model], Echt]:
    """Makes an empty index, on either."""
    gevonden: Callable[[Model], Echt] = request.getfixturevalue(f"op_{request.param}")
    return gevonden
