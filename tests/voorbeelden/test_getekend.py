"""The signed samples in ``docs/voorbeelden/getekend``: each pair is what its name says, by libxmlsec1 and by the schema."""

import json
from base64 import b64decode
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from lxml import etree
from verwijsindex_conformance.antwoord.envelop import Envelop, lees_envelop
from verwijsindex_conformance.antwoord.fout import lees_fout
from verwijsindex_conformance.antwoord.handtekening import (
    bevestigingen,
    controleer_algoritmen,
    controleer_dekking,
    controleer_sleutelverwijzing,
    lees_beveiliging,
    verifieer,
)
from verwijsindex_conformance.antwoord.keten import komt_van
from verwijsindex_conformance.namespaces import DS, WSU
from verwijsindex_conformance.oordeel import Gezakt

from tests.contract.validatie import met_lxml
from verwijsindex.contract.beschrijving import foutcodes
from verwijsindex.contract.operaties import CONTRACTOPERATIES
from verwijsindex.soap.verklaar import verklaar_bericht

from .scenarios import GOED, SCENARIOS, ZONDER_VOORBEELD
from .spelen import KETEN, LIJST, VOORBEELDEN, speel_alles

GETEKEND = VOORBEELDEN / "getekend"
PAREN: list[dict[str, Any]] = json.loads((GETEKEND / LIJST).read_text(encoding="utf-8"))
OM_HET_BERICHT = {s.naam for s in SCENARIOS if s.uitkomst.startswith(("DK", "VIR-S")) and s.operatie == "ControleerVerbinding"} - {
    "ControleerVerbinding-DK0051"
}
"""Of these it is the request that is not as it should be."""
ONGETEKEND = {"ControleerVerbinding-DK0001", "ControleerVerbinding-DK0009"}
"""Replies to what cannot be read as a message (profile, step 13)."""
elk_paar = pytest.mark.parametrize("paar", PAREN, ids=lambda paar: paar["naam"])


def _lees(paar: dict[str, Any], deel: str) -> Envelop:
    return lees_envelop((GETEKEND / f"{paar['naam']}-{deel}.xml").read_bytes())


def _is_goed_getekend(envelop: Envelop, moment: datetime) -> None:
    """By the suite's own verifier, at the moment of the recording. Raises Gezakt."""
    delen = lees_beveiliging(envelop)
    created = datetime.fromisoformat(delen.tijd.findtext(f"{{{WSU}}}Created") or "")
    assert abs((created - moment).total_seconds()) < 60
    controleer_algoritmen(delen.handtekening)
    controleer_dekking(envelop)
    controleer_sleutelverwijzing(delen)
    certificaat = x509.load_der_x509_certificate(_base64(delen.token.text))
    assert komt_van(certificaat, GETEKEND / KETEN, moment)
    verifieer(envelop, certificaat)


def _base64(tekst: str | None) -> bytes:
    return b64decode("".join((tekst or "").split()))


