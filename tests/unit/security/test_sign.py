"""Step 13: what we sign is what the profile sends, and verifies everywhere."""

import re
from base64 import b64encode
from datetime import timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from verwijsindex.contract.namespaces import DS, EXC_C14N, SOAP, WSA, WSSE, WSSE11, WSU
from verwijsindex.security.sign import GetekendBericht, Ondertekenaar

from . import pki, tweede_mening
from .berichten import ACTIE, ADRES, ANDER_KIND, ANDERE_ACTIE, INHOUD, feiten, ontvang, ontvanger

ONDERTEKENAAR = Ondertekenaar(pki.partner().sleutel_pem, pki.partner().certificaat_pem)
VAN = f"https://partner.example?OIN={pki.PARTNER_OIN}"
NS = {"soap": SOAP, "wsa": WSA, "wsse": WSSE, "wsu": WSU, "ds": DS, "wsse11": WSSE11}


def teken(body: bytes = INHOUD.encode(), **knoppen: object) -> GetekendBericht:
    vast = {"action": ACTIE, "to": f"{ADRES}?OIN={pki.SERVER_OIN}", "message_id": "urn:uuid:1", "van": VAN, "nu": pki.NU}
    return ONDERTEKENAAR.verzoek(body, **(vast | knoppen))


def antwoord(body: bytes = b'<x xmlns="urn:x"/>', bevestigt: bytes | None = b"handtekening") -> bytes:
    return ONDERTEKENAAR.antwoord(
        body, action="urn:x:Antwoord", message_id="urn:uuid:2", relates_to="urn:uuid:1", bevestigt=bevestigt, nu=pki.NU
    )


KINDEREN = [
    INHOUD,
    '<x xmlns="urn:x"/>',
    '<x xmlns="urn:x">tekst</x>',
    '<p:x xmlns:p="urn:p" xmlns="urn:d"><y/><z xmlns=""/><p:y a="1" p:a="2"/></p:x>',
    '<x xmlns="urn:x" xmlns:ongebruikt="urn:o"/>',
    f'<soap:Fault xmlns:soap="{SOAP}" xmlns:w="urn:w"><faultcode>w:Fout</faultcode></soap:Fault>',
    f'<soap:Fault xmlns:soap="{SOAP}"><faultcode xmlns:wsse="{WSSE}"> wsse:Fout</faultcode><wsse:a xmlns:wsse="urn:x"/></soap:Fault>',
    '<x xmlns="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:t="urn:t" xsi:type="t:soort"/>',
    f'<soap:Fault xmlns:soap="{SOAP}"><faultcode>soap:Client</faultcode><faultstring>DK0004</faultstring></soap:Fault>',
    f'<s:Fault xmlns:s="{SOAP}"><faultcode>s:Client</faultcode></s:Fault>',
    '<soap:x xmlns:soap="urn:andere-soap"><wsu:y xmlns:wsu="urn:andere-wsu" wsu:Id="z"/></soap:x>',
    f'<x xmlns="{SOAP}"><y xmlns="{WSU}"/></x>',
    "<x xmlns='urn:x' b='2' a='1' c=\"'\" d='\"'/>",
    '<x xmlns="urn:x">&lt;&gt;&amp;&quot;&apos;&#13;&#9;&#10;&#xe9;</x>',
    '<x xmlns="urn:x" a="&lt;&#13;&#10;&#9;&amp;&quot;> "/>',
    '<x xmlns="urn:x"><![CDATA[<a>&amp;]]></x>',
    '<x xmlns="urn:x">Zoë Ḡünther Ñandú 日本 𝄞 \u00a0</x>',
    '<x xmlns="urn:x" xml:space="preserve" xml:lang="nl">  a  <y/>  </x>',
    '<x xmlns="urn:x">a<!-- weg -->b<y/><!-- weg --></x>',
    '<x xmlns="urn:x">a<?weg ja?>b</x>',
    '<x xmlns="urn:x">\n  <y>\r\n</y>\n</x>',
    '<?xml version="1.0" encoding="UTF-8"?>\n<x xmlns="urn:x">é</x>',
    "\ufeff<?xml version='1.0'?><x xmlns='urn:x'/>",
    "<!-- ervoor --><x xmlns='urn:x'/><!-- erna -->",
    '<a:x xmlns:a="urn:1"><b:x xmlns:b="urn:1"><a:y xmlns:a="urn:2"/><a:z/></b:x></a:x>',
    '<x xmlns="urn:x">' + "".join(f'<y{i} xmlns:n{i}="urn:n{i}" n{i}:a="{i}">{i}</y{i}>' for i in range(60)) + "</x>",
]


