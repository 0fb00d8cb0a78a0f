"""Who may act, for whom, with which right, at the boundaries of every period (R-001..R-008, R-023, R-156)."""

from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from verwijsindex.domain.instantie import Mandaat, MandaatSoort
from verwijsindex.domain.organisatie import PartnerToestand
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.security.tegelijk import Tegelijk
from verwijsindex.wiring.server import Gedeeld, maak_front

from . import verzoeken
from .index import ADRES, Index
from .wie import (
    BESCHERMING,
    COLLEGE,
    COORDINATOR,
    GGD,
    GGD2,
    HUISARTS,
    JEUGDHULP,
    POLITIE,
    REGIE,
    SCHOOL,
    TOEZICHT,
    WENDING,
    WERELD,
    Wie,
    wie,
)

DAG_ERVOOR, DAG, DAG_ERNA = "2026-03-01T23:59", "2026-03-02T00:00", "2026-03-03T00:00"
GESTOPT = GGD.met(gebruiker="ggd-gestopt")
"""Her appointment ended on the reference day."""
NIEUW = GGD.met(gebruiker="ggd-nieuw")
"""His appointment begins the day after."""
ZORGGROEP = wie("zorggroep-melder-1")
"""Of an instantie whose convenant ended on the reference day."""
VIA_REGIO = GGD.met(oin=SCHOOL.oin, verzender=SCHOOL.oin)
"""Through the partner whose mandate for the GGD ended on the reference day."""


def _uitkomst(index: Index, wie: Wie, wie_gemeld: str = "enig") -> str:
    """The code of the refusal, or OK."""
    antwoord = index.vraag(wie, "MeldJeugdige", index.melding(wie, wie_gemeld))
    return getattr(antwoord, "code", "OK")


@pytest.mark.eis("R-001", "R-004")
@pytest.mark.parametrize(
    ("spreker", "verwacht"),
    [
        (GESTOPT, ["OK", "VIR-120", "VIR-120"]),
        (NIEUW, ["VIR-120", "VIR-120", "OK"]),
        (ZORGGROEP, ["OK", "VIR-121", "VIR-121"]),
        (VIA_REGIO, ["OK", "VIR-122", "VIR-122"]),
    ],
    ids=["appointment that ends", "appointment that begins", "convenant", "mandate"],
)
def test_a_period_holds_from_its_first_day_until_its_last(index: Index, spreker: Wie, verwacht: list[str]) -> None:
    """``geldigVanaf`` counts, ``geldigTot`` does not: the minute before the day, the day, the day after."""
    gekregen = []
    for tijd in (DAG_ERVOOR, DAG, DAG_ERNA):
        index.zet(tijd)
        gekregen.append(_uitkomst(index, spreker))
    assert verwacht == gekregen


@pytest.mark.eis("R-003")
def test_a_limited_category_reports_with_its_limitation_agreed_and_confirmed(index: Index) -> None:
    """Of a Wmo-aanbieder who confirmed reports, who did not gets VIR-120, and whose convenant lacks the limitation VIR-121."""
    bevestigd, onbevestigd, buiten = wie("wijkteam-melder-1"), wie("wijkteam-onbevestigd"), wie("hulpmiddelen-melder-1")
    assert [_uitkomst(index, spreker) for spreker in (bevestigd, onbevestigd, buiten)] == ["OK", "VIR-120", "VIR-121"]
    assert index.aantallen()["melding"] == 1
    assert index.eigen(onbevestigd).teksten("meldingId") == []


@pytest.mark.eis("R-001", "R-004")
def test_b23_the_last_minute_of_an_appointment(index: Index) -> None:
    """B23: at 23:59:59 of the last day the melding is accepted, at 00:00:00 the next is refused; the first one lives on."""
    index.zet("2026-03-01T23:59:50")
    melding = index.meld(GESTOPT, "enig").tekst("meldingId")
    index.zet("2026-03-02T00:00:00")
    assert index.meld_fout(GESTOPT, "ander").code == "VIR-120"
    assert [melding] == [rij[0] for rij in index.rijen("melding")["melding"]]


