"""``verwijsindex contract vergelijk``: what a change of the contract means to who works by the old one (R-160; docs/versies.md)."""

import shutil
from pathlib import Path

import pytest

from verwijsindex.cli import main
from verwijsindex.contract.vergelijken import Oordeel, vergelijk

from .bestanden import MODULAIR, PLAT, POLICY, PROJECT, naam
from .uitgeven import UITGEGEVEN, geef_uit, sinds_uitgave

GOED = Path(__file__).with_name("keur")
TEKST = "<xsd:annotation><xsd:documentation>X.</xsd:documentation></xsd:annotation>"
MAG_WEG = ' minOccurs="0"'
DAG = '<xsd:element name="dag" type="a:Dagnummer">'
UUR = f'<xsd:element name="uur" type="a:Dagnummer"%s>{TEKST}</xsd:element>'
WAARDE = f'<xsd:enumeration value="%s">{TEKST}</xsd:enumeration>'
NIET, WEL, ZELF = Oordeel.ONVERENIGBAAR, Oordeel.VERENIGBAAR, Oordeel.BEOORDEEL


def nieuw(map: Path, bestand: str, oud: str, door: str) -> Path:
    """A copy of the good contract in which the first ``oud`` became ``door``."""
    for een in ("goed.wsdl", "goed.xsd"):
        shutil.copy(GOED / een, map)
    tekst = (map / bestand).read_text(encoding="utf-8")
    assert oud in tekst
    (map / bestand).write_text(tekst.replace(oud, door, 1), encoding="utf-8")
    return map / "goed.wsdl"


@pytest.fixture
def oud(tmp_path: Path) -> Path:
    """The good contract with a type for requests and one for answers, so that the direction shows."""
    map = tmp_path / "oud"
    map.mkdir()
    for een in ("goed.wsdl", "goed.xsd"):
        shutil.copy(GOED / een, map)
    pad = map / "goed.xsd"
    antwoord = 'name="MaakAfspraakResponse" type="a:%s"'
    tekst = pad.read_text(encoding="utf-8").replace(antwoord % "Afspraak", antwoord % "Gemaakt")
    element = f'<xsd:element name="soort" type="a:Soort">{TEKST}</xsd:element>'
    soort = f'<xsd:complexType name="Gemaakt">{TEKST}<xsd:sequence>{element}</xsd:sequence></xsd:complexType>'
    waarden = WAARDE % "VAST" + WAARDE % "LOS"
    simpel = f'<xsd:simpleType name="Soort">{TEKST}<xsd:restriction base="xsd:string">{waarden}</xsd:restriction></xsd:simpleType>'
    pad.write_text(tekst.replace("</xsd:schema>", f"{soort}{simpel}</xsd:schema>"), encoding="utf-8")
    return map / "goed.wsdl"


