"""BJ 7.3.1: the three data of who has no BSN, and who has one (R-026..R-030; keuzes.md 11, 13, 14)."""

from datetime import date

import pytest

from verwijsindex.domain.aanduiding import ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer
from verwijsindex.domain.nummers import Bsn, Visn
from verwijsindex.domain.regels.zonder_bsn import (
    Drietal,
    als_zonder_bsn,
    drietal,
    heeft_geen_bsn,
    is_al_geboren,
    is_de_enige,
    is_dezelfde,
    is_jong_genoeg,
    onbekend_bij_register,
)
from verwijsindex.domain.tijd import BrpDatum
from verwijsindex.domain.weigeringen import GeboortedatumOnbruikbaar, HeeftBsn, NietGevonden, TeOud

from ...beleid import GRENS
from .casus import rondom

GEBOREN = date(2014, 5, 1)
WIE = Drietal("VRIESOZ", GEBOREN, "V")
BSN = Bsn("999990019")
VISN, ANDERE = (Visn(f"V{letter * 26}") for letter in "AB")


def _treffer(*, bsn: Bsn | None = BSN, geslacht: str | None = "V", **register: bool) -> Treffer:
    return Treffer(RegisterPersoon(BrpDatum(20140501), **register), bsn=bsn, geslacht=geslacht)


@pytest.mark.eis("R-026", "R-028")
@pytest.mark.parametrize("zonder", [("Vries-Öz", "de"), ("VRIES OZ", None), ("vries'öz", "van der")])
def test_spelling_and_voorvoegsel_make_no_difference(zonder: tuple[str, str | None]):
    """R-028's own example: "de Vries-Öz" and "VRIES OZ" are equal."""
    assert drietal(ZonderBsn(zonder[0], GEBOREN, "V", zonder[1])) == WIE


@pytest.mark.eis("R-026")
@pytest.mark.parametrize("zonder", [("Vries", GEBOREN, "V"), ("Vries-Öz", date(2014, 5, 2), "V"), ("Vries-Öz", GEBOREN, "O")])
def test_all_three_count(zonder: tuple[str, date, str]):
    """Another name, date or sex is another person."""
    assert drietal(ZonderBsn(*zonder)) != WIE


@pytest.mark.eis("R-030", "R-044")
@pytest.mark.parametrize("register", [{}, {"overleden": True}, {"opgeschort": True}], ids=["leeft", "overleden", "opgeschort"])
def test_who_has_a_bsn_closes_the_way(register: dict[str, bool]):
    """Also who died or is suspended, and when somebody without number bears the same data as well."""
    with pytest.raises(HeeftBsn) as fout:
        heeft_geen_bsn([_treffer(bsn=None), _treffer(**register)], WIE)
    assert fout.value.element == "jeugdige/zonderBsn"


@pytest.mark.eis("R-030")
def test_who_closes_nothing():
    """Nobody, an entry without number, one of another sex, one whose sex is unknown."""
    heeft_geen_bsn([], WIE)
    heeft_geen_bsn([_treffer(bsn=None), _treffer(geslacht="M"), _treffer(geslacht=None)], WIE)


@pytest.mark.eis("R-032")
def test_the_day_of_birth():
    """Refused the day before, accepted on the day and after."""
    voor, op, na = rondom(GEBOREN)
    with pytest.raises(GeboortedatumOnbruikbaar):
        is_al_geboren(ZonderBsn("Vries", GEBOREN, "V"), voor)
    is_al_geboren(ZonderBsn("Vries", GEBOREN, "V"), op)
    is_al_geboren(ZonderBsn("Vries", GEBOREN, "V"), na)


@pytest.mark.eis("R-040", "R-041")
@pytest.mark.parametrize(("geboren", "verjaardag"), [(GEBOREN, date(2037, 5, 1)), (date(2004, 2, 29), date(2027, 3, 1))])
def test_the_23rd_birthday(geboren: date, verjaardag: date):
    """Accepted the day before, with the birthday; refused on the day and after. Born on 29 February: 1 March."""
    voor, op, na = rondom(verjaardag)
    wie = Drietal("VRIES", geboren, "V")
    assert verjaardag == is_jong_genoeg(wie, voor, GRENS)
    for dag in (op, na):
        with pytest.raises(TeOud):
            is_jong_genoeg(wie, dag, GRENS)


@pytest.mark.eis("R-073", "R-097")
def test_of_him_the_register_knows_nothing():
    """No parents, no gemeente, no address."""
    assert onbekend_bij_register(WIE) == RegisterPersoon(BrpDatum(20140501))


@pytest.mark.eis("R-026", "R-029")
@pytest.mark.parametrize("veld", [(None, 20140501, "V"), ("", 20140501, "V"), ("Vries", None, "V"), ("Vries", 20140501, None),
                                  ("Vries", 20140500, "V"), ("Vries", 20140000, "V")])  # fmt: skip
def test_a_register_entry_that_gives_no_number(veld: tuple[str | None, int | None, str | None]):
    """Without name, date or sex, or without the day or month of birth, nobody could have reported him so."""
    naam, datum, geslacht = veld
    assert als_zonder_bsn(naam, None if datum is None else BrpDatum(datum), geslacht) is None


@pytest.mark.eis("R-030", "R-031")
def test_whether_the_bsn_is_his():
    """The one entry gives this number, with or without distinction; nobody, another, or two entries do not."""
    is_dezelfde(VISN, [VISN])
    is_dezelfde(VISN.onderscheiden(2), [VISN])
    for gevonden in ([], [ANDERE], [VISN, VISN], [VISN, ANDERE]):
        with pytest.raises(NietGevonden):
            is_dezelfde(VISN, gevonden)


@pytest.mark.eis("R-030", "R-031")
def test_whether_nobody_else_can_be_meant():
    """One entry with this sex, whatever else is found; a second one, dead or without number, makes it uncertain."""
    assert is_de_enige([_treffer(), _treffer(geslacht="M"), _treffer(geslacht=None)], WIE)
    assert not is_de_enige([], WIE)
    assert not is_de_enige([_treffer(), _treffer(bsn=None)], WIE)
    assert not is_de_enige([_treffer(), _treffer(overleden=True)], WIE)
