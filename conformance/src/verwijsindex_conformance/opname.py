"""What went over the line during a case, so that a report can show on what a verdict rests."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Uitwisseling:
    """A request and its answer; without an answer ``status`` is None and ``antwoord`` says why."""

    methode: str
    pad: str
    verzoek: bytes
    status: int | None
    antwoord: bytes


_LOPEND: ContextVar[list[Uitwisseling] | None] = ContextVar("_LOPEND", default=None)


@contextmanager
def opname() -> Iterator[list[Uitwisseling]]:
    """Everything that is exchanged inside, in order."""
    gesprek: list[Uitwisseling] = []
    vorige = _LOPEND.set(gesprek)
    try:
        yield gesprek
    finally:
        _LOPEND.reset(vorige)


def noteer(uitwisseling: Uitwisseling) -> None:
    """Keep it, when somebody listens."""
    gesprek = _LOPEND.get()
    if gesprek is not None:
        gesprek.append(uitwisseling)
