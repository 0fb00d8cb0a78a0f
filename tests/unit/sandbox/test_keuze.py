"""What is special about a person, who is described, and in which order."""

from datetime import date, timedelta

import pytest

from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.sandbox.bevolking import reeks_bsns
from verwijsindex.sandbox.kenmerken import Kenmerk
from verwijsindex.sandbox.keuze import HOOGSTENS, HOOGSTENS_UITZONDERINGEN, HOOGSTENS_VOLWASSENEN, kies_personen

DAG = date(2026, 11, 24)
NUMMERS = reeks_bsns(0)
A, B, C, OUDER, ANDERE_OUDER = (next(NUMMERS) for _ in range(5))


def _persoon(bsn: str | None = A, geboortedatum: str | None = "20140510", **waarden: object) -> Persoonslijst:
    return Persoonslijst(**{"bsn": bsn, "geslachtsnaam": "Schuur", "geboortedatum": geboortedatum, **waarden})


def _kenmerken(*personen: Persoonslijst, dag: date = DAG) -> list[tuple[str, ...]]:
    return [tuple(map(str, bijzonder.kenmerken)) for bijzonder in kies_personen(personen, dag)]


@pytest.mark.parametrize(
    ("persoon", "kenmerken"),
    [
        (_persoon(), ()),
        (_persoon(datum_overlijden="00000000"), ("overleden",)),
        (_persoon(opschorting="E"), ("opgeschort",)),
        (_persoon(opschorting="R", gemeentecode="1999"), ("rni",)),
        (_persoon(geboortedatum=None), ("geboortedatum-onbekend",)),
        (_persoon(geboortedatum="00000000"), ("geboortedatum-onbekend",)),
        (_persoon(geboortedatum="20140000"), ("geboortedatum-deels-onbekend",)),
        (_persoon(geboortedatum="20140500"), ("geboortedatum-deels-onbekend",)),
        (_persoon(geboortedatum="20160229"), ("schrikkeldag",)),
        (_persoon(geboortedatum="99991231"), ("nog-niet-geboren",)),
        (_persoon(bsn=None), ("zonder-bsn",)),
        (_persoon(bsn="900000017"), ("bsn-ongeldig",)),
        (_persoon(bsn=None, geboortedatum="19800101"), ("23-of-ouder", "zonder-bsn")),
    ],
)
def test_kenmerken_follow_from_the_entry(persoon: Persoonslijst, kenmerken: tuple[str, ...]) -> None:
    """Each kenmerk from its own fact, and none without."""
    assert [kenmerken] == _kenmerken(persoon)


@pytest.mark.eis("R-040")
@pytest.mark.parametrize(
    ("dagen_voor_verjaardag", "kenmerken"),
    [(32, ()), (31, ("wordt-23",)), (1, ("wordt-23",)), (0, ("23-of-ouder",)), (-1, ("23-of-ouder",))],
)
def test_the_days_around_the_23rd_birthday(dagen_voor_verjaardag: int, kenmerken: tuple[str, ...]) -> None:
    """wordt-23 from 31 days before until the day before; on the day itself he is 23."""
    dag = date(2027, 5, 10) - timedelta(days=dagen_voor_verjaardag)
    assert [kenmerken] == _kenmerken(_persoon(geboortedatum="20040510"), dag=dag)


@pytest.mark.eis("R-032")
@pytest.mark.parametrize(
    ("geboortedatum", "kenmerken"), [("20261123", ()), ("20261124", ("pasgeboren",)), ("20261125", ("nog-niet-geboren",))]
)
def test_the_days_around_birth(geboortedatum: str, kenmerken: tuple[str, ...]) -> None:
    """Born yesterday, today, tomorrow."""
    assert [kenmerken] == _kenmerken(_persoon(geboortedatum=geboortedatum))


@pytest.mark.eis("R-022")
def test_a_number_borne_twice_is_said_of_both_even_if_one_is_old() -> None:
    """keuzes.md 12: VIR-102 for either; persons without a number do not count as sharing one."""
    jong, oud, zonder = _persoon(), _persoon(geboortedatum="19800101"), _persoon(bsn=None)
    assert _kenmerken(jong, oud, zonder, zonder) == [("bsn-dubbel",), ("zonder-bsn",), ("zonder-bsn",), ("23-of-ouder", "bsn-dubbel")]


@pytest.mark.eis("R-073")
def test_brothers_and_sisters_share_a_numbered_parent_and_stand_together() -> None:
    """Half-siblings share one number, full ones two; who shares nobody stands elsewhere and has no kenmerk."""
    vol = (OUDER, ANDERE_OUDER)
    eerste, enig, half, tweede = (
        _persoon(A, ouders=vol),
        _persoon(B, ouders=("900000017",)),
        _persoon(C, ouders=(ANDERE_OUDER,)),
        _persoon(next(NUMMERS), ouders=vol),
    )
    gekozen = kies_personen([eerste, enig, half, tweede], DAG)
    assert [eerste, tweede, half, enig] == [bijzonder.persoon for bijzonder in gekozen]
    assert [bijzonder.kenmerken for bijzonder in gekozen] == [
        ("broer-zus", "gedeelde-ouder-1", "gedeelde-ouder-2"),
        ("broer-zus", "gedeelde-ouder-1", "gedeelde-ouder-2"),
        ("broer-zus", "gedeelde-ouder-2"),
        (),
    ]


@pytest.mark.eis("R-073")
@pytest.mark.parametrize(
    "ander",
    [
        _persoon(B, ouders=(OUDER,), datum_overlijden="20260101"),
        _persoon(B, ouders=(OUDER,), opschorting="E"),
        _persoon(B, "20000101", ouders=(OUDER,)),
        _persoon(None, ouders=(OUDER,)),
        _persoon("900000017", ouders=(OUDER,)),
        _persoon(B, ouders=("900000017",)),
    ],
)
def test_who_cannot_be_reported_makes_nobody_a_brother(ander: Persoonslijst) -> None:
    """broer-zus promises that a GEZIN match can be made."""
    ouders = (OUDER, "900000017")
    assert _kenmerken(_persoon(A, ouders=ouders), ander)[0] == ()


@pytest.mark.eis("R-073")
def test_a_parent_without_a_valid_number_is_no_parent_in_common() -> None:
    """Two children who list the same number that fails the eleven-test are no siblings."""
    assert _kenmerken(_persoon(A, ouders=("900000017",)), _persoon(B, ouders=("900000017",))) == [(), ()]


def test_no_more_persons_than_documented() -> None:
    """However many there are, 1000 are described: exceptions keep their place, and adults are the ten youngest."""
    nummers = reeks_bsns(5)
    gewoon = [_persoon(next(nummers)) for _ in range(1100)]
    overleden = [_persoon(next(nummers), datum_overlijden="20260101") for _ in range(300)]
    volwassen = [_persoon(next(nummers), f"{1950 + n}0101") for n in range(40)]
    gekozen = kies_personen([*volwassen, *overleden, *gewoon], DAG)
    assert (HOOGSTENS, HOOGSTENS_UITZONDERINGEN, HOOGSTENS_VOLWASSENEN) == (1000, 200, 10)
    assert [sum(bool(b.belet) is belet for b in gekozen) for belet in (False, True)] == [800, 200]
    [*_, laatste] = kies_personen([*volwassen, *gewoon[:3]], DAG)
    assert len(kies_personen([*volwassen, *gewoon[:3]], DAG)) == 13
    assert (laatste.persoon.geboortedatum, laatste.kenmerken) == ("19800101", (Kenmerk.OUDER_DAN_22,))
