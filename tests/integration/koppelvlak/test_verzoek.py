"""Requests and objections of a jeugdige, from receipt to decision (Jeugdwet 7.1.5; R-131, R-132, R-135..R-138)."""

import json
from datetime import date, timedelta

import pytest

from verwijsindex.domain.instantie import Convenant, MandaatSoort
from verwijsindex.domain.tijd import Geldigheid

from . import verzoeken
from .index import Index
from .personen import ONBEKEND, ONGELDIG
from .rechten import GEZAMENLIJK, JEUGDIGE, VANDAAG, VERTEGENWOORDIGER, College, adviseer, adviseer_fout, gebeurd, staat
from .test_koppel_bsn import NIEUW, _code, _drietal, _krijgt, _meld
from .wie import (
    BESCHERMING,
    COLLEGE,
    COLLEGE2,
    COORDINATOR,
    GGD,
    GGD2,
    HUISARTS,
    POLITIE,
    REGIE,
    TOEZICHT,
    Wie,
    contact,
)

RISICO_WEG = "RISICO_NIET_MEER_AANWEZIG"


@pytest.mark.eis("R-131", "R-135", "R-136", "R-140")
def test_a_college_registers_an_objection(index: Index) -> None:
    """The answer names every melding under its agreements with its reporter, archived ones too, and the last day for a decision."""
    van_ggd, van_politie = index.meld(GGD).tekst("meldingId"), index.meld(POLITIE).tekst("meldingId")
    index.verwijder(POLITIE, van_politie, RISICO_WEG)
    antwoord = College(index).registreer()
    assert antwoord.tekst("uitersteDag") == "2026-04-02"
    assert [van_ggd, van_politie] == antwoord.teksten("meldingId")
    assert antwoord.teksten("status") == ["ACTIEF", "GEARCHIVEERD"]
    assert contact(GGD.gebruiker).contact.naam in antwoord.teksten("naam")
    assert contact(POLITIE.gebruiker).contact.naam in antwoord.teksten("naam")
    [regel] = gebeurd(index, "VERZOEK_GEREGISTREERD")
    assert [antwoord.tekst("verzoekId"), van_ggd, van_politie] == json.loads(regel["ids"])
    assert (regel["uitkomst"], regel["gebruiker_id"]) == ("BEZWAAR", COLLEGE.gebruiker)
    assert regel["persoon"] is not None


@pytest.mark.eis("R-131", "R-124")
def test_each_college_hears_of_its_own_meldingen_only(index: Index) -> None:
    """Of one jeugdige reported under two colleges each gets a request of its own, about its own meldingen, wherever he lives."""
    van_ggd, van_bescherming = (index.meld(wie, "havenstad").tekst("meldingId") for wie in (GGD, BESCHERMING))
    eerste, tweede = (College(index, wie).registreer(over="havenstad", verzoeker=VERTEGENWOORDIGER) for wie in (COLLEGE, COLLEGE2))
    assert [[van_ggd], [van_bescherming]] == [antwoord.teksten("meldingId") for antwoord in (eerste, tweede)]


@pytest.mark.eis("R-131", "R-005")
def test_a_melding_keeps_its_college_when_the_agreement_ends(index: Index) -> None:
    """The college with which the reporter's instantie had agreements when he reported answers for it, whatever came to it since."""
    melding = index.meld(GGD).tekst("meldingId")
    with index.beheer() as beheer:
        beheer.convenant(MandaatSoort.INSTANTIE, "ggd", Convenant("0518", Geldigheid(date(2021, 3, 2), date(2026, 3, 3))))
        beheer.convenant(MandaatSoort.INSTANTIE, "ggd", Convenant("0599", Geldigheid(date(2026, 3, 3))))
    index.zet("2026-03-03T09:00")
    assert [melding] == College(index, COLLEGE).registreer(ontvangen="2026-03-03").teksten("meldingId")
    assert College(index, COLLEGE2).registreer(ontvangen="2026-03-03").teksten("meldingId") == []
    assert index.meld(GGD2).tekst("meldingId") in College(index, COLLEGE2).registreer(ontvangen="2026-03-03").teksten("meldingId")


