"""``verwijsindex post`` and the settings behind it, against a real mail server (R-098, R-173)."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from verwijsindex.brp.inlezen import maak_register
from verwijsindex.cli import main
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.sandbox.pki import PkiBestanden
from verwijsindex.settings import InstellingenOnjuist, lees_instellingen
from verwijsindex.soap.begeleider import Stop
from verwijsindex.storage.database import open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels, maak_sleutels
from verwijsindex.wiring.achtergrond import achtergrond, heeft_taken
from verwijsindex.wiring.post import maak_postbode

from ..integration.storage.wereld import GGD, KIND, PERSOON, POLITIE, REGIE, context, gebruiker, meld_verzoek, registreer
from ..wachten import wacht_tot
from .mailserver import WACHTWOORD, Gedrag, mailserver, vrije_poort

VAST = {
    "sleutels": "sleutels.json",
    "register": "r",
    "certificaat": "c",
    "sleutel": "k",
    "vertrouwd": "v",
}
SMTP = {"smtp_host": "localhost", "smtp_afzender": "verwijsindex@vir.example"}


@pytest.fixture
def plek(tmp_path: Path, sqlite_sjabloon: Path) -> Path:
    """A server on which two reported the same child."""
    copy(sqlite_sjabloon, tmp_path / "index.db")
    maak_sleutels(tmp_path / "sleutels.json")
    opslag = open_opslag(f"sqlite:///{tmp_path / 'index.db'}", lees_sleutels(tmp_path / "sleutels.json"))
    registreer(opslag, gebruiker("arts"), gebruiker("agent", POLITIE))
    with opslag.beheer() as beheer:  # since then the regievoerder left
        beheer.gebruiker(replace(REGIE, aanwijzing=Geldigheid(date(2020, 1, 1), date(2021, 1, 1))))
        beheer.leg_vast()
    for wie, instantie in (("arts", GGD), ("agent", POLITIE)):
        meld_jeugdige(meld_verzoek(wie, KIND, wie, instantie), context(opslag, {KIND: PERSOON}))
    opslag.sluit()
    return tmp_path


def schrijf(map: Path, *regels: str, **velden: str) -> Path:
    bestand = map / "verwijsindex.toml"
    alle = [f'{naam} = "{waarde}"' for naam, waarde in {"database": f"sqlite:///{map}/index.db", **VAST, **velden}.items()]
    bestand.write_text("\n".join((*alle, *regels)), encoding="utf-8")
    return bestand


def post(bestand: Path, *woorden: str) -> int:
    return main(["post", woorden[0], "--instellingen", str(bestand), *woorden[1:]])


@pytest.mark.eis("R-098", "R-173")
def test_the_operator_sees_what_waits_sends_it_and_sees_who_cannot_be_reached(
    plek: Path, pki: PkiBestanden, capsys: pytest.CaptureFixture[str]
) -> None:
    """By user id and code, never by address; the log holds no address either."""
    gedrag = Gedrag(rcpt=lambda adres: "550 weg" if adres.startswith("arts") else "250 OK")
    with mailserver(gedrag, pki) as poort:
        bestand = schrijf(plek, f"smtp_poort = {poort}", **SMTP, smtp_ca=str(pki.keten))
        assert post(bestand, "toon") == 0
        assert capsys.readouterr().out == "Op mail wachten: 3\nGeen mail mogelijk: 0\n"
        assert post(bestand, "verstuur") == 0
        uitvoer, log = capsys.readouterr()
        assert uitvoer == "verstuurd: 1  uitgesteld: 0  onbestelbaar: 2  overbodig: 0  doorgegeven: 0\n"
        assert post(bestand, "toon") == 0
    uitvoer, _ = capsys.readouterr()
    assert "Geen mail mogelijk: 2" in uitvoer
    assert "  0363  sinds " in uitvoer
    assert "NIEMAND (er is niemand meer die de mail kan krijgen)" in uitvoer
    assert "  arts  sinds " in uitvoer
    assert "ADRES_GEWEIGERD (de mailserver weigert het e-mailadres)" in uitvoer
    assert "mail niet bezorgd: ADRES_GEWEIGERD 550" in log
    assert "@" not in uitvoer + log


@pytest.mark.eis("R-173")
def test_a_mail_server_that_is_down_is_told(plek: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 3, what is the matter, and what waits goes on waiting."""
    bestand = schrijf(plek, f"smtp_poort = {vrije_poort()}", **SMTP)
    assert post(bestand, "verstuur") == 3
    assert "ONBEREIKBAAR: de mailserver is niet te bereiken" in capsys.readouterr().out
    assert post(bestand, "toon") == 0
    assert "1 na een mislukte poging: ONBEREIKBAAR" in capsys.readouterr().out


