"""A terminal that is narrow, a sandbox that has stopped, and Ctrl-C in the middle."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..unit.cli.beschrijvingen import start
from .processen import draai, sandbox

pytestmark = pytest.mark.traag


@pytest.fixture
def van_een_terminal() -> Iterator[None]:
    """What is started hears every signal, also when these tests were started by something that ignores some (``nohup``, ``&``)."""
    vorige = {nummer: signal.signal(nummer, signal.SIG_DFL) for nummer in (signal.SIGHUP, signal.SIGTERM)}
    vorige[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for nummer, wat in vorige.items():
        signal.signal(nummer, wat)


@pytest.mark.eis("R-050", "R-071", "R-091")
def test_a_narrow_terminal_and_then_no_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom to call is never cut off. When nothing answers, it is told how to start the sandbox and how to repeat without harm."""
    monkeypatch.setenv("COLUMNS", "30")
    opties = ("--map", str(tmp_path), "--gebruiker")
    with sandbox(tmp_path) as server:
        bsn = server.persoon()["bsn"]
        for gebruiker in ("ggd-melder-1", "politie-melder-1"):
            assert draai("meld", *opties, gebruiker, "--bsn", bsn).code == 0
        signalen = draai("signalen", *opties, "ggd-melder-1")
    assert signalen.uitvoer.splitlines()[-1].endswith("Politie-eenheid Veldwijk, 070-5550008, politie-melder-1@example.nl")
    weg = draai("meld", *opties, "ggd-melder-2", "--bsn", bsn)
    assert (weg.code, weg.uitvoer) == (3, "")
    assert re.search(r"^Of er gemeld is, is niet zeker\. Herhaal met --kenmerk [0-9a-f-]{36}: zo meldt u nooit dubbel\.$", weg.fouten, re.M)
    assert f"verwijsindex sandbox --map {tmp_path}\n" in weg.fouten


@pytest.mark.usefixtures("van_een_terminal")
def test_ctrl_c_in_the_middle_of_the_demo(tmp_path: Path) -> None:
    """The demo ends with one word and exit code 130; its server is gone, and so is its directory."""
    with start("demo", TMPDIR=str(tmp_path)) as proces:
        poort = _poort(proces)
        os.killpg(proces.pid, signal.SIGINT)
        _, fouten = proces.communicate(timeout=30)
    assert (proces.returncode, fouten[-13:]) == (130, "\nAfgebroken.\n")
    assert _is_weg(tmp_path, poort)


@pytest.mark.lang
@pytest.mark.usefixtures("van_een_terminal")
@pytest.mark.parametrize("nummer", [signal.SIGHUP, signal.SIGTERM])
def test_a_demo_that_is_stopped_leaves_nothing(tmp_path: Path, nummer: signal.Signals) -> None:
    """The terminal closes, or somebody says ``kill``: the server goes with it, and so does its directory."""
    with start("demo", TMPDIR=str(tmp_path)) as proces:
        poort = _poort(proces)
        proces.send_signal(nummer)
        proces.communicate(timeout=30)
    assert proces.returncode == 128 + nummer
    assert _is_weg(tmp_path, poort)


@pytest.mark.lang
@pytest.mark.usefixtures("van_een_terminal")
def test_a_demo_under_nohup_is_told_to_its_end(tmp_path: Path) -> None:
    """Who wants it to go on when his terminal closes gets what he wants."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with start("demo", TMPDIR=str(tmp_path)) as proces:
        poort = _poort(proces)
        proces.send_signal(signal.SIGHUP)
        verhaal, _ = proces.communicate(timeout=60)
    assert (proces.returncode, verhaal.splitlines()[-1][:6]) == (0, "Klaar.")
    assert _is_weg(tmp_path, poort)


def _poort(demo: subprocess.Popen[str]) -> int:
    """Of its server, which answers from here on."""
    assert demo.stdout is not None
    return next(int(regel.rpartition(":")[2].partition(".")[0]) for regel in demo.stdout if regel.startswith("De server antwoordt op"))


def _is_weg(map: Path, poort: int) -> bool:
    """Nothing is left in this directory, and nobody listens at this port."""
    with socket.socket() as verbinding:
        return not any(map.iterdir()) and verbinding.connect_ex(("127.0.0.1", poort)) != 0
