"""Good messages in another form than ours: accepted, and with the same meaning (profile, Accepted messages; attack cases 26, 28, 42)."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from verwijsindex.contract.namespaces import DS, EXC_C14N, SOAP, WSA, WSA_ANONYMOUS, WSSE, WSU

from ...unit.security.berichten import Bericht, Ref, kop
from . import verzoeken
from .antwoord import Antwoord, Fout
from .index import ADRES, Index
from .personen import bsn
from .vreemd import Zending, bericht
from .wie import GGD, POLITIE

BSN = bsn("enig")
ENVELOP = Bericht.envelop
PREFIXEN = (
    f'xmlns:S="{SOAP}" xmlns:adr="{WSA}" xmlns:o="{WSSE}" xmlns:u="{WSU}" xmlns:h="{DS}"',
    (("soap:", "S:"), ("wsa:", "adr:"), ("wsse:", "o:"), ("wsu:", "u:"), ("ds:", "h:")),
)


def _inhoud(oud: str, nieuw: str) -> Callable[[Bericht], Bericht]:
    def vervang(goed: Bericht) -> Bericht:
        assert oud in goed.inhoud
        return replace(goed, inhoud=goed.inhoud.replace(oud, nieuw))

    return vervang


def _andere_prefixen(goed: Bericht) -> Bericht:
    """Every prefix of the envelope another one."""
    naamruimten, omzetting = PREFIXEN

    def om(tekst: str) -> str:
        for oud, nieuw in omzetting:
            tekst = re.sub(rf"(?<=[</ ]){oud}", nieuw, tekst)
        return tekst

    return replace(
        goed,
        headers={naam: om(xml) for naam, xml in goed.headers.items()},
        body=om(goed.body),
        timestamp=om(goed.timestamp),
        envelop=om(goed.envelop).replace("{ns}", f"{{ns}} {naamruimten}"),
    )


def _prefixlijst(*prefixen: str) -> Callable[[Bericht], Bericht]:
    """As WSS4J does: prefixes that only values use, named in a PrefixList on the Body."""

    def lijst(goed: Bericht) -> Bericht:
        namen = f'<ec:InclusiveNamespaces xmlns:ec="{EXC_C14N}" PrefixList="{" ".join(prefixen)}"/>'
        transforms = f'<ds:Transforms><ds:Transform Algorithm="{EXC_C14N}">{namen}</ds:Transform></ds:Transforms>'
        van_body = Ref("body", transforms=transforms, prefixen=prefixen)
        return replace(goed, refs=tuple(van_body if ref.doel == "body" else ref for ref in goed.alle_refs()))

    return lijst


VORMEN: dict[str, Callable[[Bericht], Bericht]] = {
    "CDATA": _inhoud(f">{BSN}<", f"><![CDATA[{BSN}]]><"),
    "numeric references": _inhoud(f">{BSN}<", ">" + "".join(f"&#{ord(cijfer)};" for cijfer in BSN) + "<"),
    "hexadecimal references": _inhoud(f">{BSN}<", ">" + "".join(f"&#x{ord(cijfer):x};" for cijfer in BSN) + "<"),
    "a comment inside the number": _inhoud(f">{BSN}<", f">{BSN[:3]}<!-- geheim -->{BSN[3:]}<"),
    "comments everywhere": lambda goed: _inhoud("><", "><!-- x --><")(replace(goed, body=f"{goed.body[:-12]}<!-- eind --></soap:Body>")),
    "blanks and lines between elements": _inhoud("><", ">\n\t <"),
    "another prefix for the service": lambda goed: replace(goed, inhoud=re.sub(r"(</?|xmlns:)v(?=[:=])", r"\1zaak", goed.inhoud)),
    "a default namespace": lambda goed: replace(
        goed, inhoud=re.sub(r"<(/?)v:", r"<\1", goed.inhoud).replace("xmlns:v=", "xmlns=")
    ),
    "a prefix declared where it is used": lambda goed: replace(
        goed, inhoud=re.sub(r"<t:(\w+)>", rf'<t:\1 xmlns:t="{verzoeken.TYP}">', goed.inhoud.replace(f' xmlns:t="{verzoeken.TYP}"', ""))
    ),
    "a prefix bound anew inside the Body": _inhoud("<v:jeugdige>", '<v:jeugdige xmlns:wsu="urn:iets-anders" xmlns:soap="urn:ook">'),
    "a schemaLocation": _inhoud(
        "<v:MeldJeugdige ",
        '<v:MeldJeugdige xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x http://127.0.0.1:9/x.xsd" ',
    ),
    "a matching xsi:type": lambda goed: _prefixlijst("t")(
        _inhoud("<v:jeugdige>", '<v:jeugdige xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="t:Jeugdige">')(goed)
    ),
    "an XML declaration": lambda goed: replace(goed, voor='<?xml version="1.0" encoding="UTF-8"?>\n'),
    "a byte order mark": lambda goed: replace(goed, voor="\ufeff"),
    "other prefixes in the envelope": _andere_prefixen,
    "a PrefixList": _prefixlijst("soap", "wsa", "wsu"),
    "RSA with SHA-512": lambda goed: replace(goed, methode="http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"),
    "digests with SHA-384": lambda goed: replace(
        goed, refs=tuple(replace(ref, digest="http://www.w3.org/2001/04/xmldsig-more#sha384") for ref in goed.alle_refs())
    ),
    "the timestamp last": lambda goed: replace(goed, security=("token", "handtekening", "timestamp")),
    "the headers in another order": lambda goed: replace(goed, headers=dict(reversed(goed.headers.items()))),
    "Security behind the addressing": lambda goed: replace(
        goed, envelop=re.sub(r"(<wsse:Security.*</wsse:Security>)\{headers\}", r"{headers}\1", ENVELOP)
    ),
    "no From": lambda goed: goed.met_header("From", None),
    "no ReplyTo": lambda goed: goed.met_header("ReplyTo", None),
    "To without OIN": lambda goed: goed.met_header("To", kop("To", f"{ADRES}/meldingen/v1")),
    "To anonymous": lambda goed: goed.met_header("To", kop("To", WSA_ANONYMOUS)),
    "a RelatesTo": lambda goed: goed.met_header("RelatesTo", kop("RelatesTo", "urn:uuid:0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11")),
    "FaultTo none": lambda goed: goed.met_header(
        "FaultTo", '<wsa:FaultTo wsu:Id="FaultTo"><wsa:Address>http://www.w3.org/2005/08/addressing/none</wsa:Address></wsa:FaultTo>'
    ),
    "the token not signed": lambda goed: replace(goed, ongetekend=("token",)),
    "no Expires": lambda goed: replace(goed, timestamp=re.sub("<wsu:Expires>.*</wsu:Expires>", "", goed.timestamp)),
    "milliseconds": lambda goed: replace(goed, timestamp=goed.timestamp.replace("Z<", ".123Z<")),
    "blanks in the headers": lambda goed: goed.met_header("Action", kop("Action", f"\n  {verzoeken.actie('MeldJeugdige')}\n")),
}  # fmt: skip


@pytest.fixture(scope="module")
def eerste(bewoond: Index) -> Antwoord:
    """The melding that every form repeats: its key and content are equal only when the form is read as meant."""
    return bewoond.meld(GGD, "enig", "in-elke-vorm")


@pytest.mark.eis("R-151", "R-155")
@pytest.mark.parametrize("vorm", VORMEN)
def test_another_form_means_the_same(bewoond: Index, eerste: Antwoord, vorm: str) -> None:
    """Accepted, and the business key finds the same content: the number was read whole and nothing else was."""
    message_id = f"urn:uuid:vorm-{list(VORMEN).index(vorm)}-{bewoond.sleutel()}"
    goed = bericht(bewoond, GGD, "MeldJeugdige", bewoond.melding(GGD, "enig", "in-elke-vorm"), message_id)
    antwoord = Zending(VORMEN[vorm](goed).bouw(), message_id, "MeldJeugdige", '""').vraag(bewoond)
    assert isinstance(antwoord, Antwoord), antwoord
    assert eerste.tekst("meldingId") == antwoord.tekst("meldingId")


@pytest.mark.eis("R-151")
@pytest.mark.parametrize(
    "soort", ["text/xml", "text/xml;charset=UTF-8", 'text/xml; charset="utf-8"', 'TEXT/XML; Charset="UTF-8"', "text/xml; action=x"]
)
def test_content_types_that_mean_the_same(bewoond: Index, soort: str) -> None:
    """Charset absent or utf-8 in any spelling."""
    bericht_, message_id = bewoond.teken(GGD, "ControleerVerbinding", verzoeken.controleer(GGD))
    http = bewoond.post(bericht_.bytes, "/meldingen/v1", CONTENT_TYPE=soort)
    assert isinstance(bewoond.lees(http, bericht_, message_id, "ControleerVerbinding"), Antwoord)


@pytest.mark.parametrize(
    "environ", [{"HTTP_CONTENT_ENCODING": "identity"}, {"CONTENT_LENGTH": None}, {"HTTP_X_SSL_CLIENT_CERT": "vals"}], ids=str
)
def test_http_that_means_nothing(bewoond: Index, environ: dict[str, str | None]) -> None:
    """No encoding, no length (chunked), and what only a proxy may say: the message is judged on itself."""
    bericht_, message_id = bewoond.teken(GGD, "ControleerVerbinding", verzoeken.controleer(GGD))
    http = bewoond.post(bericht_.bytes, "/meldingen/v1", **environ)
    assert isinstance(bewoond.lees(http, bericht_, message_id, "ControleerVerbinding"), Antwoord)


@pytest.mark.eis("R-152")
@pytest.mark.parametrize(
    "id", ["urn:uuid:a", "http://partner.example/1?a=b&c=d", "dossier@5c6f9a4e-6f0b-4b7e-9a1e-000000000001@partner.example", "urn:naam:é"]
)
def test_a_message_id_comes_back_as_it_was(bewoond: Index, id: str) -> None:
    """Any absolute IRI, and the form of Best Practices WUS, is what the reply relates to."""
    body = verzoeken.controleer(GGD)
    eigen = f"{id}{bewoond.sleutel()}"
    assert isinstance(bewoond.vraag(GGD, "ControleerVerbinding", body, message_id=eigen), Antwoord)


@pytest.mark.eis("R-152", "R-170")
@pytest.mark.parametrize("teken", ["\u200b", "\u00ad", "\ue000", "\u2028", "\u202e", "\U000e0001"], ids=ascii)
@pytest.mark.parametrize("naam", ["MessageID", "Action", "To"])
def test_a_character_that_nobody_sees(bewoond: Index, naam: str, teken: str) -> None:
    """An invisible character in an addressing header is malformed: its code, as a signed fault, and nothing happens."""
    code = {"MessageID": "DK0007", "Action": "DK0006", "To": "DK0005"}[naam]
    message_id = f"urn:uuid:onzichtbaar-{bewoond.sleutel()}"
    goed = bericht(bewoond, POLITIE, "MeldJeugdige", bewoond.melding(POLITIE, "ander"), message_id)
    kopxml = goed.headers[naam].replace("</wsa:", f"{teken}</wsa:")
    voor = bewoond.gevolgen()
    gerelateerd = "http://www.w3.org/2005/08/addressing/unspecified" if naam == "MessageID" else message_id
    fout = Zending(goed.met_header(naam, kopxml).bouw(), gerelateerd, "MeldJeugdige", '""').vraag(bewoond)
    assert isinstance(fout, Fout)
    assert (code, "wsa:MessageAddressingHeaderRequired", True) == (fout.code, fout.faultcode, fout.getekend)
    assert voor == bewoond.gevolgen()
