"""What of a stored signaal may be handed out today, and who is told when a melding is withdrawn: keuzes.md 10 and 18 to 20."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.signaleren import intrekkingen, toon
from verwijsindex.domain.signaal import BewaardContact, BewaardSignaal, Contact, Ontvanger, OntvangerSoort, Signaal, SignaalSoort

from .casus import ids, melding, rondom

VANDAAG = date(2026, 11, 24)
TOEN = datetime(2026, 5, 10, 10, tzinfo=UTC)
NU = datetime(2026, 11, 24, 10, tzinfo=UTC)
GGD = Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, "ggd")
VELDWIJK = Ontvanger(OntvangerSoort.GEMEENTE, "0363")
POLITIE, SCHOOL = melding("politie"), melding("school")
LEEG = Signaal("s1", 7, SignaalSoort.INGETROKKEN)
"""What is left in place of what may no longer be shown: number, id, and nothing else."""


def contact(m: Melding) -> BewaardContact:
    return BewaardContact(m, m.meldingsbevoegde, Contact(naam=f"iemand van {m.meldingsbevoegde}"))


def bewaard(  # one knob per thing that may change
    *over: Melding,
    eigen: Melding | None = None,
    soort: SignaalSoort = SignaalSoort.ZELFDE_JEUGDIGE,
    ontvanger: Ontvanger = GGD,
    matchsleutel: str | None = None,
    vervallen: bool = False,
) -> BewaardSignaal:
    eigen_melding = None if ontvanger is VELDWIJK else eigen or melding("ggd")
    contacten = tuple(contact(m) for m in over)
    return BewaardSignaal("s1", 7, ontvanger, soort, TOEN, vervallen, True, eigen_melding, matchsleutel, None, contacten)


def namen(signaal: Signaal) -> list[str]:
    return [c.naam.removeprefix("iemand van ") for c in signaal.contacten]


@pytest.mark.eis("R-091")
def test_a_signaal_about_one_jeugdige():
    """ZELFDE_JEUGDIGE: moment, own melding, that it is no other jeugdige, and the contacts; no matchsleutel."""
    verwacht = Signaal("s1", 7, SignaalSoort.ZELFDE_JEUGDIGE, TOEN, "ggd/kind", False, None, None, (contact(POLITIE).contact,))
    assert verwacht == toon(bewaard(POLITIE), VANDAAG)


@pytest.mark.eis("R-091", "R-092")
def test_a_signaal_about_a_family():
    """GEZIN: the same, that it is another jeugdige, and the matchsleutel."""
    signaal = toon(bewaard(POLITIE, SCHOOL, soort=SignaalSoort.GEZIN, matchsleutel="abcdef012345"), VANDAAG)
    assert (
        signaal.soort,
        signaal.tijdstip,
        signaal.eigen_melding_id,
        signaal.betreft_andere_jeugdige,
        signaal.matchsleutel,
    ) == (SignaalSoort.GEZIN, TOEN, "ggd/kind", True, "abcdef012345")
    assert namen(signaal) == ["politie", "school"]


@pytest.mark.eis("R-091", "R-097")
def test_a_signaal_for_a_gemeente():
    """To a gemeente there is no own melding; the contacts of all reporters of the match."""
    signaal = toon(bewaard(POLITIE, SCHOOL, ontvanger=VELDWIJK), VANDAAG)
    assert signaal.eigen_melding_id is None
    assert namen(signaal) == ["politie", "school"]


@pytest.mark.eis("R-091")
def test_each_appointment_once():
    """A reporter with meldingen of two siblings is one contact, also while only one of them is ACTIEF (keuzes.md 18)."""
    twee = [melding("politie", "broer"), melding("politie", "zus"), SCHOOL]
    assert namen(toon(bewaard(*twee, soort=SignaalSoort.GEZIN), VANDAAG)) == ["politie", "school"]
    een = [melding("politie", "broer", op="2024-05-10 12:00"), melding("politie", "zus"), SCHOOL]
    assert sorted(["politie", "school"]) == sorted(namen(toon(bewaard(*een, soort=SignaalSoort.GEZIN), VANDAAG)))


@pytest.mark.eis("R-045", "R-054", "R-062")
def test_the_days_around_the_end_of_a_contact():
    """A contact is given until the day before its verwijderdatum; then it is left out and the signaal stays for the others."""
    signaal = bewaard(melding("politie", op="2025-05-10 12:00"), SCHOOL)
    dagen = rondom(date(2027, 5, 10))
    assert [namen(toon(signaal, dag)) for dag in dagen] == [["politie", "school"], ["school"], ["school"]]
    assert {SignaalSoort.ZELFDE_JEUGDIGE} == {toon(signaal, dag).soort for dag in dagen}


@pytest.mark.eis("R-045", "R-094")
@pytest.mark.parametrize("ontvanger", [GGD, VELDWIJK])
def test_the_days_around_the_end_of_the_last_contact(ontvanger: Ontvanger):
    """With no contact left nothing of it may be shown: INGETROKKEN in place, to a gemeente too (keuzes.md 10, 19)."""
    signaal = bewaard(melding("politie", op="2025-05-10 12:00"), ontvanger=ontvanger)
    gisteren, einde, morgen = (toon(signaal, dag) for dag in rondom(date(2027, 5, 10)))
    assert namen(gisteren) == ["politie"]
    assert (einde, morgen) == (LEEG, LEEG)


@pytest.mark.eis("R-094")
def test_the_days_around_the_end_of_the_own_melding():
    """A signaal is fetchable while the recipient's own melding is ACTIEF; from its verwijderdatum it is INGETROKKEN in place."""
    signaal = bewaard(POLITIE, eigen=melding("ggd", op="2025-05-10 12:00"))
    assert [toon(signaal, dag) == LEEG for dag in rondom(date(2027, 5, 10))] == [False, True, True]