@pytest.mark.eis("R-001")
def test_an_ended_convenant_stops_only_new_meldingen(index: Index) -> None:
    """Mandate and appointment must hold for every operation, the convenant for reporting only (keuzes.md 8)."""
    index.zet(DAG_ERVOOR)
    melding = index.meld(ZORGGROEP).tekst("meldingId")
    index.zet(DAG_ERNA)
    assert _uitkomst(index, ZORGGROEP, "ander") == "VIR-121"
    assert index.eigen(ZORGGROEP).teksten("meldingId") == [melding]
    assert index.signalen(ZORGGROEP) == []
    index.verwijder(ZORGGROEP, melding, "NIET_TERECHT")


@pytest.mark.eis("R-004", "R-006")
@pytest.mark.parametrize(("spreker", "code"), [(GESTOPT, "VIR-120"), (VIA_REGIO, "VIR-122")], ids=["appointment", "mandate"])
def test_nothing_works_without_appointment_and_mandate(bewoond: Index, spreker: Wie, code: str) -> None:
    """Every operation asks for both (keuzes.md 8)."""
    id = verzoeken.EEN_UUID
    bodies = {
        "MeldJeugdige": bewoond.melding(spreker, "enig"),
        "VerwijderMelding": verzoeken.verwijder_melding(spreker, bewoond.sleutel(), id, "NIET_TERECHT"),
        "RaadpleegEigenMeldingen": verzoeken.raadpleeg(spreker, 10),
        "ControleerVerbinding": verzoeken.controleer(spreker),
        "HaalSignalenOp": verzoeken.haal_signalen(spreker),
        "BevestigSignalen": verzoeken.bevestig(spreker, [id]),
    }
    voor = bewoond.gevolgen()
    assert [code] * len(bodies) == [bewoond.fout(spreker, operatie, body).code for operatie, body in bodies.items()]
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-006")
@pytest.mark.parametrize(
    ("spreker", "code", "element"),
    [
        (POLITIE.met(instantie="ggd"), "VIR-122", "stuurgegevens/instantieId"),
        (GGD.met(instantie="politie"), "VIR-122", "stuurgegevens/instantieId"),
        (GGD.met(instantie="bestaat-niet"), "VIR-122", "stuurgegevens/instantieId"),
        (GGD.met(instantie=None), "VIR-122", "stuurgegevens/instantieId"),
        (GGD.met(gebruiker="politie-melder-1"), "VIR-120", "stuurgegevens/gebruikerId"),
        (GGD.met(gebruiker="bestaat-niet"), "VIR-120", "stuurgegevens/gebruikerId"),
        (HUISARTS.met(instantie="school"), "VIR-120", "stuurgegevens/gebruikerId"),
        (HUISARTS.met(oin=GGD.oin, verzender=GGD.oin), "VIR-122", "stuurgegevens/gebruikerId"),
        (JEUGDHULP.met(instantie="bescherming"), "VIR-120", "stuurgegevens/gebruikerId"),
    ],
    ids=["foreign instantie", "unmandated", "unknown instantie", "none", "colleague of another", "unknown user", "huisarts as school",
         "huisarts elsewhere", "other instantie of one partner"],
)  # fmt: skip
def test_who_acts_for_whom_must_fit(bewoond: Index, spreker: Wie, code: str, element: str) -> None:
    """A partner acts only for whom it has a mandate, and a user only for his own instantie (R-006, keuzes.md 7)."""
    voor = bewoond.gevolgen()
    fout = bewoond.meld_fout(spreker, "enig")
    assert (code, element) == (fout.code, fout.element)
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-001", "R-006")
@pytest.mark.parametrize("spreker", [GGD, POLITIE, JEUGDHULP, BESCHERMING, HUISARTS, WENDING], ids=lambda w: w.gebruiker)
def test_who_may_report_does(index: Index, spreker: Wie) -> None:
    """The twins of the refusals: an instantie of each partner, and an independent huisarts without instantieId."""
    assert _uitkomst(index, spreker) == "OK"