@pytest.mark.eis("R-132")
@pytest.mark.parametrize(
    ("over", "ontvangen", "juist"),
    [
        ("derde", "2026-03-01", VERTEGENWOORDIGER),  # eleven
        ("derde", "2026-03-02", VERTEGENWOORDIGER),  # the day before his twelfth birthday
        ("derde", "2026-03-03", GEZAMENLIJK),
        ("derde", "2026-03-04", GEZAMENLIJK),
        ("stief", "2025-07-01", GEZAMENLIJK),  # fifteen
        ("stief", "2026-05-31", GEZAMENLIJK),  # B21: fifteen years and 364 days
        ("stief", "2026-06-01", JEUGDIGE),
        ("stief", "2026-06-02", JEUGDIGE),
        ("20040510", "2026-12-31", JEUGDIGE),  # twenty-two
        ("20040510", "2027-05-10", JEUGDIGE),  # twenty-three: nothing is kept, which he may hear
    ],
)
def test_age_decides_who_asks(bewoond: Index, over: str, ontvangen: str, juist: str) -> None:
    """On every day one of the three may ask and the other two get VIR-170, whether anything is kept or not."""
    bewoond.zet("2027-06-01T10:00")
    college = College(bewoond)
    for verzoeker in (VERTEGENWOORDIGER, GEZAMENLIJK, JEUGDIGE):
        if verzoeker == juist:
            assert college.registreer("INZAGE", over, verzoeker, ontvangen).teksten("meldingId") == []
        else:
            fout = college.registreer_fout("INZAGE", over, verzoeker, ontvangen)
            assert (fout.code, fout.element) == ("VIR-170", "verzoeker")


@pytest.mark.eis("R-132", "R-133")
def test_b20_age_counts_on_the_day_of_the_request(index: Index) -> None:
    """B20: he was eleven when he was reported and is twelve when the request comes in: they ask jointly."""
    melding = index.meld(GGD, "derde").tekst("meldingId")
    index.zet("2026-03-03T09:00")
    college = College(index)
    assert college.registreer_fout(over="derde", verzoeker=VERTEGENWOORDIGER, ontvangen="2026-03-03").code == "VIR-170"
    assert [melding] == college.registreer(over="derde", verzoeker=GEZAMENLIJK, ontvangen="2026-03-03").teksten("meldingId")
    assert [melding] == college.registreer(over="derde", verzoeker=VERTEGENWOORDIGER, ontvangen="2026-03-02").teksten("meldingId")


@pytest.mark.eis("R-132", "R-026")
def test_who_has_no_bsn_asks_by_the_birth_date_of_his_melding(index: Index) -> None:
    """Of a jeugdige without BSN the birth date that is part of who he is decides, and his meldingen are found."""
    body = verzoeken.meld_jeugdige(GGD, index.sleutel(), verzoeken.zonder_bsn("Onbekende", "2014-03-03"))
    melding = index.goed(GGD, "MeldJeugdige", body).tekst("meldingId")
    wie = verzoeken.op_zonder_bsn("Onbekende", "2014-03-03")
    fout = College(index).registreer_fout(over=wie, verzoeker=GEZAMENLIJK)
    assert (fout.code, fout.element) == ("VIR-170", "verzoeker")
    assert [melding] == College(index).registreer(over=wie, verzoeker=VERTEGENWOORDIGER).teksten("meldingId")
    morgen = verzoeken.op_zonder_bsn("Onbekende", "2026-03-03")
    assert College(index).registreer_fout(over=morgen, verzoeker=VERTEGENWOORDIGER).code == "VIR-111"


