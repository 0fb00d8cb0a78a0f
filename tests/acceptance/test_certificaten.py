"""Certificates that change while a server runs: those of partners, with old and new side by side (R-154, R-156; besluit 0026)."""

import json
import signal
import socket
import sqlite3
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from verwijsindex.client import Verwijsindex
from verwijsindex.client.errors import Onbereikbaar, Weigering
from verwijsindex.client.tls import tls_context
from verwijsindex.sandbox.wereld import JGZ, POLITIE

from ..unit.security import pki
from .eigen_pki import Pki, maak_server
from .processen import Gedaan, draai, server

KIND = "945365792"
"""Of the built-in population, whatever the day."""


def geldt(maak: Callable[[], Verwijsindex]) -> bool:
    """Whether a new connection with a message over it is answered; else both were refused as for any reason that a certificate can have."""
    with maak() as index:
        try:
            return index.controleer_verbinding().oin == JGZ.oin
        except Onbereikbaar:
            return False


@pytest.mark.lang
@pytest.mark.eis("R-154", "R-156")
def test_een_partner_wisselt_van_certificaat(tmp_path: Path, dag: date) -> None:
    """On real connections: in the overlap old and new both count, on the last day of the old too, the day after it does not any more, and
    the new one not before its first day. A certificate that is not registered is refused, another partner notices nothing."""
    sleutels = Pki(tmp_path)
    oud, nieuw = (sleutels.partner(naam, JGZ.oin, naam) for naam in ("oud", "nieuw"))
    gisteren, morgen = dag - timedelta(days=1), dag + timedelta(days=1)
    toml = maak_server(tmp_path)

    def beheer(onderdeel: str, *argumenten: str, code: int = 0) -> Gedaan:
        gedaan = draai("partner", "certificaat", onderdeel, "--instellingen", str(toml), *argumenten)
        assert code == gedaan.code, gedaan.fouten
        time.sleep(1.1)  # so soon every process obeys
        return gedaan

    def voeg_toe(naam: str, *argumenten: str) -> Gedaan:
        return beheer("voeg-toe", str(tmp_path / f"{naam}.pem"), "--oin", JGZ.oin, *argumenten)

    def beeindig(certificaat: object, laatste: date) -> Gedaan:
        vingerafdruk = certificaat.fingerprint(pki.hashes.SHA256()).hex()[:16].upper()
        return beheer("beeindig", "--oin", JGZ.oin, "--vingerafdruk", vingerafdruk, "--tot-en-met", str(laatste))

    with server(tmp_path, "serve", "--instellingen", str(toml)) as draaiend:

        def als(naam: str) -> Callable[[], Verwijsindex]:
            return lambda: sleutels.client(draaiend.url, naam, "ggd-melder-1", "ggd")

        alle = (als("oud"), als("nieuw"), als(JGZ.oin))
        assert [geldt(wie) for wie in alle] == [True, True, True]

        proef = voeg_toe("oud", "--proef")
        assert "Proef: er is niets veranderd." in proef.uitvoer
        assert [geldt(wie) for wie in alle] == [True, True, True]

        voeg_toe("oud", "--vanaf", str(gisteren), "--tot-en-met", str(morgen))
        voeg_toe("nieuw", "--vanaf", str(morgen))
        assert [geldt(wie) for wie in alle] == [True, False, False]

        voeg_toe("nieuw", "--vanaf", str(dag))
        assert [geldt(wie) for wie in alle] == [True, True, False]
        beeindig(oud, dag)
        assert [geldt(wie) for wie in alle] == [True, True, False]

        with als("oud")() as open_verbinding:
            assert open_verbinding.controleer_verbinding().oin == JGZ.oin
            gezegd = beeindig(oud, gisteren).uitvoer
            assert f"tot en met {gisteren}" in gezegd
            with pytest.raises(Weigering) as fout:
                open_verbinding.controleer_verbinding()
            assert fout.value.code == "VIR-S04"
        assert [geldt(wie) for wie in alle] == [False, True, False]

        assert f"vanaf {dag} geldt geen ingeschreven certificaat meer" in beeindig(nieuw, gisteren).uitvoer
        assert [geldt(wie) for wie in alle] == [False, False, False]
        with sleutels.client(draaiend.url, POLITIE.oin, "politie-melder-1", "politie") as ander:
            assert ander.controleer_verbinding().oin == POLITIE.oin
        log = draaiend.log
    assert "verbinding geweigerd reden=niet een van de ingeschreven certificaten van deze partner" in log
    assert "code=VIR-S04 stap=7 reden=niet een van de ingeschreven certificaten van deze partner" in log


