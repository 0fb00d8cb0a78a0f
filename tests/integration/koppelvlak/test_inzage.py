"""What a jeugdige is shown of himself, and what a college takes out of the archive (R-112, R-131, R-134, R-140)."""

import json

import pytest

from . import verzoeken
from .antwoord import Antwoord
from .index import Index
from .personen import bsn as _bsn
from .rechten import VERTEGENWOORDIGER, College, gebeurd, staat
from .test_tegelijk import _code, _doe, _tegelijk
from .wie import BESCHERMING, COLLEGE, COLLEGE2, COORDINATOR, GGD, GGD2, POLITIE, WIJKTEAM, contact

RISICO_WEG = "RISICO_NIET_MEER_AANWEZIG"


def _naam(gebruiker: str) -> str:
    return contact(gebruiker).contact.naam


def _veld(melding: object, pad: str) -> str | None:
    return melding.findtext("/".join(f"{{*}}{deel}" for deel in pad.split("/")))  # type: ignore[attr-defined]  # an element of lxml


@pytest.mark.eis("R-134", "R-131", "R-140")
def test_a_jeugdige_sees_who_reported_who_was_told_and_who_looked(index: Index) -> None:
    """Under this college: each melding with its reporter, coordinator and dates, and everybody who got or can get a signaal about it."""
    van_ggd = index.meld(GGD, "havenstad").tekst("meldingId")
    index.meld(BESCHERMING, "havenstad")
    index.signalen(BESCHERMING)
    college = College(index)
    vast = ("INZAGE", "havenstad", VERTEGENWOORDIGER)
    eerst, later = (college.registreer(*vast).tekst("verzoekId") for _ in range(2))
    inzage = college.inzage(eerst)
    assert [eerst, "Z-1"] == [_veld(inzage.kind, naam) for naam in ("verzoekId", "kenmerk")]
    assert str(_veld(inzage.kind, "op")).startswith("2026-03-02T10:30")
    [melding] = inzage.elementen("melding")
    assert [van_ggd, "ACTIEF", "2028-03-02", None] == [
        _veld(melding, n) for n in ("meldingId", "status", "verwijderdatum", "gearchiveerdTot")
    ]
    assert [_naam(GGD.gebruiker), "GGD Veldwijk"] == [_veld(melding, f"melder/{n}") for n in ("naam", "instantie")]
    assert _naam(COORDINATOR.gebruiker) == _veld(melding, "coordinator/naam")
    verstrekt = {(_veld(v, "aan/naam"), _veld(v, "soort"), _veld(v, "opgehaaldOp") is not None) for v in melding.iterfind("{*}verstrekt")}
    assert {(_naam(BESCHERMING.gebruiker), "ZELFDE_JEUGDIGE", True), ("Regievoerder", "ZELFDE_JEUGDIGE", False)} == verstrekt
    assert inzage.elementen("ingezien") == []
    [gezien] = college.inzage(later).elementen("ingezien")
    assert ["COLLEGE", "INZAGE_GEGEVEN", _naam(COLLEGE.gebruiker)] == [_veld(gezien, n) for n in ("rol", "gebeurtenis", "wie/naam")]
    [regel, _] = gebeurd(index, "INZAGE_GEGEVEN")
    assert ([eerst, van_ggd], "OK") == (json.loads(regel["ids"]), regel["uitkomst"])


@pytest.mark.eis("R-134", "R-107")
def test_what_is_in_the_archive_is_shown_until_when(index: Index) -> None:
    """An archived melding is shown with the end of its archive, and with who fetched it as historie; of a destroyed one nothing."""
    oud, weg = index.meld(GGD).tekst("meldingId"), index.meld(GGD2).tekst("meldingId")
    index.verwijder(GGD, oud, RISICO_WEG)
    index.verwijder(GGD2, weg, "NIET_TERECHT")
    nieuw = index.meld(POLITIE).tekst("meldingId")
    index.historie(POLITIE, nieuw)
    inzage = College(index).inzage(College(index).registreer("INZAGE").tekst("verzoekId"))
    archief, actief = inzage.elementen("melding")
    assert [oud, "GEARCHIVEERD", "2031-03-02"] == [_veld(archief, n) for n in ("meldingId", "status", "gearchiveerdTot")]
    historie = [(_veld(v, "aan/naam"), _veld(v, "soort")) for v in archief.iterfind("{*}verstrekt")]
    assert (_naam(POLITIE.gebruiker), "HISTORIE") in historie
    assert [nieuw, "ACTIEF"] == [_veld(actief, n) for n in ("meldingId", "status")]


