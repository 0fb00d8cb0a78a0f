"""docs/en says the same as the Dutch pages, where a program can see that it does."""

import re

import pytest

from docs.site.bron import DOCS
from docs.site.fouttabel import fouten
from verwijsindex.contract.operaties import CONTRACTEN

BLOK = re.compile(r"^```(\w+)\n(.*?)^```", re.S | re.M)
RIJ = re.compile(r"^\| (DK\d{4}|VIR-S?\d+) \| (.+?) \| .+? \|$", re.M)


def test_the_english_tutorial_has_the_commands_that_are_run() -> None:
    """Every block of it is one of the Dutch page, in the same order: that page is followed as printed (test_aan_de_slag.py)."""
    nederlands, engels = (BLOK.findall((DOCS / naam).read_text(encoding="utf-8")) for naam in ("aan-de-slag.md", "en/getting-started.md"))
    assert len(nederlands) > 30
    assert nederlands == engels


@pytest.mark.eis("R-170")
def test_the_english_table_has_every_fault() -> None:
    """Each code once; what travels with it in English is what stands there."""
    rijen = RIJ.findall((DOCS / "en/fault-codes.md").read_text(encoding="utf-8"))
    assert sorted(fouten()) == sorted(code for code, _ in rijen)
    gezegd = {fout.code: fout.engels for fout in fouten().values() if fout.engels and not any(not vorm.detail for vorm in fout.vormen)}
    assert gezegd == {code: tekst for code, tekst in rijen if code in gezegd}


def test_the_english_reference_names_every_service() -> None:
    """Nobody who reads English misses a service."""
    pagina = (DOCS / "en/reference.md").read_text(encoding="utf-8")
    assert [dienst.service for dienst in CONTRACTEN] == re.findall(r"^\| (\w+_v1) \|", pagina, re.M)