@pytest.mark.eis("R-132", "R-021", "R-044")
def test_whom_the_register_does_not_give(bewoond: Index) -> None:
    """A number that is wrong, unknown or borne twice, who died, and who has no usable birth date; who emigrated keeps his rights."""
    bewoond.zet("2026-03-02T10:30")
    college = College(bewoond)
    geweigerd = {ONGELDIG: "VIR-101", ONBEKEND: "VIR-102", "dubbel": "VIR-102", "overleden": "VIR-112", "00000000": "VIR-111"}
    for over, code in geweigerd.items():
        fout = college.registreer_fout(over=over)
        assert (fout.code, fout.element) == (code, "jeugdige/bsn")
    assert college.registreer(over="geemigreerd", verzoeker=VERTEGENWOORDIGER).teksten("meldingId") == []


@pytest.mark.eis("R-136", "R-138")
def test_days_and_blocks_that_cannot_be(bewoond: Index) -> None:
    """A request that is yet to come in, and a block that the law does not know, are DK0004 with the element."""
    bewoond.zet("2026-03-02T10:30")
    college = College(bewoond)
    fouten = [college.registreer_fout(ontvangen="2026-03-03")]
    fouten += [college.registreer_fout(soort, blokkeren=True) for soort in ("INZAGE", "WISSING", "BEPERKING")]
    assert {fout.code for fout in fouten} == {"DK0004"}
    assert [fout.element for fout in fouten] == ["ontvangenOp", *["blokkeren"] * 3]


@pytest.mark.eis("R-007", "R-009")
@pytest.mark.parametrize("wie", [GGD, HUISARTS, COORDINATOR, REGIE, TOEZICHT, COLLEGE.met(oin=POLITIE.oin, verzender=POLITIE.oin)], ids=str)
def test_nobody_else_can_ask_whether_somebody_is_reported(index: Index, wie: Wie) -> None:
    """Every other role, and a partner without mandate of the gemeente, hears the same of who is reported and of who is not."""
    index.meld(GGD)
    code = "VIR-122" if wie.rol == "COLLEGE" else "VIR-123"
    ander = College(index, wie)
    for over in ("enig", "ander", ONBEKEND):
        fouten = [ander.registreer_fout(over=over), ander.uit_archief_fout(verzoeken.op_bsn(over if over == ONBEKEND else "999990019"))]
        assert [(fout.code, fout.element) for fout in fouten] == [(code, fouten[0].element)] * 2
    fouten = [ander.beslis_fout(verzoeken.EEN_UUID, "AFGEWEZEN"), ander.inzage_fout(verzoeken.EEN_UUID)]
    assert {code} == {fout.code for fout in fouten}


@pytest.mark.eis("R-135", "R-137", "R-095", "R-101")
def test_a_granted_objection_destroys_what_it_is_granted_for(index: Index) -> None:
    """One of two meldingen goes at once, without archive and with a notice to who was told; the other stays as it was."""
    van_ggd, van_politie = (index.meld(wie).tekst("meldingId") for wie in (GGD, POLITIE))
    [signaal] = index.signalen(POLITIE)
    college = College(index)
    verzoek = college.registreer().tekst("verzoekId")
    for wie, melding in ((GGD, van_ggd), (POLITIE, van_politie)):
        adviseer(index, wie, verzoek, melding, "VERWIJDEREN")
    assert {van_ggd: "VERNIETIGD", van_politie: "ONGEWIJZIGD"} == college.beslis(verzoek, "TOEGEWEZEN", [van_ggd])
    assert (staat(index, GGD), staat(index, POLITIE)) == ({}, {van_politie: "ACTIEF"})
    [ingetrokken] = index.signalen(POLITIE, vanaf=signaal.nummer + 1)
    assert (ingetrokken.soort, ingetrokken.betreft) == ("INGETROKKEN", signaal.id)
    assert index.verwijder_fout(GGD, van_ggd).code == "VIR-130"
    [regel] = gebeurd(index, "MELDINGEN_VERNIETIGD")
    assert (json.loads(regel["ids"]), regel["uitkomst"]) == ([verzoek, van_ggd], "AVG_BEZWAAR")