def test_a_trial_mail(plek: Path, pki: PkiBestanden, capsys: pytest.CaptureFixture[str]) -> None:
    """The same mail, to whom the operator names, with the password of the settings; a refusal is told."""
    geheim = plek / "wachtwoord.txt"
    geheim.touch(0o600)
    geheim.write_text(f"{WACHTWOORD}\n")
    gedrag = Gedrag(rcpt=lambda adres: "550 weg" if adres.startswith("x") else "250 OK")
    with mailserver(gedrag, pki, met_wachtwoord=True) as poort:
        wie = {"smtp_gebruiker": "verwijsindex", "smtp_wachtwoord": "wachtwoord.txt"}
        bestand = schrijf(plek, f"smtp_poort = {poort}", **SMTP, **wie, smtp_ca=str(pki.keten))
        assert post(bestand, "proef", "--aan", "beheer@vir.example") == 0
        assert capsys.readouterr().out == "De mailserver nam het bericht aan.\n"
        assert post(bestand, "proef", "--aan", "x@vir.example") == 3
        assert capsys.readouterr().out == "ADRES_GEWEIGERD: de mailserver weigert het e-mailadres\n"
    assert [mail.aan for mail in gedrag.ontvangen] == [["beheer@vir.example"]]


@pytest.mark.parametrize("woorden", [("verstuur",), ("proef", "--aan", "a@b.example")])
def test_without_a_mail_server_nothing_is_sent(plek: Path, woorden: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """That is a setting that is missing, not a success."""
    assert post(schrijf(plek), *woorden) == 5
    assert "er is geen mailserver ingesteld" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("regels", "uitleg"),
    [
        (('smtp_host = "m"',), "smtp_host en smtp_afzender horen bij elkaar"),
        (('smtp_afzender = "a@b.nl"',), "smtp_host en smtp_afzender horen bij elkaar"),
        (("smtp_poort = 25",), "smtp_host en smtp_afzender horen bij elkaar"),
        (('smtp_host = "m"', 'smtp_afzender = "a@b.nl"', 'smtp_gebruiker = "wij"'), "smtp_gebruiker en smtp_wachtwoord horen bij elkaar"),
        (('smtp_host = "m"', 'smtp_afzender = "a@b.nl"', "smtp_poort = 0"), "smtp_poort is een getal van 1"),
        (('smtp_host = "m"', 'smtp_afzender = "a@b.nl"', "smtp_poort = 65536"), "smtp_poort is een getal van 1"),
        (('smtp_host = "m"', 'smtp_afzender = "a@b.nl"', 'smtp_webadres = "http://x"'), "smtp_webadres begint met https://"),
        (('smtp_host = "m"', 'smtp_afzender = "a@b.nl"', "smtp_tussentijd = -1"), "smtp_tussentijd is een aantal seconden"),
    ],
)
def test_settings_that_send_no_mail_are_refused(tmp_path: Path, regels: tuple[str, ...], uitleg: str) -> None:
    """In plain Dutch, before anything starts."""
    with pytest.raises(InstellingenOnjuist, match=uitleg):
        lees_instellingen(schrijf(tmp_path, *regels))


def test_a_password_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """As is an empty one, and a sender that is no address."""
    geheim = tmp_path / "wachtwoord.txt"
    geheim.touch(0o644)
    bestand = schrijf(tmp_path, **SMTP, smtp_gebruiker="wij", smtp_wachtwoord="wachtwoord.txt")
    with pytest.raises(InstellingenOnjuist, match="leesbaar voor anderen"):
        maak_postbode(lees_instellingen(bestand))
    geheim.chmod(0o600)
    with pytest.raises(InstellingenOnjuist, match="hier hoort het wachtwoord voor de mailserver"):
        maak_postbode(lees_instellingen(bestand))
    with pytest.raises(InstellingenOnjuist, match="smtp_afzender is geen e-mailadres"):
        maak_postbode(lees_instellingen(schrijf(tmp_path, smtp_host="m", smtp_afzender="Wij <a@b.nl>")))


@pytest.mark.parametrize(("regels", "poort"), [((), 587), (("smtp_direct_tls = true",), 465), (("smtp_poort = 25",), 25)])
def test_the_port_follows_the_kind_of_tls(tmp_path: Path, regels: tuple[str, ...], poort: int) -> None:
    """Unless one is set."""
    postbode = maak_postbode(lees_instellingen(schrijf(tmp_path, *regels, **SMTP)))
    assert postbode is not None
    assert postbode._server.poort == poort


@pytest.mark.eis("R-098")
def test_a_server_sends_by_itself(plek: Path, pki: PkiBestanden) -> None:
    """What `serve` does in the background sends what waits at its first look, and then stops when told."""
    maak_register(plek / "r", [])
    gedrag, stop = Gedrag(), Stop(os.getppid())
    with mailserver(gedrag, pki) as poort, ThreadPoolExecutor(1) as ploeg:
        bestand = schrijf(plek, f"smtp_poort = {poort}", "onderhoud_elke = 0", **SMTP, smtp_ca=str(pki.keten))
        instellingen = lees_instellingen(bestand)
        assert heeft_taken(instellingen)
        draait = ploeg.submit(achtergrond, instellingen, stop)
        wacht_tot(lambda: len(gedrag.ontvangen) >= 2, "twee mails")
        stop.zeg()
        draait.result(20)
    assert sorted(mail.aan[0] for mail in gedrag.ontvangen) == ["agent@ggd.example", "arts@ggd.example"]
