"""When a gemeente goes live and a mandate begins, and what contact data look like (R-180, R-181, R-053)."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree

import verwijsindex.contract
from verwijsindex.domain.instantie import Contactgegevens, Convenant, Gebruiker, Mandaat, MandaatSoort, Rol
from verwijsindex.domain.organisatie import Gemeente, Organisatieprofiel
from verwijsindex.domain.regels.bereikbaar import EMAILADRES, HOOGSTENS, TELEFOON, contactfouten
from verwijsindex.domain.regels.inschrijven import eis_geldigheid, mag_live, mag_mandaat
from verwijsindex.domain.tijd import Geldigheid

DAG = date(2026, 3, 2)
DAGEN = [DAG + timedelta(days=n) for n in (-1, 0, 1)]
LIVE = Gemeente("0363", "Gemeente", DAG)
VOL = Organisatieprofiel("protocol", "doelgroep", "criteria", "procedures", "coordinatie", Contactgegevens("Balie", telefoon="0201234567"))
CONVENANT = Convenant("0363", Geldigheid(DAG))
REGIE = Gebruiker(
    "regie",
    MandaatSoort.GEMEENTE,
    frozenset({Rol.REGIEVOERDER}),
    Geldigheid(DAG),
    contact=Contactgegevens("R", emailadres="r@example.nl"),
    gemeentecode="0363",
)


def mandaat(vanaf: date = DAG, soort: MandaatSoort = MandaatSoort.INSTANTIE) -> Mandaat:
    return Mandaat("00000099000000001000", soort, "ggd", "0363", Geldigheid(vanaf))


@pytest.mark.eis("R-181")
@pytest.mark.parametrize(("vanaf", "mag"), list(zip(DAGEN, (False, True, True), strict=True)))
def test_a_mandate_begins_no_earlier_than_its_gemeente(vanaf: date, mag: bool) -> None:
    """The day before the gemeente goes live no mandate begins; on that day and after it one may."""
    if mag:
        mag_mandaat(mandaat(vanaf), LIVE, VOL)
    else:
        with pytest.raises(ValueError, match="pas live vanaf 2026-03-02"):
            mag_mandaat(mandaat(vanaf), LIVE, VOL)


@pytest.mark.eis("R-181")
def test_no_mandate_without_a_live_gemeente() -> None:
    """A gemeente that is unknown, or has no day on which it goes live, gives nobody a mandate."""
    with pytest.raises(ValueError, match="niet ingeschreven"):
        mag_mandaat(mandaat(), None, VOL)
    with pytest.raises(ValueError, match="nog niet live"):
        mag_mandaat(mandaat(), replace(LIVE, live_vanaf=None), VOL)


@pytest.mark.eis("R-180")
@pytest.mark.parametrize("deel", [veld.name for veld in fields(Organisatieprofiel)])
def test_no_mandate_without_a_complete_profile(deel: str) -> None:
    """Each part of the profile is asked for, and named when it is missing; a functionaris or gemeente has no profile."""
    mag_mandaat(mandaat(), LIVE, VOL)
    for leeg in (None, "") if deel != "contact" else (None,):
        with pytest.raises(ValueError, match=f"profiel van ggd is niet volledig: {deel}$"):
            mag_mandaat(mandaat(), LIVE, replace(VOL, **{deel: leeg}))
    mag_mandaat(mandaat(soort=MandaatSoort.FUNCTIONARIS), LIVE, None)


@pytest.mark.eis("R-180")
def test_the_contact_of_a_profile_can_be_reached() -> None:
    """A name alone is no contact."""
    with pytest.raises(ValueError, match="telefoon of emailadres"):
        mag_mandaat(mandaat(), LIVE, replace(VOL, contact=Contactgegevens("Balie")))


@pytest.mark.eis("R-181")
@pytest.mark.parametrize("dag", DAGEN)
def test_a_gemeente_goes_live_with_a_convenant_and_a_regievoerder(dag: date) -> None:
    """Both in force on the day itself, or today when that is later; each missing one is named, and the regievoerder needs e-mail."""
    mag_live(LIVE, [CONVENANT], [REGIE], dag)
    tot_dan = Geldigheid(date(2020, 1, 1), max(dag, DAG))
    for convenanten, wat in (((), "convenant"), ((replace(CONVENANT, geldigheid=tot_dan),), "convenant")):
        with pytest.raises(ValueError, match=wat):
            mag_live(LIVE, convenanten, [REGIE], dag)
    anderen = (
        replace(REGIE, aanwijzing=tot_dan),
        replace(REGIE, gemeentecode="0599"),
        replace(REGIE, rollen=frozenset({Rol.COLLEGE})),
        replace(REGIE, contact=Contactgegevens("R", telefoon="0201234567")),
        replace(REGIE, contact=Contactgegevens("R", emailadres="geen adres")),
    )
    for wie in anderen:
        with pytest.raises(ValueError, match="geen regievoerder met een werkend e-mailadres"):
            mag_live(LIVE, [CONVENANT], [wie], dag)
    mag_live(replace(LIVE, live_vanaf=None), [], [], dag)


@pytest.mark.eis("R-004")
def test_a_period_does_not_end_before_it_begins() -> None:
    """The day before its first day is refused; on that day it was withdrawn before it began; the day after it lasted one day."""
    with pytest.raises(ValueError, match="tot ligt voor vanaf"):
        eis_geldigheid(Geldigheid(DAG, DAGEN[0]))
    for tot in (DAG, DAGEN[2], None):
        eis_geldigheid(Geldigheid(DAG, tot))


@pytest.mark.eis("R-053")
@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"naam": ""}, "naam ontbreekt"),
        ({"naam": "n" * 201}, "naam is langer dan 200 tekens"),
        ({"functie": "f" * 101}, "functie is langer"),
        ({"locatie": "l" * 201}, "locatie is langer"),
        ({"telefoon": "020-BEL-NU"}, "geen telefoonnummer"),
        ({"telefoon": "1" * 21}, "telefoon is langer"),
        ({"emailadres": "Balie <balie@example.nl>"}, "geen e-mailadres"),
        ({"emailadres": "balie@example"}, "geen e-mailadres"),
    ],
)
def test_what_contact_data_look_like(anders: dict[str, str], fout: str) -> None:
    """What the koppelvlak would refuse is refused in a file too, and the text never repeats the value."""
    goed = Contactgegevens("Naam", "arts", "Veldwijk", "+31 20 123 45 67", "balie@ggd.example.nl")
    assert contactfouten(goed) == []
    [gevonden] = contactfouten(replace(goed, **anders))
    assert fout in gevonden
    assert [waarde for waarde in anders.values() if waarde and waarde in gevonden] == []


def test_the_patterns_are_those_of_the_contract() -> None:
    """Telefoonnummer and Emailadres of the schema, pattern and length."""
    schema = etree.parse(Path(verwijsindex.contract.__file__).parent / "xsd" / "typen-v1.xsd")
    xsd = {"x": "http://www.w3.org/2001/XMLSchema"}
    for naam, veld, patroon in (("Telefoonnummer", "telefoon", TELEFOON), ("Emailadres", "emailadres", EMAILADRES)):
        [in_schema] = schema.xpath(f"//x:simpleType[@name='{naam}']//x:pattern/@value", namespaces=xsd)
        [lengte] = schema.xpath(f"//x:simpleType[@name='{naam}']//x:maxLength/@value", namespaces=xsd)
        assert (re.sub(r"\\(?=\^)", "", in_schema), int(lengte)) == (re.sub(r"\\(?=\^)", "", patroon), HOOGSTENS[veld])
