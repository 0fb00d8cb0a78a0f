"""A machine that stops now and then is one that a test can notice."""

from pathlib import Path

import pytest

from .. import haperen

KIJKT = """
from itertools import pairwise
from time import monotonic, sleep

def test_it_stood_still():
    begin, gezien = monotonic(), []
    while monotonic() - begin < 2:
        gezien.append(monotonic())
        sleep(0.01)
    assert {staat}(later - eerder > 0.3 for eerder, later in pairwise(gezien))
"""


@pytest.mark.lang
@pytest.mark.parametrize(("staat", "code"), [("any", 0), ("not any", 1)])
def test_the_tests_stand_still_and_what_they_say_is_told(tmp_path: Path, staat: str, code: int) -> None:
    """For a third of a second at least, within two seconds; the exit code is theirs."""
    (tmp_path / "test_kijkt.py").write_text(KIJKT.format(staat=staat), encoding="utf-8")
    assert code == haperen.main(["-q", "-c", "/dev/null", "--rootdir", str(tmp_path), str(tmp_path)])
