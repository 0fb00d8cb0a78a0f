"""Starts the server under attack, sends it bytes, and looks what they did: the verdict, the rows, the processor and the memory."""

import http.client
import re
import socket
import sqlite3
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import psutil
from lxml import etree

from verwijsindex.contract.namespaces import SOAP
from verwijsindex.sandbox.pki import Deelnemer, PkiBestanden, maak_pki
from verwijsindex.security.intrekking import bewaar_lijst
from verwijsindex.storage.database import migreer, open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels, maak_sleutels

from ..differentieel import partijen
from ..unit.security import pki
from ..unit.security.berichten import ACTIE
from ..unit.security.test_intrekking import lijst

PAD = "/meldingen/v1"
WORTEL = Path(__file__).parents[2]
TABELLEN = ("melding", "jeugdige", "zakelijke_sleutel", "gezien_bericht", "logboek")
_CODE = re.compile(r"\b(?:DK[0-9]{4}|VIR-S?[0-9]+)\b")


@dataclass(frozen=True)
class Antwoord:
    """What came back: the HTTP status (0 when the connection broke), the code in the fault, and the processor time it cost in ms."""

    status: int
    code: str
    body: bytes = b""
    cpu: float = 0.0

    @property
    def kort(self) -> str:
        """The code, or the status when there is none."""
        return self.code or str(self.status)

    @property
    def doorgelaten(self) -> bool:
        """Whether the message security let it pass: the operation ran, or the schema or a rule judged its content (step 12 on)."""
        return self.status == 200 or self.code == "DK0004" or (self.code.startswith("VIR-") and not self.code.startswith("VIR-S"))


@dataclass
class Rekening:
    """Messages and connections, the milliseconds of processor that they cost, and the bytes by which a worker grew at most."""

    berichten: int = 0
    cpu: float = 0.0
    geheugen: int = 0


class Doelwit:
    """A running server and everything needed to attack it."""

    def __init__(self, proces: subprocess.Popen[str], poort: int, map: Path, tls: PkiBestanden) -> None:
        self.poort, self.map, self.tls = poort, map, tls
        self._hoofd = psutil.Process(proces.pid)
        self._gestuurd = [0]
        self._verbinding: http.client.HTTPSConnection | None = None

    def context(self, oin: str | None = pki.PARTNER_OIN) -> ssl.SSLContext:
        """TLS of a party with this OIN; None shows no certificate."""
        context = ssl.create_default_context(cafile=str(self.tls.keten))
        if oin is not None:
            paar = self.tls.partner(oin)
            context.load_cert_chain(paar.certificaat, paar.sleutel)
        return context

    @cached_property
    def _gewoon(self) -> ssl.SSLContext:
        return self.context()

    def verbind(self, oin: str | None = pki.PARTNER_OIN) -> ssl.SSLSocket:
        """A TLS connection of one's own, for what http.client would not send."""
        return self.verbind_met(self._gewoon if oin == pki.PARTNER_OIN else self.context(oin))

    def verbind_met(self, context: ssl.SSLContext) -> ssl.SSLSocket:
        """The same with TLS of one's own making. Raises OSError when the handshake fails."""
        self._gestuurd[0] += 1
        kaal = socket.create_connection(("127.0.0.1", self.poort), timeout=15)
        try:
            return context.wrap_socket(kaal, server_hostname="localhost")
        except BaseException:
            kaal.close()
            raise

    def stuur(self, raw: bytes, headers: dict[str, str] | None = None, *, methode: str = "POST", pad: str = PAD) -> Antwoord:
        """One message over an open connection, with the headers of a client of the profile unless told otherwise."""
        alles = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{ACTIE}"', "Content-Length": str(len(raw))} | (headers or {})
        self._gestuurd[0] += 1
        voor = self._cpu()
        status, body = self._vraag(methode, pad, raw, alles)
        return Antwoord(status, code_van(body), body, self._cpu() - voor)

    @contextmanager
    def rekening(self) -> Iterator["Rekening"]:
        """What everything that is sent inside the block costs the server."""
        rekening = Rekening()
        for kind in self._hoofd.children():
            Path(f"/proc/{kind.pid}/clear_refs").write_text("5")  # from here on the kernel measures the peak anew
        berichten, cpu, geheugen = self._gestuurd[0], self._cpu(), self._geheugen("VmRSS")
        yield rekening
        rekening.berichten = self._gestuurd[0] - berichten
        rekening.cpu = self._cpu() - cpu
        rekening.geheugen = self._geheugen("VmHWM") - geheugen

    def _vraag(self, methode: str, pad: str, raw: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """On a connection that the server closed after an earlier refusal: once more on a new one."""
        for keer in (1, 2):
            verbinding = self._verbinding or http.client.HTTPSConnection("localhost", self.poort, context=self._gewoon, timeout=15)
            self._verbinding = verbinding
            try:
                verbinding.putrequest(methode, pad, skip_accept_encoding=True)
                for naam, waarde in headers.items():
                    verbinding.putheader(naam, waarde)
                verbinding.endheaders()
                with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):  # refused before all was sent
                    verbinding.send(raw)
                antwoord = verbinding.getresponse()
                body = antwoord.read()
                if antwoord.will_close:
                    self._sluit()
                return antwoord.status, body
            except (http.client.HTTPException, OSError):
                self._sluit()
                if keer == 2:
                    return 0, b""
        raise AssertionError("onbereikbaar")

    def _sluit(self) -> None:
        if self._verbinding is not None:
            self._verbinding.close()
            self._verbinding = None

    def ruw(self, raw: bytes, oin: str | None = pki.PARTNER_OIN) -> int:
        """Send bytes that http.client would not make; the status of the first answer, 0 when there is none."""
        with closing(self.verbind(oin)) as verbinding:
            try:
                verbinding.sendall(raw)
                regel = verbinding.makefile("rb").readline()
            except OSError:
                return 0
        return int(regel.split()[1]) if regel.startswith(b"HTTP/1.1 ") else 0

    def _cpu(self) -> float:
        """Milliseconds of processor that the workers have used; the kernel counts in hundredths of a second."""
        tijden = [kind.cpu_times() for kind in self._hoofd.children()]
        return sum(tijd.user + tijd.system for tijd in tijden) * 1000

    def _geheugen(self, naam: str) -> int:
        """Bytes that the worker that holds most of them holds, or held, by the kernel's account."""
        return max(_stand(kind.pid, naam) for kind in self._hoofd.children())

    def rijen(self) -> dict[str, int]:
        """How many rows each table has."""
        with closing(sqlite3.connect(self.map / "index.sqlite")) as verbinding:
            return {tabel: verbinding.execute(f"SELECT count(*) FROM {tabel}").fetchone()[0] for tabel in TABELLEN}

    def vergeet(self) -> None:
        """Empty what it remembers of messages, so that twins with one MessageID can follow each other."""
        with closing(sqlite3.connect(self.map / "index.sqlite", timeout=10)) as verbinding, verbinding:
            verbinding.execute("DELETE FROM gezien_bericht")

    def zet_lijst(self, naam: str, inhoud: bytes) -> None:
        """Put a CRL in place."""
        bewaar_lijst(self.map / "crl", naam, inhoud)

    @property
    def log(self) -> str:
        """The technical log."""
        return (self.map / "verwijsindex.log").read_text(encoding="utf-8")

    def sluit(self) -> None:
        """Close the open connection."""
        self._sluit()


