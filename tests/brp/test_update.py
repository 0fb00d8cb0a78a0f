"""Following persons over the BRP Update API (R-120, R-125)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from verwijsindex.brp.haalcentraal.kanaal import Kanaal
from verwijsindex.brp.haalcentraal.update import BrpWijzigingen
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Wijziging
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

from .brp_nagebootst import BrpPersonenNagebootst, BrpUpdateNagebootst
from .openbaar import NODIG
from .opstelling import UPDATE, Opstelling, gestart, grenzen_bij, kanaal, ruw, status, traag, vervang, weg

pytestmark = NODIG
KIND, ANDER = Bsn("900000041"), Bsn("900000028")
DAG = date(2026, 11, 24)


@pytest.fixture
def api() -> BrpUpdateNagebootst:
    return BrpUpdateNagebootst(DAG)


@pytest.fixture
def opstelling(api: BrpUpdateNagebootst) -> Iterator[Opstelling]:
    """The fake of the Update API, without anybody in the register."""
    with gestart(Opstelling(BrpPersonenNagebootst(), api)) as geopend:
        yield geopend


@pytest.fixture
def lijn(opstelling: Opstelling) -> Iterator[Kanaal]:
    with kanaal(opstelling, UPDATE) as geopend:
        yield geopend


@pytest.fixture
def volgen(lijn: Kanaal) -> BrpWijzigingen:
    return BrpWijzigingen(lijn)


@pytest.mark.eis("R-120")
def test_following_begins_and_ends(volgen: BrpWijzigingen, api: BrpUpdateNagebootst) -> None:
    """From the first call on he is followed, from the last on he is not; each call twice is the same as once."""
    standen = []
    for volgt in (True, True, False, False, True):
        if volgt:
            volgen.volg(KIND)
        else:
            volgen.volg_niet_meer(KIND, DAG)
        standen.append(api.actief())
    assert [{KIND.waarde}, {KIND.waarde}, set(), set(), {KIND.waarde}] == standen


@pytest.mark.eis("R-120", "R-125")
def test_changes_are_told_of_the_followed_from_a_day_on(volgen: BrpWijzigingen, api: BrpUpdateNagebootst) -> None:
    """The day before, the day, the day after; told again when asked again; never of someone who is not followed."""
    volgen.volg(KIND)
    api.gewijzigd = {KIND.waarde: DAG, ANDER.waarde: DAG}
    dagen = (date(2026, 11, 23), DAG, DAG, date(2026, 11, 25))
    assert [{KIND}, {KIND}, {KIND}, set()] == [volgen.gewijzigd_sinds(dag) for dag in dagen]


@pytest.mark.eis("R-120", "R-172")
@pytest.mark.parametrize(
    "streek",
    [
        weg,
        traag(20),
        status(500),
        status(404),
        ruw(200, b"<html></html>", "text/html"),
        vervang(lambda a: a.update(burgerservicenummer=ANDER.waarde)),
        vervang(lambda a: a.update(einddatum="2026-12-01")),
        vervang(lambda a: a.update(einddatum=None)),
    ],
)
def test_who_is_not_surely_followed_is_not_followed(opstelling: Opstelling, streek: Any) -> None:
    """No answer, one about another, or one that says that it will end: VIR-190, so that whoever asked tries again."""
    opstelling.altijd = streek
    with kanaal(opstelling, UPDATE, grenzen=grenzen_bij(streek)) as lijn, pytest.raises(RegisterOnbereikbaar):
        BrpWijzigingen(lijn).volg(KIND)


@pytest.mark.eis("R-125", "R-172")
@pytest.mark.parametrize(
    "inhoud",
    [
        b'{"burgerservicenummers": null}',
        b'{"burgerservicenummers": ["12345678"]}',
        b'{"burgerservicenummers": ["123456789"]}',
        b'{"burgerservicenummers": [900000041]}',
        b'{"burgerservicenummers": "900000041"}',
        b"[]",
    ],
)
def test_a_list_of_changes_with_something_else_in_it_is_no_list(opstelling: Opstelling, volgen: BrpWijzigingen, inhoud: bytes) -> None:
    """What cannot be the number of someone whom we follow makes the whole list doubtful."""
    opstelling.altijd = ruw(200, inhoud)
    with pytest.raises(RegisterOnbereikbaar):
        volgen.gewijzigd_sinds(DAG)


@pytest.mark.eis("R-125")
@pytest.mark.parametrize("streek", [ruw(200, b"{}"), ruw(404, b'{"code": "notFound"}', "application/problem+json")])
def test_no_changes_are_no_failure(opstelling: Opstelling, volgen: BrpWijzigingen, streek: Any) -> None:
    """A list that is absent, or a 404 of the service."""
    opstelling.altijd = streek
    assert frozenset() == volgen.gewijzigd_sinds(DAG)


@pytest.mark.eis("R-125")
def test_the_position_is_the_day_of_the_last_question(volgen: BrpWijzigingen, api: BrpUpdateNagebootst) -> None:
    """First from today; then from the day of the last question on, that day again, however many days nobody asked."""
    volgen.volg(KIND)
    volgen.volg(ANDER)
    api.gewijzigd = {KIND.waarde: DAG - timedelta(days=1), ANDER.waarde: DAG}
    eerste, stand = volgen.wijzigingen(None, DAG)
    later, nieuwe_stand = volgen.wijzigingen(stand, DAG + timedelta(days=9))
    laatste, _ = volgen.wijzigingen(nieuwe_stand, DAG + timedelta(days=9))
    assert ([Wijziging(ANDER)], [Wijziging(ANDER)], []) == (eerste, later, laatste)
    assert (stand, nieuwe_stand) == ("2026-11-24", "2026-12-03")
    alles, _ = volgen.wijzigingen((DAG - timedelta(days=1)).isoformat(), DAG)
    assert [Wijziging(ANDER), Wijziging(KIND)] == alles


@pytest.mark.eis("R-172")
@pytest.mark.parametrize("streek", [weg, traag(20), status(500), status(404), ruw(200, b"<html></html>", "text/html")])
def test_without_an_answer_there_is_no_new_position(opstelling: Opstelling, streek: Any) -> None:
    """Slow, down or nonsense: VIR-190, and whoever asks later asks from the old position."""
    opstelling.altijd = streek
    with kanaal(opstelling, UPDATE, grenzen=grenzen_bij(streek)) as lijn, pytest.raises(RegisterOnbereikbaar):
        BrpWijzigingen(lijn).wijzigingen("2026-11-01", DAG)
