"""Incidents of the register in the technical log: which question, what failed, and how long it took. Never a word of either side."""

import logging
from typing import Final

from verwijsindex.brp.haalcentraal.storing import Storing

_log: Final = logging.getLogger("verwijsindex.brp")


def storing(vraag: str, fout: Storing, seconden: float) -> None:
    """The register did not answer; ``vraag`` is the name of the operation."""
    _log.error("incident register=brp vraag=%s storing=%s status=%s ms=%.0f", vraag, fout.reden.value, fout.status, seconden * 1000)
