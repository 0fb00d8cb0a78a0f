"""The attack table, case by case, before all three."""

import pytest

from .aanval import Aanval
from .aanvallen import alle
from .blik import Blik
from .regels import REGELS, gebroken
from .vergelijking import vergelijk

AANVALLEN = alle()


@pytest.mark.eis("WB003", "WB004", "WB007", "WB010", "WB013")
@pytest.mark.parametrize("aanval", AANVALLEN, ids=lambda aanval: f"{aanval.geval} {aanval.naam}")
def test_an_attack_gets_its_code_and_a_rule(aanval: Aanval):
    """It stops with a code of its case, and where a library would have accepted it a rule says why; a twin in order is accepted."""
    uitkomst = vergelijk(aanval.raw, antwoord=aanval.antwoord)
    assert uitkomst.onverklaard == ""
    assert uitkomst.code in (aanval.codes or ("",))


def test_no_attack_is_there_twice():
    """Every message differs from every other: none stands for another by accident."""
    assert len({aanval.raw for aanval in AANVALLEN}) == len(AANVALLEN)


def test_every_rule_of_the_table_is_broken_by_some_attack():
    """A rule that nothing breaks would explain everything or nothing: each has a message that gets its code for it."""
    uitkomsten = [(aanval, gebroken(Blik(aanval.raw, aanval.antwoord))) for aanval in AANVALLEN]
    geraakt = {regel for aanval, regels in uitkomsten for regel in regels if regel.code in (aanval.codes or ())}
    assert [f"{regel.code} {regel.wat}" for regel in REGELS if regel not in geraakt] == []
