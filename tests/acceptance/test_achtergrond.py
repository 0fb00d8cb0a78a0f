"""Maintenance inside ``serve``: a process of its own, one server at a time, taken over when its server dies (docs/onderhoud.md)."""

import json
import os
import re
import signal
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from verwijsindex.sandbox.wereld import maak_wereld
from verwijsindex.storage.database import open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels
from verwijsindex.wiring.sandbox import vul_database

from ..wachten import wacht_tot
from .processen import Server, draai, server
from .test_serve import Plek, gedeeld, plek  # noqa: F401  (fixtures)

pytestmark = pytest.mark.traag
RONDE = re.compile(r"^(\S+ \S+) INFO verwijsindex.achtergrond taak=onderhoud ms=(\d+) verslag=(.*)$", re.MULTILINE)


def _rondes(log: Path) -> list[tuple[datetime, datetime]]:
    """Begin and end of every round that this log tells of."""
    if not log.exists():
        return []
    einden = [(datetime.strptime(e, "%Y-%m-%d %H:%M:%S,%f"), int(ms), json.loads(v)) for e, ms, v in RONDE.findall(log.read_text())]
    return [(einde - timedelta(milliseconds=ms), einde) for einde, ms, _ in einden]


def _begeleider(hoofd: int, werkers: int) -> int:
    """The child of the master that is no worker: the one that was started last."""
    kinderen = Path(f"/proc/{hoofd}/task/{hoofd}/children")
    wacht_tot(lambda: len(kinderen.read_text().split()) == werkers + 1, "elk kind van de server")
    return max(int(kind) for kind in kinderen.read_text().split())


@pytest.mark.lang
@pytest.mark.parametrize("soort", ["postgresql", "sqlite"])
def test_two_servers_take_turns_and_one_takes_over(plek: Plek, soort: str, request: pytest.FixtureRequest) -> None:  # noqa: F811
    """Each round is of one server; a turn that a dead server left is free when its lease ends; with one killed the other goes on."""
    url = f"sqlite:///{plek.map / 'index.sqlite'}" if soort == "sqlite" else request.getfixturevalue("postgres").leeg()
    draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json"))
    vul_database(url, plek.map / "sleutels.json", maak_wereld(datetime.now(UTC).date()))
    opslag = open_opslag(url, lees_sleutels(plek.map / "sleutels.json"))
    begin = datetime.now(UTC)
    vrij = begin + timedelta(seconds=8)
    assert opslag.beurt.neem("onderhoud", "een dode server", begin, vrij - begin, timedelta(0))
    with ExitStack() as stapel:
        servers: list[Server] = []
        logs = [plek.map / f"verwijsindex-{n}.log" for n in range(2)]
        for log in logs:
            toml = plek.schrijf(url, log=log.name, onderhoud_elke=1)
            servers.append(stapel.enter_context(server(plek.map, "serve", "--instellingen", str(toml))))
        wacht_tot(lambda: sum(len(_rondes(log)) for log in logs) >= 4, "vier rondes")
        rondes = sorted(ronde for log in logs for ronde in _rondes(log))
        assert opslag.beurt.stand("onderhoud").voltooid is not None
        assert rondes[0][1].astimezone(UTC) >= vrij - timedelta(seconds=0.1)
        for (_, einde), (volgend_begin, _) in pairwise(rondes):
            assert einde <= volgend_begin + timedelta(milliseconds=50)
        servers[0].proces.kill()  # and nothing of it may go on by itself
        time.sleep(1)
        aantallen = [len(_rondes(log)) for log in logs]
        wacht_tot(lambda: len(_rondes(logs[1])) >= aantallen[1] + 2, "twee rondes van wie bleef")
        assert aantallen[0] == len(_rondes(logs[0]))
    opslag.sluit()
    assert (servers[1].einde, servers[1].fouten) == (0, "")


@pytest.mark.lang
def test_it_is_started_again_when_it_dies_and_stops_with_the_server(plek: Plek) -> None:  # noqa: F811
    """Killed, it is there again and works; the server answers on; after SIGTERM nothing of it is left."""
    url = f"sqlite:///{plek.map / 'index.sqlite'}"
    draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json"))
    vul_database(url, plek.map / "sleutels.json", maak_wereld(datetime.now(UTC).date()))
    toml = plek.schrijf(url, onderhoud_elke=1)
    with server(plek.map, "serve", "--instellingen", str(toml)) as draaiend:
        eerste = _begeleider(draaiend.proces.pid, 1)
        wacht_tot(lambda: _rondes(plek.map / "verwijsindex.log"), "een eerste ronde")
        os.kill(eerste, signal.SIGKILL)
        wacht_tot(lambda: not Path(f"/proc/{eerste}").exists(), "het einde van de eerste")
        voor = len(_rondes(plek.map / "verwijsindex.log"))
        tweede = _begeleider(draaiend.proces.pid, 1)
        assert eerste != tweede
        wacht_tot(lambda: len(_rondes(plek.map / "verwijsindex.log")) > voor, "een volgende ronde")
    assert (draaiend.einde, draaiend.fouten) == (0, "")
    assert not Path(f"/proc/{tweede}").exists()


def test_without_an_interval_there_is_no_such_process(plek: Plek) -> None:  # noqa: F811
    """With ``onderhoud_elke = 0`` the server does nothing by itself, and the command does it."""
    url = f"sqlite:///{plek.map / 'index.sqlite'}"
    draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json"))
    vul_database(url, plek.map / "sleutels.json", maak_wereld(datetime.now(UTC).date()))
    toml = str(plek.schrijf(url, onderhoud_elke=0))
    with server(plek.map, "serve", "--instellingen", toml) as draaiend:
        kinderen = Path(f"/proc/{draaiend.proces.pid}/task/{draaiend.proces.pid}/children").read_text().split()
        assert len(kinderen) == 1
        proef = draai("onderhoud", "--instellingen", toml, "--proef", "--json")
        assert (proef.code, json.loads(proef.uitvoer)["aantallen"]["meldingen"]) == (0, 0)
        gedaan = draai("onderhoud", "--instellingen", toml)
        assert (gedaan.code, gedaan.fouten) == (0, "")
        assert gedaan.uitvoer.startswith("Onderhoud gedaan, op ")
