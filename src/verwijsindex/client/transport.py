"""HTTP over TLS: one signed message out, the bytes of one reply back, nothing judged yet.

urllib3 is used directly: it keeps connections alive, reads no proxy or password from the environment, and here follows no redirect,
repeats nothing and decompresses nothing.
"""

import ssl
from collections.abc import Callable
from time import monotonic
from typing import Final

from urllib3 import BaseHTTPResponse, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError, TimeoutError

from verwijsindex.client.errors import NietVertrouwd, Onbereikbaar

ANTWOORD_MAX: Final = 2 * 1024 * 1024
_STUK: Final = 64 * 1024
_TIJDELIJK: Final = (408, 425, 429)
_SOAP: Final = ("text/xml",)
_DOCUMENT: Final = ("text/xml", "application/xml", "application/wsdl+xml")


Controle = Callable[[bytes], None]
"""Judges the certificate (DER) of the server, after TLS verified it and before anything is sent. Raises `NietVertrouwd`."""


class Transport:
    """A pool of connections to the index. May be shared by threads."""

    def __init__(self, tls: ssl.SSLContext, *, seconden: float, controle: Controle | None = None) -> None:
        """`seconden`: how long one request may take, from connecting to the last byte of the reply."""
        self._pool = PoolManager(ssl_context=tls, maxsize=32)
        if controle is not None:
            self._pool.pool_classes_by_scheme = {"https": _pool_met(controle)}
        self._seconden = seconden

    def verstuur(self, adres: str, action: str, bericht: bytes) -> bytes:
        """POST a SOAP 1.1 message (WS002) and return the XML that came back, whatever the HTTP status.

        Raises `Onbereikbaar` without such an answer, `NietVertrouwd` when it is larger than `ANTWOORD_MAX`.
        """
        return self._vraag("POST", adres, bericht, {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"'})

    def haal(self, adres: str) -> bytes:
        """GET a WSDL or a schema from the server itself. Raises as `verstuur` does, and `Onbereikbaar` unless the status is 200."""
        return self._vraag("GET", adres, None, {})

    def sluit(self) -> None:
        """Close the connections; a later message opens new ones."""
        self._pool.clear()

    def _vraag(self, methode: str, adres: str, bericht: bytes | None, koppen: dict[str, str]) -> bytes:
        tot = monotonic() + self._seconden
        try:
            with self._pool.urlopen(
                methode,
                adres,
                body=bericht,
                headers=koppen,
                retries=False,  # nor redirects
                timeout=Timeout(total=self._seconden),
                preload_content=False,
                decode_content=False,
            ) as antwoord:
                _eis_xml(antwoord, alleen_goed=bericht is None)
                return self._lees(antwoord, tot)
        except HTTPError as fout:
            raise self._onbereikbaar(fout) from fout

    def _lees(self, antwoord: BaseHTTPResponse, tot: float) -> bytes:
        """Read in pieces, so that neither a large nor a slow reply can hold us."""
        inhoud = bytearray()
        while stuk := antwoord.read1(_STUK):
            inhoud += stuk
            if len(inhoud) > ANTWOORD_MAX:
                raise NietVertrouwd(f"het antwoord is groter dan {ANTWOORD_MAX} bytes")
            if monotonic() > tot:
                raise self._te_laat()
        return bytes(inhoud)

    def _onbereikbaar(self, fout: HTTPError) -> Onbereikbaar:
        if isinstance(fout, TimeoutError) and not isinstance(fout, NewConnectionError):  # which urllib3 derives from it
            return self._te_laat()
        if isinstance(fout, SSLError):
            afgebroken = isinstance(fout.args[0], ssl.SSLEOFError)  # a server that stops, not one that refuses
            return Onbereikbaar("de TLS-verbinding met de server kwam niet tot stand of werd geweigerd", herhaalbaar=afgebroken)
        return Onbereikbaar("de verbinding met de server kwam niet tot stand of werd verbroken")

    def _te_laat(self) -> Onbereikbaar:
        return Onbereikbaar(f"de server antwoordde niet binnen {self._seconden:g} seconden")


def _pool_met(controle: Controle) -> type[HTTPSConnectionPool]:
    """A pool whose every new connection is judged first."""

    class Verbinding(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            try:
                controle(self.sock.getpeercert(binary_form=True))  # type: ignore[union-attr]  # after connect there is one, of TLS
            except BaseException:
                self.close()
                raise

    class Pool(HTTPSConnectionPool):
        ConnectionCls = Verbinding

    return Pool


def _eis_xml(antwoord: BaseHTTPResponse, *, alleen_goed: bool) -> None:
    """An answer that is no SOAP is no answer (step 1 of the profile; 4xx of a server, 502 of something between).

    A document comes with 200.
    """
    soort = antwoord.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if soort not in (_DOCUMENT if alleen_goed else _SOAP) or (alleen_goed and antwoord.status != 200):
        tijdelijk = antwoord.status >= 500 or antwoord.status in _TIJDELIJK
        raise Onbereikbaar(f"HTTP {antwoord.status} zonder {'document' if alleen_goed else 'SOAP-antwoord'}", herhaalbaar=tijdelijk)
