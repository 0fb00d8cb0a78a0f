"""Runs tests on a machine that stops now and then: all their processes at once, for half a second (docs/besluiten/0127).

    python -m tests.haperen tests/brp tests/delivery

What fails here and not without it has a stopwatch in it that the machine can turn. Whatever pytest takes may follow; it takes about three
times as long.
"""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from random import Random

import psutil

LOOPT, STAAT = (0.1, 0.3), (0.4, 0.6)
"""Seconds that it goes on, and that it stands still, from and to."""


def main(argumenten: Sequence[str]) -> int:
    """Run pytest with these arguments; gives its exit code."""
    kans = Random(2026)
    with subprocess.Popen([sys.executable, "-m", "pytest", *argumenten]) as proces:
        while proces.poll() is None:
            time.sleep(kans.uniform(*LOOPT))
            with _stil(proces.pid):
                time.sleep(kans.uniform(*STAAT))
    return proces.returncode


@contextmanager
def _stil(pid: int) -> Iterator[None]:
    """This process and all that came of it stand still."""
    alle: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):
        eerste = psutil.Process(pid)
        alle = [eerste, *eerste.children(recursive=True)]
    try:
        for proces in alle:
            with suppress(psutil.NoSuchProcess):
                proces.suspend()
        yield
    finally:
        for proces in alle:
            with suppress(psutil.NoSuchProcess):
                proces.resume()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
