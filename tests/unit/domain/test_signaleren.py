"""Who is told what when a melding is made: Jeugdwet 7.1.2.3(1)(c)(e) and 7.1.4.3(2)."""

from collections import Counter
from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.matchen import omgeving
from verwijsindex.domain.regels.signaleren import Gevolg, gevolgen
from verwijsindex.domain.signaal import MatchSoort, NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort

from .casus import EIGENSCHAP, ids, kind, melding, wereld
from .werelden import MANDAAT_GEMEENTE, Wereld, werelden

ZELFDE, GEZIN = SignaalSoort.ZELFDE_JEUGDIGE, SignaalSoort.GEZIN
MELDER, GEMEENTE = OntvangerSoort.MELDINGSBEVOEGDE, OntvangerSoort.GEMEENTE


def na(nieuw: Melding, eerder: list[Melding], kinderen: list[Jeugdige]) -> Gevolg:
    return gevolgen(nieuw, wereld(kinderen, [*eerder, nieuw]), MANDAAT_GEMEENTE, nieuw.meldmoment, ids())


def samen(gevolg: Gevolg) -> set[tuple[str, str, frozenset[str]]]:
    """Recipient, kind, and the reporters named."""
    return {(s.ontvanger.id, s.soort.value, frozenset(c.partition("/")[0] for c in s.contacten)) for s in gevolg.signalen}


def aan(gevolg: Gevolg, soort: OntvangerSoort) -> list[NieuwSignaal]:
    return [s for s in gevolg.signalen if s.ontvanger.soort is soort]


@pytest.mark.eis("R-090")
def test_the_first_melding_tells_nobody():
    """One melding is no match: no signaal, not even for the regievoerder."""
    gevolg = na(melding("ggd"), [], [kind()])
    assert Gevolg() == gevolg


@pytest.mark.eis("R-070", "R-090", "R-091", "R-097")
def test_the_second_melding_tells_three():
    """Both reporters learn of each other, and the regievoerder of the gemeente of the jeugdige of both."""
    gevolg = na(melding("politie"), [melding("ggd")], [kind()])
    assert samen(gevolg) == {
        ("ggd", "ZELFDE_JEUGDIGE", frozenset({"politie"})),
        ("politie", "ZELFDE_JEUGDIGE", frozenset({"ggd"})),
        ("0363", "ZELFDE_JEUGDIGE", frozenset({"ggd", "politie"})),
    }
    assert [(m.soort, m.eerste, m.tweede) for m in gevolg.matches] == [(MatchSoort.ZELFDE_JEUGDIGE, "kind", "kind")]
    assert not gevolg.uit_mandaat


@pytest.mark.eis("R-091", "R-092")
def test_what_a_signaal_about_one_jeugdige_carries():
    """Its moment, what set it off and the recipient's own melding; no matchsleutel; to a gemeente no own melding (keuzes.md 18)."""
    nieuw = melding("politie")
    gevolg = na(nieuw, [melding("ggd")], [kind()])
    assert {s.ontvanger.id: s.eigen_melding for s in aan(gevolg, MELDER)} == {"ggd": "ggd/kind", "politie": "politie/kind"}
    assert [s.eigen_melding for s in aan(gevolg, GEMEENTE)] == [None]
    for signaal in gevolg.signalen:
        assert (nieuw.meldmoment, nieuw.id, None, None) == (
            signaal.tijdstip,
            signaal.aanleiding,
            signaal.matchsleutel,
            signaal.betreft_signaal,
        )


@pytest.mark.eis("R-090")
def test_the_third_melding_tells_four_with_everyone_in_it():
    """Every reporter, the new one included, learns of both others: three reporter signalen and one for the gemeente."""
    gevolg = na(melding("school"), [melding("ggd"), melding("politie")], [kind()])
    assert samen(gevolg) == {
        ("ggd", "ZELFDE_JEUGDIGE", frozenset({"politie", "school"})),
        ("politie", "ZELFDE_JEUGDIGE", frozenset({"ggd", "school"})),
        ("school", "ZELFDE_JEUGDIGE", frozenset({"ggd", "politie"})),
        ("0363", "ZELFDE_JEUGDIGE", frozenset({"ggd", "politie", "school"})),
    }


