"""Refusals that take equally long, so that their time does not tell what their text keeps silent (Jeugdwet 7.1.4.2(3), R-024)."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Final

from verwijsindex.domain.weigeringen import Weigering

STAP: Final = 0.005
"""Seconds. What the embedded register does in a bevraging takes a tenth of it, whatever it finds."""


@contextmanager
def even_lang() -> Iterator[None]:
    """Let a refusal come at the next whole STAP after the beginning; what succeeds is not delayed, for it is told anyway.

    Of a register over a network only what is within one STAP is hidden (docs/afwijkingen.md).
    """
    begin = monotonic()
    try:
        yield
    except Weigering:
        sleep(-(monotonic() - begin) % STAP)
        raise
