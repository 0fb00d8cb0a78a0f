"""The law as configuration: what applies on which day, what a policy may say, and what a change of the law does to what is stored."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verwijsindex.domain.beleid import Afbouw, Beleid, Beleidsversie
from verwijsindex.domain.beleidsbestand import BeleidOnjuist
from verwijsindex.domain.instantie import Domein
from verwijsindex.domain.melding import Toestand, VerwijderReden
from verwijsindex.domain.regels.termijnen import (
    einde_archief,
    laatste_uiterlijk,
    levensduur,
    niets_meer_vanaf,
    nog_te_melden,
    toestand,
    verlopen_archieven,
    vernietigdag,
    waarschuwdag,
)
from verwijsindex.domain.regels.verwijderen import is_vlug_ingetrokken
from verwijsindex.domain.weigeringen import TeOud

from ...beleid import afbouw, altijd, lees_beleid, statuut, tekst, vanaf
from .casus import DAG, EIGENSCHAP, lokaal, melding, rondom

DAGEN = st.dates(date(2016, 1, 1), date(2050, 12, 31))
VIJF_NAAR_DRIE = vanaf((date(2027, 1, 1), {"archief_jaren": 3}))
DRIE_NAAR_VIJF = vanaf((date(2020, 1, 1), {"archief_jaren": 3}), (date(2027, 1, 1), {}))
LAGER = vanaf((date(2027, 1, 1), {"leeftijd_grens": 21}))
HOGER = vanaf((date(2020, 1, 1), {"leeftijd_grens": 21}), (date(2027, 1, 1), {}))
WETTEN = st.sampled_from([statuut(), VIJF_NAAR_DRIE, DRIE_NAAR_VIJF, LAGER, HOGER, afbouw(date(2027, 1, 1), date(2028, 1, 1))])


# What applies.


@pytest.mark.eis("R-040", "R-060", "R-103", "R-104", "R-132", "R-136", "R-158")
def test_the_statute_says_what_the_law_of_2015_says():
    """Two years, five years, 23, 12 and 16, one month and two; 30 days for historie and notice; every value rests on something."""
    wet = statuut().op(date(2026, 1, 1))
    assert (wet.melding_maanden, wet.archief_jaren, wet.leeftijd_grens, wet.leeftijd_samen, wet.leeftijd_zelf) == (24, 5, 23, 12, 16)
    assert (wet.beslis_maanden, wet.verleng_maanden, wet.historie_dagen, wet.historie_herhaling_uren) == (1, 2, 30, 24)
    assert (wet.waarschuw_dagen, wet.waarschuw_vanaf_dagen, wet.vlug_ingetrokken_uren, wet.zakelijke_sleutel_dagen) == (30, 60, 24, 7)
    assert (wet.adresmatch, wet.historie_eenmaal_ooit) == (True, False)
    namen = {veld.name for veld in fields(Beleidsversie)} - {"naam", "vanaf", "categorieen", "gronden"}
    assert namen == set(wet.gronden)
    assert all(wet.gronden.values())


@pytest.mark.eis("R-002")
def test_every_category_names_its_article_and_why_it_may_use_the_bsn():
    """All 23, in all seven domains."""
    categorieen = statuut().versies[0].categorieen
    assert (23, set(Domein)) == (len(categorieen), {c.domein for c in categorieen.values()})
    assert all(c.artikel.startswith("BJ 7.1.") and c.bsn_artikel and c.omschrijving for c in categorieen.values())


def test_a_version_begins_on_its_day():
    """The day before another law holds; before the first version that one does."""
    wet = lees_beleid(tekst("2027-05-10", archief_jaren=3))
    assert [wet.op(dag).archief_jaren for dag in rondom(date(2027, 5, 10))] == [5, 3, 3]
    assert wet.op(date(1990, 1, 1)).archief_jaren == 5


def test_what_a_version_does_not_name_stays_as_it_was():
    """The statute, or the version before it."""
    eerste, tweede = tekst("2026-01-01", archief_jaren=3), tekst("2027-01-01", historie_dagen=10)
    op = lees_beleid(f"{eerste}\n{tweede}").op(date(2027, 1, 1))
    assert (op.archief_jaren, op.historie_dagen, op.melding_maanden, op.gronden["archief_jaren"]) == (3, 10, 24, "proef")


def test_two_policies_that_say_the_same_have_one_digest():
    """Layout and comments do not count; a value, a ground and the end of the index do."""
    een = lees_beleid(tekst(archief_jaren=3))
    assert een.kenmerk == lees_beleid("# uitleg\n" + tekst(archief_jaren=3).replace("{ waarde = 3", "{waarde=3")).kenmerk
    anders = (
        tekst(archief_jaren=4),
        tekst(archief_jaren=3).replace('artikel = "proef"', 'artikel = "ander"'),
        tekst(archief_jaren=3) + EINDE,
    )
    assert len({een.kenmerk, statuut().kenmerk, *(lees_beleid(t).kenmerk for t in anders)}) == 5


EINDE = """
[afbouw]
geen_nieuwe_meldingen_vanaf = 2027-01-01
alles_vernietigd_op = 2027-07-01
artikel = "Stb. 2026, 1"
"""


@pytest.mark.eis("R-190")
def test_the_end_of_the_index():
    """Both days and where that stands."""
    assert lees_beleid(EINDE).afbouw == Afbouw(date(2027, 1, 1), date(2027, 7, 1), "Stb. 2026, 1")
    assert lees_beleid(EINDE.replace("alles", "# alles")).afbouw == Afbouw(date(2027, 1, 1), None, "Stb. 2026, 1")
    assert statuut().afbouw is None


HALT = """
[[categorie]]
code = "PJ2"
domein = "POLITIE_EN_JUSTITIE"
omschrijving = "Halt-bureau"
artikel = "BJ 7.1.7"
zelfstandig = false
bsn_gerechtigd = false
bsn_artikel = "geen grond gevonden"
vanaf = 2015-01-01
tot = 2027-01-01
"""


@pytest.mark.eis("R-002", "R-023")
def test_a_category_can_end_or_gain_the_bsn_from_a_day_on():
    """Per period; the code means the same in each."""
    opvolger = (
        HALT.replace("tot = 2027-01-01", "").replace("2015-01-01", "2027-01-01").replace("bsn_gerechtigd = false", "bsn_gerechtigd = true")
    )
    wet = lees_beleid(HALT + opvolger)
    assert [wet.op(dag).categorieen["PJ2"].bsn_gerechtigd for dag in rondom(date(2027, 1, 1))] == [False, True, True]
    voorbij = lees_beleid(HALT)
    assert [voorbij.op(dag).categorieen["PJ2"].geldigheid.omvat(dag) for dag in rondom(date(2027, 1, 1))] == [True, False, False]


# What is refused.


@pytest.mark.eis("R-002", "R-060", "R-190")
@pytest.mark.parametrize(
    ("inhoud", "regel", "reden"),
    [
        (tekst(melding_maanden=25), 4, r"melding_maanden is ten hoogste 24 \(Jeugdwet 7\.1\.4\.5\(2\)\(a\)\)"),
        (tekst(archief_jaren=6), 4, "archief_jaren is ten hoogste 5"),
        (tekst(zakelijke_sleutel_dagen=6), 4, "zakelijke_sleutel_dagen is ten minste 7"),
        (tekst(leeftijd_grens=24), 4, "leeftijd_grens is ten hoogste 23"),
        (tekst(waarschuw_vanaf_dagen=20), 1, "waarschuw_dagen is minder dan waarschuw_vanaf_dagen"),
        (tekst(levensduur=2), 4, "levensduur is hier niet bekend"),
        (tekst(archief_jaren=3).replace("3", "true"), 4, "archief_jaren is een geheel getal"),
        (tekst(adresmatch=True).replace("true", "1"), 4, "adresmatch is true of false"),
        (tekst(archief_jaren=3).replace('{ waarde = 3, artikel = "proef" }', "3"), 4, "schrijf archief_jaren = "),
        (tekst(archief_jaren=3).replace('"proef" }', '"" }'), 4, "het artikel of een andere grond ontbreekt"),
        (tekst(archief_jaren=3).replace('"proef" }', '"proef", ten_hoogste = 9 }'), 4, "ten_hoogste is hier niet bekend"),
        (tekst("2026-01-01", archief_jaren=3) + "\n" + tekst("2026-01-01"), 7, "twee versies beginnen nooit op dezelfde dag"),
        (tekst("2026-01-01") + "\ntot = 2027-01-01\n" + tekst("2027-01-02"), 7, "sluit niet aan op de vorige, die tot 2027-01-01"),
        (tekst("2026-01-01") + "\ntot = 2027-01-01\n" + tekst("2026-12-31"), 7, "overlapt met de vorige"),
        (tekst("2026-01-01") + "\ntot = 2027-01-01", 4, "na deze dag geldt er geen beleid"),
        (tekst("2026-01-01") + "\ntot = 2026-01-01\n" + tekst("2026-01-01"), 4, "ligt na vanaf"),
        (tekst('"2026-01-01"'), 3, "vanaf ontbreekt of is geen datum"),
        ("[versie]\nnaam = 'x'", 1, r"schrijf \[\[versie\]\], met dubbele haken"),
        ("termijn = 3", 1, "termijn is hier niet bekend"),
        ("[[versie]]\nnaam = ", 2, "geen geldige TOML"),
        (HALT.replace("POLITIE_EN_JUSTITIE", "ONDERWIJS"), 4, r"PJ2 krijgt een andere betekenis \(domein\); geef het een nieuwe code"),
        (HALT.replace("Halt-bureau", "reclassering"), 5, r"PJ2 krijgt een andere betekenis \(omschrijving\)"),
        (HALT + HALT, 21, "de perioden overlappen elkaar"),
        (HALT.replace("PJ2", "halt"), 3, "een code is twee hoofdletters"),
        (HALT.replace("false", '"nee"', 1), 7, "zelfstandig ontbreekt of is geen true of false"),
        (HALT.replace("2027-01-01", "2015-01-01"), 11, "ligt na vanaf"),
        (EINDE.replace("2027-07-01", "2026-12-31"), 4, "alles_vernietigd_op ligt niet voor geen_nieuwe_meldingen_vanaf"),
        (EINDE.replace("artikel", "# artikel"), 2, "artikel ontbreekt of is leeg"),
        (EINDE.replace("alles_vernietigd_op", "alles_weg"), 4, "alles_weg is hier niet bekend"),
    ],
)
def test_a_policy_with_an_error_is_refused_with_its_line(inhoud: str, regel: int, reden: str):
    """What is wrong, on which line, and nothing of the rest is used."""
    with pytest.raises(BeleidOnjuist, match=rf"regel {regel}: .*{reden}"):
        lees_beleid(inhoud)


def test_every_error_is_told_at_once():
    """Whoever wrote it mends it in one go."""
    with pytest.raises(BeleidOnjuist) as fout:
        lees_beleid(tekst(archief_jaren=6, melding_maanden=25, historie_dagen=0))
    assert [regel for regel, _ in fout.value.fouten] == [4, 5, 6]


# What a change of the law does.


@pytest.mark.eis("R-060")
def test_a_life_span_is_never_longer_than_the_law_of_the_day():
    """A profile of 18 months under a law of 12; a profile that is shorter stays."""
    assert [levensduur(maanden, 12) for maanden in (None, 18, 6)] == [12, 12, 6]


@pytest.mark.eis("R-103")
def test_an_archive_ends_by_the_law_of_the_day_of_removal():
    """Removed the day before three years replaced five: five years; on the day: three."""
    assert [date(2031, 12, 31), date(2030, 1, 1), date(2030, 1, 2)] == [
        einde_archief(dag, VIJF_NAAR_DRIE) for dag in rondom(date(2027, 1, 1))
    ]
    weg = replace(melding("ggd", op="2026-05-10 12:00", verwijderd_op=date(2026, 12, 31)), beleid=VIJF_NAAR_DRIE)
    assert [toestand(weg, dag) for dag in rondom(date(2031, 12, 31))] == [Toestand.GEARCHIVEERD, Toestand.VERNIETIGD, Toestand.VERNIETIGD]


@pytest.mark.eis("R-043", "R-103")
@EIGENSCHAP
@given(DAGEN, DAGEN, WETTEN)
def test_the_periods_that_have_ended_are_exactly_those_whose_archive_ended(verwijderd: date, dag: date, wet: Beleid):
    """Whatever the law was when: a day of removal is in one of them when, and only when, its archive has ended."""
    erin = [eerste <= verwijderd <= laatste for eerste, laatste in verlopen_archieven(dag, wet)]
    assert (einde_archief(verwijderd, wet) <= dag) is (sum(erin) == 1)
    assert sum(erin) <= 1


def test_five_years_that_become_three_leave_two_periods():
    """In 2030 what was removed in 2025 and before is gone, what was removed in 2026 is not, and what was removed in 2027 is."""
    assert verlopen_archieven(date(2030, 6, 1), VIJF_NAAR_DRIE) == ((date.min, date(2025, 6, 1)), (date(2027, 1, 1), date(2027, 6, 1)))
    assert verlopen_archieven(date(2029, 12, 31), VIJF_NAAR_DRIE) == ((date.min, date(2024, 12, 31)),)
    assert verlopen_archieven(date(2040, 1, 1), VIJF_NAAR_DRIE) == ((date.min, date(2037, 1, 1)),)


@pytest.mark.eis("R-040", "R-043")
def test_a_lower_age_limit_counts_from_its_day():
    """Who is 21 or 22 on the day goes that day, whoever is younger on his 21st birthday."""
    assert date(2027, 1, 1) == niets_meer_vanaf(date(2028, 3, 1), LAGER)
    assert date(2027, 3, 1) == niets_meer_vanaf(date(2029, 3, 1), LAGER)
    assert date(2026, 12, 31) == niets_meer_vanaf(date(2026, 12, 31), LAGER)


@pytest.mark.eis("R-040", "R-043", "R-045")
def test_a_higher_age_limit_brings_nobody_back():
    """Who turned 21 the day before it rose to 23 stays destroyed, job or no job; who turns 21 on the day is kept until he is 23."""
    voor, op = date(2028, 12, 31), date(2029, 1, 1)
    assert (date(2026, 12, 31), date(2029, 1, 1)) == (niets_meer_vanaf(voor, HOGER), niets_meer_vanaf(op, HOGER))
    weg = replace(melding("ggd", op="2026-05-10 12:00", uiterlijk=voor), beleid=HOGER)
    assert [toestand(weg, dag) for dag in rondom(date(2026, 12, 31))] == [Toestand.ACTIEF, Toestand.VERNIETIGD, Toestand.VERNIETIGD]


@pytest.mark.eis("R-040", "R-043")
def test_who_reached_a_lower_limit_is_not_reported_when_it_rises():
    """He is past 21 on 31 December 2026 and 23 is the limit from the next day on: refused, for nothing would be kept of him."""
    op = date(2029, 1, 1)
    for dag in rondom(date(2027, 1, 1))[1:]:
        assert op == nog_te_melden(op, dag, HOGER)
        with pytest.raises(TeOud):
            nog_te_melden(op - DAG, dag, HOGER)
    assert op == nog_te_melden(op, date(2028, 12, 31), HOGER)
    with pytest.raises(TeOud):
        nog_te_melden(op, op, HOGER)


@pytest.mark.eis("R-040", "R-043", "R-190")
@EIGENSCHAP
@given(DAGEN, DAGEN, WETTEN)
def test_the_latest_birthday_is_exactly_that_of_who_is_no_longer_kept(uiterlijk: date, dag: date, wet: Beleid):
    """What a store looks for by date is what the rule says, whatever the law was when."""
    assert (niets_meer_vanaf(uiterlijk, wet) <= dag) is (uiterlijk <= laatste_uiterlijk(dag, wet))


@pytest.mark.eis("R-190", "R-045")
def test_on_the_day_that_the_law_ends_everything_is_destroyed():
    """The day before it is there, and from that day on nothing is, active or archived, whether or not anything ran."""
    wet = afbouw(date(2027, 1, 1), date(2027, 7, 1))
    actief, oud = melding("ggd", op="2026-12-31 12:00"), melding("ggd", op="2026-01-01 12:00", verwijderd_op=date(2026, 5, 9))
    for m, voor in ((actief, Toestand.ACTIEF), (oud, Toestand.GEARCHIVEERD)):
        onder = replace(m, beleid=wet)
        assert [voor, Toestand.VERNIETIGD, Toestand.VERNIETIGD] == [toestand(onder, dag) for dag in rondom(date(2027, 7, 1))]
        assert date(2027, 7, 1) == vernietigdag(onder)
    assert date.max == laatste_uiterlijk(date(2027, 7, 1), wet)


@pytest.mark.eis("R-065")
def test_notice_is_given_by_the_law_of_the_day_on_which_it_runs_out():
    """So its day does not depend on who looks when."""
    wet = vanaf((date(2028, 5, 10), {"waarschuw_dagen": 45}))
    assert date(2028, 5, 10) - 45 * DAG == waarschuwdag(replace(melding("ggd", op="2026-05-10 12:00"), beleid=wet))
    assert date(2028, 5, 9) - 30 * DAG == waarschuwdag(replace(melding("ggd", op="2026-05-09 12:00"), beleid=wet))
    assert wet.meeste_waarschuw_dagen() == 45


@pytest.mark.eis("R-095")
def test_quick_is_what_the_policy_says():
    """Within one hour, when it says so."""
    m = replace(melding("ggd", op="2026-05-10 12:00"), beleid=altijd(vlug_ingetrokken_uren=1))
    momenten = (lokaal("2026-05-10 12:59"), lokaal("2026-05-10 13:00"))
    assert [is_vlug_ingetrokken(m, VerwijderReden.NIET_TERECHT, moment) for moment in momenten] == [True, False]
