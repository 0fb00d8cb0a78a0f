"""The wrapping mutator: thousands of ways to move what was signed, and none of them gets anything through."""

import os
from collections.abc import Iterable
from itertools import islice

import pytest

from ..differentieel.vergelijking import vergelijk
from . import mutator

ELKE = 2 if os.environ.get("VERWIJSINDEX_LANG") else 101
"""In `make test` one in so many variants; a prime, so that every part, place and wrapper has its turn.

In `.ci/run` every other one here, and all of them in `make aanvallen`.
"""
PAREN = 2000


def misgegaan(varianten: Iterable[tuple[str, bytes]], *, antwoord: bool) -> list[str]:
    """Which are accepted, or refused for a reason that no written rule gives where signxml or libxmlsec1 would have accepted."""
    gezien = ((naam, vergelijk(raw, antwoord=antwoord)) for naam, raw in varianten)
    return [f"{naam}: {uitkomst.onverklaard or 'aanvaard'}" for naam, uitkomst in gezien if not uitkomst.code or uitkomst.onverklaard]


@pytest.mark.eis("R-155", "WB004", "WB013")
def test_geen_verzoek_komt_erdoor() -> None:
    """Every signed part of a request, everywhere else in it, in every wrapper, with every id: all are refused."""
    assert misgegaan(islice(mutator.verzoeken(), 0, None, ELKE), antwoord=False) == []


@pytest.mark.eis("WB013", "WB014")
def test_geen_antwoord_komt_erdoor() -> None:
    """The same for a reply: the client uses none of them."""
    assert misgegaan(islice(mutator.antwoorden(), 0, None, ELKE), antwoord=True) == []


@pytest.mark.eis("R-155", "WB013")
def test_geen_paar_komt_erdoor() -> None:
    """Two parts at once."""
    for antwoord in (False, True):
        paren = ((naam, raw) for naam, raw, van_server in mutator.paren(2 * PAREN // ELKE) if van_server is antwoord)
        assert misgegaan(paren, antwoord=antwoord) == []


def test_wat_er_niet_is_verplaatst_komt_er_wel_door() -> None:
    """The twins: the request and the reply that every variant starts from."""
    assert vergelijk(mutator.RAW, antwoord=False).code == ""
    assert vergelijk(mutator.goed_antwoord(), antwoord=True).code == ""


@pytest.mark.lang
def test_het_zijn_er_genoeg() -> None:
    """At least five thousand variants, and every part, place, wrapper and id is in one."""
    for varianten, delen in ((mutator.verzoeken(), mutator.DELEN_VERZOEK), (mutator.antwoorden(), mutator.DELEN_ANTWOORD)):
        namen = [naam for naam, _ in varianten]
        assert len(namen) >= 5000
        for woord in (*delen, *mutator.PLAATSEN, *mutator.OMHULSELS, *mutator.IDS):
            assert any(woord in naam for naam in namen), woord
