"""A list of excluded addresses is read whole or not at all (R-075)."""

from datetime import date

import pytest

from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.regels.uitsluiten import KOLOMMEN, LijstOnjuist, lees_lijst
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.domain.uitgesloten import Bron, UitgeslotenAdres

KOP = ";".join(KOLOMMEN)
GOED = "MINISTER;;2020-01-01;;0363200000000001;1234AB;7;;;"


def lijst(*regels: str) -> str:
    return "\n".join((KOP, *regels)) + "\n"


@pytest.mark.eis("R-075")
def test_both_sources_and_all_forms():
    """By the BAG, by postcode and house number, or both; from the minister or a college, with or without an end."""
    gelezen = lees_lijst(
        lijst(GOED, "COLLEGE;0599;2021-02-03;2022-03-04;;3011 aa;12;b;hs;bij", "", "MINISTER;;2020-01-01;;0363200000000002;;;;;")
    )
    assert gelezen == (
        UitgeslotenAdres(Woonadres("0363200000000001", "1234AB", 7), Bron.MINISTER, Geldigheid(date(2020, 1, 1))),
        UitgeslotenAdres(
            Woonadres(None, "3011AA", 12, "B", "HS", "by"), Bron.COLLEGE, Geldigheid(date(2021, 2, 3), date(2022, 3, 4)), "0599"
        ),
        UitgeslotenAdres(Woonadres("0363200000000002"), Bron.MINISTER, Geldigheid(date(2020, 1, 1))),
    )
    assert lees_lijst(KOP) == ()


@pytest.mark.eis("R-075")
def test_columns_in_any_order():
    """The header says which column is which."""
    anders = "postcode;huisnummer;bron;gemeente;vanaf;tot;nummeraanduiding;huisletter;toevoeging;aanduiding"
    assert lees_lijst(f"{anders}\n1234AB;7;MINISTER;;2020-01-01;;0363200000000001;;;") == lees_lijst(lijst(GOED))


@pytest.mark.eis("R-075")
@pytest.mark.parametrize(
    ("regel", "reden"),
    [
        ("RIJK;;2020-01-01;;0363200000000001;;;;;", "bron"),
        ("minister;;2020-01-01;;0363200000000001;;;;;", "bron"),
        ("COLLEGE;;2020-01-01;;0363200000000001;;;;;", "gemeente"),
        ("COLLEGE;363;2020-01-01;;0363200000000001;;;;;", "gemeente"),
        ("MINISTER;0363;2020-01-01;;0363200000000001;;;;;", "gemeente"),
        ("MINISTER;;;;0363200000000001;;;;;", "vanaf"),
        ("MINISTER;;20200101;;0363200000000001;;;;;", "vanaf"),
        ("MINISTER;;2021-02-29;;0363200000000001;;;;;", "vanaf"),
        ("MINISTER;;2020-01-01;2020-01-01;0363200000000001;;;;;", "tot"),
        ("MINISTER;;2020-01-01;2019-12-31;0363200000000001;;;;;", "tot"),
        ("MINISTER;;2020-01-01;;0363010000000001;;;;;", "nummeraanduiding"),
        ("MINISTER;;2020-01-01;;036320000000001;;;;;", "nummeraanduiding"),
        ("MINISTER;;2020-01-01;;;0234AB;7;;;", "postcode"),
        ("MINISTER;;2020-01-01;;;1234AB;;;;", "horen bij elkaar"),
        ("MINISTER;;2020-01-01;;;;7;;;", "horen bij elkaar"),
        ("MINISTER;;2020-01-01;;;1234AB;0;;;", "huisnummer"),
        ("MINISTER;;2020-01-01;;;1234AB;100000;;;", "huisnummer"),
        ("MINISTER;;2020-01-01;;;1234AB;7;ab;;", "huisletter"),
        ("MINISTER;;2020-01-01;;;1234AB;7;;abcde;", "toevoeging"),
        ("MINISTER;;2020-01-01;;;1234AB;7;;;naast", "aanduiding"),
        ("MINISTER;;2020-01-01;;0363200000000001;;;a;;", "huisletter"),
        ("MINISTER;;2020-01-01;;;;;;;", "een adres"),
        ("MINISTER;;2020-01-01;;0363200000000001", "velden"),
        ("MINISTER;;2020-01-01;;0363200000000001;;;;;;extra", "velden"),
        (GOED, "staat er al"),
        ("MINISTER;;2020-01-01;2030-01-01;0363200000000001;1234 ab;7;;;", "staat er al"),
    ],
)
def test_one_wrong_line_refuses_all(regel: str, reden: str):
    """The twin without it is read; with it nothing is, and number and reason are told."""
    assert len(lees_lijst(lijst(GOED))) == 1
    with pytest.raises(LijstOnjuist) as gevangen:
        lees_lijst(lijst(GOED, regel))
    [(nummer, tekst)] = gevangen.value.fouten
    assert nummer == 3
    assert reden in tekst
    assert f"regel 3: {tekst}" in str(gevangen.value)


@pytest.mark.eis("R-075")
@pytest.mark.parametrize("tekst", ["", "bron;vanaf\n", KOP.replace(";", ",") + "\n", KOP + ";risico\n", f"{KOP};bron\n"])
def test_another_header_is_refused(tekst: str):
    """A list without exactly these columns is none."""
    with pytest.raises(LijstOnjuist, match="regel 1"):
        lees_lijst(tekst)


@pytest.mark.eis("R-075")
def test_all_errors_are_told_at_once():
    """Who corrects a list hears every line that is wrong."""
    with pytest.raises(LijstOnjuist) as gevangen:
        lees_lijst(lijst("RIJK;;2020-01-01;;0363200000000001;;;;;", GOED, "MINISTER;;gisteren;;0363200000000001;;;;;"))
    assert [regel for regel, _ in gevangen.value.fouten] == [2, 4]


@pytest.mark.eis("R-075")
def test_a_quote_that_does_not_end_is_no_csv():
    """What is no CSV is refused with its line."""
    with pytest.raises(LijstOnjuist, match="CSV"):
        lees_lijst(lijst('"MINISTER;;2020-01-01;;0363200000000001;;;;;'))