@pytest.mark.eis("R-137", "R-112", "R-158")
@pytest.mark.parametrize("soort", ["CORRECTIE", "WISSING", "BEZWAAR"])
def test_a_granted_request_leaves_nothing_of_the_jeugdige(index: Index, soort: str) -> None:
    """Actief and archived go alike, with the last of them the jeugdige; the request stays, and who repeats gets the first answer."""
    meldingen = [index.meld(wie).tekst("meldingId") for wie in (GGD, POLITIE)]
    index.verwijder(POLITIE, meldingen[1], RISICO_WEG)
    college = College(index)
    verzoek = college.registreer(soort).tekst("verzoekId")
    besluit = {"sleutel": "besluit", "zonder_advies": True}
    gevolgen = college.beslis(verzoek, "TOEGEWEZEN", **besluit)
    assert dict.fromkeys(meldingen, "VERNIETIGD") == gevolgen
    assert [index.aantallen()[naam] for naam in ("melding", "jeugdige", "verzoek", "verzoek_melding")] == [0, 0, 1, 0]
    assert gevolgen == college.beslis(verzoek, "TOEGEWEZEN", **besluit)
    assert college.beslis_fout(verzoek, "AFGEWEZEN", sleutel="besluit").code == "VIR-140"
    assert college.beslis_fout(verzoek, "TOEGEWEZEN", zonder_advies=True).code == "VIR-172"
    assert index.meld(GGD2).tekst("historieBeschikbaar") == "false"


@pytest.mark.eis("R-135")
def test_every_reporter_advises_before_the_decision(index: Index) -> None:
    """With advice missing the decision is VIR-172; going without it must be said, and stands in the logboek."""
    van_ggd, van_politie = (index.meld(wie).tekst("meldingId") for wie in (GGD, POLITIE))
    college = College(index)
    een, ander = (college.registreer().tekst("verzoekId") for _ in range(2))
    adviseer(index, GGD, een, van_ggd, "BEPERKEN")
    for besluit in ("TOEGEWEZEN", "AFGEWEZEN"):
        fout = college.beslis_fout(een, besluit)
        assert (fout.code, fout.element) == ("VIR-172", "verzoekId")
    assert college.beslis_fout(een, "TOEGEWEZEN", zonder_advies=False).code == "VIR-172"
    adviseer(index, POLITIE, een, van_politie, "HANDHAVEN")
    college.beslis(een, "AFGEWEZEN")
    college.beslis(ander, "AFGEWEZEN", zonder_advies=True)
    assert [regel["uitkomst"] for regel in gebeurd(index, "VERZOEK_BESLIST")] == ["AFGEWEZEN", "AFGEWEZEN ZONDER_ADVIES"]
    assert [regel["uitkomst"] for regel in gebeurd(index, "ADVIES_GEGEVEN")] == ["BEPERKEN", "HANDHAVEN"]


@pytest.mark.eis("R-135", "R-100")
def test_advice_is_the_reporters_own(index: Index) -> None:
    """Not a colleague, not on another's melding or request, not after the decision; until then the last advice counts."""
    van_ggd, van_ander = index.meld(GGD).tekst("meldingId"), index.meld(GGD, "ander").tekst("meldingId")
    van_politie = index.meld(POLITIE).tekst("meldingId")
    college = College(index)
    verzoek = college.registreer().tekst("verzoekId")
    geweigerd = {
        (GGD2, verzoek, van_ggd): ("VIR-130", "meldingId"),
        (GGD, verzoek, van_politie): ("VIR-130", "meldingId"),
        (GGD, verzoek, verzoeken.EEN_UUID): ("VIR-130", "meldingId"),
        (GGD, verzoek, van_ander): ("VIR-171", "verzoekId"),
        (GGD, verzoeken.EEN_UUID, van_ggd): ("VIR-171", "verzoekId"),
        (COLLEGE, verzoek, van_ggd): ("VIR-123", "stuurgegevens/rol"),
    }
    for vraag, verwacht in geweigerd.items():
        fout = adviseer_fout(index, *vraag)
        assert verwacht == (fout.code, fout.element)
    eerste = adviseer(index, GGD, verzoek, van_ggd, "HANDHAVEN", "advies-1").tekst("gegevenOp")
    index.zet("2026-03-02T11:00")
    assert eerste == adviseer(index, GGD, verzoek, van_ggd, "HANDHAVEN", "advies-1").tekst("gegevenOp")
    adviseer(index, GGD, verzoek, van_ggd, "VERWIJDEREN")
    rijen = {rij[1]: rij[2] for rij in index.rijen("verzoek_melding")["verzoek_melding"]}
    assert {van_ggd: "VERWIJDEREN", van_politie: None} == rijen
    index.verwijder(GGD, van_ggd, RISICO_WEG)
    adviseer(index, GGD, verzoek, van_ggd, "HANDHAVEN")
    college.beslis(verzoek, "AFGEWEZEN", zonder_advies=True)
    assert adviseer_fout(index, GGD, verzoek, van_ggd).code == "VIR-172"


