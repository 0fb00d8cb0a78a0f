"""One sandbox for all of these tests; the suite leaves it as it found it."""

from collections.abc import Iterator

import pytest

from .sandboxproces import Sandbox, draaiende_sandbox


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with draaiende_sandbox(tmp_path_factory.mktemp("conformance") / "sandbox") as een:
        yield een
