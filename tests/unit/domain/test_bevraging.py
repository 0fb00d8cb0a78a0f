"""Whom a bevraging finds: Jeugdwet 7.1.4.2(3), R-024, R-025, R-028, R-032; keuzes.md 11 and 12."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from verwijsindex.domain.aanduiding import Bevraging, OpBsn, ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.regels.identificatie import is_geboren, past_bij, uit_bevraging
from verwijsindex.domain.regels.namen import begint_met, normaliseer
from verwijsindex.domain.tijd import BrpDatum
from verwijsindex.domain.weigeringen import GeboortedatumOnbruikbaar, NietGevonden

from ...beleid import GRENS

VANDAAG = date(2026, 11, 24)
GEBOREN = date(2010, 5, 10)
VRAAG = Bevraging("Vries-Öz", GEBOREN)
KIND = Treffer(RegisterPersoon(BrpDatum(20100510)), Bsn("999990019"), "de", "Anna Maria", "V", "2562NA", 64)
ANDER = replace(KIND, bsn=Bsn("999990020"), voornamen="Bram", geslacht="M")


def vindt(vraag: Bevraging, *treffers: Treffer, dag: date = VANDAAG) -> str | None:
    """The number that is found; None for the one refusal there is."""
    try:
        return uit_bevraging(treffers, vraag, dag, GRENS).waarde
    except NietGevonden as weigering:
        return {("VIR-103", "jeugdige/bevraging"): None}[weigering.code, weigering.element or ""]


@pytest.mark.eis("R-025")
def test_exactly_one_is_found_and_none_or_several_are_not():
    """One candidate gives his number; none and several give the same refusal."""
    assert vindt(VRAAG, KIND) == "999990019"
    assert vindt(VRAAG) is None
    assert vindt(VRAAG, KIND, ANDER) is None


@pytest.mark.eis("R-025")
@pytest.mark.parametrize(
    ("veld", "goed", "fout"),
    [
        ("voorvoegsel", "De", "van"),
        ("voornamen", "anna", "Maria"),
        ("geslacht", "V", "M"),
        ("postcode", "2562NA", "2562NB"),
        ("huisnummer", 64, 65),
    ],
)
def test_everything_asked_narrows_and_what_is_left_out_does_not(veld: str, goed: object, fout: object):
    """Each optional element of the question counts when it is there (keuzes.md 11)."""
    assert past_bij(KIND, VRAAG)
    assert past_bij(KIND, replace(VRAAG, **{veld: goed}))
    assert not past_bij(KIND, replace(VRAAG, **{veld: fout}))


@pytest.mark.eis("R-025")
def test_what_the_register_does_not_know_fits_no_question():
    """A question for an address finds nobody without one; an empty voorvoegsel asks for somebody without."""
    zonder = replace(KIND, voorvoegsel=None, postcode=None, huisnummer=None)
    assert not past_bij(zonder, replace(VRAAG, postcode="2562NA"))
    assert past_bij(zonder, replace(VRAAG, voorvoegsel=""))
    assert not past_bij(KIND, replace(VRAAG, voorvoegsel=""))


@pytest.mark.eis("R-024", "R-044")
def test_who_cannot_be_reported_is_not_found():
    """Who died, is suspended, has no number or is 23 makes no candidate, so he does not hide one either (keuzes.md 12)."""
    for persoon in (replace(ANDER.persoon, overleden=True), replace(ANDER.persoon, opgeschort=True), RegisterPersoon(BrpDatum(20030101))):
        assert vindt(VRAAG, replace(KIND, persoon=persoon)) is None
        assert vindt(VRAAG, KIND, replace(ANDER, persoon=persoon)) == "999990019"
    assert vindt(VRAAG, replace(KIND, bsn=None)) is None
    assert vindt(VRAAG, KIND, replace(ANDER, bsn=None)) is None


@pytest.mark.eis("R-040", "R-024")
def test_found_until_the_day_before_his_23rd_birthday():
    """The day before he is found, on the day and after it he is not, as if he were nobody."""
    jarig = date(2033, 5, 10)
    dagen = [jarig + timedelta(days=n) for n in (-1, 0, 1)]
    assert [vindt(VRAAG, KIND, dag=dag) for dag in dagen] == ["999990019", None, None]


@pytest.mark.eis("R-032")
def test_born_today_may_be_asked_for_and_born_tomorrow_may_not():
    """What was sent is judged first: a birth date in the future is VIR-111 for everybody."""
    is_geboren(VANDAAG, VANDAAG)
    is_geboren(VANDAAG - timedelta(days=1), VANDAAG)
    with pytest.raises(GeboortedatumOnbruikbaar) as gevangen:
        is_geboren(VANDAAG + timedelta(days=1), VANDAAG)
    assert gevangen.value.element == "jeugdige/bevraging/geboortedatum"


@pytest.mark.eis("R-028")
@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("Vries-Öz", "VRIES OZ"),
        ("D'Angelo", "d\u2019angelo"),
        ("Sørensen", "Sorensen"),
        ("Łukasz", "lukasz"),
        ("Weiß", "WEISS"),
        ("Kjær", "kjaer"),
        ("Œuvre", "oeuvre"),
        ("\u0132sbrand", "ijsbrand"),
        ("de  la Cruz", "delacruz"),
        ("Žižka", "Zizka"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_two_spellings_of_one_name(een: str, ander: str):
    """Diacritics, case, blanks, hyphens and apostrophes make no other name; letters without a plain form go through a table."""
    assert normaliseer(een) == normaliseer(ander)


@pytest.mark.eis("R-028")
def test_other_names_stay_other_names():
    """Normalising does not make different names alike, and is done after one time."""
    assert normaliseer("Jansen") != normaliseer("Janssen")
    assert normaliseer(normaliseer("Vries-Öz")) == normaliseer("Vries-Öz")


@pytest.mark.parametrize(
    ("register", "vraag", "past"),
    [("Anna Maria", "Anna", True), ("Anna Maria", "Anna Maria", True), ("Anna Maria", "Ann", False), ("Anna", "Anna Maria", False)],
)
def test_given_names_are_compared_whole_and_from_the_first(register: str, vraag: str, past: bool):
    """The first given names may be asked for, parts of a name may not."""
    assert past is begint_met(register, vraag)


@pytest.mark.eis("R-171")
def test_nobody_is_shown_by_repr():
    """What identifies a jeugdige never ends up in a log by printing it."""
    getoond = repr([OpBsn("999990019"), VRAAG, ZonderBsn("Jansen", GEBOREN, "M"), KIND])
    assert not [geheim for geheim in ("999990019", "Vries", "Jansen", "Anna", "2010", "2562NA") if geheim in getoond]


@pytest.mark.eis("R-158")
def test_every_field_identifies():
    """Two questions that differ anywhere are other content for the business key (keuzes.md 1)."""
    andere = {"geslachtsnaam": "X", "geboortedatum": VANDAAG, "voorvoegsel": "x", "voornamen": "x", "geslacht": "M", "postcode": "1000AA"}
    anders = [replace(VRAAG, **{veld: waarde}) for veld, waarde in {**andere, "huisnummer": 1}.items()]
    assert len({VRAAG.inhoud, *(vraag.inhoud for vraag in anders)}) == 8
