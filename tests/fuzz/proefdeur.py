"""The front door as a function: bytes that a client sends over its connection in, what each request got out, with what it cost.

Everything between the TLS connection and the store is real: the reading of HTTP, the gate, the schema, the rules, SQLite, the signature.
Real time stands still, so that a message that was signed once stays fresh, and the store forgets what it saw after each connection.
"""

import asyncio
import re
import sqlite3
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from gunicorn.config import Config

from verwijsindex.cli.logs import richt_log_in
from verwijsindex.sandbox.beschrijving import schrijf_beschrijving
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.wereld import PARTNERS
from verwijsindex.soap.answer import Peer, answer
from verwijsindex.soap.http_limits import PROFILE_LIMITS
from verwijsindex.soap.receive import HttpRefusal, Receiver
from verwijsindex.storage.database import migreer
from verwijsindex.wiring.sandbox import bouw_of_open, vul_database
from verwijsindex.wiring.sandboxinstellingen import open_bestaande

from ..integration.koppelvlak.index import Index, Waarneming, nu, open_index
from ..integration.koppelvlak.lekken import Gebruikt
from ..integration.koppelvlak.personen import schrijf_personen
from ..integration.koppelvlak.wie import WERELD

CPU_HOOGSTENS = 0.2
"""Seconds of processor that any message may cost (case 31 of the table)."""
GEHEUGEN_HOOGSTENS = 64 * 1024 * 1024
"""Bytes that the process may grow while it answers one connection; a body is a megabyte at most."""
REQUESTS_HOOGSTENS = 4
OINS = tuple(partner.oin for partner in PARTNERS)
_CODE = re.compile(rb"\b(?:DK[0-9]{4}|VIR-S?[0-9]+)\b")
_VAN_HTTP = frozenset({304, 400, 404, 405, 411, 413, 414, 415, 431, 501})
"""What a request may get without SOAP. 408 and 429 need a clock or a crowd, which there are none of here."""
_ADRES = ("127.0.0.1", 40000)


class Onverwacht(AssertionError):
    """What no client may be able to cause."""


@dataclass(frozen=True)
class Gekregen:
    """The reply to one request."""

    status: int
    code: str
    body: bytes

    @property
    def voorbij_de_poort(self) -> bool:
        """Whether the message security let it through: what then answers is the schema, a rule, or the operation."""
        return self.status == 200 or self.code in ("DK0002", "DK0004") or self.code.startswith("VIR-1")


@dataclass(frozen=True)
class Uitslag:
    """What one connection got and cost: seconds of processor, bytes that the process grew."""

    gekregen: tuple[Gekregen, ...]
    cpu: float
    gegroeid: int


class Proefdeur:
    """Answers the bytes of one connection after another."""

    def __init__(self, index: Index, database: Path) -> None:
        self.index = index
        self._database = sqlite3.connect(database, isolation_level=None)
        self._lus = asyncio.new_event_loop()
        self._config = Config()
        for naam in ("forwarded_allow_ips", "forwarder_headers"):
            self._config.set(naam, "")
        self._certificaten = [ssl.PEM_cert_to_DER_cert((index.pki / f"{oin}.pem").read_text()) for oin in OINS]

    def sluit(self) -> None:
        self._lus.close()
        self._database.close()
        self.index.sluit()

    def klop(self, wie: int, raw: bytes) -> Uitslag:
        """Answer what the partner with this number sends and then closes. Raises what escapes, and Onverwacht (see `keur`)."""
        uitslag = self._klop(wie, raw)
        if uitslag.cpu > CPU_HOOGSTENS:  # of a busy machine the quickest of three tells what it costs
            uitslag = min((uitslag, self._klop(wie, raw), self._klop(wie, raw)), key=lambda een: een.cpu)
        keur(uitslag)
        return uitslag

    def _klop(self, wie: int, raw: bytes) -> Uitslag:
        begin = _vergeet_hoogste_stand()
        voor = time.process_time()
        gekregen = self._lus.run_until_complete(self._spreek(self._certificaten[wie % len(OINS)], raw))
        uitslag = Uitslag(tuple(gekregen), time.process_time() - voor, _stand("VmHWM") - begin)
        if any(een.voorbij_de_poort for een in gekregen):
            self._database.execute("DELETE FROM gezien_bericht")
        return uitslag

    async def _spreek(self, certificaat: bytes, raw: bytes) -> list[Gekregen]:
        """As ``soap.connection`` does, but for the waiting."""
        reader = asyncio.StreamReader(limit=PROFILE_LIMITS.head_bytes)
        reader.feed_data(raw)
        reader.feed_eof()
        receiver = Receiver(reader, _Schrijver(), self._config, PROFILE_LIMITS)  # type: ignore[arg-type]
        peer, gekregen = Peer(_ADRES, _ADRES, certificaat), []
        while len(gekregen) < REQUESTS_HOOGSTENS:
            try:
                received = await receiver.next()
            except HttpRefusal as refusal:
                return [*gekregen, Gekregen(int(refusal.status[:3]), "", b"")]
            if received is None:
                return gekregen
            reply = answer(self.index.front, received, peer, self._config, last=False)
            gekregen.append(_lees(reply.data))
            if reply.closes:
                break
        return gekregen


