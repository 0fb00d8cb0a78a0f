"""What a tester types, and what he gets."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from io import StringIO
from pathlib import Path

import pytest
import verwijsindex_conformance.cli_draai
import verwijsindex_conformance.draaier
from lxml import etree
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.catalogus import alle_gevallen, kies
from verwijsindex_conformance.cli import main
from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.draaier import AFGEBROKEN, Uitslag, draai, is_bereikbaar
from verwijsindex_conformance.geval import Geval, Niveau, Rol
from verwijsindex_conformance.klokverschil import verschil, waarschuwing
from verwijsindex_conformance.oordeel import Gezakt, NietAangeboden, Onbeslist, Oordeel, Overgeslagen
from verwijsindex_conformance.opname import Uitwisseling, noteer
from verwijsindex_conformance.postbus import eigen_melding_ids
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verbinding import Onbereikbaar, TeLaat
from verwijsindex_conformance.verslag.afdekken import Afdekker
from verwijsindex_conformance.verslag.junit import schrijf_junit
from verwijsindex_conformance.verslag.regel import regel_bij
from verwijsindex_conformance.verslag.terminal import regel_van, slot
from verwijsindex_conformance.verslag.zegel import verbreek
from verwijsindex_conformance.voortgang import Balk

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
        "regie",
        "beheer",
        "partner",
        "ontvanger",
    ]
    assert "  MELD-021  Een BSN dat niet aan de elfproef voldoet  [R-021 KV-40 VIR-101]" in regels


def test_toon(capsys: pytest.CaptureFixture[str]) -> None:
    """One case tells its requirement in words, what is done, what is expected, and its twin."""
    assert main(["toon", "MELD-021"]) == 0
    tekst = capsys.readouterr().out
    for woord in ("R-021  Een BSN heeft negen cijfers", "gedaan:", "laatste cijfer", "verwacht:", "VIR-101", "tweeling:  MELD-001"):
        assert woord in tekst
    assert main(["toon", "SIG-026"]) == 0
    tekst = capsys.readouterr().out
    assert "nodig:     een coördinator\n" in tekst


def test_versie(capsys: pytest.CaptureFixture[str]) -> None:
    """By what a verdict is reached, before any is."""
    with pytest.raises(SystemExit) as einde:
        main(["--versie"])
    assert einde.value.code == 0
    assert re.fullmatch(r"verwijsindex-conformance \S+, koppelvlak v1, sha256:[0-9a-f]{64}\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("argumenten", "tekst"),
    [
        ([], "er ontbreekt iets"),
        (["draai"], "er ontbreekt iets: --doel"),
        (["toon"], "er ontbreekt iets: ID"),
        (["dans"], "kies uit"),
        (["toon", "MELD-999"], "er is geen geval, cluster of hoofdstuk MELD-999"),
        (["draai", "--doel", "/er/niet.yaml"], "niet te lezen"),
        (["draai", "--doel", "x", "--rol", "baas"], "--rol: kies uit"),
        (["draai", "--doel", "x", "--alleen", "MELD-001", "--rol", "ontvanger"], "voor de rol ontvanger is hierin geen geval"),
        (["controleer", "/er/niet.json"], "/er/niet.json: niet te lezen of te schrijven (bestaat niet)"),
        (["controleer", "/"], "(is een map)"),
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
    monkeypatch.setattr(verwijsindex_conformance.cli_draai, "lees_doel", lambda pad: verkeerd)
    assert main(["draai", "--doel", str(sandbox.doel), "--alleen", "MELD-023"]) == 1
    uit = capsys.readouterr().out
    for deel in (
        "MELD-023  GEZAKT",
        "eis:      R-022",
        "verwacht: een weigering met code VIR-102",
        "gekregen: een geaccepteerd verzoek",
        "tweeling: MELD-001",
    ):
        assert deel in uit
    assert not [persoon.bsn for persoon in gewoon if persoon.bsn in uit]


def _geval(nummer: int, fout: BaseException | None, niveau: Niveau = Niveau.MOET) -> Geval:
    def voer_uit(p: Proef) -> None:
        if fout is not None:
            raise fout

    voer_uit.__module__ = "verwijsindex_conformance.gevallen.melden.proef"
    return Geval(f"PROEF-{nummer}", "een proef", ("R-021",), "niets", "iets", voer_uit, niveau=niveau)


def _eindeloos(p: Proef) -> None:
    while True:
        pass


_eindeloos.__module__ = "verwijsindex_conformance.gevallen.melden.proef"
GEVALLEN = {
    _geval(1, None): Oordeel.GESLAAGD,
    _geval(2, Gezakt("een ding", "een ander")): Oordeel.GEZAKT,
    _geval(3, Gezakt("een ding", "een ander"), Niveau.HOORT): Oordeel.WAARSCHUWING,
    _geval(4, NietAangeboden("zegt VIR-160")): Oordeel.NIET_AANGEBODEN,
    _geval(5, Overgeslagen("geen klok")): Oordeel.OVERGESLAGEN,
    _geval(6, Onbeslist("bezet")): Oordeel.ONBESLIST,
    _geval(7, KeyError("900000012")): Oordeel.ONBESLIST,
    _geval(8, SystemExit(3)): Oordeel.ONBESLIST,
    _geval(9, RecursionError()): Oordeel.ONBESLIST,
    _geval(10, ConnectionResetError()): Oordeel.ONBESLIST,
    Geval("PROEF-11", "een proef", ("R-021",), "niets", "iets", _eindeloos): Oordeel.ONBESLIST,
}


def test_verdicts(sandbox: Sandbox, tmp_path: Path) -> None:
    """Each way to stop has its verdict; no mistake in the suite, and no case without end, ends the run or tells a value."""
    uitslagen = draai(tuple(GEVALLEN), sandbox.lees(), lambda uitslag: None, seconden=0.2)
    assert list(GEVALLEN.values()) == [uitslag.oordeel for uitslag in uitslagen]
    regels = [regel_bij(uitslag) for uitslag in uitslagen]
    assert slot(regels) == "11 gevallen: 1 geslaagd, 1 gezakt, 1 waarschuwing, 1 niet aangeboden, 1 overgeslagen, 6 onbeslist"
    tekst = "\n".join(map(regel_van, regels))
    for woorden in ("fout in de suite: KeyError in test_cli.py", "fout in de suite: SystemExit", "niet klaar in 0.2 seconden"):
        assert woorden in tekst
    assert "900000012" not in tekst
    schrijf_junit(tmp_path / "u.xml", regels)
    [suite] = etree.parse(tmp_path / "u.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors"), suite.get("skipped")) == ("11", "1", "6", "2")
    elementen = [[str(k.tag) for k in t if k.tag != "properties"] for t in suite]
    assert elementen == [[], ["failure"], ["system-out"], ["skipped"], ["skipped"], *[["error"]] * 6]


def test_who_interrupts_still_gets_a_report(sandbox: Sandbox) -> None:
    """The case that ran is cleaned up, and it and all that come after it are undecided."""
    gevallen = (_geval(1, None), _geval(2, KeyboardInterrupt()), _geval(3, None))
    uitslagen = draai(gevallen, sandbox.lees(), lambda uitslag: None)
    assert [uitslag.oordeel for uitslag in uitslagen] == [Oordeel.GESLAAGD, Oordeel.ONBESLIST, Oordeel.ONBESLIST]
    assert uitslagen[-1].reden == AFGEBROKEN


def test_what_a_product_does_not_offer(sandbox: Sandbox) -> None:
    """A case of a cluster that doel.yaml leaves out is not tried and says so."""
    doel = replace(sandbox.lees(), biedt=frozenset(Cluster) - {Cluster.MELDEN})
    [uitslag] = draai([_geval(2, Gezakt("een ding", "een ander"))], doel, lambda uitslag: None)
    assert (uitslag.oordeel, uitslag.reden) == (Oordeel.NIET_AANGEBODEN, "doel.yaml zegt dat het product melden niet biedt")


def test_what_cannot_be_covered_does_not_end_the_run(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in what makes a message fit to keep costs its case the verdict, and nothing else; nothing of the message is kept."""

    def kapot(self: Afdekker, een: Uitwisseling) -> dict[str, object]:
        raise RecursionError("900000012")

    uitslag = Uitslag(_geval(1, None), Oordeel.GESLAAGD, berichten=(Uitwisseling("POST", "/m", b"900000012", 200, b""),))
    assert regel_bij(uitslag).oordeel is Oordeel.GESLAAGD
    monkeypatch.setattr(Afdekker, "uitwisseling", kapot)
    regel = regel_bij(uitslag)
    assert (regel.oordeel, regel.berichten) == (Oordeel.ONBESLIST, ())
    assert regel.reden == "fout in de suite: RecursionError bij het afdekken van de berichten"


