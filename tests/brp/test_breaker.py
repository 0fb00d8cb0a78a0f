"""The breaker: a register that keeps failing is left alone, and asked again when it may have recovered (R-172)."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from verwijsindex.brp.haalcentraal.breaker import Breaker
from verwijsindex.brp.haalcentraal.kanaal import Kanaal, Tijdgever
from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.haalcentraal.storing import Reden, Storing
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

from .brp_nagebootst import Antwoord, als_json
from .openbaar import NODIG
from .opstelling import RUIM, Opstelling, kanaal, ruw, status, weg

WILMA = Bsn("999993112")


@dataclass
class Kunsttijd:
    """Time that passes when told to, and by sleeping."""

    stand: float = 1000.0
    geslapen: list[float] = field(default_factory=list)

    def nu(self) -> float:
        return self.stand

    def slaap(self, seconden: float) -> None:
        self.geslapen.append(seconden)
        self.stand += seconden

    @property
    def gever(self) -> Tijdgever:
        return Tijdgever(self.nu, self.slaap)


@pytest.fixture
def tijd() -> Kunsttijd:
    return Kunsttijd()


@pytest.fixture
def lijn(opstelling: Opstelling, tijd: Kunsttijd) -> Iterator[Kanaal]:
    with kanaal(opstelling, tijd=tijd.gever) as geopend:
        yield geopend


def _is_open(breaker: Breaker) -> bool:
    try:
        breaker.vraag_doorgang()
    except Storing as storing:
        return storing.reden is Reden.ONDERBROKEN
    return False


@pytest.mark.eis("R-172")
def test_it_opens_after_failures_in_a_row(tijd: Kunsttijd) -> None:
    """The second does not open it, the third does; a success in between starts the count again."""
    breaker = Breaker(3, 15.0, tijd.nu)
    standen = []
    for wat in (breaker.mislukt, breaker.mislukt, breaker.gelukt, breaker.mislukt, breaker.mislukt, breaker.mislukt):
        wat()
        standen.append(_is_open(breaker))
    assert standen == [False, False, False, False, False, True]


@pytest.mark.eis("R-172")
def test_half_open_lets_one_through(tijd: Kunsttijd) -> None:
    """Just before the rest is over nobody, then one; what he finds decides for the others."""
    breaker = Breaker(1, 15.0, tijd.nu)
    breaker.mislukt()
    tijd.stand += 14.9
    assert _is_open(breaker)
    tijd.stand += 0.1
    assert [_is_open(breaker) for _ in range(3)] == [False, True, True]
    breaker.mislukt()
    tijd.stand += 14.9
    assert _is_open(breaker)
    tijd.stand += 0.1
    assert not _is_open(breaker)
    breaker.gelukt()
    assert [_is_open(breaker) for _ in range(2)] == [False, False]


@pytest.mark.eis("R-172")
def test_one_who_never_comes_back_does_not_keep_it_shut(tijd: Kunsttijd) -> None:
    """A worker that was killed while it tried: after another rest someone else may."""
    breaker = Breaker(1, 15.0, tijd.nu)
    breaker.mislukt()
    tijd.stand += 15.0
    assert not _is_open(breaker)
    tijd.stand += 15.0
    assert not _is_open(breaker)


@pytest.mark.eis("R-172")
def test_of_many_threads_one_tries(tijd: Kunsttijd) -> None:
    """Twenty at the same moment: nineteen are refused."""
    breaker = Breaker(1, 15.0, tijd.nu)
    breaker.mislukt()
    tijd.stand += 15.0
    uitkomsten: list[bool] = []
    threads = [threading.Thread(target=lambda: uitkomsten.append(_is_open(breaker))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(uitkomsten) == [False] + [True] * 19


@NODIG
@pytest.mark.eis("R-172")
def test_a_failing_register_is_left_alone_and_found_again(opstelling: Opstelling, lijn: Kanaal, tijd: Kunsttijd) -> None:
    """Five questions reach it, the sixth does not; after the rest one does, and when it is answered all are."""
    register = BrpPersonen(lijn)
    opstelling.altijd = status(500)
    for _ in range(RUIM.storingen + 3):
        with pytest.raises(RegisterOnbereikbaar):
            register.zoek_op_bsn(WILMA)
    assert len(opstelling.vragen) == RUIM.storingen
    tijd.stand += RUIM.rust
    opstelling.altijd = None
    assert [len(register.zoek_op_bsn(WILMA)) for _ in range(3)] == [1, 1, 1]


@NODIG
@pytest.mark.eis("R-172")
@pytest.mark.parametrize("nukkig", [status(400), ruw(200, b'{"type": "RaadpleegMetBurgerservicenummer", "personen": [{}]}')])
def test_one_bad_answer_is_no_reason_to_ask_nobody(opstelling: Opstelling, lijn: Kanaal, nukkig: object) -> None:
    """A refused question, or one entry that is not as described, shuts the register for nobody else."""
    opstelling.altijd = nukkig  # type: ignore[assignment]
    for _ in range(RUIM.storingen + 1):
        with pytest.raises(RegisterOnbereikbaar):
            BrpPersonen(lijn).zoek_op_bsn(WILMA)
    opstelling.altijd = None
    assert len(BrpPersonen(lijn).zoek_op_bsn(WILMA)) == 1


@NODIG
@pytest.mark.eis("R-172")
@pytest.mark.parametrize(
    ("streken", "gewacht"),
    [
        ([weg, weg], [0.02, 0.05]),
        ([status(429, Retry_After="0.5")], [0.02]),
        ([status(503, Retry_After="Wed, 25 Nov 2026 07:28:00 GMT")], [0.02]),
    ],
)
def test_between_attempts_it_waits_longer_each_time(
    opstelling: Opstelling, lijn: Kanaal, tijd: Kunsttijd, streken: list[object], gewacht: list[float]
) -> None:
    """As the limits say; a Retry-After that is no number of seconds changes nothing."""
    opstelling.streken.extend(streken)  # type: ignore[arg-type]
    assert len(BrpPersonen(lijn).zoek_op_bsn(WILMA)) == 1
    assert gewacht == tijd.geslapen


@NODIG
@pytest.mark.eis("R-172")
def test_what_comes_after_the_end_is_not_waited_for(opstelling: Opstelling, tijd: Kunsttijd, caplog: pytest.LogCaptureFixture) -> None:
    """The time of the question ran out while the head of the answer came; the rest may be there, but is not read."""

    def te_laat(afhandeling: Any, antwoord: Antwoord) -> None:
        inhoud = als_json(antwoord)
        tijd.stand += RUIM.totaal
        afhandeling.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        afhandeling.wacht(0.05)
        afhandeling.wfile.write(b"Content-Length: %d\r\n\r\n" % len(inhoud) + inhoud)

    opstelling.altijd = te_laat
    with kanaal(opstelling, tijd=tijd.gever) as lijn, pytest.raises(RegisterOnbereikbaar):
        BrpPersonen(lijn).zoek_op_bsn(WILMA)
    assert [regel.split("storing=")[1].split()[0] for regel in caplog.messages] == ["tijd"]


@NODIG
@pytest.mark.eis("R-172")
def test_it_waits_as_long_as_the_service_asks_when_there_is_time(opstelling: Opstelling, tijd: Kunsttijd) -> None:
    """Three seconds fit in a limit of eight."""
    opstelling.streken.append(status(429, Retry_After="3"))
    with kanaal(opstelling, tijd=tijd.gever, grenzen=RUIM) as lijn:
        assert len(BrpPersonen(lijn).zoek_op_bsn(WILMA)) == 1
    assert tijd.geslapen == [3.0]
