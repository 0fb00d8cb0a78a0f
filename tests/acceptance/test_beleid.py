"""``verwijsindex beleid`` and ``verwijsindex afbouw`` as an operator uses them (R-190; docs/beleid.md, docs/afbouw.md)."""

import json
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from verwijsindex.domain.beleidslezer import lees_beleid
from verwijsindex.sandbox.wereld import maak_wereld
from verwijsindex.wiring.afbouw import als_bytes
from verwijsindex.wiring.sandbox import beschrijf_adres, bouw_of_open, vul_database
from verwijsindex.wiring.sandboxinstellingen import open_bestaande

from ..beleid import tekst
from .processen import draai
from .test_serve import Plek, gedeeld, plek  # noqa: F401  (fixtures)

pytestmark = pytest.mark.traag


def _afbouw(weg: date) -> str:
    return f'[afbouw]\ngeen_nieuwe_meldingen_vanaf = {weg}\nalles_vernietigd_op = {weg}\nartikel = "Stb. 1"\n'


@pytest.mark.eis("R-002", "R-190")
def test_what_the_law_says_and_what_a_file_changes(tmp_path: Path) -> None:
    """The statute with its articles; the differences of a file, marked where they touch the past; an error with its line."""
    getoond = draai("beleid", "toon", "--op", "2026-05-10")
    assert getoond.code == 0
    assert all(deel in getoond.uitvoer for deel in ("archief_jaren", "Jeugdwet 7.1.4.6(1)", "PJ2", "Halt-bureau (BJ 7.1.7)"))
    bestand = tmp_path / "beleid.toml"
    bestand.write_text(tekst("2100-01-01", archief_jaren=3), encoding="utf-8")
    assert _kort(draai("beleid", "verschil", str(bestand))) == (0, "  vanaf 2100-01-01  archief_jaren: 5 -> 3  (proef)\n")
    assert draai("beleid", "controleer", str(bestand)).uitvoer.startswith("Het beleid klopt: 2 versies")
    vroeger = tmp_path / "vroeger.toml"
    vroeger.write_text(tekst(adresmatch=False), encoding="utf-8")
    assert "! vanaf 2015-01-01  adresmatch: aan -> uit" in draai("beleid", "verschil", str(vroeger)).uitvoer
    assert "archief_jaren: 5 -> 3" in draai("beleid", "verschil", str(vroeger), str(bestand)).uitvoer
    assert _kort(draai("beleid", "verschil", str(bestand), str(bestand))) == (0, "Er is geen verschil.\n")
    bestand.write_text(tekst(archief_jaren=6), encoding="utf-8")
    fout = draai("beleid", "controleer", str(bestand))
    assert fout.code == 5
    assert "regel 4: archief_jaren is ten hoogste 5 (Jeugdwet 7.1.4.6(1))" in fout.fouten


def _kort(gedaan: object) -> tuple[int, str]:
    return gedaan.code, gedaan.uitvoer  # type: ignore[attr-defined]


@pytest.mark.eis("R-190")
def test_a_sandbox_uses_the_policy_in_its_folder(tmp_path: Path, dag: date) -> None:
    """From its next start; an error in it stops that, with the line."""
    _, beschrijving = bouw_of_open(tmp_path, datetime.now(UTC), lambda _: None)
    beschrijf_adres(tmp_path, beschrijving, "https://localhost:8443")
    assert open_bestaande(tmp_path).beleid is None
    (tmp_path / "beleid.toml").write_text(_afbouw(dag), encoding="utf-8")
    assert tmp_path / "beleid.toml" == open_bestaande(tmp_path).beleid
    assert draai("sandbox", "onderhoud", "--map", str(tmp_path)).code == 0
    assert "Er was niets te doen" in draai("sandbox", "onderhoud", "--map", str(tmp_path), "--proef").uitvoer
    (tmp_path / "beleid.toml").write_text("[[versie]]", encoding="utf-8")
    fout = draai("sandbox", "onderhoud", "--map", str(tmp_path))
    assert (fout.code, "regel 1: vanaf ontbreekt" in fout.fouten) == (5, True)


