"""The whole suite against our own server: a real process, real TLS, real files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from verwijsindex_conformance.catalogus import kies
from verwijsindex_conformance.geval import Rol

from .sandboxproces import VERWIJSINDEX, Sandbox

OPNIEUW = (
    "PROF-043",
    "MELD-003",
    "MELD-013",
    "INTR-002",
    "INTR-004",
    "SIG-001",
    "SIG-003",
    "SIG-007",
    "SIG-009",
    "SIG-020",
    "SIG-040",
    "HIST-001",
    "HIST-007",
    "VERH-005",
)

OVER_PERSONEN = ("melden", "intrekken", "signalen")


def draai(*argumenten: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "verwijsindex_conformance", *argumenten], capture_output=True, text=True, check=False)


@pytest.mark.traag
@pytest.mark.eis("R-150", "R-155", "R-158")
def test_the_heart_of_it_passes(sandbox: Sandbox) -> None:
    """In a minute that everybody has: the profile, a melding, a match, and what leaves most behind; `.ci/run` runs everything."""
    uitkomst = draai("draai", "--doel", str(sandbox.doel), "--alleen", *OPNIEUW)
    assert uitkomst.stdout.splitlines()[-1].startswith(f"{len(OPNIEUW)} gevallen: {len(OPNIEUW)} geslaagd"), (
        uitkomst.stdout + uitkomst.stderr
    )
    assert uitkomst.returncode == 0


@pytest.mark.traag
@pytest.mark.lang
@pytest.mark.eis("R-150", "R-155", "R-158", "R-182")
def test_every_case_about_persons_passes(sandbox: Sandbox, tmp_path: Path) -> None:
    """The command passes them against a sandbox, by the doel.yaml that the sandbox wrote, and says so in JUnit XML.

    Every case there is passes in `make conformiteit`.
    """
    junit = tmp_path / "uitslag.xml"
    waarheen = ("--junit", str(junit), "--rapport", str(tmp_path / "rapport.json"))
    uitkomst = draai("draai", "--doel", str(sandbox.doel), *waarheen, "--alleen", *OVER_PERSONEN)
    aantal = len(kies(OVER_PERSONEN, Rol.INDEX))
    telling = f"{aantal} gevallen: {aantal} geslaagd, 0 gezakt, 0 waarschuwing, 0 niet aangeboden, 0 overgeslagen, 0 onbeslist"
    assert telling == uitkomst.stdout.splitlines()[-1], uitkomst.stdout + uitkomst.stderr
    assert uitkomst.returncode == 0
    oin = "00000099000000001000"
    opdracht = ["organisatie", "conformiteit", "--oin", oin, "--rapport", str(tmp_path / "rapport.json"), "--door", "beheer-1"]
    vast = subprocess.run([*VERWIJSINDEX, *opdracht, "--map", str(sandbox.map)], capture_output=True, text=True, check=False)
    assert (vast.returncode, "toetst geen partnersysteem" in vast.stderr) == (1, True), vast.stderr
    _laat_zien(tmp_path, sandbox)
    [suite] = etree.parse(junit).getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors"), suite.get("skipped")) == (str(aantal), "0", "0", "0")
    assert [geval.id for geval in kies(OVER_PERSONEN, Rol.INDEX)] == [(testcase.get("name") or "").split()[0] for testcase in suite]


def _laat_zien(tmp_path: Path, sandbox: Sandbox) -> None:
    """The last of the five commands of docs/conformiteit.md; nobody of the register stands in what they give."""
    rapport, bladzijde = tmp_path / "rapport.json", tmp_path / "rapport.html"
    doel = sandbox.lees()
    assert draai("controleer", str(rapport), "--ca", str(doel.ca)).returncode == 0
    assert draai("rapport", str(rapport), "--html", str(bladzijde)).returncode == 0
    mensen = [persoon for personen in (*doel.personen.values(), *doel.gezinnen) for persoon in personen]
    namen = {persoon.gegevens["geslachtsnaam"] for persoon in mensen if "geslachtsnaam" in persoon.gegevens}
    for tekst in (rapport.read_text(encoding="utf-8"), bladzijde.read_text(encoding="utf-8")):
        assert not [persoon for persoon in mensen if persoon.bsn in tekst]
        assert not [naam for naam in namen if re.search(rf"\b{re.escape(naam)}\b", tekst)]


@pytest.mark.eis("R-171")
def test_no_number_of_a_person_is_told(sandbox: Sandbox) -> None:
    """Nothing that the command prints holds a BSN of the target."""
    uitkomst = draai("draai", "--doel", str(sandbox.doel), "--alleen", "MELD-021", "MELD-023")
    doel = sandbox.lees()
    nummers = {persoon.bsn for personen in (*doel.personen.values(), *doel.gezinnen) for persoon in personen}
    assert uitkomst.returncode == 0
    assert not [nummer for nummer in nummers if nummer in uitkomst.stdout + uitkomst.stderr]
