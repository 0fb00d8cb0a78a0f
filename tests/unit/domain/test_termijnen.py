"""How long a melding lives: Jeugdwet 7.1.4.5 and 7.1.4.6."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.regels.termijnen import einde_archief, is_actief, is_levensduur, levensduur, toestand, verwijderdatum
from verwijsindex.domain.tijd import AMSTERDAM, vandaag

from ...beleid import statuut
from .casus import DAG, EIGENSCHAP, kind, melding, rondom

ACTIEF, GEARCHIVEERD, VERNIETIGD = Toestand.ACTIEF, Toestand.GEARCHIVEERD, Toestand.VERNIETIGD


def verloop(m: Melding, dag: date) -> list[Toestand]:
    return [toestand(m, d) for d in rondom(dag)]


@pytest.mark.eis("R-060")
@pytest.mark.parametrize(("maanden", "verwacht"), [(None, 24), (1, 1), (23, 23), (24, 24)])
def test_life_spans_up_to_two_years(maanden: int | None, verwacht: int):
    """A profile may say 1 to 24 whole months; one that says nothing has the legal maximum of two years."""
    assert verwacht == levensduur(maanden, 24)


@pytest.mark.eis("R-060")
@pytest.mark.parametrize("maanden", [-1, 0, 25, 240])
def test_life_spans_past_two_years_are_no_configuration(maanden: int):
    """A profile past two years, or of no whole month, is refused."""
    with pytest.raises(ValueError, match="levensduur"):
        is_levensduur(maanden, 24)


@pytest.mark.eis("R-060", "R-061", "R-064")
@pytest.mark.parametrize(
    ("dag", "maanden", "verwacht"),
    [
        (date(2024, 5, 10), None, date(2026, 5, 10)),
        (date(2024, 5, 10), 24, date(2026, 5, 10)),
        (date(2024, 5, 10), 6, date(2024, 11, 10)),
        (date(2024, 2, 29), None, date(2026, 2, 28)),
        (date(2024, 2, 28), None, date(2026, 2, 28)),
        (date(2024, 3, 1), None, date(2026, 3, 1)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2025, 12, 25), 12, date(2026, 12, 25)),
        (date(2024, 4, 27), None, date(2026, 4, 27)),
        (date(2026, 5, 9), None, date(2028, 5, 9)),
    ],
)
def test_the_day_on_which_a_term_ends(dag: date, maanden: int | None, verwacht: date):
    """The day of reporting plus the life span, also when that is Christmas, King's day or a weekend."""
    assert verwacht == verwijderdatum(dag, maanden, 24)


@pytest.mark.eis("R-061")
@EIGENSCHAP
@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_a_term_is_never_longer_than_two_years(dag: date):
    """The same day of the same month two years on, and for 29 February a day less, never a day more."""
    einde = verwijderdatum(dag, None, 24)
    assert einde.strftime("%Y%m%d") <= f"{dag.year + 2}{dag:%m%d}"
    assert (einde.strftime("%Y%m%d") == f"{dag.year + 2}{dag:%m%d}") == (f"{dag:%m%d}" != "0229")


@pytest.mark.eis("R-062")
def test_a_melding_is_actief_until_midnight_before_its_verwijderdatum():
    """Reported 2024-05-10 at 23:59: ACTIEF through 2026-05-09, in the archive from 2026-05-10."""
    m = melding("ggd", op="2024-05-10 23:59")
    assert date(2026, 5, 10) == m.verwijderdatum
    assert verloop(m, date(2026, 5, 10)) == [ACTIEF, GEARCHIVEERD, GEARCHIVEERD]
    assert [is_actief(m, dag) for dag in rondom(date(2026, 5, 10))] == [True, False, False]


@pytest.mark.eis("R-061", "R-062", "R-103")
def test_a_melding_of_a_leap_day():
    """B5: ACTIEF to 27-02-2026 inclusive, archived from 28-02-2026, archive to 27-02-2031 inclusive."""
    m = melding("ggd", op="2024-02-29 12:00")
    assert verloop(m, date(2026, 2, 28)) == [ACTIEF, GEARCHIVEERD, GEARCHIVEERD]
    assert verloop(m, date(2031, 2, 28)) == [GEARCHIVEERD, VERNIETIGD, VERNIETIGD]


@pytest.mark.eis("R-062")
@pytest.mark.parametrize("fold", [0, 1])
def test_a_melding_in_the_night_of_the_clock_change(fold: int):
    """B6: the term runs by local date, in the first half past two and in the second."""
    moment = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=fold)
    assert date(2028, 10, 25) == verwijderdatum(vandaag(moment), None, 24)


@pytest.mark.eis("R-103")
@pytest.mark.parametrize(
    ("verwijderd_op", "verwacht"),
    [
        (date(2024, 2, 28), date(2029, 2, 28)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2024, 3, 1), date(2029, 3, 1)),
        (date(2024, 5, 10), date(2029, 5, 10)),
    ],
)
def test_the_archive_ends_after_five_years(verwijderd_op: date, verwacht: date):
    """Five years after removal; removed on a leap day: 28 February, never longer."""
    assert verwacht == einde_archief(verwijderd_op, statuut())


