"""What a newcomer installs, once for all pages, and the day of a test."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from verwijsindex.domain.tijd import vandaag

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


@pytest.fixture
def dag() -> date:
    """Today in the Netherlands; in its last minute a test waits for the next, because its commands have the clock of the machine."""
    minuut = timedelta(minutes=1)
    while vandaag(datetime.now(UTC) + minuut) != vandaag(datetime.now(UTC)):
        time.sleep(1)
    return vandaag(datetime.now(UTC))
