"""When two woonadressen are one, and when they make a family: Jeugdwet 7.1.2.3(1)(d), Wet BRP 2.40."""

from dataclasses import replace
from datetime import date

import pytest

from verwijsindex.domain.jeugdige import Jeugdige, Woonadres
from verwijsindex.domain.regels.adressen import bag_vorm, tekst_vorm, zelfde_adres
from verwijsindex.domain.regels.matchen import gezin, heeft_match, omgeving, verwant
from verwijsindex.domain.regels.signaleren import gevolgen
from verwijsindex.domain.tijd import Geldigheid

from .casus import ids, kind, lokaal, melding, rondom, wereld

DAG = date(2026, 5, 10)


def op(naam: str, bag: str | None = None, tekst: str | None = None, *uitgesloten: Geldigheid, ouders: str = "") -> Jeugdige:
    """A jeugdige at an address in one or both of its forms."""
    vormen = {"adres_bag": bag and bag.encode(), "adres_tekst": tekst and tekst.encode()}
    return replace(kind(naam, ouders=ouders), **vormen, uitsluitingen=uitgesloten)  # type: ignore[arg-type]


@pytest.mark.eis("R-074", "R-077")
@pytest.mark.parametrize(
    ("een", "ander", "verwacht"),
    [
        (("bag1", "tekst1"), ("bag1", "tekst1"), True),
        (("bag1", "tekst1"), ("bag1", "tekst2"), True),
        (("bag1", "tekst1"), ("bag2", "tekst1"), False),
        (("bag1", "tekst1"), (None, "tekst1"), True),
        ((None, "tekst1"), (None, "tekst1"), True),
        ((None, "tekst1"), (None, "tekst2"), False),
        (("bag1", None), (None, "tekst1"), False),
        ((None, None), (None, None), False),
    ],
)
def test_one_address(een: tuple[str | None, str | None], ander: tuple[str | None, str | None], verwacht: bool):
    """By the BAG when both have it, else by postcode and house number; who has no woonadres (B15, a briefadres) shares none."""
    assert verwacht is zelfde_adres(op("a", *een), op("b", *ander), DAG)
    assert verwacht is zelfde_adres(op("b", *ander), op("a", *een), DAG)


@pytest.mark.eis("R-077")
def test_an_address_is_spelled_in_one_way():
    """Blanks, capitals and words for a code make no other address; every part of it does."""
    een = Woonadres(None, "1234 ab", 7, "a", "bis", "tegenover")
    assert tekst_vorm(een) == tekst_vorm(Woonadres("0363200000000001", "1234AB", 7, "A", "BIS", "to"))
    for anders in (
        Woonadres(None, "1234AC", 7, "A", "BIS", "to"),
        Woonadres(None, "1234AB", 8, "A", "BIS", "to"),
        Woonadres(None, "1234AB", 7, None, "BIS", "to"),
        Woonadres(None, "1234AB", 7, "A", None, "to"),
        Woonadres(None, "1234AB", 7, "A", "BIS", "bij"),
    ):
        assert tekst_vorm(een) != tekst_vorm(anders)
    assert (bag_vorm(None), tekst_vorm(None)) == (None, None)
    assert tekst_vorm(Woonadres(None, "1234AB", None)) is None


@pytest.mark.eis("R-075", "R-074")
@pytest.mark.parametrize("wie", [0, 1], ids=["een", "ander"])
def test_the_days_around_an_exclusion(wie: int):
    """B14: excluded from the day ``vanaf`` until the day before ``tot``, for either of them; before and after they match."""
    periode = Geldigheid(date(2026, 5, 10), date(2026, 6, 1))
    paar = [op("a", "bag1"), op("b", "bag1")]
    paar[wie] = replace(paar[wie], uitsluitingen=(periode,))
    assert [zelfde_adres(paar[0], paar[1], dag) for dag in rondom(date(2026, 5, 10))] == [True, False, False]
    assert [zelfde_adres(paar[0], paar[1], dag) for dag in rondom(date(2026, 6, 1))] == [False, True, True]


@pytest.mark.eis("R-075")
def test_an_exclusion_without_an_end_stays():
    """Of several periods one that is in force is enough."""
    a = op("a", "bag1", None, Geldigheid(date(2020, 1, 1), date(2021, 1, 1)), Geldigheid(date(2026, 1, 1)))
    assert not zelfde_adres(a, op("b", "bag1"), date(2040, 1, 1))
    assert zelfde_adres(a, op("b", "bag1"), date(2023, 1, 1))


@pytest.mark.eis("R-076", "R-073", "R-074")
def test_the_switch():
    """With the switch off no address makes a family; parents do as before."""
    a, b = op("a", "bag1", ouders="ma"), op("b", "bag1")
    aan, uit = omgeving([a, b], [], DAG), omgeving([a, b], [], DAG, adresmatch=False)
    assert (verwant(a, b, aan), verwant(a, b, uit)) == (True, False)
    assert verwant(a, op("c", ouders="ma"), uit)


@pytest.mark.eis("R-074", "R-078")
def test_parent_and_address_are_one_match():
    """A pair that shares a parent and an address has one match and one signaal each; a person is no family of himself."""
    a, b = op("a", "bag1", ouders="ma"), op("b", "bag1", ouders="ma")
    eerst, nieuw = melding("ggd", a), melding("politie", b)
    gevolg = gevolgen(nieuw, wereld([a, b], [eerst, nieuw]), "0363", lokaal("2026-05-10 12:00"), ids())
    assert [(match.eerste, match.tweede) for match in gevolg.matches] == [("a", "b")]
    assert [signaal.ontvanger.id for signaal in gevolg.signalen] == ["ggd", "politie", "0363"]
    assert not gezin(melding("ggd", a), melding("politie", a), wereld([a], []))


@pytest.mark.eis("R-074", "R-073")
def test_address_is_not_handed_on():
    """X and Y live together, Y and Z share a father: X and Z do not match (keuzes.md 18)."""
    x, y, z = op("x", "bag1"), op("y", "bag1", ouders="pa"), op("z", "bag2", ouders="pa")
    rond = wereld([x, y, z], [])
    assert (verwant(x, y, rond), verwant(y, z, rond), verwant(x, z, rond)) == (True, True, False)


@pytest.mark.eis("R-073", "R-074")
def test_siblings_whose_mother_has_no_number():
    """B13: no match by the parent, one by the address when that is on."""
    zus, broer = op("zus", "bag1"), op("broer", "bag1")
    twee = [melding("ggd", zus), melding("politie", broer)]
    assert heeft_match(twee[0], omgeving([zus, broer], twee, DAG))
    assert not heeft_match(twee[0], omgeving([zus, broer], twee, DAG, adresmatch=False))
