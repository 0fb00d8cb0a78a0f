"""Step 6: the Security header. Every variant is signed correctly: only its form is wrong."""

import pytest

from verwijsindex.contract.namespaces import EXC_C14N

from . import pki
from .berichten import (
    ACTIE,
    BASE64,
    C14N,
    GOED,
    KEY_INFO,
    TOKENVERWIJZING,
    TRANSFORMS,
    X509V3,
    Bericht,
    Ref,
    created,
    epr,
    expires,
    kop,
    ontvang,
    oordeel,
    timestamp,
    token,
)

REFS = GOED.alle_refs()
VOL = timestamp(created("2026-03-02T09:29:58Z"), expires("2026-03-02T09:34:58Z"))


def ref(**knoppen: object) -> tuple[Ref, ...]:
    """Return the references of a good message with the knobs of the last one, that of the Body, turned."""
    return (*REFS[:-1], Ref(**({"doel": "body"} | knoppen)))


def transform(uri: str, inhoud: str = "") -> str:
    return f'<ds:Transforms><ds:Transform Algorithm="{uri}">{inhoud}</ds:Transform></ds:Transforms>'


def prefixlijst(prefixen: str) -> str:
    return f'<ec:InclusiveNamespaces xmlns:ec="{EXC_C14N}" PrefixList="{prefixen}"/>'


@pytest.mark.eis("WB004", "WB007", "WB010")
@pytest.mark.parametrize(
    "bericht",
    [
        GOED,
        GOED.met(security=("timestamp", "token", "handtekening")),
        GOED.met(security=("token", "handtekening", "timestamp")),
        GOED.met(security=("\n  ", "token", "\n", "timestamp", "handtekening", "\n")),
        GOED.met(ongetekend=("token",)),
        GOED.met(timestamp=timestamp(created("2026-03-02T09:29:58Z"))),
        GOED.met(timestamp=timestamp(created("2026-03-02T09:29:58.1Z"), expires(" 2026-03-02T09:34:58.123Z\n"))),
        GOED.met(refs=tuple(reversed(REFS))),
        GOED.met(
            c14n=f'<ds:CanonicalizationMethod Algorithm="{EXC_C14N}">{prefixlijst("soap wsa")}</ds:CanonicalizationMethod>',
            c14n_prefixen=("soap", "wsa"),
        ),
        GOED.met(refs=ref(transforms=transform(EXC_C14N, prefixlijst("wsa wsse")), prefixen=("wsa", "wsse"))),
        GOED.met(refs=ref(transforms=transform(EXC_C14N, prefixlijst("onbekend")))),
        GOED.met(
            key_info=KEY_INFO.replace("<ds:KeyInfo", '<ds:KeyInfo Id="KI"').replace("TokenReference>", 'TokenReference wsu:Id="STR">', 1)
        ),
        GOED.met(token=token(pki.partner(), inhoud="\n".join(pki.partner().token[i : i + 76] for i in range(0, 4000, 76)))),
        GOED.met(inhoud=GOED.inhoud.replace("<m:jeugdige>", '<m:jeugdige Id="uniek">')),
        GOED.met(inhoud=GOED.inhoud.replace("<m:jeugdige>", '<m:jeugdige xmlns:wsu="urn:ander" wsu:Id="uniek">')),
    ],
)
def test_accepted(bericht: Bericht):
    """Order, white space, Expires, the signed token, PrefixLists and further ids are free."""
    assert oordeel(bericht) is None