@pytest.mark.eis("R-090", "R-097")
@EIGENSCHAP
@given(st.integers(1, 12))
def test_the_kth_reporter_causes_k_signalen_and_one_for_the_gemeente(k: int):
    """keuzes.md 18: exactly k reporter signalen, one each, every one naming the k - 1 others, and one for the gemeente."""
    eerder = [melding(f"melder {i}") for i in range(1, k)]
    gevolg = na(melding(f"melder {k}"), eerder, [kind()])
    verwacht = Counter({f"melder {i}": 1 for i in range(1, k + 1)}) if k > 1 else Counter()
    assert verwacht == Counter(s.ontvanger.id for s in aan(gevolg, MELDER))
    assert [k - 1] * (k if k > 1 else 0) == [len(s.contacten) for s in aan(gevolg, MELDER)]
    assert [k] * (k > 1) == [len(s.contacten) for s in aan(gevolg, GEMEENTE)]


@pytest.mark.eis("R-045", "R-081", "R-090")
@pytest.mark.parametrize("oud", [{"op": "2024-05-10 12:00"}, {"op": "2026-05-01 12:00", "verwijderd_op": date(2026, 5, 9)}])
def test_who_is_in_the_archive_is_not_told(oud: dict[str, object]):
    """B10: a reporter whose melding ended, today by its term or yesterday by himself, gets nothing, and nobody is told of him."""
    gevolg = na(melding("politie"), [melding("ggd", **oud)], [kind()])  # type: ignore[arg-type]
    assert Gevolg() == gevolg


@pytest.mark.eis("R-072", "R-090", "R-097")
def test_colleagues_are_told_and_so_is_the_regievoerder():
    """B8: two reporters of one organisation each get a signaal, and the regievoerder too."""
    gevolg = na(melding("jansen van ggd"), [melding("pietersen van ggd")], [kind()])
    assert {"jansen van ggd", "pietersen van ggd", "0363"} == {s.ontvanger.id for s in gevolg.signalen}


@pytest.mark.eis("R-097")
@pytest.mark.parametrize("gemeente", [None, "1999"])
def test_without_a_gemeente_that_of_the_mandate_is_told(gemeente: str | None):
    """Unknown or registered with the RNI: the gemeente of the reporter's mandate, and the log is told so (keuzes.md 10)."""
    gevolg = na(melding("politie"), [melding("ggd")], [kind(gemeente=gemeente)])
    assert [Ontvanger(GEMEENTE, MANDAAT_GEMEENTE)] == [s.ontvanger for s in aan(gevolg, GEMEENTE)]
    assert gevolg.uit_mandaat


@pytest.mark.eis("R-097")
def test_a_gemeente_without_regievoerder_is_passed_over():
    """No regievoerder where he lives: that of the mandate is told, and the log; one elsewhere without changes nothing (keuzes.md 10)."""
    nieuw = melding("politie")
    for zonder, verwacht in ((frozenset({"0363"}), MANDAAT_GEMEENTE), (frozenset({"0599"}), "0363")):
        rond = omgeving([kind()], [melding("ggd"), nieuw], date(2026, 5, 10), zonder)
        gevolg = gevolgen(nieuw, rond, MANDAAT_GEMEENTE, nieuw.meldmoment, ids())
        assert [verwacht] == [s.ontvanger.id for s in aan(gevolg, GEMEENTE)]
        assert gevolg.uit_mandaat == (verwacht == MANDAAT_GEMEENTE)


ZUS, BROER = kind("zus", ouders="ma pa"), kind("broer", ouders="ma pa", gemeente="0599")


@pytest.mark.eis("R-073", "R-090", "R-092", "R-097")
def test_a_sister_reported():
    """The reporters of both learn of each other, and so do the regievoerders of both gemeenten."""
    gevolg = na(melding("jeugdzorg", ZUS), [melding("ggd", BROER)], [ZUS, BROER])
    assert samen(gevolg) == {
        ("ggd", "GEZIN", frozenset({"jeugdzorg"})),
        ("jeugdzorg", "GEZIN", frozenset({"ggd"})),
        ("0363", "GEZIN", frozenset({"ggd", "jeugdzorg"})),
        ("0599", "GEZIN", frozenset({"ggd", "jeugdzorg"})),
    }
    assert [(m.soort, m.eerste, m.tweede) for m in gevolg.matches] == [(MatchSoort.GEZIN, "broer", "zus")]


