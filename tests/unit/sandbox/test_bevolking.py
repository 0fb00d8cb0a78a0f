"""The built-in population: the same bytes every time, and every boundary of the rules in it."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.brp.inlezen import lees_personen
from verwijsindex.brp.persoonslijst import Persoonslijst, als_registerpersoon
from verwijsindex.domain.nummers import voldoet_aan_elfproef
from verwijsindex.domain.regels.identificatie import uiterlijk
from verwijsindex.domain.weigeringen import GeboortedatumOnbruikbaar, Overleden, TeOud, Weigering
from verwijsindex.sandbox.bevolking import maak_bevolking, reeks_bsns, schrijf_bevolking
from verwijsindex.sandbox.kenmerken import Kenmerk
from verwijsindex.sandbox.keuze import Bijzonder, kies_personen

from ...beleid import GRENS

DAG = date(2026, 11, 24)
MOEILIJKE_DAGEN = [DAG, date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2026, 12, 31)]


def _personen(map: Path, dag: date) -> list[Persoonslijst]:
    schrijf_bevolking(map / "personen.json", maak_bevolking(dag))
    return list(lees_personen(map / "personen.json"))


def _met(personen: Iterable[Bijzonder], *kenmerken: Kenmerk) -> list[Persoonslijst]:
    return [b.persoon for b in personen if set(kenmerken) <= set(b.kenmerken)]


def test_the_same_seed_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    """Whoever reads about a person in a bug report finds the same one; another seed gives other people."""
    for naam, dag, zaad in (("a", DAG, 1), ("b", DAG, 1), ("ander", DAG, 2)):
        schrijf_bevolking(tmp_path / naam, maak_bevolking(dag, zaad))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes() != (tmp_path / "ander").read_bytes()


def test_another_day_gives_the_same_people_at_other_ages() -> None:
    """Names and numbers do not move when the reference day does."""
    morgen = DAG + timedelta(days=1)
    namen = [[(p["bsn"], p["voornamen"], p["geslachtsnaam"]) for p in maak_bevolking(dag)] for dag in (DAG, morgen)]
    assert namen[0] == namen[1]


def test_persons_come_one_by_one() -> None:
    """The population is a generator: nobody is made before he is asked for."""
    bevolking = maak_bevolking(DAG)
    eerste: dict[str, Any] = next(bevolking)
    assert len(eerste["kinderen"]) == 3


@pytest.mark.eis("R-021", "R-197")
def test_numbers_pass_the_eleven_test_and_come_once() -> None:
    """keuzes.md 32: from 900000000 to 999999999, as many as anybody may want."""
    nummers = list(islice(reeks_bsns(1234567), 50_000))
    assert all(nummer[0] == "9" and voldoet_aan_elfproef(nummer) for nummer in nummers)
    assert len(set(nummers)) == 50_000


@pytest.mark.parametrize("dag", MOEILIJKE_DAGEN)
def test_every_boundary_is_there_on_every_day(tmp_path: Path, dag: date) -> None:
    """Also when the reference day is, follows or precedes a leap day."""
    personen = kies_personen(_personen(tmp_path, dag), dag)
    kenmerken = {kenmerk for bijzonder in personen for kenmerk in bijzonder.kenmerken}
    zelden = {Kenmerk.NOG_NIET_GEBOREN, Kenmerk.BSN_ONGELDIG, Kenmerk.BSN_DUBBEL}
    assert set(Kenmerk) - zelden <= kenmerken
    assert sum(not bijzonder.kenmerken for bijzonder in personen) >= 5


@pytest.mark.eis("R-040")
@pytest.mark.parametrize("dag", MOEILIJKE_DAGEN)
def test_someone_becomes_23_tomorrow(tmp_path: Path, dag: date) -> None:
    """Reportable today and too old tomorrow; before a leap day, on which nobody becomes 23, the day after it."""
    personen = _met(kies_personen(_personen(tmp_path, dag), dag), Kenmerk.WORDT_23)
    verjaardag = dag + timedelta(days=2 if dag == date(2028, 2, 28) else 1)
    jarig = [p for p in map(als_registerpersoon, personen) if uiterlijk(p, dag, GRENS) == verjaardag]
    assert jarig
    with pytest.raises(TeOud):
        uiterlijk(jarig[0], verjaardag, GRENS)


@pytest.mark.eis("R-040")
@pytest.mark.parametrize("dag", MOEILIJKE_DAGEN)
def test_ages_of_exactly_22_and_23(tmp_path: Path, dag: date) -> None:
    """One became 22 today or is the latest to do so, one 23: the first can be reported, the second not since today."""
    geboren = {p.geboortedatum: als_registerpersoon(p) for p in _personen(tmp_path, dag)}
    dag_nummer = 28 if (dag.month, dag.day) == (2, 29) else dag.day
    assert uiterlijk(geboren[f"{dag.year - 22}{dag.month:02d}{dag_nummer:02d}"], dag, GRENS) > dag
    volwassen = geboren[f"{dag.year - 23}{dag.month:02d}{dag_nummer:02d}"]
    assert uiterlijk(volwassen, dag - timedelta(days=2), GRENS) <= dag
    with pytest.raises(TeOud):
        uiterlijk(volwassen, dag, GRENS)


@pytest.mark.eis("R-041")
@pytest.mark.parametrize("dag", MOEILIJKE_DAGEN)
def test_who_was_born_on_29_february_becomes_23_on_1_march(tmp_path: Path, dag: date) -> None:
    """The eldest who still can be reported."""
    [schrikkelkind, *_] = _met(kies_personen(_personen(tmp_path, dag), dag), Kenmerk.SCHRIKKELDAG)
    verjaardag = uiterlijk(als_registerpersoon(schrikkelkind), dag, GRENS)
    assert (verjaardag.month, verjaardag.day) == (3, 1)
    assert dag < verjaardag <= dag + timedelta(days=4 * 366)


@pytest.mark.eis("R-032")
def test_someone_was_born_today(tmp_path: Path) -> None:
    """The day before he is not there yet, and from today on he can be reported."""
    [baby] = map(als_registerpersoon, _met(kies_personen(_personen(tmp_path, DAG), DAG), Kenmerk.PASGEBOREN))
    with pytest.raises(GeboortedatumOnbruikbaar):
        uiterlijk(baby, DAG - timedelta(days=1), GRENS)
    assert uiterlijk(baby, DAG, GRENS) == uiterlijk(baby, DAG + timedelta(days=1), GRENS) == date(2049, 11, 24)


@pytest.mark.eis("R-044")
def test_a_young_person_has_died(tmp_path: Path) -> None:
    """VIR-112 for him, and his brothers and sisters can be reported."""
    [overleden] = _met(kies_personen(_personen(tmp_path, DAG), DAG), Kenmerk.OVERLEDEN)
    with pytest.raises(Overleden):
        uiterlijk(als_registerpersoon(overleden), DAG, GRENS)


@pytest.mark.parametrize("dag", [DAG, date(2028, 2, 29)])
def test_who_is_called_reportable_can_be_reported(tmp_path: Path, dag: date) -> None:
    """The kenmerken and the rules of identification agree about every person of the population."""
    for bijzonder in kies_personen(_personen(tmp_path, dag), dag):
        persoon = als_registerpersoon(bijzonder.persoon)
        try:
            uiterlijk(persoon, dag, GRENS)
            geweigerd = persoon.opgeschort or bijzonder.persoon.bsn is None
        except Weigering:
            geweigerd = True
        assert geweigerd == bool(bijzonder.belet)


@pytest.mark.eis("R-073")
def test_half_siblings_form_a_chain(tmp_path: Path) -> None:
    """One shares a parent with each of two others, who share none with one another."""
    ouders = [set(p.ouders) for p in _personen(tmp_path, DAG) if p.ouders]
    ketens = [
        (a, b, c) for a in ouders for b in ouders for c in ouders if a != b != c != a and len(a & b) == 1 and len(b & c) == 1 and not a & c
    ]
    assert ketens


def test_parents_and_children_know_each_other() -> None:
    """Who is listed as a child lists that parent, and a parent is old enough to be one."""
    personen = list(maak_bevolking(DAG))
    per_naam = {(p["bsn"], p["geslachtsnaam"], p["geboortedatum"]): p for p in personen}
    paren = 0
    for kind in personen:
        for verwijzing in kind["ouders"]:
            ouder = per_naam[verwijzing["bsn"], verwijzing["geslachtsnaam"], verwijzing["geboortedatum"]]
            assert (kind["bsn"], kind["geboortedatum"]) in [(k["bsn"], k["geboortedatum"]) for k in ouder["kinderen"]]
            assert int(ouder["geboortedatum"][:4]) + 21 <= (int(kind["geboortedatum"][:4]) or DAG.year)
            paren += 1
    assert paren >= 80