@pytest.mark.eis("WB003", "WB004", "WB007", "SIGN001")
@pytest.mark.parametrize("kind", KINDEREN)
def test_every_shape_of_body_verifies_everywhere(kind: str):
    """Request and reply with this body verify in signxml and in libxmlsec1."""
    for raw in (teken(kind.encode()).bytes, antwoord(kind.encode()), antwoord(kind.encode(), None)):
        assert tweede_mening.signxml(raw, pki.partner()).goed
        assert tweede_mening.libxmlsec(raw, pki.partner()).goed


@pytest.mark.parametrize("kind", KINDEREN)
def test_every_shape_of_body_arrives_as_it_was(kind: str):
    """Our own receiver passes on the same element: equal in canonical form, comments and processing instructions aside."""
    los = etree.fromstring(kind.encode(), etree.XMLParser(remove_comments=True, remove_pis=True))
    action = {ACTIE: los.tag}
    bericht = ontvang(teken(kind.encode()).bytes, acties=action)
    assert etree.tostring(bericht.kind, method="c14n", exclusive=True) == etree.tostring(los, method="c14n", exclusive=True)


@pytest.mark.eis("R5406")
def test_prefixes_in_values_keep_their_meaning():
    """A prefix that only a faultcode or xsi:type uses is declared in what the receiver gets, and signed."""
    fout = f'<soap:Fault xmlns:soap="{SOAP}" xmlns:w="urn:w" xmlns:o="urn:o"><faultcode>w:Fout</faultcode></soap:Fault>'
    for raw in (teken(fout.encode()).bytes, antwoord(fout.encode())):
        body = etree.fromstring(raw)[1]
        assert body[0][0].nsmap["w"] == "urn:w"
        assert "o" not in body[0][0].nsmap
        assert raw.count(b'PrefixList="w"') == 1
    kind = ontvang(teken(fout.encode()).bytes, acties={ACTIE: f"{{{SOAP}}}Fault"}).kind
    assert kind[0].nsmap["w"] == "urn:w"
    assert b"PrefixList" not in teken(fout.replace(">w:", ">soap:").encode()).bytes
    gerommeld = teken(fout.encode()).bytes.replace(b'xmlns:w="urn:w"', b'xmlns:w="urn:v"')
    assert not tweede_mening.libxmlsec(gerommeld, pki.partner()).goed


def test_another_encoding_is_brought_to_utf8():
    """A body that declares another encoding is sent as UTF-8."""
    kind = '<?xml version="1.0" encoding="iso-8859-1"?><x xmlns="urn:x">é</x>'.encode("iso-8859-1")
    assert ontvang(teken(kind).bytes, acties={ACTIE: "{urn:x}x"}).kind.text == "é"


LETTERS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn"), blacklist_characters="\ufffe\uffff"), max_size=20)
NAMEN = st.sampled_from(["a", "b", "p:a", "p:b", "q:c", "soap:d", "wsu:e"])
BLADEN = st.builds(lambda n, t, a: (n, t, a, []), NAMEN, LETTERS, LETTERS)
BOMEN = st.recursive(
    BLADEN, lambda kinderen: st.builds(lambda n, t, a, k: (n, t, a, k), NAMEN, LETTERS, LETTERS, st.lists(kinderen, max_size=4))
)


def schrijf(boom: tuple, dichtst: bool = True) -> str:
    naam, tekst, waarde, kinderen = boom
    ns = ' xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q" xmlns:soap="urn:niet-soap" xmlns:wsu="urn:niet-wsu"' if dichtst else ""
    ruil = "" if dichtst or len(tekst) % 3 else f' xmlns:p="urn:p{len(tekst)}"'
    kern = tekst.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    attribuut = waarde.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'<{naam}{ns}{ruil} x="{attribuut}" p:y="1">{kern}{"".join(schrijf(k, False) for k in kinderen)}</{naam}>'


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(BOMEN)
def test_random_bodies_verify_everywhere(boom: tuple):
    """Whatever well-formed element the Body holds, our canonical form is that of the other libraries."""
    raw = teken(schrijf(boom).encode()).bytes
    assert tweede_mening.signxml(raw, pki.partner()).goed
    assert tweede_mening.libxmlsec(raw, pki.partner()).goed


@pytest.mark.eis("WA001", "WB002", "WB004", "WB010")
def test_the_form_of_a_request():
    """Security with token, Timestamp and Signature in this order, then To, Action, MessageID, ReplyTo, From; all of it signed."""
    boom = etree.fromstring(teken().bytes)
    assert [e.tag.partition("}")[2] for e in boom[0]] == ["Security", "To", "Action", "MessageID", "ReplyTo", "From"]
    assert [e.tag.partition("}")[2] for e in boom[0][0]] == ["BinarySecurityToken", "Timestamp", "Signature"]
    assert boom.xpath("string(//wsse:Security/@soap:mustUnderstand)", namespaces=NS) == "1"
    assert boom.xpath("string(//wsa:ReplyTo/wsa:Address)", namespaces=NS) == f"{WSA}/anonymous"
    assert boom.xpath("string(//wsu:Created)", namespaces=NS) == "2026-03-02T09:30:00.000Z"
    assert boom.xpath("string(//wsu:Expires)", namespaces=NS) == "2026-03-02T09:35:00.000Z"
    assert sorted(boom.xpath("//@wsu:Id", namespaces=NS)) == sorted(u[1:] for u in boom.xpath("//ds:Reference/@URI", namespaces=NS))
    assert set(boom.xpath("//ds:Transform/@Algorithm | //ds:CanonicalizationMethod/@Algorithm", namespaces=NS)) == {EXC_C14N}
    assert "From" not in teken(van=None).bytes.decode()