def _moment(paar: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(paar["moment"])


def _is_geldig(kind: etree._Element) -> bool:
    """By the contract; alone, because a validator looks at all of a document."""
    return met_lxml(str(etree.QName(kind).namespace)).validate(etree.fromstring(etree.tostring(kind, with_tail=False)))


def test_every_operation_and_every_code_has_a_pair() -> None:
    """What is served goes well, or says VIR-160; what a partner serves has a pair; every code is there, or the reason why not."""
    uitkomsten = {(paar["operatie"], paar["uitkomst"]) for paar in PAREN}
    for operatie in CONTRACTOPERATIES:
        assert uitkomsten & {(operatie.naam, GOED), (operatie.naam, "VIR-160")}, operatie.naam
    codes = {regel.naam for regel in foutcodes()}
    assert {uitkomst for _, uitkomst in uitkomsten} - {GOED} == codes - set(ZONDER_VOORBEELD)
    assert set(ZONDER_VOORBEELD) <= codes
    assert {scenario.naam for scenario in SCENARIOS} == {paar["naam"] for paar in PAREN} - {f"OntvangSignalen-{GOED}"}
    namen = {f"{paar['naam']}-{deel}.xml" for paar in PAREN for deel in ("verzoek", "antwoord")}
    assert {bestand.name for bestand in GETEKEND.iterdir()} == namen | {LIJST, KETEN, "README.md"}


@elk_paar
@pytest.mark.eis("R-155", "R-150")
def test_the_request_is_signed_and_valid(paar: dict[str, Any]) -> None:
    """Unless it is there to show what happens to one that is not; then it is refused for that, or by another party."""
    if paar["naam"] in OM_HET_BERICHT:
        return
    envelop = _lees(paar, "verzoek")
    _is_goed_getekend(envelop, _moment(paar))
    assert paar["soapaction"] == f'"{envelop.adres("Action")}"'
    assert _is_geldig(envelop.kind) is (paar["naam"] != "MeldJeugdige-DK0004")


@elk_paar
@pytest.mark.eis("R-155", "R-170")
def test_the_reply_answers_the_request(paar: dict[str, Any]) -> None:
    """Signed, related to the request, with its signature confirmed, valid, and with the code that the name promises."""
    antwoord = _lees(paar, "antwoord")
    assert paar["status"] == (200 if paar["uitkomst"] == GOED else 500)
    if paar["naam"] in ONGETEKEND:
        assert antwoord.security is None
    else:
        _is_goed_getekend(antwoord, _moment(paar))
        _hoort_erbij(paar, antwoord)
    if paar["uitkomst"] == GOED:
        assert _is_geldig(antwoord.kind)
        assert etree.QName(antwoord.kind).localname == f"{paar['operatie']}Response"
    else:
        assert lees_fout(antwoord.kind).code == paar["uitkomst"]
        detail = antwoord.kind.find("detail")
        assert detail is None or _is_geldig(detail[0])


def _hoort_erbij(paar: dict[str, Any], antwoord: Envelop) -> None:
    """RelatesTo and SignatureConfirmation; a request that broke off before its signature was verified has none to confirm."""
    verzoek = etree.fromstring((GETEKEND / f"{paar['naam']}-verzoek.xml").read_bytes())
    message_id = verzoek.findtext("*/{*}MessageID")
    onbekend = "http://www.w3.org/2005/08/addressing/unspecified"
    assert antwoord.adres("RelatesTo") in ({message_id, onbekend} if paar["naam"] in OM_HET_BERICHT else {message_id})
    waarde = "".join((verzoek.findtext(f".//{{{DS}}}SignatureValue") or "").split())
    over_de_inhoud = paar["uitkomst"] == GOED or antwoord.kind.find("detail") is not None
    assert bevestigingen(antwoord) in [[waarde], *([] if over_de_inhoud else [[None]])]


@pytest.mark.parametrize(
    ("naam", "oud", "nieuw"), [("MeldJeugdige-goed", b">false<", b">true<"), ("MeldJeugdige-VIR-120", b"VIR-120<", b"VIR-121<")]
)
def test_a_changed_sample_is_noticed(naam: str, oud: bytes, nieuw: bytes) -> None:
    """The verifier of these tests says no when one word of a Body is another."""
    [paar] = [een for een in PAREN if een["naam"] == naam]
    raw = (GETEKEND / f"{naam}-antwoord.xml").read_bytes()
    assert oud in raw
    with pytest.raises(Gezakt):
        _is_goed_getekend(lees_envelop(raw.replace(oud, nieuw)), _moment(paar))


@elk_paar
def test_our_own_explanation_agrees(paar: dict[str, Any]) -> None:
    """`verwijsindex verklaar` sees nothing wrong with a good request; of a bad one it tells the code, as far as the message shows it."""
    if paar["uitkomst"] == "DK0009":
        return  # whoever explains it reads no more of it than the server
    uitleg = verklaar_bericht((GETEKEND / f"{paar['naam']}-verzoek.xml").read_bytes(), (GETEKEND / KETEN).read_bytes(), _moment(paar))
    if paar["naam"] in OM_HET_BERICHT - {"ControleerVerbinding-VIR-S07"}:
        assert any(paar["uitkomst"] in regel for regel in uitleg.regels)
        assert not uitleg.goed
    elif paar["uitkomst"] != "DK0004" and paar["operatie"] != "OntvangSignalen":
        assert uitleg.goed, uitleg.regels


@pytest.mark.lang
@pytest.mark.eis("R-150", "R-155", "R-170")
def test_the_scenarios_still_end_as_they_say(tmp_path: Path) -> None:
    """Played again on a fresh sandbox, every scenario ends with the same outcome."""
    speel_alles(tmp_path / "sandbox", tmp_path / "getekend")
    for paar in json.loads((tmp_path / "getekend" / LIJST).read_text(encoding="utf-8")):
        kind = lees_envelop((tmp_path / "getekend" / f"{paar['naam']}-antwoord.xml").read_bytes()).kind
        fout = etree.QName(kind).localname == "Fault"
        assert (lees_fout(kind).code if fout else GOED) == paar["uitkomst"], paar["naam"]