@pytest.mark.eis("R-073", "R-090")
def test_siblings_of_one_gemeente_tell_its_regievoerder_once():
    """One signaal for the gemeente of both."""
    broer = kind("broer", ouders="ma")
    gevolg = na(melding("jeugdzorg", ZUS), [melding("ggd", broer)], [ZUS, broer])
    assert [s.ontvanger.id for s in aan(gevolg, GEMEENTE)] == ["0363"]


@pytest.mark.eis("R-090", "R-091")
def test_both_kinds_at_once_are_two_signalen():
    """Who reports a jeugdige that is known, with a brother that is known, hears of both, in two signalen with one own melding."""
    gevolg = na(melding("school", ZUS), [melding("ggd", BROER), melding("politie", ZUS)], [ZUS, BROER])
    assert samen(gevolg) == {
        ("politie", "ZELFDE_JEUGDIGE", frozenset({"school"})),
        ("school", "ZELFDE_JEUGDIGE", frozenset({"politie"})),
        ("0363", "ZELFDE_JEUGDIGE", frozenset({"politie", "school"})),
        ("ggd", "GEZIN", frozenset({"politie", "school"})),
        ("school", "GEZIN", frozenset({"ggd"})),
        ("0363", "GEZIN", frozenset({"ggd", "politie", "school"})),
        ("0599", "GEZIN", frozenset({"ggd", "politie", "school"})),
    }


@pytest.mark.eis("R-073", "R-092")
def test_a_family_signaal_is_not_handed_on():
    """Y shares a mother with X and a father with Z: when X is reported, Y's reporter hears of X and Z, and Z's reporter hears nothing."""
    x, y, z = kind("x", ouders="ma"), kind("y", ouders="ma pa"), kind("z", ouders="pa")
    gevolg = na(melding("school", x), [melding("ggd", y), melding("politie", z)], [x, y, z])
    assert {("ggd", frozenset({"school", "politie"})), ("school", frozenset({"ggd"}))} == {
        (s.ontvanger.id, frozenset(c.partition("/")[0] for c in s.contacten)) for s in aan(gevolg, MELDER)
    }
    assert [frozenset({"ggd/y", "school/x"})] == [frozenset(s.contacten) for s in aan(gevolg, GEMEENTE)]


@pytest.mark.eis("R-091", "R-097")
def test_a_gemeente_hears_of_each_melding_once():
    """Of three siblings, the two known ones reported by one reporter: the newcomer stands once in the signaal for the gemeente."""
    x, y, z = (kind(naam, ouders="ma") for naam in "xyz")
    [signaal] = aan(na(melding("school", x), [melding("ggd", y), melding("ggd", z)], [x, y, z]), GEMEENTE)
    assert sorted(signaal.contacten) == ["ggd/y", "ggd/z", "school/x"]


@pytest.mark.eis("R-091", "R-097")
def test_a_gemeente_hears_only_of_meldingen_in_the_match():
    """The newcomer's own melding of the sibling takes no part in this match, though it matches a third child of another gemeente."""
    x, y, z = kind("x", ouders="ma"), kind("y", ouders="ma pa"), kind("z", ouders="pa", gemeente="0599")
    eerder = [melding("ggd", y), melding("school", y), melding("politie", z)]
    [signaal] = aan(na(melding("school", x), eerder, [x, y, z]), GEMEENTE)
    assert sorted(signaal.contacten) == ["ggd/y", "school/x"]


@pytest.mark.eis("R-091")
def test_one_own_melding_is_one_signaal():
    """A reporter with meldingen of two siblings hears of the third child once per own melding, each naming the newcomer (keuzes.md 18)."""
    x, y, z = (kind(naam, ouders="ma") for naam in "xyz")
    gevolg = na(melding("school", x), [melding("ggd", y), melding("ggd", z)], [x, y, z])
    assert {("ggd/y", ("school/x",)), ("ggd/z", ("school/x",)), ("school/x", ("ggd/y", "ggd/z"))} == {
        (s.eigen_melding, s.contacten) for s in aan(gevolg, MELDER)
    }


@pytest.mark.eis("R-070", "R-073")
def test_ones_own_meldingen_of_siblings_are_silent():
    """A reporter who reports a brother and a sister tells nobody anything (keuzes.md 17)."""
    assert Gevolg() == na(melding("ggd", ZUS), [melding("ggd", BROER)], [ZUS, BROER])


