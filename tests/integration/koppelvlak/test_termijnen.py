"""How long a melding lives, on the days around every date (R-045, R-060..R-064, R-101..R-103; B1..B6)."""

import pytest

from .index import Index
from .wie import GGD, GGD2, KREDIET, POLITIE, Wie


def _leeft(index: Index, wie: Wie, tijd: str) -> bool:
    """Whether the reporter still sees his only melding at this time."""
    index.zet(tijd)
    return len(index.eigen(wie).teksten("meldingId")) == 1


@pytest.mark.eis("R-045", "R-060", "R-061", "R-062", "R-064")
@pytest.mark.parametrize(
    ("wie", "gemeld", "verwijderdatum", "laatste"),
    [
        (GGD, "2024-05-10T23:59", "2026-05-10", "2026-05-09"),
        (GGD, "2024-02-29T12:00", "2026-02-28", "2026-02-27"),
        (GGD, "2022-02-28T12:00", "2024-02-28", "2024-02-27"),
        (GGD, "2024-01-01T00:00", "2026-01-01", "2025-12-31"),
        (KREDIET, "2025-08-31T12:00", "2026-02-28", "2026-02-27"),
        (KREDIET, "2025-10-31T12:00", "2026-04-30", "2026-04-29"),
    ],
    ids=["10 May", "29 February (B5)", "28 February", "a holiday", "six months, shorter month", "six months, 31 to 30"],
)
def test_the_term_ends_at_midnight(index: Index, wie: Wie, gemeld: str, verwijderdatum: str, laatste: str) -> None:
    """ACTIEF through the last day, gone from 00:00 of the verwijderdatum, whatever day of the week that is."""
    index.zet(gemeld)
    assert verwijderdatum == index.meld(wie, "enig").tekst("verwijderdatum")
    leven = [_leeft(index, wie, tijd) for tijd in (f"{laatste}T23:59", f"{verwijderdatum}T00:00", f"{verwijderdatum}T23:59")]
    assert leven == [True, False, False]


@pytest.mark.eis("R-045", "R-081", "R-103", "R-104")
def test_b5_the_archive_ends_at_midnight_too(index: Index) -> None:
    """B5: a melding of 29 February 2024 is in the archive until the end of 27 February 2031, without any job that ran."""
    index.zet("2024-02-29T12:00")
    index.meld(GGD, "enig")
    beschikbaar = []
    for tijd, wie in (("2026-02-27T23:59", POLITIE), ("2026-02-28T00:00", GGD2)):
        index.zet(tijd)
        antwoord = index.meld(wie, "enig")
        beschikbaar.append((antwoord.tekst("matchAanwezig"), antwoord.tekst("historieBeschikbaar")))
    assert beschikbaar == [("true", "false"), ("true", "true")]  # GGD2 matches POLITIE, and no longer the GGD


@pytest.mark.eis("R-103", "R-104", "R-110")
@pytest.mark.parametrize(("tijd", "historie"), [("2031-02-27T23:59", "true"), ("2031-02-28T00:00", "false"), ("2031-03-01T00:00", "false")])
def test_an_archived_melding_is_offered_until_its_last_day(index: Index, tijd: str, historie: str) -> None:
    """Five years after the removal by term: offered the day before, no more on the day."""
    index.zet("2024-02-29T12:00")
    index.meld(GGD, "enig")
    index.zet(tijd)
    antwoord = index.meld(POLITIE, "enig")
    assert historie == antwoord.tekst("historieBeschikbaar")
    assert antwoord.tekst("matchAanwezig") == "false"


@pytest.mark.eis("R-103")
@pytest.mark.parametrize(("tijd", "historie"), [("2029-02-27T23:59", "true"), ("2029-02-28T00:00", "false")])
def test_removed_on_29_february_the_archive_ends_on_the_28th(index: Index, tijd: str, historie: str) -> None:
    """Removed 2024-02-29, destroyed 2029-02-28 00:00."""
    index.zet("2024-02-29T12:00")
    melding = index.meld(GGD, "enig").tekst("meldingId")
    assert index.verwijder(GGD, melding, "RISICO_NIET_MEER_AANWEZIG").tekst("gearchiveerdTot") == "2029-02-28"
    index.zet(tijd)
    assert historie == index.meld(POLITIE, "enig").tekst("historieBeschikbaar")


