"""From the WSGI environ to what step 1 judges."""

from functools import lru_cache
from wsgiref.types import WSGIEnvironment

from cryptography.x509 import load_der_x509_certificate

from verwijsindex.security.http import HttpFeiten
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.trust import oin_van
from verwijsindex.soap.answer import TLS_CERTIFICAAT

_LENGTE_ONLEESBAAR = -1
_NIEMAND = ""


def feiten_van(environ: WSGIEnvironment) -> HttpFeiten:
    """The facts of one request. A SOAPAction header that came twice arrives as one value with a comma, which step 5 refuses.

    ``tls_oin`` is the OIN of the TLS client certificate that step 0 verified: whose connection it is (R-156, step 11).
    """
    soapaction = environ.get("HTTP_SOAPACTION")
    certificaat: bytes | None = environ.get(TLS_CERTIFICAAT)
    return HttpFeiten(
        method=environ["REQUEST_METHOD"],
        content_type=environ.get("CONTENT_TYPE"),
        content_encoding=environ.get("HTTP_CONTENT_ENCODING"),
        content_length=_lengte(environ.get("CONTENT_LENGTH")),
        soapactions=() if soapaction is None else (soapaction,),
        tls_oin=None if certificaat is None else _tls_oin(certificaat),
        tls_certificaat=certificaat,
    )


@lru_cache(maxsize=1024)
def _tls_oin(certificaat: bytes) -> str:
    """The OIN in a certificate (DER); a holder without one is nobody's partner."""
    try:
        return oin_van(load_der_x509_certificate(certificaat))
    except OngeldigCertificaat:
        return _NIEMAND


def _lengte(waarde: str | None) -> int | None:
    if not waarde:
        return None
    return int(waarde) if waarde.isascii() and waarde.isdigit() else _LENGTE_ONLEESBAAR
