"""Reporting a jeugdige who has no BSN (R-026..R-031, R-097; keuzes.md 2, 11, 13)."""

import os

import pytest

from . import verzoeken
from .antwoord import Antwoord, Fout
from .index import Index
from .personen import PERSONEN
from .wie import GGD, GGD2, POLITIE, REGIE, REGIE2, SCHOOL, Wie

WIE = ("Öztürk-Ørsted", "2014-05-01")


def _meld(index: Index, wie: Wie, *delen: str, sleutel: str | None = None) -> Antwoord | Fout:
    return index.vraag(wie, "MeldJeugdige", verzoeken.meld_jeugdige(wie, sleutel or index.sleutel(), verzoeken.zonder_bsn(*delen)))


def _gemeld(index: Index, wie: Wie, *delen: str) -> Antwoord:
    antwoord = _meld(index, wie, *delen)
    assert isinstance(antwoord, Antwoord), antwoord
    return antwoord


def _geweigerd(index: Index, wie: Wie, *delen: str) -> tuple[str, str | None]:
    fout = _meld(index, wie, *delen)
    assert isinstance(fout, Fout), fout
    return fout.code, fout.element


def _van_register(naam: str) -> tuple[str, str]:
    persoon = PERSONEN[naam]
    geboren = persoon["geboortedatum"]
    return persoon["geslachtsnaam"], f"{geboren[:4]}-{geboren[4:6]}-{geboren[6:]}"


@pytest.mark.eis("R-020", "R-026", "R-027", "R-070", "R-090", "R-097")
def test_two_reporters_of_who_has_no_bsn_hear_of_each_other(index: Index) -> None:
    """Who may use the BSN and who may not report him alike; they match, and the regievoerder of the mandate is told."""
    _gemeld(index, GGD, *WIE)
    assert _gemeld(index, SCHOOL, *WIE).tekst("matchAanwezig") == "true"
    assert [[signaal.soort for signaal in index.signalen(wie)] for wie in (GGD, SCHOOL)] == [["ZELFDE_JEUGDIGE"]] * 2
    assert [len(index.signalen(wie)) for wie in (REGIE, REGIE2)] == [1, 0]
    assert [rij[5] for rij in index.rijen("jeugdige")["jeugdige"]] == [None]
    assert "REGIEVOERDER_UIT_MANDAAT" in [regel["gebeurtenis"] for regel in index.logboek()]


@pytest.mark.eis("R-028")
@pytest.mark.parametrize("naam", ["OZTURK ORSTED", "öztürk'ørsted", "Oeztuerk"])
def test_the_same_name_in_another_spelling(index: Index, naam: str) -> None:
    """Case, hyphen, diacritics and voorvoegsel make no difference; other letters do."""
    _gemeld(index, GGD, *WIE)
    antwoord = _gemeld(index, POLITIE, naam, WIE[1], "V", "van der")
    assert str(naam != "Oeztuerk").lower() == antwoord.tekst("matchAanwezig")


@pytest.mark.eis("R-026")
@pytest.mark.parametrize(("datum", "geslacht"), [("2014-05-02", "V"), ("2014-05-01", "M"), ("2014-05-01", "O")])
def test_another_birth_date_or_sex_is_another_person(index: Index, datum: str, geslacht: str) -> None:
    """All three count."""
    _gemeld(index, GGD, *WIE)
    assert _gemeld(index, POLITIE, WIE[0], datum, geslacht).tekst("matchAanwezig") == "false"


@pytest.mark.eis("R-071", "R-158")
def test_who_reports_again(index: Index) -> None:
    """The same key gives the first answer, another key the melding that he has, and the key with another name is VIR-140."""
    eerste = _gemeld(index, GGD, *WIE)
    weer = _gemeld(index, GGD, *WIE)
    assert ["true", eerste.tekst("meldingId")] == [weer.tekst("reedsGemeld"), weer.tekst("meldingId")]
    een, twee = (_meld(index, POLITIE, *WIE, sleutel="een-sleutel") for _ in range(2))
    assert isinstance(een, Antwoord)
    assert isinstance(twee, Antwoord)
    assert een.tekst("meldingId") == twee.tekst("meldingId")
    anders = _meld(index, POLITIE, "Ander", WIE[1], sleutel="een-sleutel")
    assert isinstance(anders, Fout)
    assert anders.code == "VIR-140"


