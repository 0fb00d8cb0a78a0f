"""The cases about the WS-I profiles can fail: an answer of our own sandbox, spoilt in one way each, is noticed by the case about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from lxml import etree
from verwijsindex_conformance.antwoord.envelop import Envelop, lees_envelop
from verwijsindex_conformance.catalogus import kies
from verwijsindex_conformance.gesprek import Ontvangen
from verwijsindex_conformance.geval import Niveau
from verwijsindex_conformance.namespaces import DS, SIGNATURE, SOAP, TIMESTAMP, TOKEN, WSU, WSU_ID
from verwijsindex_conformance.oordeel import Gezakt
from verwijsindex_conformance.proef import Proef

from .sandboxproces import Sandbox

GEVALLEN = [geval for geval in kies(["profiel"]) if any(eis.startswith(("BP-", "BSP-")) for eis in geval.eisen) and geval.id > "PROF-149"]


@dataclass
class Nep:
    """A case gets this in the place of a Proef: what the target said is known, and its signature is not looked at."""

    goed: Ontvangen
    fout: Ontvangen
    verander: Callable[[Ontvangen], Ontvangen] = field(default=lambda ontvangen: ontvangen)

    @property
    def gesprek(self) -> "Nep":
        return self

    def lees(self, ontvangen: Ontvangen) -> Envelop:
        return lees_envelop(ontvangen.http.body)

    def stuur_controle(self, **anders: Any) -> Ontvangen:
        return self.verander(self.fout if anders else self.goed)


@pytest.fixture(scope="module")
def nep(sandbox: Sandbox) -> Nep:
    proef = Proef(sandbox.lees(), 0)
    goed = proef.stuur_controle()
    fout = proef.stuur_controle(na_tekenen=lambda boom: boom[0][0].remove(boom[0][0][-1]))
    proef.ruim_op()
    return Nep(goed, fout)


def op_bytes(van: bytes, naar: bytes) -> Callable[[Ontvangen], Ontvangen]:
    def verander(ontvangen: Ontvangen) -> Ontvangen:
        body = re.sub(van, naar, ontvangen.http.body)
        return replace(ontvangen, http=replace(ontvangen.http, body=body))

    return verander


def op_boom(verander: Callable[[etree._Element], object]) -> Callable[[Ontvangen], Ontvangen]:
    def bederf(ontvangen: Ontvangen) -> Ontvangen:
        boom = etree.fromstring(ontvangen.http.body)
        verander(boom)
        return replace(ontvangen, http=replace(ontvangen.http, body=etree.tostring(boom)))

    return bederf


def _vind(boom: etree._Element, naam: str) -> etree._Element:
    return next(boom.iter(naam))


def _verdubbel(naam: str) -> Callable[[etree._Element], None]:
    def verander(boom: etree._Element) -> None:
        element = _vind(boom, naam)
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))

    return verander


def _achteraan(boom: etree._Element) -> None:
    token = _vind(boom, TOKEN)
    ouder = token.getparent()
    assert ouder is not None
    ouder.append(token)


def _in(naam: str, nieuw: str) -> Callable[[etree._Element], None]:
    return lambda boom: etree.SubElement(_vind(boom, naam), nieuw)


def _zonder_namespace(boom: etree._Element) -> None:
    kind = boom[-1][0]
    boom[-1].replace(kind, etree.Element("antwoord"))


def _tijd(naam: str, tekst: str) -> Callable[[etree._Element], None]:
    def verander(boom: etree._Element) -> None:
        _vind(boom, f"{{{WSU}}}{naam}").text = tekst

    return verander


def _status(ontvangen: Ontvangen) -> Ontvangen:
    return replace(ontvangen, http=replace(ontvangen.http, status=200))


def _soort(ontvangen: Ontvangen) -> Ontvangen:
    return replace(ontvangen, http=replace(ontvangen.http, koppen={**ontvangen.http.koppen, "content-type": "text/xml"}))


def _faultcode(tekst: str) -> Callable[[etree._Element], None]:
    def verander(boom: etree._Element) -> None:
        for element in boom.iter("faultcode"):
            element.text = tekst

    return verander


BEDORVEN: dict[str, tuple[Callable[[Ontvangen], Ontvangen], set[str]]] = {
    "twee Timestamps": (op_boom(_verdubbel(TIMESTAMP)), {"PROF-150"}),
    "twee keer Created": (op_boom(_verdubbel(f"{{{WSU}}}Created")), {"PROF-150"}),
    "twee keer Expires": (op_boom(_verdubbel(f"{{{WSU}}}Expires")), {"PROF-150"}),
    "plaatselijke tijd": (op_boom(_tijd("Created", "2026-11-24T12:00:00+01:00")), {"PROF-150"}),
    "al voorbij": (op_boom(_tijd("Expires", "2000-01-01T00:00:00Z")), {"PROF-150"}),
    "zes cijfers": (op_bytes(rb"\.(\d{3})Z</", rb".\g<1>000Z</"), {"PROF-151"}),
    "zonder EncodingType": (op_bytes(rb'EncodingType="[^"]*"', b""), {"PROF-152"}),
    "ander ValueType": (op_bytes(rb"#X509v3", b"#X509PKIPathv1"), {"PROF-152"}),
    "token achteraan": (op_boom(_achteraan), {"PROF-152"}),
    "meer in KeyInfo": (op_boom(_in(f"{{{DS}}}KeyInfo", f"{{{DS}}}KeyName")), {"PROF-152"}),
    "andere canonicalisatie": (op_bytes(rb'xml-exc-c14n#"', b'xml-exc-c14n#WithComments"'), {"PROF-153"}),
    "een transformatie erbij": (op_boom(_in(f"{{{DS}}}Transforms", f"{{{DS}}}Transform")), {"PROF-153"}),
    "een Object": (op_boom(_in(SIGNATURE, f"{{{DS}}}Object")), {"PROF-153"}),
    "een Manifest": (op_boom(_in(SIGNATURE, f"{{{DS}}}Manifest")), {"PROF-153"}),
    "bevestiging zonder Id": (
        op_boom(lambda boom: [deel.attrib.pop(WSU_ID) for deel in boom.iter("{*}SignatureConfirmation")]),
        {"PROF-154"},
    ),
    "een verwerkingsinstructie": (op_boom(lambda boom: boom[-1].append(etree.ProcessingInstruction("x"))), {"PROF-155"}),
    "zonder tekenset": (_soort, {"PROF-155"}),
    "encodingStyle": (op_boom(lambda boom: boom[-1].set(f"{{{SOAP}}}encodingStyle", "x")), {"PROF-155"}),
    "een element zonder namespace": (op_boom(_zonder_namespace), {"PROF-155", "PROF-156", "PROF-157"}),
    "HTTP 200": (_status, {"PROF-156"}),
    "iets in de Fault": (op_boom(lambda boom: [etree.SubElement(fout, "meer") for fout in boom.iter(f"{{{SOAP}}}Fault")]), {"PROF-156"}),
    "faultcode met een punt": (op_boom(_faultcode("soap:Client.DK0004")), {"PROF-157"}),
    "faultcode zonder namespace": (op_boom(_faultcode("Kapot")), {"PROF-157"}),
}


def _zakt(nep: Nep) -> set[str]:
    gezakt = set()
    for geval in GEVALLEN:
        try:
            geval.voer_uit(nep)  # type: ignore[arg-type]
        except Gezakt:
            gezakt.add(geval.id)
    return gezakt


def test_an_answer_as_it_was(nep: Nep) -> None:
    """Eight cases, two of which only warn, and none has anything against it."""
    assert [geval.id for geval in GEVALLEN] == [f"PROF-{nummer}" for nummer in range(150, 158)]
    assert {geval.id for geval in GEVALLEN if geval.niveau is Niveau.HOORT} == {"PROF-151", "PROF-157"}
    assert _zakt(nep) == set()


@pytest.mark.parametrize("naam", BEDORVEN)
def test_an_answer_that_was_spoilt(nep: Nep, naam: str) -> None:
    """The case about it fails, and no other."""
    verander, verwacht = BEDORVEN[naam]
    assert verander(nep.goed).http != nep.goed.http or verander(nep.fout).http != nep.fout.http
    assert _zakt(replace(nep, verander=verander)) == verwacht
