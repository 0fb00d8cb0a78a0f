"""The commands of a professional at a terminal, against a running sandbox: what they say, and every exit code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .processen import Gedaan, Server, draai, draai_proces, sandbox

pytestmark = pytest.mark.traag
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
GGD, POLITIE = "ggd-melder-3", "politie-melder-2"


@pytest.fixture(scope="module")
def draaiend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sandbox(tmp_path_factory.mktemp("opdrachten") / "map") as gestart:
        yield gestart


def _als(server: Server, gebruiker: str, *argumenten: str, invoer: str = "") -> Gedaan:
    opdracht, *rest = argumenten
    return draai(opdracht, "--map", str(server.map), "--gebruiker", gebruiker, *rest, invoer=invoer)


@pytest.mark.eis("R-070", "R-094", "R-095", "R-100", "R-101")
def test_from_melding_to_withdrawal(draaiend: Server) -> None:
    """meld, meld, signalen, bevestig, verwijder: each says in Dutch what happened, with what is needed for the next."""
    bsn = draaiend.persoon(0)["bsn"]
    eerste = _als(draaiend, GGD, "meld", "--bsn", bsn, "--kenmerk", "terminal-1")
    assert (eerste.code, eerste.fouten) == (0, "")
    gemeld = re.fullmatch(f"Gemeld: ({UUID})\nVervalt uiterlijk op [0-9-]{{10}}\\.\nEr is geen match\\.\n", eerste.uitvoer)
    assert gemeld is not None, eerste.uitvoer
    assert eerste.uitvoer == _als(draaiend, GGD, "meld", "--bsn", bsn, "--kenmerk", "terminal-1").uitvoer
    tweede = _als(draaiend, POLITIE, "meld", "--bsn", "-", invoer=f"{bsn}\n")
    assert "Er is een match: haal uw signalen op." in tweede.uitvoer
    assert f"U had deze jeugdige al gemeld: {gemeld[1]}" in _als(draaiend, GGD, "meld", "--bsn", bsn).uitvoer
    signalen = _als(draaiend, GGD, "signalen")
    assert "ZELFDE_JEUGDIGE" in signalen.uitvoer
    [signaal] = re.findall(f"ZELFDE_JEUGDIGE +({UUID})", signalen.uitvoer)
    assert _als(draaiend, GGD, "bevestig", signaal).uitvoer == f"{signaal}: BEVESTIGD\n"
    assert _als(draaiend, GGD, "bevestig", signaal).uitvoer == f"{signaal}: REEDS_BEVESTIGD\n"
    assert _als(draaiend, GGD, "signalen").uitvoer == "Er zijn geen signalen.\n"
    weg = _als(draaiend, GGD, "verwijder", "--melding", gemeld[1], "--reden", "NIET_TERECHT")
    assert weg.uitvoer.endswith("De melding is vernietigd.\n")
    assert "INGETROKKEN" in _als(draaiend, POLITIE, "signalen", "--vanaf", "1").uitvoer


@pytest.mark.eis("R-026", "R-030")
def test_who_has_no_bsn(draaiend: Server) -> None:
    """meld --zonder-bsn twice matches; koppel refuses the BSN of somebody else; values that cannot be are told without repeating them."""
    wie = ("--zonder-bsn", "Terminaal-Öz", "2014-05-01", "V")
    [een] = re.findall(UUID, _als(draaiend, GGD, "meld", *wie).uitvoer)
    assert "Er is een match" in _als(draaiend, POLITIE, "meld", *wie).uitvoer
    ander = _als(draaiend, GGD, "koppel", "--melding", een, "--bsn", "-", invoer=f"{draaiend.persoon(0)['bsn']}\n")
    assert (ander.code, "VIR-103" in ander.fouten) == (1, True)
    for waarde in (("Naam", "1 mei", "V"), ("Naam", "2014-05-01", "X"), ("Naam", "2014-05-01")):
        fout = _als(draaiend, GGD, "meld", "--zonder-bsn", *waarde)
        assert (fout.code, "--zonder-bsn: " in fout.fouten, "expected" in fout.fouten, "Naam" in fout.fouten) == (2, True, False, False)


@pytest.mark.eis("R-101", "R-103", "R-104")
def test_a_risk_that_is_gone(draaiend: Server) -> None:
    """The answer names until when the melding stays in the archive; the next reporter hears of historie and fetches it, once."""
    bsn = draaiend.persoon(1)["bsn"]
    [melding] = re.findall(UUID, _als(draaiend, GGD, "meld", "--bsn", bsn).uitvoer)
    weg = _als(draaiend, GGD, "verwijder", "--melding", melding, "--reden", "RISICO_NIET_MEER_AANWEZIG")
    assert re.fullmatch(r"Verwijderd op [0-9-]{10}\. In het archief tot [0-9-]{10}\.\n", weg.uitvoer)
    gemeld = _als(draaiend, POLITIE, "meld", "--bsn", bsn).uitvoer
    assert "Er is historie beschikbaar bij deze melding." in gemeld
    [ophalen] = re.findall(f"verwijsindex historie --gebruiker {POLITIE} --melding {UUID}$", gemeld, re.M)
    nieuw = ophalen.split()[-1]
    historie = _als(draaiend, POLITIE, "historie", "--melding", nieuw, "--kenmerk", "terminal-h")
    assert re.fullmatch(r"Eerder gemeld door:\n   .+, GGD .+@.+\n", historie.uitvoer), historie.uitvoer
    assert historie.uitvoer == _als(draaiend, POLITIE, "historie", "--melding", nieuw, "--kenmerk", "terminal-h").uitvoer
    nog_eens = _als(draaiend, POLITIE, "historie", "--melding", nieuw)
    assert (nog_eens.code, nog_eens.uitvoer) == (1, "")
    assert nog_eens.fouten.startswith("verwijsindex: VIR-132: Er is geen historie beschikbaar bij deze melding.")


@pytest.mark.eis("R-171")
@pytest.mark.parametrize(
    ("gebruiker", "argumenten", "tekst"),
    [
        (GGD, ("meld", "--bsn", "123456789"), "VIR-101"),
        (GGD, ("meld", "--bsn", "999999990"), "VIR-102"),
        ("school-melder-1", ("meld", "--bsn", "900000016"), "VIR-105"),
        (GGD, ("meld", "--bsn", "12"), "DK0004"),
        (GGD, ("verwijder", "--melding", "0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11", "--reden", "NIET_TERECHT"), "VIR-130"),
        ("college-0518", ("signalen",), "VIR-123"),
    ],
)
def test_exit_1_a_rule_says_no(draaiend: Server, gebruiker: str, argumenten: tuple[str, ...], tekst: str) -> None:
    """A refusal by the index: its code and text with the incident id on standard error, and no number."""
    gedaan = _als(draaiend, gebruiker, *argumenten)
    assert (gedaan.code, gedaan.uitvoer) == (1, "")
    assert gedaan.fouten.startswith(f"verwijsindex: {tekst}: ")
    assert re.search(f"incident:? {UUID}", gedaan.fouten)
    assert [woord for woord in ("123456789", "999999990", "900000016") if woord in gedaan.fouten] == []


def test_exit_2_the_command_is_wrong(draaiend: Server) -> None:
    """What is typed wrongly is said in Dutch; a process ends with that code too."""
    gedaan = draai_proces("meld", "--map", str(draaiend.map), "--bsn", "900000016")
    assert (gedaan.code, gedaan.uitvoer) == (2, "")
    assert gedaan.fouten == "verwijsindex meld: er ontbreekt iets: --gebruiker\nUitleg: verwijsindex meld --help\n"


def test_exit_3_nobody_answers(draaiend: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is not there: exit code 3, after repeating; the text holds no number."""
    partner = draaiend.beschrijving["partners"][0]
    bestand = _verbinding(tmp_path, partner, draaiend, adres="https://localhost:9")
    gedaan = draai("meld", "--verbinding", str(bestand), "--gebruiker", GGD, "--bsn", "900000016")
    assert (gedaan.code, gedaan.uitvoer) == (3, "")
    assert gedaan.fouten.startswith("verwijsindex: ")
    assert "900000016" not in gedaan.fouten


