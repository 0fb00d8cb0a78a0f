"""docs/aan-de-slag.md: its commands and code run as they stand, in the order of the page, and show what the page shows."""

import re
from pathlib import Path

import pytest
from lxml import etree

from .bladzijde import WORTEL, Lezer, Terminal, blokken, gemaskeerd

BLADZIJDE = "docs/aan-de-slag.md"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{40,}=*")
pytestmark = pytest.mark.traag


@pytest.mark.lang
@pytest.mark.eis("R-020", "R-070", "R-090", "R-094", "R-101")
def test_the_page_does_what_it_says(geinstalleerd: Path) -> None:
    """From the sandbox to the last Python program: every block runs, and the screen shows what stands below it on the page."""
    lezer, eerste, tweede = Lezer(), Terminal(geinstalleerd), Terminal(geinstalleerd)
    eerste.doe(". proef/bin/activate")
    try:
        _volg(blokken(BLADZIJDE)[1:], lezer, geinstalleerd, eerste, tweede)
    finally:
        assert eerste.ctrl_c() == 0
        tweede.sluit()


def _volg(stappen: list[tuple[str, str]], lezer: Lezer, map: Path, eerste: Terminal, tweede: Terminal) -> None:
    for (taal, blok), (volgende, verwacht) in zip(stappen, [*stappen[1:], ("", "")], strict=True):
        if taal == "python":
            (map / _bestandsnaam(blok)).write_text(blok, encoding="utf-8")
        elif taal == "xml":
            assert _gelezen(blok.encode()) == _gelezen((map / "bericht.xml").read_bytes())
        elif taal == "sh" and verwacht.startswith("gereed"):
            lezer.vergelijk(verwacht, eerste.begin(blok, tot="gereed"))
        elif taal == "sh":
            getoond, code = tweede.doe(lezer.vertaal(blok))
            lezer.vergelijk(verwacht if volgende == "text" else "", getoond)
            assert (1 if verwacht.startswith("verwijsindex:") else 0) == code, blok


def _bestandsnaam(programma: str) -> str:
    """A program says in its first line under which name it is saved."""
    gevonden = re.match(r"# ([a-z]+\.py)\n", programma)
    assert gevonden is not None
    return gevonden[1]


def _gelezen(xml: bytes) -> str:
    """A message without indentation, and without what differs each time: keys, digests, ids, address and time."""
    wortel = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    tekst = gemaskeerd(etree.tostring(wortel, method="c14n", exclusive=True).decode())
    return _BASE64.sub("...", _MOMENT.sub("<moment>", tekst))


def test_the_page_names_only_faults_that_exist() -> None:
    """Every code on the page stands in docs/foutcodes.md."""
    codes = set(re.findall(r"\b(?:VIR-S?\d+|DK\d{4})\b", (WORTEL / BLADZIJDE).read_text(encoding="utf-8")))
    bekend = set(re.findall(r"^\| (\S+) \|", (WORTEL / "docs/foutcodes.md").read_text(encoding="utf-8"), re.M))
    assert len(codes) > 10
    assert codes <= bekend
