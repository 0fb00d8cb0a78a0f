"""Rewriting under a new key as a server does it: a little at a time, so that others get their turn (record 0098)."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from verwijsindex.domain.ports_sleutelwissel import Plek
from verwijsindex.operations.context import Context
from verwijsindex.operations.sleutelwissel import herschrijf, is_te_doen
from verwijsindex.wiring.beurten import Doorgaan, Taak

TAAK: Final = "sleutels"
ELKE: Final = timedelta(minutes=1)
HOOGSTENS: Final = 20.0
"""Seconds in one turn: mail waits for it."""


def adem(slaap: Callable[[float], object] = time.sleep) -> Callable[[int], None]:
    """Called after every transaction of a rewrite, rests as long as that took: half of the time is for who reports."""
    vorige = time.monotonic()

    def rust(_: int) -> None:
        nonlocal vorige
        slaap(time.monotonic() - vorige)
        vorige = time.monotonic()

    return rust


def herschrijftaak(context: Context) -> Taak:
    """A task of the background of ``serve``; where it stopped it goes on in its next turn."""
    plek: Plek | None = None

    def doe(doorgaan: Doorgaan) -> str:
        nonlocal plek
        einde = time.monotonic() + HOOGSTENS
        aantal = 0
        if is_te_doen(context):
            aantal, plek = herschrijf(context, plek, lambda: doorgaan() and time.monotonic() < einde, adem())
        return json.dumps({"aantallen": {"herschreven": aantal}, "klaar": plek is None})

    return Taak(TAAK, ELKE, doe)