@pytest.mark.eis("R-138", "R-025", "R-095")
@pytest.mark.parametrize("soort", ["BEZWAAR", "CORRECTIE"])
def test_a_melding_is_blocked_while_its_objection_is_weighed(index: Index, soort: str) -> None:
    """Blocked on receipt it matches nobody; when the request is refused it does again, and both are told."""
    melding = index.meld(GGD).tekst("meldingId")
    college = College(index)
    antwoord = college.registreer(soort, blokkeren=True)
    assert (antwoord.teksten("status"), staat(index)) == (["BEPERKT"], {melding: "BEPERKT"})
    assert index.meld(POLITIE).tekst("matchAanwezig") == "false"
    gevolgen = college.beslis(antwoord.tekst("verzoekId"), "AFGEWEZEN", zonder_advies=True)
    assert {melding: "BEPERKING_OPGEHEVEN"} == gevolgen
    assert [signaal.soort for wie in (GGD, POLITIE) for signaal in index.signalen(wie)] == ["ZELFDE_JEUGDIGE"] * 2


@pytest.mark.eis("R-138")
def test_a_restriction_is_granted_and_ends(index: Index) -> None:
    """Without advice; melding by melding it ends, and once it has ended for all it cannot end again. What two requests block stays so."""
    meldingen = [index.meld(wie).tekst("meldingId") for wie in (GGD, POLITIE)]
    college = College(index)
    een, ander = (college.registreer("BEPERKING").tekst("verzoekId") for _ in range(2))
    assert college.beslis_fout(een, "OPGEHEVEN").code == "VIR-172"
    assert dict.fromkeys(meldingen, "BEPERKT") == college.beslis(een, "TOEGEWEZEN")
    assert {meldingen[0]: "BEPERKT", meldingen[1]: "ONGEWIJZIGD"} == college.beslis(ander, "TOEGEWEZEN", meldingen[:1])
    assert {meldingen[0]: "ONGEWIJZIGD", meldingen[1]: "BEPERKING_OPGEHEVEN"} == college.beslis(een, "OPGEHEVEN")
    assert college.beslis_fout(een, "OPGEHEVEN").code == "VIR-172"
    assert {meldingen[0]: "BEPERKING_OPGEHEVEN", meldingen[1]: "ONGEWIJZIGD"} == college.beslis(ander, "OPGEHEVEN", meldingen[:1])
    assert (staat(index, GGD), staat(index, POLITIE)) == ({meldingen[0]: "ACTIEF"}, {meldingen[1]: "ACTIEF"})
    assert [regel["uitkomst"] for regel in gebeurd(index, "VERZOEK_BESLIST")] == ["TOEGEWEZEN"] * 2 + ["OPGEHEVEN"] * 2


@pytest.mark.eis("R-138")
def test_a_restriction_can_end_for_one_melding_first(index: Index) -> None:
    """What ends for one melding ends for the other later; the request remembers the last."""
    meldingen = [index.meld(wie).tekst("meldingId") for wie in (GGD, POLITIE)]
    college = College(index)
    verzoek = college.registreer("BEPERKING").tekst("verzoekId")
    college.beslis(verzoek, "TOEGEWEZEN")
    for melding in meldingen:
        assert college.beslis(verzoek, "OPGEHEVEN", [melding])[melding] == "BEPERKING_OPGEHEVEN"
    assert college.beslis_fout(verzoek, "OPGEHEVEN").code == "VIR-172"


