"""KoppelBsn: who was reported without BSN has one now (R-030; keuzes.md 14; B18)."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from verwijsindex.domain.nummers import Bsn
from verwijsindex.operations.corrigeer_bsn import corrigeer_bsn
from verwijsindex.operations.onderscheid_visn import Onderscheiden, OnderscheidOnmogelijk, onderscheid_visn

from . import verzoeken
from .antwoord import Antwoord, Fout
from .index import Index
from .personen import PERSONEN, bsn
from .wie import COORDINATOR, GGD, GGD2, POLITIE, REGIE, SCHOOL, Wie

NIEUW = "900500001"
"""Borne by nobody here until it is given."""


def _drietal(naam: str) -> tuple[str, str, str]:
    persoon = PERSONEN[naam]
    geboren = persoon["geboortedatum"]
    return persoon["geslachtsnaam"], f"{geboren[:4]}-{geboren[4:6]}-{geboren[6:]}", persoon["geslacht"]


def _meld(index: Index, wie: Wie, naam: str = "zonder-bsn") -> str:
    body = verzoeken.meld_jeugdige(wie, index.sleutel(), verzoeken.zonder_bsn(*_drietal(naam)))
    return index.goed(wie, "MeldJeugdige", body).tekst("meldingId")


def _register(index: Index, opdracht: str, *waarden: object) -> None:
    """What the register does by itself: give a number, correct one, take one away."""
    with closing(sqlite3.connect(index.instellingen.register)) as verbinding, verbinding:
        assert verbinding.execute(opdracht, waarden).rowcount == 1


def _krijgt(index: Index, nummer: str = NIEUW, naam: str = "zonder-bsn") -> None:
    geslachtsnaam, geboren, _ = _drietal(naam)
    wie = (geslachtsnaam.upper(), int(geboren.replace("-", "")))
    _register(index, "UPDATE persoon SET bsn = ? WHERE naam = ? AND geboortedatum = ?", int(nummer), *wie)


def _verliest(index: Index, naam: str) -> None:
    _register(index, "UPDATE persoon SET bsn = NULL WHERE bsn = ?", int(bsn(naam)))


def _koppel(index: Index, wie: Wie, melding: str, nummer: str = NIEUW, sleutel: str | None = None) -> Antwoord | Fout:
    return index.vraag(wie, "KoppelBsn", verzoeken.koppel_bsn(wie, sleutel or index.sleutel(), melding, nummer))


def _code(index: Index, wie: Wie, melding: str, nummer: str = NIEUW, sleutel: str | None = None) -> str:
    return str(getattr(_koppel(index, wie, melding, nummer, sleutel), "code", "OK"))


def _soorten(index: Index, wie: Wie) -> list[str]:
    return [signaal.soort for signaal in index.signalen(wie)]


@pytest.mark.eis("R-030", "R-050", "R-071")
def test_a_melding_gets_its_bsn(index: Index) -> None:
    """Dates stay, nobody is told anything new, and who reports by number finds the same melding."""
    melding = _meld(index, GGD)
    _krijgt(index)
    voor = index.rijen("melding")
    antwoord = _koppel(index, GGD, melding)
    assert isinstance(antwoord, Antwoord)
    assert [melding, "false"] == [antwoord.tekst("meldingId"), antwoord.tekst("matchAanwezig")]
    assert voor == index.rijen("melding")
    weer = index.meld(GGD, NIEUW)
    assert [melding, "true"] == [weer.tekst("meldingId"), weer.tekst("reedsGemeld")]
    assert [regel["gebeurtenis"] for regel in index.logboek()].count("BSN_GEKOPPELD") == 1


@pytest.mark.eis("R-030", "R-070", "R-090")
def test_b18_who_is_reported_by_number_already(index: Index) -> None:
    """B18: the melding joins those by number; both reporters and the gemeente hear of the match, once."""
    melding = _meld(index, GGD)
    _krijgt(index)
    index.meld(POLITIE, NIEUW)
    assert [_soorten(index, wie) for wie in (GGD, POLITIE)] == [[], []]
    antwoord = _koppel(index, GGD, melding)
    assert isinstance(antwoord, Antwoord)
    assert antwoord.tekst("matchAanwezig") == "true"
    assert [_soorten(index, wie) for wie in (GGD, POLITIE, REGIE)] == [["ZELFDE_JEUGDIGE"]] * 3
    assert [len(index.rijen(tabel)[tabel]) for tabel in ("jeugdige", "melding", "match")] == [1, 2, 1]
    verbonden = [regel for regel in index.logboek() if regel["gebeurtenis"] == "PERSOON_VERBONDEN"]
    assert len(verbonden) == 1


@pytest.mark.eis("R-030", "R-101")
def test_everything_about_him_goes_with_it(index: Index) -> None:
    """Meldingen of others and archive entries too; who matched before is told nothing new."""
    oud = _meld(index, GGD2)
    index.verwijder(GGD2, oud, "RISICO_NIET_MEER_AANWEZIG")
    melding, _ = _meld(index, GGD), _meld(index, SCHOOL)
    _krijgt(index)
    assert _code(index, GGD, melding) == "OK"
    assert [_soorten(index, wie) for wie in (GGD, SCHOOL)] == [["ZELFDE_JEUGDIGE"]] * 2
    antwoord = index.meld(POLITIE, NIEUW)
    assert [antwoord.tekst("matchAanwezig"), antwoord.tekst("historieBeschikbaar")] == ["true", "true"]
    assert len(index.rijen("jeugdige")["jeugdige"]) == 1


@pytest.mark.eis("R-030", "R-105")
@pytest.mark.parametrize("alleen", [True, False], ids=["nobody else", "somebody else with the same data"])
def test_what_was_offered_goes_with_it_only_when_it_is_about_him(index: Index, alleen: bool) -> None:
    """When all go, historie can still be fetched; when only the caller's goes, the archive may be about the other: VIR-132."""
    oud = _meld(index, GGD2)
    index.verwijder(GGD2, oud, "RISICO_NIET_MEER_AANWEZIG")
    melding = _meld(index, GGD)
    _krijgt(index)
    if not alleen:
        naam = PERSONEN["zonder-bsn"]["geslachtsnaam"].upper()
        _register(index, "UPDATE persoon SET naam = ?, geboortedatum = 20140312 WHERE bsn = ?", naam, int(bsn("enig")))
    assert _code(index, GGD, melding) == "OK"
    assert index.meld(GGD, NIEUW).tekst("historieBeschikbaar") == ("true" if alleen else "false")
    if alleen:
        assert len(index.historie(GGD, melding).elementen("contact")) == 1
    else:
        assert index.historie_fout(GGD, melding).code == "VIR-132"


