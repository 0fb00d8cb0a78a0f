"""How commands that need no server end, and what they say."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from verwijsindex.cli import main
from verwijsindex.cli.logs import richt_log_in
from verwijsindex.cli.voortgang import voortgang, wachten
from verwijsindex.contract.bestanden import wsdl
from verwijsindex.contract.keur.keuren import REGELS
from verwijsindex.contract.operaties import OPERATIES
from verwijsindex.domain.weigeringen import ALLE


def _draai(capsys: pytest.CaptureFixture[str], *argumenten: str) -> tuple[int, str, str]:
    code = main(argumenten)
    uit, fouten = capsys.readouterr()
    return code, uit, fouten


@pytest.mark.eis("R-150")
def test_contract_tells_every_operation_and_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Operations, types and codes, read from the contract itself; each part also alone."""
    code, alles, fouten = _draai(capsys, "contract")
    assert (code, fouten) == (0, "")
    assert [operatie.naam for operatie in OPERATIES if operatie.naam not in alles] == []
    assert [weigering.code for weigering in ALLE if weigering.code not in alles] == []
    delen = [_draai(capsys, "contract", deel)[1] for deel in ("operaties", "typen", "fouten")]
    assert all(deel and deel in alles for deel in delen)


@pytest.mark.eis("R-151")
def test_a_contract_is_held_to_its_rules_of_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ours keeps them; of a broken one the line, the rule, the reason and the remedy, also as JSON; a file that is not there is said."""
    code, uit, fouten = _draai(capsys, "contract", "keur", *map(str, (wsdl("meldingen"), wsdl("rechten", "plat"))))
    assert (code, fouten, uit.splitlines()[-1]) == (0, "", f"{len(REGELS)} regels: 0 keer fout, 0 keer raad")
    kapot = tmp_path / "kapot.wsdl"
    kapot.write_bytes(wsdl("signalen", "plat").read_bytes().replace(b'use="literal"', b'use="encoded"', 1).replace(b'_v1"', b'"'))
    code, uit, fouten = _draai(capsys, "contract", "keur", str(kapot))
    assert (code, fouten) == (1, "")
    assert f"{kapot}:" in uit
    assert all(tekst in uit for tekst in ("KW12 fout: use is encoded", "KW02 raad:", "Waarom: ", "Oplossing: ", "1 keer fout, 1 keer raad"))
    code, uit, fouten = _draai(capsys, "contract", "keur", "--json", str(kapot))
    assert (code, [b["regel"] for b in json.loads(uit)], fouten) == (1, ["KW02", "KW12"], "")
    assert _draai(capsys, "contract", "keur", str(tmp_path / "weg.wsdl"))[0] == 5
    assert all(regel.id in _draai(capsys, "contract", "keur", "--regels")[1] for regel in REGELS)


@pytest.mark.eis("R-195")
def test_keys_are_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that only its owner can read, whose content is not printed; a second time exit code 5 and the same keys."""
    bestand = tmp_path / "sleutels.json"
    code, uit, fouten = _draai(capsys, "sleutels", "maak", "--bestand", str(bestand))
    assert (code, fouten) == (0, "")
    assert bestand.stat().st_mode & 0o777 == 0o600
    inhoud = bestand.read_text()
    ring = json.loads(inhoud)
    geheim = [ring["stam"], *(sleutel[veld] for sleutel in ring["sleutels"] for veld in ("versleuteling", "kenmerken"))]
    assert [len(bytes.fromhex(sleutel)) for sleutel in geheim] == [32, 32, 32]
    assert [sleutel for sleutel in geheim if sleutel in uit] == []
    code, uit, fouten = _draai(capsys, "sleutels", "maak", "--bestand", str(bestand))
    assert (code, uit) == (5, "")
    assert "worden nooit overschreven" in fouten
    assert inhoud == bestand.read_text()