@pytest.mark.eis("R-134", "R-135", "R-158")
def test_inzage_is_given_once_per_request(index: Index) -> None:
    """Giving it decides the request; with the same key the same again, as it is then; with another key, or refused before, VIR-172."""
    melding = index.meld(GGD).tekst("meldingId")
    college = College(index)
    verzoek, geweigerd = (college.registreer("INZAGE").tekst("verzoekId") for _ in range(2))
    assert [melding] == college.inzage(verzoek, "inzage-1").teksten("meldingId")
    index.verwijder(GGD, melding, "NIET_TERECHT")
    assert college.inzage(verzoek, "inzage-1").teksten("meldingId") == []
    assert college.inzage_fout(verzoek).code == "VIR-172"
    assert college.inzage_fout(geweigerd, "inzage-1").code == "VIR-140"
    assert college.beslis_fout(geweigerd, "TOEGEWEZEN").code == "VIR-172"
    college.beslis(geweigerd, "AFGEWEZEN")
    assert college.inzage_fout(geweigerd).code == "VIR-172"
    assert [regel["uitkomst"] for regel in gebeurd(index, "INZAGE_GEGEVEN")] == ["OK", "HERHAALD"]
    rij = next(rij for rij in index.rijen("verzoek")["verzoek"] if rij[0] == verzoek)
    assert {"TOEGEWEZEN", COLLEGE.gebruiker} <= {str(waarde) for waarde in rij}


@pytest.mark.eis("R-134", "R-009")
def test_nothing_is_shown_of_who_is_not_reported(index: Index) -> None:
    """Who is not reported, or only under another college, hears that there is nothing."""
    index.meld(BESCHERMING, "havenstad")
    college = College(index)
    for over in ("havenstad", "zonder-regie"):
        inzage = college.inzage(college.registreer("INZAGE", over, VERTEGENWOORDIGER).tekst("verzoekId"))
        assert [inzage.elementen(naam) for naam in ("melding", "ingezien")] == [[], []]


@pytest.mark.eis("R-134", "R-131", "R-009")
def test_a_college_is_not_told_that_another_looked(index: Index) -> None:
    """Inzage under one college says nothing of inzage under another, unless that showed the same melding; its own looks it shows."""
    index.meld(BESCHERMING, "havenstad")
    vast = ("INZAGE", "havenstad", VERTEGENWOORDIGER)
    een, ander = College(index), College(index, COLLEGE2)
    ander.inzage(ander.registreer(*vast).tekst("verzoekId"))
    assert een.inzage(een.registreer(*vast).tekst("verzoekId")).elementen("ingezien") == []
    index.meld(GGD, "havenstad")
    for college in (een, ander):
        gezien = college.inzage(college.registreer(*vast).tekst("verzoekId")).elementen("ingezien")
        assert [_naam(college.wie.gebruiker)] == [_veld(element, "wie/naam") for element in gezien]


@pytest.mark.eis("R-112", "R-131", "R-140")
def test_the_archive_is_emptied_per_entry_and_per_person(index: Index) -> None:
    """One entry, then all of the jeugdige under this college; what is active, and what is another college's, stays."""
    wie = (GGD, GGD2, POLITIE, WIJKTEAM, BESCHERMING)
    van = {een: index.meld(een, "havenstad").tekst("meldingId") for een in wie}
    for een in (GGD, GGD2, POLITIE, BESCHERMING):
        index.verwijder(een, van[een], RISICO_WEG)
    college, persoon = College(index), verzoeken.op_bsn(_bsn("havenstad"))
    een_ervan = verzoeken.veld("meldingId", van[GGD])
    assert [van[GGD]] == college.uit_archief(een_ervan, sleutel="een")
    assert [van[GGD]] == college.uit_archief(een_ervan, sleutel="een")
    assert {van[GGD2], van[POLITIE]} == set(college.uit_archief(persoon))
    assert college.uit_archief(persoon) == []
    assert {van[WIJKTEAM], van[BESCHERMING]} == {str(rij[0]) for rij in index.rijen("melding")["melding"]}
    assert staat(index, WIJKTEAM) == {van[WIJKTEAM]: "ACTIEF"}
    regels = gebeurd(index, "ARCHIEF_VERWIJDERD")
    assert [len(json.loads(regel["ids"])) for regel in regels] == [2, 3, 1]
    assert [regel["uitkomst"] for regel in regels] == ["OK", "OK", "NIETS"]
    besluiten = {str(rij[0]): rij for rij in index.rijen("archiefbesluit")["archiefbesluit"]}
    assert {json.loads(regel["ids"])[0] for regel in regels} == set(besluiten)
    assert {"B-2"} == {rij[2] for rij in besluiten.values()}


