"""How long a refusal takes says nothing about its reason (R-024)."""

import time

import pytest

from verwijsindex.domain.weigeringen import NietGevonden
from verwijsindex.operations import even_lang as module
from verwijsindex.operations.even_lang import STAP, even_lang


def _weiger_na(seconden: float) -> None:
    time.sleep(seconden)
    raise NietGevonden("jeugdige/bevraging")


@pytest.mark.eis("R-024")
@pytest.mark.parametrize("werk", [0.0, STAP / 2, STAP * 1.5])
def test_a_refusal_comes_at_a_whole_step(werk: float) -> None:
    """However much was done before it, a refusal is told no earlier than the first whole step after the beginning."""
    begin = time.monotonic()
    with pytest.raises(NietGevonden), even_lang(STAP):
        _weiger_na(werk)
    assert time.monotonic() - begin >= (STAP if werk < STAP else 2 * STAP)


@pytest.mark.eis("R-024")
def test_only_a_refusal_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is found is reported at once, and a failure of our own is told at once."""
    gewacht: list[float] = []
    monkeypatch.setattr(module, "sleep", gewacht.append)
    with even_lang(STAP):
        pass
    with pytest.raises(ZeroDivisionError), even_lang(STAP):
        raise ZeroDivisionError
    assert gewacht == []
