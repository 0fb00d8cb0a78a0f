"""zeep for any service of Digikoppeling WUS, profile 2W-be-S: a zeep Transport that signs what goes out and verifies what comes back.

Nothing here knows the verwijsindex. zeep gets to see of a reply only the Body that was verified, as a new document; what it made itself of
addressing headers is replaced by our own, signed ones. Certificates are read again when their files change.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname
from uuid import uuid4

from lxml import etree
from zeep import Transport as ZeepTransport

from verwijsindex.client.exchange import POLICY, geverifieerd, laad_ondertekenaar, laad_trust
from verwijsindex.client.tls import tls_context
from verwijsindex.client.transport import Transport
from verwijsindex.contract.namespaces import SOAP, WSA
from verwijsindex.security.names import BODY, HEADER
from verwijsindex.security.reply import AntwoordOntvanger
from verwijsindex.security.sign import Ondertekenaar

_LOG: Final = logging.getLogger(__name__)
_ENVELOP: Final = f'<soap:Envelope xmlns:soap="{SOAP}">%s</soap:Envelope>'.encode()


def _nu() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Uitrusting:
    """What was made of the files as they are now."""

    ondertekenaar: Ondertekenaar
    ontvanger: AntwoordOntvanger
    transport: Transport


@dataclass(frozen=True, slots=True)
class _Antwoord:
    """What zeep reads of an HTTP response; the content was verified."""

    content: bytes
    status_code: int
    headers: Mapping[str, str]
    encoding: str = "utf-8"


class WusTransport(ZeepTransport):
    """Two-sided TLS, signed requests, verified replies: `zeep.Client(wsdl, transport=WusTransport(...))`. May be shared by threads.

    Signs Body, Timestamp and every WS-Addressing header (WB004). A reply counts only when its signature covers the same parts, its signer
    is under `ca` and has `server_oin`, it relates to our MessageID, and its SignatureConfirmation repeats our signature (WB013, WB014).
    """

    def __init__(
        self,
        *,
        certificaat: Path | str,
        sleutel: Path | str,
        ca: Path | str,
        server_oin: str,
        crl_map: Path | str | None = None,
        to: str | None = None,
        wachttijd: float = 30.0,
        klok: Callable[[], datetime] = _nu,
    ) -> None:
        """`certificaat`, `sleutel`: our own, PEM. `ca`: PEM of whom to trust, for TLS and signatures; during a roll-over old and new.

        `crl_map`: folder with a CRL of each issuer, as for `Verwijsindex`. `to`: wsa:To, when a gateway gets the message first.
        Raises OSError or ValueError when a file cannot be used.
        """
        super().__init__()  # type: ignore[no-untyped-call]  # zeep's own has no types
        self._bestanden = (Path(certificaat), Path(sleutel), Path(ca))
        self._crl_map = None if crl_map is None else Path(crl_map)
        self._server_oin, self._wachttijd, self._klok = server_oin, wachttijd, klok
        self._to = to
        self._slot = Lock()
        self._stand = self._lees_stand()
        self._uitgerust = self._maak()

    def load(self, url: str) -> bytes:
        """Read a WSDL or schema: from disk, or from an https address over the same two-sided TLS.

        Raises OSError, ValueError for another scheme, `Onbereikbaar` or `NietVertrouwd`.
        """
        schema = urlsplit(url).scheme
        if schema == "https":
            return self._uitrusting().transport.haal(url)
        if schema not in ("", "file"):
            raise ValueError("een WSDL komt van schijf of van een https-adres")
        return Path(url2pathname(urlsplit(url).path) if schema else url).read_bytes()

    def post_xml(self, address: str, envelope: etree._Element, headers: Mapping[str, str]) -> _Antwoord:
        """Send zeep's Body in a signed message of our own; return what was verified of the reply. A signed fault is a reply too.

        Raises ValueError for a header block that is not WS-Addressing (WS007), `NietVertrouwd` or `Onbereikbaar`.
        """
        uitrusting = self._uitrusting()
        action, body = _lees(envelope, headers)
        message_id = f"urn:uuid:{uuid4()}"
        bericht = uitrusting.ondertekenaar.verzoek(
            body, action=action, to=self._to or address, message_id=message_id, van=None, nu=self._klok()
        )
        raw = uitrusting.transport.verstuur(address, action, bericht.bytes)
        antwoord = geverifieerd(uitrusting.ontvanger, raw, message_id, bericht.signature_value)
        inhoud = _ENVELOP % antwoord.body
        return _Antwoord(inhoud, 500 if antwoord.is_fault else 200, {"Content-Type": "text/xml; charset=utf-8"})

    def _uitrusting(self) -> _Uitrusting:
        """Ours and whom we trust, made anew when a file changed; when the new ones cannot be used, the old stay and the log says so."""
        with self._slot:
            stand = self._lees_stand()
            if stand != self._stand:
                try:
                    self._uitgerust = self._maak()
                    self._stand = stand
                except (OSError, ValueError) as fout:
                    _LOG.warning("nieuwe certificaten niet bruikbaar, de vorige blijven gelden: %s", fout)
            return self._uitgerust

    def _lees_stand(self) -> tuple[tuple[int, int, int], ...]:
        """What shows that a file is another one."""
        return tuple(_stand(pad) for pad in self._bestanden)

    def _maak(self) -> _Uitrusting:
        certificaat, sleutel, ca = self._bestanden
        trust = laad_trust(ca, self._crl_map)
        return _Uitrusting(
            laad_ondertekenaar(certificaat, sleutel),
            AntwoordOntvanger(policy=POLICY, trust=trust, klok=self._klok, server_oin=self._server_oin),
            Transport(tls_context(certificaat, sleutel, ca), seconden=self._wachttijd),
        )


def _stand(pad: Path) -> tuple[int, int, int]:
    """Time, size and number of a file; a missing one is one that cannot be used."""
    try:
        stand = pad.stat()
    except OSError:
        return (0, 0, 0)
    return (stand.st_mtime_ns, stand.st_size, stand.st_ino)


def _lees(envelope: etree._Element, headers: Mapping[str, str]) -> tuple[str, bytes]:
    """The Action and the one child of the Body, of what zeep made. Raises ValueError."""
    header, body = envelope.find(HEADER), envelope.find(BODY)
    blokken = [] if header is None else list(header)
    if any(etree.QName(blok).namespace != WSA for blok in blokken):
        raise ValueError("Digikoppeling WUS kent geen eigen headers (WS007)")
    if body is None or len(body) != 1:
        raise ValueError("de Body van een bericht heeft precies een element (WW003)")
    actie = "" if header is None else header.findtext(f"{{{WSA}}}Action", "")
    return actie or headers.get("SOAPAction", "").strip('"'), etree.tostring(body[0], encoding="utf-8", with_tail=False)
