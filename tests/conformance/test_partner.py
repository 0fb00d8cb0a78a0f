"""The role partner: a fake index, and our own client under test."""

import io
import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conformance.zelftest import partner
from conformance.zelftest.alle import alle_mutanten
from conformance.zelftest.client import Client, beschrijf_opstelling, maak_opstelling
from verwijsindex_conformance.bericht.breuken import VERZOEKBREUKEN
from verwijsindex_conformance.bestuur import HANDELINGEN, MetDeHand, Programma, Uitkomst
from verwijsindex_conformance.catalogus import kies
from verwijsindex_conformance.cli import main
from verwijsindex_conformance.doelsleutels import DoelOnjuist
from verwijsindex_conformance.draaier import draai
from verwijsindex_conformance.geval import Rol
from verwijsindex_conformance.lees_doel import lees_doel
from verwijsindex_conformance.nep.streken import STREKEN
from verwijsindex_conformance.oordeel import NietAangeboden, Onbeslist, Oordeel
from verwijsindex_conformance.partnerproef import _bsns

from verwijsindex.domain.nummers import Bsn

from .sandboxproces import VERWIJSINDEX, Sandbox
from .test_geheel import draai as opdracht

HART = (
    "PART-001",
    "PART-020",
    "PART-041",
    "PART-060",
    "PART-100",
    "PART-101",
    "PART-103",
    "PART-107",
    "PART-113",
    "PART-140",
    "PART-200",
    "PART-310",
    "PART-404",
    "PART-406",
)
UITLEG = Path(__file__).parents[2] / "docs" / "conformiteit.md"


