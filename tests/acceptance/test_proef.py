"""Real persons: what the index tells two reporters is what follows from numbers, parents and addresses in the file, and nothing else."""

import json
import os
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.cli import main, proefloop

from .verwachting import verwacht

PROJECT = Path(__file__).parents[2]
BESTAND = PROJECT / os.environ.get("VERWIJSINDEX_BRP_DATA", "../shared/data/brp") / "testpersonen.json"
SCRIPT = Path(__file__).with_name("verwachting.py")
MELDERS = {"ggd-melder-1": "0518", "bescherming-melder-1": "0599"}
GEZIN = [{"bsn": "900000004", "geslachtsnaam": "Schuur", "geboortedatum": "19800210"}]
PERSONEN = [
    {"bsn": "900000016", "geslachtsnaam": "Schuur", "geboortedatum": "20140510", "ouders": GEZIN},
    {"bsn": "900000028", "geslachtsnaam": "Schuur", "geboortedatum": "20160510", "ouders": GEZIN},
]


def _proef(bestand: Path, uitslag: Path) -> subprocess.CompletedProcess[str]:
    opdracht = ["proef", "--personen", str(bestand), "--klok", "2026-11-22", "--uitslag", str(uitslag)]
    return subprocess.run([sys.executable, "-m", "verwijsindex", *opdracht], capture_output=True, text=True, check=False, timeout=240)


def _cpu() -> float:
    """Processor seconds of what was started and has ended; the wall clock also tells how busy the machine is with other things."""
    verbruik = resource.getrusage(resource.RUSAGE_CHILDREN)
    return verbruik.ru_utime + verbruik.ru_stime


def _script(bestand: Path) -> Any:
    """In an interpreter that cannot see the project."""
    melders = [f"{melder}={gemeente}" for melder, gemeente in MELDERS.items()]
    opdracht = [sys.executable, "-I", "-S", str(SCRIPT), str(bestand), "2026-11-22", *melders, "--regie", "0518", "0599"]
    return json.loads(subprocess.run(opdracht, capture_output=True, text=True, check=True, timeout=60).stdout)


@pytest.mark.lang
@pytest.mark.eis(
    "R-021", "R-022", "R-040", "R-044", "R-070", "R-072", "R-073", "R-074", "R-078", "R-090", "R-091", "R-092", "R-094", "R-097"
)
@pytest.mark.skipif(not BESTAND.exists(), reason=f"geen openbare testpersonen: {BESTAND} (zet VERWIJSINDEX_BRP_DATA)")
def test_every_signaal_about_the_public_test_persons_follows_from_the_file(tmp_path: Path) -> None:
    """Of 215 young persons each of two partners reports 208; every mailbox holds what an independent script reads from the same file."""
    begin = _cpu()
    gedraaid = _proef(BESTAND, tmp_path / "uitslag.json")
    assert gedraaid.returncode == 0, gedraaid.stdout + gedraaid.stderr
    assert _cpu() - begin < 40
    uitslag = json.loads((tmp_path / "uitslag.json").read_text(encoding="utf-8"))
    per_melder = {"": 208, "VIR-101": 1, "VIR-102": 1, "VIR-112": 5}
    assert uitslag["jeugdigen"] == 215
    assert dict.fromkeys(MELDERS, per_melder) == uitslag["meldingen"]
    assert _script(BESTAND) == uitslag
    assert "1658 signalen" in gedraaid.stdout


@pytest.mark.lang
def test_a_signaal_that_should_not_be_there_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When one signaal is about another person than expected, its mailbox is named in the table and the exit code is 1."""
    bestand = tmp_path / "personen.json"
    bestand.write_text(json.dumps(PERSONEN), encoding="utf-8")
    goed = proefloop.verwachte_postbussen

    def een_ander(*argumenten: Any) -> Any:
        bussen = goed(*argumenten)
        bus = bussen["ggd-melder-1"]
        bus["GEZIN", "900000016", ("bescherming-melder-1",)] += 1
        bus["GEZIN", "900000028", ("bescherming-melder-1",)] -= 1
        return bussen

    monkeypatch.setattr(proefloop, "verwachte_postbussen", een_ander)
    assert main(["proef", "--personen", str(bestand), "--klok", "2026-11-22"]) == 1
    uitvoer = capsys.readouterr().out
    assert "Het klopt niet" in uitvoer
    rood = [regel.split()[3] for regel in uitvoer.splitlines() if "ggd-melder-1" in regel and " nee " in regel]
    assert rood == ["GEZIN", "ZELFDE_JEUGDIGE"]


def test_the_script_knows_a_small_family_by_heart() -> None:
    """Two sisters, or two in one house, and two reporters of whom one works elsewhere: written out by hand."""
    een, twee = "900000016", "900000028"
    huis = {"adres_id": 7, "gemeentecode": "0599", "functie_adres": "W"}
    samen = [{"bsn": bsn, "geboortedatum": "20140510", "verblijfplaats": huis} for bsn in (een, twee)]
    postbussen = {
        "a": [["ZELFDE_JEUGDIGE", een, ["b"]], ["GEZIN", twee, ["b"]], ["ZELFDE_JEUGDIGE", twee, ["b"]], ["GEZIN", een, ["b"]]],
        "b": [["ZELFDE_JEUGDIGE", een, ["a"]], ["GEZIN", een, ["a"]], ["ZELFDE_JEUGDIGE", twee, ["a"]], ["GEZIN", twee, ["a"]]],
        "0599": [["ZELFDE_JEUGDIGE", None, ["a", "b"]], ["GEZIN", None, ["a", "b"]]] * 2,
    }
    for personen in (PERSONEN, samen):
        gekregen = verwacht(personen, 20261122, {"a": "0518", "b": "0599"}, {"0518", "0599"})["postbussen"]
        assert {bus: Counter(map(str, signalen)) for bus, signalen in postbussen.items()} == {
            bus: Counter(map(str, signalen)) for bus, signalen in gekregen.items()
        }
    samen[1]["verblijfplaats"] = huis | {"functie_adres": "B"}
    assert "GEZIN" not in str(verwacht(samen, 20261122, {"a": "0518", "b": "0599"}, {"0518", "0599"}))
