"""The replay store: an id or a signature counts once, also when processes ask at the same time (VIR-S07)."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from textwrap import dedent
from unittest.mock import ANY

import pytest

from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.versleuteling import Sleutels

from .wereld import OIN, aantallen, rijen

NU = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOT = NU + timedelta(minutes=6)
ANDER = "00000099000000002000"


def handtekening(n: int) -> bytes:
    return sha256(str(n).encode()).digest()


@pytest.mark.eis("R-155")
def test_een_bericht_telt_een_keer(opslag: SqlOpslag) -> None:
    """The same id of the same partner, or the same signature of anyone, was there already; everything else is new."""
    onthoud = opslag.replay.onthoud
    assert onthoud(OIN, "urn:uuid:1", handtekening(1), TOT, NU)
    assert not onthoud(OIN, "urn:uuid:1", handtekening(1), TOT, NU)
    assert not onthoud(OIN, "urn:uuid:1", handtekening(2), TOT, NU)
    assert not onthoud(OIN, "urn:uuid:2", handtekening(1), TOT, NU)
    assert not onthoud(ANDER, "urn:uuid:2", handtekening(1), TOT, NU)
    assert onthoud(ANDER, "urn:uuid:1", handtekening(3), TOT, NU)
    assert onthoud(OIN, "urn:uuid:2", handtekening(4), TOT, NU)


def test_wat_geweigerd_is_laat_niets_achter(opslag: SqlOpslag, database_url: str) -> None:
    """A replay adds no row, so that its new id or signature can still be used."""
    opslag.replay.onthoud(OIN, "a", handtekening(1), TOT, NU)
    opslag.replay.onthoud(OIN, "b", handtekening(1), TOT, NU)
    assert aantallen(database_url, "gezien_bericht") == {"gezien_bericht": 1}
    assert opslag.replay.onthoud(OIN, "b", handtekening(2), TOT, NU)


def test_elke_minuut_wordt_vergeten_wat_voorbij_is(opslag: SqlOpslag, database_url: str) -> None:
    """Rows go when their ``tot`` is past, not on the moment itself, and at most once a minute."""

    def tel_na(seconden: int) -> int:
        nu = NU + timedelta(seconds=seconden)
        opslag.replay.onthoud(OIN, f"na {seconden}", handtekening(seconden), nu + timedelta(hours=1), nu)
        return aantallen(database_url, "gezien_bericht")["gezien_bericht"]

    for n in range(3):
        opslag.replay.onthoud(OIN, f"oud {n}", handtekening(-1 - n), NU + timedelta(seconds=60), NU)
    assert [tel_na(seconden) for seconden in (30, 60, 61, 119, 120)] == [4, 5, 6, 7, 5]


@pytest.mark.eis("R-195")
def test_een_message_id_staat_er_niet_leesbaar(opslag: SqlOpslag, database_url: str) -> None:
    """The MessageID is a text of the partner and may hold anything; only its keyed digest is kept."""
    opslag.replay.onthoud(OIN, "urn:bsn:900000109", handtekening(1), TOT, NU)
    [(oin, bericht)] = rijen(database_url, "SELECT oin, bericht FROM gezien_bericht")
    assert (oin, bericht, len(bytes(bericht))) == (OIN, ANY, 32)  # type: ignore[call-overload]
    assert b"900000109" not in bytes(bericht)  # type: ignore[call-overload]


PROGRAMMA = dedent(
    """
    import json, sys
    from concurrent.futures import ThreadPoolExecutor
    from datetime import UTC, datetime, timedelta
    from hashlib import sha256
    from verwijsindex.storage.database import open_opslag
    from verwijsindex.storage.versleuteling import Sleutels

    url, sleutels, oin, namen = json.load(sys.stdin)
    opslag = open_opslag(url, Sleutels.uit_tekst(sleutels))
    nu = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def probeer(naam):
        return opslag.replay.onthoud(oin, naam, sha256(naam.encode()).digest(), nu + timedelta(minutes=6), nu)

    with ThreadPoolExecutor(4) as draden:
        print(json.dumps(list(draden.map(probeer, namen))))
    """
)


@pytest.mark.eis("R-155")
def test_gelijktijdige_processen_laten_een_door(opslag: SqlOpslag, database_url: str, sleutels: Sleutels) -> None:
    """Two processes with four threads each offer the same sixty messages: each is accepted exactly once."""
    vraag = json.dumps([database_url, sleutels.als_tekst(), OIN, [f"urn:uuid:{n}" for n in range(60)]])

    def proces(_: int) -> list[bool]:
        uitvoer = subprocess.run([sys.executable, "-c", PROGRAMMA], input=vraag, stdout=subprocess.PIPE, text=True, timeout=60, check=True)
        return list(json.loads(uitvoer.stdout))

    with ThreadPoolExecutor(2) as wachters:
        een, twee = wachters.map(proces, range(2))
    assert [a + b for a, b in zip(een, twee, strict=True)] == [1] * 60
    assert aantallen(database_url, "gezien_bericht") == {"gezien_bericht": 60}
