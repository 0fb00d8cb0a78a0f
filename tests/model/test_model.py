"""Random histories on both databases: the index answers what the model says."""

from collections.abc import Callable

import pytest
from hypothesis.stateful import run_state_machine_as_test

from .conftest import Maat
from .echt import Echt
from .machine import Histories
from .model import Model


@pytest.mark.traag
@pytest.mark.eis("R-045", "R-071", "R-081", "R-082", "R-090", "R-094", "R-095", "R-158", "R-172")
def test_every_answer_is_that_of_the_model(maak: Callable[[Model], Echt], maat: Maat) -> None:
    """Whatever is reported, removed, fetched, born, moved or died, in whatever order and however late: real thing and model agree."""
    machine = type("OpDezeDatabase", (Histories,), {"maak": staticmethod(maak)})
    run_state_machine_as_test(machine, settings=maat.instellingen(*(100, 50) if maat.lang else (10, 40)))
