"""``verwijsindex sleutels``: a key is replaced by the commands that docs/sleutels.md names, one after another (R-195)."""

import json
import time
from datetime import timedelta
from pathlib import Path

import pytest

from verwijsindex.brp.inlezen import maak_register
from verwijsindex.cli import sleutels as opdracht
from verwijsindex.storage.database import migreer, open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels

from ..integration.storage.wereld import KIND, gebruiker, meld, registreer, rijen
from .processen import Gedaan, draai

pytestmark = pytest.mark.eis("R-195", "R-079")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'index.sqlite'}"


@pytest.fixture
def toml(url: str, tmp_path: Path) -> Path:
    """The settings of a server with one melding in it."""
    bestand, sleutels = tmp_path / "verwijsindex.toml", tmp_path / "sleutels.json"
    assert draai("sleutels", "maak", "--bestand", str(sleutels)).code == 0
    maak_register(tmp_path / "register.sqlite", [])
    velden = {"sleutels": "sleutels.json", "certificaat": "x", "sleutel": "x", "vertrouwd": "x", "register": "register.sqlite"}
    bestand.write_text("".join(f'{naam} = "{waarde}"\n' for naam, waarde in ({"database": url} | velden).items()))
    migreer(url)
    opslag = open_opslag(url, lees_sleutels(sleutels))
    registreer(opslag, gebruiker("arts"))
    with opslag.schrijven() as transactie:
        meld(transactie, KIND, "arts")
        transactie.leg_vast()
    opslag.sluit()
    return bestand


def sleutels(toml: Path, *argumenten: str) -> Gedaan:
    return draai("sleutels", *argumenten, "--instellingen", str(toml))


def stand(toml: Path) -> dict[int, tuple[int, str]]:
    """Per key how many values stand under it, and what is said of it."""
    getoond = json.loads(sleutels(toml, "toon", "--json").uitvoer)
    return {rij["sleutel"]: (rij["waarden"], rij["stand"]) for rij in getoond}


def test_een_sleutel_wordt_vervangen(toml: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """toon, voeg-toe, gebruik, herschrijf, verwijder-oud: each says what it did and what comes next, and stands in the log."""
    monkeypatch.setattr(opdracht, "WACHT", timedelta(seconds=0.2))
    geheim = lees_sleutels(toml.parent / "sleutels.json")
    [waarden] = {aantal for aantal, _ in stand(toml).values()}
    tabel = sleutels(toml, "toon").uitvoer
    assert ("in gebruik" in tabel, geheim.stam.hex()[:8] in tabel, waarden > 0) == (True, False, True)
    erbij = sleutels(toml, "voeg-toe")
    assert (erbij.code, "sleutels gebruik --sleutel 2" in erbij.uitvoer) == (0, True)
    assert stand(toml) == {1: (waarden, "in gebruik"), 2: (0, "in het bestand, nog niet bekend bij de servers")}
    gebruik = sleutels(toml, "gebruik", "--sleutel", "2")
    assert (gebruik.code, "Sleutel 2 is in gebruik." in gebruik.uitvoer) == (0, True)
    assert stand(toml) == {1: (waarden, "alleen om te lezen"), 2: (0, "in gebruik")}
    assert sleutels(toml, "herschrijf").uitvoer.endswith("Nog onder een andere sleutel: 0 waarden.\n")
    time.sleep(0.2)
    assert sleutels(toml, "verwijder-oud").uitvoer.startswith("Weggehaald: sleutel 1.")
    assert stand(toml) == {2: (waarden, "in gebruik")}
    assert lees_sleutels(toml.parent / "sleutels.json").nummers == (2,)
    assert sleutels(toml, "verwijder-oud").uitvoer == "Er zijn geen oude sleutels.\n"
    log = rijen(url, "SELECT uitkomst FROM logboek WHERE operatie = 'Sleutels' AND gebeurtenis = 'SLEUTEL_GEWISSELD' ORDER BY nummer")
    assert [wat for (wat,) in log] == ["TOEGEVOEGD", "BEKEND", "IN_GEBRUIK", "VERWIJDERD"]


def test_een_proef_verandert_niets(toml: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --proef each says what it would do; file, keys and log stay as they are."""
    monkeypatch.setattr(opdracht, "WACHT", timedelta(0))

    def alles() -> object:
        return (toml.parent / "sleutels.json").read_bytes(), stand(toml), rijen(url, "SELECT count(*) FROM logboek")

    for stap in (("voeg-toe",), ("gebruik", "--sleutel", "2"), ("herschrijf",), ("verwijder-oud",)):
        voor = alles()
        proef = sleutels(toml, *stap, "--proef")
        assert (proef.code, proef.uitvoer.startswith("Proef, er is niets veranderd."), alles()) == (0, True, voor), stap
        assert sleutels(toml, *stap).code == 0


def test_wat_niet_kan_wordt_gezegd(toml: Path) -> None:
    """A key that is not in the file is exit code 5; taking away what is still needed, or too early, is exit code 1; nothing changes."""
    voor = stand(toml)
    onbekend = sleutels(toml, "gebruik", "--sleutel", "2")
    assert (onbekend.code, "sleutel 2 " in onbekend.fouten, onbekend.fouten.count("\n")) == (5, True, 1)
    assert stand(toml) == voor
    assert draai("sleutels", "gebruik", "--instellingen", str(toml)).code == 2


def test_een_oude_sleutel_blijft_zolang_er_iets_onder_staat(toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """verwijder-oud before herschrijf is exit code 1 and says how many values stand in the way."""
    monkeypatch.setattr(opdracht, "WACHT", timedelta(0))
    sleutels(toml, "voeg-toe")
    sleutels(toml, "gebruik", "--sleutel", "2")
    gedaan = sleutels(toml, "verwijder-oud")
    assert (gedaan.code, "waarden onder een oude sleutel" in gedaan.fouten) == (1, True)
    assert lees_sleutels(toml.parent / "sleutels.json").nummers == (1, 2)