@pytest.mark.eis("R-030", "R-073")
def test_he_gets_a_family(index: Index) -> None:
    """With the number come parents: who reported a sister, and the reporters of both hear of the match by family."""
    index.meld(POLITIE, "zus")
    _verliest(index, "kind")
    melding = _meld(index, GGD, "kind")
    _krijgt(index, naam="kind")
    antwoord = _koppel(index, GGD, melding)
    assert isinstance(antwoord, Antwoord)
    assert antwoord.tekst("matchAanwezig") == "true"
    assert [_soorten(index, wie) for wie in (GGD, POLITIE, REGIE)] == [["GEZIN"]] * 3


@pytest.mark.eis("R-030", "R-072")
def test_two_own_meldingen_come_together(index: Index) -> None:
    """Both keep their term and never match each other, now or when somebody else reports."""
    melding = _meld(index, GGD)
    _krijgt(index)
    ander = index.meld(GGD, NIEUW).tekst("meldingId")
    antwoord = _koppel(index, GGD, melding)
    assert isinstance(antwoord, Antwoord)
    assert antwoord.tekst("matchAanwezig") == "false"
    assert {melding, ander} == set(index.eigen(GGD).teksten("meldingId"))
    assert _soorten(index, GGD) == []
    index.meld(POLITIE, NIEUW)
    assert [len(signaal.namen) for signaal in index.signalen(POLITIE)] == [1]
    assert _soorten(index, GGD) == ["ZELFDE_JEUGDIGE"] * 2


