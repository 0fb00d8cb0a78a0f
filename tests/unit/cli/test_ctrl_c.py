"""Ctrl-C ends a command, wherever in it Python happened to raise it."""

import signal
import threading
from collections.abc import Sequence
from importlib import import_module

import pytest

from verwijsindex.cli import main
from verwijsindex.cli.ctrl_c import luister


class Opruimer:
    """Python ignores what is raised while it clears this away."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def _verloren(_argumenten: Sequence[str]) -> int:
    """Loses its server to the Ctrl-C that it does not hear of itself."""
    Opruimer()
    raise OSError("de server is weg")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_lost_ctrl_c_still_ends_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Not as the failure that it led to; and afterwards Ctrl-C is what it was."""
    monkeypatch.setattr(import_module("verwijsindex.cli.main"), "_voer_uit", _verloren)  # beside it stands a function of that name
    assert main([]) == 130
    assert capsys.readouterr().err.endswith("\nAfgebroken.\n")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_handles_the_signal_himself_keeps_it() -> None:
    """Nothing is put in the place of another handler, nor can it be in another thread."""
    eigen = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with luister() as ctrl_c:
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert not ctrl_c.gedrukt
    finally:
        signal.signal(signal.SIGINT, eigen)
    gelukt: list[bool] = []

    def elders() -> None:
        with luister() as ctrl_c:
            gelukt.append(not ctrl_c.gedrukt)

    draad = threading.Thread(target=elders)
    draad.start()
    draad.join()
    assert gelukt == [True]
