"""Random histories on both databases: the index answers what the model says."""

import os
from collections.abc import Callable

import pytest
from hypothesis.stateful import run_state_machine_as_test

from .conftest import Maat
from .echt import Echt
from .machine import (
    Histories,
    OverBeleid,
    OverHetRegister,
    OverInvoer,
    OverNummers,
    OverOrganisaties,
    OverRechten,
    OverSleutels,
    OverTermijnen,
)
from .model import Model


@pytest.mark.traag
@pytest.mark.eis("R-045", "R-071", "R-081", "R-082", "R-090", "R-094", "R-095", "R-158", "R-172")
def test_every_answer_is_that_of_the_model(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """Whatever is reported, removed, fetched, born, moved or died, in whatever order and however late: real thing and model agree."""
    machine = type("OpDezeDatabase", (Histories,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(*(maat.geschiedenissen, 50) if maat.lang else (8, 40)))


@pytest.mark.traag
@pytest.mark.eis("R-030", "R-031", "R-034", "R-070", "R-073", "R-095", "R-158")
def test_who_gets_another_number(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """Whoever is coupled, corrected, told apart or brought together, in whatever order: what was told, and what is told then."""
    machine = type("OpDezeDatabase", (OverNummers,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(*(maat.geschiedenissen, 50) if maat.lang else (6, 25)))


@pytest.mark.traag
@pytest.mark.eis("R-095", "R-112", "R-131", "R-132", "R-135", "R-137", "R-138", "R-158")
def test_what_a_college_decides(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """Whatever is asked, advised, blocked, lifted and destroyed, in whatever order: what is told, withdrawn and told anew."""
    machine = type("OpDezeDatabase", (OverRechten,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(*(maat.geschiedenissen, 50) if maat.lang else (6, 25)))


@pytest.mark.traag
@pytest.mark.eis("R-041", "R-043", "R-045", "R-062", "R-103", "R-105", "R-158")
def test_what_ends_ends_on_its_day(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """The last minute before, the first minute of it and a day later: of terms, archives, offers, birthdays and tombstones."""
    machine = type("OpDezeDatabase", (OverTermijnen,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(*(maat.geschiedenissen, 30) if maat.lang else (4, 15)))


@pytest.mark.traag
@pytest.mark.eis("R-044", "R-046", "R-080", "R-121", "R-122", "R-125")
def test_what_the_register_says_of_a_family(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """Who moves, gets other parents, leaves, returns or dies, and who hears of it."""
    machine = type("OpDezeDatabase", (OverHetRegister,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(*(maat.geschiedenissen, 40) if maat.lang else (3, 20)))


@pytest.mark.traag
@pytest.mark.eis("R-055", "R-060", "R-070", "R-073", "R-104", "R-158", "R-183")
def test_what_a_partner_that_joins_brings_along(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """Whatever file of existing meldingen comes in, once or again: nobody is told, and afterwards they are like any other."""
    if not maat.lang:
        pytest.skip("alleen met VERWIJSINDEX_MODEL=lang; in het kort zit het in alles")
    machine = type("OpDezeDatabase", (OverInvoer,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(maat.geschiedenissen, 40))


@pytest.mark.traag
@pytest.mark.eis("R-043", "R-060", "R-065", "R-076", "R-103", "R-104", "R-105", "R-158", "R-190")
def test_what_another_law_does(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """Terms, ages and switches that begin on a later day: before it nothing, from it on what decision record 0096 says."""
    if not maat.lang:
        pytest.skip("alleen met VERWIJSINDEX_MODEL=lang; in het kort zit het in alles")
    machine = type("OpDezeDatabase", (OverBeleid,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(maat.geschiedenissen, 40))


@pytest.mark.traag
@pytest.mark.eis("R-006", "R-158", "R-183", "R-184")
def test_who_acts_for_whom(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """Whoever goes to another partner system does so at 00:00; who is suspended brings nothing in; nobody loses what was his."""
    if not maat.lang:
        pytest.skip("alleen met VERWIJSINDEX_MODEL=lang; in het kort zit het in alles")
    machine = type("OpDezeDatabase", (OverOrganisaties,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(maat.geschiedenissen, 40))


@pytest.mark.traag
@pytest.mark.skipif("VERWIJSINDEX_SLEUTELWISSEL" in os.environ, reason="dan wisselt elke test al van sleutel")
@pytest.mark.eis("R-195", "R-073", "R-074", "R-158")
def test_nobody_sees_that_a_key_is_replaced(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """Whatever stands under the old key or the new one is found, matched and told as if there were one."""
    if not maat.lang:
        pytest.skip("alleen met VERWIJSINDEX_MODEL=lang")
    machine = type("OpDezeDatabase", (OverSleutels,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(maat.geschiedenissen, 40))
