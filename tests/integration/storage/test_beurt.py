"""One at a time: turns that end by themselves, and who may take them when."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from time import sleep

import pytest

from verwijsindex.storage.beurt import Stand
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.wiring.beurten import Taak, in_beurt

NU = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECONDE = timedelta(seconds=1)
DUUR, NIET, ELKE = 30 * SECONDE, timedelta(0), 60 * SECONDE


def test_a_turn_is_of_one_until_it_ends(opslag: SqlOpslag) -> None:
    """Who comes within the lease gets nothing; at its end the turn is free, and the holder that died cannot prolong it any more."""
    assert [opslag.beurt.neem("onderhoud", wie, NU, DUUR, NIET) for wie in ("a", "b")] == [True, False]
    assert not opslag.beurt.neem("onderhoud", "b", NU + DUUR - SECONDE, DUUR, NIET)
    assert opslag.beurt.neem("onderhoud", "b", NU + DUUR, DUUR, NIET)
    assert not opslag.beurt.verleng("onderhoud", "a", NU + DUUR, DUUR)


def test_a_heartbeat_keeps_it(opslag: SqlOpslag) -> None:
    """Prolonged before its end it is not free at its end; too late it is lost, also when nobody else took it."""
    opslag.beurt.neem("onderhoud", "a", NU, DUUR, NIET)
    assert opslag.beurt.verleng("onderhoud", "a", NU + 20 * SECONDE, DUUR)
    assert not opslag.beurt.neem("onderhoud", "b", NU + 49 * SECONDE, DUUR, NIET)
    assert not opslag.beurt.verleng("onderhoud", "a", NU + 50 * SECONDE, DUUR)


def test_what_was_done_is_not_done_again_too_soon(opslag: SqlOpslag) -> None:
    """After it was done the turn comes back in its time; what was let go is free at once; tasks do not wait for each other."""
    opslag.beurt.neem("onderhoud", "a", NU, DUUR, ELKE)
    opslag.beurt.geef_terug("onderhoud", "a", NU, "klaar")
    assert Stand(None, NU, "klaar") == opslag.beurt.stand("onderhoud")
    assert not opslag.beurt.neem("onderhoud", "b", NU + ELKE - SECONDE, DUUR, ELKE)
    assert opslag.beurt.neem("notificaties", "b", NU, DUUR, ELKE)
    assert opslag.beurt.neem("onderhoud", "b", NU + ELKE, DUUR, ELKE)
    opslag.beurt.laat_los("onderhoud", "b")
    assert opslag.beurt.neem("onderhoud", "a", NU + ELKE, DUUR, ELKE)


def test_a_stranger_gives_nothing_back(opslag: SqlOpslag) -> None:
    """Who lost his turn cannot end that of another."""
    opslag.beurt.neem("onderhoud", "a", NU, DUUR, NIET)
    opslag.beurt.geef_terug("onderhoud", "b", NU, "klaar")
    opslag.beurt.laat_los("onderhoud", "b")
    assert opslag.beurt.stand("onderhoud").tot == NU + DUUR


def test_of_many_at_once_one_gets_it(opslag: SqlOpslag) -> None:
    """Eight who ask at the same moment: one turn, time after time."""
    for ronde in range(5):
        moment = NU + ronde * DUUR
        with ThreadPoolExecutor(8) as draden:
            gekregen = list(draden.map(lambda n, m=moment: opslag.beurt.neem("onderhoud", f"{n}", m, DUUR, NIET), range(8)))
        assert Counter(gekregen) == {True: 1, False: 7}


def test_a_task_that_takes_longer_than_its_lease_keeps_the_turn(opslag: SqlOpslag) -> None:
    """The heartbeat prolongs it while it works; another that looks every moment never gets it, and finds it done afterwards."""
    klaar, bezig = Event(), Event()
    kort = timedelta(seconds=1.5)

    def lang(_: object) -> str:
        bezig.set()
        klaar.wait(10)
        return "klaar"

    with ThreadPoolExecutor(1) as draad:
        werk = draad.submit(in_beurt, opslag.beurt, Taak("onderhoud", NIET, lang), lambda: True, kort)
        assert bezig.wait(10)
        gekregen = []
        einde = datetime.now(UTC) + 1.2 * kort
        while datetime.now(UTC) < einde:
            gekregen.append(in_beurt(opslag.beurt, Taak("onderhoud", NIET, lambda _: "ander"), lambda: True, kort))
            sleep(0.02)
        klaar.set()
        assert werk.result() == "klaar"
    assert {None} == set(gekregen)
    assert opslag.beurt.stand("onderhoud").verslag == "klaar"


def test_a_turn_that_was_lost_stops_the_work(opslag: SqlOpslag) -> None:
    """A process that was held up while another took over hears it before its next transaction, and reports nothing as done."""
    kort = timedelta(seconds=0.3)
    gezien = []

    def werk(doorgaan: object) -> str:
        assert callable(doorgaan)
        opslag.beurt.neem("onderhoud", "ander", datetime.now(UTC) + DUUR, DUUR, NIET)
        einde = datetime.now(UTC) + 10 * SECONDE
        while doorgaan() and datetime.now(UTC) < einde:
            pass
        gezien.append(doorgaan())
        return "half"

    in_beurt(opslag.beurt, Taak("onderhoud", NIET, werk), lambda: True, kort)
    assert gezien == [False]
    assert (opslag.beurt.stand("onderhoud").voltooid, opslag.beurt.stand("onderhoud").verslag) == (None, None)


def test_a_failure_leaves_the_turn_free(opslag: SqlOpslag) -> None:
    """What raises is not done: the next one can try at once."""

    def mislukt(_: object) -> str:
        raise OSError("weg")

    for _ in range(2):
        with pytest.raises(OSError, match="weg"):
            in_beurt(opslag.beurt, Taak("onderhoud", ELKE, mislukt), lambda: True)
    assert in_beurt(opslag.beurt, Taak("onderhoud", ELKE, lambda _: "gelukt"), lambda: True) == "gelukt"