@pytest.mark.eis("R-112", "R-131", "R-106")
def test_what_is_not_in_the_archive_of_this_college_cannot_leave_it(index: Index) -> None:
    """Active, unknown, another college's, or past its end: VIR-130, and everything stays; wrong days and officers as with any decision."""
    actief = index.meld(POLITIE).tekst("meldingId")
    van_ander, oud = index.meld(BESCHERMING).tekst("meldingId"), index.meld(GGD).tekst("meldingId")
    for wie, melding in ((BESCHERMING, van_ander), (GGD, oud)):
        index.verwijder(wie, melding, RISICO_WEG)
    college = College(index)
    voor = index.gevolgen()
    for melding in (actief, van_ander, verzoeken.EEN_UUID):
        fout = college.uit_archief_fout(verzoeken.veld("meldingId", melding))
        assert (fout.code, fout.element) == ("VIR-130", "archief/meldingId")
    fout = college.uit_archief_fout(verzoeken.veld("meldingId", oud), "2026-03-03")
    assert (fout.code, fout.element) == ("DK0004", "datum")
    fout = college.uit_archief_fout(verzoeken.op_bsn("123456789"))
    assert (fout.code, fout.element) == ("VIR-101", "archief/bsn")
    body = verzoeken.verwijder_uit_archief(COLLEGE, index.sleutel(), verzoeken.veld("meldingId", oud), "2026-03-02", COLLEGE2.gebruiker)
    assert index.fout(COLLEGE, "VerwijderUitArchief", body).element == "functionarisId"
    assert voor == index.gevolgen()
    index.zet("2031-03-02T00:00")
    assert college.uit_archief_fout(verzoeken.veld("meldingId", oud)).code == "VIR-130"


@pytest.mark.eis("R-112", "R-026")
def test_the_archive_of_who_has_no_bsn(index: Index) -> None:
    """A jeugdige without BSN is found by what was known of him."""
    body = verzoeken.meld_jeugdige(GGD, index.sleutel(), verzoeken.zonder_bsn("Onbekende", "2014-03-03"))
    melding = index.goed(GGD, "MeldJeugdige", body).tekst("meldingId")
    index.verwijder(GGD, melding, RISICO_WEG)
    assert College(index).uit_archief(verzoeken.op_zonder_bsn("Onbekende", "2014-03-04")) == []
    assert [melding] == College(index).uit_archief(verzoeken.op_zonder_bsn("Onbekende", "2014-03-03"))


@pytest.mark.eis("R-135", "R-082", "R-158")
def test_two_decisions_at_once(index: Index) -> None:
    """Of opposite decisions one wins and the other is VIR-172; the same one under one key is carried out once and answered alike."""
    college = College(index)
    index.meld(GGD)
    for bodies, verwacht in (
        (lambda verzoek: [college.besluit(verzoek, wat, zonder_advies=True) for wat in ("AFGEWEZEN", "VERLENGD", "AFGEWEZEN")], None),
        (lambda verzoek: [college.besluit(verzoek, "TOEGEWEZEN", sleutel="een", zonder_advies=True)] * 3, ["OK"] * 3),
    ):
        verzoek = college.registreer("BEZWAAR").tekst("verzoekId")
        antwoorden = _tegelijk(*(_doe(index, COLLEGE, "BeslisVerzoek", body) for body in bodies(verzoek)))
        codes = sorted(map(_code, antwoorden))
        assert codes == verwacht if verwacht else codes in (["OK", "OK", "VIR-172"], ["OK", "VIR-172", "VIR-172"])
        gegeven = [a.teksten("gevolg") for a in antwoorden if isinstance(a, Antwoord) and a.teksten("gevolg")]
        assert all(gevolg == gegeven[0] for gevolg in gegeven)
    assert len(gebeurd(index, "MELDINGEN_VERNIETIGD")) == 1


@pytest.mark.eis("R-134", "R-135", "R-082", "R-158")
def test_inzage_advice_and_registration_at_once(index: Index) -> None:
    """One key from many connections: one request, one advice, one inzage; under several keys inzage is given once."""
    melding = index.meld(GGD).tekst("meldingId")
    college = College(index)
    registratie = college.registratie("INZAGE", sleutel="zaak")
    verzoek_ids = {a.tekst("verzoekId") for a in _allen(index, "RegistreerVerzoek", [registratie] * 3)}
    [verzoek] = verzoek_ids
    assert index.aantallen()["verzoek"] == 1
    bodies = [verzoeken.geef_inzage(COLLEGE, sleutel, verzoek) for sleutel in ("een", "een", "twee")]
    codes = [_code(a) for a in _tegelijk(*(_doe(index, COLLEGE, "GeefInzage", body) for body in bodies))]
    assert sorted(codes) in (["OK", "OK", "VIR-172"], ["OK", "VIR-172", "VIR-172"])
    bezwaar = college.registreer("BEZWAAR").tekst("verzoekId")
    advies = verzoeken.geef_advies(GGD, "advies-1", bezwaar, melding, "HANDHAVEN")
    tegelijk = _tegelijk(*[_doe(index, GGD, "GeefAdvies", advies)] * 3)
    assert len({a.tekst("gegevenOp") for a in tegelijk if isinstance(a, Antwoord)}) == 1
    assert len(gebeurd(index, "ADVIES_GEGEVEN")) == 1


def _allen(index: Index, operatie: str, bodies: list[str]) -> list[Antwoord]:
    antwoorden = _tegelijk(*(_doe(index, COLLEGE, operatie, body) for body in bodies))
    return [antwoord for antwoord in antwoorden if isinstance(antwoord, Antwoord)]
