"""``verwijsindex organisatie`` on a sandbox that runs: the file, what it would change, and what happens at once (R-180..R-184)."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from .processen import Gedaan, Server, draai, sandbox

pytestmark = pytest.mark.traag
VOORBEELD = Path(__file__).parents[2] / "docs" / "voorbeelden" / "organisaties.yaml"
JGZ, REGIO = "00000099000000001000", "00000099000000004000"


@pytest.fixture(scope="module")
def draaiend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sandbox(tmp_path_factory.mktemp("organisaties") / "map") as gestart:
        yield gestart


def organisatie(server: Server, *woorden: str) -> Gedaan:
    return draai("organisatie", *woorden, "--map", str(server.map))


@pytest.mark.eis("R-001", "R-180", "R-181")
def test_the_file_of_a_sandbox_comes_back_and_a_change_is_obeyed_at_once(draaiend: Server, tmp_path: Path) -> None:
    """Exported 0600, without a difference; a partner suspended by a trial is not, by an import it is, and active again it reports."""
    pad = tmp_path / "organisaties.yaml"
    assert organisatie(draaiend, "exporteer", "--uit", str(pad)).code == 0
    assert stat.S_IMODE(pad.stat().st_mode) == 0o600
    assert organisatie(draaiend, "exporteer", "--uit", str(pad)).fouten.endswith("bestaat al\n")
    assert organisatie(draaiend, "verschil", str(pad)).uitvoer.startswith("Er is geen verschil.\n")
    tekst = pad.read_text(encoding="utf-8")
    anders = tmp_path / "opgeschort.yaml"
    anders.write_text(tekst.replace("naam: JGZ-dossier\n  toestand: ACTIEF", "naam: JGZ-dossier\n  toestand: OPGESCHORT"), encoding="utf-8")
    melden = ("meld", "--map", str(draaiend.map), "--gebruiker", "ggd-melder-1", "--bsn", draaiend.persoon(0)["bsn"])
    regel = f"gewijzigd partner {JGZ}: toestand: ACTIEF -> OPGESCHORT\n"
    for woorden, slot, code in ((("importeer", "--proef"), "Proef: er is niets veranderd.", 0), (("importeer",), "Overgenomen.", 1)):
        gedaan = organisatie(draaiend, *woorden, str(anders))
        assert (gedaan.code, gedaan.uitvoer.startswith(regel), gedaan.uitvoer.strip().endswith(slot)) == (0, True, True), gedaan
        gemeld = draai(*melden)
        assert (gemeld.code, "VIR-122" in gemeld.fouten) == (code, code == 1)
    assert organisatie(draaiend, "importeer", str(pad)).code == 0
    assert draai(*melden).code == 0
    overzicht = organisatie(draaiend, "toon").uitvoer
    assert re.search(r"ggd +GGD Veldwijk +JG1 +ja +ja +volledig", overzicht), overzicht
    assert "@" not in overzicht


@pytest.mark.eis("R-002", "R-053")
def test_a_wrong_file_is_refused_with_every_line(draaiend: Server, tmp_path: Path) -> None:
    """Exit code 5, each mistake with its line, no contact data; a file that is not there too."""
    fout = tmp_path / "fout.yaml"
    tekst = VOORBEELD.read_text(encoding="utf-8")
    fout.write_text(tekst.replace("categorie: JG1", "categorie: XX1").replace("arts@ggd.example.nl", "geheim adres"), encoding="utf-8")
    gedaan = organisatie(draaiend, "importeer", str(fout))
    assert (gedaan.code, gedaan.uitvoer) == (5, "")
    assert re.search(r"regel \d+: XX1 is geen aangewezen categorie", gedaan.fouten)
    assert re.search(r"regel \d+: emailadres is geen e-mailadres", gedaan.fouten)
    assert "geheim adres" not in gedaan.fouten
    assert organisatie(draaiend, "importeer", str(tmp_path / "weg.yaml")).code == 5


@pytest.mark.eis("R-183", "R-184")
def test_moving_and_renaming(draaiend: Server) -> None:
    """A transfer and a rename: shown by a trial, done, and refused for what is not there."""
    gaan = ("overdragen", "--instantie", "ggz", "--van", REGIO, "--naar", JGZ, "--op", "2099-01-01")
    proef = organisatie(draaiend, *gaan, "--proef")
    assert (proef.code, f"mandaat {JGZ} voor instantie ggz vanaf 2099-01-01" in proef.uitvoer) == (0, True), proef
    assert proef.uitvoer.replace("Proef: er is niets veranderd.", "Gedaan.") == organisatie(draaiend, *gaan).uitvoer
    assert (organisatie(draaiend, *gaan).code, organisatie(draaiend, *gaan).uitvoer) == (1, "")
    assert organisatie(draaiend, "hernoemen", "ggz", "--naam", "GGZ Samen").code == 0
    assert "GGZ Samen" in organisatie(draaiend, "toon").uitvoer
    assert organisatie(draaiend, "samenvoegen", "ggz", "school", "--tot", "ggz").code == 1
    gesplitst = organisatie(draaiend, "splitsen", "ggz", "--tot", "ggz-zuid", "--naam", "Zuid", "--gebruikers", "ggz-melder-1")
    assert "gebruiker ggz-melder-1: instantie: ggz -> ggz-zuid" in gesplitst.uitvoer
    assert organisatie(draaiend, "samenvoegen", "ggz-zuid", "--tot", "ggz").code == 0
