"""Step 4: the SOAP structure."""

import pytest

from verwijsindex.contract.namespaces import SOAP, SOAP12
from verwijsindex.security.parse import ontleed
from verwijsindex.security.policy import STRIKT
from verwijsindex.security.refusals import Afwijzing, VerkeerdeSoapVersie, VerplichteVreemdeHeader, VreemdeHeader
from verwijsindex.security.soapstructure import SoapDelen, lees_soap

from .berichten import GOED, kop, oordeel

WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
WSA = "http://www.w3.org/2005/08/addressing"
HEADER = f'<s:Header><w:Security xmlns:w="{WSSE}"/><a:To xmlns:a="{WSA}">x:y</a:To></s:Header>'
BODY = '<s:Body><m:x xmlns:m="urn:m"/></s:Body>'


def lees(inhoud: str, attributen: str = "", naam: str = "Envelope", ns: str = SOAP) -> SoapDelen:
    return lees_soap(ontleed(f'<s:{naam} xmlns:s="{ns}"{attributen}>{inhoud}</s:{naam}>'.encode(), STRIKT).envelope)


def code(inhoud: str, **knoppen: str) -> str | None:
    try:
        lees(inhoud, **knoppen)
    except Afwijzing as afwijzing:
        return afwijzing.code
    return None


@pytest.mark.eis("WW003", "R9980", "R1014")
@pytest.mark.parametrize(
    ("fout", "goed"),
    [
        (BODY, HEADER + BODY),
        (BODY + HEADER, HEADER + BODY),
        (HEADER + BODY + BODY, HEADER + BODY),
        (HEADER + HEADER + BODY, HEADER + BODY),
        (HEADER + BODY + '<x xmlns="urn:x"/>', HEADER + BODY),
        ('<x xmlns="urn:x"/>' + HEADER + BODY, HEADER + BODY),
        (HEADER + '<x xmlns="urn:x"/>' + BODY, HEADER + "\n  " + BODY),
        (HEADER + "tekst" + BODY, HEADER + "  " + BODY),
        (HEADER.replace("<w:", "tekst<w:") + BODY, HEADER.replace("<w:", "\n<w:") + BODY),
        (HEADER + "<s:Body/>", HEADER + BODY),
        (
            HEADER + '<s:Body><x xmlns="urn:x"/><y xmlns="urn:x"/></s:Body>',
            HEADER + '<s:Body><!-- x --><x xmlns="urn:x"/><!-- y --></s:Body>',
        ),
        (HEADER + "<s:Body><x/></s:Body>", HEADER + '<s:Body><x xmlns="urn:x"/></s:Body>'),
        (
            HEADER + '<s:Body><x xmlns="urn:x"/><!-- y -->tekst</s:Body>',
            HEADER + '<s:Body>\n<!-- x -->\n<x xmlns="urn:x"/>\n<!-- y -->\t\r\n</s:Body>',
        ),
        (HEADER + '<s:Body>tekst<x xmlns="urn:x"/></s:Body>', HEADER + '<s:Body> <x xmlns="urn:x">tekst</x> </s:Body>'),
        (HEADER + BODY.replace("<s:Body", '<s:Body s:x="1"'), HEADER + BODY.replace("<s:Body", '<s:Body x="1"')),
        (
            HEADER.replace("<w:Security", '<w:Security s:mustUnderstand="2"') + BODY,
            HEADER.replace("<w:Sec", "<w:Sec").replace("<w:Security", '<w:Security s:mustUnderstand="1"') + BODY,
        ),
        (
            HEADER.replace("<a:To", '<a:To s:mustUnderstand=""') + BODY,
            HEADER.replace("<a:To", '<a:To mustUnderstand="" actor="" s:mustUnderstand="0"') + BODY,
        ),
    ],
)
def test_the_envelope_is_exactly_header_and_body(fout: str, goed: str):
    """Anything missing, twice, in another order or between the parts is DK0001; its twin is read."""
    assert code(fout) == "DK0001"
    assert code(goed) is None


def test_soap_versions():
    """SOAP 1.2 and look-alikes are a VersionMismatch; another root element is just no envelope."""
    for ns in (SOAP12, SOAP + "x", SOAP.upper()):
        with pytest.raises(VerkeerdeSoapVersie):
            lees(HEADER + BODY, ns=ns)
    with pytest.raises(Afwijzing) as gevangen:
        lees(HEADER + BODY, naam="Envelop")
    assert gevangen.type is not VerkeerdeSoapVersie
    assert gevangen.value.code == "DK0001"


@pytest.mark.eis("WS007")
@pytest.mark.parametrize(
    ("blok", "soort"),
    [
        ('<x:y xmlns:x="urn:x"/>', VreemdeHeader),
        ("<y/>", VreemdeHeader),
        ('<x:y xmlns:x="urn:x" s:mustUnderstand="0"/>', VreemdeHeader),
        ('<x:y xmlns:x="urn:x" s:mustUnderstand="1"/>', VerplichteVreemdeHeader),
        (f'<a:ReferenceParameters xmlns:a="{WSA}"/>', VreemdeHeader),
        ('<a:To xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing">x:y</a:To>', VreemdeHeader),
        (f'<w:BinarySecurityToken xmlns:w="{WSSE}"/>', VreemdeHeader),
        (BODY, VreemdeHeader),
        ("<s:Body>x</s:Body>", VreemdeHeader),
    ],
)
def test_foreign_headers(blok: str, soort: type[Afwijzing]):
    """A block outside the profile is DK0010, MustUnderstand when it says so; also a Body, and WS-Addressing of another version."""
    with pytest.raises(VreemdeHeader) as gevangen:
        lees(HEADER.replace("</s:Header>", f"{blok}</s:Header>") + BODY)
    assert gevangen.type is soort


def test_every_header_once():
    """A second Security is VIR-S01, a second WS-Addressing header DK0011, and so is a header for another node."""
    assert code(HEADER.replace("<w:", f'<w:Security xmlns:w="{WSSE}"/><w:') + BODY) == "VIR-S01"
    assert code(HEADER.replace("<w:", f'<a:To xmlns:a="{WSA}"/><w:') + BODY) == "DK0011"
    assert code(HEADER.replace("<w:Security", '<w:Security s:actor="urn:x"') + BODY) == "VIR-S01"
    assert code(HEADER.replace("<a:To", '<a:To s:actor="urn:x"') + BODY) == "DK0011"
    assert code(HEADER.replace("<a:To", '<a:To s:actor=""') + BODY) == "DK0011"
    assert oordeel(GOED.met_header("X", kop("To", "urn:x").replace('"To"', '"X"'))) == (4, "DK0011")


def test_parts_are_known_by_their_place():
    """The Body is the second child of the Envelope and Security a child of the Header, whatever stands deeper."""
    delen = lees(HEADER + f'<s:Body><m:x xmlns:m="urn:m"><w:Security xmlns:w="{WSSE}"/><s:Body/></m:x></s:Body>')
    assert delen.body.getparent() is delen.envelope
    assert delen.security is not None
    assert delen.security.getparent() is delen.envelope[0]
    assert list(delen.adressering) == ["To"]