def _stand(pid: int, naam: str) -> int:
    regels = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(regel.split()[1]) * 1024 for regel in regels if regel.startswith(f"{naam}:"))


def code_van(body: bytes) -> str:
    """The code of a fault: of the detail, or what its faultstring begins with."""
    if b"Fault" not in body:
        return ""
    tekst = etree.fromstring(body).findtext(f".//{{{SOAP}}}Fault/faultstring") or ""
    gevonden = _CODE.search(tekst)
    return gevonden[0] if gevonden else ""


def goede_lijsten() -> dict[str, bytes]:
    """CRLs of both issuers that revoke nobody."""
    uitgevers = {"root": partijen.root(), "uitgever": partijen.uitgever()}
    geldig = {"sinds": pki.NU - timedelta(days=1), "tot": pki.NU + timedelta(days=2)}
    return {naam: lijst(ca, **geldig) for naam, ca in uitgevers.items()}


@contextmanager
def doelwit(map: Path, processen: int = 1) -> Iterator[Doelwit]:
    """A server on an empty database in which both parties are partners."""
    tls = maak_pki(
        map / "tls",
        nu=datetime.now(UTC),
        index=Deelnemer(pki.SERVER_OIN, "localhost", "Doelwit"),
        partners=[Deelnemer(oin, f"{oin}.example", "Partij") for oin in (pki.PARTNER_OIN, pki.ANDERE_OIN)],
    )
    _richt_in(map)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.aanvallen.server", str(map), str(processen)],
        cwd=WORTEL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as proces:  # fmt: skip
        assert proces.stdout is not None
        url = proces.stdout.readline().strip()
        assert url.startswith("https://"), proces.communicate()[1]
        gestart = Doelwit(proces, int(url.rsplit(":", 1)[1]), map, tls)
        try:
            yield gestart
        finally:
            gestart.sluit()
            proces.terminate()
            proces.communicate(timeout=20)


def _richt_in(map: Path) -> None:
    url = f"sqlite:///{map / 'index.sqlite'}"
    maak_sleutels(map / "sleutels.json")
    migreer(url)
    opslag = open_opslag(url, lees_sleutels(map / "sleutels.json"))
    with opslag.beheer() as beheer:
        for oin in (pki.PARTNER_OIN, pki.ANDERE_OIN):
            beheer.partner(oin, "Partij")
        beheer.leg_vast()
    opslag.sluit()
    (map / "crl").mkdir()
    for naam, inhoud in goede_lijsten().items():
        bewaar_lijst(map / "crl", naam, inhoud)
    velden = {"database": url, "sleutels": "sleutels.json", "register": "register.sqlite", "certificaat": "tls/index.pem",
              "sleutel": "tls/index.key", "vertrouwd": "tls/keten.pem"}  # fmt: skip
    (map / "verwijsindex.toml").write_text("".join(f'{naam} = "{waarde}"\n' for naam, waarde in velden.items()), encoding="utf-8")
