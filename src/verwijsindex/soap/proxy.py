"""Behind a proxy that ends TLS: whose connection it is, as the proxy says it (berichtbeveiliging.md 2, step 0).

The server then listens on a Unix socket and nowhere else, so that only who may open that file can speak to it: the proxy. It passes the
client certificate that it verified in one header, which it first deletes from what the client sent. nginx writes it as PEM with
percent-encoding, HAProxy as base64 of the DER; ``deploy/`` has a configuration of both.
"""

import ssl
from base64 import b64decode
from binascii import Error
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from verwijsindex.soap.receive import HttpRefusal

HEADER: Final = "X-SSL-CLIENT-CERT"
"""Never reaches the application, whoever sent it (``answer._PROXY_WORDS``)."""


def certificaat_van(headers: Iterable[tuple[str, str]]) -> bytes:
    """The client certificate, DER, in the headers of one request. Raises HttpRefusal (400) when there is not exactly one.

    A proxy that is not set up right is refused like this, and everybody behind it, rather than that anybody is believed.
    """
    waarden = [waarde for naam, waarde in headers if naam.upper() == HEADER]
    if len(waarden) != 1:
        raise HttpRefusal("400 Bad Request")
    try:
        if waarden[0].startswith("-"):
            return ssl.PEM_cert_to_DER_cert(unquote(waarden[0]).strip())
        der = b64decode(waarden[0].encode("ascii"), validate=True)
    except (Error, ValueError):
        raise HttpRefusal("400 Bad Request") from None
    if not der:
        raise HttpRefusal("400 Bad Request")
    return der