@pytest.mark.eis("R-007")
@pytest.mark.parametrize(
    "spreker",
    [COORDINATOR, COORDINATOR.met(rol="MELDER"), GGD.met(rol="COORDINATOR"), REGIE, REGIE.met(rol="MELDER"), COLLEGE, TOEZICHT],
    ids=["coordinator", "coordinator as melder", "melder as coordinator", "regievoerder", "regievoerder as melder", "college", "toezicht"],
)
def test_no_other_role_reports(bewoond: Index, spreker: Wie) -> None:
    """Only MELDER reports, and only who has that role can use it."""
    voor = bewoond.gevolgen()
    for operatie, body in {
        "MeldJeugdige": bewoond.melding(spreker, "enig"),
        "VerwijderMelding": verzoeken.verwijder_melding(spreker, bewoond.sleutel(), verzoeken.EEN_UUID, "NIET_TERECHT"),
        "RaadpleegEigenMeldingen": verzoeken.raadpleeg(spreker, 10),
    }.items():
        fout = bewoond.fout(spreker, operatie, body)
        assert (fout.code, fout.element) == ("VIR-123", "stuurgegevens/rol")
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-007", "R-009")
@pytest.mark.parametrize("spreker", [COLLEGE, TOEZICHT, REGIE.met(rol="COLLEGE"), GGD.met(rol="REGIEVOERDER")], ids=str)
def test_who_has_no_mailbox_fetches_nothing(bewoond: Index, spreker: Wie) -> None:
    """COLLEGE and TOEZICHT have no mailbox, and a role that one does not have opens none."""
    for operatie, body in {
        "HaalSignalenOp": verzoeken.haal_signalen(spreker),
        "BevestigSignalen": verzoeken.bevestig(spreker, [verzoeken.EEN_UUID]),
    }.items():
        assert bewoond.fout(spreker, operatie, body).code == "VIR-123"


@pytest.mark.eis("R-023")
def test_who_may_not_use_the_bsn_is_refused(bewoond: Index) -> None:
    """A school may not report by BSN, unless its convenant says so on a recorded ground."""
    voor = bewoond.gevolgen()
    fout = bewoond.meld_fout(SCHOOL, "enig")
    assert (fout.code, fout.element) == ("VIR-105", "jeugdige/bsn")
    assert voor == bewoond.gevolgen()
    assert _uitkomst(bewoond, WENDING, "enig") == "OK"


@pytest.mark.eis("R-009", "R-024")
def test_an_unentitled_reporter_learns_nothing_from_a_number(bewoond: Index) -> None:
    """Known, unknown, invalid, deceased or reported: to who may not use the BSN every number is the same."""
    bewoond.meld(GGD2, "derde")
    codes = {_uitkomst(bewoond, SCHOOL, naam) for naam in ("enig", "derde", "overleden", "volwassen", "999999990", "123456789")}
    assert codes == {"VIR-105"}


@pytest.mark.eis("R-156")
def test_the_sender_in_the_body_is_the_signer(bewoond: Index) -> None:
    """``verzenderOin`` of another party is DK0002 with Fout in the detail (keuzes.md 35), whoever that party is."""
    voor = bewoond.gevolgen()
    for ander in (POLITIE.oin, "00000099000000000000", "00000001123456789000"):
        fout = bewoond.meld_fout(GGD.met(verzender=ander), "enig")
        assert (fout.code, fout.faultcode, fout.detail) == ("DK0002", "soap:Client", True)
        assert fout.element == "stuurgegevens/verzenderOin"
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-009")
def test_a_colleague_cannot_see_who_is_reported(index: Index) -> None:
    """Nothing but reporting tells whether someone is reported: the lists of others stay empty and their ids unknown."""
    melding = index.meld(GGD, "enig").tekst("meldingId")
    assert index.eigen(GGD2).teksten("meldingId") == []
    assert index.signalen(GGD2) == []
    fout_van_een_ander = index.verwijder_fout(GGD2, melding)
    fout_onbekend = index.verwijder_fout(GGD2, verzoeken.EEN_UUID)
    assert (fout_onbekend.code, fout_onbekend.element) == (fout_van_een_ander.code, fout_van_een_ander.element) == ("VIR-130", "meldingId")


