"""The same front on real sockets: a sandbox in a process of its own, and clients that do what a WSGI environ cannot show."""

import gzip
import http.client
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from verwijsindex.client.exchange import POLICY
from verwijsindex.sandbox.wereld import INDEX
from verwijsindex.security.reply import AntwoordOntvanger, GeverifieerdAntwoord
from verwijsindex.security.sign import GetekendBericht
from verwijsindex.security.trust import TrustStore, splits_keten

from ..conftest import Ringlog
from . import verzoeken
from .index import nu, ondertekenaar
from .lekken import Gebruikt
from .personen import bsn, schrijf_personen
from .wie import GGD, POLITIE, Wie

PAD = "/meldingen/v1"


@dataclass(frozen=True)
class Draaiend:
    """A running sandbox, spoken to byte by byte."""

    url: str
    map: Path
    gebruikt: Gebruikt

    @property
    def poort(self) -> int:
        return int(urlsplit(self.url).port or 0)

    def tls(self, oin: str | None = GGD.oin) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.map / "pki" / "keten.pem"))
        if oin is not None:
            context.load_cert_chain(self.map / "pki" / f"{oin}.pem", self.map / "pki" / f"{oin}.key")
        return context

    def teken(self, wie: Wie, operatie: str, body: str, message_id: str) -> GetekendBericht:
        self.gebruikt.body(body)
        self.gebruikt.bericht(message_id)
        to = f"{self.url}{verzoeken.pad(operatie)}?OIN={INDEX.oin}"
        signer = ondertekenaar(self.map / "pki", wie.oin)
        return signer.verzoek(body.encode(), action=verzoeken.actie(operatie), to=to, message_id=message_id, van=None, nu=nu())

    def verstuur(self, raw: bytes, pad: str = PAD, methode: str = "POST", **koppen: str) -> tuple[int, bytes]:
        """One request on a connection of its own; ``koppen`` replace or add headers, underscores for hyphens."""
        vast = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
        alles = vast | {naam.replace("_", "-"): waarde for naam, waarde in koppen.items()}
        with closing(http.client.HTTPSConnection("localhost", self.poort, context=self.tls(), timeout=10)) as verbinding:
            verbinding.request(methode, pad, raw, alles)
            antwoord = verbinding.getresponse()
            return antwoord.status, antwoord.read()

    def ruw(self, tekst: bytes) -> bytes:
        """Bytes as they are, and everything that comes back until the server closes."""
        with self._verbonden() as verbinding:
            verbinding.sendall(tekst)
            return b"".join(iter(lambda: verbinding.recv(65536), b""))

    def eerste(self, tekst: bytes) -> bytes:
        """Bytes as they are, and the first that comes back: a refused client may go on sending for a while."""
        with self._verbonden() as verbinding:
            verbinding.sendall(tekst)
            return verbinding.recv(65536)

    @contextmanager
    def _verbonden(self) -> Iterator[ssl.SSLSocket]:
        with (
            socket.create_connection(("localhost", self.poort), timeout=10) as kaal,
            self.tls().wrap_socket(kaal, server_hostname="localhost") as verbinding,
        ):
            yield verbinding

    def verifieer(self, antwoord: bytes, bericht: GetekendBericht, message_id: str) -> GeverifieerdAntwoord:
        trust = TrustStore(*splits_keten((self.map / "pki" / "keten.pem").read_bytes()))
        ontvanger = AntwoordOntvanger(policy=POLICY, trust=trust, klok=nu, server_oin=INDEX.oin)
        return ontvanger.ontvang(antwoord, message_id=message_id, signature_value=bericht.signature_value)


