"""Who may ask a college, which college answers, and what it can decide: Jeugdwet 7.1.2.2(3), 7.1.5; AVG 12, 15-21."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.instantie import Aanroeper, Contactgegevens, Convenant, Gebruiker, MandaatSoort, Rol
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.regels.rechten import (
    Gevolg,
    gekozen_meldingen,
    gemeente_van,
    gevolg,
    in_register,
    is_functionaris,
    kan_blokkeren,
    mag_beslissen,
    mag_verzoeken,
    valt_onder,
    verantwoordelijk,
    verzoeker_van,
)
from verwijsindex.domain.tijd import BrpDatum, Geldigheid
from verwijsindex.domain.verzoek import Advies, AdviesSoort, Beslissing, Besluit, Rechtenverzoek, Verzoeker, VerzoekSoort
from verwijsindex.domain.weigeringen import Weigering

from .casus import ALTIJD, DAG, EIGENSCHAP, GEMEENTE, OIN, lokaal, melding, rondom

VANDAAG = date(2026, 11, 24)
WET = statuut().op(VANDAAG)
UITERSTE = date(2026, 12, 24)
OUDER, SAMEN, ZELF = Verzoeker.VERTEGENWOORDIGER, Verzoeker.GEZAMENLIJK, Verzoeker.JEUGDIGE


def verzoek(soort: VerzoekSoort = VerzoekSoort.BEZWAAR, *adviezen: Advies) -> Rechtenverzoek:
    over = adviezen or (Advies("m1"), Advies("m2"))
    nu = lokaal("2026-11-24 12:00")
    return Rechtenverzoek("v1", soort, GEMEENTE, "kind", SAMEN, "Z-1", VANDAAG, UITERSTE, nu, over)


def beslist(besluit: Besluit) -> Beslissing:
    return Beslissing(besluit, "B-1", VANDAAG, "college")


def code(doe: object, *argumenten: object, **anders: object) -> str:
    try:
        doe(*argumenten, **anders)  # type: ignore[operator]  # a rule
    except Weigering as weigering:
        return f"{weigering.code} {weigering.element}"
    return "OK"


@pytest.mark.eis("R-132")
@pytest.mark.parametrize(
    ("geboren", "verjaardag", "voor", "daarna"),
    [
        (20141124, date(2026, 11, 24), OUDER, SAMEN),
        (20101124, date(2026, 11, 24), SAMEN, ZELF),
        (20040229, date(2016, 2, 29), OUDER, SAMEN),
        (20040229, date(2020, 2, 29), SAMEN, ZELF),
        (20880229, date(2100, 3, 1), OUDER, SAMEN),
        (20140500, date(2026, 5, 1), OUDER, SAMEN),
        (20100500, date(2026, 5, 1), SAMEN, ZELF),
        (20140000, date(2026, 1, 1), OUDER, SAMEN),
        (20100000, date(2026, 1, 1), SAMEN, ZELF),
    ],
    ids=["12", "16", "12 on 29 February", "16 on 29 February", "12 in a century year", "12 day", "16 day", "12 month", "16 month"],
)
def test_who_asks_changes_on_the_birthday(geboren: int, verjaardag: date, voor: Verzoeker, daarna: Verzoeker):
    """The day before his birthday, the day itself and the day after; unknown days and months count as early as they can."""
    assert [verzoeker_van(BrpDatum(geboren), dag, WET) for dag in rondom(verjaardag)] == [voor, daarna, daarna]


@pytest.mark.eis("R-132")
@pytest.mark.parametrize(("leeftijd", "wie"), [(0, OUDER), (11, OUDER), (12, SAMEN), (15, SAMEN), (16, ZELF), (22, ZELF), (23, ZELF)])
def test_who_asks_at_each_age(leeftijd: int, wie: Verzoeker):
    """On the birthday of each age that the law names, and of those just before."""
    assert wie is verzoeker_van(BrpDatum((2026 - leeftijd) * 10000 + 1124), VANDAAG, WET)


@pytest.mark.eis("R-132")
def test_b21_fifteen_and_364_days():
    """B21: alone he is refused, jointly with his representative not; the next day it is the other way round."""
    geboren = BrpDatum(20101125)
    assert [code(mag_verzoeken, wie, geboren, VANDAAG, WET, "bsn") for wie in (ZELF, SAMEN)] == ["VIR-170 verzoeker", "OK"]
    assert [code(mag_verzoeken, wie, geboren, VANDAAG + DAG, WET, "bsn") for wie in (ZELF, SAMEN)] == ["OK", "VIR-170 verzoeker"]


@pytest.mark.eis("R-132", "R-042")
def test_without_an_age_nobody_can_ask():
    """A birth date that is unknown or yet to come is VIR-111, whoever asks; born that very day is young enough."""
    for geboren in (None, BrpDatum(20261125)):
        assert {code(mag_verzoeken, wie, geboren, VANDAAG, WET, "bsn") for wie in Verzoeker} == {"VIR-111 bsn"}
    assert code(mag_verzoeken, OUDER, BrpDatum(20261124), VANDAAG, WET, "bsn") == "OK"


@EIGENSCHAP
@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2050, 1, 1)))
@pytest.mark.eis("R-132")
def test_exactly_one_may_ask_and_never_a_younger_one_later(geboren: date, dag: date):
    """On every day one of the three may ask, and who may ask never goes back to an earlier stage."""
    brp = BrpDatum(geboren.year * 10000 + geboren.month * 100 + geboren.day)
    assert [code(mag_verzoeken, wie, brp, dag, WET, "bsn") for wie in Verzoeker].count("OK") == 1
    volgorde = (OUDER, SAMEN, ZELF)
    assert volgorde.index(verzoeker_van(brp, dag, WET)) <= volgorde.index(verzoeker_van(brp, dag + DAG, WET))


@pytest.mark.eis("R-131", "R-004")
def test_the_college_with_agreements_when_it_was_made():
    """On the first day of an agreement it answers, on its ``geldigTot`` no longer; with several agreements each does."""
    convenanten = [Convenant("0363", Geldigheid(date(2026, 1, 1), date(2026, 6, 1))), Convenant("0518", Geldigheid(date(2026, 5, 1)))]
    op = {
        date(2026, 1, 1): {"0363"},
        date(2026, 4, 30): {"0363"},
        date(2026, 5, 1): {"0363", "0518"},
        date(2026, 5, 31): {"0363", "0518"},
        date(2026, 6, 1): {"0518"},
    }
    assert op == {dag: verantwoordelijk(convenanten, dag) for dag in op}


@pytest.mark.eis("R-131", "R-005")
def test_a_melding_of_before_every_agreement_has_a_college_too():
    """What was made under no agreement, as an imported melding may be, is for those that ever had one; without any for nobody."""
    convenanten = [Convenant("0363", Geldigheid(date(2026, 1, 1), date(2026, 6, 1)))]
    for moment, verwacht in (("2025-12-31 23:59", True), ("2026-01-01 00:00", True), ("2026-06-01 00:00", True)):
        assert verwacht is valt_onder(melding("ggd", op=moment), convenanten, "0363")
        assert valt_onder(melding("ggd", op=moment), convenanten, "0518") is False
    assert verantwoordelijk([], VANDAAG) == frozenset()


@pytest.mark.eis("R-132", "R-044")
def test_what_the_register_says_of_who_asks():
    """Emigrated is no obstacle; died, unknown and borne by several is."""
    persoon = RegisterPersoon(BrpDatum(20141124))
    gevallen = {
        (persoon,): "OK",
        (replace(persoon, opgeschort=True),): "OK",
        (replace(persoon, overleden=True),): "VIR-112 bsn",
        (): "VIR-102 bsn",
        (persoon, persoon): "VIR-102 bsn",
    }
    assert list(gevallen.values()) == [code(in_register, gevonden, "bsn") for gevonden in gevallen]


@pytest.mark.eis("R-138")
def test_what_can_be_blocked_while_it_is_weighed():
    """A correction and an objection, and nothing else (AVG 18(1)(a) and (d))."""
    assert {s for s in VerzoekSoort if code(kan_blokkeren, s) == "OK"} == {VerzoekSoort.CORRECTIE, VerzoekSoort.BEZWAAR}


def _ambtenaar(*rollen: Rol, gemeente: str | None = GEMEENTE, geldig: Geldigheid = ALTIJD) -> Gebruiker:
    return Gebruiker("k", MandaatSoort.GEMEENTE, frozenset(rollen), geldig, contact=Contactgegevens("K"), gemeentecode=gemeente)


@pytest.mark.eis("R-135")
def test_who_decides_is_of_this_college_that_day():
    """An appointment of this gemeente with the role COLLEGE, on the day of the decision: before, on its last day, on its end."""
    geldig = Geldigheid(date(2026, 1, 1), VANDAAG)
    wie = _ambtenaar(Rol.COLLEGE, geldig=geldig)
    verwacht = ["OK", "VIR-120 functionarisId", "VIR-120 functionarisId"]
    assert verwacht == [code(is_functionaris, wie, GEMEENTE, dag) for dag in rondom(VANDAAG)]
    anderen = [
        None,
        _ambtenaar(Rol.REGIEVOERDER),
        _ambtenaar(Rol.COLLEGE, gemeente="0518"),
        replace(_ambtenaar(Rol.COLLEGE), soort=MandaatSoort.INSTANTIE),
    ]
    assert {code(is_functionaris, ander, GEMEENTE, VANDAAG) for ander in anderen} == {"VIR-120 functionarisId"}


@pytest.mark.eis("R-009", "R-131")
def test_only_who_acts_for_a_gemeente_is_a_college():
    """The role alone is not enough: an appointment at an instantie has no college."""
    wie = _ambtenaar(Rol.COLLEGE)
    assert gemeente_van(Aanroeper(OIN, wie, Rol.COLLEGE, GEMEENTE)) == GEMEENTE
    for ander in (replace(wie, soort=MandaatSoort.INSTANTIE), replace(wie, gemeentecode=None)):
        assert code(gemeente_van, Aanroeper(OIN, ander, Rol.COLLEGE, GEMEENTE)) == "VIR-123 stuurgegevens/rol"


def _kan(over: Rechtenverzoek, dag: date = VANDAAG, *, zonder_advies: bool = False) -> set[str]:
    bewaard = over.melding_ids
    return {b.value for b in Besluit if code(mag_beslissen, over, b, dag, bewaard, zonder_advies=zonder_advies) == "OK"}


@pytest.mark.eis("R-135", "R-136", "R-138")
def test_what_can_be_decided_on_what():
    """Per kind: inzage is granted by giving it; what concerns a correction, erasure or objection needs the advice of every reporter."""
    gegeven = Advies("m1", AdviesSoort.HANDHAVEN, lokaal("2026-11-24 12:00"))
    beide = {"TOEGEWEZEN", "AFGEWEZEN", "VERLENGD"}
    assert {"AFGEWEZEN", "VERLENGD"} == _kan(verzoek(VerzoekSoort.INZAGE))
    assert beide == _kan(verzoek(VerzoekSoort.BEPERKING))
    for soort in (VerzoekSoort.CORRECTIE, VerzoekSoort.WISSING, VerzoekSoort.BEZWAAR):
        assert {"VERLENGD"} == _kan(verzoek(soort)) == _kan(verzoek(soort, gegeven, Advies("m2")))
        assert beide == _kan(verzoek(soort), zonder_advies=True) == _kan(verzoek(soort, gegeven))


@pytest.mark.eis("R-135")
def test_of_what_is_gone_no_advice_is_needed():
    """A melding that was destroyed meanwhile holds nothing up."""
    over = verzoek(VerzoekSoort.WISSING, Advies("m1", AdviesSoort.HANDHAVEN), Advies("m2"))
    assert code(mag_beslissen, over, Besluit.AFGEWEZEN, VANDAAG, {"m1"}, zonder_advies=False) == "OK"
    assert code(mag_beslissen, over, Besluit.AFGEWEZEN, VANDAAG, {"m1", "m2"}, zonder_advies=False) == "VIR-172 verzoekId"


@pytest.mark.eis("R-136")
def test_it_is_extended_until_the_last_day_and_once():
    """On the last day it can be, the day after it cannot, and a second time never."""
    over = verzoek(VerzoekSoort.INZAGE)
    assert ["VERLENGD" in _kan(over, dag) for dag in rondom(UITERSTE)] == [True, True, False]
    assert "VERLENGD" not in _kan(replace(over, verlenging=beslist(Besluit.VERLENGD)))


@pytest.mark.eis("R-135", "R-138")
def test_one_decision_and_of_a_restriction_its_end():
    """After a decision nothing can be decided, but that a restriction which was granted ends, once."""
    for soort in VerzoekSoort:
        toegewezen = replace(verzoek(soort), beslissing=beslist(Besluit.TOEGEWEZEN))
        assert ({"OPGEHEVEN"} if soort is VerzoekSoort.BEPERKING else set()) == _kan(toegewezen, zonder_advies=True)
        assert set() == _kan(replace(toegewezen, opheffing=beslist(Besluit.OPGEHEVEN)), zonder_advies=True)
        assert set() == _kan(replace(verzoek(soort), beslissing=beslist(Besluit.AFGEWEZEN)), zonder_advies=True)


@pytest.mark.eis("R-135")
def test_what_a_decision_is_about():
    """All that is kept of it, or what is named; not what it is not about, not what is gone, and no part of a refusal or an extension."""
    over, bewaard = verzoek(), {"m1"}
    assert gekozen_meldingen(over, Besluit.TOEGEWEZEN, (), {"m1", "m2"}) == {"m1", "m2"}
    assert gekozen_meldingen(over, Besluit.OPGEHEVEN, ("m1",), bewaard) == {"m1"}
    assert code(gekozen_meldingen, over, Besluit.TOEGEWEZEN, ("m1", "m2"), bewaard) == "VIR-130 meldingId[2]"
    assert code(gekozen_meldingen, over, Besluit.TOEGEWEZEN, ("m3",), {"m3"}) == "VIR-130 meldingId[1]"
    for besluit in (Besluit.AFGEWEZEN, Besluit.VERLENGD):
        assert code(gekozen_meldingen, over, besluit, ("m1",), bewaard) == "DK0004 meldingId"


@pytest.mark.eis("R-137", "R-138")
def test_what_became_of_a_melding():
    """Gone, blocked, released; and unchanged when another request still blocks it."""
    vrij, geblokkeerd = melding("ggd"), replace(melding("ggd"), beperkt_door="v2")
    gevallen = [
        (vrij, None, False, Gevolg.VERNIETIGD),
        (vrij, geblokkeerd, True, Gevolg.BEPERKT),
        (geblokkeerd, geblokkeerd, True, Gevolg.BEPERKT),
        (geblokkeerd, vrij, False, Gevolg.BEPERKING_OPGEHEVEN),
        (geblokkeerd, geblokkeerd, False, Gevolg.ONGEWIJZIGD),
        (vrij, vrij, False, Gevolg.ONGEWIJZIGD),
    ]
    for voor, na, beperkt, verwacht in gevallen:
        assert verwacht is gevolg(voor, na, beperkt=beperkt)
