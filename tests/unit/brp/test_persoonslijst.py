"""What the rules are told of one entry."""

from datetime import date, timedelta

import pytest

from verwijsindex.brp.persoonslijst import Persoonslijst, als_registerpersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.regels.identificatie import uiterlijk
from verwijsindex.domain.weigeringen import GeboortedatumOnbruikbaar, TeOud

from ...beleid import GRENS

MOEDER, VADER = "900000004", "900000028"


def _lijst(**waarden: object) -> Persoonslijst:
    return Persoonslijst(**{"bsn": "900000041", "geslachtsnaam": "Veldman", "geboortedatum": "20140510", **waarden})


def test_nothing_of_an_entry_shows_in_its_repr() -> None:
    """An entry that ends up in a log or a traceback shows no name, number or date."""
    assert repr(_lijst()) == "Persoonslijst(...)"


@pytest.mark.eis("R-044")
@pytest.mark.parametrize("datum", ["20260101", "20260000", "00000000", "29991231"])
def test_who_has_a_date_of_death_is_dead(datum: str) -> None:
    """keuzes.md 16: the date may be known, partly known, unknown or later than any clock."""
    assert als_registerpersoon(_lijst(datum_overlijden=datum)).overleden
    assert not als_registerpersoon(_lijst()).overleden


@pytest.mark.eis("R-022", "R-044")
@pytest.mark.parametrize(
    ("reden", "overleden", "opgeschort"),
    [("O", True, False), ("E", False, True), ("F", False, True), ("M", False, True), (".", False, True), ("R", False, False)],
)
def test_suspension_is_everything_but_death_and_the_rni(reden: str, overleden: bool, opgeschort: bool) -> None:
    """keuzes.md 12: emigration and error suspend; death is death; the RNI alone suspends nothing."""
    persoon = als_registerpersoon(_lijst(opschorting=reden))
    assert (overleden, opgeschort) == (persoon.overleden, persoon.opgeschort)


@pytest.mark.eis("R-022", "R-097")
def test_being_registered_in_the_rni_is_no_suspension() -> None:
    """keuzes.md 12: gemeente 1999 is kept as it is and suspends nothing."""
    persoon = als_registerpersoon(_lijst(gemeentecode="1999"))
    assert (persoon.gemeentecode, persoon.opgeschort) == ("1999", False)


@pytest.mark.eis("R-097")
@pytest.mark.parametrize(("code", "verwacht"), [("0518", "0518"), ("0000", None), (None, None)])
def test_an_unknown_gemeente_is_none(code: str | None, verwacht: str | None) -> None:
    """keuzes.md 10: 0000 is the BRP's word for unknown."""
    assert verwacht == als_registerpersoon(_lijst(gemeentecode=code)).gemeentecode


@pytest.mark.eis("R-042")
@pytest.mark.parametrize("datum", [None, "00000000", "00000510", "20230231", "20231301"])
def test_a_birth_date_without_a_year_or_off_the_calendar_is_none(datum: str | None) -> None:
    """keuzes.md 12: such a person is refused with VIR-111."""
    persoon = als_registerpersoon(_lijst(geboortedatum=datum))
    assert persoon.geboortedatum is None
    with pytest.raises(GeboortedatumOnbruikbaar):
        uiterlijk(persoon, date(2026, 11, 24), GRENS)


@pytest.mark.eis("R-040", "R-041", "R-042")
@pytest.mark.parametrize(
    ("datum", "verjaardag"),
    [
        ("20040510", date(2027, 5, 10)),
        ("20040229", date(2027, 3, 1)),
        ("20040500", date(2027, 5, 1)),
        ("20040000", date(2027, 1, 1)),
    ],
)
def test_the_day_before_he_is_23_he_can_be_reported_and_that_day_not(datum: str, verjaardag: date) -> None:
    """Full, leap-day and partly unknown birth dates reach the rules unchanged."""
    persoon = als_registerpersoon(_lijst(geboortedatum=datum))
    assert verjaardag == uiterlijk(persoon, verjaardag - timedelta(days=1), GRENS)
    for dag in (verjaardag, verjaardag + timedelta(days=1)):
        with pytest.raises(TeOud):
            uiterlijk(persoon, dag, GRENS)


@pytest.mark.eis("R-032")
def test_born_today_can_be_reported_and_born_tomorrow_not() -> None:
    """The day of birth itself counts."""
    persoon = als_registerpersoon(_lijst(geboortedatum="20261124"))
    with pytest.raises(GeboortedatumOnbruikbaar):
        uiterlijk(persoon, date(2026, 11, 23), GRENS)
    for dag in (date(2026, 11, 24), date(2026, 11, 25)):
        assert date(2049, 11, 24) == uiterlijk(persoon, dag, GRENS)


@pytest.mark.eis("R-073")
def test_only_parents_with_a_valid_number_count() -> None:
    """A number that fails the eleven-test identifies nobody, and a parent named twice is one parent."""
    persoon = als_registerpersoon(_lijst(ouders=(MOEDER, "900000017", VADER, MOEDER)))
    assert frozenset({Bsn(MOEDER), Bsn(VADER)}) == persoon.ouders
