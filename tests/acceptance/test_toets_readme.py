"""conformance/README.md: from a clone to a signed report on a page, by its commands."""

from pathlib import Path

import pytest

from .bladzijde import Terminal, blokken, installeer, kloon

pytestmark = [pytest.mark.traag, pytest.mark.lang]


@pytest.mark.eis("R-182")
def test_a_new_tester_gets_a_signed_report(tmp_path: Path) -> None:
    """Each block as printed, in its terminal; but for the port, and for the number of cases: all of them are run elsewhere."""
    omgeving, installeren, sandbox, weer, *toets = (blok for taal, blok in blokken("conformance/README.md") if taal == "sh")
    map = tmp_path / "verwijsindex"
    kloon(map)
    eerste, tweede = Terminal(map), Terminal(map)
    try:
        assert eerste.doe(omgeving) == ("", 0)
        installeer(eerste, installeren)
        eerste.begin(sandbox.replace("8443", "0"), tot="gereed https://127.0.0.1:")
        assert tweede.doe(weer) == ("", 0)
        getoond = [tweede.doe(blok.replace("draai --doel", "draai --alleen contract intrekken --doel")) for blok in toets]
    finally:
        assert eerste.ctrl_c() == 0
        tweede.sluit()
    assert [code for _, code in getoond] == [0, 0, 0], getoond
    draaien, controleren, tonen = (tekst for tekst, _ in getoond)
    assert " 0 gezakt, " in draaien.splitlines()[-1]
    assert "niet veranderd sinds het is getekend door 00000099000000001000" in controleren
    assert tonen == ""
    assert "Geslaagd, maar niet alle gevallen zijn gedraaid" in (map / "rapport.html").read_text(encoding="utf-8")
