"""Which register: the settings say one, and say what is wrong when they do not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.haalcentraal.update import BrpWijzigingen
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.wijzigingen import IngebedWijzigingen
from verwijsindex.settings import InstellingenOnjuist, lees_instellingen
from verwijsindex.wiring.register import kies_register, kies_wijzigingen

VAST = {"database": "sqlite:///x", "sleutels": "s", "certificaat": "c", "sleutel": "k", "vertrouwd": "v"}
BRP = {"brp_adres": "https://brp.example.nl/api/brp"}
TOKEN = {"brp_token_adres": "https://brp.example.nl/token", "brp_client_id": "wij", "brp_client_geheim": "geheim.txt"}
CERTIFICAAT = {"brp_certificaat": "brp.pem", "brp_sleutel": "brp.key"}


def _schrijf(map: Path, velden: dict[str, str]) -> Path:
    bestand = map / "verwijsindex.toml"
    bestand.write_text("".join(f'{naam} = "{waarde}"\n' for naam, waarde in {**VAST, **velden}.items()), encoding="utf-8")
    return bestand


@pytest.mark.parametrize(
    ("velden", "uitleg"),
    [
        ({}, "een van beide: 'register'"),
        ({"register": "r.sqlite", **BRP, **TOKEN}, "een van beide: 'register'"),
        ({"register": "r.sqlite", "brp_ca": "ca.pem"}, "geen instellingen die met brp_ beginnen"),
        (BRP, "wie vraagt"),
        ({**BRP, "brp_ca": "ca.pem"}, "wie vraagt"),
        ({**BRP, "brp_certificaat": "brp.pem"}, "brp_certificaat en brp_sleutel horen bij elkaar"),
        ({**BRP, **CERTIFICAAT, "brp_client_id": "wij"}, "brp_token_adres en brp_client_id en brp_client_geheim horen bij elkaar"),
        ({**BRP, **CERTIFICAAT, "brp_scope": "609901"}, "alleen zin met brp_token_adres"),
        ({"brp_adres": "http://brp.example.nl", **TOKEN}, "brp_adres begint met https://"),
        ({**BRP, **TOKEN, "brp_token_adres": "http://brp.example.nl"}, "brp_token_adres begint met https://"),
        ({**BRP, **TOKEN, "brp_update_adres": "http://brp.example.nl"}, "brp_update_adres begint met https://"),
        ({"register": "r.sqlite", "brp_update_adres": "https://brp.example.nl/u"}, "geen instellingen die met brp_ beginnen"),
        ({**BRP, **TOKEN, "brp_adress": "https://x"}, "onbekende instelling brp_adress"),
    ],
)
def test_settings_that_choose_no_register_are_refused(tmp_path: Path, velden: dict[str, str], uitleg: str) -> None:
    """None, two, half a token, half a certificate, nothing that proves who we are, or an address without TLS; in plain Dutch."""
    with pytest.raises(InstellingenOnjuist, match=uitleg):
        lees_instellingen(_schrijf(tmp_path, velden))


def test_the_settings_choose_the_register(tmp_path: Path) -> None:
    """A file, or the BRP; neither is asked anything yet."""
    geheim = tmp_path / "geheim.txt"
    geheim.touch(0o600)
    geheim.write_text("geheim")
    assert isinstance(kies_register(lees_instellingen(_schrijf(tmp_path, {"register": "r.sqlite"})), lambda: True), IngebedRegister)
    assert isinstance(kies_register(lees_instellingen(_schrijf(tmp_path, {**BRP, **TOKEN})), lambda: True), BrpPersonen)


def test_the_settings_choose_who_tells_of_changes(tmp_path: Path) -> None:
    """The same file, the Update API of the BRP, or nobody."""
    geheim = tmp_path / "geheim.txt"
    geheim.touch(0o600)
    geheim.write_text("geheim")
    update = {"brp_update_adres": "https://brp.example.nl/api/brpupdate"}
    assert isinstance(kies_wijzigingen(lees_instellingen(_schrijf(tmp_path, {"register": "r.sqlite"}))), IngebedWijzigingen)
    assert isinstance(kies_wijzigingen(lees_instellingen(_schrijf(tmp_path, {**BRP, **TOKEN, **update}))), BrpWijzigingen)
    assert kies_wijzigingen(lees_instellingen(_schrijf(tmp_path, {**BRP, **TOKEN}))) is None


def test_a_register_of_an_earlier_release_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """It knows no addresses; half a register would silently match nobody by address."""
    maak_register(tmp_path / "r.sqlite", [])
    instellingen = lees_instellingen(_schrijf(tmp_path, {"register": "r.sqlite"}))
    kies_register(instellingen, lambda: True)
    with closing(sqlite3.connect(tmp_path / "r.sqlite")) as verbinding:
        verbinding.execute("PRAGMA user_version = 0")
    with pytest.raises(InstellingenOnjuist, match=r"eerdere uitgave.*--nieuw"):
        kies_register(instellingen, lambda: True)


@pytest.mark.parametrize("velden", [{**BRP, **CERTIFICAAT}, {**BRP, **TOKEN}])
def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path, velden: dict[str, str]) -> None:
    """Rather at the start than at the first melding."""
    with pytest.raises(OSError, match=r"geheim.txt|No such file"):
        kies_register(lees_instellingen(_schrijf(tmp_path, velden)), lambda: True)