@pytest.mark.eis("R-091", "R-092")
def test_a_matchsleutel_is_of_one_melding():
    """All GEZIN signalen of one melding share twelve characters, those of the next melding have others (keuzes.md 18)."""
    teller = ids()
    broer2 = kind("broer2", ouders="ma")
    eerder = [melding("ggd", BROER)]
    eerste, tweede = melding("jeugdzorg", ZUS), melding("school", broer2)
    rond = wereld([ZUS, BROER, broer2], [*eerder, eerste])
    een = gevolgen(eerste, rond, MANDAAT_GEMEENTE, eerste.meldmoment, teller)
    twee = gevolgen(tweede, wereld([ZUS, BROER, broer2], [*eerder, eerste, tweede]), MANDAAT_GEMEENTE, tweede.meldmoment, teller)
    sleutels = [{s.matchsleutel for s in gevolg.signalen} for gevolg in (een, twee)]
    assert [len(s) for s in sleutels] == [1, 1]
    assert sleutels[0].isdisjoint(sleutels[1])
    assert all(sleutel is not None and len(sleutel) == 12 for s in sleutels for sleutel in s)


@pytest.mark.eis("R-090", "R-091", "R-092", "R-097")
@EIGENSCHAP
@given(werelden())
def test_who_hears_of_whom(w: Wereld):
    """Whoever gained a match hears, once per own melding and soort, of every reporter that this melding matches (keuzes.md 18)."""
    ouders = {k.id: k.ouders for k in w.kinderen}

    def soort(een: Melding, ander: Melding) -> SignaalSoort | None:
        if een.meldingsbevoegde == ander.meldingsbevoegde:
            return None
        if een.jeugdige_id == ander.jeugdige_id:
            return ZELFDE
        return GEZIN if ouders[een.jeugdige_id] & ouders[ander.jeugdige_id] else None

    actief = w.rond.actief
    verwacht = set()
    for welke in (ZELFDE, GEZIN):
        geraakt = [m for m in actief if soort(w.nieuw, m) is welke]
        for eigen in [*geraakt, w.nieuw] if geraakt else []:
            verwacht.add((eigen.meldingsbevoegde, eigen.id, welke, frozenset(m.id for m in actief if soort(eigen, m) is welke)))
    gekregen = [(s.ontvanger.id, s.eigen_melding, s.soort, frozenset(s.contacten)) for s in aan(w.gevolg, MELDER)]
    assert verwacht == set(gekregen)
    assert len(gekregen) == len(verwacht)


@pytest.mark.eis("R-097")
@EIGENSCHAP
@given(werelden())
def test_which_regievoerder_hears(w: Wereld):
    """Per soort one signaal for each gemeente of a jeugdige in the match, with the meldingen of its matches; RNI and unknown by mandate."""
    per_id = {k.id: k.gemeentecode if k.gemeentecode not in (None, "1999") else MANDAAT_GEMEENTE for k in w.kinderen}
    melders = [s for s in aan(w.gevolg, MELDER) if s.soort is GEZIN]
    verwanten = {m.partition("/")[2] for s in melders if s.eigen_melding == w.nieuw.id for m in s.contacten}
    verwacht = {(per_id[over], GEZIN) for over in (verwanten | {"k0"} if verwanten else set())}
    if any(s.soort is ZELFDE for s in w.gevolg.signalen):
        verwacht.add((per_id["k0"], ZELFDE))
    assert verwacht == {(s.ontvanger.id, s.soort) for s in aan(w.gevolg, GEMEENTE)}
    assert len(verwacht) == len(aan(w.gevolg, GEMEENTE))
    betrokken = {"k0"} | verwanten
    raakt_rand = any(k.id in betrokken and k.gemeentecode in (None, "1999") for k in w.kinderen)
    assert w.gevolg.uit_mandaat == (raakt_rand and bool(w.gevolg.signalen))


