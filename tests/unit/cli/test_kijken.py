"""``verwijsindex gebruikers`` and ``personen``, on any terminal; and who mistypes a gebruiker."""

import subprocess
from pathlib import Path

import pytest

from verwijsindex.cli import main
from verwijsindex.cli.opdracht import INSTELLING_ONJUIST
from verwijsindex.cli.verbinding import VerbindingOnjuist, zoek_gebruiker
from verwijsindex.sandbox.beschrijving import schrijf_beschrijving

from .beschrijvingen import VEEL, beschrijving, start


@pytest.fixture
def map(tmp_path: Path) -> Path:
    schrijf_beschrijving(tmp_path, beschrijving(tmp_path))
    return tmp_path


def test_users_with_their_roles(map: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line each: id, roles, organisation, system."""
    assert main(["gebruikers", "--map", str(map)]) == 0
    eerste, tweede = capsys.readouterr().out.splitlines()
    assert eerste.split() == ["ggd-melder-1", "MELDER", "GGD", "Veldwijk", "JGZ-dossier"]
    assert tweede.startswith("ggd-coordinator  COLLEGE, COORDINATOR, MELDER, REGIEVOERDER, TOEZICHT  GGD Veldwijk")


def test_persons_with_what_is_special(map: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line each: number if there is one, birth date as the register has it, whole name, kenmerken; nothing is cut off."""
    assert main(["personen", "--map", str(map)]) == 0
    met, zonder = capsys.readouterr().out.splitlines()
    assert met == "900000000  2012-05-00  Daniël van Öztürk  broer-zus rni"
    assert zonder == "           2012-05-00  Daniël van Öztürk  broer-zus rni"


def test_a_map_without_a_sandbox(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says how to start one there."""
    assert main(["personen", "--map", str(tmp_path)]) == INSTELLING_ONJUIST
    assert f"start er een met: verwijsindex sandbox --map {tmp_path}" in capsys.readouterr().err


def test_nobody_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sandbox of an empty persons file shows nothing and is no mistake."""
    schrijf_beschrijving(tmp_path, beschrijving(tmp_path, personen=0))
    assert (main(["personen", "--map", str(tmp_path)]), capsys.readouterr().out) == (0, "")


@pytest.mark.traag
def test_a_terminal_that_knows_no_accents(map: Path) -> None:
    """What it cannot show becomes a question mark."""
    with start("personen", "--map", str(map), PYTHONIOENCODING="ascii") as proces:
        uitvoer, fouten = proces.communicate(timeout=60)
    assert (proces.returncode, fouten) == (0, "")
    assert "Dani?l van ?zt?rk" in uitvoer


@pytest.mark.traag
def test_a_reader_who_has_seen_enough(tmp_path: Path) -> None:
    """``| head`` ends the command without a complaint."""
    schrijf_beschrijving(tmp_path, beschrijving(tmp_path, personen=VEEL))
    with start("personen", "--map", str(tmp_path)) as proces:
        gelezen = subprocess.run(["head", "-n", "1"], stdin=proces.stdout, capture_output=True, text=True, check=True)
        assert proces.stdout is not None
        proces.stdout.close()
        assert proces.stderr is not None
        fouten = proces.stderr.read()
    assert gelezen.stdout.startswith("900000000  ")
    assert (proces.returncode, fouten) == (0, "")


@pytest.mark.parametrize(
    ("getypt", "bedoeld"), [("ggd-meldr-1", "; bedoelt u ggd-melder-1?"), ("GGD-melder-1", "; bedoelt u ggd-melder-1?"), ("999990019", "")]
)
def test_a_mistyped_user(getypt: str, bedoeld: str, tmp_path: Path) -> None:
    """The nearest id is offered, what was typed is not repeated, and where to find the others is told."""
    with pytest.raises(VerbindingOnjuist) as gevangen:
        zoek_gebruiker(beschrijving(tmp_path), getypt)
    eerste, tweede = str(gevangen.value).splitlines()
    assert eerste == f"deze gebruiker staat niet in sandbox.json{bedoeld}"
    assert tweede == "Wie er zijn, toont: verwijsindex gebruikers"
