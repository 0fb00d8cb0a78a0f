"""Servers whose TLS lets in what it should not."""

import ssl
import warnings
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from verwijsindex.security import receive
from verwijsindex.soap import answer, connection, http_feiten, tls
from verwijsindex.wiring.identiteit import Identiteit

from ..mutant import Ingreep, Mutant, altijd, niets

_voltooi, _context = answer._complete, tls.tls_context


def _gelooft_proxy(made: Mapping[str, Any], received: Any, peer: Any) -> Any:
    environ = _voltooi(made, received, peer)
    for waarde in (waarde for naam, waarde in received.head.headers if naam == "X-SSL-CLIENT-CERT"):
        certificaat = x509.load_pem_x509_certificate(unquote(waarde).encode())
        environ[answer.TLS_CERTIFICAAT] = certificaat.public_bytes(Encoding.DER)
    return environ


def _wie_dan_ook(writer: Any) -> answer.Peer:
    certificaat = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    return answer.Peer(("127.0.0.1", 0), ("127.0.0.1", 0), certificaat or b"")


def met_tls(verander: Callable[[ssl.SSLContext], None]) -> Ingreep:
    """The TLS of our front door, changed like this."""

    def maak(*bestanden: Any) -> ssl.SSLContext:
        context = _context(*bestanden)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            verander(context)
        return context

    return tls, "tls_context", maak


def oud(context: ssl.SSLContext) -> None:
    """Versions that are no longer allowed."""
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1


def vraagt_niets(context: ssl.SSLContext) -> None:
    """No certificate is asked for."""
    context.verify_mode = ssl.CERT_NONE


def mag_ontbreken(context: ssl.SSLContext) -> None:
    """A certificate must be good, and may be absent."""
    context.verify_mode = ssl.CERT_OPTIONAL


def alleen_13(context: ssl.SSLContext) -> None:
    """Not the version that everybody has."""
    context.minimum_version = ssl.TLSVersion.TLSv1_3


def ook_cbc(context: ssl.SSLContext) -> None:
    """Every suite that OpenSSL knows."""
    context.set_ciphers("ALL:@SECLEVEL=0")


_IEDEREEN: Final = (
    (connection, "_peer", _wie_dan_ook),
    (Identiteit, "laat_binnen", altijd(True)),
    (http_feiten, "_tls_oin", altijd(None)),
    (receive.Ontvanger, "_verbinding", niets),
)
"""Behind TLS nobody looks at the certificate any more."""

MUTANTEN = (
    Mutant("gelooft-proxy", "AANVAL-44", ((answer, "_complete", _gelooft_proxy),)),
    Mutant("oude-tls", "TLS003", (met_tls(oud),)),
    Mutant("alleen-tls-13", "TLS004", (met_tls(alleen_13),)),
    Mutant("ook-cbc", "TLSCIPH001", (met_tls(ook_cbc),)),
    Mutant("vraagt-geen-certificaat", "WT004", (met_tls(vraagt_niets), *_IEDEREEN)),
    Mutant("certificaat-mag-ontbreken", "TLS002", (met_tls(mag_ontbreken), *_IEDEREEN)),
)
