"""When a reporter is told that his melding runs out, and the days on which all is over: R-043, R-065, R-103; keuzes.md 21."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.regels.signaleren import toon, waarschuwing
from verwijsindex.domain.regels.termijnen import (
    einde_archief,
    toestand,
    verloopt,
    verlopen_archieven,
    vernietigdag,
    waarschuwdag,
)
from verwijsindex.domain.signaal import BewaardSignaal, NieuwSignaal, Ontvanger, OntvangerSoort, Signaal, SignaalSoort

from ...beleid import altijd, statuut
from .casus import DAG, EIGENSCHAP, ids, melding, rondom

TWEE_JAAR = melding("ggd", op="2026-05-10 12:00")
"""Runs out on 10 May 2028."""
DAGEN = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def _wanneer(m: Melding, dag: date) -> list[bool]:
    return [verloopt(m, d) for d in rondom(dag)]


@pytest.mark.eis("R-065")
def test_from_thirty_days_before_until_the_last_day():
    """Warned from 30 days before the verwijderdatum, and no longer once it is there."""
    assert _wanneer(TWEE_JAAR, date(2028, 4, 10)) == [False, True, True]
    assert _wanneer(TWEE_JAAR, date(2028, 5, 10)) == [True, False, False]
    assert date(2028, 4, 10) == waarschuwdag(TWEE_JAAR)


@pytest.mark.eis("R-065")
def test_the_number_of_days_is_policy():
    """A policy may say ten days before."""
    assert _wanneer(replace(TWEE_JAAR, beleid=altijd(waarschuw_dagen=10)), date(2028, 4, 30)) == [False, True, True]


@pytest.mark.eis("R-065")
@pytest.mark.parametrize(
    ("op", "maanden", "verwacht"),
    [("2026-07-01 12:00", 2, True), ("2026-02-01 12:00", 2, False), ("2026-01-01 12:00", 2, False), ("2026-07-01 12:00", 1, False)],
    ids=["62 days", "59 days", "59 days from January", "a month"],
)
def test_a_short_melding_is_not_announced(op: str, maanden: int, verwacht: bool):
    """A life span of under sixty days gets no warning (keuzes.md 21)."""
    kort = melding("ggd", op=op, maanden=maanden)
    assert verwacht is verloopt(kort, kort.verwijderdatum - DAG)


@pytest.mark.eis("R-065")
def test_a_life_of_sixty_days_is_announced():
    """Sixty days is not under sixty; fifty-nine is."""
    zestig = replace(TWEE_JAAR, verwijderdatum=date(2026, 7, 9))
    assert [verloopt(m, date(2026, 7, 7)) for m in (zestig, replace(zestig, verwijderdatum=date(2026, 7, 8)))] == [True, False]


@pytest.mark.eis("R-065", "R-102")
@pytest.mark.parametrize(("jarig", "verwacht"), [(date(2028, 5, 9), False), (date(2028, 5, 10), False), (date(2028, 5, 11), True)])
def test_no_warning_when_he_turns_23_first(jarig: date, verwacht: bool):
    """The 23rd birthday before or on the verwijderdatum ends it otherwise: no warning; the day after it does not."""
    assert verwacht is verloopt(melding("ggd", uiterlijk=jarig), date(2028, 5, 1))


@pytest.mark.eis("R-065")
def test_who_withdrew_is_not_warned():
    """A melding in the archive runs out no more."""
    assert not verloopt(replace(TWEE_JAAR, verwijderd_op=date(2028, 4, 20)), date(2028, 4, 21))


@pytest.mark.eis("R-065")
def test_what_the_warning_says_does_not_depend_on_when_it_is_made():
    """To the reporter, about his own melding, dated at the beginning of the day it falls due in Amsterdam; triggered by itself."""
    verwacht = NieuwSignaal(
        "id-0000-0000-000000000001",
        Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, "ggd"),
        SignaalSoort.VERLOOPT,
        datetime(2028, 4, 9, 22, tzinfo=UTC),
        aanleiding="ggd/kind",
        eigen_melding="ggd/kind",
    )
    assert verwacht == waarschuwing(TWEE_JAAR, ids())


@pytest.mark.eis("R-065", "R-091")
def test_the_warning_is_shown_while_the_melding_is_actief():
    """Tijdstip and own melding and nothing else; from the verwijderdatum INGETROKKEN in place, like everything of that melding."""
    moment = datetime(2028, 4, 9, 22, tzinfo=UTC)
    ggd = Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, "ggd")
    bewaard = BewaardSignaal("s1", 7, ggd, SignaalSoort.VERLOOPT, moment, eigen_melding=TWEE_JAAR)
    leeg = Signaal("s1", 7, SignaalSoort.INGETROKKEN)
    verwacht = Signaal("s1", 7, SignaalSoort.VERLOOPT, moment, "ggd/kind")
    assert [verwacht, leeg, leeg] == [toon(bewaard, dag) for dag in rondom(date(2028, 5, 10))]
    assert leeg == toon(replace(bewaard, vervallen=True, eigen_melding=None), date(2028, 5, 1))
    assert leeg == toon(replace(bewaard, eigen_melding=replace(TWEE_JAAR, verwijderd_op=date(2028, 4, 20))), date(2028, 5, 1))


@pytest.mark.eis("R-103")
@pytest.mark.parametrize(
    ("dag", "verwijderd"),
    [
        (date(2029, 2, 27), date(2024, 2, 27)),
        (date(2029, 2, 28), date(2024, 2, 29)),
        (date(2029, 3, 1), date(2024, 3, 1)),
        (date(2028, 2, 29), date(2023, 2, 28)),
    ],
)
def test_the_last_archive_that_has_ended(dag: date, verwijderd: date):
    """Five years back, and on 28 February what was removed on a leap day too."""
    assert ((date.min, verwijderd),) == verlopen_archieven(dag, statuut())


@EIGENSCHAP
@given(DAGEN)
def test_the_last_archive_that_has_ended_is_exact(dag: date):
    """What was removed on it has left the archive on that day, what was removed the day after has not."""
    [(_, verwijderd)] = verlopen_archieven(dag, statuut())
    assert einde_archief(verwijderd, statuut()) <= dag < einde_archief(verwijderd + DAG, statuut())


@pytest.mark.eis("R-043", "R-045", "R-103")
@EIGENSCHAP
@given(DAGEN, st.none() | DAGEN, DAGEN)
def test_the_day_of_destruction_is_the_first_on_which_it_is_destroyed(verwijderdatum: date, verwijderd_op: date | None, uiterlijk: date):
    """Whatever the dates: not the day before, and from that day on for ever."""
    m = replace(TWEE_JAAR, verwijderdatum=verwijderdatum, verwijderd_op=verwijderd_op, uiterlijk=uiterlijk)
    assert [toestand(m, dag) is Toestand.VERNIETIGD for dag in rondom(vernietigdag(m))] == [False, True, True]
