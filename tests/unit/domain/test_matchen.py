"""Which meldingen match: Jeugdwet 7.1.2.3(1)(c)(e)."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given

from verwijsindex.domain.regels.matchen import eigen_lopende, gezin, heeft_match, verwant, zelfde_jeugdige
from verwijsindex.domain.signaal import MatchSoort

from .casus import EIGENSCHAP, kind, melding, rondom, wereld
from .werelden import DAG, Wereld, werelden

ZUS, BROER = kind("zus", ouders="ma pa"), kind("broer", ouders="ma pa")


def gezinsmatch(een: str, ander: str) -> bool:
    """Whether children of these parents, each reported by somebody else, match as family."""
    a, b = kind("a", ouders=een), kind("b", ouders=ander)
    return gezin(melding("ggd", a), melding("politie", b), wereld([a, b], []))


@pytest.mark.eis("R-070")
def test_two_reporters_of_one_jeugdige_match():
    """Two meldingen about one jeugdige by different meldingsbevoegden."""
    assert zelfde_jeugdige(melding("ggd"), melding("politie"))
    assert not zelfde_jeugdige(melding("ggd"), melding("politie", "een ander"))


@pytest.mark.eis("R-070", "R-071", "R-073")
def test_no_match_of_any_kind_inside_one_meldingsbevoegde():
    """Two own meldingen never match, about one jeugdige or about a brother and a sister (keuzes.md 17)."""
    assert not zelfde_jeugdige(melding("ggd"), melding("ggd", naam="tweede"))
    assert not gezin(melding("ggd", ZUS), melding("ggd", BROER), wereld([ZUS, BROER], []))


@pytest.mark.eis("R-072")
def test_two_colleagues_match():
    """B8: nothing is asked about the instantie: two appointments are two reporters (keuzes.md 7)."""
    assert zelfde_jeugdige(melding("jansen van ggd"), melding("pietersen van ggd"))


@pytest.mark.eis("R-073")
@pytest.mark.parametrize(
    ("een", "ander", "verwacht"),
    [
        ("ma pa", "ma pa", True),
        ("ma pa", "ma vader", True),
        ("ma", "pa ma", True),
        ("ma pa", "moe vader", False),
        ("ma", "", False),
        ("", "", False),
    ],
)
def test_a_parent_in_common(een: str, ander: str, verwacht: bool):
    """Full and half siblings match, others do not; a parent without a number is no parent here, so it never matches (B13)."""
    assert verwacht is gezinsmatch(een, ander)
    assert verwacht is gezinsmatch(ander, een)


@pytest.mark.eis("R-073")
def test_family_is_not_handed_on():
    """X and Y share a mother, Y and Z a father: X and Z do not match (keuzes.md 18)."""
    assert gezinsmatch("ma", "ma pa")
    assert gezinsmatch("ma pa", "pa")
    assert not gezinsmatch("ma", "pa")


@pytest.mark.eis("R-078")
def test_one_person_is_no_family():
    """Two meldingen about the same jeugdige are never a family match."""
    assert not gezin(melding("ggd", ZUS), melding("politie", ZUS), wereld([ZUS], []))


@pytest.mark.eis("R-045", "R-062", "R-070", "R-081", "R-083")
def test_the_days_around_a_verwijderdatum():
    """A melding takes part in matching until the day before its verwijderdatum, whether or not maintenance ran."""
    oud, nieuw = melding("ggd", op="2024-05-10 12:00"), melding("politie", op="2026-05-01 12:00")
    dagen = rondom(date(2026, 5, 10))
    assert [heeft_match(nieuw, wereld([kind()], [oud, nieuw], dag)) for dag in dagen] == [True, False, False]


@pytest.mark.eis("R-081")
@pytest.mark.parametrize("over", [ZUS, BROER])
def test_the_archive_does_not_match(over: object):
    """B10: a melding in the archive matches neither the same jeugdige nor a sibling."""
    oud = melding("ggd", over, op="2026-05-01 12:00", verwijderd_op=date(2026, 5, 9))  # type: ignore[arg-type]
    nieuw = melding("politie", ZUS)
    assert not heeft_match(nieuw, wereld([ZUS, BROER], [oud, nieuw]))


@pytest.mark.eis("R-071", "R-063", "R-062")
def test_reporting_again_while_actief_gives_the_same_melding():
    """B7: until the verwijderdatum the reporter has his melding, dates unchanged; from 00:00 of that day he can make a new one."""
    m = melding("ggd", op="2024-05-10 12:00")
    dagen = rondom(date(2026, 5, 10))
    assert [eigen_lopende([melding("politie"), m], "ggd", dag) for dag in dagen] == [m, None, None]
    assert eigen_lopende([m], "politie", date(2026, 5, 9)) is None


@pytest.mark.eis("R-070", "R-073")
@EIGENSCHAP
@given(werelden())
def test_matching_is_symmetric(w: Wereld):
    """Who matches another is matched by him, in either kind and never in both."""
    for een, ander in combinations(w.meldingen, 2):
        assert zelfde_jeugdige(een, ander) == zelfde_jeugdige(ander, een)
        assert gezin(een, ander, w.rond) == gezin(ander, een, w.rond)
        assert not (zelfde_jeugdige(een, ander) and gezin(een, ander, w.rond))
    assert all(verwant(een, ander, w.rond) == verwant(ander, een, w.rond) for een, ander in combinations(w.kinderen, 2))


@pytest.mark.eis("R-070", "R-073", "R-081")
@EIGENSCHAP
@given(werelden())
def test_a_match_is_there_when_matches_are_recorded(w: Wereld):
    """``matchAanwezig`` is true exactly when the melding brings about a match: one for the jeugdige, one per sibling (keuzes.md 18)."""
    actief = {(m.meldingsbevoegde, m.jeugdige_id) for m in w.rond.actief} - {("ann", "k0")}
    hij, *anderen = w.kinderen
    zelfde = any(door != "ann" and over == "k0" for door, over in actief)
    familie = {k.id for k in anderen if k.ouders & hij.ouders and any(door != "ann" and over == k.id for door, over in actief)}
    verwacht = [(MatchSoort.ZELFDE_JEUGDIGE, "k0", "k0")] * zelfde + [(MatchSoort.GEZIN, "k0", over) for over in sorted(familie)]
    assert verwacht == [(match.soort, match.eerste, match.tweede) for match in w.gevolg.matches]
    assert bool(verwacht) == heeft_match(w.nieuw, w.rond)


@pytest.mark.eis("R-045", "R-081")
@EIGENSCHAP
@given(werelden())
def test_only_what_is_actief_takes_part(w: Wereld):
    """With everything that is not ACTIEF today left out, the same matches and signalen follow."""
    actief = tuple(m for m in w.meldingen if m.verwijderd_op is None and m.meldmoment.date() <= DAG < m.verwijderdatum)
    assert w.gevolg == Wereld(w.kinderen, actief, w.nieuw).gevolg
