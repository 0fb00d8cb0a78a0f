"""What the archive tells, once, to who reports anew: Jeugdwet 7.1.4.6(2)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.historie import Aanbod
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.archiveren import mag_antwoord_herhalen, mag_historie_ophalen, open_aanbod, te_bieden, te_tonen
from verwijsindex.domain.signaal import BewaardContact, Contact
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.domain.weigeringen import HistorieNietBeschikbaar

from ...beleid import altijd, statuut
from .casus import lokaal, melding, rondom

WET = statuut()
GEMELD = date(2026, 5, 10)
NIEUW = melding("politie", op="2026-05-10 23:30", naam="nieuw")
OUD = melding("ggd", op="2025-05-10 12:00", verwijderd_op=date(2026, 1, 20), naam="oud")


def open_op(*dagen: date, nieuw: Melding = NIEUW, oud: Melding = OUD, beleid: Beleid = WET) -> list[bool]:
    """Whether an offer of ``oud`` with ``nieuw`` can be used on these days."""
    return [open_aanbod(replace(nieuw, beleid=beleid), [Aanbod(oud)], dag) == (oud,) for dag in dagen]


@pytest.mark.eis("R-103", "R-104", "R-108")
def test_the_days_on_which_there_is_history():
    """A melding of another is offered from its verwijderdatum until the day before five years later; one's own never is."""
    oud = [melding("ggd", op="2024-02-29 12:00")]
    assert [bool(te_bieden(oud, "politie", dag)) for dag in rondom(date(2026, 2, 28))] == [False, True, True]
    assert [bool(te_bieden(oud, "politie", dag)) for dag in rondom(date(2031, 2, 28))] == [True, False, False]
    assert [bool(te_bieden(oud, "ggd", dag)) for dag in rondom(date(2026, 2, 28))] == [False, False, False]


@pytest.mark.eis("R-103", "R-104")
def test_removed_on_29_february():
    """Removed 2024-02-29, offered through 2029-02-27, gone on 2029-02-28."""
    oud = [melding("ggd", op="2023-02-28 12:00", verwijderd_op=date(2024, 2, 29))]
    assert [bool(te_bieden(oud, "politie", dag)) for dag in rondom(date(2029, 2, 28))] == [True, False, False]


@pytest.mark.eis("R-043", "R-104")
def test_history_ends_at_23():
    """On the 23rd birthday there is no history of anybody."""
    oud = [melding("ggd", op="2026-05-01 12:00", verwijderd_op=date(2026, 5, 9), uiterlijk=date(2027, 5, 10))]
    assert [bool(te_bieden(oud, "politie", dag)) for dag in rondom(date(2027, 5, 10))] == [True, False, False]


@pytest.mark.eis("R-102", "R-104")
@pytest.mark.parametrize(("verjaardag", "archief"), [(date(2026, 5, 9), False), (date(2026, 5, 10), False), (date(2026, 5, 11), True)])
def test_a_term_that_ends_at_23_leaves_nothing_to_offer(verjaardag: date, archief: bool):
    """B2: a term that ends on or after the 23rd birthday leaves no archive; one that ends the day before leaves it for one day."""
    oud = melding("ggd", op="2024-05-10 12:00", uiterlijk=verjaardag)
    assert archief is bool(te_bieden([oud], "politie", date(2026, 5, 10)))
    assert not te_bieden([oud], "politie", date(2026, 5, 11))


@pytest.mark.eis("R-105")
def test_the_29th_30th_and_31st_day():
    """Fetched through the 30th day, that of the melding counted; whatever the hour at which was reported."""
    dertigste = GEMELD + timedelta(days=29)
    assert open_op(GEMELD, *rondom(dertigste)) == [True, True, True, False]


@pytest.mark.eis("R-105")
@pytest.mark.parametrize("op", ["2026-03-15 23:59", "2026-10-10 00:00"], ids=["summer time begins", "summer time ends"])
def test_thirty_days_are_days_of_amsterdam(op: str):
    """A clock change within the term moves its end by no hour: days are counted."""
    nieuw = melding("politie", op=op)
    begin = date.fromisoformat(op[:10])
    assert open_op(*rondom(begin + timedelta(days=30)), nieuw=nieuw) == [True, False, False]


@pytest.mark.eis("R-105")
def test_an_index_may_choose_another_number_of_days():
    """With one day the offer is for the day of the melding only."""
    assert open_op(GEMELD, GEMELD + timedelta(days=1), beleid=altijd(historie_dagen=1)) == [True, False]


@pytest.mark.eis("R-105", "R-062")
def test_the_offer_lapses_with_its_melding():
    """Removed or run out, the melding takes its offer along, long before the 30 days are over."""
    weg = melding("politie", op="2026-05-10 12:00", verwijderd_op=date(2026, 5, 15))
    assert open_op(date(2026, 5, 15), nieuw=weg) == [False]
    kort = melding("politie", op="2026-05-10 12:00", maanden=1)
    assert open_op(*rondom(date(2026, 6, 10)), nieuw=kort, beleid=altijd(historie_dagen=731)) == [True, False, False]


