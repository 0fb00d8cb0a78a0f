"""Faults: every refusal in its form, and what stands in the technical log."""

import logging

import pytest
from lxml import etree

from verwijsindex.contract import bestanden
from verwijsindex.contract.namespaces import TYPEN, WSA
from verwijsindex.contract.operaties import OPERATIES, operatie
from verwijsindex.domain.weigeringen import ALLE, Weigering
from verwijsindex.security import refusals
from verwijsindex.security.refusals import Afwijzing
from verwijsindex.soap import faults, technisch_log

INCIDENT = "5f2c7e12-b268-41fb-a694-10ca0b0b4ad9"
SCHEMA = etree.XMLSchema(file=str(bestanden.schema("typen")))
_KLASSEN = [ding for ding in vars(refusals).values() if isinstance(ding, type) and issubclass(ding, Afwijzing)]
AFWIJZINGEN = [klasse for klasse in _KLASSEN if klasse is not Afwijzing]


@pytest.mark.eis("R-170")
@pytest.mark.parametrize("klasse", ALLE, ids=lambda klasse: klasse.__name__)
def test_a_rule_that_says_no(klasse: type[Weigering]) -> None:
    """soap:Client, the code and incident in the faultstring, a valid Fout in the detail, the Action of the operation."""
    fout = faults.van_weigering(klasse("jeugdige/bsn"), operatie("MeldJeugdige"), INCIDENT)
    fault = etree.fromstring(fout.xml)
    assert [kind.tag for kind in fault] == ["faultcode", "faultstring", "detail"]
    assert fault.findtext("faultcode") == "soap:Client"
    assert fault.findtext("faultstring") == f"{klasse.code} {klasse.omschrijving} [incident {INCIDENT}]"
    assert SCHEMA.validate(fault.find("detail")[0])
    assert fault.findtext(f"detail/{{{TYPEN}}}Fout/{{{TYPEN}}}herhaalbaar") == str(klasse.herhaalbaar).lower()
    assert (fout.code, fout.action) == (klasse.code, "urn:verwijsindex:meldingen:v1:MeldJeugdigeFout")


@pytest.mark.eis("R-170")
@pytest.mark.parametrize("klasse", AFWIJZINGEN, ids=lambda klasse: klasse.__name__)
def test_a_message_that_the_profile_refuses(klasse: type[Afwijzing]) -> None:
    """The faultcode of the table in a declared prefix, no detail, and not a word of the reason that is for the log."""
    fout = faults.van_afwijzing(klasse("reden voor het log"), INCIDENT)
    fault = etree.fromstring(fout.xml)
    assert [kind.tag for kind in fault] == ["faultcode", "faultstring"]
    prefix, _, lokaal = str(fault.findtext("faultcode")).partition(":")
    assert klasse.faultcode == f"{{{fault.nsmap[prefix]}}}{lokaal}"
    assert "." not in str(fault.findtext("faultcode"))
    assert fault.findtext("faultstring") == f"{klasse.code} {klasse.tekst} [incident {INCIDENT}]"
    eind = "addressing/fault" if fault.nsmap[prefix] == WSA else "addressing/soap/fault"
    assert fout.action.endswith(eind)


@pytest.mark.eis("R-170")
def test_a_failure_of_our_own() -> None:
    """soap:Server with DK0051 and an incident, and nothing else."""
    fout = faults.van_onszelf(INCIDENT)
    fault = etree.fromstring(fout.xml)
    assert [kind.tag for kind in fault] == ["faultcode", "faultstring"]
    assert (fout.code, fault.findtext("faultcode")) == ("DK0051", "soap:Server")
    assert str(fault.findtext("faultstring")).startswith("DK0051 ")


@pytest.mark.eis("R-160")
def test_every_operation_has_its_own_fault_action() -> None:
    """``<tns>:<Operation>Fout``, all different."""
    acties = {faults.van_weigering(ALLE[0](), o, INCIDENT).action for o in OPERATIES}
    assert {f"{o.dienst.namespace}:{o.naam}Fout" for o in OPERATIES} == acties


@pytest.mark.eis("R-141", "R-171")
def test_of_an_exception_only_its_type_and_place_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Its text may quote a message, its cause too: neither stands in the log."""
    try:
        try:
            raise KeyError("geheim 912000008")
        except KeyError as oorzaak:
            raise ValueError("van Zwaluwenburg") from oorzaak
    except ValueError as fout:
        with caplog.at_level(logging.DEBUG):
            technisch_log.mislukt(bericht_id=INCIDENT, dienst="meldingen", fout=fout)
    [regel] = caplog.messages
    assert regel.startswith(f"bericht={INCIDENT} dienst=meldingen fout=ValueError plaats=test_of_an_exception")
    assert "912000008" not in caplog.text
    assert "Zwaluwenburg" not in caplog.text


@pytest.mark.eis("R-141")
def test_the_lines_of_the_technical_log(caplog: pytest.LogCaptureFixture) -> None:
    """One line each, key by key; a refusal by the profile is a warning with its step and reason."""
    with caplog.at_level(logging.DEBUG):
        technisch_log.beantwoord(bericht_id="1", dienst="meldingen", operatie="MeldJeugdige", oin="00000099", code="OK", ms=1.25)
        technisch_log.afgewezen(bericht_id="2", dienst="signalen", code="VIR-S05", stap=8, reden="digest klopt niet")
    assert caplog.record_tuples == [
        ("verwijsindex.front", logging.INFO, "bericht=1 dienst=meldingen operatie=MeldJeugdige oin=00000099 code=OK ms=1.2"),
        ("verwijsindex.front", logging.WARNING, "bericht=2 dienst=signalen code=VIR-S05 stap=8 reden=digest klopt niet"),
    ]
