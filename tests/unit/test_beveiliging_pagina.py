"""The pages for who judges the security: every test, file and decision that they name exists."""

import re
from functools import cache
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]
BLADZIJDEN = ("docs/beveiliging.md", "docs/normen.md", "SECURITY.md")


@cache
def bekende_tests() -> frozenset[str]:
    gevonden = (re.findall(r"^ *def (test_\w+)", pad.read_text(encoding="utf-8"), re.M) for pad in (WORTEL / "tests").rglob("test_*.py"))
    return frozenset(naam for namen in gevonden for naam in namen)


@pytest.mark.parametrize("bladzijde", BLADZIJDEN)
def test_what_it_names_exists(bladzijde: str) -> None:
    """A test that was renamed, or a page that moved, is found here and not by an auditor."""
    pad = WORTEL / bladzijde
    tekst = pad.read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"`(test_\w+)`", tekst)) - bekende_tests()) == []
    paden = set(re.findall(r"`((?:tests|docs|deploy|src)/[\w./-]+)`", tekst))
    assert sorted(naam for naam in paden if not (WORTEL / naam).exists()) == []
    verwijzingen = set(re.findall(r"\]\(([^)#:]+)\)", tekst))
    assert sorted(doel for doel in verwijzingen if not (pad.parent / doel).exists()) == []
