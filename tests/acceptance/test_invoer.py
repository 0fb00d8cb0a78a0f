"""``verwijsindex invoer``: a file of existing meldingen, as docs/invoer.md tells it (R-183, keuzes.md 24)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.storage.database import migreer, open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels

from ..integration.storage.wereld import GEMEENTE, KIND, MOEDER, OIN, POLITIE, ZUS, gebruiker, registreer, rijen
from .processen import Gedaan, draai

pytestmark = pytest.mark.eis("R-183")

KOP = "partner;instantie;gebruiker;partnerMeldingId;meldmoment;verwijderdOp;wijze;bsn"
TOEN = (datetime.now(UTC) - timedelta(days=90)).isoformat(timespec="seconds")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'index.sqlite'}"


@pytest.fixture
def toml(url: str, tmp_path: Path) -> Path:
    """The settings of a server with two reporters and brother and sister in its register."""
    bestand, sleutels = tmp_path / "verwijsindex.toml", tmp_path / "sleutels.json"
    assert draai("sleutels", "maak", "--bestand", str(sleutels)).code == 0
    kinderen = [Persoonslijst(b.waarde, "Jansen", "20160510", ouders=(MOEDER.waarde,), gemeentecode=GEMEENTE) for b in (KIND, ZUS)]
    maak_register(tmp_path / "register.sqlite", kinderen)
    velden = {"database": url, "sleutels": "sleutels.json", "register": "register.sqlite"} | dict.fromkeys(
        ("certificaat", "sleutel", "vertrouwd"), "x"
    )
    bestand.write_text("".join(f'{naam} = "{waarde}"\n' for naam, waarde in velden.items()))
    migreer(url)
    opslag = open_opslag(url, lees_sleutels(sleutels))
    registreer(opslag, gebruiker("arts"), gebruiker("agent", POLITIE))
    opslag.sluit()
    return bestand


def invoer(toml: Path, regels: list[str], *keuzes: str) -> Gedaan:
    bestand = toml.parent / "meldingen.csv"
    bestand.write_text("\n".join([KOP, *regels]) + "\n", encoding="utf-8")
    return draai("invoer", str(bestand), "--instellingen", str(toml), *keuzes)


REGELS = [
    f"{OIN};ggd;arts;een;{TOEN};;bsn;{KIND.waarde}",
    f"{OIN};politie;agent;twee;{TOEN};;bsn;{KIND.waarde}",
    f"{OIN};politie;agent;drie;{TOEN};;bsn;{ZUS.waarde}",
    f"{OIN};ggd;arts;vier;2010-01-01T12:00:00Z;;bsn;{ZUS.waarde}",
]


def test_invoeren(toml: Path, url: str) -> None:
    """A trial tells what it would do, the import does it in silence and lists what matches by ids alone, and again it changes nothing."""
    vooraf = toml.parent / "vooraf.csv"
    proef = invoer(toml, REGELS, "--proef", "--matches", str(vooraf))
    assert (proef.code, proef.uitvoer.splitlines()[1].split()) == (0, ["3", "meldingen", "nieuw"])
    assert [regel.split() for regel in proef.uitvoer.splitlines()[5:]] == [["1", GEMEENTE, "GEZIN"], ["1", GEMEENTE, "ZELFDE_JEUGDIGE"]]
    assert {regel.partition(";")[2] for regel in vooraf.read_text().splitlines()[1:]} == {
        "ZELFDE_JEUGDIGE;regel 3;regel 2",
        "GEZIN;regel 4;regel 2",
    }
    assert rijen(url, "SELECT count(*) FROM melding") == [(0,)]
    matches = toml.parent / "matches.csv"
    gedaan = invoer(toml, REGELS, "--matches", str(matches))
    assert (gedaan.code, gedaan.fouten) == (0, "")
    assert "1  overgeslagen: daarvan bewaart de wet niets meer (regel 5)" in gedaan.uitvoer
    assert [regel.split() for regel in gedaan.uitvoer.splitlines()[5:]] == [["1", GEMEENTE, "GEZIN"], ["1", GEMEENTE, "ZELFDE_JEUGDIGE"]]
    kop, *lijst = matches.read_text().splitlines()
    assert (kop, sorted(regel.split(";")[1] for regel in lijst)) == ("gemeente;soort;melding;andere", ["GEZIN", "ZELFDE_JEUGDIGE"])
    assert KIND.waarde not in matches.read_text() + gedaan.uitvoer
    assert rijen(url, "SELECT (SELECT count(*) FROM melding), (SELECT count(*) FROM signaal)") == [(3, 0)]
    opnieuw = invoer(toml, REGELS)
    assert [regel.split()[0] for regel in opnieuw.uitvoer.splitlines()[1:4]] == ["0", "3", "1"]
    nogmaals = invoer(toml, REGELS, "--matches", str(matches))
    assert (nogmaals.code, "bestaat al" in nogmaals.fouten) == (5, True)


def test_een_bestand_met_een_fout(toml: Path, url: str) -> None:
    """Exit code 5, every wrong line with its reason, no number of a person, and nothing changed."""
    gedaan = invoer(toml, [*REGELS, f"{OIN};ggd;niemand;vijf;{TOEN};;bsn;{KIND.waarde}", f"{OIN};ggd;arts;zes;{TOEN};;bsn;{MOEDER.waarde}"])
    assert gedaan.code == 5
    assert ("regel 6: VIR-120" in gedaan.fouten, "regel 7: VIR-102" in gedaan.fouten) == (True, True)
    assert MOEDER.waarde not in gedaan.fouten
    assert rijen(url, "SELECT count(*) FROM melding") == [(0,)]
    vorm = invoer(toml, ["a;b"])
    assert (vorm.code, "regel 2: verwacht 8 velden" in vorm.fouten) == (5, True)
