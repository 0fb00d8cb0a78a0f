"""Rules of form for every WSDL, modular and flat (koppelvlak.md 1)."""

from pathlib import Path

import pytest
from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.operaties import CONTRACTEN, SIGNAALONTVANGST, VAN_DIENST, Dienst

from .bestanden import ACTION, SOAP, WSDL, WSDLS, clark, lees, naam

elke_wsdl = pytest.mark.parametrize("bestand", WSDLS, ids=naam)
RICHTINGEN = ("input", "output", "fault")


def _dienst(bestand: Path) -> Dienst:
    (dienst,) = [dienst for dienst in CONTRACTEN if bestand.name == f"{dienst.naam}-v1.wsdl"]
    return dienst


def _porttype(wortel: etree._Element) -> list[etree._Element]:
    return wortel.findall(f"{WSDL}portType/{WSDL}operation")


def _binding(wortel: etree._Element) -> list[etree._Element]:
    return wortel.findall(f"{WSDL}binding/{WSDL}operation")


def _onderdelen(wortel: etree._Element, richting: etree._Element) -> list[etree._Element]:
    """The parts of the message that an input, output or fault of the portType names."""
    bericht = etree.QName(clark(richting, richting.attrib["message"]))
    assert bericht.namespace == wortel.get("targetNamespace")
    return wortel.findall(f"{WSDL}message[@name='{bericht.localname}']/{WSDL}part")


@elke_wsdl
@pytest.mark.eis("R-151", "R-160")
def test_one_of_each_with_the_version_in_its_name(bestand: Path):
    """One portType, one binding, one service with one port, named as the contract says (WS005)."""
    wortel, stam = lees(bestand), _dienst(bestand).service.removesuffix("Service_v1")
    assert stam.lower() == _dienst(bestand).naam
    namen = {soort: [e.get("name") for e in wortel.iter(f"{WSDL}{soort}")] for soort in ("portType", "binding", "service", "port")}
    assert namen == {
        "portType": [f"{stam}PortType_v1"],
        "binding": [f"{stam}Binding_v1"],
        "service": [_dienst(bestand).service],
        "port": [f"{stam}Port_v1"],
    }


@elke_wsdl
@pytest.mark.eis("R-150")
def test_operations_are_those_of_the_contract(bestand: Path):
    """The portType and the binding have exactly the operations of the service, in the same order."""
    wortel = lees(bestand)
    verwacht = [operatie.naam for operatie in VAN_DIENST[_dienst(bestand)]]
    assert verwacht == [operatie.get("name") for operatie in _porttype(wortel)]
    assert verwacht == [operatie.get("name") for operatie in _binding(wortel)]


@elke_wsdl
@pytest.mark.eis("R-151")
def test_request_and_response_only(bestand: Path):
    """Every operation is an input, then an output, then a fault: no one-way and no notification (WS003)."""
    for operatie in _porttype(lees(bestand)):
        assert [f"{WSDL}{richting}" for richting in RICHTINGEN] == [e.tag for e in operatie if e.tag != f"{WSDL}documentation"]


@elke_wsdl
@pytest.mark.eis("R-151")
def test_document_literal_over_soap_1_1(bestand: Path):
    """The binding is SOAP 1.1 over HTTP, style document, every body literal and no header (WW001, WS007)."""
    wortel = lees(bestand)
    (binding,) = wortel.iter(f"{SOAP}binding")
    assert dict(binding.attrib) == {"style": "document", "transport": "http://schemas.xmlsoap.org/soap/http"}
    assert {"document"} == {e.get("style") for e in wortel.iter(f"{SOAP}operation")}
    assert {"literal"} == {e.get("use") for e in wortel.iter(f"{SOAP}body", f"{SOAP}fault")}
    assert [e.tag for e in wortel.iter(f"{SOAP}header", f"{SOAP}headerfault")] == []