@pytest.mark.eis("R-030", "R-031")
def test_when_more_bear_the_same_data_only_the_callers_go(index: Index) -> None:
    """Two register entries with the same three: the melding of the caller goes, the match that was none is withdrawn, the other stays."""
    melding, ander = _meld(index, GGD), _meld(index, POLITIE)
    assert [_soorten(index, wie) for wie in (GGD, POLITIE, REGIE)] == [["ZELFDE_JEUGDIGE"]] * 3
    _krijgt(index)
    naam = PERSONEN["zonder-bsn"]["geslachtsnaam"].upper()
    _register(index, "UPDATE persoon SET naam = ?, geboortedatum = 20140312 WHERE bsn = ?", naam, int(bsn("enig")))
    assert _code(index, GGD, melding) == "OK"
    assert len(index.rijen("jeugdige")["jeugdige"]) == 2
    for wie in (GGD, POLITIE, REGIE):
        assert _soorten(index, wie) == ["INGETROKKEN", "INGETROKKEN"]
    assert index.rijen("match")["match"] == []
    assert [ander] == index.eigen(POLITIE).teksten("meldingId")
    assert index.meld(POLITIE, NIEUW).tekst("matchAanwezig") == "true"


@pytest.mark.eis("R-158")
def test_the_same_request_again(index: Index) -> None:
    """The same key gives the first answer, another number with it is VIR-140; another key finds it done."""
    melding = _meld(index, GGD)
    _krijgt(index)
    eerste, tweede = (_koppel(index, GGD, melding, sleutel="koppel-1") for _ in range(2))
    assert isinstance(eerste, Antwoord)
    assert isinstance(tweede, Antwoord)
    assert eerste.tekst("meldingId") == tweede.tekst("meldingId")
    assert _code(index, GGD, melding, bsn("enig"), "koppel-1") == "VIR-140"
    assert _code(index, GGD, melding, sleutel="koppel-2") == "OK"
    assert len([regel for regel in index.logboek() if regel["gebeurtenis"] == "BSN_GEKOPPELD"]) == 1


@pytest.mark.eis("R-007", "R-021", "R-022", "R-023", "R-030", "R-040", "R-044", "R-100")
def test_who_may_not_and_whom_it_does_not_fit(bewoond: Index) -> None:
    """Each refusal has its own code, in the order of keuzes.md 2, and changes nothing."""
    index = bewoond
    melding, van_school, weg = _meld(index, GGD), _meld(index, SCHOOL), _meld(index, GGD2)
    index.verwijder(GGD2, weg, "RISICO_NIET_MEER_AANWEZIG")
    _krijgt(index)
    voor = index.gevolgen()
    ongeldig, onbekend = "123456789", "999999990"
    assert _code(index, COORDINATOR, melding) == "VIR-123"
    assert [
        _code(index, GGD, verzoeken.EEN_UUID, ongeldig),
        _code(index, POLITIE, melding, ongeldig),
        _code(index, GGD2, weg, ongeldig),
    ] == ["VIR-130", "VIR-130", "VIR-131"]
    assert _code(index, SCHOOL, van_school, ongeldig) == "VIR-105"
    per_nummer = {
        ongeldig: "VIR-101",
        onbekend: "VIR-102",
        bsn("geemigreerd"): "VIR-102",
        bsn("dubbel"): "VIR-102",
        bsn("enig"): "VIR-103",
        bsn("overleden"): "VIR-103",
    }
    for nummer, code in per_nummer.items():
        fout = _koppel(index, GGD, melding, nummer)
        assert isinstance(fout, Fout)
        assert (code, "bsn") == (fout.code, fout.element)
    _register(index, "UPDATE persoon SET datum_overlijden = '20260301' WHERE bsn = ?", int(NIEUW))
    assert _code(index, GGD, melding) == "VIR-112"
    assert voor == index.gevolgen()