@pytest.mark.eis("R-156", "R-161")
def test_a_blocked_or_unknown_partner_may_not_speak(index: Index) -> None:
    """The certificates alone show it: DK0002 as wsse:FailedAuthentication, signed, without detail; unblocked it works again."""
    onbekend = GGD.met(oin="00000099000000009000", verzender="00000099000000009000")
    fout = index.meld_fout(onbekend, "enig")
    assert (fout.code, fout.faultcode, fout.detail, fout.getekend) == ("DK0002", "wsse:FailedAuthentication", False, True)
    for toestand, verwacht in ((PartnerToestand.GEBLOKKEERD, "DK0002"), (PartnerToestand.ACTIEF, "OK")):
        with index.beheer() as beheer:
            beheer.partner(GGD.oin, "JGZ-dossier", toestand)
        assert verwacht == _uitkomst(index, GGD)


@pytest.mark.eis("R-008", "R-096")
def test_a_coordinator_opens_the_mailboxes_of_his_own_instantie(index: Index) -> None:
    """ontvangerId: required of a coordinator, of his own instantie only, refused of anybody else (keuzes.md 9)."""
    index.meld(GGD, "enig")
    index.meld(POLITIE, "enig")
    [signaal] = index.signalen(COORDINATOR, ontvanger=GGD.gebruiker)
    assert index.bevestig(COORDINATOR, [signaal.id], ontvanger=GGD.gebruiker) == ["BEVESTIGD"]
    assert index.signalen(GGD) == []
    for spreker, ontvanger in ((COORDINATOR, None), (COORDINATOR, POLITIE.gebruiker), (COORDINATOR, "bestaat-niet"), (GGD, GGD.gebruiker)):
        for operatie, body in {
            "HaalSignalenOp": verzoeken.haal_signalen(spreker, ontvanger=ontvanger),
            "BevestigSignalen": verzoeken.bevestig(spreker, [signaal.id], ontvanger),
        }.items():
            fout = index.fout(spreker, operatie, body)
            assert (fout.code, fout.element) == ("VIR-123", "ontvangerId")


@pytest.mark.eis("R-005", "R-096")
def test_after_an_appointment_the_coordinator_reads_what_waits(index: Index) -> None:
    """Waiting signalen of who left are readable by the coordinator, and no longer by who left (keuzes.md 8)."""
    index.zet(DAG_ERVOOR)
    index.meld(GESTOPT, "enig")
    index.meld(POLITIE, "enig")
    index.zet(DAG)
    assert index.fout(GESTOPT, "HaalSignalenOp", verzoeken.haal_signalen(GESTOPT)).code == "VIR-120"
    assert [signaal.soort for signaal in index.signalen(COORDINATOR, ontvanger=GESTOPT.gebruiker)] == ["ZELFDE_JEUGDIGE"]


@pytest.mark.eis("R-005", "R-096")
def test_without_a_coordinator_the_fallback_reads_what_waits(index: Index) -> None:
    """Who stands in reads and acknowledges for who left, from the day the coordinator too is gone; for nobody who is still there."""
    invaller = GGD2.met(rol="COORDINATOR")
    coordinator = next(g for g in WERELD.gebruikers if g.id == COORDINATOR.gebruiker)
    with index.beheer() as beheer:
        beheer.terugval("ggd", GGD2.gebruiker)
        beheer.gebruiker(replace(coordinator, aanwijzing=replace(coordinator.aanwijzing, tot=date(2026, 3, 3))))
    index.zet(DAG_ERVOOR)
    index.meld(GESTOPT, "enig")
    index.meld(POLITIE, "enig")
    for dag in (DAG_ERVOOR, DAG):
        index.zet(dag)
        assert index.fout(invaller, "HaalSignalenOp", verzoeken.haal_signalen(invaller, ontvanger=GESTOPT.gebruiker)).code == "VIR-123"
    index.zet(DAG_ERNA)
    [signaal] = index.signalen(invaller, ontvanger=GESTOPT.gebruiker)
    assert index.bevestig(invaller, [signaal.id], ontvanger=GESTOPT.gebruiker) == ["BEVESTIGD"]
    fout = index.fout(invaller, "HaalSignalenOp", verzoeken.haal_signalen(invaller, ontvanger=GGD.gebruiker))
    assert (fout.code, fout.element) == ("VIR-123", "ontvangerId")


