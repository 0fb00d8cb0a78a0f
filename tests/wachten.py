"""Waiting for what another thread or process is about to do: by asking again, never by a pause in which it must have happened."""

import time
from collections.abc import Callable
from typing import Final, TypeVar

Waarde = TypeVar("Waarde")
WACHT: Final = 30.0
"""Seconds after which something will not happen any more, also on a machine that stops now and then."""


def wacht_tot(waar: Callable[[], Waarde], wat: str, seconden: float = WACHT) -> Waarde:
    """Look until it is so, and give what was found; fails with ``wat`` when it takes too long."""
    tot = time.monotonic() + seconden
    while not (gevonden := waar()):
        assert time.monotonic() < tot, f"duurde langer dan {seconden} s: {wat}"
        time.sleep(0.02)
    return gevonden
