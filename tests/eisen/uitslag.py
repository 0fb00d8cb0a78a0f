"""What became of the tests of a requirement in a run, from the JUnit file that pytest writes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from .proeven import Proef

GESLAAGD: Final = "geslaagd"
GEZAKT: Final = "gezakt"
NIET_GEDRAAID: Final = "niet gedraaid"


def lees_junit(bestand: Path) -> dict[Proef, str]:
    """Per test function: gezakt when one of its cases failed, geslaagd when one passed and none failed; skipped is not run."""
    per_proef: dict[Proef, str] = {}
    for geval in ElementTree.parse(bestand).getroot().iter("testcase"):
        proef = _proef(geval.get("classname", ""), geval.get("name", ""))
        eerder, nu = per_proef.get(proef, NIET_GEDRAAID), _uitslag(geval)
        per_proef[proef] = max((eerder, nu), key=(NIET_GEDRAAID, GESLAAGD, GEZAKT).index)
    return per_proef


def _proef(klasse: str, naam: str) -> Proef:
    """``tests.unit.domain.test_x[.TestY]`` and ``test_z[geval]`` as the function that they come from."""
    delen = klasse.split(".")
    module = next((n for n, deel in enumerate(delen) if deel.startswith("test_")), len(delen) - 1)
    return Proef("/".join(delen[: module + 1]) + ".py", naam.split("[", maxsplit=1)[0] if module == len(delen) - 1 else delen[-1])


def _uitslag(geval: ElementTree.Element) -> str:
    if geval.find("failure") is not None or geval.find("error") is not None:
        return GEZAKT
    return NIET_GEDRAAID if geval.find("skipped") is not None else GESLAAGD


def uitslag_van(proeven: Sequence[Proef], gedraaid: Mapping[Proef, str]) -> str:
    """Of a requirement: gezakt when one of its tests failed, geslaagd when the others passed, niet gedraaid when none ran."""
    uitslagen = {gedraaid.get(proef, NIET_GEDRAAID) for proef in proeven}
    return next((uitslag for uitslag in (GEZAKT, GESLAAGD) if uitslag in uitslagen), NIET_GEDRAAID)
