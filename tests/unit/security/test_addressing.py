"""Step 5: WS-Addressing and SOAPAction."""

import pytest

from verwijsindex.contract.namespaces import WSA_ANONYMOUS, WSA_NONE

from . import pki
from .berichten import ACTIE, ADRES, ANDERE_ACTIE, GOED, Bericht, epr, kop, ontvang, oordeel

WA = pytest.mark.eis("WA001")


def met(naam: str, xml: str | None) -> Bericht:
    return GOED.met_header(naam, xml)


@WA
@pytest.mark.parametrize(
    "bericht",
    [
        GOED,
        met("ReplyTo", None),
        met("From", None),
        met("From", epr("From", WSA_ANONYMOUS)),
        met("FaultTo", epr("FaultTo", WSA_ANONYMOUS)),
        met("FaultTo", epr("FaultTo", WSA_NONE)),
        met("RelatesTo", kop("RelatesTo", "urn:uuid:9")),
        met("To", kop("To", ADRES)),
        met("To", kop("To", f"\n  {ADRES}\n")),
        met("To", kop("To", WSA_ANONYMOUS)),
        met("Action", kop("Action", f" {ACTIE} ")),
        met("MessageID", kop("MessageID", "partner@5c6f9a4e-6f0b-4b7e-9a1e-000000000001@https://partner.example")),
        met("MessageID", kop("MessageID", "https://partner.example/berichten/1?x=1&amp;y=2")),
        met("MessageID", kop("MessageID", "urn:x:" + "y" * 1018)),
        met("ReplyTo", epr("ReplyTo", f" {WSA_ANONYMOUS} ").replace("<wsa:Address>", "\n<wsa:Address>")),
        GOED.met(headers=dict(reversed(GOED.headers.items()))),
    ],
)
def test_accepted(bericht: Bericht):
    """What the field table of WUS allows is accepted, in any order, with white space around values."""
    assert oordeel(bericht) is None


@WA
@pytest.mark.parametrize(
    ("bericht", "code"),
    [
        (met("To", None), "DK0005"),
        (met("To", kop("To", "")), "DK0005"),
        (met("To", kop("To", "meldingen")), "DK0005"),
        (met("To", kop("To", "https://index example/")), "DK0005"),
        (met("To", kop("To", f"<wsa:Address>{ADRES}</wsa:Address>")), "DK0005"),
        (met("To", kop("To", "https://ander.example/")), "DK0011"),
        (met("To", kop("To", f"{ADRES}?x=1")), "DK0011"),
        (met("To", kop("To", f"{ADRES}/?OIN={pki.SERVER_OIN}")), "DK0011"),
        (met("To", kop("To", f"{ADRES}?OIN=1")), "DK0011"),
        (met("To", kop("To", f"{ADRES}?OIN={pki.SERVER_OIN}&amp;OIN={pki.SERVER_OIN}")), "DK0011"),
        (met("Action", None), "DK0006"),
        (met("Action", kop("Action", "")), "DK0006"),
        (met("Action", kop("Action", "melden")), "DK0006"),
        (met("Action", kop("Action", "urn:x:Onbekend")), "DK0003"),
        (met("Action", kop("Action", ANDERE_ACTIE)), "DK0003"),
        (met("MessageID", None), "DK0007"),
        (met("MessageID", kop("MessageID", " ")), "DK0007"),
        (met("MessageID", kop("MessageID", "1")), "DK0007"),
        (met("MessageID", kop("MessageID", "urn:uuid:1 2")), "DK0007"),
        (met("MessageID", kop("MessageID", "urn:x:" + "y" * 1019)), "DK0007"),
        (met("MessageID", kop("MessageID", "<b/>urn:uuid:1")), "DK0007"),
        (met("ReplyTo", epr("ReplyTo", "http://127.0.0.1:1/")), "DK0011"),
        (met("ReplyTo", epr("ReplyTo", WSA_NONE)), "DK0011"),
        (met("ReplyTo", kop("ReplyTo", WSA_ANONYMOUS)), "DK0011"),
        (met("ReplyTo", epr("ReplyTo", WSA_ANONYMOUS, "<wsa:ReferenceParameters/>")), "DK0011"),
        (met("ReplyTo", epr("ReplyTo", WSA_ANONYMOUS, "<wsa:Metadata/>")), "DK0011"),
        (met("ReplyTo", epr("ReplyTo", WSA_ANONYMOUS, "tekst")), "DK0011"),
        (met("FaultTo", epr("FaultTo", "http://127.0.0.1:1/")), "DK0011"),
        (met("From", epr("From", "https://x.example?OIN=123")), "DK0011"),
        (met("From", epr("From", "geen adres")), "DK0011"),
        (met("RelatesTo", kop("RelatesTo", "urn:uuid:9", ' RelationshipType="urn:x"')), "DK0011"),
    ],
)
def test_refused(bericht: Bericht, code: str):
    """Missing, malformed and not prescribed values get their own code in step 5, signed or not."""
    assert oordeel(bericht) == (5, code)


