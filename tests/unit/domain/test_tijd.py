"""Days, terms and ages as the law counts them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verwijsindex.domain.tijd import AMSTERDAM, BrpDatum, Geldigheid, als_getal, plus_jaren, plus_maanden, vandaag

from .casus import DAG, EIGENSCHAP, rondom

DAGEN = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def geboren(tekst: str) -> BrpDatum:
    datum = BrpDatum.lees(tekst)
    assert datum is not None
    return datum


@pytest.mark.eis("R-040", "R-062")
@pytest.mark.parametrize(
    ("utc", "verwacht"),
    [
        ("2026-11-23T22:59:59.999+00:00", date(2026, 11, 23)),
        ("2026-11-23T23:00:00+00:00", date(2026, 11, 24)),
        ("2026-06-30T21:59:59+00:00", date(2026, 6, 30)),
        ("2026-06-30T22:00:00+00:00", date(2026, 7, 1)),
        ("2026-12-31T23:00:00+00:00", date(2027, 1, 1)),
        ("2026-11-23T18:00:00-05:00", date(2026, 11, 24)),
    ],
)
def test_a_day_begins_at_midnight_in_amsterdam(utc: str, verwacht: date):
    """The civil day is that of Europe/Amsterdam, in winter and in summer, whatever the offset of the moment."""
    assert verwacht == vandaag(datetime.fromisoformat(utc))


@pytest.mark.eis("R-062")
@pytest.mark.parametrize("fold", [0, 1])
def test_the_night_of_the_clock_change(fold: int):
    """B6: half past two of 25 October 2026 comes twice, and both are that day."""
    assert date(2026, 10, 25) == vandaag(datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=fold))


@pytest.mark.eis("R-061", "R-103")
@pytest.mark.parametrize(
    ("dag", "jaren", "verwacht"),
    [
        (date(2024, 5, 10), 2, date(2026, 5, 10)),
        (date(2024, 5, 10), 5, date(2029, 5, 10)),
        (date(2024, 2, 29), 2, date(2026, 2, 28)),
        (date(2024, 2, 29), 5, date(2029, 2, 28)),
        (date(2022, 2, 28), 2, date(2024, 2, 28)),
        (date(2024, 2, 28), 2, date(2026, 2, 28)),
        (date(2024, 3, 1), 2, date(2026, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
    ],
)
def test_years_added_to_a_day(dag: date, jaren: int, verwacht: date):
    """The vectors of domein.md 7: 29 February becomes 28 February in a common year, never 1 March."""
    assert verwacht == plus_jaren(dag, jaren)


@pytest.mark.eis("R-060")
@pytest.mark.parametrize(
    ("dag", "maanden", "verwacht"),
    [
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 2, 1), 1, date(2026, 3, 1)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_added_to_a_day(dag: date, maanden: int, verwacht: date):
    """A day that does not exist becomes the last of the month (keuzes.md 26); December is followed by January."""
    assert verwacht == plus_maanden(dag, maanden)


@pytest.mark.eis("R-060", "R-061")
@EIGENSCHAP
@given(DAGEN, st.integers(1, 60))
def test_months_added_never_lengthen(dag: date, maanden: int):
    """The result lies in the month that many months on, on the same day or on the last day before it."""
    later = plus_maanden(dag, maanden)
    assert dag.year * 12 + dag.month + maanden == later.year * 12 + later.month
    assert later.day == dag.day or (later.day < dag.day and (later + DAG).day == 1)


@pytest.mark.eis("R-062", "R-103")
@EIGENSCHAP
@given(DAGEN, st.integers(0, 40), st.integers(1, 60))
def test_who_reports_later_never_ends_earlier(dag: date, verschil: int, maanden: int):
    """Terms keep the order of the days on which they began."""
    assert plus_maanden(dag, maanden) <= plus_maanden(dag + timedelta(days=verschil), maanden)


@pytest.mark.eis("R-004")
def test_a_period_includes_its_first_day_and_not_its_last():
    """``geldigVanaf`` is inclusive, ``geldigTot`` exclusive."""
    periode = Geldigheid(date(2026, 1, 1), date(2027, 1, 1))
    assert [periode.omvat(dag) for dag in rondom(date(2026, 1, 1))] == [False, True, True]
    assert [periode.omvat(dag) for dag in rondom(date(2027, 1, 1))] == [True, False, False]


@pytest.mark.eis("R-004")
def test_a_period_without_end_does_not_end():
    """Without ``geldigTot`` every day from the first on is in it; one that ends on its first day holds no day at all."""
    assert Geldigheid(date(2026, 1, 1)).omvat(date(2999, 12, 31))
    assert [Geldigheid(date(2026, 1, 1), date(2026, 1, 1)).omvat(dag) for dag in rondom(date(2026, 1, 1))] == [False, False, False]


@pytest.mark.eis("R-040", "R-041", "R-042")
@pytest.mark.parametrize(
    ("geboorte", "verjaardag"),
    [
        ("20040510", date(2027, 5, 10)),
        ("20040229", date(2027, 3, 1)),
        ("20040228", date(2027, 2, 28)),
        ("20040301", date(2027, 3, 1)),
        ("20040500", date(2027, 5, 1)),
        ("20040000", date(2027, 1, 1)),
        ("20041231", date(2027, 12, 31)),
        ("20050301", date(2028, 3, 1)),
        ("20050228", date(2028, 2, 28)),
    ],
)
def test_the_day_on_which_someone_reaches_23(geboorte: str, verjaardag: date):
    """The vectors of domein.md 7: a leap-day child on 1 March, an unknown day on the first, an unknown month on 1 January."""
    assert verjaardag == geboren(geboorte).verjaardag(23)


@pytest.mark.eis("R-132")
@pytest.mark.parametrize(
    ("geboorte", "leeftijd", "verjaardag"),
    [
        ("20141124", 12, date(2026, 11, 24)),
        ("20040229", 12, date(2016, 2, 29)),
        ("20040229", 16, date(2020, 2, 29)),
        ("20101100", 16, date(2026, 11, 1)),
        ("20100000", 16, date(2026, 1, 1)),
    ],
)
def test_the_ages_12_and_16_count_alike(geboorte: str, leeftijd: int, verjaardag: date):
    """Ages 12 and 16 use the arithmetic of 23 (keuzes.md 30); in a leap year the leap day itself is the birthday."""
    assert verjaardag == geboren(geboorte).verjaardag(leeftijd)


@st.composite
def brp_datums(draw: st.DrawFn) -> BrpDatum:
    """Birth dates as the BRP has them, complete or with unknown month or day; leap days often."""
    dag = draw(DAGEN | st.sampled_from([date(jaar, 2, 29) for jaar in range(1992, 2090, 4)]))
    soort = draw(st.sampled_from(["%Y%m%d", "%Y%m00", "%Y0000"]))
    return geboren(dag.strftime(soort))


@pytest.mark.eis("R-040", "R-041", "R-042", "R-132")
@EIGENSCHAP
@given(brp_datums(), st.sampled_from([12, 16, 23]), st.integers(-800, 800) | st.integers(-2, 2))
def test_ages_agree_with_the_arithmetic_of_the_brp(geboorte: BrpDatum, leeftijd: int, verschil: int):
    """Younger exactly while the birth date as a number exceeds today's minus the age in its year digits (BRP, tabel 35)."""
    verjaardag = geboorte.verjaardag(leeftijd)
    dag = verjaardag + timedelta(days=verschil)
    jonger = geboorte.getal > int(dag.strftime("%Y%m%d")) - leeftijd * 10000
    assert jonger == (dag < verjaardag)