@pytest.mark.traag
@pytest.mark.eis("R-154", "R-161", "R-140")
def test_de_opdracht(tmp_path: Path, dag: date) -> None:
    """What is registered is shown with its end, each act leaves one line in the logboek and a trial none; what cannot be is refused with a
    code, changes nothing and repeats nothing. The round of maintenance warns."""
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
        (("beeindig", *van, "--vingerafdruk", nieuw, "--tot-en-met", str(dag)), "CERT-ONBEKEND"),
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
    assert f"{nieuw[:16]}  {dag}" in getoond
    assert "let op: verloopt over 9 dagen" in getoond
    _waarschuwt(toml, tmp_path / "verwijsindex.log")
    assert "index.pem" not in getoond
    weg = beheer("verwijder", *van, "--vingerafdruk", nieuw[:8])
    assert "elk certificaat met deze OIN geldt weer" in weg.uitvoer
    assert leeg == beheer("toon").uitvoer
    assert [JGZ.oin in regel and nieuw in regel for regel in regels()] == [True, True]
    assert draai("partner", "certificaat", "--help").uitvoer.count("voeg-toe") > 1


def _waarschuwt(toml: str, log: Path) -> None:
    """A trial tells how many certificates end; the round says so in the technical log, by file and partner, and a second round nothing."""

    def ronde(*argumenten: str) -> int:
        gedaan = draai("onderhoud", "--instellingen", toml, "--json", *argumenten)
        assert gedaan.code == 0
        return int(json.loads(gedaan.uitvoer)["aantallen"].get("certificaten", 0))

    assert [ronde("--proef"), ronde(), ronde("--proef"), ronde()] == [4, 4, 0, 0]
    regels = [regel for regel in log.read_text().splitlines() if "certificaat=" in regel]
    wie = ["index.pem (localhost)", "keten.pem (Proef Uitgever)", "keten.pem (Proef Root)", f"partner {JGZ.oin}"]
    assert sorted(wie) == sorted(regel.partition("certificaat=")[2].partition(" vingerafdruk=")[0] for regel in regels)
    assert all(regel.endswith("dagen=9") for regel in regels)


def tls_certificaat(url: str, sleutels: Pki) -> bytes:
    """What the server shows to who connects now; a process that is leaving may hang up, and then another is asked."""
    context = tls_context(*(sleutels.map / naam for naam in (f"{POLITIE.oin}.pem", f"{POLITIE.oin}.key", "keten.pem")))
    for _ in range(5):
        lijn = socket.create_connection(("127.0.0.1", urlsplit(url).port), timeout=5)
        with suppress(ssl.SSLEOFError, ConnectionResetError), context.wrap_socket(lijn, server_hostname="localhost") as tls:
            return tls.getpeercert(binary_form=True) or b""
    raise AssertionError("niemand antwoordt")