@pytest.mark.eis("R-094", "R-101")
def test_the_own_melding_withdrawn():
    """His own melding archived by himself, or destroyed: nothing of the signaal is shown any more."""
    assert toon(bewaard(POLITIE, eigen=melding("ggd", verwijderd_op=VANDAAG)), VANDAAG) == LEEG
    assert toon(bewaard(POLITIE, vervallen=True), VANDAAG) == LEEG
    assert toon(replace(bewaard(POLITIE), eigen_melding=None), VANDAAG) == LEEG


@pytest.mark.eis("R-043")
@pytest.mark.parametrize("ontvanger", [GGD, VELDWIJK])
def test_the_days_around_the_23rd_birthday(ontvanger: Ontvanger):
    """At 23 everything about him is withdrawn, from everybody."""
    jarig = date(2027, 1, 10)
    signaal = bewaard(melding("politie", uiterlijk=jarig), eigen=melding("ggd", uiterlijk=jarig), ontvanger=ontvanger)
    assert [toon(signaal, dag) == LEEG for dag in rondom(jarig)] == [False, True, True]


@pytest.mark.eis("R-043")
def test_the_birthday_of_a_sister():
    """When the sister turns 23 the family signaal of her brother's reporter is INGETROKKEN, his own melding being ACTIEF still."""
    signaal = bewaard(melding("politie", "zus", uiterlijk=date(2027, 1, 10)), soort=SignaalSoort.GEZIN)
    assert [toon(signaal, dag) == LEEG for dag in rondom(date(2027, 1, 10))] == [False, True, True]


@pytest.mark.eis("R-095")
def test_a_notice_of_withdrawal():
    """As a notice INGETROKKEN carries its moment and the signaal it is about, and stays readable whatever became of the meldingen."""
    bericht = replace(bewaard(vervallen=True), soort=SignaalSoort.INGETROKKEN, eigen_melding=None, betreft_signaal="s0")
    assert Signaal("s1", 7, SignaalSoort.INGETROKKEN, TOEN, betreft_signaal_id="s0") == toon(bericht, date(2030, 1, 1))


def ingetrokken(*over: BewaardSignaal, dag: date = VANDAAG, vlug: bool = False) -> list[tuple[Ontvanger, str | None]]:
    berichten = intrekkingen([POLITIE.id], over, dag, NU, ids(), vlug=vlug)
    assert {SignaalSoort.INGETROKKEN} >= {b.soort for b in berichten}
    return [(b.ontvanger, b.betreft_signaal) for b in berichten]


@pytest.mark.eis("R-095")
def test_a_fetched_signaal_is_followed_by_a_notice():
    """When the only one it names withdraws as not justified, the recipient and the gemeente are told, with ids only."""
    [bericht] = intrekkingen([POLITIE.id], [bewaard(POLITIE)], VANDAAG, NU, ids())
    assert (bericht.ontvanger, bericht.soort, bericht.tijdstip, bericht.betreft_signaal) == (GGD, SignaalSoort.INGETROKKEN, NU, "s1")
    assert (bericht.aanleiding, bericht.eigen_melding, bericht.contacten, bericht.matchsleutel) == (None, None, (), None)
    assert ingetrokken(bewaard(POLITIE, ontvanger=VELDWIJK)) == [(VELDWIJK, "s1")]


@pytest.mark.eis("R-095")
def test_a_signaal_that_names_others_stays():
    """The contact is left out and the signaal stays for the others it names (keuzes.md 19); those in the archive are no others."""
    assert ingetrokken(bewaard(POLITIE, SCHOOL)) == []
    assert ingetrokken(bewaard(POLITIE, melding("school", op="2024-05-10 12:00"))) == [(GGD, "s1")]
    assert namen(toon(bewaard(SCHOOL), VANDAAG)) == ["school"]


