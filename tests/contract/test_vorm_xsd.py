"""Rules of form for every schema, those inside flat WSDLs included (koppelvlak.md 1)."""

import re

import pytest
from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.operaties import CONTRACTOPERATIES

from .bestanden import XSD, Schema, clark, schemas

elk_schema = pytest.mark.parametrize("schema", schemas(), ids=lambda schema: schema.naam)
TYPES = (f"{XSD}simpleType", f"{XSD}complexType")
TEKST = f"{{{ns.XSD}}}string"
EIGEN_STUURGEGEVENS = {(ns.SIGNAALONTVANGST, "Verzoek"): f"{{{ns.SIGNAALONTVANGST}}}StuurgegevensLevering"}
"""Where the index asks itself, nobody acts for an instantie (besluit 0117)."""


def _namen(schema: Schema, *tags: str) -> list[str | None]:
    return [e.get("name") for e in schema.wortel if e.tag in tags]


@elk_schema
@pytest.mark.parametrize("tag", ["list", "union", "any", "anyAttribute", "attribute", "all", "group", "extension", "include", "redefine"])
def test_nothing_that_toolkits_read_differently(schema: Schema, tag: str):
    """No list, wildcard, attribute, extension or other construct that toolkits disagree about."""
    assert list(schema.wortel.iter(f"{XSD}{tag}")) == []


@elk_schema
@pytest.mark.parametrize("attribuut", ["default", "fixed", "nillable", "substitutionGroup", "abstract", "block", "final", "mixed", "ref"])
def test_no_values_and_types_by_surprise(schema: Schema, attribuut: str):
    """No default, nil, substitution group or the like: what is in the message is what was meant."""
    assert [e.get("name") for e in schema.wortel.iter() if e.get(attribuut) is not None] == []


@elk_schema
def test_every_element_has_a_named_type_of_the_contract(schema: Schema):
    """No element has a type of XML Schema itself: facets instead of free strings."""
    for element in schema.wortel.iter(f"{XSD}element"):
        assert etree.QName(clark(element, element.attrib["type"])).namespace != ns.XSD


@elk_schema
def test_names_have_no_diacritics(schema: Schema):
    """Names of types and elements are ASCII letters, types with a capital and local elements without."""
    for element in schema.wortel.iter(*TYPES, f"{XSD}element"):
        lokaal = element.tag == f"{XSD}element" and element.getparent() is not schema.wortel
        assert re.fullmatch("[a-z][A-Za-z]*" if lokaal else "[A-Z][A-Za-z]*", element.attrib["name"])


@elk_schema
def test_every_text_has_an_end_and_a_form(schema: Schema):
    """A type of text has an enumeration, or a pattern that by itself or with maxLength bounds its length."""
    for soort in schema.wortel.iter(f"{XSD}simpleType"):
        (restrictie,) = soort.iterchildren(f"{XSD}restriction")
        if clark(restrictie, restrictie.attrib["base"]) != TEKST:
            continue
        facetten = {etree.QName(facet).localname: facet.get("value") or "" for facet in restrictie}
        assert {"enumeration"} == set(facetten) or "pattern" in facetten
        if set(facetten) == {"pattern"}:
            assert not re.search(r"[*+]", facetten["pattern"])
        elif "pattern" in facetten:
            assert int(facetten["maxLength"]) <= 500


@elk_schema
def test_every_other_value_has_a_pattern(schema: Schema):
    """Numbers, dates and booleans carry their form in a pattern, because validators differ on what the base type allows."""
    for soort in schema.wortel.iter(f"{XSD}simpleType"):
        (restrictie,) = soort.iterchildren(f"{XSD}restriction")
        if clark(restrictie, restrictie.attrib["base"]) != TEKST:
            assert restrictie.find(f"{XSD}pattern") is not None


@elk_schema
def test_schema_is_xsd_1_0(schema: Schema):
    """No construct of XSD 1.1 and no attribute of versioning."""
    nieuw = ("assert", "assertion", "alternative", "openContent", "defaultOpenContent", "override", "explicitTimezone")
    assert [e.tag for e in schema.wortel.iter(*(f"{XSD}{naam}" for naam in nieuw))] == []
    assert [e.tag for e in schema.wortel.iter() for naam in e.attrib if "XMLSchema-versioning" in str(naam)] == []


@elk_schema
@pytest.mark.eis("R-150")
def test_global_elements_are_the_messages(schema: Schema):
    """The global elements of a service are its requests and responses; of the shared types only ``Fout``."""
    berichten = {e for o in CONTRACTOPERATIES for e in (o.request, o.response)} | {f"{{{ns.TYPEN}}}Fout"}
    verwacht = sorted(etree.QName(e).localname for e in berichten if etree.QName(e).namespace == schema.namespace)
    assert verwacht == sorted(str(naam) for naam in _namen(schema, f"{XSD}element"))


@elk_schema
@pytest.mark.eis("R-153", "R-140")
def test_every_message_opens_with_stuurgegevens(schema: Schema):
    """The first element of every request is ``Stuurgegevens``, of every response ``StuurgegevensAntwoord`` (koppelvlak.md 2)."""
    for soort in schema.wortel.iterchildren(f"{XSD}complexType"):
        for eind, verwacht in (("Verzoek", "Stuurgegevens"), ("Antwoord", "StuurgegevensAntwoord")):
            if soort.attrib["name"].endswith(eind) and schema.namespace != ns.TYPEN:
                eerste = next(soort.iter(f"{XSD}element"))
                eigen = EIGEN_STUURGEGEVENS.get((schema.namespace, eind), f"{{{ns.TYPEN}}}{verwacht}")
                assert ("stuurgegevens", eigen) == (eerste.get("name"), clark(eerste, eerste.attrib["type"]))


@elk_schema
def test_only_who_is_meant_is_a_choice(schema: Schema):
    """The choices are those that the law makes (Jeugdwet 7.1.4.2, 7.1.4.6(3)), each a type of its own; toolkits read choices badly."""
    keuzes = [keuze.getparent().get("name") for keuze in schema.wortel.iter(f"{XSD}choice")]
    assert {ns.TYPEN: ["Jeugdige"], ns.RECHTEN: ["BetrokkenJeugdige", "ArchiefAanduiding"]}.get(schema.namespace, []) == keuzes


@elk_schema
def test_documentation_is_dutch(schema: Schema):
    """No documentation holds a word that is English and not Dutch."""
    engels = re.compile(r"\b(the|and|must|when|which|with|this|not|young|person|report)\b", re.IGNORECASE)
    assert [d.text for d in schema.wortel.iter(f"{XSD}documentation") if engels.search(d.text or "")] == []


@elk_schema
@pytest.mark.parametrize("element", ["verwijderdatum", "gearchiveerdTot"])
def test_dates_that_the_23rd_birthday_can_overtake_say_so(schema: Schema, element: str):
    """Wherever these dates stand, their documentation says ``uiterlijk`` (keuzes.md 27)."""
    for plek in schema.wortel.iter(f"{XSD}element"):
        if plek.get("name") == element:
            assert "uiterlijk" in (plek.findtext(f"{XSD}annotation/{XSD}documentation") or "")