@pytest.mark.eis("R-136")
def test_a_term_is_extended_once_while_it_runs(index: Index) -> None:
    """Two months more, said on the last day at the latest; a decision after the last day is late, and still a decision."""
    college = College(index)
    een, ander = (college.registreer("WISSING").tekst("verzoekId") for _ in range(2))
    index.zet("2026-04-02T23:59")
    verlengd = index.goed(COLLEGE, "BeslisVerzoek", college.besluit(een, "VERLENGD", datum="2026-04-02"))
    assert (verlengd.tekst("uitersteDag"), verlengd.teksten("gevolg")) == ("2026-06-02", [])
    assert college.beslis_fout(een, "VERLENGD", datum="2026-04-02").code == "VIR-172"
    index.zet("2026-04-03T00:00")
    assert college.beslis_fout(ander, "VERLENGD", datum="2026-04-02").code == "VIR-172"
    college.beslis(ander, "AFGEWEZEN", datum="2026-04-03")
    assert college.beslis_fout(ander, "VERLENGD", datum="2026-04-03").code == "VIR-172"
    assert [regel["gebeurtenis"] for regel in gebeurd(index, "VERZOEK_VERLENGD", "VERZOEK_BESLIST")] == [
        "VERZOEK_VERLENGD",
        "VERZOEK_BESLIST",
    ]
    rij = next(rij for rij in index.rijen("verzoek")["verzoek"] if rij[0] == een)
    assert ["2026-06-02", "2026-04-02", "B-1", COLLEGE.gebruiker] == [str(rij[n]) for n in (7, 9, 10, 11)]


@pytest.mark.eis("R-131", "R-135", "R-140")
def test_a_decision_of_the_wrong_college_day_or_officer(index: Index) -> None:
    """Each is refused with its own code, changes nothing, and leaves a line in the logboek."""
    melding, vreemd = index.meld(GGD).tekst("meldingId"), index.meld(POLITIE, "ander").tekst("meldingId")
    college, ander = College(index), College(index, COLLEGE2)
    verzoek = college.registreer(ontvangen="2026-03-01").tekst("verzoekId")
    voor = index.gevolgen()
    fouten = [
        ander.beslis_fout(verzoek, "AFGEWEZEN"),
        ander.inzage_fout(verzoek),
        college.beslis_fout(verzoeken.EEN_UUID, "AFGEWEZEN"),
        college.beslis_fout(verzoek, "AFGEWEZEN", datum="2026-03-03"),
        college.beslis_fout(verzoek, "AFGEWEZEN", datum="2026-02-28"),
        college.beslis_fout(verzoek, "AFGEWEZEN", functionaris=COLLEGE2.gebruiker),
        college.beslis_fout(verzoek, "AFGEWEZEN", functionaris=REGIE.gebruiker),
        college.beslis_fout(verzoek, "AFGEWEZEN", functionaris="niemand"),
        college.beslis_fout(verzoek, "TOEGEWEZEN", [melding, vreemd]),
        college.beslis_fout(verzoek, "AFGEWEZEN", [melding]),
        college.beslis_fout(verzoek, "VERLENGD", [melding]),
        college.inzage_fout(verzoek),
    ]
    assert [(fout.code, fout.element) for fout in fouten] == [
        *[("VIR-171", "verzoekId")] * 3,
        *[("DK0004", "datum")] * 2,
        *[("VIR-120", "functionarisId")] * 3,
        ("VIR-130", "meldingId[2]"),
        *[("DK0004", "meldingId")] * 2,
        ("VIR-172", "verzoekId"),
    ]
    assert len({fout.ruw.split(b"omschrijving>")[1] for fout in fouten[:3]}) == 1
    assert voor == index.gevolgen()
    geweigerd = gebeurd(index, "VERZOEK_GEWEIGERD")
    assert [fout.code for fout in fouten] == [regel["uitkomst"] for regel in geweigerd]


