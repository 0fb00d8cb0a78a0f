"""Until when a college may decide: AVG 12(3), Verordening 1182/71 art. 3, Algemene termijnenwet art. 1 and 3."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.regels.beslistermijn import (
    Termijnstand,
    eerste_werkdag_vanaf,
    feestdagen,
    is_werkdag,
    koningsdag,
    termijnstand,
    uiterste_dag,
    verlengde_dag,
    werkdagen_over,
)
from verwijsindex.domain.tijd import plus_maanden

WET = statuut().op(date(2026, 1, 1))
DAGEN = st.dates(date(2018, 5, 25), date(2100, 12, 31))
"""Days since the AVG applies."""
ALTIJD_ZONDAG = {"Eerste paasdag", "Eerste pinksterdag"}


@pytest.mark.eis("R-136")
@pytest.mark.parametrize(
    ("ontvangen", "uiterste"),
    [
        ("2026-09-08", "2026-10-08"),
        ("2026-09-09", "2026-10-09"),
        ("2026-09-10", "2026-10-12"),  # a Saturday
        ("2026-09-11", "2026-10-12"),  # a Sunday
        ("2026-09-12", "2026-10-12"),
        ("2026-08-31", "2026-09-30"),  # 31 September does not exist
        ("2025-01-28", "2025-02-28"),
        ("2025-01-29", "2025-02-28"),
        ("2025-01-31", "2025-02-28"),
        ("2025-02-28", "2025-03-28"),
        ("2024-01-29", "2024-02-29"),
        ("2024-01-31", "2024-02-29"),  # leap year
        ("2024-02-29", "2024-04-02"),  # 29 March 2024 is Goede Vrijdag
        ("2026-01-31", "2026-03-02"),  # 28 February is a Saturday: over the end of the month
        ("2026-12-08", "2027-01-08"),
    ],
)
def test_a_month_after_receipt(ontvangen: str, uiterste: str):
    """The term ends with the same date of the next month, or with its last day, and not on a weekend; the day of receipt does not count."""
    assert date.fromisoformat(uiterste) == uiterste_dag(date.fromisoformat(ontvangen), WET)


@pytest.mark.eis("R-136")
@pytest.mark.parametrize(
    ("eindigt", "wordt"),
    [
        ("2026-04-02", "2026-04-02"),
        ("2026-04-03", "2026-04-07"),  # Goede Vrijdag, weekend, tweede paasdag
        ("2026-04-06", "2026-04-07"),
        ("2026-05-13", "2026-05-13"),
        ("2026-05-14", "2026-05-15"),  # Hemelvaartsdag; the Friday after is no holiday of art. 3(1) or (2)
        ("2026-05-25", "2026-05-26"),  # tweede pinksterdag
        ("2026-04-27", "2026-04-28"),  # Koningsdag
        ("2025-04-25", "2025-04-25"),
        ("2025-04-26", "2025-04-28"),  # Koningsdag is on Saturday, for 27 April is a Sunday
        ("2025-04-27", "2025-04-28"),
        ("2026-05-05", "2026-05-06"),  # Bevrijdingsdag, no lustrum
        ("2025-12-24", "2025-12-24"),
        ("2025-12-25", "2025-12-29"),  # both Christmas days and a weekend
        ("2026-12-25", "2026-12-28"),
        ("2027-12-24", "2027-12-24"),
        ("2027-12-25", "2027-12-27"),
        ("2027-01-01", "2027-01-04"),
        ("2022-12-31", "2023-01-02"),  # over the new year
        ("2035-05-03", "2035-05-04"),  # Hemelvaartsdag, then an ordinary Friday
        ("2035-05-05", "2035-05-07"),
    ],
)
def test_no_term_ends_on_a_holiday(eindigt: str, wordt: str):
    """A last day on a Saturday, Sunday or recognised holiday becomes the first day that is none of these, however long the chain."""
    assert date.fromisoformat(wordt) == eerste_werkdag_vanaf(date.fromisoformat(eindigt))


@pytest.mark.eis("R-136")
@pytest.mark.parametrize(
    ("ontvangen", "verlengd"),
    [
        ("2026-09-08", "2026-12-08"),
        ("2026-01-31", "2026-04-30"),  # not 28 April: the short month does not count twice
        ("2025-11-30", "2026-03-02"),  # 28 February 2026 is a Saturday
        ("2023-11-30", "2024-02-29"),
        ("2026-09-25", "2026-12-28"),
    ],
)
def test_two_months_more(ontvangen: str, verlengd: str):
    """An extended term is one term of three months from receipt, whatever shifted the first month."""
    assert date.fromisoformat(verlengd) == verlengde_dag(date.fromisoformat(ontvangen), WET)


@pytest.mark.eis("R-136")
@pytest.mark.parametrize("jaar", range(2018, 2100))
def test_holidays_are_those_of_a_public_calendar(jaar: int):
    """The holidays of every year, Easter and Koningsdag with them, are those that another library knows."""
    kalender = holidays.country_holidays("NL", years=jaar, categories=("public", "optional"), language="nl")
    verwacht = {dag for dag, naam in kalender.items() if naam not in ALTIJD_ZONDAG}
    assert verwacht == feestdagen(jaar)


@pytest.mark.eis("R-136")
@pytest.mark.parametrize(("jaar", "dag"), [(2024, 27), (2025, 26), (2026, 27), (2031, 26)])
def test_koningsdag_is_never_on_a_sunday(jaar: int, dag: int):
    """Koningsdag is 27 April, and the Saturday before when that is a Sunday."""
    assert date(jaar, 4, dag) == koningsdag(jaar)


@pytest.mark.eis("R-136")
@given(ontvangen=DAGEN)
def test_a_term_ends_on_the_first_working_day_from_its_date(ontvangen: date):
    """Whatever the day of receipt: the end is a working day, not before the date a month on, with no working day between the two."""
    datum, einde = plus_maanden(ontvangen, 1), uiterste_dag(ontvangen, WET)
    assert is_werkdag(einde)
    assert datum <= einde <= datum + timedelta(days=5)
    assert not any(is_werkdag(datum + timedelta(days=n)) for n in range((einde - datum).days))
    assert einde < verlengde_dag(ontvangen, WET)


@pytest.mark.eis("R-136")
@pytest.mark.parametrize(
    ("dag", "over", "stand"),
    [
        ("2026-09-23", 11, Termijnstand.RUIM),
        ("2026-09-24", 10, Termijnstand.NADERT),
        ("2026-10-02", 4, Termijnstand.NADERT),
        ("2026-10-03", 4, Termijnstand.NADERT),  # a Saturday uses up nothing
        ("2026-10-05", 3, Termijnstand.DRINGEND),
        ("2026-10-07", 1, Termijnstand.DRINGEND),
        ("2026-10-08", 0, Termijnstand.DRINGEND),
        ("2026-10-09", -1, Termijnstand.VERSTREKEN),
        ("2026-10-11", -1, Termijnstand.VERSTREKEN),
        ("2026-10-12", -2, Termijnstand.VERSTREKEN),
    ],
)
def test_warned_ten_and_three_working_days_before(dag: str, over: int, stand: Termijnstand):
    """A term that ends on 8 October 2026 warns with ten working days left, again with three, and has passed the day after."""
    einde = date(2026, 10, 8)
    assert (over, stand) == (werkdagen_over(einde, date.fromisoformat(dag)), termijnstand(einde, date.fromisoformat(dag)))
