"""What two reporters must hear, reckoned from the persons alone."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from verwijsindex.brp.persoonslijst import Persoonslijst, Verblijf
from verwijsindex.sandbox.bevolking import reeks_bsns
from verwijsindex.sandbox.verwachting import Melders, te_proberen, verwachte_postbussen, weigering

DAG = date(2026, 11, 22)
NUMMERS = reeks_bsns(77)
A, B, C, MOEDER, VADER = (next(NUMMERS) for _ in range(5))
MELDERS = Melders("een", "twee", "0599", frozenset({"0518", "0599"}))
BEIDEN = ("een", "twee")


def _kind(bsn: str | None, *ouders: str, gemeente: str | None = "0518", geboren: str = "20140510", **waarden: Any) -> Persoonslijst:
    return Persoonslijst(bsn, "Schuur", geboren, ouders=ouders, gemeentecode=gemeente, **waarden)


def _bussen(*kinderen: Persoonslijst) -> dict[str, Counter[tuple[str, str | None, tuple[str, ...]]]]:
    return dict(verwachte_postbussen(te_proberen(kinderen, DAG), MELDERS))


@pytest.mark.eis("R-070", "R-090", "R-097")
def test_one_young_person_gives_three_signalen() -> None:
    """One to each reporter and one to the gemeente."""
    assert {
        "een": Counter({("ZELFDE_JEUGDIGE", A, ("twee",)): 1}),
        "twee": Counter({("ZELFDE_JEUGDIGE", A, ("een",)): 1}),
        "0518": Counter({("ZELFDE_JEUGDIGE", None, BEIDEN): 1}),
    } == _bussen(_kind(A))


@pytest.mark.eis("R-073", "R-090", "R-097")
def test_a_chain_of_half_siblings_never_joins_its_ends() -> None:
    """keuzes.md 18: A and B share their mother, B and C their father; the one in the middle hears twice."""
    bussen = _bussen(_kind(A, MOEDER), _kind(B, MOEDER, VADER, gemeente="0599"), _kind(C, VADER))
    assert {bsn: bussen["een"]["GEZIN", bsn, ("twee",)] for bsn in (A, B, C)} == {A: 1, B: 2, C: 1}
    assert {bsn: bussen["twee"]["GEZIN", bsn, ("een",)] for bsn in (A, B, C)} == {A: 1, B: 1, C: 1}
    assert {gemeente: bussen[gemeente]["GEZIN", None, BEIDEN] for gemeente in ("0518", "0599")} == {"0518": 3, "0599": 3}


@pytest.mark.eis("R-074", "R-077")
@pytest.mark.parametrize(
    ("een", "ander", "aantal"),
    [
        (Verblijf("0363200000000001"), Verblijf("0363200000000001"), 1),
        (Verblijf("0363200000000001"), Verblijf("0363200000000002"), 0),
        (Verblijf(), Verblijf("0363200000000001"), 1),
        (Verblijf(huisletter="a"), Verblijf(huisletter="A"), 1),
        (Verblijf(huisletter="a"), Verblijf(huisletter="b"), 0),
        (Verblijf(), Verblijf(is_briefadres=True), 0),
    ],
)
def test_who_live_in_one_house_are_family(een: Verblijf, ander: Verblijf, aantal: int) -> None:
    """By the BAG when both have it, else by postcode and house number; not where one only gets his letters."""
    kinderen = [_kind(bsn, verblijf=waar, postcode="1234AB", huisnummer=7) for bsn, waar in ((A, een), (B, ander))]
    bussen = _bussen(*kinderen)
    assert aantal == bussen["een"]["GEZIN", A, ("twee",)]
    bussen = _bussen(*(_kind(bsn, verblijf=waar) for bsn, waar in ((A, een), (B, ander))))
    assert (aantal if een.nummeraanduiding else 0) == bussen["een"]["GEZIN", A, ("twee",)]


@pytest.mark.eis("R-097")
@pytest.mark.parametrize("gemeente", ["1999", "0363", None])
def test_without_a_regievoerder_the_gemeente_of_the_second_mandate_is_told(gemeente: str | None) -> None:
    """keuzes.md 10: the RNI, an unknown gemeente, and one without a regievoerder."""
    assert {"een", "twee", "0599"} == set(_bussen(_kind(A, gemeente=gemeente)))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (_kind(A), None),
        (_kind(A, datum_overlijden="20260101"), "VIR-112"),
        (_kind(A, opschorting="E"), "VIR-102"),
        (_kind("900000017", datum_overlijden="20260101"), "VIR-101"),
        (_kind(A, opschorting="E", datum_overlijden="20260101"), "VIR-102"),
    ],
)
def test_who_is_refused_and_why(kind: Persoonslijst, code: str | None) -> None:
    """The first check that applies (keuzes.md 2)."""
    [jeugdige] = te_proberen([kind], DAG)
    assert code == weigering(jeugdige)


@pytest.mark.eis("R-040")
@pytest.mark.parametrize(("geboren", "aantal"), [("20031122", 0), ("20031123", 1), ("20261122", 1), ("20261123", 0), ("00000000", 0)])
def test_only_young_persons_are_tried(geboren: str, aantal: int) -> None:
    """23 today, 23 tomorrow, born today, born tomorrow, unknown."""
    assert aantal == len(te_proberen([_kind(A, geboren=geboren)], DAG))


def test_a_number_borne_twice_is_tried_for_each_and_refused() -> None:
    """Also when the other is no young person; who has no number is not tried."""
    jeugdigen = te_proberen([_kind(A), _kind(A, geboren="19800101"), _kind(None)], DAG)
    assert [weigering(jeugdige) for jeugdige in jeugdigen] == ["VIR-102"]
