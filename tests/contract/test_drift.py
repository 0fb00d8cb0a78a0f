"""The Spyne types are the XSD, element by element, facet by facet, cardinality by cardinality, and nothing more."""

from typing import Any

import pytest
from lxml import etree

from verwijsindex.contract.operaties import SIGNAALONTVANGST
from verwijsindex.soap import types
from verwijsindex.soap.types.elementen import herhaald, optioneel, verplicht
from verwijsindex.soap.types.waarden import Bsn, Datum, Naam, Uuid

from .beeld import Beeld, van_spyne, van_xsd
from .bestanden import XSDS, lees

AANGEBODEN = [bestand for bestand in XSDS if bestand.name != f"{SIGNAALONTVANGST.naam}-v1.xsd"]
"""What the index serves: a service of partners never passes through Spyne (besluit 0117)."""
ONTVANGST = "{urn:verwijsindex:signalen:v1}BevestigSignalen"


def _xsd() -> Beeld:
    return van_xsd(lees(bestand) for bestand in AANGEBODEN)


@pytest.mark.eis("R-150")
def test_global_elements_are_equal():
    """Spyne has exactly the global elements of the XSD, each of the same type."""
    assert _xsd().elementen == van_spyne().elementen


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("naam", sorted(_xsd().samengesteld.keys() | van_spyne().samengesteld.keys()))
def test_complex_types_are_equal(naam: str):
    """Each complex type has the same elements, in the same order, of the same type, as often, in both."""
    assert _xsd().samengesteld.get(naam) == van_spyne().samengesteld.get(naam)


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("naam", sorted(_xsd().eenvoudig.keys() | van_spyne().eenvoudig.keys()))
def test_simple_types_are_equal(naam: str):
    """Each simple type has the same base, facets and values, in both."""
    assert _xsd().eenvoudig.get(naam) == van_spyne().eenvoudig.get(naam)


@pytest.mark.parametrize(
    ("van", "naar"),
    [
        ('name="vanafVolgnummer" type="typ:Volgnummer" minOccurs="0"', 'name="vanafVolgnummer" type="typ:Volgnummer"'),
        ('name="signaalId" type="typ:Uuid" maxOccurs="500"', 'name="signaalId" type="typ:Uuid" maxOccurs="501"'),
        ('type="typ:Signaal" minOccurs="0" maxOccurs="500"', 'type="typ:Signaal" minOccurs="1" maxOccurs="500"'),
        ('maxOccurs="unbounded"', 'maxOccurs="500"'),
        ('name="verzenderOin"', 'name="verzenderOIN"'),
        ('name="telefoon" type="typ:Telefoonnummer"', 'name="telefoon" type="typ:Naam"'),
        ('<xsd:maxLength value="200"/>', '<xsd:maxLength value="201"/>'),
        ('<xsd:minLength value="1"/>', '<xsd:minLength value="0"/>'),
        ('<xsd:minLength value="3"/>', ""),
        ('<xsd:maxInclusive value="500"/>', '<xsd:maxInclusive value="5000"/>'),
        ('value="[0-9]{9}"', 'value="[0-9]{8,9}"'),
        ('value="true|false"', 'value="true|false|1|0"'),
        ('base="xsd:long"', 'base="xsd:int"'),
        ('base="xsd:date"', 'base="xsd:string"'),
        ('<xsd:enumeration value="GEZIN"', '<xsd:enumeration value="HUISHOUDEN"'),
        ('<xsd:enumeration value="COLLEGE"', '<xsd:enumeration value="COLLEGE"/><xsd:enumeration value="BEHEERDER"'),
        ("<xsd:choice>", '<xsd:sequence id="keuze">'),
        ('name="Fout" type="typ:FoutType"', 'name="Fout" type="typ:Signaal"'),
        ('<xsd:element name="Fout"', '<xsd:element name="Nog" type="typ:FoutType"/><xsd:element name="Fout"'),
        ('<xsd:simpleType name="Bsn">', '<xsd:simpleType name="Sofinummer">'),
        (
            '<xsd:complexType name="Coordinator">',
            '<xsd:complexType name="Extra"><xsd:sequence/></xsd:complexType><xsd:complexType name="Coordinator">',
        ),
    ],
)
def test_a_changed_xsd_is_noticed(van: str, naar: str):
    """Any one change of a name, type, facet, order or cardinality in a copy of the XSD makes the pictures differ."""
    teksten = [bestand.read_text() for bestand in AANGEBODEN]
    assert any(van in tekst for tekst in teksten)
    wortels = [etree.fromstring(_sluit_goed(tekst.replace(van, naar, 1), naar).encode()) for tekst in teksten]
    assert van_xsd(wortels) != van_spyne()


def _sluit_goed(tekst: str, naar: str) -> str:
    """After the one replacement that opens another element, close that."""
    if naar != '<xsd:sequence id="keuze">' or naar not in tekst:
        return tekst
    return tekst.replace("</xsd:choice>", "</xsd:sequence>", 1)


def test_swapped_elements_are_noticed():
    """Two elements that change places make the pictures differ: order counts."""
    wortels = [lees(bestand) for bestand in AANGEBODEN]
    (reeks,) = [s[-1] for w in wortels for s in w if s.get("name") == "Contactgegevens"]
    reeks.insert(0, reeks[1])
    assert van_xsd(wortels) != van_spyne()


@pytest.mark.parametrize(
    "leden",
    [
        {"stuurgegevens": verplicht(types.Stuurgegevens), "signaalId": herhaald(Uuid, 1, 500)},
        {"ontvangerId": optioneel(Naam)},
        {"ontvangerId": verplicht(types.BevestigSignalenVerzoek.get_flat_type_info(types.BevestigSignalenVerzoek)["ontvangerId"])},
        {"bsn": optioneel(Bsn)},
        {"tot": optioneel(Datum)},
    ],
)
def test_a_changed_spyne_type_is_noticed(leden: dict[str, Any]):
    """A Spyne class with an element less, more, of another type or more often makes the pictures differ."""
    basis = types.BevestigSignalenVerzoek
    gewoon = basis.get_flat_type_info(basis)
    alles = leden if "stuurgegevens" in leden else {**gewoon, **leden}
    naam = basis.get_type_name()
    anders = type(basis)(naam, basis.__bases__, {"__namespace__": basis.get_namespace(), "_type_info": list(alles.items())})
    assert van_spyne({**types.ELEMENTEN, ONTVANGST: anders}) != _xsd()


def test_an_unchanged_copy_is_equal():
    """The two tests above change something: without a change the same copies give the same picture."""
    basis = types.BevestigSignalenVerzoek
    leden = list(basis.get_flat_type_info(basis).items())
    kopie = type(basis)(basis.get_type_name(), basis.__bases__, {"__namespace__": basis.get_namespace(), "_type_info": leden})
    assert van_spyne({**types.ELEMENTEN, ONTVANGST: kopie}) == _xsd()
    assert van_xsd(etree.fromstring(bestand.read_bytes()) for bestand in AANGEBODEN) == van_spyne()