def test_of_two_faults_the_first_in_order_is_named():
    """A MessageID that is there is read first, so that a refusal can be related; one that is missing is missed after To and Action."""
    for te_vroeg in ("To", "Action"):
        zonder = met(te_vroeg, None)
        assert oordeel(zonder.met_header("MessageID", kop("MessageID", "geen id"))) == (5, "DK0007")
        assert oordeel(zonder.met_header("MessageID", None)) == (5, "DK0005" if te_vroeg == "To" else "DK0006")
    assert oordeel(met("MessageID", None).met_header("ReplyTo", epr("ReplyTo", "urn:x:1"))) == (5, "DK0007")


@pytest.mark.eis("WS002", "R1109", "R2744")
@pytest.mark.parametrize("soapactions", [(f'"{ACTIE}"',), ('""',), (f' "{ACTIE}"\t',)])
def test_soapaction_accepted(soapactions: tuple[str, ...]):
    """One quoted SOAPAction, empty or equal to wsa:Action."""
    assert oordeel(GOED, http={"soapactions": soapactions}) is None


@pytest.mark.eis("WS002", "R1109", "R2744")
@pytest.mark.parametrize(
    "soapactions",
    [
        (),
        (f'"{ACTIE}"', f'"{ACTIE}"'),
        (f'"{ACTIE}", "{ACTIE}"',),
        (ACTIE,),
        ("",),
        ('"',),
        (f"'{ACTIE}'",),
        (f'"{ANDERE_ACTIE}"',),
        (f'"{ACTIE} "',),
    ],
)
def test_soapaction_refused(soapactions: tuple[str, ...]):
    """Missing, twice, unquoted or another: DK0003, as a SOAP fault (keuzes 36)."""
    assert oordeel(GOED, http={"soapactions": soapactions}) == (5, "DK0003")


def test_the_body_element_must_be_that_of_the_action():
    """The Action of one operation with the Body of another reaches neither."""
    ander = GOED.inhoud.replace("m:MeldJeugdige", "m:VerwijderMelding")
    assert oordeel(GOED.met(inhoud=ander)) == (5, "DK0003")
    twin = GOED.met(inhoud=ander).met_header("Action", kop("Action", ANDERE_ACTIE))
    assert oordeel(twin, http={"soapactions": (f'"{ANDERE_ACTIE}"',)}) is None


def test_without_own_addresses_any_destination_will_do():
    """An endpoint that was given no addresses does not judge wsa:To."""
    assert oordeel(met("To", kop("To", "https://ander.example/")), adressen=None) is None


def test_oins_come_from_the_addresses():
    """The OIN in From is passed on; without one there is none."""
    assert ontvang(GOED.bouw()).from_oin == pki.PARTNER_OIN
    assert ontvang(met("From", None).bouw()).from_oin is None
