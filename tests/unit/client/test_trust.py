"""Attack case 47: a reply that cannot be trusted raises, is not used, and is not asked for again (WB013, WB014, keuzes.md 38)."""

import gzip
import re
from pathlib import Path
from uuid import uuid4

import pytest

from verwijsindex.client import NietVertrouwd, TeMelden, Weigering
from verwijsindex.contract.namespaces import SOAP
from verwijsindex.security.sign import _TO_ANONIEM, _blad, _timestamp

from .server import ANDERE_OIN, OUD, PARTNER_OIN, Antwoord, fout, goed, kopfout, maak_testpki, nu, ondertekenaar

pytestmark = pytest.mark.eis("R-155")


def weigert(index, server, gedrag, tekst):
    """The call raises with this text after one request, without sleeping; the same server is believed again afterwards."""
    server.gedrag = [gedrag]
    with pytest.raises(NietVertrouwd, match=tekst) as gevangen:
        index.meld_jeugdige(bsn="999990019", partner_melding_id="mijn-1")
    assert len(server.ontvangen) == 1
    server.gedrag = [goed]
    assert index.meld_jeugdige(bsn="999990019").match_aanwezig
    return gevangen.value


def onverpakt(body):
    """An envelope without any header."""
    return f'<soap:Envelope xmlns:soap="{SOAP}"><soap:Body>{body}</soap:Body></soap:Envelope>'.encode()


def test_an_unsigned_reply_is_refused(index, server):
    """What anybody could have written is not used."""
    weigert(index, server, lambda v: Antwoord(onverpakt(v.goed())), "niet ondertekend")


def test_a_reply_without_its_signature_is_refused(index, server):
    """Taking only the Signature out of a good reply does not make it an unsigned one that passes."""

    def gedrag(verzoek):
        return Antwoord(re.sub(rb"<ds:Signature .*?</ds:Signature>", b"", verzoek.getekend(verzoek.goed())))

    weigert(index, server, gedrag, "VIR-S01")


@pytest.mark.parametrize(("van", "naar"), [(b"2028-03-02", b"2029-03-02"), (b"relatesto", b"relatestO")])
def test_a_tampered_reply_is_refused(index, server, van, naar):
    """One changed date, or one renamed id, and the whole reply is worthless."""

    def gedrag(verzoek):
        raw = verzoek.getekend(verzoek.goed())
        assert van in raw
        return Antwoord(raw.replace(van, naar, 1))

    weigert(index, server, gedrag, "VIR-S0[15]")


def test_a_wrapped_reply_is_refused(index, server):
    """The signed Body moved aside, with another one in its place."""

    def gedrag(verzoek):
        raw = verzoek.getekend(verzoek.goed())
        body = re.search(rb"<soap:Body.*</soap:Body>", raw)[0]
        vals = body.replace(b"true", b"false").replace(b"vir-body", b"vir-vals")
        return Antwoord(raw.replace(body, vals).replace(b"</soap:Header>", body + b"</soap:Header>"))

    weigert(index, server, gedrag, "DK0010")


def test_a_reply_to_another_request_is_refused(index, server):
    """RelatesTo must be the MessageID of the request."""
    gedrag = lambda v: Antwoord(v.getekend(v.goed(), relates_to=f"urn:uuid:{uuid4()}"))  # noqa: E731
    weigert(index, server, gedrag, "ander verzoek")


def test_an_old_reply_sent_again_is_refused(index, server):
    """A genuine reply to an earlier, equal request is not the answer to this one."""
    index.meld_jeugdige(bsn="999990019", partner_melding_id="mijn-1")
    eerder = server.ontvangen.pop()
    weigert(index, server, lambda v: Antwoord(eerder.getekend(eerder.goed())), "ander verzoek")


def test_a_reply_that_is_too_old_is_refused(index, server):
    """A Timestamp of six minutes ago has expired (WB002)."""
    weigert(index, server, lambda v: Antwoord(v.getekend(v.goed(), nu=nu() - OUD)), "VIR-S06")


def test_a_wrong_confirmation_is_refused(index, server):
    """SignatureConfirmation must repeat our own SignatureValue (WB014)."""
    weigert(index, server, lambda v: Antwoord(v.getekend(v.goed(), bevestigt=b"x" * 256)), "bevestigt niet")


def test_an_empty_confirmation_is_refused(index, server):
    """Only a fault may leave the value out."""
    weigert(index, server, lambda v: Antwoord(v.getekend(v.goed(), bevestigt=None)), "bevestigt niet")


def test_a_missing_confirmation_is_refused(index, server):
    """A well-signed reply without SignatureConfirmation could be the answer to anything."""

    def gedrag(verzoek):
        door = verzoek.ondertekenaar
        adressering = [
            _blad("Action", "vir-action", verzoek.operatie.response_action),
            _blad("MessageID", "vir-messageid", f"urn:uuid:{uuid4()}"),
            _blad("RelatesTo", "vir-relatesto", verzoek.bericht.message_id),
            _TO_ANONIEM,
        ]
        return Antwoord(door._onderteken([door._token, _timestamp(nu())], adressering, verzoek.goed().encode())[0])

    weigert(index, server, gedrag, "VIR-S01|bevestigt niet")


def test_a_reply_of_another_party_is_refused(index, server, pki):
    """Another partner has a trusted certificate too, but is not the index."""
    ander = ondertekenaar(pki.partner(ANDERE_OIN))
    weigert(index, server, lambda v: Antwoord(v.getekend(v.goed(), door=ander)), "andere partij")