@pytest.mark.eis("R-004", "R-006")
def test_a_mandate_is_of_one_partner_for_one_holder(index: Index) -> None:
    """A new mandate lets a second partner speak for the same instantie from its first day (R-006)."""
    elders = GGD.met(oin=POLITIE.oin, verzender=POLITIE.oin)
    with index.beheer() as beheer:
        beheer.mandaat(Mandaat(POLITIE.oin, MandaatSoort.INSTANTIE, "ggd", "0518", Geldigheid(date(2026, 3, 3))))
    assert _uitkomst(index, elders) == "VIR-122"
    index.zet(DAG_ERNA)
    assert _uitkomst(index, elders) == "OK"


@pytest.mark.eis("R-161", "R-170")
def test_in_production_a_test_number_is_nobody(index: Index) -> None:
    """A certificate with a test OIN is VIR-S04 on a production server; the same message is accepted on another (its twin)."""
    body = index.melding(GGD, "enig")
    lijsten = index.instellingen.sleutels.parent  # refused for his number before anybody looks whether he was revoked
    productie = Index(replace(index.instellingen, productie=True, klok=None, crl_map=lijsten), index.front, index.waarneming)
    productie.front = maak_front(productie.instellingen, ADRES)
    fout = productie.fout(GGD, "MeldJeugdige", body)
    productie.sluit()
    assert (fout.code, fout.faultcode, fout.getekend) == ("VIR-S04", "wsse:InvalidSecurityToken", True)
    assert index.aantallen()["melding"] == 0
    index.goed(GGD, "MeldJeugdige", body)


@pytest.mark.eis("VIR-150")
def test_one_partner_does_not_keep_everybody_busy(index: Index) -> None:
    """While as many of his messages are in hand as he may have, one more is VIR-150, a signed fault that may be repeated, and changes
    nothing; somebody else is answered, and he too when one has ended."""
    tegelijk = Tegelijk(1)
    index.front = maak_front(index.instellingen, ADRES, Gedeeld(tegelijk=tegelijk))
    body = index.melding(GGD, "enig")
    with tegelijk(GGD.oin):
        fout = index.fout(GGD, "MeldJeugdige", body)
        index.goed(POLITIE, "MeldJeugdige", index.melding(POLITIE, "enig"))
    assert (fout.code, fout.faultcode, fout.getekend) == ("VIR-150", "soap:Server", True)
    assert index.aantallen()["melding"] == 1
    index.goed(GGD, "MeldJeugdige", body)


@pytest.mark.eis("R-160")
def test_the_version_is_in_every_name(index: Index) -> None:
    """Path, namespace and action carry v1: another version beside it would share none of them."""
    for operatie in ("MeldJeugdige", "HaalSignalenOp"):
        assert verzoeken.pad(operatie).endswith("/v1")
        assert ":v1:" in verzoeken.actie(operatie)
    antwoord = index.goed(GGD, "ControleerVerbinding", verzoeken.controleer(GGD))
    assert etree.QName(antwoord.kind).namespace == "urn:verwijsindex:meldingen:v1"
    v2 = verzoeken.controleer(GGD).replace("urn:verwijsindex:meldingen:v1", "urn:verwijsindex:meldingen:v2")
    assert index.fout(GGD, "ControleerVerbinding", v2).code == "DK0003"
