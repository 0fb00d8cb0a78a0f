"""One sandbox for all of these tests, in which the law ends one day; the suite leaves it as it found it."""

from collections.abc import Iterator

import pytest
from conformance.zelftest.index import STOPZETTING

from verwijsindex.sandbox.sandboxmap import Sandboxmap

from .sandboxproces import Sandbox, draaiende_sandbox


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    map = tmp_path_factory.mktemp("conformance") / "sandbox"
    map.mkdir()
    Sandboxmap(map).beleid.write_text(STOPZETTING, encoding="utf-8")
    with draaiende_sandbox(map) as een:
        yield een