@pytest.mark.eis("R-042")
@pytest.mark.parametrize(
    "tekst", [None, "", "00000000", "00000510", "2004051", "200405100", "20041301", "20040231", "20230229", "2004-5-1", "٢٠٠٤٠٥١٠"]
)
def test_what_is_no_usable_birth_date(tekst: str | None):
    """No date, no year, an impossible month or day, or another form gives nothing to count with."""
    assert BrpDatum.lees(tekst) is None


@pytest.mark.eis("R-032")
def test_a_birth_date_in_the_future():
    """Yesterday and today have come, tomorrow has not; an unknown day or month counts as 00, so only a month or year to come is future."""
    dag = date(2026, 11, 24)
    assert [geboren(d.strftime("%Y%m%d")).na(dag) for d in rondom(dag)] == [False, False, True]
    assert [geboren(tekst).na(dag) for tekst in ("20261100", "20261200")] == [False, True]
    assert [geboren(tekst).na(dag) for tekst in ("20260000", "20270000")] == [False, True]


@pytest.mark.eis("R-171")
def test_a_birth_date_is_never_shown():
    """The printed form of a birth date does not hold it."""
    assert "2004" not in repr(geboren("20040510"))


@pytest.mark.eis("R-042")
@EIGENSCHAP
@given(DAGEN, DAGEN)
def test_days_as_numbers_keep_their_order(een: date, ander: date):
    """Comparing numbers is comparing days; that is what the BRP relies on."""
    assert (een < ander) == (als_getal(een) < als_getal(ander))
    assert een.strftime("%Y%m%d") == str(als_getal(een))


@pytest.mark.eis("R-062")
@EIGENSCHAP
@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)), st.integers(0, 86_400))
def test_the_day_never_goes_back(moment: datetime, seconden: int):
    """A later moment is the same civil day or a later one, clock changes included."""
    assert vandaag(moment) <= vandaag(moment + timedelta(seconds=seconden))
