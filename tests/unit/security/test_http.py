"""Step 1: HTTP, on facts."""

import pytest

from verwijsindex.security.http import controleer_http
from verwijsindex.security.policy import STRIKT
from verwijsindex.security.refusals import HttpAfwijzing

from .berichten import feiten

RAW = b"<a/>"


def status(raw: bytes = RAW, **knoppen: object) -> int | None:
    try:
        controleer_http(feiten(raw, **knoppen), len(raw), STRIKT)
    except HttpAfwijzing as afwijzing:
        return afwijzing.status
    return None


@pytest.mark.eis("WS006", "R-170")
@pytest.mark.parametrize(
    "knoppen",
    [
        {},
        {"content_type": "text/xml"},
        {"content_type": "text/xml;charset=UTF-8"},
        {"content_type": 'Text/XML; Charset="utf-8"'},
        {"content_length": None},
        {"content_encoding": "identity"},
        {"soapactions": ()},
    ],
)
def test_what_is_accepted(knoppen: dict[str, object]):
    """A POST of text/xml passes; charset may be absent or UTF-8, and SOAPAction is for step 5."""
    assert status(**knoppen) is None


@pytest.mark.parametrize(
    ("knoppen", "verwacht"),
    [
        ({"method": "GET"}, 405),
        ({"method": "PUT"}, 405),
        ({"content_length": -1}, 400),
        ({"content_length": 5}, 400),
        ({"content_length": STRIKT.limieten.bericht + 1}, 413),
        ({"content_encoding": "gzip"}, 415),
        ({"content_encoding": "identity, deflate"}, 415),
        ({"content_type": None}, 415),
        ({"content_type": "application/soap+xml"}, 415),
        ({"content_type": "multipart/related; type=text/xml"}, 415),
        ({"content_type": "text/xml; charset=utf-16"}, 415),
        ({"content_type": "text/xml; charset=utf-7"}, 415),
        ({"content_type": "text/xml; charset=utf-8; charset=latin-1"}, 415),
    ],
)
def test_what_is_refused(knoppen: dict[str, object], verwacht: int):
    """Other methods, lengths, codings and media types get their status, without SOAP."""
    assert status(**knoppen) == verwacht


def test_a_message_at_the_limit_passes_and_one_byte_more_does_not():
    """The size limit is exact, also without Content-Length."""
    limiet = STRIKT.limieten.bericht
    assert status(b"x" * limiet, content_length=None) is None
    assert status(b"x" * (limiet + 1), content_length=None) == 413