@pytest.mark.eis("R-091", "R-097")
@EIGENSCHAP
@given(werelden())
def test_what_a_regievoerder_hears(w: Wereld):
    """Of a family match every melding that takes part in it, once, and no other: a match is between two jeugdigen (keuzes.md 18)."""
    gemeente = {k.id: k.gemeentecode if k.gemeentecode not in (None, "1999") else MANDAAT_GEMEENTE for k in w.kinderen}
    hij, *anderen = w.kinderen
    verwacht: dict[str, set[str]] = {}
    for ander in (k for k in anderen if k.ouders & hij.ouders):
        deelnemers = {m for m in w.rond.actief if m.jeugdige_id in (hij.id, ander.id)}
        over = [(a, b) for a in deelnemers for b in deelnemers if (a.jeugdige_id, b.jeugdige_id) == (hij.id, ander.id)]
        paren = [(a, b) for a, b in over if a.meldingsbevoegde != b.meldingsbevoegde]
        if any(a is w.nieuw for a, _ in paren):
            for g in {gemeente[hij.id], gemeente[ander.id]}:
                verwacht.setdefault(g, set()).update(m.id for paar in paren for m in paar)
    gekregen = [(s.ontvanger.id, sorted(s.contacten)) for s in aan(w.gevolg, GEMEENTE) if s.soort is GEZIN]
    assert sorted((g, sorted(contacten)) for g, contacten in verwacht.items()) == gekregen
    zelfde = [sorted(s.contacten) for s in aan(w.gevolg, GEMEENTE) if s.soort is ZELFDE]
    over_hem = sorted(m.id for m in w.rond.actief if m.jeugdige_id == hij.id)
    assert zelfde == ([over_hem] if len(over_hem) > 1 else [])


@pytest.mark.eis("R-091", "R-092")
@EIGENSCHAP
@given(werelden())
def test_nobody_hears_of_himself_or_of_a_jeugdige(w: Wereld):
    """A signaal never names its recipient, never carries his own melding as another's, and holds nothing of any jeugdige."""
    van = {m.id: m.meldingsbevoegde for m in w.meldingen}
    for signaal in aan(w.gevolg, MELDER):
        assert signaal.ontvanger.id not in {van[c] for c in signaal.contacten}
        assert signaal.ontvanger.id == van[signaal.eigen_melding or ""]
    for signaal in w.gevolg.signalen:
        assert signaal.contacten
        assert len(signaal.contacten) == len(set(signaal.contacten))
        waarden = {str(waarde) for waarde in asdict(signaal).values()}
        assert waarden.isdisjoint({geheim for k in w.kinderen for geheim in (k.id, k.logpseudoniem, str(k.uiterlijk))})


@pytest.mark.eis("R-082", "R-091")
@EIGENSCHAP
@given(werelden())
def test_signalen_are_one_per_recipient_own_melding_and_soort(w: Wereld):
    """One signaal per (recipient, own melding, soort, triggering melding), each with its own id; a matchsleutel in GEZIN only."""
    sleutels = Counter((s.ontvanger, s.eigen_melding, s.soort, s.aanleiding) for s in w.gevolg.signalen)
    assert set(sleutels.values()) <= {1}
    assert len(w.gevolg.signalen) == len({s.id for s in w.gevolg.signalen})
    assert all((s.matchsleutel is not None) == (s.soort is GEZIN) for s in w.gevolg.signalen)
    assert len({s.matchsleutel for s in w.gevolg.signalen if s.soort is GEZIN}) <= 1


@pytest.mark.eis("R-073", "R-082")
@EIGENSCHAP
@given(werelden())
def test_relatives_of_relatives_are_all_that_the_rules_need(w: Wereld):
    """Given only him, who shares a parent with him and who shares one with them, the same follows as from the whole index."""
    assert w.gevolg == gevolgen(w.nieuw, w.kring, MANDAAT_GEMEENTE, w.nieuw.meldmoment, ids())


BRIEVENBUSSEN = st.lists(st.builds(Ontvanger, st.sampled_from(OntvangerSoort), st.sampled_from("abc")), unique=True)


@pytest.mark.eis("R-082")
@EIGENSCHAP
@given(BRIEVENBUSSEN.flatmap(lambda bussen: st.tuples(st.permutations(bussen), st.permutations(bussen))))
def test_mailboxes_have_one_order(twee: tuple[list[Ontvanger], list[Ontvanger]]):
    """Mailboxes sort in one order, however they come, so that nobody waits for another that waits for him."""
    een, ander = twee
    assert sorted(een) == sorted(ander)
