"""A PKI and a world of which we hold the keys of the issuers, and a server on it: for what happens to certificates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from verwijsindex.brp.inlezen import lees_personen, maak_register
from verwijsindex.client import Verwijsindex
from verwijsindex.domain.tijd import vandaag
from verwijsindex.sandbox.bevolking import maak_bevolking, schrijf_bevolking
from verwijsindex.sandbox.wereld import INDEX, JGZ, POLITIE, maak_wereld
from verwijsindex.wiring.sandbox import vul_database

from ..unit.security import pki
from ..unit.security.test_intrekking import lijst
from .processen import draai

DAG = timedelta(days=1)
SAN = (x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]), False)
SERVER = (SAN, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False))
CLIENT = ((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False),)
SLEUTEL = "Proef"
"""Of everybody who needs none of his own: making one costs more than all the rest of a test."""


def sleutelnamen(van: str, uitgever: str) -> tuple[tuple[x509.ExtensionType, bool], ...]:
    """Which keys a certificate is about: without them OpenSSL refuses the chain."""
    eigen = x509.SubjectKeyIdentifier.from_public_key(pki.sleutel(van).public_key())
    return (eigen, False), (x509.AuthorityKeyIdentifier.from_issuer_public_key(pki.sleutel(uitgever).public_key()), False)


class Pki:
    """A root, an issuer, the index and two partners, of whose issuers we hold the keys."""

    def __init__(self, map: Path) -> None:
        self.map = map
        self.nu = datetime.now(UTC)
        self._geldig = {"vanaf": self.nu - 9 * DAG, "tot": self.nu + 9 * DAG}
        self.root = pki.maak_ca("Proef Root", extra=sleutelnamen("Proef Root", "Proef Root"), **self._geldig)
        self.uitgever = pki.maak_ca("Proef Uitgever", self.root, extra=sleutelnamen("Proef Uitgever", "Proef Root"), **self._geldig)
        self.van_index = self.index("index")
        self.partners = {wie.oin: self.partner(wie.oin, wie.oin) for wie in (JGZ, POLITIE)}
        (map / "keten.pem").write_bytes(self.uitgever.pem + self.root.pem)

    def partner(self, bestand: str, oin: str, sleutel: str = SLEUTEL) -> x509.Certificate:
        """A certificate for clients with this OIN, as ``bestand``.pem and .key."""
        return self._schrijf(bestand, sleutel, pki.Recept(naam=bestand, serienummers=(oin,), extra=CLIENT, **self._geldig))

    def index(self, bestand: str, sleutel: str = SLEUTEL) -> x509.Certificate:
        """A certificate for the server."""
        return self._schrijf(bestand, sleutel, pki.Recept(naam="localhost", serienummers=(INDEX.oin,), extra=SERVER, **self._geldig))

    def _schrijf(self, naam: str, sleutel: str, recept: pki.Recept) -> x509.Certificate:
        namen = recept.extra + sleutelnamen(sleutel, "Proef Uitgever")
        certificaat = pki.geef_uit(replace(recept, sleutel=pki.sleutel(sleutel), extra=namen), self.uitgever)
        (self.map / f"{naam}.pem").write_bytes(pki.pem(certificaat))
        bestand = self.map / f"{naam}.key"
        bestand.touch(0o600)
        bestand.write_bytes(pki.sleutel(sleutel).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return certificaat

    def van_root(self) -> bytes:
        return lijst(self.root, sinds=self.nu - DAG, tot=self.nu + DAG)

    def van_uitgever(self, *ingetrokken: x509.Certificate) -> bytes:
        return lijst(self.uitgever, ingetrokken=ingetrokken, sinds=self.nu - DAG + len(ingetrokken) * timedelta(hours=1), tot=self.nu + DAG)

    def client(self, url: str, bestand: str, gebruiker: str, instantie: str, **meer: object) -> Verwijsindex:
        """A client that asks once, with this certificate."""
        paar = {"certificaat": self.map / f"{bestand}.pem", "sleutel": self.map / f"{bestand}.key", "ca": self.map / "keten.pem"}
        gewoon = {"server_oin": INDEX.oin, "gebruiker": gebruiker, "instantie": instantie, "pogingen": 1}
        return Verwijsindex(url, **(paar | gewoon | meer))


def maak_server(map: Path, *regels: str) -> Path:
    """Everything that a server needs in ``map``, with these lines in its settings beside the usual; gives the settings."""
    dag = vandaag(datetime.now(UTC))
    schrijf_bevolking(map / "personen.json", maak_bevolking(dag))
    maak_register(map / "register.sqlite", lees_personen(map / "personen.json"))
    vast = {
        "database": f"sqlite:///{map / 'index.sqlite'}", "sleutels": "sleutels.json", "register": "register.sqlite",
        "certificaat": "index.pem", "sleutel": "index.key", "vertrouwd": "keten.pem", "log": "verwijsindex.log",
    }  # fmt: skip
    toml = map / "verwijsindex.toml"
    toml.write_text("\n".join(("poort = 0", *(f'{naam} = "{waarde}"' for naam, waarde in vast.items()), *regels)), encoding="utf-8")
    assert draai("sleutels", "maak", "--bestand", str(map / "sleutels.json")).code == 0
    assert draai("migrate", "--instellingen", str(toml)).code == 0
    vul_database(f"sqlite:///{map / 'index.sqlite'}", map / "sleutels.json", maak_wereld(dag))
    return toml
