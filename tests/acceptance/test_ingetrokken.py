"""Revoked certificates at a running server: the lists are fetched in the background, and obeyed at once (WT004, WT005)."""

import ipaddress
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from verwijsindex.brp.inlezen import lees_personen, maak_register
from verwijsindex.client import Verwijsindex
from verwijsindex.client.errors import Onbereikbaar, Weigering
from verwijsindex.sandbox.bevolking import maak_bevolking, schrijf_bevolking
from verwijsindex.sandbox.wereld import INDEX, JGZ, POLITIE, maak_wereld
from verwijsindex.security.intrekking import bewaar_lijst
from verwijsindex.wiring.sandbox import vul_database

from ..unit.security import pki
from ..unit.security.test_intrekking import lijst
from .processen import draai, server

pytestmark = pytest.mark.traag
NU = datetime.now(UTC)
DAG = timedelta(days=1)
SAN = (x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
SERVER = (SAN, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False))
CLIENT = ((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False),)


@contextmanager
def uitgever_op_het_net(lijsten: dict[str, bytes]) -> Iterator[str]:
    """The web server of a certificate authority; gives its address."""

    class Antwoord(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            inhoud = lijsten.get(self.path)
            self.send_response(404 if inhoud is None else 200)
            self.end_headers()
            self.wfile.write(inhoud or b"")

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal of the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Antwoord) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_port}"
        web.shutdown()


def sleutelnamen(van: str, uitgever: str) -> tuple[tuple[x509.ExtensionType, bool], ...]:
    """Which keys a certificate is about: without them OpenSSL refuses the chain."""
    eigen = x509.SubjectKeyIdentifier.from_public_key(pki.sleutel(van).public_key())
    return (eigen, False), (x509.AuthorityKeyIdentifier.from_issuer_public_key(pki.sleutel(uitgever).public_key()), False)


class Pki:
    """A root, an issuer, the index and two partners, of whose issuers we hold the keys."""

    def __init__(self, map: Path) -> None:
        self.map = map
        geldig = {"vanaf": NU - DAG, "tot": NU + DAG}
        self.root = pki.maak_ca("Proef Root", extra=sleutelnamen("Proef Root", "Proef Root"), **geldig)
        self.uitgever = pki.maak_ca("Proef Uitgever", self.root, extra=sleutelnamen("Proef Uitgever", "Proef Root"), **geldig)
        self._schrijf("index", pki.Recept(naam="localhost", serienummers=(INDEX.oin,), extra=SERVER, **geldig))
        self.partners = {
            wie.oin: self._schrijf(wie.oin, pki.Recept(naam=wie.oin, serienummers=(wie.oin,), extra=CLIENT, **geldig))
            for wie in (JGZ, POLITIE)
        }
        (map / "keten.pem").write_bytes(self.uitgever.pem + self.root.pem)

    def _schrijf(self, naam: str, recept: pki.Recept) -> x509.Certificate:
        recept = replace(recept, extra=recept.extra + sleutelnamen(recept.naam, "Proef Uitgever"))
        certificaat = pki.geef_uit(recept, self.uitgever)
        (self.map / f"{naam}.pem").write_bytes(pki.pem(certificaat))
        sleutel = self.map / f"{naam}.key"
        sleutel.touch(0o600)
        sleutel.write_bytes(pki.sleutel(recept.naam).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return certificaat

    def van_root(self) -> bytes:
        return lijst(self.root, sinds=NU - DAG, tot=NU + DAG)

    def van_uitgever(self, *ingetrokken: x509.Certificate) -> bytes:
        return lijst(self.uitgever, ingetrokken=ingetrokken, sinds=NU - DAG + len(ingetrokken) * timedelta(hours=1), tot=NU + DAG)


def wacht_op(bestanden: Path, aantal: int) -> None:
    for _ in range(100):
        if len(list(bestanden.glob("*.crl"))) == aantal:
            return
        time.sleep(0.1)
    raise AssertionError("de lijsten zijn niet opgehaald")


@pytest.mark.eis("WT004", "WT005", "PKI002")
def test_een_ingetrokken_partner_komt_er_niet_meer_in(tmp_path: Path) -> None:
    """The server fetches the lists by itself; who is revoked while it runs is refused at once, at the door and in a message on an
    open connection, and the others are not. Without lists nobody comes in."""
    sleutels = Pki(tmp_path)
    schrijf_bevolking(tmp_path / "personen.json", maak_bevolking(NU.date()))
    maak_register(tmp_path / "register.sqlite", lees_personen(tmp_path / "personen.json"))
    lijsten = {"/root.crl": sleutels.van_root(), "/uitgever.crl": sleutels.van_uitgever()}
    with uitgever_op_het_net(lijsten) as net:
        toml = tmp_path / "verwijsindex.toml"
        toml.write_text(
            f"""
            database = "sqlite:///{tmp_path / "index.sqlite"}"
            sleutels = "sleutels.json"
            register = "register.sqlite"
            certificaat = "index.pem"
            sleutel = "index.key"
            vertrouwd = "keten.pem"
            poort = 0
            log = "verwijsindex.log"
            crl_map = "crl"
            crl_adressen = ["{net}/root.crl", "{net}/uitgever.crl", "{net}/weg.crl"]
            """,
            encoding="utf-8",
        )
        assert draai("sleutels", "maak", "--bestand", str(tmp_path / "sleutels.json")).code == 0
        assert draai("migrate", "--instellingen", str(toml)).code == 0
        vul_database(f"sqlite:///{tmp_path / 'index.sqlite'}", tmp_path / "sleutels.json", maak_wereld(NU.date()))

        with server(tmp_path, "serve", "--instellingen", str(toml)) as draaiend:
            wacht_op(tmp_path / "crl", 2)

            def als(oin: str, gebruiker: str, instantie: str) -> Verwijsindex:
                return Verwijsindex(
                    draaiend.url, certificaat=tmp_path / f"{oin}.pem", sleutel=tmp_path / f"{oin}.key", ca=tmp_path / "keten.pem",
                    server_oin=INDEX.oin, gebruiker=gebruiker, instantie=instantie, pogingen=1,
                )  # fmt: skip

            with als(JGZ.oin, "ggd-melder-1", "ggd") as verbonden:
                assert verbonden.controleer_verbinding().oin == JGZ.oin
                naam = next(pad.stem for pad in (tmp_path / "crl").glob("*.crl") if pad.read_bytes() == lijsten["/uitgever.crl"])
                bewaar_lijst(tmp_path / "crl", naam, sleutels.van_uitgever(sleutels.partners[JGZ.oin]))
                with pytest.raises(Weigering) as fout:
                    verbonden.controleer_verbinding()
                assert fout.value.code == "VIR-S04"
            with als(JGZ.oin, "ggd-melder-1", "ggd") as opnieuw, pytest.raises(Onbereikbaar):
                opnieuw.controleer_verbinding()
            with als(POLITIE.oin, "politie-melder-1", "politie") as ander:
                assert ander.controleer_verbinding().oin == POLITIE.oin
        log = draaiend.log
    assert "verbinding geweigerd reden=ingetrokken" in log
    assert "weg.crl uitkomst=onbereikbaar" in log
