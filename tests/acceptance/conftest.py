"""A virtual environment made from the wheel of this repository, as docs/aan-de-slag.md makes it; once for all pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .bladzijde import Terminal, blokken, installeer, kloon


@pytest.fixture(scope="session")
def geinstalleerd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory with a clone in ``verwijsindex`` and, in ``proef``, an environment in which its wheel was installed."""
    map = tmp_path_factory.mktemp("aan-de-slag")
    kloon(map / "verwijsindex")
    terminal = Terminal(map)
    try:
        installeer(terminal, blokken("docs/aan-de-slag.md")[0][1])
        yield map
    finally:
        terminal.sluit()
