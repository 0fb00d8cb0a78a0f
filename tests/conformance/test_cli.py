"""What a tester types, and what he gets."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import verwijsindex_conformance.cli
from lxml import etree
from verwijsindex_conformance.catalogus import alle_gevallen
from verwijsindex_conformance.cli import main
from verwijsindex_conformance.draaier import draai
from verwijsindex_conformance.geval import Geval
from verwijsindex_conformance.oordeel import Gezakt, NietVanToepassing, Onbeslist, Oordeel
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verslag.junit import schrijf_junit
from verwijsindex_conformance.verslag.terminal import regel_van, slot

from .sandboxproces import Sandbox


def test_lijst(capsys: pytest.CaptureFixture[str]) -> None:
    """The list names every case with its title and its requirements, under its chapter."""
    assert main(["lijst"]) == 0
    regels = capsys.readouterr().out.splitlines()
    assert [geval.id for geval in alle_gevallen()] == [regel.split()[0] for regel in regels if regel.startswith("  ")]
    assert [regel for regel in regels if not regel.startswith(" ")] == [
        "contract",
        "profiel",
        "melden",
        "intrekken",
        "signalen",
        "historie",
        "verhuizing",
        "rechten",
    ]
    assert "  MELD-021  Een BSN dat niet aan de elfproef voldoet  [R-021]" in regels


def test_toon(capsys: pytest.CaptureFixture[str]) -> None:
    """One case tells its requirement in words, what is done, what is expected, and its twin."""
    assert main(["toon", "MELD-021"]) == 0
    tekst = capsys.readouterr().out
    for woord in ("R-021  Een BSN heeft negen cijfers", "gedaan:", "laatste cijfer", "verwacht:", "VIR-101", "tweeling:  MELD-001"):
        assert woord in tekst


@pytest.mark.parametrize(
    ("argumenten", "tekst"),
    [
        ([], "er ontbreekt iets"),
        (["draai"], "er ontbreekt iets: --doel"),
        (["toon"], "er ontbreekt iets: ID"),
        (["dans"], "kies uit"),
        (["toon", "MELD-999"], "er is geen geval of hoofdstuk MELD-999"),
        (["draai", "--doel", "/er/niet.yaml"], "niet te lezen"),
    ],
)
def test_wrong_use(argumenten: list[str], tekst: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use is exit code 2 and one Dutch sentence, never a traceback."""
    try:
        code: object = main(argumenten)
    except SystemExit as einde:
        code = einde.code
    assert code == 2
    assert tekst in capsys.readouterr().err


def test_an_unknown_case_stops_before_anything_is_sent(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    """--alleen with an id that does not exist is wrong use."""
    assert main(["draai", "--doel", str(sandbox.doel), "--alleen", "MELD-001", "BESTAAT-NIET"]) == 2
    gevangen = capsys.readouterr()
    assert (gevangen.out, "BESTAAT-NIET" in gevangen.err) == ("", True)


def test_unreachable(sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A target where nobody listens is exit code 3."""
    elders = tmp_path / "doel.yaml"
    elders.write_text(sandbox.doel.read_text() + 'verbind: "127.0.0.1:1"\n')
    assert main(["draai", "--doel", str(elders)]) == 3
    assert "niet bereikbaar" in capsys.readouterr().err


def test_a_failure_is_exit_code_1(sandbox: Sandbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed case prints its requirement, what was expected and what came."""
    doel = sandbox.lees()
    gewoon = doel.personen["zonder-familie"]
    verkeerd = replace(doel, personen={**doel.personen, "onbekend": gewoon})
    monkeypatch.setattr(verwijsindex_conformance.cli, "lees_doel", lambda pad: verkeerd)
    assert main(["draai", "--doel", str(sandbox.doel), "--alleen", "MELD-023"]) == 1
    uit = capsys.readouterr().out
    for deel in ("MELD-023  GEZAKT", "eis:      R-022", "verwacht: een weigering met code VIR-102", "gekregen: een geaccepteerd verzoek"):
        assert deel in uit
    assert not [persoon.bsn for persoon in gewoon if persoon.bsn in uit]


def _geval(nummer: int, fout: Exception | None) -> Geval:
    def voer_uit(p: Proef) -> None:
        if fout is not None:
            raise fout

    voer_uit.__module__ = "verwijsindex_conformance.gevallen.melden.proef"
    return Geval(f"PROEF-{nummer}", "een proef", ("R-021",), "niets", "iets", voer_uit)


GEVALLEN = [
    _geval(1, None),
    _geval(2, Gezakt("een ding", "een ander")),
    _geval(3, NietVanToepassing("geen klok")),
    _geval(4, Onbeslist("bezet")),
    _geval(5, KeyError("900000012")),
]


def test_verdicts(sandbox: Sandbox, tmp_path: Path) -> None:
    """Each way to stop has its verdict; a mistake in the suite does not end the run and tells nothing of its value."""
    uitslagen = draai(GEVALLEN, sandbox.lees(), lambda uitslag: None)
    verwacht = [Oordeel.GESLAAGD, Oordeel.GEZAKT, Oordeel.NIET_VAN_TOEPASSING, Oordeel.ONBESLIST, Oordeel.ONBESLIST]
    assert verwacht == [uitslag.oordeel for uitslag in uitslagen]
    assert slot(uitslagen) == "5 gevallen: 1 geslaagd, 1 gezakt, 1 niet van toepassing, 2 onbeslist"
    tekst = "\n".join(map(regel_van, uitslagen))
    assert "fout in de suite: KeyError in test_cli.py" in tekst
    assert "900000012" not in tekst
    schrijf_junit(tmp_path / "u.xml", uitslagen)
    [suite] = etree.parse(tmp_path / "u.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors"), suite.get("skipped")) == ("5", "1", "2", "1")
    assert [[str(k.tag) for k in t if k.tag != "properties"] for t in suite] == [[], ["failure"], ["skipped"], ["error"], ["error"]]


def test_the_command_is_installed() -> None:
    """`verwijsindex-conformance --help` works as a command, in Dutch."""
    command = Path(verwijsindex_conformance.cli.sys.executable).with_name("verwijsindex-conformance")
    uitkomst = subprocess.run([command, "--help"], capture_output=True, text=True, check=True)
    assert "gebruik: verwijsindex-conformance" in uitkomst.stdout
    assert "Exitcodes: 0 alles geslaagd" in uitkomst.stdout