class _Schrijver:
    """What the receiver asks of the other direction."""

    def get_extra_info(self, _naam: str) -> tuple[str, int]:
        return _ADRES

    def write(self, _data: bytes) -> None:
        """``100 Continue``."""


def _lees(data: bytes) -> Gekregen:
    kop, _, body = data.partition(b"\r\n\r\n")
    gevonden = _CODE.search(body.partition(b"<faultstring>")[2]) if b"Fault>" in body else None
    return Gekregen(int(kop.split(b" ", 2)[1]), gevonden[0].decode() if gevonden else "", body)


def keur(uitslag: Uitslag) -> None:
    """Every request got a reply that says why; none failed on our side; all stayed within their cost. Raises Onverwacht."""
    for een in uitslag.gekregen:
        if een.code == "DK0051":
            raise Onverwacht("een fout van onszelf")
        if een.status == 500 and not een.code:
            raise Onverwacht("een antwoord zonder code")
        if een.status not in (200, 500) and een.status not in _VAN_HTTP:
            raise Onverwacht(f"HTTP-status {een.status}")
    if uitslag.cpu > CPU_HOOGSTENS:
        raise Onverwacht(f"{uitslag.cpu * 1000:.0f} ms processortijd")
    if uitslag.gegroeid > GEHEUGEN_HOOGSTENS:
        raise Onverwacht(f"{uitslag.gegroeid // 1024 // 1024} MB geheugen")


def _vergeet_hoogste_stand() -> int:
    """Let the kernel measure the peak anew; what the process holds now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _stand("VmRSS")


def _stand(naam: str) -> int:
    """Bytes, by the kernel's account of this process."""
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return next(int(regel.split()[1]) * 1024 for regel in status if regel.startswith(f"{naam}:"))


def bouw_wereld(map: Path) -> datetime:
    """A sandbox with everybody registered, unless it is there; gives the moment at which it stands still."""
    moment = map / "moment"
    if not moment.exists():
        map.mkdir(parents=True, exist_ok=True)
        personen = schrijf_personen(map / "personen.json")
        instellingen, beschrijving = bouw_of_open(map / "sandbox", nu(), lambda _: None, personen, nieuw=True)
        schrijf_beschrijving(map / "sandbox", beschrijving)
        (map / "wereld.sqlite").unlink(missing_ok=True)
        vul_database(f"sqlite:///{map / 'wereld.sqlite'}", instellingen.sleutels, WERELD)
        moment.write_text(nu().isoformat(timespec="milliseconds"), encoding="ascii")
    return datetime.fromisoformat(moment.read_text(encoding="ascii"))


@contextmanager
def proefdeur(wereld: Path, werk: Path) -> Iterator[Proefdeur]:
    """The door of the world in ``wereld`` (made when it is not there), on a database of its own in ``werk``."""
    moment = bouw_wereld(wereld)
    instellingen = replace(open_bestaande(wereld / "sandbox"), zonder_handtekening=True)
    database = werk / "index.sqlite"
    with closing(sqlite3.connect(wereld / "wereld.sqlite")) as bron, closing(sqlite3.connect(database)) as doel:
        bron.backup(doel)
    migreer(f"sqlite:///{database}")  # a world that an older version made
    richt_log_in(werk / Sandboxmap(werk).log.name)
    with patch("verwijsindex.wiring.server.echte_tijd", lambda: moment):
        deur = Proefdeur(open_index(instellingen, werk, f"sqlite:///{database}", Waarneming(Gebruikt(), [])), database)
    try:
        yield deur
    finally:
        deur.sluit()
