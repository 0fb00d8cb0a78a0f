"""From the WSGI environ to the facts that step 1 judges."""

import pytest

from verwijsindex.security.http import HttpFeiten
from verwijsindex.soap.http_feiten import feiten_van


def _environ(**anders: str) -> dict[str, str]:
    vast = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "text/xml", "CONTENT_LENGTH": "12", "HTTP_SOAPACTION": '"urn:a"'}
    return vast | anders


def test_everything_that_is_there() -> None:
    """Method, type, encoding, length and SOAPAction as they came, quotes included."""
    feiten = feiten_van(_environ(HTTP_CONTENT_ENCODING="gzip"))
    assert HttpFeiten("POST", "text/xml", "gzip", 12, ('"urn:a"',)) == feiten


def test_what_is_not_there_is_none() -> None:
    """No header is not an empty one, and no length is no length of zero."""
    assert HttpFeiten("GET", None, None, None, ()) == feiten_van({"REQUEST_METHOD": "GET", "CONTENT_LENGTH": ""})


@pytest.mark.parametrize(("waarde", "lengte"), [("0", 0), ("007", 7), *((anders, -1) for anders in ("-1", "+5", "1.5", "veel", "٣", " 5"))])
def test_a_length_is_digits_of_ascii(waarde: str, lengte: int) -> None:
    """Anything else is a length that cannot be, which step 1 refuses."""
    assert lengte == feiten_van(_environ(CONTENT_LENGTH=waarde)).content_length


@pytest.mark.eis("R-154")
def test_nothing_that_a_client_says_is_a_certificate() -> None:
    """No header becomes the OIN of the TLS client (attack case 44)."""
    assert feiten_van(_environ(HTTP_X_SSL_CLIENT_CERT="x", HTTP_X_CLIENT_OIN="00000099000000001000")).tls_oin is None
