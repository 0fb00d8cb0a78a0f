"""Every way a rule says no, against the table of koppelvlak.md 4."""

import pytest

from verwijsindex.domain.weigeringen import ALLE, Weigering

CODES = {
    *("DK0002", "DK0004"),
    *("VIR-101", "VIR-102", "VIR-103", "VIR-105", "VIR-106", "VIR-110", "VIR-111", "VIR-112"),
    *(
        "VIR-120",
        "VIR-121",
        "VIR-122",
        "VIR-123",
        "VIR-130",
        "VIR-131",
        "VIR-132",
        "VIR-140",
        "VIR-160",
        "VIR-170",
        "VIR-171",
        "VIR-172",
        "VIR-190",
    ),
}
"""VIR-104 is not used, VIR-150 is no rule of the law but a limit of the server (keuzes.md 3, 36)."""


@pytest.mark.eis("R-170")
def test_every_functional_code_has_one_refusal():
    """The codes of the koppelvlak, each once."""
    assert sorted(CODES) == sorted(soort.code for soort in ALLE)


@pytest.mark.eis("R-170", "R-172")
def test_only_an_unreachable_register_is_worth_a_repeat():
    """A rule that says no today says no again; only VIR-190 stored nothing and may be repeated."""
    assert {"VIR-190"} == {soort.code for soort in ALLE if soort.herhaalbaar}


@pytest.mark.eis("R-170")
@pytest.mark.parametrize("soort", ALLE, ids=lambda soort: soort.code)
def test_every_refusal_has_its_two_texts(soort: type[Weigering]):
    """A Dutch and an English sentence each, of its own."""
    assert soort.omschrijving.endswith(".")
    assert soort.omschrijving_en.endswith(".")
    assert [soort] == [
        ander for ander in ALLE if ander.omschrijving == soort.omschrijving or ander.omschrijving_en == soort.omschrijving_en
    ]


@pytest.mark.eis("R-171")
@pytest.mark.parametrize("soort", ALLE, ids=lambda soort: soort.code)
def test_a_refusal_holds_an_element_and_no_value(soort: type[Weigering]):
    """What it prints is its code; what it carries is the name of an element."""
    weigering = soort("jeugdige/bsn")
    assert soort.code == str(weigering)
    assert vars(weigering) == {"element": "jeugdige/bsn"}
    assert soort().element is None