@pytest.mark.eis("R-190")
def test_an_error_in_the_policy_stops_everything(plek: Plek) -> None:  # noqa: F811
    """serve, migrate aside, does not begin: exit code 5 with the line, before the database is touched."""
    (plek.map / "verwijsindex-beleid.toml").write_text("[[versie]]\n", encoding="utf-8")
    toml = str(plek.schrijf(f"sqlite:///{plek.map / 'index.sqlite'}", beleid="verwijsindex-beleid.toml"))
    draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json"))
    gestart = draai("serve", "--instellingen", toml)
    assert (gestart.code, "regel 1: vanaf ontbreekt" in gestart.fouten) == (5, True)
    assert not (plek.map / "index.sqlite").exists()


@pytest.mark.eis("R-190")
def test_the_end_from_export_to_proof(plek: Plek, tmp_path: Path, dag: date) -> None:  # noqa: F811
    """Refused before its day; exported, destroyed, proven with a signature that holds, and searched: nothing but what was planted."""
    url, beleid = f"sqlite:///{plek.map / 'index.sqlite'}", plek.map / "verwijsindex-beleid.toml"
    toml = str(plek.schrijf(url, beleid="verwijsindex-beleid.toml"))
    draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json"))
    vul_database(url, plek.map / "sleutels.json", maak_wereld(dag))
    beleid.write_text(_afbouw(dag + timedelta(days=2)), encoding="utf-8")
    uit = tmp_path / "overdracht"
    assert "Proef" in draai("afbouw", "exporteer", "--uit", str(uit), "--instellingen", toml, "--proef").uitvoer
    assert not uit.exists()
    assert draai("afbouw", "exporteer", "--uit", str(uit), "--instellingen", toml).code == 0
    assert draai("afbouw", "exporteer", "--uit", str(uit), "--instellingen", toml).code == 5
    geweigerd = draai("afbouw", "voer-uit", "--instellingen", toml)
    assert (geweigerd.code, "pas vernietigd op" in geweigerd.fouten) == (1, True)
    beleid.write_text(_afbouw(dag - timedelta(days=1)), encoding="utf-8")
    proef = draai("afbouw", "voer-uit", "--instellingen", toml, "--proef").uitvoer
    assert "Proef, er is niets vernietigd" in proef
    assert "gebruiker" in proef
    gevonden = draai("afbouw", "controleer", "--export", str(uit), "--instellingen", toml)
    assert (gevonden.code, "gebruiker.contact als bytes" in gevonden.uitvoer) == (1, True)
    gedaan = draai("afbouw", "voer-uit", "--instellingen", toml)
    assert (gedaan.code, gedaan.uitvoer.splitlines()[0]) == (0, "Alles van personen is vernietigd.")
    schoon = draai("afbouw", "controleer", "--export", str(uit), "--instellingen", toml)
    assert (schoon.code, schoon.uitvoer.splitlines()[-1]) == (0, "Er is niets gevonden.")
    regels = [regel.split("\t") for regel in (uit / "zoeklijst.txt").read_text(encoding="utf-8").splitlines()]
    mail = next(bytes.fromhex(waarde).decode() for soort, waarde in regels if soort == "emailadres")
    (plek.map / "verwijsindex.log.1").write_text(f"x {mail} y", encoding="utf-16-le")
    geplant = draai("afbouw", "controleer", "--export", str(uit), "--instellingen", toml)
    assert (geplant.code, "keer emailadres als utf-16" in geplant.uitvoer) == (1, True)
    assert mail not in geplant.uitvoer
    assert draai("afbouw", "bewijs", "--uit", str(tmp_path / "bewijs.json"), "--instellingen", toml).code == 0
    _controleer_bewijs(tmp_path / "bewijs.json", lees_beleid(beleid.read_text(encoding="utf-8")).kenmerk)


def _controleer_bewijs(bestand: Path, kenmerk: str) -> None:
    gelezen = json.loads(bestand.read_text(encoding="utf-8"))
    bewijs = gelezen["bewijs"]
    assert kenmerk == bewijs["beleid"]["kenmerk"]
    assert bewijs["rijen"]["gebruiker"]["vooraf"] > 0
    assert {0} == {rij["nu"] for rij in bewijs["rijen"].values()}
    assert bewijs["voltooid"] >= bewijs["begonnen"]
    assert bewijs["logboek"]
    sleutel = x509.load_pem_x509_certificate(gelezen["certificaat"].encode()).public_key()
    assert isinstance(sleutel, RSAPublicKey)
    sleutel.verify(b64decode(gelezen["handtekening"]), als_bytes(bewijs), PKCS1v15(), SHA256())
