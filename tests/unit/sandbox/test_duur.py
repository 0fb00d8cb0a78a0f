"""Moments and durations as a user types them."""

from datetime import UTC, datetime, timedelta

import pytest

from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.sandbox.duur import Duur, TijdOnjuist, lees_duur, lees_tijd, tel_op


@pytest.mark.parametrize(
    ("tekst", "duur"),
    [
        ("P1D", Duur(dagen=1)),
        ("PT2H", Duur(tijd=timedelta(hours=2))),
        ("P2Y", Duur(maanden=24)),
        ("P1M", Duur(maanden=1)),
        ("PT1M", Duur(tijd=timedelta(minutes=1))),
        ("P3W", Duur(dagen=21)),
        ("P0D", Duur()),
        ("P1Y2M3DT4H5M6S", Duur(14, 3, timedelta(hours=4, minutes=5, seconds=6))),
    ],
)
def test_a_duration_is_read_in_its_two_parts(tekst: str, duur: Duur) -> None:
    """What the calendar counts and what a stopwatch counts stay apart; M is a month before T and a minute after it."""
    assert duur == lees_duur(tekst)


@pytest.mark.parametrize(
    "tekst", ["", "P", "PT", "1D", "P1", "P1DT", "P-1D", "-P1D", "P1H", "PT1D", "P1D2M", "P1.5D", "p1d", "P1D ", "P\u0661D"]
)
def test_what_is_no_duration_is_refused_with_an_example(tekst: str) -> None:
    """The text is Dutch and shows how it should be written."""
    with pytest.raises(TijdOnjuist, match=r"is geen duur; schrijf bijvoorbeeld P1D"):
        lees_duur(tekst)


@pytest.mark.parametrize(
    ("tekst", "moment"),
    [
        ("2026-11-24", datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 22, 0, tzinfo=UTC)),
        ("2026-11-24T09:30", datetime(2026, 11, 24, 8, 30, tzinfo=UTC)),
        ("2026-11-24 09:30:15", datetime(2026, 11, 24, 8, 30, 15, tzinfo=UTC)),
        ("2026-11-24T09:30Z", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        ("2026-11-24T09:30+05:30", datetime(2026, 11, 24, 4, 0, tzinfo=UTC)),
        ("2028-02-29", datetime(2028, 2, 28, 23, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_without_offset_is_in_amsterdam(tekst: str, moment: datetime) -> None:
    """A date is its midnight there, in winter and in summer."""
    assert moment == lees_tijd(tekst)


def test_the_hour_that_comes_twice_is_the_first_unless_an_offset_says_otherwise() -> None:
    """On 25 October 2026 the clock shows 02:30 twice."""
    assert datetime(2026, 10, 25, 0, 30, tzinfo=UTC) == lees_tijd("2026-10-25T02:30")
    assert datetime(2026, 10, 25, 1, 30, tzinfo=UTC) == lees_tijd("2026-10-25T02:30+01:00")


def test_the_hour_that_never_comes_is_refused() -> None:
    """On 28 March 2027 the clock goes from 02:00 to 03:00; the hours around it exist."""
    assert datetime(2027, 3, 28, 0, 59, tzinfo=UTC) == lees_tijd("2027-03-28T01:59")
    with pytest.raises(TijdOnjuist, match="bestaat niet in Amsterdam"):
        lees_tijd("2027-03-28T02:00")
    assert datetime(2027, 3, 28, 1, 0, tzinfo=UTC) == lees_tijd("2027-03-28T03:00")


@pytest.mark.parametrize("tekst", ["", "morgen", "24-11-2026", "20261124", "2026-W48-2", "2026-11-24T9:30", "2026-11-24T", "2026-1-1"])
def test_what_is_no_moment_is_refused_with_an_example(tekst: str) -> None:
    """One way of writing, so that nothing is guessed."""
    with pytest.raises(TijdOnjuist, match="is geen tijdstip; schrijf bijvoorbeeld 2026-11-24"):
        lees_tijd(tekst)


@pytest.mark.parametrize("tekst", ["2027-02-29", "2026-13-01", "2026-11-24T24:01", "0000-01-01"])
def test_a_day_or_hour_off_the_calendar_is_refused(tekst: str) -> None:
    """29 February of a common year is a mistake, not 1 March."""
    with pytest.raises(TijdOnjuist, match="staat niet op de kalender"):
        lees_tijd(tekst)


@pytest.mark.eis("R-061")
@pytest.mark.parametrize(
    ("van", "duur", "tot"),
    [
        ("2026-11-24T10:00", "P1D", "2026-11-25T10:00"),
        ("2026-11-24T10:00", "P2Y", "2028-11-24T10:00"),
        ("2028-02-29T10:00", "P1Y", "2029-02-28T10:00"),
        ("2028-02-29T10:00", "P4Y", "2032-02-29T10:00"),
        ("2027-01-31T10:00", "P1M", "2027-02-28T10:00"),
        ("2026-12-31T10:00", "P1M1D", "2027-02-01T10:00"),
        ("2026-11-24T23:30", "PT1H", "2026-11-25T00:30"),
        # The calendar keeps the hour of the day when summer time begins or ends; the stopwatch does not.
        ("2027-03-27T12:00", "P1D", "2027-03-28T12:00"),
        ("2027-03-27T12:00", "PT24H", "2027-03-28T13:00"),
        ("2026-10-24T12:00", "P1D", "2026-10-25T12:00"),
        ("2026-10-24T12:00", "PT24H", "2026-10-25T11:00"),
        ("2027-03-27T02:30", "P1D", "2027-03-28T03:30"),
    ],
)
def test_calendar_arithmetic_is_that_of_amsterdam(van: str, duur: str, tot: str) -> None:
    """Months and days by the calendar there, hours by the stopwatch."""
    assert lees_tijd(tot) == tel_op(lees_tijd(van), lees_duur(duur))


def test_a_stopwatch_does_not_stumble_over_the_hour_that_comes_twice() -> None:
    """One second after the second 02:30 is the second 02:30:01."""
    tweede = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=AMSTERDAM)
    assert datetime(2026, 10, 25, 1, 30, 1, tzinfo=UTC) == tel_op(tweede, Duur(tijd=timedelta(seconds=1)))


@pytest.mark.parametrize("duur", ["P9000Y", "P99999M", "P999999D", "PT999999H"])
def test_past_the_calendar_is_an_error_and_not_a_crash(duur: str) -> None:
    """The calendar ends with the year 9999."""
    with pytest.raises(TijdOnjuist, match="voorbij het jaar 9999"):
        tel_op(datetime(9950, 1, 1, tzinfo=UTC), lees_duur(duur))
