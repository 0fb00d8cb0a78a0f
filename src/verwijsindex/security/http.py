"""Step 1: HTTP. Judges facts that the door collected; reads no socket itself.

Step 0 (TLS, client certificate) happens before this, in the terminator; its outcome arrives as `tls_oin`.
"""

from typing import NamedTuple

from verwijsindex.security.policy import Policy
from verwijsindex.security.refusals import HttpAfwijzing


class HttpFeiten(NamedTuple):
    """What the door knows of the request. `soapactions` holds every SOAPAction header value as received, quotes included.

    `tls_oin` is the OIN of the TLS client certificate, and `tls_certificaat` its DER, when the terminator hands it over (step 0).
    """

    method: str
    content_type: str | None
    content_encoding: str | None
    content_length: int | None
    soapactions: tuple[str, ...]
    tls_oin: str | None = None
    tls_certificaat: bytes | None = None


def controleer_http(http: HttpFeiten, lengte: int, policy: Policy) -> None:
    """R-151, R-159: refuse what is not a plain POST of text/xml in UTF-8, within the size limit. Raises `HttpAfwijzing`.

    The SOAPAction header is judged in step 5, as a SOAP fault that can be related to its request (besluit 0020).
    """
    if http.method != "POST":
        raise HttpAfwijzing(405, "alleen POST")
    _controleer_lengte(http.content_length, lengte, policy.limieten.bericht)
    if http.content_encoding is not None and http.content_encoding.strip().lower() not in ("", "identity"):
        raise HttpAfwijzing(415, "Content-Encoding niet toegestaan")
    _controleer_mediatype(http.content_type)


def _controleer_lengte(aangekondigd: int | None, lengte: int, maximum: int) -> None:
    if aangekondigd is not None and aangekondigd < 0:
        raise HttpAfwijzing(400, "Content-Length negatief")
    if max(lengte, aangekondigd or 0) > maximum:
        raise HttpAfwijzing(413, "bericht te groot")
    if aangekondigd is not None and aangekondigd != lengte:
        raise HttpAfwijzing(400, "Content-Length klopt niet")


def _controleer_mediatype(content_type: str | None) -> None:
    if content_type in ("text/xml; charset=utf-8", "text/xml;charset=UTF-8"):  # what nearly everybody sends
        return
    soort, *parameters = [deel.strip() for deel in (content_type or "").split(";")]
    if soort.lower() != "text/xml":
        raise HttpAfwijzing(415, "Content-Type is niet text/xml")
    charsets = [p.partition("=")[2].strip().strip('"').lower() for p in parameters if p.lower().partition("=")[0].strip() == "charset"]
    if len(charsets) > 1 or any(charset != "utf-8" for charset in charsets):
        raise HttpAfwijzing(415, "charset is niet utf-8")
