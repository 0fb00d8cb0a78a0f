"""What all tests of this ring made the index log: nothing personal. Runs last (``integration/conftest.py``)."""

import logging

import pytest

from ..conftest import Ringlog
from . import verzoeken
from .index import Index
from .lekken import Gebruikt, vind
from .wie import GGD, POLITIE, REGIE


@pytest.mark.eis("R-141", "R-171")
@pytest.mark.parametrize("index", ["sqlite"], indirect=True)
def test_no_log_of_the_ring_holds_anything_personal(
    index: Index, gebruikt: Gebruikt, ringlog: Ringlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Searched for every number, name, way to reach someone, MessageID and word of a message that the ring used."""
    monkeypatch.setattr(logging.getLogger("verwijsindex"), "propagate", True)  # whatever a command in this process made of it
    for wie in (GGD, POLITIE):
        index.meld(wie, "kind")
    for wie in (GGD, POLITIE, REGIE):
        index.bevestig(wie, [signaal.id for signaal in index.signalen(wie)])
    index.meld_fout(GGD, "overleden")
    index.fout(GGD, "MeldJeugdige", verzoeken.meld_jeugdige(GGD, "x", verzoeken.met_bsn("12")))
    assert sum(regel.startswith("bericht=") for regel in ringlog.regels) >= 10
    assert len(gebruikt.geheim) > 100
    assert vind(gebruikt.geheim, ringlog.regels) == []
