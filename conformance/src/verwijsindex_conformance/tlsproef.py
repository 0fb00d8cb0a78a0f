"""Connections that a server must or must not let in (WT001, TLS001 to TLS006): an index, or who receives signalen."""

import ssl
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import quote

from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar
from verwijsindex_conformance.doel import Doel, Partner
from verwijsindex_conformance.oordeel import Gezakt, Overgeslagen
from verwijsindex_conformance.verbinding import HttpAntwoord, Onbereikbaar, Verbinding, tls_van, verbind

VERSIES: Final = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)
ONGELDIG: Final = frozenset({"verlopen", "nog-niet-geldig", "ingetrokken"})
"""Certificates of doel.yaml with which there may be no connection."""
_PROXYKOPPEN: Final = ("X-SSL-Client-Cert", "X-Client-Cert", "X-Forwarded-Client-Cert", "SSL-Client-Cert", "Client-Cert")
_ZWAK: Final = {
    "CBC": "ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA:ECDHE-ECDSA-AES256-SHA",
    "DHE": "DHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-CHACHA20-POLY1305",
    "RSA-sleuteluitwisseling": "AES256-GCM-SHA384:AES128-GCM-SHA256:AES256-SHA",
}


def met_alleen(doel: Doel, partner: Partner, versie: ssl.TLSVersion) -> ssl.SSLContext:
    """As it should be, with this version and no other."""
    context = tls_van(doel, partner)
    context.minimum_version = context.maximum_version = versie
    return context


def met_oude_tls(doel: Doel, partner: Partner) -> ssl.SSLContext:
    """TLS 1.1 at the most."""
    context = tls_van(doel, partner)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def met_zwakke_reeksen(doel: Doel, partner: Partner) -> Iterator[tuple[str, ssl.SSLContext]]:
    """By the name of what NCSC phases out or calls insufficient: TLS 1.2 with nothing else."""
    for naam, reeks in _ZWAK.items():
        context = tls_van(doel, partner)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(f"{reeks}:@SECLEVEL=0")
        yield naam, context


def met_paar(doel: Doel, paar: Sleutelpaar) -> ssl.SSLContext:
    """With a certificate that is in no file."""
    context = tls_van(doel, None)
    with TemporaryDirectory() as map:
        certificaat, sleutel = Path(map) / "paar.pem", Path(map) / "paar.key"
        certificaat.write_bytes(paar.certificaat)
        sleutel.write_bytes(paar.sleutel)
        context.load_cert_chain(certificaat, sleutel)
    return context


def koppen_van_een_proxy(wie: Partner) -> list[tuple[str, str]]:
    """What a proxy tells of a client with the certificate of this partner, in the words of several proxies."""
    pem = quote(wie.certificaat.read_text(encoding="ascii"))
    koppen = [(naam, pem) for naam in _PROXYKOPPEN]
    return [*koppen, ("X-Forwarded-For", "10.0.0.1"), ("Forwarded", "for=10.0.0.1"), ("X-SSL-Client-S-DN", f"serialNumber={wie.oin}")]


def antwoord_over(doel: Doel, url: str, context: ssl.SSLContext, vraag: Callable[[Verbinding], HttpAntwoord]) -> HttpAntwoord | None:
    """What the target answers over this connection, or None; with TLS 1.3 a refusal may show only at the first read.

    Raises Gezakt when the target is not who it should be, Overgeslagen when this machine cannot make such a connection.
    """
    try:
        with verbind(doel, url, context) as lijn:
            return vraag(lijn)
    except ssl.SSLCertVerificationError:
        raise Gezakt("een certificaat van het doel onder zijn CA, op zijn naam", "een ander certificaat") from None
    except ssl.SSLError as fout:
        if fout.reason in ("NO_PROTOCOLS_AVAILABLE", "NO_CIPHERS_AVAILABLE"):
            raise Overgeslagen("de OpenSSL van deze machine kan deze versie niet aanbieden") from None
        return None
    except Onbereikbaar:
        return None
