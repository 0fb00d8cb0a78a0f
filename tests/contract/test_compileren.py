"""Both validators compile every schema, and zeep loads every WSDL without help (koppelvlak.md 1)."""

from pathlib import Path

import pytest
import xmlschema
import zeep
from lxml import etree

from verwijsindex.contract.bestanden import wsdl
from verwijsindex.contract.operaties import CONTRACTEN, VAN_DIENST
from verwijsindex.contract.plat import maak_plat
from verwijsindex.contract.policy import maak_policy

from .bestanden import MODULAIR, PLAT, WSDLS, XSD, XSDS, lees, naam


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("bestand", XSDS, ids=naam)
def test_both_validators_compile_every_schema(bestand: Path):
    """lxml and xmlschema (XSD 1.0) compile every schema, its imports included."""
    assert etree.XMLSchema(etree.parse(bestand)) is not None
    assert xmlschema.XMLSchema10(str(bestand)).maps.loader is not None


@pytest.mark.parametrize("bestand", PLAT, ids=naam)
def test_both_validators_compile_the_schemas_in_a_flat_wsdl(bestand: Path, tmp_path: Path):
    """The schemas inside a flat WSDL compile by themselves, once their file names are given back."""
    for schema in lees(bestand).iter(f"{XSD}schema"):
        for verwijzing in schema.iter(f"{XSD}import"):
            verwijzing.set("schemaLocation", "typen.xsd")
        doel = tmp_path / f"{schema.attrib['targetNamespace'].split(':')[2]}.xsd"
        doel.write_bytes(etree.tostring(schema))
        assert etree.XMLSchema(etree.parse(doel)) is not None
        assert xmlschema.XMLSchema10(str(doel)).target_namespace == schema.get("targetNamespace")


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("bestand", WSDLS, ids=naam)
def test_zeep_loads_every_wsdl(bestand: Path):
    """zeep, in strict mode, finds every operation with the content that it should have."""
    client = zeep.Client(str(bestand), settings=zeep.Settings(strict=True))
    (dienst,) = [dienst for dienst in CONTRACTEN if bestand.name == f"{dienst.naam}-v1.wsdl"]
    (service,) = client.wsdl.services.values()
    (port,) = service.ports.values()
    operaties = port.binding.all()
    assert {operatie.naam for operatie in VAN_DIENST[dienst]} == set(operaties)
    for operatie in VAN_DIENST[dienst]:
        gevonden = operaties[operatie.naam]
        assert (operatie.request, operatie.response) == (gevonden.input.body.qname.text, gevonden.output.body.qname.text)
        assert gevonden.soapaction == operatie.action
        assert gevonden.input.body.type.elements[0][0] == "stuurgegevens"


@pytest.mark.parametrize("dienst", CONTRACTEN, ids=lambda dienst: dienst.naam)
def test_flat_wsdl_is_what_the_generator_makes(dienst):
    """The flat WSDL that is checked in is, byte for byte, what ``python -m verwijsindex.contract.plat`` writes."""
    assert maak_plat(dienst) == wsdl(dienst.naam, "plat").read_bytes()


@pytest.mark.parametrize("dienst", CONTRACTEN, ids=lambda dienst: dienst.naam)
def test_policy_wsdl_is_what_the_generator_makes(dienst):
    """The same for the variant with the security, and ``python -m verwijsindex.contract.policy``."""
    assert maak_policy(dienst) == wsdl(dienst.naam, "policy").read_bytes()


def test_every_modular_wsdl_has_its_flat_twin():
    """``wsdl/`` and ``wsdl/plat/`` hold the same file names."""
    assert [bestand.name for bestand in MODULAIR] == [bestand.name for bestand in PLAT]