@pytest.mark.eis("WB004", "WB009", "WB010", "R5205", "R3227")
@pytest.mark.parametrize(
    "bericht",
    [
        GOED.met(envelop=GOED.envelop.replace('<wsse:Security soap:mustUnderstand="1">{security}</wsse:Security>', "")),
        GOED.met(security=("token", "timestamp")),
        GOED.met(security=("handtekening", "token", "timestamp")),
        GOED.met(security=("token", "timestamp", "handtekening", "handtekening")),
        GOED.met(security=("token", "token", "timestamp", "handtekening")),
        GOED.met(security=("token", "timestamp", VOL.replace('"ts"', '"ts2"'), "handtekening")),
        GOED.met(security=("token", "timestamp", "handtekening", '<wsse11:SignatureConfirmation wsu:Id="c"/>')),
        GOED.met(security=("token", "timestamp", "handtekening", '<x xmlns="urn:x"/>')),
        GOED.met(security=("token", "handtekening"), ongetekend=("ts",)),
        *(GOED.met(ongetekend=(deel,)) for deel in ("ts", "body", "To", "Action", "MessageID", "ReplyTo", "From")),
        GOED.met(refs=()),
        GOED.met(refs=(*REFS, Ref("body"))),
        GOED.met(refs=ref(uri="")),
        GOED.met(refs=ref(uri="#")),
        GOED.met(refs=ref(uri="body")),
        GOED.met(refs=ref(uri="#Body")),
        GOED.met(refs=ref(uri="#xpointer(/)")),
        GOED.met(refs=ref(uri="#xpointer(id('body'))")),
        GOED.met(refs=ref(uri="http://127.0.0.1:1/x")),
        GOED.met(refs=ref(uri="file:///etc/passwd")),
        GOED.met(refs=ref(uri="cid:x")),
        GOED.met(refs=ref(uri="../x")),
        GOED.met(refs=tuple(REFS[i % len(REFS)] for i in range(1000))),
        GOED.met(refs=(*REFS, Ref("kind")), inhoud=GOED.inhoud.replace("<m:MeldJeugdige", '<m:MeldJeugdige wsu:Id="kind"')),
        GOED.met(inhoud=GOED.inhoud.replace("<m:jeugdige>", '<m:jeugdige wsu:Id="body">')),
        GOED.met(inhoud=GOED.inhoud.replace("<m:jeugdige>", '<m:jeugdige Id="body">')),
        GOED.met(inhoud=GOED.inhoud.replace("<m:jeugdige>", '<m:jeugdige ID="ts">')),
        GOED.met(inhoud=GOED.inhoud.replace("<m:jeugdige>", '<m:jeugdige xml:id="token">')),
        GOED.met(inhoud=GOED.inhoud.replace("<m:jeugdige>", '<m:jeugdige id="x" xmlns:q="urn:q" q:Id="x">')),
        GOED.met(handtekening=GOED.handtekening.replace("</ds:Signature>", "<ds:Object/></ds:Signature>")),
        GOED.met(handtekening=GOED.handtekening.replace("{signed_info}", "{signed_info}{signed_info}")),
        GOED.met(handtekening=GOED.handtekening.replace("{signed_info}", "")),
        GOED.met(handtekening=GOED.handtekening.replace("{waarde}", "geen base64!")),
        GOED.met(handtekening=GOED.handtekening.replace("{waarde}", "")),
        GOED.met(handtekening=GOED.handtekening.replace("{waarde}", "<x/>")),
        GOED.met(key_info=""),
        GOED.met(c14n=""),
        GOED.met(c14n=C14N + C14N),
        GOED.met(methode_inhoud="<ds:HMACOutputLength>8</ds:HMACOutputLength>"),
        GOED.met(c14n=C14N.replace("/>", ' x="1"/>')),
        GOED.met(c14n=C14N.replace("Algorithm", "algorithm")),
        GOED.met(c14n=C14N.replace("Algorithm=", 'x="1" Algorithm=')),
        GOED.met(c14n=C14N.replace("Algorithm=", 'xmlns:x="urn:x" x:Algorithm=')),
        GOED.met(c14n=C14N.replace(f' Algorithm="{EXC_C14N}"', "")),
        GOED.met(refs=ref(transforms="")),
        GOED.met(refs=ref(transforms=transform(EXC_C14N, "<x/>"))),
        GOED.met(refs=ref(transforms=transform(EXC_C14N, prefixlijst("a") * 2))),
        GOED.met(refs=ref(transforms=transform(EXC_C14N, prefixlijst(" ".join(f"p{i}" for i in range(33)))))),
        GOED.met(timestamp=timestamp()),
        GOED.met(timestamp=timestamp(created("2026-03-02T09:29:58Z"), created("2026-03-02T09:29:58Z"))),
        GOED.met(timestamp=timestamp(expires("2026-03-02T09:34:58Z"), created("2026-03-02T09:29:58Z"))),
        GOED.met(timestamp=timestamp(created("2026-03-02T09:29:58Z"), *[expires("2026-03-02T09:34:58Z")] * 2)),
        *(
            GOED.met(timestamp=timestamp(created(tekst)))
            for tekst in (
                "",
                "2026-03-02T09:29:58",
                "2026-03-02T10:29:58+01:00",
                "2026-03-02T09:29:60Z",
                "2026-02-30T09:29:58Z",
                "2026-03-02 09:29:58Z",
                "2026-03-02T09:29Z",
                "0000-03-02T09:29:58Z",
                "٢٠٢٦-03-02T09:29:58Z",
            )
        ),
    ],
)
def test_wrong_form_or_coverage(bericht: Bericht):
    """Parts missing, twice or elsewhere, references to anything else, ids that occur twice: VIR-S01."""
    assert oordeel(bericht) == (6, "VIR-S01")


