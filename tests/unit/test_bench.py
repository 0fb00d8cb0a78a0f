"""``make bench`` itself: a few messages, not to know what they cost but to know that the real path is measured."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.traag, pytest.mark.lang]

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def uitvoer() -> list[str]:
    opdracht = [sys.executable, "-m", "bench", "--kort", "--rondes", "1", "--seconden", "0.2"]
    return subprocess.run(opdracht, cwd=PROJECT, capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()


def test_the_last_line_is_one_object_with_positive_numbers(uitvoer: list[str]) -> None:
    """Whoever reads the last line finds both ratios, what they are made of, and every stage."""
    getallen = json.loads(uitvoer[-1])
    fasen = getallen.pop("fasen_us")
    delen = getallen.pop("limiet_fasen_us")
    for lijst in ("per_seconde", "gezin", "onderhoud", "logboek", "sleutels"):
        assert getallen.pop(lijst)
    assert getallen.pop("python") == sys.version.split()[0]
    assert {"meld_x_limiet", "meld_commit_x_limiet", "meld_us", "limiet_us", "commits", "sql"} <= getallen.keys()
    assert {"parse", "poort", "verifieer", "herhaling", "xsd", "decodeer", "regels", "commit", "codeer", "onderteken"} <= fasen.keys()
    assert {"parse", "c14n", "rsa-verify", "xsd", "rsa-sign", "commit"} == delen.keys()
    assert all(getal > 0 for getal in (*getallen.values(), *fasen.values(), *delen.values()))


def test_what_the_libraries_alone_take_lies_between_the_limit_and_the_melding(uitvoer: list[str]) -> None:
    """They do all of the limit and more, and less than the melding, which calls the same and decides besides."""
    getallen = json.loads(uitvoer[-1])
    assert 1 < getallen["bodem_x_limiet"] < getallen["meld_x_limiet"]
    assert any(regel.startswith("bibliotheken alleen") and f"{getallen['bodem_x_limiet']:.2f}" in regel for regel in uitvoer)


def test_a_melding_commits_twice(uitvoer: list[str]) -> None:
    """SQLite hears two COMMITs per melding: that the message was seen, and everything that the melding brings about."""
    assert json.loads(uitvoer[-1])["commits"] == 2


def test_a_reader_sees_every_stage(uitvoer: list[str]) -> None:
    """The table above it names every stage, and says whether the norm is met."""
    tekst = "\n".join(uitvoer[:-1])
    assert all(fase in tekst for fase in json.loads(uitvoer[-1])["fasen_us"])
    assert "de norm van 2.5" in tekst


def test_real_servers_answer_a_number_of_requests_per_second(uitvoer: list[str]) -> None:
    """A server process answers one client and four at a time, each with a rate and waiting times."""
    cellen = json.loads(uitvoer[-1])["per_seconde"]
    assert [(cel["database"], cel["processen"], cel["clients"]) for cel in cellen] == [("sqlite", 1, 1), ("sqlite", 1, 4)]
    assert all(cel["per_seconde"] > 0 and 0 < cel["p50_ms"] <= cel["p99_ms"] for cel in cellen)


def test_a_reader_sees_what_servers_answer_per_second(uitvoer: list[str]) -> None:
    """The second table has a line for each of those measurements, with the same rate."""
    for cel in json.loads(uitvoer[-1])["per_seconde"]:
        begin = [cel["database"], str(cel["processen"]), str(cel["clients"]), f"{cel['per_seconde']:.0f}"]
        assert begin in [regel.split()[:4] for regel in uitvoer[:-1]]


def test_a_family_that_was_reported_before(uitvoer: list[str]) -> None:
    """A melding is measured with none, one, five and fifty earlier meldingen of the family, and a reader sees each."""
    regels = json.loads(uitvoer[-1])["gezin"]
    assert [regel["eerder"] for regel in regels] == [0, 1, 5, 50]
    assert all(regel["us"] > 0 for regel in regels)
    assert all([str(regel["eerder"]), f"{regel['us']:.0f}"] in [een.split()[:2] for een in uitvoer[:-1]] for regel in regels)


def test_maintenance_over_what_runs_out(uitvoer: list[str]) -> None:
    """Two numbers of meldingen are destroyed in one run each, a reader sees both, and four times as many is no sixteen times the work."""
    getallen = json.loads(uitvoer[-1])
    weinig, veel = getallen["onderhoud"]
    assert veel["per_seconde"] == getallen["onderhoud_per_seconde"]
    assert veel["seconden"] < 16 * weinig["seconden"]
    assert all([str(r["meldingen"]), f"{r['seconden']:.1f}"] in [een.split()[1:3] for een in uitvoer[:-1]] for r in (weinig, veel))