class Melder:
    """Reports without a pause, each time under a key of its own, and keeps what came back."""

    def __init__(self, index: Verwijsindex, bsn: str) -> None:
        self._index, self._bsn = index, bsn
        self.antwoorden: list[bytes] = []
        self.meldingen: list[str] = []
        self._stop = threading.Event()
        self._echt = index._kanaal.transport.verstuur
        index._kanaal.transport.verstuur = self._bewaar

    def _bewaar(self, *wat: object) -> bytes:
        raw = self._echt(*wat)
        self.antwoorden.append(raw)
        return raw

    def _werk(self) -> None:
        while not self._stop.is_set():
            self.meldingen.append(self._index.meld_jeugdige(bsn=self._bsn).melding_id)

    def __enter__(self) -> "Melder":
        self._pool = ThreadPoolExecutor(2)
        self._taken = [self._pool.submit(self._werk) for _ in range(2)]
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._pool.shutdown()
        for taak in self._taken:
            taak.result()  # raises what went wrong in the thread

    def wacht_op(self, wat: bytes) -> None:
        """Until the newest answers hold it."""
        for _ in range(200):
            if wat in b"".join(self.antwoorden[-2:]):
                return
            time.sleep(0.05)
        raise AssertionError("dat antwoord kwam niet")


def _ijksleutels(map: Path) -> set[str]:
    """Which keys signed where the logboek ended."""
    with closing(sqlite3.connect(map / "index.sqlite")) as database:
        return {json.loads(inhoud)["ondertekenaar"] for (inhoud,) in database.execute("SELECT inhoud FROM logijkpunt")}


@pytest.mark.lang
@pytest.mark.eis("R-142", "R-154", "R-158")
def test_de_server_wisselt_van_certificaat(tmp_path: Path) -> None:
    """While partners report without a pause, an operator replaces certificate and key and says SIGHUP: every report is answered, under the
    old certificate before and the new one after, for TLS, signatures and the logboek. Files that cannot be used change nothing."""
    sleutels = Pki(tmp_path)
    toml = maak_server(tmp_path, "processen = 2", "per_seconde = 0", "onderhoud_elke = 1", "ijkpunt_elke = 1")
    (tmp_path / "oud.pem").write_bytes((tmp_path / "index.pem").read_bytes())
    with server(tmp_path, "serve", "--instellingen", str(toml)) as draaiend:
        oud = tls_certificaat(draaiend.url, sleutels)
        index = sleutels.client(draaiend.url, JGZ.oin, "ggd-melder-1", "ggd", pogingen=4, wacht=lambda _: time.sleep(0.1))
        with index, Melder(index, KIND) as melder:
            melder.wacht_op(b64encode(oud))
            while not _ijksleutels(tmp_path):
                time.sleep(0.1)
            sleutels.index("straks", "Straks")
            for soort in ("pem", "key"):
                (tmp_path / f"index.{soort}").write_bytes((tmp_path / f"straks.{soort}").read_bytes())
            draaiend.proces.send_signal(signal.SIGHUP)
            while (nieuw := tls_certificaat(draaiend.url, sleutels)) == oud:
                time.sleep(0.05)
            melder.wacht_op(b64encode(nieuw))
            geteld = len(melder.meldingen)
            while len(_ijksleutels(tmp_path)) < 2:
                time.sleep(0.1)

            (tmp_path / "index.pem").write_bytes((tmp_path / f"{POLITIE.oin}.pem").read_bytes())
            draaiend.proces.send_signal(signal.SIGHUP)
            while "certificaten niet opnieuw gelezen" not in draaiend.log:
                time.sleep(0.05)
            (tmp_path / "index.key").write_bytes((tmp_path / f"{POLITIE.oin}.key").read_bytes())
            draaiend.proces.send_signal(signal.SIGHUP)
            while "een andere OIN" not in draaiend.log:
                time.sleep(0.05)
            assert nieuw == tls_certificaat(draaiend.url, sleutels)
        assert draaiend.proces.poll() is None
    assert len(melder.meldingen) > geteld > 0
    assert {melder.meldingen[0]} == set(melder.meldingen)
    assert draaiend.einde == 0
    oud_en_nieuw = [deel for naam in ("oud", "straks") for deel in ("--certificaat", str(tmp_path / f"{naam}.pem"))]
    controle = ("logboek", "controleer", "--instellingen", str(toml))
    assert [draai(*controle, *oud_en_nieuw).code, draai(*controle, *oud_en_nieuw[:2]).code] == [0, 1]