@pytest.mark.eis("R-101", "R-103")
def test_a_melding_whose_risk_is_gone_is_in_the_archive_from_that_day():
    """Removed by its reporter on 2024-02-29: archived at once, destroyed on 2029-02-28, whatever its own term was."""
    m = melding("ggd", op="2023-06-01 09:00", verwijderd_op=date(2024, 2, 29))
    assert toestand(m, date(2024, 2, 29)) == GEARCHIVEERD
    assert verloop(m, date(2029, 2, 28)) == [GEARCHIVEERD, VERNIETIGD, VERNIETIGD]


@pytest.mark.eis("R-043", "R-101")
def test_the_archive_ends_at_23():
    """B3: the risk gone at 22 years and 11 months is archived, and destroyed on the 23rd birthday."""
    m = melding("ggd", op="2026-06-01 09:00", uiterlijk=date(2027, 5, 10), verwijderd_op=date(2027, 4, 10))
    assert toestand(m, date(2027, 4, 10)) == GEARCHIVEERD
    assert verloop(m, date(2027, 5, 10)) == [GEARCHIVEERD, VERNIETIGD, VERNIETIGD]


@pytest.mark.eis("R-040", "R-043")
def test_a_melding_the_day_before_the_23rd_birthday():
    """B1: its verwijderdatum is two years on, and it is destroyed on the birthday."""
    m = melding("ggd", op="2027-05-09 12:00", uiterlijk=date(2027, 5, 10))
    assert date(2029, 5, 9) == m.verwijderdatum
    assert toestand(m, date(2027, 5, 9)) == ACTIEF
    assert verloop(m, date(2027, 5, 10)) == [ACTIEF, VERNIETIGD, VERNIETIGD]


@pytest.mark.eis("R-102")
@pytest.mark.parametrize(("verjaardag", "verwacht"), [(9, VERNIETIGD), (10, VERNIETIGD), (11, GEARCHIVEERD)])
def test_a_birthday_around_the_verwijderdatum(verjaardag: int, verwacht: Toestand):
    """B2: a 23rd birthday before or on the verwijderdatum destroys; one a day later leaves one day of archive."""
    m = melding("ggd", op="2025-05-10 12:00", uiterlijk=date(2027, 5, verjaardag))
    assert date(2027, 5, 10) == m.verwijderdatum
    assert verwacht is toestand(m, date(2027, 5, 10))
    assert VERNIETIGD is toestand(m, date(2027, 5, 11))


@pytest.mark.eis("R-041", "R-043")
def test_someone_born_on_a_leap_day():
    """B4: born 29-02-2004: ACTIEF on 28-02-2027, destroyed on 01-03-2027."""
    m = melding("ggd", op="2026-06-01 12:00", uiterlijk=date(2027, 3, 1))
    assert verloop(m, date(2027, 3, 1)) == [ACTIEF, VERNIETIGD, VERNIETIGD]


@pytest.mark.eis("R-103")
def test_dates_in_answers_are_not_capped_by_the_birthday():
    """verwijderdatum and gearchiveerdTot do not tell a birth date: they run on past the 23rd birthday (keuzes.md 27)."""
    m = melding("ggd", kind(uiterlijk=date(2027, 1, 1)), op="2026-11-24 12:00")
    assert m.uiterlijk < m.verwijderdatum == date(2028, 11, 24)
    assert m.uiterlijk < einde_archief(date(2026, 11, 24), statuut()) == date(2031, 11, 24)


@pytest.mark.eis("R-045", "R-101", "R-102")
@EIGENSCHAP
@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.isoformat(" ")),
    st.integers(1, 24),
    st.integers(1, 9000),
    st.none() | st.integers(0, 700),
    st.lists(st.integers(0, 4000), min_size=2, max_size=6),
)
def test_a_melding_only_grows_older(op: str, maanden: int, tot_23: int, verwijderd_na: int | None, dagen: list[int]):
    """From its dates alone a melding goes from ACTIEF to GEARCHIVEERD to VERNIETIGD and never back."""
    m = melding("ggd", op=op, maanden=maanden)
    eerste_dag = vandaag(m.meldmoment)
    verwijderd = None if verwijderd_na is None else min(eerste_dag + timedelta(days=verwijderd_na), m.verwijderdatum - DAG)
    m = melding("ggd", op=op, maanden=maanden, uiterlijk=eerste_dag + timedelta(days=tot_23), verwijderd_op=verwijderd)
    volgorde = [ACTIEF, GEARCHIVEERD, VERNIETIGD]
    gezien = [volgorde.index(toestand(m, eerste_dag + timedelta(days=d))) for d in sorted(dagen)]
    assert sorted(gezien) == gezien
    assert VERNIETIGD is toestand(m, eerste_dag + timedelta(days=7 * 366))