@pytest.mark.eis("R-045", "R-103", "R-105")
def test_what_left_the_archive_is_not_handed_out():
    """The archive end of what was offered comes before the end of the offer: gone from 00:00 of that day."""
    oud = melding("ggd", op="2021-01-01 12:00", verwijderd_op=date(2021, 5, 20))
    assert open_op(*rondom(date(2026, 5, 20)), oud=oud) == [True, False, False]


@pytest.mark.eis("R-043", "R-105")
def test_at_23_nothing_of_an_offer_is_left():
    """B3: the 23rd birthday within the 30 days ends it at 00:00."""
    grens = date(2026, 5, 20)
    nieuw, oud = melding("politie", op="2026-05-10 12:00", uiterlijk=grens), melding("ggd", op="2024-05-09 12:00", uiterlijk=grens)
    assert open_op(*rondom(grens), nieuw=nieuw, oud=oud) == [True, False, False]


@pytest.mark.eis("R-030", "R-105")
def test_what_turned_out_to_be_another_jeugdige_is_not_handed_out():
    """Offered while both had one number; since then one of them was given a BSN and the other was not (keuzes.md 14)."""
    oud = melding("ggd", "een ander", op="2025-05-10 12:00", verwijderd_op=date(2026, 1, 20))
    assert open_op(GEMELD, oud=oud) == [False]
    assert open_op(GEMELD) == [True]


@pytest.mark.eis("R-104")
def test_an_offer_is_used_once():
    """What was fetched is not open; what was fetched with another melding is, unless the index hands out once ever."""
    streng = replace(NIEUW, beleid=altijd(historie_eenmaal_ooit=True))
    vers, elders = Aanbod(OUD), Aanbod(OUD, ooit_opgehaald=True)
    gebruikt = Aanbod(OUD, opgehaald=True, ooit_opgehaald=True)
    assert [bool(open_aanbod(NIEUW, [deel], GEMELD)) for deel in (vers, elders, gebruikt)] == [True, True, False]
    assert [bool(open_aanbod(streng, [deel], GEMELD)) for deel in (vers, elders, gebruikt)] == [True, False, False]


@pytest.mark.eis("R-104", "R-105")
@pytest.mark.parametrize("aanbod", [[], [Aanbod(OUD, opgehaald=True)]], ids=["none", "used"])
def test_every_refusal_of_an_offer_is_the_same(aanbod: list[Aanbod]):
    """VIR-132 at meldingId, whether nothing was offered or it was used."""
    with pytest.raises(HistorieNietBeschikbaar) as weigering:
        mag_historie_ophalen(NIEUW, aanbod, GEMELD)
    assert (weigering.value.code, weigering.value.element) == ("VIR-132", "meldingId")
    assert mag_historie_ophalen(NIEUW, [Aanbod(OUD), *aanbod], GEMELD) == (OUD,)


@pytest.mark.eis("R-158")
@pytest.mark.parametrize(
    ("eerst", "nu", "mag"),
    [
        ("2026-05-10 12:00", "2026-05-11 11:59:59", True),
        ("2026-05-10 12:00", "2026-05-11 12:00", False),
        ("2026-10-24 12:00", "2026-10-25 10:59:59", True),
        ("2026-10-24 12:00", "2026-10-25 11:00", False),
        ("2026-03-28 12:00", "2026-03-29 12:59:59", True),
        ("2026-03-28 12:00", "2026-03-29 13:00", False),
    ],
)
def test_a_repeat_within_24_hours(eerst: str, nu: str, mag: bool):
    """Twenty-four hours that pass, also when the clock changes and the moments carry the local time zone; then VIR-132."""
    for moment in (lokaal(nu), datetime.fromisoformat(nu).replace(tzinfo=AMSTERDAM)):
        try:
            mag_antwoord_herhalen(datetime.fromisoformat(eerst).replace(tzinfo=AMSTERDAM), moment, 24)
        except HistorieNietBeschikbaar:
            assert not mag
        else:
            assert mag


@pytest.mark.eis("R-045", "R-105")
def test_a_repeat_shows_nothing_that_may_not_be_shown_today():
    """What left the archive since is left out; without an ACTIEF melding of his own the reporter sees nothing."""
    kort = melding("school", op="2021-01-01 12:00", verwijderd_op=date(2021, 5, 11), naam="kort")
    alle = [BewaardContact(m, m.meldingsbevoegde, Contact(naam=m.meldingsbevoegde)) for m in (OUD, kort)]
    dag, volgende = date(2026, 5, 10), date(2026, 5, 11)
    assert [c.meldingsbevoegde for c in te_tonen(NIEUW, alle, dag)] == ["ggd", "school"]
    assert [c.meldingsbevoegde for c in te_tonen(NIEUW, alle, volgende)] == ["ggd"]
    elders = BewaardContact(
        melding("zorg", "een ander", op="2025-05-10 12:00", verwijderd_op=date(2026, 1, 20)), "zorg", Contact(naam="zorg")
    )
    assert [c.meldingsbevoegde for c in te_tonen(NIEUW, [*alle, elders], dag)] == ["ggd", "school"]
    weg = melding("politie", op="2026-05-10 12:00", verwijderd_op=volgende)
    assert [te_tonen(m, alle, volgende) for m in (None, weg)] == [(), ()]
