"""The settings of a server: one TOML file, of which nothing is guessed."""

from pathlib import Path

import pytest

from verwijsindex.settings import Instellingen, InstellingenOnjuist, lees_instellingen

VERPLICHT = {
    "database": "sqlite:///index.sqlite",
    "sleutels": "sleutels.json",
    "register": "register.sqlite",
    "certificaat": "index.pem",
    "sleutel": "index.key",
    "vertrouwd": "keten.pem",
}


def _lees(map: Path, **velden: str) -> Instellingen:
    """Write a settings file of texts and read it."""
    regels = [f'{naam} = "{waarde}"' for naam, waarde in (VERPLICHT | velden).items()]
    bestand = map / "verwijsindex.toml"
    bestand.write_text("\n".join(regels), encoding="utf-8")
    return lees_instellingen(bestand)


def test_what_is_left_out_has_a_safe_default(tmp_path: Path) -> None:
    """Only this machine can connect, one process, real time, not production, log to standard error."""
    instellingen = _lees(tmp_path)
    vast = (instellingen.host, instellingen.poort, instellingen.processen, instellingen.draden)
    assert vast == ("127.0.0.1", 8443, 1, 1)
    assert (instellingen.adres, instellingen.klok, instellingen.log, instellingen.andere_adressen) == (None, None, None, ())
    assert instellingen.productie is False


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    """Wherever the server is started; an absolute path stays what it is. The database URL is no path."""
    instellingen = _lees(tmp_path, log="log/technisch.log", sleutel="/etc/vir/index.key")
    assert instellingen.sleutels == tmp_path / "sleutels.json"
    assert instellingen.log == tmp_path / "log" / "technisch.log"
    assert instellingen.sleutel == Path("/etc/vir/index.key")
    assert instellingen.database == "sqlite:///index.sqlite"


def test_every_kind_of_value(tmp_path: Path) -> None:
    """Text, number, yes or no, and a list of texts."""
    instellingen = _lees_ruw(
        tmp_path, 'poort = 443\nprocessen = 4\nproductie = true\ncrl_map = "crl"\nandere_adressen = ["https://a.example"]'
    )
    assert (instellingen.poort, instellingen.processen, instellingen.productie) == (443, 4, True)
    assert instellingen.andere_adressen == ("https://a.example",)


def _lees_ruw(map: Path, extra: str) -> Instellingen:
    bestand = map / "verwijsindex.toml"
    bestand.write_text("\n".join(f'{naam} = "{waarde}"' for naam, waarde in VERPLICHT.items()) + f"\n{extra}\n", encoding="utf-8")
    return lees_instellingen(bestand)


@pytest.mark.parametrize(
    ("extra", "tekst"),
    [
        ('geheim = "wachtwoord123"', "onbekende instelling geheim"),
        ('poort = "8443"', "instelling poort heeft niet de goede vorm"),
        ("poort = 84.43", "instelling poort heeft niet de goede vorm"),
        ("poort = true", "instelling poort heeft niet de goede vorm"),
        ("poort = 65536", "een poort is een getal van 0 tot en met 65535"),
        ("poort = -1", "een poort is een getal van 0 tot en met 65535"),
        ("beleid = 3", "instelling beleid heeft niet de goede vorm"),
        ("historie_dagen = 30", "onbekende instelling historie_dagen"),
        ("productie = 1", "instelling productie heeft niet de goede vorm"),
        ("log = 7", "instelling log heeft niet de goede vorm"),
        ("andere_adressen = [1]", "instelling andere_adressen heeft niet de goede vorm"),
        ('andere_adressen = "https://a.example"', "instelling andere_adressen heeft niet de goede vorm"),
        ("productie = true", "in productie worden ingetrokken certificaten geweigerd"),
        ('crl_adressen = ["http://crl.example/a.crl"]', "crl_adressen vraagt om crl_map"),
        ('crl_map = "crl"\ncrl_adressen = ["ldap://crl.example/a"]', "begint met http:// of https://"),
        ('crl_map = "crl"\ncrl_elke = 59', "crl_elke is een aantal seconden van 60 tot en met 86400"),
        ('crl_map = "crl"\ncrl_respijt = 169', "crl_respijt is een aantal uren van 0 tot en met 168"),
        ("= niets", "is geen geldige TOML"),
    ],
)
def test_what_is_no_setting_is_refused(tmp_path: Path, extra: str, tekst: str) -> None:
    """An unknown name, another kind of value or no TOML: the setting by name, never a value that may be secret."""
    with pytest.raises(InstellingenOnjuist, match=tekst) as fout:
        _lees_ruw(tmp_path, extra)
    assert "wachtwoord123" not in str(fout.value)


@pytest.mark.parametrize("database", ["mysql://root:geheim@localhost/x", "index.sqlite", "", "sqlite://"])
def test_a_database_is_one_of_two_kinds(tmp_path: Path, database: str) -> None:
    """Another kind is refused without repeating the URL, which may hold a password."""
    with pytest.raises(InstellingenOnjuist, match="een database begint met sqlite:/// of postgresql://") as fout:
        _lees(tmp_path, database=database)
    assert "geheim" not in str(fout.value)


@pytest.mark.parametrize("naam", [naam for naam in VERPLICHT if naam != "register"])
def test_what_is_required_is_named(tmp_path: Path, naam: str) -> None:
    """Each required setting that is left out is named."""
    bestand = tmp_path / "verwijsindex.toml"
    bestand.write_text("\n".join(f'{n} = "{w}"' for n, w in VERPLICHT.items() if n != naam), encoding="utf-8")
    with pytest.raises(InstellingenOnjuist, match=f"instelling {naam} ontbreekt"):
        lees_instellingen(bestand)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    """The file is named."""
    with pytest.raises(InstellingenOnjuist, match=r"weg\.toml is niet te lezen"):
        lees_instellingen(tmp_path / "weg.toml")
    (tmp_path / "binair.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InstellingenOnjuist, match=r"binair\.toml is geen geldige TOML"):
        lees_instellingen(tmp_path / "binair.toml")


@pytest.mark.eis("R-190")
def test_a_policy_is_a_file_beside_the_settings(tmp_path: Path) -> None:
    """Without one the statute holds."""
    assert _lees(tmp_path).beleid is None
    assert tmp_path / "beleid.toml" == _lees_ruw(tmp_path, 'beleid = "beleid.toml"').beleid


@pytest.mark.eis("R-161", "R-197")
def test_production_has_no_virtual_clock(tmp_path: Path) -> None:
    """The two together are refused; each alone is fine."""
    with pytest.raises(InstellingenOnjuist, match="in productie loopt de klok niet virtueel"):
        _lees_ruw(tmp_path, 'productie = true\nklok = "klok.json"')
    assert _lees_ruw(tmp_path, 'klok = "klok.json"').klok == tmp_path / "klok.json"
    assert _lees_ruw(tmp_path, 'productie = true\ncrl_map = "crl"').productie