@pytest.mark.eis("R-030")
@pytest.mark.parametrize("naam", ["enig", "overleden", "geemigreerd", "dubbel"])
def test_who_has_a_bsn_cannot_be_reported_without(bewoond: Index, naam: str) -> None:
    """VIR-106 for every reporter, also for who died, emigrated or shares a number; nothing is kept."""
    voor = bewoond.gevolgen()
    for wie in (GGD, SCHOOL):
        assert _geweigerd(bewoond, wie, *_van_register(naam)) == ("VIR-106", "jeugdige/zonderBsn")
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-030")
def test_who_stands_in_the_register_without_a_number_can(index: Index) -> None:
    """A register entry without BSN closes nothing, nor does one of the other sex."""
    assert isinstance(_meld(index, GGD, *_van_register("zonder-bsn")), Antwoord)
    assert isinstance(_meld(index, GGD, *_van_register("enig"), "M"), Antwoord)


@pytest.mark.eis("R-032", "R-040")
def test_birth_date_by_what_was_sent(index: Index) -> None:
    """Tomorrow is VIR-111, today is accepted; the day before his 23rd birthday is accepted, the birthday is VIR-110."""
    element = "jeugdige/zonderBsn/geboortedatum"
    assert ("VIR-111", element) == _geweigerd(index, GGD, "Naam", "2026-03-03")
    assert ("VIR-110", element) == _geweigerd(index, GGD, "Naam", "2003-03-02")
    assert ("VIR-110", element) == _geweigerd(index, SCHOOL, "Naam", "2003-03-01")
    assert [isinstance(_meld(index, GGD, "Naam", dag), Antwoord) for dag in ("2026-03-02", "2003-03-03")] == [True, True]


@pytest.mark.eis("R-029")
@pytest.mark.parametrize("onvolledig", ["2010-05-00", "2010-00-00", "2010-05", "20100500", ""])
def test_a_birth_date_in_full(index: Index, onvolledig: str) -> None:
    """Only the register may know a birth date in part: without BSN an incomplete one is DK0004, the whole one is accepted (its twin)."""
    assert _geweigerd(index, GGD, "Naam", onvolledig)[0] == "DK0004"
    assert isinstance(_meld(index, GGD, "Naam", "2010-05-10"), Antwoord)


@pytest.mark.eis("R-030", "R-032", "R-172")
def test_order_of_the_checks(index: Index) -> None:
    """VIR-111 comes before the register, VIR-106 before VIR-110 (keuzes.md 2); a register that is down is VIR-190 and nothing is kept."""
    assert _geweigerd(index, GGD, *_van_register("volwassen"))[0] == "VIR-106"
    voor = index.gevolgen()
    os.rename(index.instellingen.register, index.instellingen.register.with_suffix(".weg"))
    assert _geweigerd(index, GGD, "Naam", "2026-03-03")[0] == "VIR-111"
    assert _geweigerd(index, GGD, "Naam", "2003-03-02")[0] == "VIR-190"
    assert _geweigerd(index, SCHOOL, *WIE)[0] == "VIR-190"
    assert voor == index.gevolgen()


@pytest.mark.eis("R-043", "R-060")
def test_at_23_he_is_gone(index: Index) -> None:
    """The melding counts until the day before the 23rd birthday that was sent."""
    _gemeld(index, GGD, "Naam", "2003-03-05")
    index.zet("2026-03-04T23:59")
    assert len(index.eigen(GGD).teksten("meldingId")) == 1
    index.zet("2026-03-05T00:00")
    assert index.eigen(GGD).teksten("meldingId") == []


@pytest.mark.eis("R-020")
def test_per_item_of_many(index: Index) -> None:
    """In MeldJeugdigen each of the ways has its own result."""
    items = [("a", verzoeken.zonder_bsn(*WIE)), ("b", verzoeken.zonder_bsn(*_van_register("enig"))), ("c", verzoeken.zonder_bsn(*WIE))]
    antwoord = index.goed(GGD2, "MeldJeugdigen", verzoeken.meld_jeugdigen(GGD2, items))
    assert [
        len(antwoord.teksten("meldingId")),
        antwoord.teksten("code"),
        antwoord.teksten("reedsGemeld"),
    ] == [2, ["VIR-106"], ["false", "true"]]


@pytest.mark.eis("R-027", "R-079", "R-195")
def test_name_and_birth_date_are_not_kept(index: Index) -> None:
    """Neither name nor birth date stands in the database; only the day of his 23rd birthday does (keuzes.md 15)."""
    _gemeld(index, GGD, *WIE)
    inhoud = repr(index.alle_rijen())
    assert not [deel for deel in ("ztürk", "ztuerk", "OZTURK", "2014-05-01", "20140501") if deel in inhoud]