@pytest.mark.eis("R-030")
def test_a_melding_by_number_keeps_its_number(index: Index) -> None:
    """Its own number changes nothing, another is VIR-103."""
    melding = index.meld(GGD, "enig").tekst("meldingId")
    assert [_code(index, GGD, melding, bsn(naam)) for naam in ("enig", "ander")] == ["OK", "VIR-103"]


@pytest.mark.eis("R-172")
def test_without_the_register(index: Index) -> None:
    """VIR-190, and nothing is changed."""
    melding = _meld(index, GGD)
    index.instellingen.register.rename(index.instellingen.register.with_suffix(".weg"))
    voor = index.gevolgen()
    assert _code(index, GGD, melding) == "VIR-190"
    assert voor == index.gevolgen()


def _corrigeer(index: Index, oud: str, nieuw: str = NIEUW) -> int:
    return corrigeer_bsn(Bsn(oud), Bsn(nieuw), index.context)


@pytest.mark.eis("R-034")
def test_a_corrected_number(index: Index) -> None:
    """Melding and archive follow it with their dates; the name in the log stays, and a second time nothing happens."""
    melding = index.meld(GGD, "enig").tekst("meldingId")
    index.verwijder(POLITIE, index.meld(POLITIE, "enig").tekst("meldingId"), "RISICO_NIET_MEER_AANWEZIG")
    voor, naam = index.rijen("melding"), index.rijen("jeugdige")["jeugdige"][0][4]
    _register(index, "UPDATE persoon SET bsn = ? WHERE bsn = ?", int(NIEUW), int(bsn("enig")))
    assert [_corrigeer(index, bsn("enig")) for _ in range(2)] == [2, 0]
    assert voor == index.rijen("melding")
    assert [naam] == [rij[4] for rij in index.rijen("jeugdige")["jeugdige"]]
    assert index.meld(GGD, NIEUW).tekst("meldingId") == melding
    [regel] = [regel for regel in index.logboek() if regel["gebeurtenis"] == "BSN_GECORRIGEERD"]
    assert naam == regel["persoon"]


@pytest.mark.eis("R-034", "R-070")
def test_two_numbers_turn_out_to_be_one_person(index: Index) -> None:
    """Reported under both: one jeugdige is left, his reporters hear of each other once, and the log links his two names."""
    index.meld(GGD, "kind")
    index.meld(POLITIE, "zus")
    assert [_soorten(index, wie) for wie in (GGD, POLITIE)] == [["GEZIN"]] * 2
    oud, nieuw = (next(rij for rij in index.rijen("jeugdige")["jeugdige"] if rij[0] == van) for van in _jeugdigen(index))
    _register(index, "DELETE FROM persoon WHERE bsn = ?", int(bsn("kind")))
    assert _corrigeer(index, bsn("kind"), bsn("zus")) == 1
    assert [_soorten(index, wie) for wie in (GGD, POLITIE)] == [["GEZIN", "ZELFDE_JEUGDIGE"]] * 2
    assert [(rij[0], rij[2]) for rij in index.rijen("match")["match"]] == [(nieuw[0], "ZELFDE_JEUGDIGE")]
    [regel] = [regel for regel in index.logboek() if regel["gebeurtenis"] == "PERSOON_VERBONDEN"]
    assert (oud[4], nieuw[4]) == (regel["persoon"], regel["ids"].strip('[]"'))


def _jeugdigen(index: Index) -> list[str]:
    """In order of their first melding."""
    return [rij[1] for rij in sorted(index.rijen("melding")["melding"], key=lambda rij: str(rij[5]))]


@pytest.mark.eis("R-034", "R-044")
def test_a_correction_that_the_register_does_not_bear_out(index: Index) -> None:
    """As long as nobody, or several, bear the new number nothing changes; when he died everything is destroyed."""
    index.meld(GGD, "enig")
    voor = index.gevolgen()
    assert [_corrigeer(index, bsn("enig"), nummer) for nummer in (NIEUW, bsn("dubbel"), bsn("enig"))] == [0, 0, 0]
    assert voor == index.gevolgen()
    assert _corrigeer(index, bsn("enig"), bsn("overleden")) == 1
    assert index.rijen("melding", "jeugdige") == {"melding": [], "jeugdige": []}