def test_a_target_that_is_busy_gets_time(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a case without an answer the next one waits until the target is there again; for a target that is gone, nobody waits twice."""

    def zonder_antwoord(p: Proef) -> None:
        noteer(Uitwisseling("POST", "/m", b"", None, b"geen antwoord"))
        raise Onbereikbaar("geen antwoord")

    zonder_antwoord.__module__ = "verwijsindex_conformance.gevallen.melden.proef"
    gevallen = [Geval(f"PROEF-{n}", "een proef", ("R-021",), "niets", "iets", zonder_antwoord) for n in (1, 2)]
    for komt, geteld in (([TeLaat("bezig"), None, None], 3), ([Onbereikbaar("weg")], 1)):
        uitkomsten, gevraagd = iter(komt), []

        def is_bereikbaar(doel: Doel, uit: Iterator[Exception | None] = uitkomsten, telling: list[Doel] = gevraagd) -> None:
            telling.append(doel)
            if (fout := next(uit)) is not None:
                raise fout

        monkeypatch.setattr(verwijsindex_conformance.draaier, "is_bereikbaar", is_bereikbaar)
        assert {uitslag.oordeel for uitslag in draai(gevallen, sandbox.lees(), lambda uitslag: None)} == {Oordeel.ONBESLIST}
        assert len(gevraagd) == geteld


def test_what_should_have_been_refused_is_withdrawn(sandbox: Sandbox) -> None:
    """A melding that a target accepts where it should not is gone before the next case."""
    proef = Proef(sandbox.lees(), 3)
    melder = proef.mensen.melder()
    ontvangen = proef.gesprek.stuur(melder, inhoud.melding(melder, proef.sleutel(), proef.mensen.persoon().bsn))
    with pytest.raises(Gezakt):
        proef.gesprek.geweigerd(ontvangen, "DK0004")
    [(wie, melding_id)] = proef.gesprek.onverwacht
    assert wie == melder
    assert melding_id in eigen_melding_ids(proef, melder)
    proef.ruim_op()
    assert melding_id not in eigen_melding_ids(proef, melder)
    proef.gesprek.sluit()


def test_everything_is_cleaned_up(sandbox: Sandbox) -> None:
    """Also after a step of the clean-up that did not go, and the clock first; the case then is undecided."""
    gedaan: list[str] = []

    def weigert() -> None:
        raise NietAangeboden("zegt VIR-160")

    def voer_uit(p: Proef) -> None:
        p.straks(lambda: gedaan.append("eerste"))
        p.straks(weigert)
        p.straks(lambda: gedaan.append("laatste"))

    voer_uit.__module__ = "verwijsindex_conformance.gevallen.melden.proef"
    een = Geval("PROEF-1", "een proef", ("R-021",), "niets", "iets", voer_uit)
    [uitslag] = draai([een], sandbox.lees(), lambda uitslag: None)
    assert gedaan == ["laatste", "eerste"]
    assert (uitslag.oordeel, uitslag.reden) == (Oordeel.ONBESLIST, "opruimen lukte niet: zegt VIR-160")


def test_what_a_tester_cannot_supply(sandbox: Sandbox) -> None:
    """Cases that need it are passed over, in his own words."""
    doel = sandbox.lees()
    zonder = replace(
        doel, klok=None, personen={**doel.personen, "overleden": ()}, kan_niet={"klok": "zij loopt op tijd", "overleden": "nee"}
    )
    redenen = {
        uitslag.geval.id: (uitslag.oordeel, uitslag.reden) for uitslag in draai(kies(["MELD-011", "MELD-024"]), zonder, lambda u: None)
    }
    assert redenen == {
        "MELD-011": (Oordeel.OVERGESLAGEN, "de tester verklaart over klok: zij loopt op tijd"),
        "MELD-024": (Oordeel.OVERGESLAGEN, "de tester verklaart over overleden: nee"),
    }


def test_choosing() -> None:
    """By id, by cluster, by chapter, and by what is under test."""
    assert [geval.id for geval in kies(["MELD-001"])] == ["MELD-001"]
    assert {geval.cluster for geval in kies(["robuustheid"])} == {Cluster.ROBUUSTHEID}
    assert {geval.hoofdstuk for geval in kies(["profiel"])} == {"profiel"}
    assert {geval.rol for geval in kies([], Rol.ONTVANGER)} == {Rol.ONTVANGER}
    assert {geval.rol for geval in kies([], Rol.INDEX)} == {Rol.INDEX}


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_shows_on_a_terminal_alone() -> None:
    """How many are done of how many; into a file goes nothing."""
    terminal, bestand = _Terminal(), StringIO()
    for uit in (terminal, bestand):
        balk = Balk(uit, 2)
        balk.stap("MELD-001")
        balk.wis()
    assert "[###############...............] 1/2 MELD-001" in terminal.getvalue()
    assert bestand.getvalue() == ""


def test_draai_writes_a_sealed_report(sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was tested, by what, when, and every verdict; `controleer` knows the seals by the CA of the target."""
    pad = tmp_path / "rapport.json"
    opdracht = ["draai", "--doel", str(sandbox.doel), "--alleen", "MELD-021", "CONT-001", "--hussel", "7", "--rapport", str(pad)]
    assert main(opdracht) == 0
    velden, _ = verbreek(pad.read_bytes())
    assert velden["volledig"] is False
    assert velden["product"]["antwoordt"] == version("verwijsindex")
    assert velden["suite"]["contract"].startswith("sha256:")
    assert sorted(velden["gevallen"]) == ["CONT-001", "MELD-021"]
    assert {geval["oordeel"] for geval in velden["gevallen"].values()} == {"GESLAAGD"}
    assert "VIR-101" in velden["gevallen"]["MELD-021"]["berichten"][0]["antwoord"]
    doel = sandbox.lees()
    nummers = {persoon.bsn for personen in (*doel.personen.values(), *doel.gezinnen) for persoon in personen}
    assert not [nummer for nummer in nummers if nummer in pad.read_text(encoding="utf-8")]
    capsys.readouterr()
    assert main(["controleer", str(pad), "--ca", str(doel.ca)]) == 0
    assert "een deel van de gevallen" in capsys.readouterr().out


def test_a_report_that_cannot_be_signed_is_told_before_the_run(
    sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key of somebody else beside a certificate is a mistake in doel.yaml."""
    doel = sandbox.lees()
    verkeerd = replace(doel.gebruikers[0].partner, sleutel=doel.partners[1].sleutel)
    anders = replace(doel, gebruikers=tuple(replace(wie, partner=verkeerd) for wie in doel.gebruikers[:1]))
    monkeypatch.setattr(verwijsindex_conformance.cli_draai, "lees_doel", lambda pad: anders)
    assert main(["draai", "--doel", str(sandbox.doel), "--rapport", str(tmp_path / "r.json")]) == 2
    gevangen = capsys.readouterr()
    assert (gevangen.out, "een RSA-sleutel zonder wachtwoord" in gevangen.err) == ("", True)
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize(
    ("date", "tekst"),
    [
        ("Tue, 24 Nov 2026 12:00:30 GMT", None),
        ("Tue, 24 Nov 2026 12:00:31 GMT", "loopt 31 seconden voor op"),
        ("Tue, 24 Nov 2026 11:00:00 GMT", "loopt 3600 seconden achter op"),
        ("gisteren", None),
        ("", None),
    ],
)
def test_a_clock_that_is_off_is_told(date: str, tekst: str | None) -> None:
    """Before the run, and at the boundary of what a target must take: else the tester would blame the target."""
    gezegd = waarschuwing(verschil({"date": date}, datetime(2026, 11, 24, 12, tzinfo=UTC)))
    assert (gezegd is None) is (tekst is None)
    assert (tekst or "") in (gezegd or "")


def test_the_target_tells_what_time_it_is(sandbox: Sandbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked at the beginning; where it is said and what is done goes on."""
    hoeveel = is_bereikbaar(sandbox.lees())
    assert hoeveel is not None
    assert abs(hoeveel) < timedelta(seconds=20)
    monkeypatch.setattr(verwijsindex_conformance.cli_draai, "is_bereikbaar", lambda doel: timedelta(minutes=10))
    assert main(["draai", "--doel", str(sandbox.doel), "--alleen", "CONT-001"]) == 0
    assert "let op: de klok van het doel loopt 600 seconden voor" in capsys.readouterr().err


def test_who_reads_no_further_still_gets_a_report(sandbox: Sandbox, tmp_path: Path) -> None:
    """A reader of the output that stops does not end the run, nor does a terminal that has no accents."""
    pad = tmp_path / "r.json"
    opdracht = [sys.executable, "-m", "verwijsindex_conformance", "draai", "--doel", str(sandbox.doel), "--alleen", "SIG-026", "MELD-028"]
    omgeving = {**os.environ, "PYTHONIOENCODING": "ascii"}
    leest, schrijft = os.pipe()
    os.close(leest)
    with os.fdopen(schrijft, "wb") as uit:
        uitkomst = subprocess.run([*opdracht, "--rapport", str(pad)], stdout=uit, stderr=subprocess.PIPE, env=omgeving, check=False)
    assert (uitkomst.returncode, uitkomst.stderr) == (0, b"")
    assert sorted(verbreek(pad.read_bytes())[0]["gevallen"]) == ["MELD-028", "SIG-026"]
    gewoon = subprocess.run(opdracht, capture_output=True, env=omgeving, check=False)
    assert b"co\\xf6rdinator" in gewoon.stdout


def test_a_report_that_cannot_be_written_is_told_before_the_run(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    """Not when everything is over."""
    assert main(["draai", "--doel", str(sandbox.doel), "--rapport", "/er/is/geen/map/r.json"]) == 2
    assert capsys.readouterr().out == ""


def test_the_command_is_installed() -> None:
    """`verwijsindex-conformance --help` works as a command, in Dutch."""
    command = Path(verwijsindex_conformance.cli_draai.sys.executable).with_name("verwijsindex-conformance")
    uitkomst = subprocess.run([command, "--help"], capture_output=True, text=True, check=True)
    assert "gebruik: verwijsindex-conformance" in uitkomst.stdout
    assert "Exitcodes: 0 niets gezakt" in uitkomst.stdout