@pytest.mark.eis("R-160")
@pytest.mark.parametrize(
    ("bestand", "van", "naar", "oordeel"),
    [
        ("goed.xsd", DAG, UUR % MAG_WEG + DAG, WEL),
        ("goed.xsd", DAG, UUR % "" + DAG, NIET),
        ("goed.xsd", DAG, DAG.replace("dag", "datum"), NIET),
        ("goed.xsd", DAG, DAG.replace(">", ' minOccurs="0">'), WEL),
        ("goed.xsd", DAG, DAG.replace("Dagnummer", "Fouttekst"), NIET),
        ("goed.xsd", '<xsd:element name="soort"', UUR % MAG_WEG + '<xsd:element name="soort"', NIET),
        ("goed.xsd", '<xsd:element name="soort"', '<xsd:element minOccurs="0" name="soort"', NIET),
        ("goed.xsd", WAARDE % "LOS", WAARDE % "DUBBEL" + WAARDE % "LOS", NIET),
        ("goed.xsd", WAARDE % "LOS", "", WEL),
        ("goed.xsd", '<xsd:maxLength value="200"/>', '<xsd:maxLength value="300"/>', NIET),
        ("goed.xsd", '<xsd:maxLength value="200"/>', '<xsd:maxLength value="100"/>', WEL),
        ("goed.xsd", "[0-9]{8}", "[0-9]{6,8}", ZELF),
        ("goed.wsdl", "v1:MaakAfspraakResponse", "v1:Gemaakt", NIET),
        ("goed.wsdl", '<wsdl:operation name="MaakAfspraak">', '<wsdl:operation name="Maak">', NIET),
    ],
)
def test_a_change_is_judged_by_who_reads_it(oud: Path, tmp_path: Path, bestand: str, van: str, naar: str, oordeel: Oordeel) -> None:
    """More in a request is compatible, more in an answer is not, and the other way round."""
    for een in ("goed.wsdl", "goed.xsd"):
        shutil.copy(oud.parent / een, tmp_path)
    tekst = (tmp_path / bestand).read_text(encoding="utf-8")
    assert van in tekst
    (tmp_path / bestand).write_text(tekst.replace(van, naar, 1), encoding="utf-8")
    wijzigingen = vergelijk(oud, tmp_path / "goed.wsdl")
    assert wijzigingen
    assert wijzigingen[0].oordeel is oordeel, wijzigingen


@pytest.mark.eis("R-160")
@pytest.mark.parametrize(
    ("modulair", "plat", "policy"), list(zip(MODULAIR, PLAT, POLICY, strict=True)), ids=[naam(pad) for pad in MODULAIR]
)
def test_every_variant_is_the_same_contract(modulair: Path, plat: Path, policy: Path) -> None:
    """No message shows by which of the three somebody works."""
    assert vergelijk(modulair, plat) == vergelijk(modulair, policy) == []


def test_the_command_says_whether_a_new_version_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0 for nothing or compatible, 1 for what breaks somebody; the page explains the same words."""
    oud = str(GOED / "goed.wsdl")
    assert main(["contract", "vergelijk", oud, oud]) == 0
    assert "geen verschil" in capsys.readouterr().out
    kapot = nieuw(tmp_path, "goed.xsd", DAG, DAG.replace("dag", "datum"))
    assert main(["contract", "vergelijk", oud, str(kapot)]) == 1
    uit = capsys.readouterr().out
    assert "niet verenigbaar: Afspraak/dag: het element bestaat niet meer" in uit
    bladzij = (PROJECT / "docs" / "versies.md").read_text(encoding="utf-8")
    assert all(oordeel.value in bladzij for oordeel in Oordeel)


@pytest.mark.eis("R-160")
def test_nothing_changed_that_a_released_version_promised() -> None:
    """Whoever works by the last released contract notices nothing; skipped as long as none was released."""
    if not UITGEGEVEN.exists():
        pytest.skip("er is nog geen versie uitgegeven")
    onverenigbaar = {naam: [w for w in ws if w.oordeel is not Oordeel.VERENIGBAAR] for naam, ws in sinds_uitgave()}
    assert {naam: ws for naam, ws in onverenigbaar.items() if ws} == {}


@pytest.mark.eis("R-160")
def test_a_change_after_a_release_is_noticed(tmp_path: Path) -> None:
    """A contract is released; unchanged it is the same, and of one that was released with another element each difference is judged."""
    geef_uit(tmp_path)
    assert dict(sinds_uitgave(tmp_path)) == {pad.stem: [] for pad in PLAT}
    toen = tmp_path / "signalen-v1.wsdl"
    toen.write_bytes(toen.read_bytes().replace(b'name="nogBeschikbaar"', b'name="isErMeer"'))
    oordelen = {naam: [w.oordeel for w in wijzigingen] for naam, wijzigingen in sinds_uitgave(tmp_path)}
    assert oordelen["signalen-v1"] == [NIET, NIET]
    (tmp_path / "oud-v1.wsdl").write_bytes(toen.read_bytes())
    with pytest.raises(FileNotFoundError):
        dict(sinds_uitgave(tmp_path))
