"""``verwijsindex logboek`` at a terminal: checked, marked, handed out, and tampered with (docs/logboek.md)."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verwijsindex.sandbox.wereld import maak_wereld
from verwijsindex.wiring.sandbox import vul_database

from .processen import Gedaan, draai
from .test_serve import Plek, gedeeld, plek  # noqa: F401  (fixtures)

pytestmark = pytest.mark.traag


def _logboek(toml: Path, deel: str, *rest: str) -> Gedaan:
    return draai("logboek", deel, "--instellingen", str(toml), *rest)


@pytest.mark.eis("R-142")
def test_a_log_from_first_line_to_tampering(plek: Plek) -> None:  # noqa: F811
    """Check, sign, hand out, and check what was handed out with the program that was printed; then change one word in the database."""
    url = f"sqlite:///{plek.map / 'index.sqlite'}"
    draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json"))
    vul_database(url, plek.map / "sleutels.json", maak_wereld(datetime.now(UTC).date()))
    toml = plek.schrijf(url, ijkpunten="ijkpunten.jsonl")
    assert _logboek(toml, "controleer") == Gedaan(0, "0 regels en 0 ijkpunten nagerekend; 0 bevindingen.\n", "")
    assert _logboek(toml, "ijkpunt", "--proef").uitvoer == "Proef: er zou een ijkpunt komen.\n"
    assert _logboek(toml, "ijkpunt").uitvoer.startswith("IJkpunt 1 gezet. Kenmerk: ")
    assert _logboek(toml, "ijkpunt").uitvoer == "Er is niets nieuws om te ondertekenen.\n"
    assert _logboek(toml, "ijkpunt", "--proef").uitvoer == "Proef: er is niets nieuws om te ondertekenen.\n"
    assert _logboek(toml, "exporteer", "--bestand", str(plek.map / "export.jsonl")) == Gedaan(0, "", "")
    assert (plek.map / "export.jsonl").stat().st_mode & 0o077 == 0
    assert _logboek(toml, "exporteer", "--bestand", str(plek.map / "export.jsonl")).code == 5
    for formaat, veld in (("ldv", "trace_id"), ("nen7513", "event")):
        regels = _logboek(toml, "exporteer", "--formaat", formaat).uitvoer.splitlines()
        assert regels
        assert all(veld in json.loads(regel) for regel in regels)
    assert _logboek(toml, "exporteer", "--vanaf", "1 mei").fouten.startswith("verwijsindex: 1 mei is geen datum")

    (plek.map / "los.py").write_text(draai("logboek", "verifier").uitvoer)
    los = [sys.executable, "-I", "los.py", "export.jsonl", "--certificaat", "pki/index.pem", "--ijkpunten", "ijkpunten.jsonl"]
    klaar = subprocess.run([*los, "--sleutel", "sleutels.json"], capture_output=True, text=True, check=False, cwd=plek.map)
    assert (klaar.returncode, klaar.stderr) == (0, ""), klaar.stdout
    assert klaar.stdout == "Een volledig logboek.\n2 regels en 2 ijkpunten nagerekend; 0 bevindingen.\n"

    with closing(sqlite3.connect(plek.map / "index.sqlite", isolation_level=None)) as verbinding:
        verbinding.execute("DROP TRIGGER logboek_wijzig")
        verbinding.execute("UPDATE logboek SET uitkomst = 'NIETS AAN DE HAND' WHERE nummer = 2")
    fout = _logboek(toml, "controleer")
    assert (fout.code, fout.fouten) == (1, "")
    assert "keten 1, plaats 2, nummer 2: het controlegetal klopt niet" in fout.uitvoer
    assert json.loads(_logboek(toml, "controleer", "--json").uitvoer)["bevindingen"][0]["waar"] == "keten 1, plaats 2, nummer 2"