@pytest.mark.eis("R-158")
def test_a_registration_is_repeated_by_its_key(index: Index) -> None:
    """The same request again is the same request; with anything else it is VIR-140, also after the melding is gone."""
    melding = index.meld(GGD).tekst("meldingId")
    college = College(index)
    eerste = college.registreer(sleutel="zaak")
    assert (eerste.tekst("verzoekId"), [melding]) == (college.registreer(sleutel="zaak").tekst("verzoekId"), eerste.teksten("meldingId"))
    for anders in ({"soort": "WISSING"}, {"ontvangen": "2026-03-01"}, {"over": "ander"}, {"blokkeren": True}):
        assert college.registreer_fout(sleutel="zaak", **anders).code == "VIR-140"
    index.verwijder(GGD, melding, "NIET_TERECHT")
    opnieuw = college.registreer(sleutel="zaak")
    assert (eerste.tekst("verzoekId"), []) == (opnieuw.tekst("verzoekId"), opnieuw.teksten("meldingId"))
    assert index.aantallen()["verzoek"] == 1


@pytest.mark.eis("R-135", "R-045")
def test_what_expires_while_a_request_runs_is_passed_over(index: Index) -> None:
    """A melding that the law destroys meanwhile, maintained or not, needs no advice and cannot be decided on any more."""
    melding = index.meld(GGD, "20040510").tekst("meldingId")
    college = College(index)
    verzoek = college.registreer(over="20040510", verzoeker=JEUGDIGE).tekst("verzoekId")
    index.zet("2027-05-10T00:00")
    assert college.beslis_fout(verzoek, "TOEGEWEZEN", [melding], "2027-05-10", zonder_advies=True).code == "VIR-130"
    assert college.beslis(verzoek, "TOEGEWEZEN", None, "2027-05-10") == {}


@pytest.mark.eis("R-136")
@pytest.mark.parametrize(
    ("ontvangen", "uiterste"), [("2026-01-31", "2026-03-02"), ("2026-02-28", "2026-03-30"), ("2025-11-25", "2025-12-29")]
)
def test_the_last_day_is_a_working_day(bewoond: Index, ontvangen: str, uiterste: str) -> None:
    """A month that lacks the date ends on its last day; a weekend or holiday shifts it to the next working day."""
    bewoond.zet("2026-03-02T10:30")
    assert uiterste == College(bewoond).registreer("INZAGE", "kind", VERTEGENWOORDIGER, ontvangen).tekst("uitersteDag")
    assert date.fromisoformat(uiterste) - date.fromisoformat(ontvangen) < timedelta(days=36)


@pytest.mark.eis("R-131", "R-030")
def test_a_request_follows_its_meldingen_to_another_number(index: Index) -> None:
    """A melding that joins those of its BSN while requests run is still what they are about, and inzage finds it."""
    melding = _meld(index, GGD)
    college = College(index)
    wie = verzoeken.op_zonder_bsn(*_drietal("zonder-bsn"))
    inzage, bezwaar = (college.registreer(soort, wie, VERTEGENWOORDIGER).tekst("verzoekId") for soort in ("INZAGE", "BEZWAAR"))
    _krijgt(index)
    van_politie = index.meld(POLITIE, NIEUW).tekst("meldingId")
    assert _code(index, GGD, melding) == "OK"
    assert {melding, van_politie} == set(college.inzage(inzage).teksten("meldingId"))
    assert {melding: "VERNIETIGD"} == college.beslis(bezwaar, "TOEGEWEZEN", zonder_advies=True)
    assert {van_politie: "ACTIEF"} == staat(index, POLITIE)


def test_vandaag_is_the_day_of_the_ring(bewoond: Index) -> None:
    """What these tests take for today is what the clock shows."""
    bewoond.zet("2026-03-02T10:30")
    assert date.fromisoformat(VANDAAG) == bewoond.klok().date()
