"""Bad messages, end to end: each gets exactly the fault of the table, leaves its incident in the log, and changes nothing.

Each case spoils one thing of a good message; the same message unspoiled is its twin, and must be accepted afterwards.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from verwijsindex.contract.namespaces import SOAP, WSA_UNSPECIFIED

from ...unit.security import pki as andere_pki
from ...unit.security.berichten import C14N, KEY_INFO, Bericht, Ref, created, epr, kop, timestamp
from . import verzoeken
from .antwoord import Antwoord, Fout
from .index import ADRES, Index
from .vreemd import Zending, bericht, tijd
from .wie import GGD, POLITIE

OPERATIE = "MeldJeugdige"
VAST = "urn:uuid:1d0f8f5e-5a0e-4d39-8d6f-6a5c1c0c9e"
"""With two digits behind it a MessageID that a test knows."""


@dataclass(frozen=True)
class Geval:
    """What is spoiled, and the row of the table (berichtbeveiliging.md 2, Fault codes)."""

    bederf: Callable[[Bericht], Bericht]
    code: str
    faultcode: str
    soapaction: str | None = f'"{verzoeken.actie(OPERATIE)}"'
    na: Callable[[bytes], bytes] = lambda raw: raw
    """What is done to the bytes after signing."""
    gerelateerd: bool = True
    """Whether the reply names our MessageID: not before the addressing was read."""
    bevestigd: bool = False
    """Whether the reply confirms our signature: from step 9 on."""


def _met(**knoppen: object) -> Callable[[Bericht], Bericht]:
    return lambda goed: replace(goed, **knoppen)


def _kop(naam: str, xml: str | None) -> Callable[[Bericht], Bericht]:
    return lambda goed: goed.met_header(naam, xml)


def _onveranderd(goed: Bericht) -> Bericht:
    return goed


def _vervang(oud: bytes, nieuw: bytes) -> Callable[[bytes], bytes]:
    def vervang(raw: bytes) -> bytes:
        assert oud in raw
        return raw.replace(oud, nieuw, 1)

    return vervang


ENVELOP = Bericht.envelop
VREEMDE_KOP = '<x:Iets xmlns:x="urn:iets"{}>1</x:Iets>'
SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
CLIENT, INVALID_HEADER, REQUIRED = "soap:Client", "wsa:InvalidAddressingHeader", "wsa:MessageAddressingHeaderRequired"

GEVALLEN: dict[str, Geval] = {
    # Step 4: the envelope.
    "SOAP 1.2": Geval(
        _onveranderd, "DK0001", "soap:VersionMismatch", gerelateerd=False,
        na=lambda raw: raw.replace(SOAP.encode(), b"http://www.w3.org/2003/05/soap-envelope"),
    ),
    "two Bodies": Geval(_met(envelop=ENVELOP.replace("{body}", "{body}<soap:Body/>")), "DK0001", CLIENT, gerelateerd=False),
    "nothing in the Body": Geval(_met(inhoud=""), "DK0001", CLIENT, gerelateerd=False),
    "two requests in the Body": Geval(
        _met(body='<soap:Body wsu:Id="body">{inhoud}<a xmlns="urn:a"/></soap:Body>'), "DK0001", CLIENT, gerelateerd=False
    ),
    "foreign header": Geval(_kop("Iets", VREEMDE_KOP.format("")), "DK0010", CLIENT, gerelateerd=False),
    "foreign header that must be understood": Geval(
        _kop("Iets", VREEMDE_KOP.format(' soap:mustUnderstand="1"')), "DK0010", "soap:MustUnderstand", gerelateerd=False
    ),
    "a header twice": Geval(
        _kop("To2", f'<wsa:To wsu:Id="To2">{ADRES}/meldingen/v1</wsa:To>'), "DK0011", INVALID_HEADER, gerelateerd=False
    ),
    # Step 5: addressing.
    "no To": Geval(_kop("To", None), "DK0005", REQUIRED),
    "To is no address": Geval(_kop("To", kop("To", "hierheen")), "DK0005", REQUIRED),
    "no Action": Geval(_kop("Action", None), "DK0006", REQUIRED),
    "no MessageID": Geval(_kop("MessageID", None), "DK0007", REQUIRED, gerelateerd=False),
    "another address": Geval(_kop("To", kop("To", "https://elders.example/meldingen/v1")), "DK0011", "wsa:DestinationUnreachable"),
    "the address of the other service": Geval(_kop("To", kop("To", f"{ADRES}/signalen/v1")), "DK0011", "wsa:DestinationUnreachable"),
    "reply elsewhere": Geval(_kop("ReplyTo", epr("ReplyTo", "https://elders.example")), "DK0011", INVALID_HEADER),
    "faults elsewhere": Geval(_kop("FaultTo", epr("FaultTo", "https://elders.example")), "DK0011", INVALID_HEADER),
    "SOAPAction missing": Geval(_onveranderd, "DK0003", INVALID_HEADER, soapaction=None),
    "SOAPAction unquoted": Geval(_onveranderd, "DK0003", INVALID_HEADER, soapaction=verzoeken.actie(OPERATIE)),
    "SOAPAction of another operation": Geval(_onveranderd, "DK0003", INVALID_HEADER, soapaction=f'"{verzoeken.actie("KoppelBsn")}"'),
    "SOAPAction twice": Geval(
        _onveranderd, "DK0003", INVALID_HEADER, soapaction=f'"{verzoeken.actie(OPERATIE)}","{verzoeken.actie(OPERATIE)}"'
    ),
    "unknown operation": Geval(
        _kop("Action", kop("Action", f"{verzoeken.MLD}:ZoekJeugdige")), "DK0003", "wsa:ActionNotSupported", soapaction='""'
    ),
    "operation of the other service": Geval(
        _kop("Action", kop("Action", verzoeken.actie("HaalSignalenOp"))), "DK0003", "wsa:ActionNotSupported", soapaction='""'
    ),
    "Body of another operation": Geval(
        _kop("Action", kop("Action", verzoeken.actie("VerwijderMelding"))), "DK0003", INVALID_HEADER, soapaction='""'
    ),
    # Step 6: the security header.
    "unsigned": Geval(_met(envelop=re.sub(r"<wsse:Security.*</wsse:Security>", "", ENVELOP)), "VIR-S01", "wsse:InvalidSecurity"),
    "no signature": Geval(_met(security=("token", "timestamp")), "VIR-S01", "wsse:InvalidSecurity"),
    "no timestamp": Geval(_met(security=("token", "handtekening"), ongetekend=("ts",)), "VIR-S01", "wsse:InvalidSecurity"),
    "Body not signed": Geval(_met(ongetekend=("body",)), "VIR-S01", "wsse:InvalidSecurity"),
    "To not signed": Geval(_met(ongetekend=("To",)), "VIR-S01", "wsse:InvalidSecurity"),
    "an id twice": Geval(
        _met(body='<soap:Body wsu:Id="body"><v:MeldJeugdige xmlns:v="urn:verwijsindex:meldingen:v1" wsu:Id="body"/></soap:Body>'),
        "VIR-S01", "wsse:InvalidSecurity",
    ),
    "SHA-1": Geval(_met(methode=SHA1), "VIR-S02", "wsse:UnsupportedAlgorithm"),
    "inclusive C14N": Geval(
        _met(c14n=C14N.replace("2001/10/xml-exc-c14n#", "TR/2001/REC-xml-c14n-20010315")), "VIR-S02", "wsse:UnsupportedAlgorithm"
    ),
    "token not referred to": Geval(_met(key_info=KEY_INFO.replace("#token", "#ts")), "VIR-S03", "wsse:SecurityTokenUnavailable"),
    # Step 7: trust.
    "unknown CA": Geval(lambda goed: replace(goed, partij=andere_pki.partner()), "VIR-S04", "wsse:InvalidSecurityToken"),
    "no certificate": Geval(
        _onveranderd, "VIR-S04", "wsse:InvalidSecurityToken", na=lambda raw: re.sub(rb'(#X509v3">)M', rb"\1A", raw, count=1)
    ),
    # Step 8: the signature.
    "a digit changed": Geval(_onveranderd, "VIR-S05", "wsse:FailedCheck", na=_vervang(b"</t:bsn>", b" </t:bsn>")),
    "an Action changed": Geval(
        _onveranderd, "VIR-S05", "wsse:FailedCheck", soapaction='""',
        na=_vervang(b'<wsa:ReplyTo wsu:Id="ReplyTo">', b'<wsa:ReplyTo wsu:Id="ReplyTo"> '),
    ),
    "another signature": Geval(
        _onveranderd, "VIR-S05", "wsse:FailedCheck",
        na=lambda raw: re.sub(rb"(?<=<ds:SignatureValue>).", lambda eerste: b"B" if eerste[0] == b"A" else b"A", raw),
    ),
    # Step 9: freshness.
    "six minutes old": Geval(_met(timestamp=""), "VIR-S06", "wsse:MessageExpired", bevestigd=True),
    "from the future": Geval(_met(timestamp=""), "VIR-S06", "wsse:MessageExpired", bevestigd=True),
    "expired": Geval(_met(timestamp=""), "VIR-S06", "wsse:MessageExpired", bevestigd=True),
}  # fmt: skip
_TIJDEN = {"six minutes old": (-301, None), "from the future": (63, None), "expired": (-120, -61)}


def _gemaakt(index: Index, geval: str, message_id: str, sleutel: str) -> tuple[Zending, Zending]:
    """The spoiled message and its twin, under one MessageID."""
    goed = bericht(index, GGD, OPERATIE, index.melding(GGD, "enig", sleutel), message_id)
    spec = GEVALLEN[geval]
    bedorven = spec.bederf(goed)
    if geval in _TIJDEN:
        bedorven = replace(bedorven, timestamp=tijd(*_TIJDEN[geval]))
    tweeling = Zending(goed.bouw(), message_id, OPERATIE, f'"{verzoeken.actie(OPERATIE)}"')
    gerelateerd = message_id if spec.gerelateerd else WSA_UNSPECIFIED
    return Zending(spec.na(bedorven.bouw()), gerelateerd, OPERATIE, spec.soapaction), tweeling


@pytest.mark.eis("R-152", "R-153", "R-155", "R-157", "R-170", "R-171")
@pytest.mark.parametrize("geval", GEVALLEN)
def test_a_spoiled_message_gets_its_fault_and_no_effect(bewoond: Index, geval: str) -> None:
    """Code, faultcode and Action of the table, signed and without detail; nothing changed; the unspoiled twin still works."""
    spec = GEVALLEN[geval]
    nummer = list(GEVALLEN).index(geval)
    zending, tweeling = _gemaakt(bewoond, geval, f"{VAST}{nummer:02d}", f"slecht-{nummer:03d}")
    voor = bewoond.gevolgen()
    fout = zending.vraag(bewoond)
    assert isinstance(fout, Fout)
    assert (spec.code, spec.faultcode, False, True) == (fout.code, fout.faultcode, fout.detail, fout.getekend)
    assert _fault_action(spec.faultcode) == fout.action
    assert spec.bevestigd == (b" Value=" in fout.ruw)
    assert voor == bewoond.gevolgen()
    assert isinstance(tweeling.vraag(bewoond), Antwoord)


def _fault_action(faultcode: str) -> str:
    """``.../addressing/fault`` for wsa: codes, ``.../addressing/soap/fault`` for the rest."""
    return f"http://www.w3.org/2005/08/addressing/{'fault' if faultcode.startswith('wsa:') else 'soap/fault'}"


@pytest.mark.eis("R-158")
def test_a_message_counts_once(bewoond: Index) -> None:
    """The same bytes again, the same MessageID with another signature, and the first again: VIR-S07 each, and one melding."""
    body = bewoond.melding(GGD, "ander", "eenmalig")
    eerste = Zending(bericht(bewoond, GGD, OPERATIE, body, f"{VAST}97").bouw(), f"{VAST}97", OPERATIE, '""')
    assert isinstance(eerste.vraag(bewoond), Antwoord)
    voor = bewoond.gevolgen()
    tweede = Zending(bericht(bewoond, GGD, OPERATIE, bewoond.melding(GGD, "derde"), f"{VAST}97").bouw(), f"{VAST}97", OPERATIE, '""')
    for zending in (eerste, tweede, eerste):
        fout = zending.vraag(bewoond)
        assert isinstance(fout, Fout)
        assert (fout.code, fout.faultcode, fout.detail) == ("VIR-S07", "wsa:InvalidAddressingHeader", False)
    assert voor == bewoond.gevolgen()
    van_ander = Zending(
        bericht(bewoond, POLITIE, OPERATIE, bewoond.melding(POLITIE, "derde"), f"{VAST}97").bouw(), f"{VAST}97", OPERATIE, '""'
    )
    assert isinstance(van_ander.vraag(bewoond), Antwoord)  # another signer has MessageIDs of his own


@pytest.mark.eis("R-155")
def test_nobody_burns_the_id_of_another(bewoond: Index) -> None:
    """A copy with a broken signature is refused first and does not keep the genuine message from counting."""
    goed = bericht(bewoond, GGD, OPERATIE, bewoond.melding(GGD, "derde", "niet-verbrand"), f"{VAST}98").bouw()
    kapot = Zending(goed.replace(b"</t:bsn>", b" </t:bsn>"), f"{VAST}98", OPERATIE, '""').vraag(bewoond)
    assert isinstance(kapot, Fout)
    assert kapot.code == "VIR-S05"
    assert isinstance(Zending(goed, f"{VAST}98", OPERATIE, '""').vraag(bewoond), Antwoord)


@pytest.mark.eis("R-156")
@pytest.mark.parametrize(
    ("naam", "xml"),
    [("From", epr("From", f"https://partner.example?OIN={POLITIE.oin}")), ("To", kop("To", f"{ADRES}/meldingen/v1?OIN={POLITIE.oin}"))],
)
def test_an_address_with_the_oin_of_another(bewoond: Index, naam: str, xml: str) -> None:
    """From is the signer and To is the index: DK0002 as wsse:FailedAuthentication, without detail (step 11)."""
    message_id = f"{VAST}{90 + len(naam)}"
    voor = bewoond.gevolgen()
    goed = bericht(bewoond, GGD, OPERATIE, bewoond.melding(GGD, "enig"), message_id)
    fout = Zending(goed.met_header(naam, xml).bouw(), message_id, OPERATIE, '""').vraag(bewoond)
    assert isinstance(fout, Fout)
    assert (fout.code, fout.faultcode, fout.detail, fout.getekend) == ("DK0002", "wsse:FailedAuthentication", False, True)
    assert voor == bewoond.gevolgen()


GROOT = b"<a>" * 60 + b"</a>" * 60
ONLEESBAAR: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda raw: b"", "DK0001"),
    "not XML": (lambda raw: b"hallo", "DK0001"),
    "cut off": (lambda raw: raw[:-40], "DK0001"),
    "a tag not closed": (lambda raw: raw.replace(b"</t:bsn>", b"</t:bns>"), "DK0001"),
    "DTD": (lambda raw: b"<!DOCTYPE a [<!ELEMENT a ANY>]>" + raw, "DK0001"),
    "an external entity": (
        lambda raw: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + raw.replace(b"</t:bsn>", b"&x;</t:bsn>"), "DK0001",
    ),
    "billion laughs": (
        lambda raw: b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 50 + b'"><!ENTITY c "' + b"&b;" * 50 + b'">]>'
        + raw.replace(b"</t:bsn>", b"&c;</t:bsn>"),
        "DK0001",
    ),
    "a processing instruction": (lambda raw: b"<?php x?>" + raw, "DK0001"),
    "too deep": (lambda raw: raw.replace(b"</t:bsn>", GROOT + b"</t:bsn>"), "DK0001"),
    "70 attributes": (lambda raw: raw.replace(b"<t:bsn>", b"<t:bsn " + b" ".join(b'a%d=""' % n for n in range(70)) + b">"), "DK0001"),
    "a comment in the Header": (lambda raw: raw.replace(b"<wsa:To ", b"<!-- x --><wsa:To "), "DK0001"),
    "latin-1": (lambda raw: raw.replace(b"</t:bsn>", b"\xe9</t:bsn>"), "DK0009"),
    "a zero byte": (lambda raw: raw.replace(b"</t:bsn>", b"\0</t:bsn>"), "DK0009"),
    "UTF-16": (lambda raw: raw.decode().encode("utf-16"), "DK0009"),
    "another encoding declared": (lambda raw: b'<?xml version="1.0" encoding="iso-8859-1"?>' + raw, "DK0009"),
    "an overlong form": (lambda raw: raw.replace(b"</t:bsn>", b"\xc0\xaf</t:bsn>"), "DK0009"),
}  # fmt: skip


@pytest.mark.eis("R-151", "R-159", "R-170")
@pytest.mark.parametrize("geval", ONLEESBAAR)
def test_what_cannot_be_read_gets_an_unsigned_fault(bewoond: Index, geval: str) -> None:
    """Steps 2 and 3: soap:Client without detail or signature, with its incident id; nothing changed."""
    bederf, code = ONLEESBAAR[geval]
    goed = bericht(bewoond, GGD, OPERATIE, bewoond.melding(GGD, "enig")).bouw()
    voor = bewoond.gevolgen()
    fout = bewoond.lees_ongetekend(bewoond.post(bederf(goed), "/meldingen/v1"))
    assert (code, "soap:Client", False, False) == (fout.code, fout.faultcode, fout.detail, fout.getekend)
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-159", "R-170")
@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"REQUEST_METHOD": "PUT"}, 405),
        ({"REQUEST_METHOD": "DELETE"}, 405),
        ({"REQUEST_METHOD": "PATCH"}, 405),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415),
        ({"HTTP_CONTENT_ENCODING": "deflate"}, 415),
        ({"CONTENT_TYPE": "application/soap+xml; charset=utf-8"}, 415),
        ({"CONTENT_TYPE": 'multipart/related; type="text/xml"; boundary=x'}, 415),
        ({"CONTENT_TYPE": "text/xml; charset=iso-8859-1"}, 415),
        ({"CONTENT_TYPE": "text/xml; charset=utf-16"}, 415),
        ({"CONTENT_TYPE": "text/xml; charset=utf-7"}, 415),
        ({"CONTENT_TYPE": "application/json"}, 415),
        ({"CONTENT_TYPE": None}, 415),
        ({"CONTENT_LENGTH": "12"}, 400),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "veel"}, 400),
        ({"CONTENT_LENGTH": str(2**21)}, 413),
    ],
    ids=str,
)
def test_what_http_does_not_allow_gets_no_soap(bewoond: Index, environ: dict[str, str | None], status: int) -> None:
    """Step 1: a status without body, on a message that is good in every other way; it does not count, so its twin is accepted."""
    goed = bericht(bewoond, GGD, OPERATIE, bewoond.melding(GGD, "enig"))
    zending = Zending(goed.bouw(), re.search("urn:uuid:[0-9a-f-]*", goed.headers["MessageID"])[0], OPERATIE, '""')
    voor = bewoond.gevolgen()
    antwoord = zending.naar(bewoond, **environ)
    assert (status, b"") == (antwoord.status, antwoord.body)
    assert ("Allow" in antwoord.headers) == (status == 405)
    assert f"code=HTTP{status}" in bewoond.waarneming.logregels[-1].split()
    assert voor == bewoond.gevolgen()
    assert isinstance(zending.vraag(bewoond), Antwoord)


@pytest.mark.eis("R-159")
def test_a_message_has_at_most_a_megabyte(bewoond: Index) -> None:
    """One byte more than 1 MiB is 413; exactly 1 MiB is read."""
    assert bewoond.post(b"x" * (2**20 + 1), "/meldingen/v1").status == 413
    assert bewoond.lees_ongetekend(bewoond.post(b"x" * 2**20, "/meldingen/v1")).code == "DK0001"


@pytest.mark.parametrize(
    "pad", ["/", "", "/meldingen", "/meldingen/v2", "/meldingen/v1/", "/../meldingen/v1", "/signalen/v1%00", "/MELDINGEN/V1"]
)
def test_another_path_serves_nothing(bewoond: Index, pad: str) -> None:
    """404 without a body, for a good message and for GET."""
    goed = bericht(bewoond, GGD, OPERATIE, bewoond.melding(GGD, "enig")).bouw()
    voor = bewoond.gevolgen()
    for methode in ("POST", "GET", "PUT"):
        antwoord = bewoond.post(goed, pad, REQUEST_METHOD=methode)
        assert (antwoord.status, antwoord.body) == (404, b"")
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-150", "R-160")
def test_get_gives_the_contract_and_never_an_effect(bewoond: Index) -> None:
    """GET and HEAD serve a page and the WSDL, whatever body comes along; nothing else is there."""
    voor = bewoond.gevolgen()
    for vraag, status in (
        ("", 200),
        ("wsdl", 200),
        ("wsdl=plat", 200),
        ("xsd=meldingen-v1.xsd", 200),
        ("wsdl=policy", 200),
        ("wsdl=anders", 404),
        ("xsd=../x", 404),
    ):
        assert status == bewoond.post(b"", "/meldingen/v1", REQUEST_METHOD="GET", QUERY_STRING=vraag).status
    assert voor == bewoond.gevolgen()


ONGELDIG: dict[str, tuple[str, str, str | None]] = {
    "an element of our own": ("</v:stuurgegevens>", "</v:stuurgegevens><v:burgerservicenummer>1</v:burgerservicenummer>", None),
    "an element of no namespace": ("</v:stuurgegevens>", "</v:stuurgegevens><extra/>", None),
    "an element missing": ("<t:rol>MELDER</t:rol>", "", "stuurgegevens"),
    "an element twice": ("<t:rol>MELDER</t:rol>", "<t:rol>MELDER</t:rol><t:rol>MELDER</t:rol>", "stuurgegevens/rol[2]"),
    "two out of order": ("</v:stuurgegevens>", "</v:stuurgegevens><v:jeugdige><t:bsn>912000008</t:bsn></v:jeugdige>", "jeugdige[1]"),
    "a value that is not in the list": ("MELDER", "BAAS", "stuurgegevens/rol"),
    "a value in lower case": ("MELDER", "melder", "stuurgegevens/rol"),
    "blanks around a value": ("<t:rol>MELDER", "<t:rol> MELDER", "stuurgegevens/rol"),
    "an OIN of 19": ("<t:verzenderOin>0", "<t:verzenderOin>", "stuurgegevens/verzenderOin"),
    "a user id of 41": ("<t:gebruikerId>", f"<t:gebruikerId>{'a' * 29}", "stuurgegevens/gebruikerId"),
    "a key of 65": ("<v:partnerMeldingId>", f"<v:partnerMeldingId>{'b' * 65}", "partnerMeldingId"),
    "an attribute": ("<t:rol>", '<t:rol vertrouwelijk="ja">', "stuurgegevens/rol"),
    "xsi:nil": ("<t:rol>MELDER", '<t:rol xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true">', "stuurgegevens/rol"),
    "xsi:type": ("<v:jeugdige>", '<v:jeugdige xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="t:Contact">', "jeugdige"),
    "an unknown xsi:type": (
        "<v:jeugdige>",
        '<v:jeugdige xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="t:Nee">',
        "jeugdige",
    ),
    "the namespace of the other service": (
        'xmlns:t="urn:verwijsindex:typen:v1"',
        'xmlns:t="urn:verwijsindex:signalen:v1"',
        "stuurgegevens/verzenderOin",
    ),
    "text between elements": ("</v:stuurgegevens>", "</v:stuurgegevens>Geheimpje", None),
}


@pytest.mark.eis("R-050", "R-051", "R-170", "R-171")
@pytest.mark.parametrize("geval", ONGELDIG)
def test_what_the_schema_refuses(bewoond: Index, geval: str) -> None:
    """DK0004 as soap:Client with Fout, the Action of the operation, and the path as far as the contract knows the names."""
    oud, nieuw, element = ONGELDIG[geval]
    goed = bewoond.melding(GGD, "enig")
    assert oud in goed
    voor = bewoond.gevolgen()
    fout = bewoond.fout(GGD, OPERATIE, goed.replace(oud, nieuw, 1))
    assert (fout.code, fout.faultcode, fout.detail, fout.getekend) == ("DK0004", "soap:Client", True, True)
    assert f"{verzoeken.actie(OPERATIE)}Fout" == fout.action
    if element is not None:
        assert element == fout.element
    for woord in (b"burgerservicenummer", b"extra", b"BAAS", b"vertrouwelijk", b"bbbbb", b"Geheimpje", b"912000008"):
        assert woord not in fout.ruw
    assert voor == bewoond.gevolgen()
    assert isinstance(bewoond.vraag(GGD, OPERATIE, goed), Antwoord)


@pytest.mark.eis("R-171")
@pytest.mark.parametrize(
    ("operatie", "body"),
    [
        ("RaadpleegEigenMeldingen", verzoeken.raadpleeg(GGD, 0)),
        ("RaadpleegEigenMeldingen", verzoeken.raadpleeg(GGD, 501)),
        ("RaadpleegEigenMeldingen", verzoeken.raadpleeg(GGD, "+5")),
        ("HaalSignalenOp", verzoeken.haal_signalen(GGD, 10, 0)),
        ("HaalSignalenOp", verzoeken.haal_signalen(GGD, 10, 10**12)),
        ("BevestigSignalen", verzoeken.bevestig(GGD, [])),
        ("BevestigSignalen", verzoeken.bevestig(GGD, [verzoeken.EEN_UUID] * 501)),
        ("BevestigSignalen", verzoeken.bevestig(GGD, [verzoeken.EEN_UUID.upper()])),
        ("VerwijderMelding", verzoeken.verwijder_melding(GGD, "sleutel-die-niet-hoeft", "geen-uuid", "NIET_TERECHT")),
        ("VerwijderMelding", verzoeken.verwijder_melding(GGD, "sleutel-die-niet-hoeft", verzoeken.EEN_UUID, "TERMIJN")),
        ("MeldJeugdigen", verzoeken.meld_jeugdigen(GGD, [])),
        ("MeldJeugdigen", verzoeken.meld_jeugdigen(GGD, [(f"s{n}", verzoeken.met_bsn("912000008")) for n in range(101)])),
    ],
    ids=lambda waarde: waarde if len(waarde) < 40 else "",
)
def test_values_past_the_contract(bewoond: Index, operatie: str, body: str) -> None:
    """Numbers, lists and words outside what the contract allows are DK0004, for every operation."""
    voor = bewoond.gevolgen()
    assert bewoond.fout(GGD, operatie, body).code == "DK0004"
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-170")
def test_one_text_for_every_certificate(bewoond: Index) -> None:
    """An unknown CA and an unreadable certificate get the same words, so that nobody can probe (case 46)."""
    teksten = set()
    for geval in ("unknown CA", "no certificate"):
        fout = _gemaakt(bewoond, geval, f"{VAST}{80 + len(geval)}", "zelfde")[0].vraag(bewoond)
        assert isinstance(fout, Fout)
        teksten.add(re.search(rb"<faultstring>(.*) \[incident", fout.ruw)[1])
    assert len(teksten) == 1


def test_the_time_of_a_message_is_real_time(index: Index) -> None:
    """The virtual clock moves today and never the Timestamp: years ahead, a message of now is accepted (keuzes.md 6)."""
    index.zet("2030-01-01T12:00")
    assert index.meld(GGD, "enig").tekst("verwijderdatum") == "2032-01-01"
    vast = bericht(index, GGD, OPERATIE, index.melding(GGD, "ander"), f"{VAST}96")
    oud = Zending(replace(vast, timestamp=timestamp(created("2030-01-01T11:00:00Z"))).bouw(), f"{VAST}96", OPERATIE, '""').vraag(index)
    assert isinstance(oud, Fout)
    assert oud.code == "VIR-S06"


def test_every_reference_counts(bewoond: Index) -> None:
    """A good message of the other signer is accepted: what the cases spoil is all that is wrong with them."""
    goed = bericht(bewoond, GGD, OPERATIE, bewoond.melding(GGD, "enig"), f"{VAST}95")
    assert [Ref(naam) for naam in ("ts", "token", *goed.headers, "body")] == list(goed.alle_refs())
    assert isinstance(Zending(goed.bouw(), f"{VAST}95", OPERATIE, '""').vraag(bewoond), Antwoord)
