"""The virtual clock: it shifts, runs on, and is seen by who already runs."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from verwijsindex.domain.ports import Klok
from verwijsindex.sandbox.duur import Duur, TijdOnjuist, lees_duur, lees_tijd
from verwijsindex.sandbox.klok import KlokOntbreekt, VirtueleKlok, vooruit, zet, zet_gelijk


class Polshorloge:
    """Real time for a test: stands still until told."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    pad = tmp_path / "klok.json"
    zet_gelijk(pad)
    return pad


def test_a_new_clock_shows_real_time(pad: Path) -> None:
    """Until somebody moves it, virtual time is real time, and aware."""
    klok: Klok = VirtueleKlok(pad)
    voor = datetime.now(UTC)
    assert voor <= klok.nu() <= datetime.now(UTC)


def test_time_runs_on_after_a_set(pad: Path) -> None:
    """A set clock is no frozen clock: a real second later it shows a second more."""
    echt = Polshorloge()
    klok = VirtueleKlok(pad, echt)
    assert lees_tijd("2029-02-28") == zet(pad, lees_tijd("2029-02-28"), echt)
    assert lees_tijd("2029-02-28") == klok.nu()
    echt.moment += timedelta(seconds=1)
    assert lees_tijd("2029-02-28T00:00:01") == klok.nu()


def test_the_clock_can_go_back(pad: Path) -> None:
    """Back to the day before a boundary, to try it again."""
    echt = Polshorloge()
    zet(pad, lees_tijd("2029-01-01"), echt)
    zet(pad, lees_tijd("2026-11-23"), echt)
    assert lees_tijd("2026-11-23") == VirtueleKlok(pad, echt).nu()


def test_forward_counts_from_what_the_clock_shows(pad: Path) -> None:
    """Two steps forward add up, by the calendar of Amsterdam."""
    echt = Polshorloge()
    zet(pad, lees_tijd("2027-03-27T12:00"), echt)
    assert lees_tijd("2027-03-28T12:00") == vooruit(pad, lees_duur("P1D"), echt)
    assert lees_tijd("2027-04-28T12:00") == vooruit(pad, lees_duur("P1M"), echt)


ANDER_PROCES = """
import sys
from pathlib import Path
from verwijsindex.sandbox.duur import lees_tijd
from verwijsindex.sandbox.klok import zet
zet(Path(sys.argv[1]), lees_tijd("2031-05-10T12:00"))
"""


def test_a_running_process_sees_the_clock_that_another_moves(pad: Path) -> None:
    """The next question after the move shows the new time."""
    klok = VirtueleKlok(pad)
    voor = klok.nu()
    subprocess.run([sys.executable, "-c", ANDER_PROCES, str(pad)], check=True, timeout=30)
    na = klok.nu()
    assert voor < lees_tijd("2031-01-01")
    assert timedelta(0) <= na - lees_tijd("2031-05-10T12:00") < timedelta(seconds=30)


def test_many_moves_are_each_seen(pad: Path) -> None:
    """However fast moves follow on one another, none is mistaken for the one before."""
    echt = Polshorloge()
    klok = VirtueleKlok(pad, echt)
    for dag in range(300):
        moment = lees_tijd("2026-11-24") + timedelta(days=dag)
        zet(pad, moment, echt)
        assert moment == klok.nu()


def test_asking_again_does_not_read_again(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is opened only when it changed: every request asks the clock."""
    klok = VirtueleKlok(pad)
    klok.nu()
    with monkeypatch.context() as zonder_open:
        zonder_open.setattr("builtins.open", None)
        klok.nu()


def test_nothing_but_the_clock_is_left_in_the_directory(pad: Path) -> None:
    """Writing leaves no temporary file."""
    vooruit(pad, Duur(dagen=1))
    assert [pad] == list(pad.parent.iterdir())


@pytest.mark.parametrize("inhoud", [None, "", "{}", "3", '{"verschuivingMicroseconden": "a"}', '{"verschuivingMicroseconden": 1e30}'])
def test_a_missing_or_broken_clock_is_said_so(tmp_path: Path, inhoud: str | None) -> None:
    """No silent fall back to real time, and no clock made in a directory that is no sandbox."""
    pad = tmp_path / "klok.json"
    if inhoud is not None:
        pad.write_text(inhoud)
    with pytest.raises(KlokOntbreekt, match="geen klok van een sandbox"):
        VirtueleKlok(pad).nu()
    with pytest.raises(KlokOntbreekt):
        zet(pad, lees_tijd("2026-11-24"))
    assert (inhoud is not None) == pad.exists()


@pytest.mark.parametrize("moment", ["1899-12-31T23:59Z", "3000-01-01"])
def test_the_clock_stays_between_1900_and_2999(pad: Path, moment: str) -> None:
    """Outside those years the terms of the law fall off the calendar; the clock stays where it was."""
    voor = pad.read_bytes()
    with pytest.raises(TijdOnjuist, match="loopt van 1900 tot en met 2999"):
        zet(pad, lees_tijd(moment))
    assert voor == pad.read_bytes()