@pytest.mark.eis("R-040", "R-043", "R-060")
def test_b1_the_day_before_he_is_23(index: Index) -> None:
    """B1: accepted on the last day, with the ordinary verwijderdatum (keuzes.md 27); gone on his birthday."""
    index.zet("2027-05-09T12:00")
    assert index.meld(GGD, "20040510").tekst("verwijderdatum") == "2029-05-09"
    assert [_leeft(index, GGD, tijd) for tijd in ("2027-05-09T23:59", "2027-05-10T00:00")] == [True, False]


@pytest.mark.eis("R-043", "R-102")
def test_b2_and_b3_at_23_there_is_no_archive(index: Index) -> None:
    """B2, B3: a term that ends on the birthday leaves no archive, and an archived melding is gone on the birthday."""
    index.zet("2025-05-10T12:00")
    assert index.meld(GGD, "20040510").tekst("verwijderdatum") == "2027-05-10"
    index.zet("2027-04-10T12:00")
    melding = index.meld(GGD2, "20040510").tekst("meldingId")
    index.verwijder(GGD2, melding, "RISICO_NIET_MEER_AANWEZIG")
    assert index.verwijder_fout(GGD2, melding).code == "VIR-131"
    index.zet("2027-05-09T23:59")
    assert index.verwijder_fout(GGD2, melding).code == "VIR-131"
    index.zet("2027-05-10T00:00")
    assert [index.verwijder_fout(wie, m).code for wie, m in ((GGD2, melding), (GGD, melding))] == ["VIR-130", "VIR-130"]


@pytest.mark.eis("R-041", "R-043")
def test_b4_a_leap_day_child(index: Index) -> None:
    """B4: born 29 February 2004, ACTIEF on 28 February 2027, destroyed on 1 March 2027."""
    index.zet("2026-03-02T12:00")
    index.meld(GGD, "20040229")
    assert [_leeft(index, GGD, tijd) for tijd in ("2027-02-28T23:59", "2027-03-01T00:00")] == [True, False]


@pytest.mark.eis("R-055", "R-060")
@pytest.mark.parametrize(("tijd", "offset"), [("2026-10-25T00:30:00Z", "+02:00"), ("2026-10-25T01:30:00Z", "+01:00")])
def test_b6_the_night_in_which_the_clock_changes(index: Index, tijd: str, offset: str) -> None:
    """B6: half past two comes twice; the meldmoment tells which by its offset, the term goes by the local date."""
    index.zet(tijd)
    antwoord = index.meld(GGD, "enig")
    assert ("2026-10-25T02:30", offset) == (antwoord.tekst("meldmoment")[:16], antwoord.tekst("meldmoment")[-6:])
    assert antwoord.tekst("verwijderdatum") == "2028-10-25"


@pytest.mark.eis("R-055", "R-060", "R-062")
@pytest.mark.parametrize(("tijd", "dag"), [("2026-07-01T21:59:00Z", "2028-07-01"), ("2026-07-01T22:00:00Z", "2028-07-02")])
def test_the_day_is_that_of_amsterdam(index: Index, tijd: str, dag: str) -> None:
    """In summer a new day begins at 22:00 UTC."""
    index.zet(tijd)
    assert dag == index.meld(GGD, "enig").tekst("verwijderdatum")


@pytest.mark.eis("R-063", "R-071")
def test_b7_reporting_again_extends_nothing(index: Index) -> None:
    """B7: the second melding of the same reporter gives the first one with its own dates, and no signaal."""
    eerste = index.meld(GGD, "enig")
    index.zet("2027-03-02T10:30")
    tweede = index.meld(GGD, "enig")
    assert tweede.tekst("reedsGemeld") == "true"
    for naam in ("meldingId", "meldmoment", "verwijderdatum"):
        assert eerste.tekst(naam) == tweede.tekst(naam)
    assert {naam: index.aantallen()[naam] for naam in ("melding", "signaal", "match")} == {"melding": 1, "signaal": 0, "match": 0}


@pytest.mark.eis("R-062", "R-063", "R-110")
def test_a_new_melding_is_possible_from_the_verwijderdatum(index: Index) -> None:
    """On the last day he gets the old one, from 00:00 a new one with a full term (keuzes.md 26)."""
    eerste = index.meld(GGD, "enig")
    index.zet("2028-03-01T23:59")
    assert eerste.tekst("meldingId") == index.meld(GGD, "enig").tekst("meldingId")
    index.zet("2028-03-02T00:00")
    nieuw = index.meld(GGD, "enig")
    assert nieuw.tekst("reedsGemeld") == "false"
    assert nieuw.tekst("meldingId") != eerste.tekst("meldingId")
    assert nieuw.tekst("verwijderdatum") == "2030-03-02"
    assert nieuw.tekst("historieBeschikbaar") == "false"  # his own archived melding is not offered to him