def _onderscheid(index: Index, melding: str, **keuzes: Any) -> Onderscheiden:
    return onderscheid_visn(melding, index.context, **keuzes)


@pytest.mark.eis("R-031")
def test_twins_are_told_apart(index: Index) -> None:
    """Dates stay, the match that was none is withdrawn for everybody, fetched or not, and a dry run keeps nothing."""
    een, ander = _meld(index, GGD), _meld(index, POLITIE)
    assert _soorten(index, GGD) == ["ZELFDE_JEUGDIGE"]
    voor = index.alle_rijen()
    verwacht = Onderscheiden(volgnummer=2, blijven=1, ingetrokken=1, nieuw=0)
    assert verwacht == _onderscheid(index, ander, proef=True)
    assert voor == index.alle_rijen()
    assert verwacht == _onderscheid(index, ander)
    assert [_soorten(index, wie) for wie in (GGD, POLITIE, REGIE)] == [["INGETROKKEN"] * 2, ["INGETROKKEN"], ["INGETROKKEN"]]
    assert [rij[4:] for rij in voor["melding"]] == [rij[4:] for rij in index.rijen("melding")["melding"]]
    assert [een, ander] == [index.eigen(wie).tekst("meldingId") for wie in (GGD, POLITIE)]
    assert "VISN_ONDERSCHEIDEN" in [regel["gebeurtenis"] for regel in index.logboek()]


@pytest.mark.eis("R-031", "R-070")
def test_who_means_the_other_twin_joins_him(index: Index) -> None:
    """With --bij a melding goes to the person of another; those two match, and new reports are of the first."""
    _, ander, derde = _meld(index, GGD), _meld(index, POLITIE), _meld(index, GGD2)
    _onderscheid(index, ander)
    assert _onderscheid(index, derde, bij=ander) == Onderscheiden(volgnummer=2, blijven=1, ingetrokken=0, nieuw=3)
    assert _soorten(index, POLITIE)[-1] == "ZELFDE_JEUGDIGE"
    assert len(index.rijen("jeugdige")["jeugdige"]) == 2
    body = verzoeken.meld_jeugdige(SCHOOL, index.sleutel(), verzoeken.zonder_bsn(*_drietal("zonder-bsn")))
    index.goed(SCHOOL, "MeldJeugdige", body)
    assert [len(signaal.namen) for signaal in index.signalen(SCHOOL)] == [1]


@pytest.mark.eis("R-030", "R-031")
def test_a_twin_gets_his_bsn(index: Index) -> None:
    """The distinction is no obstacle: the number is his when the data are."""
    _, ander = _meld(index, GGD), _meld(index, POLITIE)
    _onderscheid(index, ander)
    _krijgt(index)
    assert _code(index, POLITIE, ander) == "OK"
    assert index.meld(POLITIE, NIEUW).tekst("meldingId") == ander


@pytest.mark.eis("R-031")
def test_what_cannot_be_told_apart(index: Index) -> None:
    """No such melding, one by number, one about somebody with other data, or the same person already: nothing changes."""
    melding, op_nummer = _meld(index, GGD), index.meld(GGD, "enig").tekst("meldingId")
    zelfde = _meld(index, POLITIE)
    body = verzoeken.meld_jeugdige(GGD, index.sleutel(), verzoeken.zonder_bsn("Iemand", "2014-05-01"))
    anders = index.goed(GGD, "MeldJeugdige", body).tekst("meldingId")
    voor = index.alle_rijen()
    for wie, bij in ((verzoeken.EEN_UUID, None), (op_nummer, None), (melding, anders), (melding, zelfde), (melding, op_nummer)):
        with pytest.raises(OnderscheidOnmogelijk):
            _onderscheid(index, wie, bij=bij)
    assert voor == index.alle_rijen()
