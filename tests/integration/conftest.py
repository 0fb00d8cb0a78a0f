"""What every test of this ring shares: its log, which one last test searches."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

RING = Path(__file__).parent
LAATSTE = "test_no_log_of_the_ring_holds_anything_personal"
"""Runs after every other test, so that it can search what all of them logged."""


class Ringlog(logging.Handler):
    """Every line that any logger writes while the ring runs, at any level, with the text of exceptions."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.regels: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.regels.append(self.format(record))


@pytest.fixture(scope="session", autouse=True)
def ringlog() -> Iterator[Ringlog]:
    """From the first test of this ring to the last; files and standard error of processes are added by whoever starts them."""
    alles, wortel = Ringlog(), logging.getLogger()
    niveau = wortel.level
    wortel.addHandler(alles)
    wortel.setLevel(logging.DEBUG)
    logging.getLogger("spyne.interface").setLevel(logging.INFO)  # a thousand lines about types per index, before the first message
    yield alles
    wortel.removeHandler(alles)
    wortel.setLevel(niveau)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Last of this ring, and before what belongs to none: what runs after the ring is not of the ring."""
    laatste = [item for item in items if getattr(item, "originalname", None) == LAATSTE]
    andere = [item for item in items if item not in laatste]
    van_ring = [nummer for nummer, item in enumerate(andere, start=1) if item.path.is_relative_to(RING)]
    einde = max(van_ring, default=len(andere))
    items[:] = [*andere[:einde], *laatste, *andere[einde:]]
