"""``verwijsindex demo``: the story on a terminal."""

import time

import pytest

from .processen import draai_proces


@pytest.mark.traag
@pytest.mark.eis("R-070", "R-073", "R-090", "R-092", "R-095", "R-155")
def test_the_demo_tells_its_story_in_time() -> None:
    """It ends with its summary line and exit code 0 in under 30 seconds, and says nothing on standard error."""
    begin = time.monotonic()
    demo = draai_proces("demo")
    assert (demo.code, demo.fouten) == (0, "")
    assert time.monotonic() - begin < 30
    slot = demo.uitvoer.strip().splitlines()[-1]
    assert slot.startswith("Klaar. 3 meldingen, ")
    assert slot.endswith("1 vervalst bericht geweigerd (VIR-S05).")
    for woord in ("Een jeugdverpleegkundige van de GGD", "De politie, signaal 1: dezelfde jeugdige.", "ingetrokken", "Geweigerd: VIR-S05"):
        assert woord in demo.uitvoer