def test_our_own_signature_is_no_answer(index, server, pki):
    """A message signed with our own key is not the index speaking."""
    zelf = ondertekenaar(pki.partner(PARTNER_OIN))
    weigert(index, server, lambda v: Antwoord(v.getekend(v.goed(), door=zelf)), "andere partij")


@pytest.fixture(scope="module")
def vreemd(tmp_path_factory):
    """The same names and OINs under another root."""
    return ondertekenaar(maak_testpki(tmp_path_factory.mktemp("vreemd")).index)


def test_a_reply_under_another_root_is_refused(index, server, vreemd):
    """The right OIN in a certificate that nobody we trust has issued."""
    weigert(index, server, lambda v: Antwoord(v.getekend(v.goed(), door=vreemd)), "VIR-S04")


def test_the_answer_of_another_operation_is_refused(index, server):
    """A signed, related and confirmed reply must also be the kind of reply that was asked for."""

    def gedrag(verzoek):
        return Antwoord(verzoek.getekend(verzoek.goed().replace("MeldJeugdige", "KoppelBsn")))

    weigert(index, server, gedrag, "andere operatie")


@pytest.mark.parametrize(
    ("van", "naar"),
    [
        ("<v:reedsGemeld>false</v:reedsGemeld>", ""),
        ("2028-03-02</v:verwijderdatum>", "2028-02-30</v:verwijderdatum>"),
        ("<v:matchAanwezig>true", "<v:matchAanwezig>ja"),
        ("<v:meldmoment>", '<v:meldmoment xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="v:Cursor">'),
    ],
)
def test_a_reply_outside_the_contract_is_refused(index, server, van, naar, caplog):
    """zeep would fill in None, or log the value: it gets to see only what the schema allows."""
    caplog.set_level(0)

    def gedrag(verzoek):
        assert van in verzoek.goed()
        return Antwoord(verzoek.getekend(verzoek.goed().replace(van, naar)))

    weigert(index, server, gedrag, "voldoet niet aan het contract")
    assert [regel for regel in caplog.records if regel.name.startswith("zeep")] == []


def test_as_many_results_as_meldingen(index, server):
    """MeldJeugdigen: a reply with a result too many is no answer."""

    def gedrag(verzoek):
        regel = re.search(r"<v:resultaat>.*?</v:resultaat>", verzoek.goed())[0]
        return Antwoord(verzoek.getekend(verzoek.goed().replace(regel, regel * 2)))

    server.gedrag = [gedrag]
    with pytest.raises(NietVertrouwd, match="precies een resultaat"):
        index.meld_jeugdigen([TeMelden(bsn="999990019")])


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'])
def test_what_is_no_envelope_is_refused(index, server, body):
    """Called text/xml, but not a message: refused by the one parser."""
    weigert(index, server, lambda v: Antwoord(body), "DK0001|DK0009|profiel")


def test_a_compressed_reply_is_refused(index, server):
    """We ask for none and unpack none, so a small reply cannot become a large one."""
    gedrag = lambda v: Antwoord(gzip.compress(v.getekend(v.goed())), koppen={"Content-Encoding": "gzip"})  # noqa: E731
    weigert(index, server, gedrag, "DK0009")


def test_an_unsigned_fault_is_shown_but_not_believed(index, server):
    """Not even one that looks repeatable is repeated; its words stand apart, made harmless, and not in the text of the error."""
    tekst = "DK0051 999990019&#13;\x9b[31m"
    xml = f'<soap:Fault xmlns:soap="{SOAP}"><faultcode>soap:Server</faultcode><faultstring>{tekst}</faultstring></soap:Fault>'
    fout_ = weigert(index, server, lambda v: Antwoord(onverpakt(xml), status=500), "niet bevestigd")
    assert fout_.onbevestigd == "soap:Server DK0051 999990019  [31m"
    assert "999990019" not in str(fout_)


def test_a_tampered_fault_is_refused(index, server):
    """A signed fault whose code was changed on the way is no refusal."""

    def gedrag(verzoek):
        antwoord = fout("VIR-110")(verzoek)
        return Antwoord(antwoord.body.replace(b"VIR-110", b"VIR-112"), status=500)

    weigert(index, server, gedrag, "VIR-S05")


def test_only_a_fault_may_leave_its_confirmation_empty(index, server):
    """A fault from before verification has no signature to confirm; it is related and signed, and so believed (keuzes.md 38)."""
    server.gedrag = [kopfout("VIR-S05 De handtekening klopt niet.", faultcode="soap:Client", bevestigd=False)]
    with pytest.raises(Weigering) as gevangen:
        index.controleer_verbinding()
    assert gevangen.value.code == "VIR-S05"


def test_what_was_asked_stays_known(index, server):
    """After a reply that cannot be trusted nobody knows what happened: the error tells under which key to ask again."""
    fout_ = weigert(index, server, lambda v: Antwoord(onverpakt(v.goed())), "niet ondertekend")
    assert fout_.zakelijke_sleutel == "mijn-1"


def test_without_a_root_there_is_no_client(maak_index, pki):
    """A CA file with only intermediates cannot end a chain: refused at once, not at the first reply."""
    with pytest.raises(ValueError, match="stamcertificaat"):
        maak_index(ca=pki.uitgever)


def test_key_and_certificate_belong_together(maak_index, pki):
    """The key of another, or a certificate without OIN, is refused when the client is made."""
    with pytest.raises(ValueError, match="horen niet bij elkaar"):
        maak_index(sleutel=pki.partner(ANDERE_OIN).sleutel)
    with pytest.raises(ValueError, match=r"horen niet bij elkaar|geen OIN"):
        maak_index(certificaat=pki.root)
    with pytest.raises(OSError, match="bestaat-niet"):
        maak_index(ca=Path("bestaat-niet.pem"))