@pytest.mark.eis("WB014", "WA001", "R5441")
def test_the_form_of_a_reply():
    """Token, Timestamp, SignatureConfirmation, Signature; Action, MessageID, RelatesTo, To anonymous; all of it signed."""
    boom = etree.fromstring(antwoord())
    assert [e.tag.partition("}")[2] for e in boom[0]] == ["Security", "Action", "MessageID", "RelatesTo", "To"]
    assert [e.tag.partition("}")[2] for e in boom[0][0]] == ["BinarySecurityToken", "Timestamp", "SignatureConfirmation", "Signature"]
    assert boom.xpath("string(//wsse11:SignatureConfirmation/@Value)", namespaces=NS) == b64encode(b"handtekening").decode()
    assert boom.xpath("//wsse11:SignatureConfirmation/@Value", namespaces=NS) != []
    assert etree.fromstring(antwoord(bevestigt=None)).xpath("//wsse11:SignatureConfirmation/@Value", namespaces=NS) == []
    assert sorted(boom.xpath("//@wsu:Id", namespaces=NS)) == sorted(u[1:] for u in boom.xpath("//ds:Reference/@URI", namespaces=NS))


def test_the_signature_value_is_the_one_in_the_message():
    """What the sender remembers for SignatureConfirmation is what the receiver verifies."""
    bericht = teken()
    assert ontvang(bericht.bytes).signature_value == bericht.signature_value


def test_values_are_written_as_c14n_writes_them():
    """Addresses with ampersands and letters outside ASCII arrive as they were."""
    to = "https://index.example/é?a=1&b=<2>"
    raw = teken(to=to, message_id="urn:x:é&1", van=None).bytes
    assert tweede_mening.libxmlsec(raw, pki.partner()).goed
    assert etree.fromstring(raw).findtext(f".//{{{WSA}}}To") == to


@pytest.mark.eis("WB002")
def test_time_is_written_in_utc():
    """A moment in another zone becomes UTC."""
    raw = teken(nu=pki.NU.astimezone(timezone(timedelta(hours=2)))).bytes
    assert re.search(rb"Created>([^<]+)<", raw)[1] == b"2026-03-02T09:30:00.000Z"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"geen xml",
        b"<x/>",
        b"<x>",
        b'<x xmlns="urn:x"/><y xmlns="urn:x"/>',
        b'tekst<x xmlns="urn:x"/>',
        b'<x xmlns="urn:x"/>tekst',
        b"<p:x/>",
        b'<!DOCTYPE x><x xmlns="urn:x"/>',
        b'<x xmlns="urn:x"/></soap:Body><soap:Body>',
        b'<?xml version="1.0"?><!DOCTYPE x><x xmlns="urn:x"/>',
    ],
)
def test_bodies_that_cannot_be_signed(body: bytes):
    """Anything but one well-formed element in a namespace is our own error, before anything is signed."""
    with pytest.raises(ValueError, match="body"):
        teken(body)


@pytest.mark.parametrize("waarde", ["urn:x:\n", "urn:x:\x00", "urn:x:\u2028", "urn:x:\ud800"])
def test_values_that_cannot_stand_in_a_header(waarde: str):
    """Control characters in an address would change under canonicalisation: an error."""
    with pytest.raises(ValueError, match="teken"):
        teken(to=waarde)


def test_key_and_certificate_must_belong_together():
    """A key of another certificate is refused at the start; the OIN is that of the certificate."""
    assert ONDERTEKENAAR.oin == pki.PARTNER_OIN
    with pytest.raises(ValueError, match="horen niet bij elkaar"):
        Ondertekenaar(pki.andere().sleutel_pem, pki.partner().certificaat_pem)


def test_what_we_send_we_accept():
    """A request of the signer passes the receiver, with and without From, for another action too."""
    assert ontvang(teken().bytes).oin == pki.PARTNER_OIN
    raw = teken(INHOUD.replace("m:MeldJeugdige", "m:VerwijderMelding").encode(), action=ANDERE_ACTIE, van=None).bytes
    bericht = ontvanger().ontvang(raw, feiten(raw, soapactions=('""',)))
    assert bericht.kind.tag == ANDER_KIND
    assert bericht.from_oin is None
