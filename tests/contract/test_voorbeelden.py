"""Every operation has a valid request, response and fault in ``docs/voorbeelden``; both validators agree on them and on their twins."""

import re
from pathlib import Path

import pytest
from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.operaties import CONTRACTOPERATIES
from verwijsindex.domain.nummers import voldoet_aan_elfproef
from verwijsindex.domain.weigeringen import ALLE

from .geldig import ALLEEN_VOOR_LXML_ONGELDIG, GELDIG
from .ongeldig import ONGELDIG
from .tweeling import Tweeling
from .validatie import VOORBEELDEN, inhoud, oordelen

BESTANDEN = sorted(VOORBEELDEN.glob("*.xml"))
FOUTEN = [bestand for bestand in BESTANDEN if bestand.stem.endswith("-fout")]
elk_voorbeeld = pytest.mark.parametrize("bestand", BESTANDEN, ids=lambda bestand: bestand.stem)


def test_every_operation_has_its_samples():
    """There is a request, a response and a fault per operation, and nothing else."""
    assert {f"{o.naam}-{soort}" for o in CONTRACTOPERATIES for soort in ("verzoek", "antwoord", "fout")} == {b.stem for b in BESTANDEN}


@elk_voorbeeld
@pytest.mark.eis("R-150")
def test_sample_is_valid(bestand: Path):
    """lxml and xmlschema both find the sample valid, and it is the element that its name promises."""
    document = inhoud(bestand)
    (operatie,) = [o for o in CONTRACTOPERATIES if bestand.stem.startswith(f"{o.naam}-")]
    verwacht = {"verzoek": operatie.request, "antwoord": operatie.response, "fout": f"{{{ns.TYPEN}}}Fout"}
    assert etree.fromstring(document).tag == verwacht[bestand.stem.rpartition("-")[2]]
    assert oordelen(document) == (True, True)


@pytest.mark.eis("R-170")
@pytest.mark.parametrize("bestand", FOUTEN, ids=lambda bestand: bestand.stem)
def test_sample_fault_is_a_soap_fault(bestand: Path):
    """A sample fault has the three unqualified children of SOAP 1.1, and says in the faultstring what stands in the detail."""
    wortel = etree.parse(bestand).getroot()
    assert wortel.tag == f"{{{ns.SOAP}}}Fault"
    assert [kind.tag for kind in wortel] == ["faultcode", "faultstring", "detail"]
    fout = {etree.QName(kind).localname: kind.text for kind in wortel.find("detail")[0]}
    assert wortel.findtext("faultcode") == "soap:Client"
    assert wortel.findtext("faultstring") == f"{fout['code']} {fout['omschrijving']} [incident {fout['incidentId']}]"


@pytest.mark.eis("R-170")
@pytest.mark.parametrize("bestand", FOUTEN, ids=lambda bestand: bestand.stem)
def test_sample_fault_says_what_the_rule_says(bestand: Path):
    """Texts and repeatability in a sample fault are those of the rule with that code."""
    fout = {etree.QName(kind).localname: kind.text for kind in etree.fromstring(inhoud(bestand))}
    (weigering,) = [w for w in ALLE if w.code == fout["code"]]
    verwacht = (weigering.omschrijving, weigering.omschrijving_en, str(weigering.herhaalbaar).lower())
    assert verwacht == (fout["omschrijving"], fout["omschrijvingEn"], fout["herhaalbaar"])


@elk_voorbeeld
@pytest.mark.eis("R-171", "R-197")
def test_sample_data_are_synthetic(bestand: Path):
    """Every BSN passes the eleven-test and lies in the public test range, every OIN is a test OIN, every mail address an example."""
    waarden = [(etree.QName(e).localname, e.text or "") for e in etree.fromstring(inhoud(bestand)).iter()]
    for naam, waarde in waarden:
        if naam == "bsn":
            assert voldoet_aan_elfproef(waarde)
            assert waarde.startswith("9999")
        elif naam in ("oin", "verzenderOin"):
            assert waarde.startswith("00000099")
        elif naam == "emailadres":
            assert waarde.endswith(".example")


@elk_voorbeeld
def test_sample_has_the_prefixes_of_the_documentation(bestand: Path):
    """Samples are indented with two spaces and use the prefixes of the WSDL, so that they read alike."""
    tekst = bestand.read_text(encoding="utf-8")
    assert tekst.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert set(re.findall(r"xmlns:(\w+)=", tekst)) <= {"typ", "mld", "sig", "rec", "reg", "bel", "ont", "soap"}


@pytest.mark.parametrize("tweeling", ONGELDIG, ids=str)
def test_both_validators_refuse_the_twin(tweeling: Tweeling):
    """A sample with one thing wrong is refused by lxml and by xmlschema."""
    assert oordelen(tweeling.document()) == (False, False)


@pytest.mark.parametrize("tweeling", GELDIG, ids=str)
def test_both_validators_accept_the_twin(tweeling: Tweeling):
    """A sample with something unusual that is right is accepted by lxml and by xmlschema."""
    assert oordelen(tweeling.document()) == (True, True)


@pytest.mark.parametrize("tweeling", ALLEEN_VOOR_LXML_ONGELDIG, ids=str)
def test_server_refuses_spaces_that_xml_does_not_know(tweeling: Tweeling):
    """A space that is none in XML is refused around dates, numbers and booleans by lxml, which is what the server validates with."""
    assert oordelen(tweeling.document())[0] is False
