"""The clients that mean no good: each does one thing, over and over, as fast as the server lets it."""

import asyncio
import os
import ssl
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from lxml import etree

from verwijsindex.client.exchange import laad_ondertekenaar
from verwijsindex.client.tls import tls_context
from verwijsindex.contract.namespaces import SOAP, WSA_ANONYMOUS, WSSE, WSU
from verwijsindex.contract.operaties import MELDINGEN, operatie

MELD = operatie("MeldJeugdige")
_KOP = (
    f"POST {MELDINGEN.pad} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\n"
    f'SOAPAction: "{MELD.action}"\r\nContent-Length: %d\r\n\r\n'
).encode()
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Doel:
    """Where to, and with whose certificate."""

    poort: int
    certificaat: Path
    sleutel: Path
    ca: Path
    adres: str


class Kwaad:
    """All of them together, on one event loop."""

    def __init__(self, doel: Doel, bericht: bytes) -> None:
        self._doel = doel
        self._tls = tls_context(doel.certificaat, doel.sleutel, doel.ca)
        self._zonder = ssl.create_default_context(cafile=str(doel.ca))
        self._goed = bericht
        self._veranderd = bericht.replace(b">kwaad-1<", b">kwaad-2<")
        assert self._veranderd != bericht
        self._ingepakt = pak_in(bericht)
        self._rng = Random(1)
        self.keren: Counter[str] = Counter()
        """How often each was done."""

    @property
    def ploeg(self) -> dict[str, tuple[int, Callable[[], Awaitable[None]]]]:
        """What is done, and by how many at once: a hundred in all."""
        return {
            "trage kop": (10, self._trage_kop),
            "trage body": (10, self._trage_body),
            "stil na TLS": (10, self._stil),
            "stil voor TLS": (5, self._stil_zonder_tls),
            "megabyte": (10, self._megabyte),
            "te groot": (5, self._te_groot),
            "geen TLS": (5, self._geen_tls),
            "geen certificaat": (5, self._geen_certificaat),
            "verkeerde handtekening": (15, lambda: self._stuur(self._veranderd)),
            "ingepakt": (10, lambda: self._stuur(self._ingepakt)),
            "herhaald": (10, lambda: self._stuur(self._goed)),
            "half gesloten": (5, self._half_gesloten),
        }

    async def val_aan(self, seconden: float) -> None:
        """All at once, so long."""
        einde = time.monotonic() + seconden
        taken = [self._blijf(naam, doe, einde) for naam, (aantal, doe) in self.ploeg.items() for _ in range(aantal)]
        await asyncio.gather(*taken)

    async def _blijf(self, naam: str, doe: Callable[[], Awaitable[None]], einde: float) -> None:
        while (rest := einde - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(min(rest, 40)):
                    await doe()
            except (OSError, EOFError, TimeoutError):
                await asyncio.sleep(0.01)
            self.keren[naam] += 1

    async def _verbind(self, tls: ssl.SSLContext | None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        naam = None if tls is None else "localhost"
        return await asyncio.open_connection("127.0.0.1", self._doel.poort, ssl=tls, server_hostname=naam)

    async def _met(self, praat: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], *, tls: bool = True) -> None:
        """Over a connection that is gone afterwards."""
        reader, writer = await self._verbind(self._tls if tls else None)
        try:
            await praat(reader, writer)
        finally:
            writer.transport.abort()

    async def _druppel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A byte a second, until the server has had enough."""
        while not reader.at_eof():
            writer.write(b"x")
            await writer.drain()
            try:
                async with asyncio.timeout(1):
                    await reader.read(1024)
            except TimeoutError:
                continue

    async def _trage_kop(self) -> None:
        async def praat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(_KOP[:60])
            await self._druppel(reader, writer)

        await self._met(praat)

    async def _trage_body(self) -> None:
        async def praat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(_KOP % 5000)
            await self._druppel(reader, writer)

        await self._met(praat)

    async def _stil(self) -> None:
        await self._met(lambda reader, _: _tot_gesloten(reader))

    async def _stil_zonder_tls(self) -> None:
        await self._met(lambda reader, _: _tot_gesloten(reader), tls=False)

    async def _megabyte(self) -> None:
        """As many elements as may be, with as much text as fits: it comes as far as the signature, and nothing costs the server more."""
        vulling = b"<a>%s</a>" % (b"x" * 42) * 19_900
        await self._stuur(self._goed.replace(b"</v:stuurgegevens>", b"</v:stuurgegevens>" + vulling, 1))

    async def _te_groot(self) -> None:
        async def praat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(_KOP % (3 * MEGABYTE))
            for _ in range(12):
                writer.write(b"x" * (MEGABYTE // 4))
                await writer.drain()
            await _tot_gesloten(reader)

        await self._met(praat)

    async def _geen_tls(self) -> None:
        async def praat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(self._rng.choice((b"GET / HTTP/1.0\r\n\r\n", b"\x16\x03\x01\x00\x05hallo", self._rng.randbytes(500))))
            await _tot_gesloten(reader)

        await self._met(praat, tls=False)

    async def _geen_certificaat(self) -> None:
        reader, writer = await self._verbind(self._zonder)
        try:
            writer.write(b"GET / HTTP/1.1\r\n\r\n")
            await _tot_gesloten(reader)
        finally:
            writer.transport.abort()

    async def _half_gesloten(self) -> None:
        """Ask, and never take the answer; or ask half, and say no more."""

        async def praat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            helft = self._rng.random() < 0.5
            writer.write(_KOP % len(self._veranderd) + (self._veranderd[:2000] if helft else self._veranderd))
            await writer.drain()
            writer.close()  # TLS says that nothing follows; the connection stays
            await asyncio.sleep(1)

        await self._met(praat)

    async def _stuur(self, raw: bytes) -> None:
        """The same message over one connection, a hundred times."""

        async def praat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            for _ in range(100):
                writer.write(_KOP % len(raw) + raw)
                kop = await reader.readuntil(b"\r\n\r\n")
                lengte = next(int(regel.split(b":")[1]) for regel in kop.split(b"\r\n") if regel.lower().startswith(b"content-length:"))
                await reader.readexactly(lengte)
                self.keren[f"antwoord {kop.split(b' ')[1].decode()}"] += 1

        await self._met(praat)


async def _tot_gesloten(reader: asyncio.StreamReader) -> None:
    while await reader.read(4096):
        pass


def maak_bericht(doel: Doel, oin_index: str) -> bytes:
    """A message that this partner really signed."""
    ondertekenaar = laad_ondertekenaar(doel.certificaat, doel.sleutel)
    body = (
        f'<v:MeldJeugdige xmlns:v="{MELDINGEN.namespace}" xmlns:t="urn:verwijsindex:typen:v1"><v:stuurgegevens><t:verzenderOin>'
        f"{ondertekenaar.oin}</t:verzenderOin><t:instantieId>politie</t:instantieId><t:gebruikerId>politie-melder-1</t:gebruikerId>"
        "<t:rol>MELDER</t:rol><t:kenmerk>K</t:kenmerk></v:stuurgegevens><v:partnerMeldingId>kwaad-1</v:partnerMeldingId>"
        "<v:jeugdige><t:bsn>999999990</t:bsn></v:jeugdige></v:MeldJeugdige>"
    )
    return ondertekenaar.verzoek(
        body.encode(),
        action=MELD.action,
        to=f"{doel.adres}{MELDINGEN.pad}?OIN={oin_index}",
        message_id="urn:uuid:7d1d2b0e-5c55-4c8f-9c53-5d2f2a5d9f01",
        van=f"{WSA_ANONYMOUS}?OIN={ondertekenaar.oin}",
        nu=datetime.now(UTC),
    ).bytes


def pak_in(bericht: bytes) -> bytes:
    """The signed Body moved into Security, and one of our own in its place."""
    envelop = etree.fromstring(bericht)
    body = envelop.find(f"{{{SOAP}}}Body")
    security = envelop.find(f"{{{SOAP}}}Header/{{{WSSE}}}Security")
    assert body is not None
    assert security is not None
    eigen = deepcopy(body)
    eigen.set(f"{{{WSU}}}Id", "eigen")
    envelop.replace(body, eigen)
    security.append(body)
    return etree.tostring(envelop)


def val_aan(doel: Doel, oin_index: str, seconden: float) -> dict[str, int]:
    """In a process of its own, that gives way to others: on this machine attackers take no time from who is attacked but by attacking."""
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    kwaad = Kwaad(doel, maak_bericht(doel, oin_index))
    asyncio.run(kwaad.val_aan(seconden))
    return dict(kwaad.keren)