@elke_wsdl
@pytest.mark.eis("R-151")
def test_wrapped(bestand: Path):
    """Request and response have one part `parameters`: the element named as the operation, or with `Response` (WW003, WW004)."""
    wortel = lees(bestand)
    operaties = {operatie.naam: operatie for operatie in VAN_DIENST[_dienst(bestand)]}
    for operatie in _porttype(wortel):
        verwacht = operaties[operatie.attrib["name"]]
        for richting, element in (("input", verwacht.request), ("output", verwacht.response)):
            (onderdeel,) = _onderdelen(wortel, operatie.find(f"{WSDL}{richting}"))
            assert ("parameters", element, None) == (
                onderdeel.get("name"),
                clark(onderdeel, onderdeel.attrib["element"]),
                onderdeel.get("type"),
            )


@elke_wsdl
@pytest.mark.eis("R-170")
def test_every_fault_is_declared(bestand: Path):
    """Every operation declares the one fault, element ``typ:Fout``, in the portType and in the binding."""
    wortel = lees(bestand)
    for operatie in _porttype(wortel):
        (fout,) = operatie.findall(f"{WSDL}fault")
        (onderdeel,) = _onderdelen(wortel, fout)
        assert ("Fout", f"{{{ns.TYPEN}}}Fout") == (fout.get("name"), clark(onderdeel, onderdeel.attrib["element"]))
    for operatie in _binding(wortel):
        assert [(f.get("name"), f.find(f"{SOAP}fault").get("name")) for f in operatie.findall(f"{WSDL}fault")] == [("Fout", "Fout")]


@elke_wsdl
@pytest.mark.eis("R-152")
def test_actions(bestand: Path):
    """Input, output and fault carry ``wsam:Action``; that of the input equals ``soapAction`` (WS002, WS008, keuzes.md 39)."""
    wortel = lees(bestand)
    soap_actions = {o.get("name"): o.find(f"{SOAP}operation").get("soapAction") for o in _binding(wortel)}
    gevonden = {o.get("name"): tuple(o.find(f"{WSDL}{r}").get(ACTION) for r in RICHTINGEN) for o in _porttype(wortel)}
    operaties = VAN_DIENST[_dienst(bestand)]
    assert {o.naam: o.action for o in operaties} == soap_actions
    assert {o.naam: (o.action, o.response_action, o.fault_action) for o in operaties} == gevonden


@elke_wsdl
@pytest.mark.eis("R-160")
def test_address(bestand: Path):
    """The one soap:address is https and ends in ``/<service>/v1``; that of a partner's service is no address of ours."""
    (adres,) = lees(bestand).iter(f"{SOAP}address")
    waar = "https://partner.example" if _dienst(bestand) is SIGNAALONTVANGST else "https://localhost:8443"
    assert f"{waar}/{_dienst(bestand).naam}/v1" == adres.get("location")


@elke_wsdl
@pytest.mark.parametrize(
    "woord",
    ["TLS 1.2", "PKIoverheid", "2W-be-S", "Timestamp", "SignatureConfirmation", "1 MiB", "30 seconden", "60 verzoeken", "300 seconden"],
)
def test_service_documentation_names_the_terms_of_use(bestand: Path, woord: str):
    """Security, size, time and retry (koppelvlak.md 5) stand in the documentation of the service."""
    assert woord in " ".join((lees(bestand).findtext(f"{WSDL}documentation") or "").split())


@elke_wsdl
def test_service_operations_and_porttype_are_documented(bestand: Path):
    """Definitions, portType, service and every operation have a ``wsdl:documentation``, first of all."""
    wortel = lees(bestand)
    for element in [wortel, *wortel.iter(f"{WSDL}portType", f"{WSDL}service"), *_porttype(wortel)]:
        eerste = next(iter(element.iterchildren(tag=etree.Element)))
        assert (f"{WSDL}documentation", True) == (eerste.tag, len((eerste.text or "").split()) > 3)
