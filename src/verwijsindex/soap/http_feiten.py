"""From the WSGI environ to what step 1 judges."""

from wsgiref.types import WSGIEnvironment

from verwijsindex.security.http import HttpFeiten

_LENGTE_ONLEESBAAR = -1


def feiten_van(environ: WSGIEnvironment) -> HttpFeiten:
    """The facts of one request. A SOAPAction header that came twice arrives as one value with a comma, which step 5 refuses.

    The place of step 0: the OIN of the TLS client certificate goes into ``tls_oin`` when the terminator hands it over.
    """
    soapaction = environ.get("HTTP_SOAPACTION")
    return HttpFeiten(
        method=environ["REQUEST_METHOD"],
        content_type=environ.get("CONTENT_TYPE"),
        content_encoding=environ.get("HTTP_CONTENT_ENCODING"),
        content_length=_lengte(environ.get("CONTENT_LENGTH")),
        soapactions=() if soapaction is None else (soapaction,),
    )


def _lengte(waarde: str | None) -> int | None:
    if not waarde:
        return None
    return int(waarde) if waarde.isascii() and waarde.isdigit() else _LENGTE_ONLEESBAAR
