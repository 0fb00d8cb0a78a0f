"""HTTP over TLS, with full control over what is sent; the standard library only, so that nothing is repaired on the way."""

import http.client
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from verwijsindex_conformance.doel import Doel, Partner

SECONDEN: Final = 30
"""The target answers within this time (koppelvlak 5)."""
Koppen = Sequence[tuple[str, str]]


class Onbereikbaar(Exception):
    """No connection, or no answer; the text names the cause without anything of a message."""


@dataclass(frozen=True, slots=True)
class HttpAntwoord:
    """What came back; the names of the headers are in lower case."""

    status: int
    koppen: Mapping[str, str]
    body: bytes


class Verbinding:
    """One TLS connection that may carry several requests (WT007)."""

    def __init__(self, http: http.client.HTTPConnection) -> None:
        self._http = http

    def vraag(self, methode: str, pad: str, body: bytes = b"", koppen: Koppen = ()) -> HttpAntwoord:
        """Send one request and read the whole answer. Raises Onbereikbaar."""
        try:
            self._stuur(methode, pad, body, koppen)
            antwoord = self._http.getresponse()
            gelezen = {naam.lower(): waarde for naam, waarde in antwoord.getheaders()}
            return HttpAntwoord(antwoord.status, gelezen, antwoord.read())
        except (OSError, http.client.HTTPException) as fout:
            raise Onbereikbaar(f"geen antwoord ({type(fout).__name__})") from None

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
    """Connect to the address of a service. Raises Onbereikbaar; a refused handshake is an ssl.SSLError."""
    delen = urlsplit(url)
    host, poort = delen.hostname or "", delen.port or 443
    try:
        plat = socket.create_connection(doel.verbind or (host, poort), timeout=SECONDEN)
    except OSError as fout:
        raise Onbereikbaar(f"geen verbinding met {host}:{poort} ({type(fout).__name__})") from None
    with plat, context.wrap_socket(plat, server_hostname=host) as beveiligd:
        http_verbinding = http.client.HTTPConnection(host, poort)
        http_verbinding.sock = beveiligd
        yield Verbinding(http_verbinding)


def tls_van(doel: Doel, partner: Partner | None) -> ssl.SSLContext:
    """TLS 1.2 or 1.3 that trusts the CA of the target; with the certificate of ``partner``, or with none."""
    context = ssl.create_default_context(cafile=str(doel.ca))
    if partner is not None:
        context.load_cert_chain(partner.certificaat, partner.sleutel)
    return context


def pad_van(url: str) -> str:
    """The path of an address, as it stands in a request line."""
    return urlsplit(url).path or "/"
