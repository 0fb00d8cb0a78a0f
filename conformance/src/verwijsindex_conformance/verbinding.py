"""HTTP over TLS, with full control over what is sent; the standard library only, so that nothing is repaired on the way."""

import http.client
import select
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from verwijsindex_conformance.doel import Doel, Partner
from verwijsindex_conformance.opname import Uitwisseling, noteer

SECONDEN: Final = 30
"""The target answers within this time (koppelvlak 5)."""
GROOTSTE: Final = 16 * 1024 * 1024
"""More than any answer of the contract; a target that sends on without end is cut off here."""
Koppen = Sequence[tuple[str, str]]


class Onbereikbaar(Exception):
    """No connection, or no answer; the text names the cause without anything of a message."""


class TeLaat(Onbereikbaar):
    """No answer in time: who waits may still get one."""


@dataclass(frozen=True, slots=True)
class HttpAntwoord:
    """What came back; the names of the headers are in lower case."""

    status: int
    koppen: Mapping[str, str]
    body: bytes


class Verbinding:
    """One TLS connection that may carry several requests (WT007)."""

    def __init__(self, beveiligd: ssl.SSLSocket, host: str, poort: int) -> None:
        self._socket = beveiligd
        self._http = http.client.HTTPConnection(host, poort)
        self._http.sock = beveiligd
        self._afgesloten = False

    @property
    def is_bruikbaar(self) -> bool:
        """Whether another request can go over it: nobody closed it, and nothing waits that nobody asked for."""
        return not self._afgesloten and not select.select([self._socket], [], [], 0)[0]

    def sluit(self) -> None:
        """Close it."""
        self._afgesloten = True
        self._http.close()
        self._socket.close()

    def vraag(self, methode: str, pad: str, body: bytes = b"", koppen: Koppen = ()) -> HttpAntwoord:
        """Send one request and read the whole answer. Raises Onbereikbaar."""
        try:
            antwoord = self._vraag(methode, pad, body, koppen)
        except (OSError, http.client.HTTPException, Onbereikbaar) as fout:
            self._afgesloten = True
            tekst = str(fout) if isinstance(fout, Onbereikbaar) else f"geen antwoord ({type(fout).__name__})"
            noteer(Uitwisseling(methode, pad, body, None, tekst.encode()))
            raise (TeLaat if isinstance(fout, TimeoutError) else Onbereikbaar)(tekst) from None
        noteer(Uitwisseling(methode, pad, body, antwoord.status, antwoord.body))
        return antwoord

    def _vraag(self, methode: str, pad: str, body: bytes, koppen: Koppen) -> HttpAntwoord:
        self._stuur(methode, pad, body, koppen)
        antwoord = self._http.getresponse()
        gelezen = {naam.lower(): waarde for naam, waarde in antwoord.getheaders()}
        self._afgesloten = antwoord.will_close
        inhoud = antwoord.read(GROOTSTE + 1)
        if len(inhoud) > GROOTSTE:
            raise Onbereikbaar(f"een antwoord van meer dan {GROOTSTE} bytes")
        if antwoord.length:
            raise http.client.IncompleteRead(inhoud, antwoord.length)
        return HttpAntwoord(antwoord.status, gelezen, inhoud)

    def ruw(self, data: bytes) -> int | None:
        """Send bytes that no HTTP client would, and give the status that comes back; None when the connection just ends."""
        try:
            self._socket.sendall(data)
            regel = self._socket.makefile("rb").readline(1024).split()
        except OSError:
            return None
        finally:
            self._afgesloten = True
        return int(regel[1]) if len(regel) > 1 and regel[1].isdigit() else None

    def druppel(self, data: bytes) -> None:
        """Send a few bytes; that the other side has gone is not noticed here."""
        with suppress(OSError):
            self._socket.sendall(data)

    def eindigt_voor(self, einde: float) -> bool:
        """Whether the other side ends the connection before this moment (``monotonic``); what it still says is read."""
        while (over := einde - monotonic()) > 0:
            self._socket.settimeout(over)
            try:
                if not self._socket.recv(4096):
                    return True
            except TimeoutError:
                return False
            except OSError:
                return True
        return False

    def _stuur(self, methode: str, pad: str, body: bytes, koppen: Koppen) -> None:
        """A server may answer and close before it has read a body that it will not have: then the answer still counts."""
        self._http.putrequest(methode, pad, skip_accept_encoding=True)
        for naam, waarde in koppen:
            self._http.putheader(naam, waarde)
        if methode not in ("GET", "HEAD") and not any(naam.lower() == "content-length" for naam, _ in koppen):
            self._http.putheader("Content-Length", str(len(body)))
        try:
            self._http.endheaders(body)
        except (BrokenPipeError, ConnectionResetError):
            return


@contextmanager
def verbind(doel: Doel, url: str, context: ssl.SSLContext) -> Iterator[Verbinding]:
    """Connect to the address of a service and close at the end. Raises as ``open_verbinding``."""
    lijn = open_verbinding(doel, url, context)
    try:
        yield lijn
    finally:
        lijn.sluit()


def open_verbinding(doel: Doel, url: str, context: ssl.SSLContext) -> Verbinding:
    """Connect to the address of a service. Raises Onbereikbaar; a refused handshake is an ssl.SSLError."""
    delen = urlsplit(url)
    host, poort = delen.hostname or "", delen.port or 443
    try:
        plat = socket.create_connection(doel.verbind or (host, poort), timeout=SECONDEN)
    except OSError as fout:
        soort = TeLaat if isinstance(fout, TimeoutError) else Onbereikbaar
        raise soort(f"geen verbinding met {host}:{poort} ({type(fout).__name__})") from None
    try:
        return Verbinding(context.wrap_socket(plat, server_hostname=host), host, poort)
    except BaseException:
        plat.close()
        raise


def tls_van(doel: Doel, partner: Partner | None) -> ssl.SSLContext:
    """TLS 1.2 or 1.3 that trusts the CA of the target; with the certificate of ``partner``, or with none."""
    context = ssl.create_default_context(cafile=str(doel.ca))
    if partner is not None:
        context.load_cert_chain(partner.certificaat, partner.sleutel)
    return context


@lru_cache(maxsize=64)
def vaste_tls_van(ca: Path, certificaat: Path, sleutel: Path) -> ssl.SSLContext:
    """The same for one partner, made once; nobody changes it."""
    context = ssl.create_default_context(cafile=str(ca))
    context.load_cert_chain(certificaat, sleutel)
    return context


def pad_van(url: str) -> str:
    """The path of an address, as it stands in a request line."""
    return urlsplit(url).path or "/"