@pytest.mark.parametrize(
    ("argumenten", "tekst"),
    [
        (("sleutels", "maak", "--bestand", "geen-map/sleutels.json"), "geen-map"),
        (("serve", "--instellingen", "bestaat-niet.toml"), "bestaat-niet.toml is niet te lezen"),
        (("migrate", "--instellingen", "bestaat-niet.toml"), "bestaat-niet.toml is niet te lezen"),
        (("sandbox", "klok"), "geen klok van een sandbox"),
        (("sandbox", "klok", "--zet", "gisteren"), "gisteren"),
        (("sandbox", "klok", "--vooruit", "een dag"), "is geen duur"),
        (("sandbox", "gebeurtenis", "overlijden", "--bsn", "912000008"), "bevat geen sandbox"),
        (("sandbox", "--personen", "bestaat-niet.json", "--map", "nieuw"), "bestaat-niet.json kan niet worden gelezen"),
        (("signalen", "--gebruiker", "x"), "bevat geen sandbox"),
    ],
    ids=lambda waarde: " ".join(waarde) if isinstance(waarde, tuple) else "",
)
def test_a_file_that_cannot_be_used_is_exit_5(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], argumenten: tuple[str, ...], tekst: str
) -> None:
    """One message of ours on standard error that names what is wrong, nothing on standard output, no number."""
    monkeypatch.chdir(tmp_path)
    code, uit, fouten = _draai(capsys, *argumenten)
    assert (code, uit) == (5, "")
    assert fouten.startswith("verwijsindex: ")
    assert tekst in fouten
    assert "912000008" not in fouten
    assert "Traceback" not in fouten


def test_migrate_makes_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The database of the settings file is brought up to date, twice without harm."""
    toml = tmp_path / "verwijsindex.toml"
    vast = dict.fromkeys(("sleutels", "register", "certificaat", "sleutel", "vertrouwd"), "x")
    velden = vast | {"database": f"sqlite:///{tmp_path / 'index.sqlite'}"}
    toml.write_text("".join(f'{naam} = "{waarde}"\n' for naam, waarde in velden.items()))
    for _ in range(2):
        assert _draai(capsys, "migrate", "--instellingen", str(toml)) == (0, "De database is op de nieuwste vorm.\n", "")
    assert (tmp_path / "index.sqlite").stat().st_size > 0


@pytest.mark.parametrize(
    "inhoud",
    [
        "geen toml",
        'adres = "https://localhost"',
        'adres = 1\ncertificaat = "c"\nsleutel = "s"\nca = "k"\nserver_oin = "00000099000000000000"',
        'adres = "http://localhost"\ncertificaat = "c"\nsleutel = "s"\nca = "k"\nserver_oin = "00000099000000000000"',
        'adres = "https://localhost"\ncertificaat = "c"\nsleutel = "s"\nca = "k"\nserver_oin = "0"\nwachtwoord = "geheim"',
    ],
)
def test_a_connection_file_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str], inhoud: str) -> None:
    """Exit code 5, the file by name, and nothing of what stands in it."""
    bestand = tmp_path / "verbinding.toml"
    bestand.write_text(inhoud)
    code, uit, fouten = _draai(capsys, "signalen", "--verbinding", str(bestand), "--gebruiker", "x")
    assert (code, uit) == (5, "")
    assert str(bestand) in fouten
    assert "geheim" not in fouten


def test_a_mistake_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no failure of the user or the server comes out as it is, for whoever must repair it."""
    monkeypatch.setattr("verwijsindex.cli.contract._DELEN", {"operaties": (_knal, "")})
    with pytest.raises(ZeroDivisionError):
        main(["contract"])


def _knal() -> None:
    raise ZeroDivisionError


def test_progress_is_silent_when_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal no bar, no blank line, no escape: standard error stays for what went wrong."""
    with voortgang("Iets doen", 2) as stap:
        stap("een")
        stap("twee")
    with wachten("Wachten"):
        pass
    assert capsys.readouterr() == ("", "")


@pytest.fixture
def eigen_logger() -> Iterator[logging.Logger]:
    """Our logger, put back afterwards as it was."""
    logger = logging.getLogger("verwijsindex")
    bewaard = (logger.handlers, logger.level, logger.propagate)
    spyne = logging.getLogger("spyne").level
    yield logger
    for handler in logger.handlers:
        handler.close()
    logger.handlers, logger.propagate = bewaard[0], bewaard[2]
    logger.setLevel(bewaard[1])
    logging.getLogger("spyne").setLevel(spyne)


@pytest.mark.eis("R-141")
def test_the_technical_log_is_ours_alone(eigen_logger: logging.Logger, tmp_path: Path) -> None:
    """Our lines go to the file and nowhere else; what Spyne says, which may quote a message, goes nowhere."""
    bestand = tmp_path / "technisch.log"
    richt_log_in(bestand)
    logging.getLogger("verwijsindex.front").info("bericht=%s", "1")
    logging.getLogger("verwijsindex.front").debug("te veel")
    logging.getLogger("spyne.protocol").critical("geheim 912000008")
    logging.getLogger("een.bibliotheek").critical("van een ander")
    assert [regel.split(" ", 2)[2] for regel in bestand.read_text().splitlines()] == ["INFO verwijsindex.front bericht=1"]
    assert eigen_logger.propagate is False