@pytest.fixture(scope="module")
def draaiend(tmp_path_factory: pytest.TempPathFactory, gebruikt: Gebruikt, ringlog: Ringlog) -> Iterator[Draaiend]:
    """Its technical log and its standard error go into the log of the ring, which the last test searches."""
    map = tmp_path_factory.mktemp("draaiend")
    personen = schrijf_personen(map / "onze-personen.json")
    opdracht = ["sandbox", "--map", str(map), "--poort", "0", "--personen", str(personen)]
    proces = subprocess.Popen([sys.executable, "-m", "verwijsindex", *opdracht], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert proces.stdout is not None
    gereed, _, url = proces.stdout.readline().strip().partition(" ")
    try:
        assert gereed == "gereed"
        yield Draaiend(url, map, gebruikt)
    finally:
        proces.terminate()
        fouten = proces.communicate(timeout=20)[1]
        ringlog.regels += [*(map / "verwijsindex.log").read_text(encoding="utf-8").splitlines(), *fouten.splitlines()]
    assert (proces.returncode, fouten) == (0, "")


@pytest.mark.eis("R-154", "R-155")
def test_a_signed_melding_over_tls(draaiend: Draaiend) -> None:
    """In one piece, and in chunks without a length: both are carried out, and the replies are signed answers to them."""
    for nummer, wie in enumerate((GGD, POLITIE)):
        body = verzoeken.meld_jeugdige(wie, f"over-sockets-{nummer}", verzoeken.met_bsn(bsn("enig")))
        message_id = f"urn:uuid:over-sockets-{nummer}"
        bericht = draaiend.teken(wie, "MeldJeugdige", body, message_id)
        stukken = [bericht.bytes[:100], bericht.bytes[100:]]
        verstuurd = bericht.bytes if wie is GGD else iter(stukken)
        with closing(http.client.HTTPSConnection("localhost", draaiend.poort, context=draaiend.tls(wie.oin), timeout=10)) as verbinding:
            koppen = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
            verbinding.request("POST", PAD, verstuurd, koppen, encode_chunked=wie is not GGD)
            antwoord = verbinding.getresponse()
            assert (antwoord.status, antwoord.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
            gelezen = draaiend.verifieer(antwoord.read(), bericht, message_id)
        assert gelezen.kind.findtext("{*}matchAanwezig") == ("false" if wie is GGD else "true")


@pytest.mark.eis("R-152", "R-170")
def test_two_soapactions_on_the_wire(draaiend: Draaiend) -> None:
    """Two headers, equal or not, are DK0003 as a signed fault: no proxy and no server may choose one of them."""
    for nummer, tweede in enumerate(('""', f'"{verzoeken.actie("ControleerVerbinding")}"')):
        message_id = f"urn:uuid:twee-soapactions-{nummer}"
        bericht = draaiend.teken(GGD, "ControleerVerbinding", verzoeken.controleer(GGD), message_id)
        kop = (
            f'POST {PAD} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/xml\r\nSOAPAction: ""\r\n'
            f"SOAPAction: {tweede}\r\nContent-Length: {len(bericht.bytes)}\r\n\r\n"
        )
        hoofd, _, lichaam = draaiend.ruw(kop.encode() + bericht.bytes).partition(b"\r\n\r\n")
        assert hoofd.startswith(b"HTTP/1.1 500 ")
        fout = draaiend.verifieer(lichaam, bericht, message_id)
        assert fout.is_fault
        assert str(fout.kind.findtext("faultstring")).startswith("DK0003 ")


@pytest.mark.eis("R-159")
def test_compression_is_never_undone(draaiend: Draaiend) -> None:
    """A gzipped message is 415, whether or not it says so truly; the server does not look inside."""
    bericht = draaiend.teken(GGD, "ControleerVerbinding", verzoeken.controleer(GGD), "urn:uuid:gezipt")
    for raw in (gzip.compress(bericht.bytes), bericht.bytes):
        assert draaiend.verstuur(raw, Content_Encoding="gzip") == (415, b"")
    assert draaiend.verstuur(bericht.bytes)[0] == 200


@pytest.mark.eis("R-159")
def test_a_megabyte_and_no_more(draaiend: Draaiend) -> None:
    """An announced length past the limit is 413 before the body is read, and so is a chunked body that grows past it."""
    kop = f"POST {PAD} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: {2**20 + 1}\r\n\r\n"
    assert draaiend.eerste(kop.encode()).startswith(b"HTTP/1.1 413 ")
    kop = f"POST {PAD} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert draaiend.eerste(kop.encode() + b"100001\r\n").startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("methode", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods(draaiend: Draaiend, methode: str) -> None:
    """405 with what is allowed, whatever comes along; another path is 404."""
    assert draaiend.verstuur(b"<a/>", methode=methode)[0] == 405
    assert draaiend.verstuur(b"<a/>", pad="/elders", methode=methode)[0] == 404


@pytest.mark.eis("R-155")
def test_the_way_in_without_signatures_is_not_there(draaiend: Draaiend) -> None:
    """Unless it is set, its address is as unknown as any other: the same status, headers and nothing else, whatever is asked."""
    for methode in ("POST", "GET", "HEAD"):
        gezien = set()
        for pad in (f"/2w-be{PAD}", f"/2w-be{PAD}?wsdl", "/elders"):
            kop = f"{methode} {pad} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 4\r\n\r\n<a/>"
            gezien.add(re.sub(rb"Date: [^\r]*", b"", draaiend.ruw(kop.encode())))
        assert len(gezien) == 1
        assert gezien.pop().startswith(b"HTTP/1.1 404 ")


def test_the_contract_for_whoever_has_a_certificate(draaiend: Draaiend) -> None:
    """GET gives the WSDL with the address of this server; HEAD gives its headers only."""
    status, wsdl = draaiend.verstuur(b"", pad=f"{PAD}?wsdl", methode="GET")
    assert (status, f'location="{draaiend.url}{PAD}"'.encode() in wsdl) == (200, True)
    assert draaiend.verstuur(b"", pad=f"{PAD}?wsdl", methode="HEAD") == (200, b"")


@pytest.mark.eis("R-170")
def test_what_is_not_http_or_not_xml(draaiend: Draaiend) -> None:
    """Noise gets a status or an unsigned fault, and the next client is served."""
    assert draaiend.eerste(b"hallo\r\n\r\n").startswith(b"HTTP/1.1 400 ")
    status, fout = draaiend.verstuur(b"<geen soap")
    assert (status, b"DK0001" in fout) == (500, True)
    assert draaiend.verstuur(b"", pad=PAD, methode="GET")[0] == 200


@pytest.mark.eis("R-158")
def test_of_twenty_copies_at_once_one_counts(draaiend: Draaiend) -> None:
    """The same bytes on twenty connections together: one success, and VIR-S07 for every other (attack case 21)."""
    body = verzoeken.meld_jeugdige(GGD, "twintig-keer", verzoeken.met_bsn(bsn("ander")))
    bericht = draaiend.teken(GGD, "MeldJeugdige", body, "urn:uuid:twintig-keer")
    with ThreadPoolExecutor(20) as draden:
        antwoorden = list(draden.map(lambda _: draaiend.verstuur(bericht.bytes), range(20)))
    assert sorted(status for status, _ in antwoorden) == [200, *[500] * 19]
    fouten = [draaiend.verifieer(xml, bericht, "urn:uuid:twintig-keer") for status, xml in antwoorden if status == 500]
    assert {str(fout.kind.findtext("faultstring"))[:8] for fout in fouten} == {"VIR-S07 "}
