"""A sandbox as anybody starts it: its own process, its own port, its own certificates."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_GEREED = 30
"""Seconds within which the sandbox must answer."""


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What `sandbox.json` says of a running sandbox."""
    map_ = tmp_path_factory.mktemp("sandbox")
    opdracht = [sys.executable, "-m", "verwijsindex", "sandbox", "--map", str(map_), "--poort", "0"]
    uitvoer = map_ / "uitvoer"
    with uitvoer.open("wb") as bestand, subprocess.Popen(opdracht, stdout=bestand, stderr=bestand) as proces:
        try:
            _wacht_op(proces, uitvoer)
            yield json.loads((map_ / "sandbox.json").read_text())
        finally:
            proces.send_signal(signal.SIGTERM)


def _wacht_op(proces: subprocess.Popen[bytes], uitvoer: Path) -> None:
    einde = time.monotonic() + _GEREED
    while "gereed" not in uitvoer.read_text():
        if proces.poll() is not None or time.monotonic() > einde:
            pytest.fail(f"de sandbox is niet begonnen:\n{uitvoer.read_text()}")
        time.sleep(0.1)
