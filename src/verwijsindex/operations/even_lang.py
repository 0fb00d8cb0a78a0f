"""Refusals that take equally long, so that their time does not tell what their text keeps silent (Jeugdwet 7.1.4.2(3), R-024)."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Final

from verwijsindex.domain.weigeringen import Weigering

STAP: Final = 0.005
"""Seconds. What the embedded register does in a bevraging takes a tenth of it, whatever it finds."""
STAP_OVER_NETWERK: Final = 2.0
"""Seconds. A register over a network is asked once to three times, by what it finds; together they stay within this (besluit 0065)."""


@contextmanager
def even_lang(stap: float) -> Iterator[None]:
    """Let a refusal come at the next whole ``stap`` seconds after the beginning; what succeeds is not delayed, for it is told anyway.

    What is hidden is within one step: it must be longer than the register takes, whatever it finds.
    """
    begin = monotonic()
    try:
        yield
    except Weigering:
        sleep(-(monotonic() - begin) % stap)
        raise
