"""What a report of the conformance suite proves of a partner system (R-182)."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from verwijsindex.contract import namespaces
from verwijsindex.domain.organisatie import Conformiteit
from verwijsindex.domain.regels.conformiteit import KOPPELVLAK, lees_rapport

OIN = "00000099000000001000"
NU = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RAPPORT: dict[str, Any] = {
    "soort": "verwijsindex-conformance",
    "vorm": 2,
    "koppelvlak": "v1",
    "rol": "partner",
    "moment": NU.isoformat(),
    "index": "00000099000000000000",
    "partners": [OIN],
    "volledig": True,
    "gevallen": {"MELD-001": {"oordeel": "GESLAAGD"}, "MELD-002": {"oordeel": "NIET_AANGEBODEN"}},
}


def ruw(**anders: Any) -> bytes:
    return json.dumps({**RAPPORT, **anders}).encode()


@pytest.mark.eis("R-182")
def test_a_whole_run_that_passed() -> None:
    """Who, which contract, when, how many, and the digest of the report itself."""
    assert lees_rapport(ruw(), OIN, [OIN], NU) == Conformiteit(
        OIN, "v1", NU, "1 geslaagd, 0 waarschuwing, 1 niet getoetst", sha256(ruw()).hexdigest()
    )
    assert f":{KOPPELVLAK}" in str(vars(namespaces))


@pytest.mark.eis("R-182")
@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"gevallen": {"MELD-001": {"oordeel": "GESLAAGD"}, "MELD-002": {"oordeel": "GEZAKT"}}}, "1 van 2 gevallen"),
        ({"gevallen": {"MELD-001": {"oordeel": "ONBESLIST"}}}, "niet geslaagd"),
        ({"gevallen": {"MELD-001": {"oordeel": "IETS_ANDERS"}}}, "niet geslaagd"),
        ({"gevallen": {}}, "een deel van de toets"),
        ({"gevallen": {"MELD-001": {"oordeel": "OVERGESLAGEN"}}}, "een deel van de toets"),
        ({"volledig": False}, "een deel van de toets"),
        ({"partners": ["00000099000000002000"]}, "niet over dit partnersysteem"),
        ({"koppelvlak": "v2"}, "andere versie"),
        ({"rol": "index"}, "toetst geen partnersysteem"),
        ({"rol": "ontvanger"}, "toetst geen partnersysteem"),
        ({"rol": None}, "toetst geen partnersysteem"),
        ({"moment": (NU + timedelta(seconds=1)).isoformat()}, "later dan nu"),
        ({"moment": "2026-03-02T12:00:00"}, "geen rapport"),
        ({"moment": 7}, "geen rapport"),
        ({"soort": "iets anders"}, "geen rapport"),
        ({"vorm": 1}, "geen rapport"),
        ({"gevallen": {"MELD-001": "GESLAAGD"}}, "geen rapport"),
        ({"gevallen": ["MELD-001"]}, "geen rapport"),
        ({"partners": None}, "geen rapport"),
    ],
)
def test_what_proves_nothing(anders: dict[str, Any], reden: str) -> None:
    """Failed, undecided, a part, of another partner, of an index, of another contract, of the future, no report: each has its reason."""
    with pytest.raises(ValueError, match=reden):
        lees_rapport(ruw(**anders), OIN, [OIN], NU)


@pytest.mark.eis("R-182")
@pytest.mark.parametrize("door", [(), ("00000099000000002000",)])
def test_who_did_not_sign_proves_nothing(door: tuple[str, ...]) -> None:
    """A good report without the seal of this partner is refused, whoever else signed it."""
    with pytest.raises(ValueError, match="niet getekend met het certificaat van dit partnersysteem"):
        lees_rapport(ruw(), OIN, door, NU)


@pytest.mark.eis("R-182")
@pytest.mark.parametrize("bytes_", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100000])
def test_what_is_no_report(bytes_: bytes) -> None:
    """Bytes that are no report are refused in the same words."""
    with pytest.raises(ValueError, match="geen rapport"):
        lees_rapport(bytes_, OIN, [OIN], NU)
