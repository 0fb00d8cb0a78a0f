"""Certificates that change while a server runs: those of partners, with old and new side by side (R-154, R-156; besluit 0026)."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from verwijsindex.client import Verwijsindex
from verwijsindex.client.errors import Onbereikbaar, Weigering
from verwijsindex.domain.tijd import vandaag
from verwijsindex.sandbox.wereld import JGZ, POLITIE

from ..unit.security import pki
from .eigen_pki import NU, Pki, maak_server
from .processen import Gedaan, draai, server

VANDAAG = vandaag(NU)
GISTEREN, MORGEN = VANDAAG - timedelta(days=1), VANDAAG + timedelta(days=1)


def geldt(maak: Callable[[], Verwijsindex]) -> bool:
    """Whether a new connection with a message over it is answered; else both were refused as for any reason that a certificate can have."""
    with maak() as index:
        try:
            return index.controleer_verbinding().oin == JGZ.oin
        except Onbereikbaar:
            return False


@pytest.mark.lang
@pytest.mark.eis("R-154", "R-156")
def test_een_partner_wisselt_van_certificaat(tmp_path: Path) -> None:
    """On real connections: in the overlap old and new both count, on the last day of the old too, the day after it does not any more, and
    the new one not before its first day. A certificate that is not registered is refused, another partner notices nothing."""
    sleutels = Pki(tmp_path)
    oud, nieuw = (sleutels.partner(naam, JGZ.oin) for naam in ("oud", "nieuw"))
    toml = maak_server(tmp_path)

    def beheer(onderdeel: str, *argumenten: str, code: int = 0) -> Gedaan:
        gedaan = draai("partner", "certificaat", onderdeel, "--instellingen", str(toml), *argumenten)
        assert code == gedaan.code, gedaan.fouten
        time.sleep(1.1)  # so soon every process obeys
        return gedaan

    def voeg_toe(naam: str, *argumenten: str) -> Gedaan:
        return beheer("voeg-toe", str(tmp_path / f"{naam}.pem"), "--oin", JGZ.oin, *argumenten)

    def beeindig(certificaat: object, dag: object) -> Gedaan:
        vingerafdruk = certificaat.fingerprint(pki.hashes.SHA256()).hex()[:16].upper()
        return beheer("beeindig", "--oin", JGZ.oin, "--vingerafdruk", vingerafdruk, "--tot-en-met", str(dag))

    with server(tmp_path, "serve", "--instellingen", str(toml)) as draaiend:

        def als(naam: str) -> Callable[[], Verwijsindex]:
            return lambda: sleutels.client(draaiend.url, naam, "ggd-melder-1", "ggd")

        alle = (als("oud"), als("nieuw"), als(JGZ.oin))
        assert [geldt(wie) for wie in alle] == [True, True, True]

        proef = voeg_toe("oud", "--proef")
        assert "Proef: er is niets veranderd." in proef.uitvoer
        assert [geldt(wie) for wie in alle] == [True, True, True]

        voeg_toe("oud", "--vanaf", str(GISTEREN), "--tot-en-met", str(MORGEN))
        voeg_toe("nieuw", "--vanaf", str(MORGEN))
        assert [geldt(wie) for wie in alle] == [True, False, False]

        voeg_toe("nieuw", "--vanaf", str(VANDAAG))
        assert [geldt(wie) for wie in alle] == [True, True, False]
        beeindig(oud, VANDAAG)
        assert [geldt(wie) for wie in alle] == [True, True, False]

        with als("oud")() as open_verbinding:
            assert open_verbinding.controleer_verbinding().oin == JGZ.oin
            gezegd = beeindig(oud, GISTEREN).uitvoer
            assert f"tot en met {GISTEREN}" in gezegd
            with pytest.raises(Weigering) as fout:
                open_verbinding.controleer_verbinding()
            assert fout.value.code == "VIR-S04"
        assert [geldt(wie) for wie in alle] == [False, True, False]

        assert f"vanaf {VANDAAG} geldt geen ingeschreven certificaat meer" in beeindig(nieuw, GISTEREN).uitvoer
        assert [geldt(wie) for wie in alle] == [False, False, False]
        with sleutels.client(draaiend.url, POLITIE.oin, "politie-melder-1", "politie") as ander:
            assert ander.controleer_verbinding().oin == POLITIE.oin
        log = draaiend.log
    assert "verbinding geweigerd reden=niet een van de ingeschreven certificaten van deze partner" in log
    assert "code=VIR-S04 stap=7 reden=niet een van de ingeschreven certificaten van deze partner" in log


@pytest.mark.traag
@pytest.mark.eis("R-154", "R-161", "R-140")
def test_de_opdracht(tmp_path: Path) -> None:
    """What is registered is shown with its end, each act leaves one line in the logboek and a trial none; what cannot be is refused with a
    code, changes nothing and repeats nothing."""
    sleutels = Pki(tmp_path)
    nieuw = sleutels.partner("nieuw", JGZ.oin).fingerprint(pki.hashes.SHA256()).hex()
    toml = str(maak_server(tmp_path))

    def beheer(*argumenten: str) -> Gedaan:
        return draai("partner", "certificaat", *argumenten, "--instellingen", toml)

    def regels() -> list[str]:
        uit = draai("logboek", "exporteer", "--instellingen", toml).uitvoer
        return [regel for regel in uit.splitlines() if "PartnerCertificaat" in regel]

    bestand, van = str(tmp_path / "nieuw.pem"), ("--oin", JGZ.oin)
    leeg = beheer("toon").uitvoer
    assert f"Zonder ingeschreven certificaat, zodat elk met zijn OIN geldt: {JGZ.oin}" in leeg
    assert "index.pem (localhost)" in leeg
    assert "keten.pem (Proef Root)" in leeg
    for argumenten, code in (
        (("voeg-toe", str(tmp_path / "nieuw.key"), *van), "CERT-PEM"),
        (("voeg-toe", bestand, "--oin", POLITIE.oin), "CERT-ANDER"),
        (("voeg-toe", bestand, "--oin", "00000099000000099000"), "CERT-PARTNER"),
        (("voeg-toe", bestand, *van, "--tot-en-met", "2999-01-01"), "CERT-PERIODE"),
        (("voeg-toe", str(tmp_path / "index.pem"), *van), "CERT-GEBRUIK"),
        (("beeindig", *van, "--vingerafdruk", nieuw, "--tot-en-met", str(VANDAAG)), "CERT-ONBEKEND"),
        (("verwijder", *van, "--vingerafdruk", "0"), "CERT-ONBEKEND"),
    ):
        geweigerd = beheer(*argumenten)
        assert (geweigerd.code, geweigerd.fouten.startswith(f"verwijsindex: {code}: ")) == (1, True), geweigerd
    assert leeg == beheer("toon").uitvoer

    proef = beheer("voeg-toe", bestand, *van, "--proef")
    assert "Proef: er is niets veranderd." in proef.uitvoer
    assert leeg == beheer("toon").uitvoer
    assert regels() == []
    assert beheer("voeg-toe", bestand, *van, "--gebruik", "ondertekening").code == 0
    assert "Er is geen verschil." in beheer("voeg-toe", bestand, *van, "--gebruik", "ondertekening").uitvoer
    getoond = beheer("toon", *van).uitvoer
    assert f"{JGZ.oin}  " in getoond
    assert f"{nieuw[:16]}  {VANDAAG}" in getoond
    assert "let op: verloopt over 9 dagen" in getoond
    assert "index.pem" not in getoond
    weg = beheer("verwijder", *van, "--vingerafdruk", nieuw[:8])
    assert "elk certificaat met deze OIN geldt weer" in weg.uitvoer
    assert leeg == beheer("toon").uitvoer
    assert [JGZ.oin in regel and nieuw in regel for regel in regels()] == [True, True]
    assert draai("partner", "certificaat", "--help").uitvoer.count("voeg-toe") > 1
