"""README.md: its commands and its code run as written, and its links lead somewhere. The same for every page of docs/."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from .bladzijde import WORTEL, Terminal, blokken

BLADZIJDEN = ["README.md", *sorted(str(pad.relative_to(WORTEL)) for pad in (WORTEL / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\(([^)#:]+)(?:#([^)]+))?\)")


@pytest.fixture
def map(geinstalleerd: Path, tmp_path: Path) -> Path:
    """A directory in which ``.venv`` holds the installed wheel, as ``make`` leaves it in a clone."""
    (tmp_path / ".venv").symlink_to(geinstalleerd / "proef")
    return tmp_path


@pytest.mark.lang
@pytest.mark.eis("R-020", "R-090")
def test_the_first_report_of_the_readme_works(map: Path) -> None:
    """A sandbox, two reports and a signaal from the command line, and the same person found reported already from Python.

    Only the port is another, because these tests run beside whatever else uses 8443.
    """
    start, meld = (blok for taal, blok in blokken("README.md") if taal == "sh" and ".venv/bin/verwijsindex" in blok)
    [programma] = [blok for taal, blok in blokken("README.md") if taal == "python"]
    (map / "eerste.py").write_text(programma, encoding="utf-8")
    eerste, tweede = Terminal(map), Terminal(map)
    try:
        eerste.begin(start.replace("sandbox-map", "sandbox-map --poort 0"), tot="gereed https://127.0.0.1:")
        getoond, code = tweede.doe(f"set -e\n{meld}.venv/bin/python eerste.py")
    finally:
        assert eerste.ctrl_c() == 0
        tweede.sluit()
    assert (code, getoond.count("Gemeld: ")) == (0, 2), getoond
    assert "1  ZELFDE_JEUGDIGE  " in getoond
    assert re.search(r"^[0-9a-f-]{36} vervalt uiterlijk \d{4}-\d\d-\d\d match: True$", getoond, re.M), getoond


def test_the_commands_of_the_readme_exist() -> None:
    """Everything that README asks of make, make knows, and ``make help`` names it."""
    opdrachten = set(re.findall(r"make [a-z]+", (WORTEL / "README.md").read_text(encoding="utf-8")))
    assert opdrachten >= {"make demo", "make test", "make help"}
    lijst = _make("help")
    for opdracht in sorted(opdrachten):
        _make("--dry-run", "--old-file=setup.cfg", "--old-file=pyproject.toml", opdracht.removeprefix("make "))
        assert f"  {opdracht}" in lijst


def _make(*argumenten: str) -> str:
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *argumenten], cwd=WORTEL, env=omgeving, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("bladzijde", BLADZIJDEN)
def test_every_link_leads_somewhere(bladzijde: str) -> None:
    """A link to a file names a file that is there, and a heading that it has."""
    tekst = (WORTEL / bladzijde).read_text(encoding="utf-8")
    for doel, kop in _LINK.findall(tekst):
        pad = (WORTEL / bladzijde).parent / doel
        assert pad.exists(), doel
        assert not kop or kop in _koppen(pad), f"{doel}#{kop}"


def _koppen(pad: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them."""
    koppen = re.findall(r"^#+ (.+)$", pad.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", kop.lower()).replace(" ", "-") for kop in koppen}


def test_the_index_of_the_docs_names_every_page() -> None:
    """docs/README.md links to everything that stands beside it."""
    gelinkt = {doel.partition("/")[0] for doel, _ in _LINK.findall((WORTEL / "docs/README.md").read_text(encoding="utf-8"))}
    assert {pad.name for pad in (WORTEL / "docs").iterdir()} - {"README.md"} <= gelinkt
