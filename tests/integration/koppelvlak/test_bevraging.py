"""Reporting without knowing the number (R-023..R-025, R-032): what is found, and what never shows."""

import re

import pytest

from . import verzoeken
from .antwoord import Antwoord, Fout
from .index import Index
from .personen import PERSONEN
from .wie import GGD, POLITIE, SCHOOL, WENDING


def _vraag(naam: str) -> str:
    """The bevraging that finds this person."""
    persoon = PERSONEN[naam]
    geboren = persoon["geboortedatum"]
    return verzoeken.bevraging(persoon["geslachtsnaam"], f"{geboren[:4]}-{geboren[4:6]}-{geboren[6:]}")


def _meld(index: Index, jeugdige: str, sleutel: str | None = None) -> Antwoord | Fout:
    return index.vraag(SCHOOL, "MeldJeugdige", verzoeken.meld_jeugdige(SCHOOL, sleutel or index.sleutel(), jeugdige))


@pytest.mark.eis("R-024", "R-070", "R-090")
def test_a_school_reports_and_matches_without_the_number(index: Index) -> None:
    """Name and birth date find one person: the melding matches those by number, and no answer or signaal holds the number."""
    index.meld(GGD, "kind")
    antwoord = _meld(index, _vraag("kind"))
    assert isinstance(antwoord, Antwoord)
    assert antwoord.tekst("matchAanwezig") == "true"
    [signaal] = index.signalen(SCHOOL)
    nummer = PERSONEN["kind"]["bsn"]
    assert nummer.encode() not in antwoord.ruw
    assert nummer not in signaal.xml
    assert [signaal.soort for signaal in index.signalen(GGD)] == ["ZELFDE_JEUGDIGE"]


@pytest.mark.eis("R-028")
def test_the_same_name_in_another_spelling(index: Index) -> None:
    """Case, hyphens and diacritics do not keep a person from being found."""
    persoon = PERSONEN["kind"]
    anders = persoon["geslachtsnaam"].upper().replace("E", "É")
    assert isinstance(_meld(index, verzoeken.bevraging(f"{anders[:3]}-{anders[3:]}", "2015-06-01")), Antwoord)


@pytest.mark.eis("R-024", "R-025", "R-171")
def test_every_refusal_of_the_register_looks_the_same(bewoond: Index) -> None:
    """Nobody, deceased, emigrated, 23, a number on two entries: VIR-103 in the same bytes but for the incident, and nothing kept."""
    voor = bewoond.gevolgen()
    vragen = [_vraag(naam) for naam in ("overleden", "geemigreerd", "volwassen", "overleden-volwassen", "dubbel")]
    fouten = [_meld(bewoond, vraag) for vraag in (*vragen, verzoeken.bevraging("Niemandsland", "2014-01-01"))]
    assert {("VIR-103", "jeugdige/bevraging")} == {(fout.code, fout.element) for fout in fouten if isinstance(fout, Fout)}
    kern = {re.sub(fout.incident.encode(), b"", re.search(rb"<soap:Fault.*</soap:Fault>", fout.ruw)[0]) for fout in fouten}
    assert len(kern) == 1
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-032")
def test_a_birth_date_in_the_future(index: Index) -> None:
    """What was sent is judged before the register is asked: tomorrow is VIR-111, today may be found."""
    fout = _meld(index, verzoeken.bevraging(PERSONEN["20260303"]["geslachtsnaam"], "2026-03-03"))
    assert isinstance(fout, Fout)
    assert (fout.code, fout.element) == ("VIR-111", "jeugdige/bevraging/geboortedatum")
    index.zet("2026-03-03T00:00")
    assert isinstance(_meld(index, verzoeken.bevraging(PERSONEN["20260303"]["geslachtsnaam"], "2026-03-03")), Antwoord)


@pytest.mark.eis("R-023")
def test_who_may_use_the_number_must(bewoond: Index) -> None:
    """An entitled reporter who asks the register is VIR-105, also when his convenant is what entitles him."""
    for wie in (POLITIE, WENDING):
        fout = bewoond.fout(wie, "MeldJeugdige", verzoeken.meld_jeugdige(wie, bewoond.sleutel(), _vraag("kind")))
        assert (fout.code, fout.element) == ("VIR-105", "jeugdige/bevraging")


@pytest.mark.eis("R-158")
def test_a_key_of_a_bevraging(index: Index) -> None:
    """The same question gives the first answer; another question with the same key is VIR-140, also about the same person."""
    eerste = _meld(index, _vraag("kind"), "school-sleutel")
    assert isinstance(eerste, Antwoord)
    tweede = _meld(index, _vraag("kind"), "school-sleutel")
    assert isinstance(tweede, Antwoord)
    assert eerste.tekst("meldingId") == tweede.tekst("meldingId")
    anders = _meld(index, verzoeken.bevraging(PERSONEN["kind"]["geslachtsnaam"].upper(), "2015-06-01"), "school-sleutel")
    assert isinstance(anders, Fout)
    assert anders.code == "VIR-140"