@pytest.mark.eis("R-155")
def test_exit_4_another_server_answers(draaiend: Server, tmp_path: Path) -> None:
    """An answer of a party that is trusted and not the one configured is not used: exit code 4."""
    partner = draaiend.beschrijving["partners"][0]
    bestand = _verbinding(tmp_path, partner, draaiend, server_oin="00000099000000002000")
    gedaan = draai("signalen", "--verbinding", str(bestand), "--gebruiker", GGD)
    assert (gedaan.code, gedaan.uitvoer) == (4, "")
    assert "andere partij" in gedaan.fouten


def test_a_connection_file_works(draaiend: Server, tmp_path: Path) -> None:
    """The twin of the two above: the same file with the right values speaks to the same server."""
    partner = draaiend.beschrijving["partners"][0]
    gedaan = draai("signalen", "--verbinding", str(_verbinding(tmp_path, partner, draaiend)), "--gebruiker", "ggd-melder-4")
    assert (gedaan.code, gedaan.uitvoer) == (0, "Er zijn geen signalen.\n")


@pytest.mark.parametrize(
    ("argumenten", "tekst"),
    [
        (("--map", "bestaat-niet", "--gebruiker", GGD), "bevat geen sandbox"),
        (("--gebruiker", GGD), "bevat geen sandbox"),
        (("--verbinding", "bestaat-niet.toml", "--gebruiker", GGD), "is niet te lezen"),
    ],
)
def test_exit_5_a_file_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argumenten: tuple[str, ...], tekst: str) -> None:
    """Nothing to speak to: exit code 5 and what to do about it."""
    monkeypatch.chdir(tmp_path)
    gedaan = draai("signalen", *argumenten)
    assert (gedaan.code, gedaan.uitvoer) == (5, "")
    assert tekst in gedaan.fouten


def test_exit_5_an_unknown_user(draaiend: Server) -> None:
    """A user who is not described is refused before anything is sent."""
    gedaan = _als(draaiend, "niemand", "signalen")
    assert (gedaan.code, gedaan.uitvoer) == (5, "")
    assert gedaan.fouten.startswith("verwijsindex: deze gebruiker staat niet in sandbox.json\n")


def _verbinding(tmp_path: Path, partner: dict[str, str], server: Server, **anders: str) -> Path:
    velden = {
        "adres": server.url,
        "certificaat": partner["certificaat"],
        "sleutel": partner["sleutel"],
        "ca": server.beschrijving["ca"],
        "server_oin": "00000099000000000000",
        "instantie": "ggd",
    } | anders
    bestand = tmp_path / "verbinding.toml"
    bestand.write_text("".join(f'{naam} = "{waarde}"\n' for naam, waarde in velden.items()), encoding="utf-8")
    return bestand