@pytest.mark.eis("SIGN001", "SIGN003", "SIGN004", "WB007", "R5404", "R5423")
@pytest.mark.parametrize(
    "bericht",
    [
        *(
            GOED.met(methode=uri)
            for uri in (
                "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
                "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
                "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
                "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
                "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224",
                "http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256",
                "",
            )
        ),
        *(
            GOED.met(refs=ref(digest=uri))
            for uri in ("http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#sha224", "urn:x")
        ),
        GOED.met(refs=ref(methode_inhoud="<x/>")),
        *(
            GOED.met(c14n=C14N.replace(EXC_C14N, uri))
            for uri in (
                EXC_C14N + "WithComments",
                "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
                "http://www.w3.org/2006/12/xml-c14n11",
                "urn:x",
            )
        ),
        *(
            GOED.met(refs=ref(transforms=transform(uri)))
            for uri in (
                EXC_C14N + "WithComments",
                "http://www.w3.org/TR/1999/REC-xpath-19991116",
                "http://www.w3.org/TR/1999/REC-xslt-19991116",
                "http://www.w3.org/2002/06/xmldsig-filter2",
                "http://www.w3.org/2000/09/xmldsig#base64",
                "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
                "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform",
                "nonsens",
            )
        ),
        GOED.met(refs=ref(transforms="<ds:Transforms/>")),
        GOED.met(refs=ref(transforms=TRANSFORMS.replace("</ds:Transforms>", f'<ds:Transform Algorithm="{EXC_C14N}"/></ds:Transforms>'))),
        GOED.met(refs=ref(transforms="<ds:Transforms>" + f'<ds:Transform Algorithm="{EXC_C14N}"/>' * 1000 + "</ds:Transforms>")),
    ],
)
def test_algorithms_outside_the_lists(bericht: Bericht):
    """Other signature, digest, canonicalisation and transform algorithms: VIR-S02, even though the signature is right."""
    assert oordeel(bericht) == (6, "VIR-S02")


def key_info(inhoud: str) -> str:
    return f"<ds:KeyInfo>{inhoud}</ds:KeyInfo>"


STR = f"<wsse:SecurityTokenReference>{TOKENVERWIJZING}</wsse:SecurityTokenReference>"