@pytest.mark.eis("R-095")
def test_what_was_withdrawn_already_gets_no_second_notice():
    """Own melding gone or no longer ACTIEF, or the contact lapsed before: INGETROKKEN in place was told then (keuzes.md 19)."""
    assert ingetrokken(bewaard(POLITIE, vervallen=True)) == []
    assert ingetrokken(bewaard(POLITIE, eigen=melding("ggd", op="2024-05-10 12:00"))) == []
    assert ingetrokken(bewaard(POLITIE), dag=POLITIE.verwijderdatum) == []
    assert ingetrokken(bewaard(SCHOOL)) == []


@pytest.mark.eis("R-095")
def test_withdrawn_within_a_day_everybody_sees_it():
    """Who looked and left within 24 hours is seen by each who was told: by a notice where the signaal stays for others (keuzes.md 22)."""
    met_anderen = bewaard(POLITIE, SCHOOL)
    for signaal in (met_anderen, replace(met_anderen, opgehaald=False)):
        assert [ingetrokken(signaal, vlug=vlug) for vlug in (False, True)] == [[], [(GGD, "s1")]]
    assert ingetrokken(replace(bewaard(POLITIE), opgehaald=False), vlug=True) == []  # INGETROKKEN in place says it


@pytest.mark.eis("R-095")
def test_every_fetched_signaal_gets_its_own_notice():
    """Two recipients, two notices, with their own ids."""
    signalen = [bewaard(POLITIE), replace(bewaard(POLITIE, ontvanger=VELDWIJK), id="s2")]
    berichten = intrekkingen([POLITIE.id], signalen, VANDAAG, NU, ids())
    assert [(b.ontvanger, b.betreft_signaal) for b in berichten] == [(GGD, "s1"), (VELDWIJK, "s2")]
    assert len({b.id for b in berichten}) == 2


@pytest.mark.eis("R-095")
def test_what_nobody_fetched_is_withdrawn_in_place():
    """A melding destroyed before its signaal was fetched leaves an INGETROKKEN with its number and nothing else (keuzes.md 19, 22)."""
    assert toon(replace(bewaard(), opgehaald=False), VANDAAG) == LEEG


@pytest.mark.eis("R-138")
@pytest.mark.parametrize("ontvanger", [GGD, VELDWIJK])
def test_who_is_blocked_is_not_named(ontvanger: Ontvanger):
    """A contact whose melding is blocked is left out; when it was the only one, the signaal is INGETROKKEN in place."""
    stil = replace(POLITIE, beperkt_door="v1")
    assert namen(toon(bewaard(stil, SCHOOL, ontvanger=ontvanger), VANDAAG)) == ["school"]
    assert toon(bewaard(stil, ontvanger=ontvanger), VANDAAG) == LEEG


@pytest.mark.eis("R-138")
@pytest.mark.parametrize("soort", [SignaalSoort.ZELFDE_JEUGDIGE, SignaalSoort.GEZIN, SignaalSoort.VERHUIZING, SignaalSoort.VERLOOPT])
def test_with_an_own_melding_that_is_blocked_nothing_is_shown(soort: SignaalSoort):
    """Whatever waits for the reporter on account of a blocked melding is INGETROKKEN in place."""
    eigen = melding("ggd", beperkt_door="v1")
    assert toon(bewaard(POLITIE, eigen=eigen, soort=soort), VANDAAG) == LEEG


@pytest.mark.eis("R-095", "R-137")
def test_what_goes_together_counts_together():
    """Of a signaal that named both a notice follows once; whose own melding goes with them gets none; what names a third one stays."""
    weg = [POLITIE.id, SCHOOL.id]
    over = [
        bewaard(POLITIE, SCHOOL),
        replace(bewaard(POLITIE, eigen=SCHOOL), id="s2"),
        replace(bewaard(POLITIE, ontvanger=VELDWIJK), id="s3"),
    ]
    assert [b.betreft_signaal for b in intrekkingen(weg, over, VANDAAG, NU, ids())] == ["s1", "s3"]
    derde = bewaard(POLITIE, SCHOOL, melding("jeugdhulp"))
    assert intrekkingen(weg, [derde], VANDAAG, NU, ids()) == ()


@pytest.mark.eis("R-095", "R-112", "R-137")
def test_out_of_the_archive_who_was_told_hears_too():
    """AVG 19: the days around its verwijderdatum make no difference to who fetched it, as long as his own melding is ACTIEF."""
    oud = melding("politie", op="2024-06-10 12:00")
    over = [bewaard(oud, eigen=melding("ggd", op="2026-01-10 12:00"))]
    for dag in rondom(oud.verwijderdatum):
        assert len(intrekkingen([oud.id], over, dag, NU, ids())) == 1
