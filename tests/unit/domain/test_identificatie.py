"""Who can be reported: Jeugdwet 7.1.1.1 and 7.1.4.2."""

from datetime import date

import pytest

from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.regels.identificatie import lees_bsn, uit_register, uiterlijk
from verwijsindex.domain.tijd import BrpDatum, vandaag
from verwijsindex.domain.weigeringen import BsnOnbekend, BsnOngeldig, Weigering

from ...beleid import GRENS
from .casus import lokaal, rondom

VANDAAG = date(2026, 11, 24)


def persoon(geboorte: str | None, *, overleden: bool = False, opgeschort: bool = False) -> RegisterPersoon:
    return RegisterPersoon(BrpDatum.lees(geboorte), overleden=overleden, opgeschort=opgeschort)


def uitkomst(wie: RegisterPersoon, dag: date = VANDAAG) -> str:
    try:
        uiterlijk(uit_register([wie]), dag, GRENS)
    except Weigering as weigering:
        return weigering.code if weigering.element == "jeugdige/bsn" else f"{weigering.code} bij {weigering.element}"
    return "OK"


@pytest.mark.eis("R-021", "R-171")
def test_a_number_that_is_no_bsn_names_the_element_only():
    """VIR-101 with the element that was wrong, and nowhere the value, also not in what led to it."""
    with pytest.raises(BsnOngeldig) as gevangen:
        lees_bsn("123456789", productie=False)
    assert (gevangen.value.code, gevangen.value.element) == ("VIR-101", "jeugdige/bsn")
    assert "123456789" not in f"{gevangen.value!r} {gevangen.value.__cause__!r} {gevangen.value.__context__!r}"


@pytest.mark.eis("R-197")
@pytest.mark.parametrize(
    ("bsn", "in_productie"), [("999899995", "OK"), ("999900006", "VIR-101"), ("999990019", "VIR-101"), ("012345672", "OK")]
)
def test_the_public_test_range_is_not_for_production(bsn: str, in_productie: str):
    """Outside production every number that passes the eleven-test; in production none that begins with 9999 (keuzes.md 32)."""
    assert bsn == lees_bsn(bsn, productie=False).waarde
    try:
        gekregen = "OK" if bsn == lees_bsn(bsn, productie=True).waarde else "?"
    except BsnOngeldig as weigering:
        gekregen = weigering.code
    assert in_productie == gekregen


@pytest.mark.eis("R-022")
@pytest.mark.parametrize("hoeveel", [0, 2, 3])
def test_a_number_that_is_not_one_person(hoeveel: int):
    """Unknown to the register, or borne by several entries (keuzes.md 12): VIR-102."""
    with pytest.raises(BsnOnbekend) as gevangen:
        uit_register([persoon("20140510")] * hoeveel)
    assert (gevangen.value.code, gevangen.value.element) == ("VIR-102", "jeugdige/bsn")


@pytest.mark.eis("R-022")
def test_a_number_that_is_one_person():
    """Exactly one entry that is not suspended is the person."""
    wie = persoon("20140510")
    assert wie is uit_register([wie])


@pytest.mark.eis("R-022", "R-044")
@pytest.mark.parametrize(
    ("wie", "verwacht"),
    [
        (persoon("20140510"), "OK"),
        (persoon("20140510", opgeschort=True), "VIR-102"),
        (persoon("20140510", overleden=True), "VIR-112"),
        (persoon("20140510", overleden=True, opgeschort=True), "VIR-102"),
        (persoon("19800510", overleden=True), "VIR-112"),
        (persoon(None, overleden=True), "VIR-112"),
        (persoon("19800510", opgeschort=True), "VIR-102"),
        (persoon("19800510"), "VIR-110"),
        (persoon(None), "VIR-111"),
        (persoon("00000000"), "VIR-111"),
    ],
)
def test_what_the_register_says_against_a_melding(wie: RegisterPersoon, verwacht: str):
    """Suspended VIR-102, then deceased VIR-112, then no usable birth date VIR-111 or 23 and older VIR-110 (keuzes.md 2, 12)."""
    assert verwacht == uitkomst(wie)


@pytest.mark.eis("R-040", "R-041", "R-042")
@pytest.mark.parametrize(
    ("geboorte", "verjaardag"),
    [
        ("20040510", date(2027, 5, 10)),
        ("20040229", date(2027, 3, 1)),
        ("20040500", date(2027, 5, 1)),
        ("20040000", date(2027, 1, 1)),
        ("20050228", date(2028, 2, 28)),
        ("20050301", date(2028, 3, 1)),
    ],
)
def test_the_days_around_the_23rd_birthday(geboorte: str, verjaardag: date):
    """B4 and the vectors of domein.md 7: reported until the day before, refused on the birthday and after it."""
    assert [uitkomst(persoon(geboorte), dag) for dag in rondom(verjaardag)] == ["OK", "VIR-110", "VIR-110"]


@pytest.mark.eis("R-040")
def test_the_last_second_before_the_23rd_birthday():
    """B1: the birthday begins at midnight in Amsterdam, an hour or two before it does in UTC."""
    wie = persoon("20040510")
    assert uitkomst(wie, vandaag(lokaal("2027-05-09 23:59:59"))) == "OK"
    assert uitkomst(wie, vandaag(lokaal("2027-05-10 00:00:00"))) == "VIR-110"


@pytest.mark.eis("R-043")
def test_who_can_be_reported_has_a_last_day():
    """The rule gives the 23rd birthday, from which nothing about him is kept (keuzes.md 15)."""
    assert date(2027, 3, 1) == uiterlijk(persoon("20040229"), VANDAAG, GRENS)


@pytest.mark.eis("R-032")
@pytest.mark.parametrize(
    ("geboorte", "verwacht"),
    [
        ("20261123", "OK"),
        ("20261124", "OK"),
        ("20261125", "VIR-111"),
        ("20261100", "OK"),
        ("20261200", "VIR-111"),
        ("20270000", "VIR-111"),
    ],
)
def test_the_days_around_a_birth(geboorte: str, verwacht: str):
    """Born yesterday or today accepted, tomorrow refused: an unborn child cannot be reported (BW 1:2; keuzes.md 16)."""
    assert verwacht == uitkomst(persoon(geboorte))


@pytest.mark.eis("R-171")
def test_a_person_of_the_register_is_never_shown():
    """The printed form of a person holds no birth date and no number of a parent."""
    wie = RegisterPersoon(BrpDatum.lees("20140510"), ouders=frozenset({lees_bsn("999990019", productie=False)}))
    assert "2014" not in repr(wie)
    assert "9999" not in repr(wie)