@pytest.mark.eis("WB009", "WB010", "R3061", "R5402", "R5417", "R3029", "R3031")
@pytest.mark.parametrize(
    "bericht",
    [
        GOED.met(key_info=key_info("")),
        GOED.met(key_info=key_info(STR * 2)),
        GOED.met(key_info=key_info(STR + "<ds:KeyName>x</ds:KeyName>")),
        GOED.met(key_info=key_info("<ds:X509Data/>" + STR)),
        GOED.met(key_info=key_info("<ds:KeyValue/>")),
        GOED.met(key_info=key_info(STR.replace(TOKENVERWIJZING, TOKENVERWIJZING * 2))),
        GOED.met(key_info=key_info(STR.replace(TOKENVERWIJZING, '<wsse:KeyIdentifier ValueType="x">x</wsse:KeyIdentifier>'))),
        GOED.met(key_info=key_info(STR.replace(TOKENVERWIJZING, "<wsse:Embedded/>"))),
        GOED.met(key_info=key_info(STR.replace("#token", "#body"))),
        GOED.met(key_info=key_info(STR.replace("#token", "token"))),
        GOED.met(key_info=key_info(STR.replace(' URI="#token"', ""))),
        GOED.met(key_info=key_info(STR.replace(f' ValueType="{X509V3}"', ""))),
        GOED.met(key_info=key_info(STR.replace("X509v3", "X509v1"))),
        GOED.met(token=token(pki.partner(), f'EncodingType="{BASE64}"')),
        GOED.met(token=token(pki.partner(), f'ValueType="{X509V3}"')),
        GOED.met(token=token(pki.partner(), f'EncodingType="{BASE64}" ValueType="{X509V3.replace("X509v3", "X509PKIPathv1")}"')),
        GOED.met(token=token(pki.partner(), f'EncodingType="{BASE64.replace("Base64", "Hex")}" ValueType="{X509V3}"')),
    ],
)
def test_tokens_that_are_not_direct_or_not_x509(bericht: Bericht):
    """KeyInfo holds one direct reference to one X509v3 token in base64: VIR-S03."""
    assert oordeel(bericht) == (6, "VIR-S03")


def test_a_token_that_is_too_long():
    """The text of the token has its own limit."""
    lang = "A" * (16 * 1024 + 4)
    assert oordeel(GOED.met(token=token(pki.partner(), inhoud=lang))) == (6, "VIR-S01")
    assert oordeel(GOED.met(token=token(pki.partner(), inhoud=lang[4:]))) == (7, "VIR-S04")


@pytest.mark.eis("R3220", "R3229")
def test_long_fractions_are_accepted_with_a_warning():
    """More than three fraction digits are against BSP and harmless."""
    lang = GOED.met(timestamp=timestamp(created("2026-03-02T09:29:58.1234567Z")))
    assert any("R3220" in w for w in ontvang(lang.bouw()).waarschuwingen)
    assert not any("R3220" in w for w in ontvang(GOED.bouw()).waarschuwingen)


def test_every_ws_addressing_header_must_be_signed():
    """A header that is optional still has to be signed when it is there."""
    for naam, xml in {
        "FaultTo": epr("FaultTo", "http://www.w3.org/2005/08/addressing/none"),
        "RelatesTo": kop("RelatesTo", "urn:x:1"),
    }.items():
        bericht = GOED.met_header(naam, xml)
        assert oordeel(bericht) is None
        assert oordeel(bericht.met(ongetekend=(naam,))) == (6, "VIR-S01")
        assert oordeel(bericht.met(ongetekend=(naam,)).met_header(naam, xml.replace(f' wsu:Id="{naam}"', ""))) == (6, "VIR-S01")


def test_two_required_parts_without_an_id():
    """Parts that have no id cannot hide behind each other."""
    bericht = GOED.met_header("To", kop("To", GOED.headers["To"].partition(">")[2].partition("<")[0]).replace(' wsu:Id="To"', ' wsu:Id=""'))
    bericht = bericht.met_header("Action", kop("Action", ACTIE).replace(' wsu:Id="Action"', ' wsu:Id=""'))
    refs = tuple(r for r in REFS if r.doel not in ("To", "Action"))
    assert oordeel(bericht.met(refs=(*refs, Ref("body", uri="#")))) == (6, "VIR-S01")


def test_a_token_without_an_id_is_found_by_nobody():
    """What stands in the place of an id that is not there names nothing."""
    bericht = GOED.met(token=token(pki.partner()).replace(' wsu:Id="token"', ""))
    refs = tuple(r for r in REFS if r.doel != "token")
    assert oordeel(bericht.met(refs=refs)) == (6, "VIR-S03")
    assert oordeel(bericht.met(refs=(*refs, Ref("body", uri="#None")))) == (6, "VIR-S03")
