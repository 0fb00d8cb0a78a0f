"""A sandbox in a process of its own, and everything about it that a client needs to know."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12Certificate, serialize_java_truststore, serialize_key_and_certificates

from verwijsindex_conformance.doel import Doel, Gebruiker, Persoon
from verwijsindex_conformance.lees_doel import lees_doel

SECONDEN = 60
WACHTWOORD = "klanten"
BANEN = 2
_REGEL = re.compile(r" bericht=(\S+) .*?operatie=(\S+) .*?code=(\S+)")


@dataclass(frozen=True)
class Sandbox:
    """A sandbox that answers. ``map`` holds its files and what was made for the clients.

    Two clients may be busy at once, each in a lane (``baan``) of its own: another reporter, another mailbox, other people.
    """

    map: Path
    beschrijving: dict[str, Any]
    doel: Doel
    baan: int = 0

    @property
    def melder(self) -> Gebruiker:
        """For whom every client acts."""
        return self._gebruiker(f"ggd-melder-{self.baan + 1}")

    @property
    def ander(self) -> Gebruiker:
        """Who reported the same people before."""
        return self._gebruiker(f"politie-melder-{self.baan + 1}")

    @property
    def personen(self) -> tuple[Persoon, ...]:
        """Who can be reported and has nothing special."""
        return tuple(self.doel.personen["zonder-familie"][self.baan :: BANEN])

    def _gebruiker(self, naam: str) -> Gebruiker:
        return next(gebruiker for gebruiker in self.doel.gebruikers if gebruiker.gebruiker_id == naam)

    def basis(self, *, getekend: bool) -> str:
        """Where the services are; messages without signature have an address of their own."""
        basis: str = self.beschrijving["url"]["meldingen"].removesuffix("/meldingen/v1")
        return basis if getekend else f"{basis}/2w-be"

    def gezien(self) -> dict[str, tuple[str, str]]:
        """Operation and code of every message that the sandbox answered, by its berichtId or incidentId."""
        log = (self.map / "verwijsindex.log").read_text(encoding="utf-8")
        return {bericht: (operatie, code) for bericht, operatie, code in _REGEL.findall(log)}

    def waarden(self, *, getekend: bool) -> dict[str, str]:
        """What every client gets: see README.md."""
        partner, basis = self.melder.partner, self.basis(getekend=getekend)
        return {
            "ADRES_MELDINGEN": f"{basis}/meldingen/v1",
            "ADRES_SIGNALEN": f"{basis}/signalen/v1",
            "CERTIFICAAT": str(partner.certificaat),
            "SLEUTEL": str(partner.sleutel),
            "PARTNER_PEM": str(self.map / "partner.pem"),
            "PARTNER_P12": str(self.map / "partner.p12"),
            "VERTROUWD_P12": str(self.map / "vertrouwd.p12"),
            "WACHTWOORD": WACHTWOORD,
            "CA": str(self.doel.ca),
            "INDEX_CERTIFICAAT": str(self.map / "pki" / "index.pem"),
            "OIN": partner.oin,
            "SERVER_OIN": self.doel.oin,
            "INSTANTIE": self.melder.instantie_id or "",
            "GEBRUIKER": self.melder.gebruiker_id,
            "BSN_ONGELDIG": "123456789",
        }


@contextmanager
def sandbox(map_: Path) -> Iterator[Sandbox]:
    """Start one in a new folder, and stop it."""
    map_.mkdir(parents=True)
    opdracht = [sys.executable, "-m", "verwijsindex", "sandbox", "--map", str(map_), "--poort", "0", "--zonder-handtekening"]
    uitvoer = map_ / "uitvoer.log"
    with uitvoer.open("wb") as bestand, subprocess.Popen(opdracht, stdout=bestand, stderr=bestand) as proces:
        try:
            _wacht_op(proces, uitvoer)
            gereed = Sandbox(map_, json.loads((map_ / "sandbox.json").read_bytes()), lees_doel(map_ / "doel.yaml"))
            _maak_sleutelbossen(gereed)
            yield gereed
        finally:
            proces.send_signal(signal.SIGTERM)


def _wacht_op(proces: subprocess.Popen[bytes], uitvoer: Path) -> None:
    einde = time.monotonic() + SECONDEN
    while "gereed" not in uitvoer.read_text():
        if proces.poll() is not None or time.monotonic() > einde:
            raise SystemExit(f"de sandbox is niet begonnen:\n{uitvoer.read_text()}")
        time.sleep(0.1)


def _maak_sleutelbossen(gereed: Sandbox) -> None:
    """The same key, certificate and CAs in the forms that OpenSSL programs and Java want."""
    partner = gereed.melder.partner
    sleutel, certificaat = partner.sleutel.read_bytes(), partner.certificaat.read_bytes()
    (gereed.map / "partner.pem").write_bytes(sleutel + certificaat)
    slot = BestAvailableEncryption(WACHTWOORD.encode())
    paar: Any = load_pem_private_key(sleutel, None)
    p12 = serialize_key_and_certificates(b"partner", paar, x509.load_pem_x509_certificate(certificaat), None, slot)
    (gereed.map / "partner.p12").write_bytes(p12)
    keten = x509.load_pem_x509_certificates(gereed.doel.ca.read_bytes())
    vertrouwd = [PKCS12Certificate(een, f"ca{nummer}".encode()) for nummer, een in enumerate(keten)]
    (gereed.map / "vertrouwd.p12").write_bytes(serialize_java_truststore(vertrouwd, slot))
