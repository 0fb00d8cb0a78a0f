"""The policy variant says what the profile asks, and says it to WS-SecurityPolicy 1.2 (besluit 0118)."""

from pathlib import Path

import pytest
from lxml import etree

from verwijsindex.contract import namespaces as ns

from .bestanden import POLICY, WSDL, lees, naam

SP, WSP = f"{{{ns.WSSP}}}", f"{{{ns.WSP}}}"
elke = pytest.mark.parametrize("bestand", POLICY, ids=naam)


def _policy(element: etree._Element) -> etree._Element:
    """What the reference in an element names; a reference that leads nowhere is an error."""
    (verwijzing,) = element.findall(f"{WSP}PolicyReference")
    wortel = element.getroottree().getroot()
    (gevonden,) = [p for p in wortel.findall(f"{WSP}Policy") if f"#{p.get(f'{{{ns.WSU}}}Id')}" == verwijzing.get("URI")]
    return gevonden


def _namen(element: etree._Element, pad: str) -> list[str]:
    """The local names of the assertions at a path of ``sp:`` names, each of which nests its policy."""
    stappen = "/".join(f"{SP}{stap}/{WSP}Policy" for stap in pad.split("/"))
    return [etree.QName(kind).localname for kind in element.findall(f"{WSP}ExactlyOne/{WSP}All/{stappen}/*")]


@elke
@pytest.mark.eis("R-155")
def test_binding_asks_the_profile(bestand: Path):
    """An X.509 token that always travels along, SHA-256, a Timestamp, token before signature, addressing, and SignatureConfirmation."""
    policy = _policy(lees(bestand).find(f"{WSDL}binding"))
    eisen = {etree.QName(kind) for kind in policy.find(f"{WSP}ExactlyOne/{WSP}All")}
    assert {etree.QName(ns.WSAM, "Addressing"), etree.QName(ns.WSSP, "AsymmetricBinding"), etree.QName(ns.WSSP, "Wss11")} == eisen
    assert {"InitiatorToken", "RecipientToken", "AlgorithmSuite", "Layout", "IncludeTimestamp", "OnlySignEntireHeadersAndBody"} == set(
        _namen(policy, "AsymmetricBinding")
    )
    assert _namen(policy, "AsymmetricBinding/AlgorithmSuite") == ["Basic256Sha256"]
    assert _namen(policy, "AsymmetricBinding/Layout") == ["Strict"]
    assert _namen(policy, "Wss11") == ["RequireSignatureConfirmation"]
    for wie, wanneer in (("InitiatorToken", "AlwaysToRecipient"), ("RecipientToken", "AlwaysToInitiator")):
        (token,) = [t for t in policy.iter(f"{SP}X509Token") if t.getparent().getparent().tag == f"{SP}{wie}"]
        assert token.get(f"{SP}IncludeToken") == f"{ns.WSSP}/IncludeToken/{wanneer}"
        assert [etree.QName(kind).localname for kind in token.find(f"{WSP}Policy")] == ["WssX509V3Token10"]


@elke
@pytest.mark.eis("R-155")
def test_every_message_is_signed(bestand: Path):
    """Of every request, reply and fault: the Body and every WS-Addressing header, and nothing is encrypted (WB004)."""
    berichten = [kind for kind in lees(bestand).iterfind(f"{WSDL}binding/{WSDL}operation/*") if kind.tag.startswith(WSDL)]
    assert {"input", "output", "fault"} == {etree.QName(kind).localname for kind in berichten}
    for bericht in berichten:
        (delen,) = _policy(bericht).find(f"{WSP}ExactlyOne/{WSP}All")
        assert (f"{SP}SignedParts", [(f"{SP}Body", {}), (f"{SP}Header", {"Namespace": ns.WSA})]) == (
            delen.tag,
            [(deel.tag, dict(deel.attrib)) for deel in delen],
        )
    assert [e.tag for e in lees(bestand).iter(f"{SP}EncryptedParts", f"{SP}EncryptSignature", f"{SP}TransportBinding")] == []