@pytest.fixture(scope="module")
def doelbestand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return maak_opstelling(tmp_path_factory.mktemp("partner"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with Client(tmp_path_factory.mktemp("client")) as client:
        yield client


@pytest.mark.eis("R-094", "R-155", "R-158", "R-182")
def test_the_heart_of_it_passes(client: Client) -> None:
    """Our client signs as it should, believes a good answer, and none of a few bad ones; `.ci/run` runs every case."""
    with client.met(None) as beurt:
        uitslagen = [beurt(een) for een in kies(HART)]
    assert {uitslag.geval.id: uitslag for uitslag in uitslagen if uitslag.oordeel is not Oordeel.GESLAAGD} == {}
    assert all(uitslag.berichten for uitslag in uitslagen if uitslag.geval.id != "PART-041")


@pytest.mark.traag
@pytest.mark.lang
@pytest.mark.eis("R-094", "R-155", "R-158", "R-182")
def test_every_case_passes(sandbox: Sandbox, tmp_path: Path) -> None:
    """Our client passes every case in a process of its own, and the index of that environment records that the partner was tested."""
    omgeving, rapport = sandbox.lees(), tmp_path / "rapport.json"
    assert omgeving.index is not None
    wie = omgeving.partners[0]
    doel = beschrijf_opstelling(tmp_path, omgeving.ca, omgeving.index, wie)
    uitkomst = opdracht("draai", "--doel", str(doel), "--rol", "partner", "--rapport", str(rapport))
    aantal = len(kies([], Rol.PARTNER))
    assert aantal >= 100
    assert uitkomst.stdout.splitlines()[-1].startswith(f"{aantal} gevallen: {aantal} geslaagd"), uitkomst.stdout + uitkomst.stderr
    assert uitkomst.returncode == 0
    assert opdracht("controleer", str(rapport), "--ca", str(omgeving.ca)).returncode == 0
    assert opdracht("rapport", str(rapport), "--html", str(tmp_path / "rapport.html")).returncode == 0
    assert "getoetst:   als partner" in opdracht("rapport", str(rapport)).stdout
    beheer = ["organisatie", "conformiteit", "--oin", wie.oin, "--rapport", str(rapport), "--door", "beheer-1", "--map", str(sandbox.map)]
    vast = subprocess.run([*VERWIJSINDEX, *beheer], capture_output=True, text=True, check=False)
    assert (vast.returncode, vast.stderr) == (0, "")
    assert f"{wie.oin} haalde de toets voor koppelvlak v1" in vast.stdout


@pytest.mark.parametrize(
    ("naam", "geval"), [("digest-niet-gelezen", "PART-113"), ("tekent-to-niet", "PART-020"), ("ziet-geen-gat", "PART-406")]
)
def test_a_client_that_lies(client: Client, naam: str, geval: str) -> None:
    """With one requirement broken it fails the case about that; `make conformiteit` tries all of them."""
    with client.met(alle_mutanten()[naam]) as beurt:
        assert beurt(kies([geval])[0]).oordeel is Oordeel.GEZAKT


def test_without_a_stage_they_are_passed_over(doelbestand: Path) -> None:
    """A case of this role on a verwijsindex is not tried, and says what to do instead."""
    [uitslag] = draai(kies(["PART-100"]), lees_doel(doelbestand), lambda uitslag: None)
    assert (uitslag.oordeel, uitslag.reden) == (Oordeel.OVERGESLAGEN, "dit geval toetst een partnersysteem: draai met --rol partner")


@pytest.mark.parametrize(
    ("oud", "nieuw", "tekst"),
    [
        ("  certificaat: index.pem\n  sleutel: index.key\n", "", "index: de nagespeelde index heeft zelf een certificaat"),
        ("  sleutel: index.key\n", "", "index.sleutel: ontbreekt"),
        ("  geduld: 1.0\n", "  geduld: lang\n", "partner.geduld: een aantal seconden"),
        ("  geduld: 1.0\n", "  tempo: 1\n", "partner.tempo: deze sleutel is onbekend"),
        ("partner:", "partners: []\npersonen: {}\nx:\n  y: 1\npartner:", "partners: hier hoort een lijst te staan"),
    ],
)
def test_a_mistake_in_doel_yaml(doelbestand: Path, oud: str, nieuw: str, tekst: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The key is named, and nothing is started."""
    verkeerd = doelbestand.parent / "verkeerd.yaml"
    goed = re.sub(r"(certificaat|sleutel): .*/", r"\1: ", doelbestand.read_text())
    assert oud in goed
    verkeerd.write_text(goed.replace(oud, nieuw, 1))
    assert main(["draai", "--doel", str(verkeerd), "--rol", "partner", "--alleen", "PART-100"]) == 2
    assert tekst in capsys.readouterr().err


def test_a_report_needs_the_key_of_the_partner(doelbestand: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it the run is not started."""
    zonder = doelbestand.parent / "zonder.yaml"
    regels = doelbestand.read_text().splitlines()
    zonder.write_text("\n".join(regel for regel in regels if "0001000.pem" not in regel and "0001000.key" not in regel))
    assert main(["draai", "--doel", str(zonder), "--rol", "partner", "--rapport", str(tmp_path / "r.json")]) == 2
    assert "partner: voor een getekend rapport" in capsys.readouterr().err


def test_an_address_that_is_taken(doelbestand: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The fake index cannot listen there: exit code 3, in Dutch."""
    with socket.create_server(lees_doel(doelbestand).verbind or ("", 0)):
        code = main(["draai", "--doel", str(doelbestand), "--rol", "partner", "--alleen", "PART-100"])
    assert code == 3
    assert "kan niet luisteren" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("programma", "soort", "tekst"),
    [
        ('print(input() and \'{"uitkomst": "aanvaard", "meldingId": "m"}\')', None, ""),
        ("print('hallo')", Onbeslist, "geen JSON"),
        ("print('[1]')", Onbeslist, "iets anders dan een uitkomst"),
        ('print(\'{"uitkomst": "prima"}\')', Onbeslist, "iets anders dan een uitkomst"),
        ('print(\'{"uitkomst": "onmogelijk"}\')', NietAangeboden, "kan dit niet: meld"),
        ("import sys; sys.exit(3)", Onbeslist, "zei niets op meld"),
    ],
)
def test_a_program_that_acts(programma: str, soort: type[Exception] | None, tekst: str) -> None:
    """It may stop after each answer; whatever else it does is no verdict on the partner system."""
    bestuur = Programma([sys.executable, "-c", programma])
    try:
        if soort is None:
            for _ in range(2):
                assert bestuur.doe("meld", sleutel="s", bsn="999990019").gegevens == {"meldingId": "m"}
            return
        with pytest.raises(soort) as fout:
            bestuur.doe("meld", sleutel="s", bsn="999990019")
        assert tekst in str(fout.value)
        assert "999990019" not in str(fout.value)
    finally:
        bestuur.sluit()


def test_a_program_that_does_not_exist() -> None:
    """Is no verdict either."""
    with pytest.raises(Onbeslist, match="start niet"):
        Programma(["/er/is/geen/programma"]).doe("controleer")


def test_by_hand() -> None:
    """A person is told what to do, and asked what came of it, until he gives an answer that exists."""
    antwoorden = iter(["?", "aan", "m-1", "gew", "VIR-102"])
    scherm = io.StringIO()
    hand = MetDeHand(lambda vraag: next(antwoorden), scherm)
    gemeld = hand.doe("meld", sleutel="s-1", bsn="999990019")
    assert (gemeld.uitkomst, gemeld.gegevens) == (Uitkomst.AANVAARD, {"meldingId": "m-1"})
    assert "Doe nu: meld een jeugdige" in scherm.getvalue()
    assert 'bsn: "999990019"' in scherm.getvalue()
    assert hand.doe("meld", sleutel="s-2", bsn="999990019").code == "VIR-102"


def test_by_hand_everything_a_case_looks_at_is_asked() -> None:
    """Of more meldingen in a message each its own, which meldingen there are, and how many contacts: a number, whatever was typed first."""
    antwoorden = iter(["aan", "m-1", "VIR-102", "aan", "m-1 m-2", "aan", "een", "1"])
    hand = MetDeHand(lambda vraag: next(antwoorden), io.StringIO())
    assert hand.doe("meld-meer", meldingen=[{"sleutel": "a", "bsn": "x"}, {"sleutel": "b", "bsn": "y"}]).gegevens == {
        "resultaten": [
            {"sleutel": "a", "uitkomst": "aanvaard", "meldingId": "m-1"},
            {"sleutel": "b", "uitkomst": "geweigerd", "code": "VIR-102"},
        ]
    }
    assert hand.doe("eigen-meldingen").gegevens == {"meldingen": ["m-1", "m-2"]}
    assert hand.doe("historie", sleutel="s", meldingId="m-1").gegevens == {"contacten": 1}


def test_the_numbers_of_jeugdigen() -> None:
    """Each passes the eleven-test, and none comes twice in a case."""
    nummers = _bsns(3)
    gekregen = [next(nummers) for _ in range(50)]
    assert len({Bsn(nummer) for nummer in gekregen}) == 50


def test_everything_is_explained(doelbestand: Path) -> None:
    """docs/conformiteit.md names every thing that can be asked of a partner system, and every answer."""
    uitleg = UITLEG.read_text(encoding="utf-8")
    assert not [woord for woord in (*HANDELINGEN, *Uitkomst) if f"`{woord}`" not in uitleg]
    assert lees_doel(doelbestand).systeem is not None
    assert all(streek.uitleg for streek in STREKEN.values())
    with pytest.raises(DoelOnjuist):
        lees_doel(doelbestand.parent / "er-niet.yaml")


def test_the_stage_ends_with_its_program(doelbestand: Path) -> None:
    """The program of our client ends when its input does."""
    uitkomst = subprocess.run(
        [sys.executable, partner.__file__, str(doelbestand.parent / "partner.json")],
        input='{"handeling": "dans"}\n',
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(uitkomst.stdout) == {"uitkomst": "onmogelijk"}


PARTNERS = """
partners:
  - oin: "00000099000000001000"
    certificaat: "00000099000000001000.pem"
    sleutel: "00000099000000001000.key"
    mandaten: [{instantie: ggd, bsnGerechtigd: true, gebruikers: {MELDER: [ggd-melder-1]}}]
"""


@pytest.fixture(scope="module")
def met_partners(tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel = maak_opstelling(tmp_path_factory.mktemp("spelers"))
    doel.write_text(doel.read_text() + PARTNERS)
    return doel


def test_both_sides_without_a_case(met_partners: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fake index and a fake partner talk: well, with a bad answer, with a bad request; a number of a person is never shown."""
    doel = str(met_partners)
    streken = ["--fout", "goed", "zonder-bevestiging", "--signalen", "1", "--gat"]
    index = threading.Thread(
        target=main,
        args=(["nep-index", "--doel", doel, "--keer", "5", *streken],),
    )
    index.start()
    _wacht_op(lees_doel(met_partners).verbind or ("", 0))
    uitkomsten = []
    for opdracht_ in (
        ["meld", "--bsn", "999990019"],
        ["controleer"],
        ["controleer", "--fout", "body-ongetekend"],
        ["trek-in", "--melding-id", "11111111-2222-4333-8444-555555555555"],
        ["haal-signalen"],
    ):
        code = main(["nep-partner", *opdracht_, "--doel", doel])
        uitkomsten.append((code, capsys.readouterr().out))
    index.join(timeout=10)
    assert [code for code, _ in uitkomsten] == [0, 1, 0, 0, 0]
    verwacht = ("aanvaard", "niet te vertrouwen", "geweigerd: VIR-S01", "geweigerd: VIR-130", "volgnummer>3<")
    assert all(woord in tekst for (_, tekst), woord in zip(uitkomsten, verwacht, strict=True)), uitkomsten
    assert not any("999990019" in tekst for _, tekst in uitkomsten)


def _wacht_op(plek: tuple[str, int]) -> None:
    """Until somebody listens there."""
    for _ in range(200):
        with suppress(OSError), socket.create_connection(plek, timeout=1):
            return
        threading.Event().wait(0.02)


@pytest.mark.parametrize(
    ("argumenten", "tekst"),
    [
        (["nep-index", "--fout", "bestaat-niet"], "schrijf een naam die bestaat"),
        (["nep-index", "--fout", "fout:VIR-999"], "schrijf een naam die bestaat"),
        (["nep-partner", "dans"], "kies uit"),
        (["nep-partner", "meld"], "--bsn: hoort bij meld"),
        (["nep-partner", "controleer", "--gebruiker", "niemand"], "partners: deze gebruiker staat er niet in"),
    ],
)
def test_wrong_use_of_the_players(met_partners: Path, argumenten: list[str], tekst: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and a Dutch sentence."""
    try:
        code: object = main([*argumenten, "--doel", str(met_partners)])
    except SystemExit as einde:
        code = einde.code
    assert code == 2
    assert tekst in capsys.readouterr().err


def test_every_trick_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """What can be wrong with an answer or a request, with its explanation."""
    for speler, namen in (("nep-index", set(STREKEN) - {"goed"}), ("nep-partner", set(VERZOEKBREUKEN))):
        with pytest.raises(SystemExit):
            main([speler, "--hulp"])
        hulp = capsys.readouterr().out
        assert not [naam for naam in namen if f"  {naam} " not in hulp]
