"""Rules of form for every contract file (koppelvlak.md 1)."""

from pathlib import Path

import pytest

from verwijsindex.contract.operaties import CONTRACTEN

from .bestanden import ALLE, MODULAIR, PLAT, POLICY, WSDL, XSD, XSDS, lees, naam

elk_bestand = pytest.mark.parametrize("bestand", ALLE, ids=naam)


def test_there_is_one_file_per_service_and_kind():
    """Every service has a schema and three WSDLs: modular, flat, and with its security. Beside them there is one schema of shared types."""
    diensten = {f"{dienst.naam}-v1" for dienst in CONTRACTEN}
    assert {bestand.stem for bestand in XSDS} == {"typen-v1"} | diensten
    assert {bestand.stem for bestand in MODULAIR} == diensten
    assert {bestand.stem for bestand in PLAT} == {bestand.stem for bestand in POLICY} == diensten


@elk_bestand
@pytest.mark.eis("R-151")
def test_encoding_is_utf8(bestand: Path):
    """Every file says that it is UTF-8 and is (WS006)."""
    inhoud = bestand.read_bytes()
    assert inhoud.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    assert inhoud.decode("utf-8") is not None


@elk_bestand
def test_no_tabs_and_no_carriage_returns(bestand: Path):
    """Every file uses spaces and plain line ends."""
    inhoud = bestand.read_bytes()
    assert (inhoud.count(b"\t"), inhoud.count(b"\r")) == (0, 0)


@elk_bestand
@pytest.mark.eis("R-160")
def test_version_in_file_name_and_namespace(bestand: Path):
    """File ``<name>-v1`` has targetNamespace ``urn:verwijsindex:<name>:v1``."""
    kale_naam = bestand.stem.removesuffix("-v1")
    assert lees(bestand).get("targetNamespace") == f"urn:verwijsindex:{kale_naam}:v1"


@elk_bestand
def test_one_namespace_in_one_document(bestand: Path):
    """A file defines things in its own namespace only; a flat WSDL has one schema per namespace."""
    wortel = lees(bestand)
    doelen = [schema.get("targetNamespace") for schema in wortel.iter(f"{XSD}schema") if schema.get("targetNamespace")]
    erin = ["urn:verwijsindex:typen:v1", wortel.get("targetNamespace")]
    verwacht = {"xsd": [wortel.get("targetNamespace")], "wsdl": [], "plat": erin, "policy": erin}
    assert verwacht[bestand.parent.name] == doelen


@pytest.mark.parametrize("bestand", [*PLAT, *POLICY], ids=naam)
def test_flat_file_refers_to_no_other(bestand: Path):
    """A flat WSDL holds no schemaLocation, no include, no redefine and no wsdl:import."""
    wortel = lees(bestand)
    assert [e for e in wortel.iter("*") if e.get("schemaLocation") is not None] == []
    assert [e.tag for e in wortel.iter(f"{XSD}include", f"{XSD}redefine", f"{WSDL}import")] == []


@pytest.mark.parametrize("bestand", [*MODULAIR, *PLAT], ids=naam)
def test_policy_is_a_variant_of_its_own(bestand: Path):
    """Whoever reads no WS-Policy, or makes its security himself, meets none (keuzes.md 39)."""
    assert [e.tag for e in lees(bestand).iter("{http://www.w3.org/ns/ws-policy}*", "{http://schemas.xmlsoap.org/ws/2004/09/policy}*")] == []
