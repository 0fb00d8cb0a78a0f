"""What is right is right for all three."""

import pytest

from . import oordelen, regels
from .blik import Blik
from .ondertekenaars import Getekend, getekende


@pytest.mark.eis("WB003", "WB004", "WB007", "SIGN001", "SIGN003", "SIGN004")
@pytest.mark.parametrize("bericht", getekende(), ids=lambda bericht: bericht.naam)
def test_a_valid_message_is_accepted_by_all_three(bericht: Getekend):
    """Whoever signed it, with which key, hash, prefixes and white space: three times yes, and the same bytes of the Body."""
    ons = oordelen.ons(bericht.raw, antwoord=bericht.antwoord)
    signxml = oordelen.signxml(bericht.raw)
    assert (ons.code, True, True) == ("", signxml.goed, oordelen.libxmlsec(bericht.raw).goed)
    assert [ons.body] == oordelen.bodies_volgens(signxml)


def test_a_valid_message_breaks_no_rule():
    """The table of rules, written a second time, agrees that every valid message is one."""
    assert [(b.naam, r.wat) for b in getekende() for r in regels.gebroken(Blik(b.raw, b.antwoord))] == []
