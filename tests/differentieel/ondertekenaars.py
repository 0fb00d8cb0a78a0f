"""Valid requests and replies, signed by four signers: ours, the builder of the unit ring, signxml and libxmlsec1."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import signxml
import xmlsec
from lxml import etree

from verwijsindex.contract.namespaces import DS, EXC_C14N, SOAP, WSA, WSA_ANONYMOUS, WSSE, WSSE11, WSU
from verwijsindex.security.sign import Ondertekenaar

from ..unit.security import pki
from ..unit.security.berichten import ACTIE, ADRES, BASE64, INHOUD, X509V3, Bericht, Ref
from . import partijen

MESSAGE_ID = "urn:uuid:5c6f9a4e-6f0b-4b7e-9a1e-000000000001"
BEVESTIGD = b"de handtekening van het verzoek"
ANTWOORD = (
    '<m:MeldJeugdigeResponse xmlns:m="urn:verwijsindex:meldingen:v1" xmlns:t="urn:verwijsindex:typen:v1"><m:stuurgegevens>'
    "<t:versie>1.0</t:versie></m:stuurgegevens><m:meldingId>een &amp; ander</m:meldingId></m:MeldJeugdigeResponse>"
)
C14N = signxml.CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
SHA = {"256": "xmlenc#sha256", "384": "xmldsig-more#sha384", "512": "xmlenc#sha512"}
_GEWOON = {"S": "soap", "A": "wsa", "X": "wsse", "U": "wsu", "C": "wsse11"}
_VREEMD = {"S": "SOAP-ENV", "A": "a", "X": "o", "U": "u", "C": "k"}


@dataclass(frozen=True)
class Getekend:
    """A message that everybody accepts, and what it is."""

    naam: str
    raw: bytes
    partij: pki.Partij
    antwoord: bool = False


@dataclass(frozen=True)
class Vorm:
    """How an envelope is written: prefixes, white space, PrefixLists, the hash, and who signs."""

    partij: pki.Partij
    antwoord: bool = False
    vreemd: bool = False  # other prefixes than the usual ones
    mooi: bool = False  # with line breaks and indents
    prefixlijst: tuple[str, ...] = ()
    sha: str = "256"

    def schrijf(self) -> tuple[str, list[str]]:
        """Return the envelope without its Signature, and the ids that must be signed."""
        p = _VREEMD if self.vreemd else _GEWOON
        velden = self._adressering()
        headers = [f'<{p["A"]}:{naam} {p["U"]}:Id="id-{naam}">{xml}</{p["A"]}:{naam}>' for naam, xml in velden.items()]
        beveiliging = [self._token(p), self._timestamp(p), *([self._bevestiging(p)] if self.antwoord else [])]
        ids = ["token", "tijd", *(["bevestiging"] if self.antwoord else []), *[f"id-{naam}" for naam in velden], "lichaam"]
        namen = {p["S"]: SOAP, p["A"]: WSA, p["X"]: WSSE, p["U"]: WSU, p["C"]: WSSE11}
        ns = " ".join(f'xmlns:{prefix}="{naam}"' for prefix, naam in namen.items())
        wit = "\n   " if self.mooi else ""
        s, x, u = p["S"], p["X"], p["U"]
        security = f'<{x}:Security {s}:mustUnderstand="1">{wit}{wit.join(beveiliging)}{wit}</{x}:Security>'
        inhoud = ANTWOORD if self.antwoord else INHOUD.replace(pki.PARTNER_OIN, f"{pki.PARTNER_OIN}{wit}")
        body = f'<{s}:Body {u}:Id="lichaam">{wit}{inhoud}{wit}</{s}:Body>'
        return (
            f"<{s}:Envelope {ns}>{wit}<{s}:Header>{wit}{security}{wit}{wit.join(headers)}{wit}</{s}:Header>{wit}{body}{wit}</{s}:Envelope>",
            ids,
        )

    def _adressering(self) -> dict[str, str]:
        adres = "a" if self.vreemd else "wsa"
        if self.antwoord:
            return {"Action": ACTIE + "Response", "MessageID": "urn:uuid:2", "RelatesTo": MESSAGE_ID, "To": WSA_ANONYMOUS}
        epr = f"<{adres}:Address>%s</{adres}:Address>"
        return {
            "To": f"{ADRES}?OIN={pki.SERVER_OIN}",
            "Action": ACTIE,
            "MessageID": MESSAGE_ID,
            "ReplyTo": epr % WSA_ANONYMOUS,
            "From": epr % f"https://partner.example?OIN={pki.PARTNER_OIN}",
        }

    def _token(self, p: dict[str, str]) -> str:
        inhoud = self.partij.token
        if self.mooi:
            inhoud = "\n".join(inhoud[i : i + 64] for i in range(0, len(inhoud), 64))
        naam = f"{p['X']}:BinarySecurityToken"
        return f'<{naam} {p["U"]}:Id="token" EncodingType="{BASE64}" ValueType="{X509V3}">{inhoud}</{naam}>'

    def _timestamp(self, p: dict[str, str]) -> str:
        u = p["U"]
        created, expires = "2026-03-02T09:29:58.5Z", "2026-03-02T09:34:58Z"
        return f'<{u}:Timestamp {u}:Id="tijd"><{u}:Created>{created}</{u}:Created><{u}:Expires>{expires}</{u}:Expires></{u}:Timestamp>'

    def _bevestiging(self, p: dict[str, str]) -> str:
        return f'<{p["C"]}:SignatureConfirmation {p["U"]}:Id="bevestiging" Value="{b64encode(BEVESTIGD).decode()}"/>'


def _sleutelverwijzing() -> etree._Element:
    reference = f'<w:Reference URI="#token" ValueType="{X509V3}"/>'
    xml = f'<d:KeyInfo xmlns:d="{DS}" xmlns:w="{WSSE}"><w:SecurityTokenReference>{reference}</w:SecurityTokenReference></d:KeyInfo>'
    return etree.fromstring(xml)


def met_signxml(vorm: Vorm) -> bytes:
    """Sign with signxml, detached, and put the Signature at the end of Security."""
    tekst, ids = vorm.schrijf()
    boom = etree.fromstring(tekst)
    ondertekenaar = signxml.XMLSigner(
        method=signxml.SignatureConstructionMethod.detached,
        signature_algorithm=f"rsa-sha{vorm.sha}",
        digest_algorithm=f"sha{vorm.sha}",
        c14n_algorithm=C14N,
    )
    lijst = list(vorm.prefixlijst) or None
    handtekening = ondertekenaar.sign(
        boom,
        key=vorm.partij.sleutel,
        reference_uri=[signxml.SignatureReference(URI=f"#{i}", c14n_method=C14N, inclusive_ns_prefixes=lijst) for i in ids],
        key_info=_sleutelverwijzing(),
        id_attribute="Id",  # no PrefixList for SignedInfo: signxml makes it outside the envelope, where no prefix is declared
    )
    boom[0][0].append(handtekening)
    return etree.tostring(boom)


def met_xmlsec(vorm: Vorm) -> bytes:
    """Sign with libxmlsec1, in the middle of Security, behind the token."""
    tekst, ids = vorm.schrijf()
    boom = etree.fromstring(tekst)
    boom[0][0].insert(1, _sjabloon(ids, vorm))
    boom = etree.fromstring(etree.tostring(boom))
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(vorm.partij.sleutel_pem, xmlsec.constants.KeyDataFormatPem)
    for element in boom.iter("*"):
        if element.get(f"{{{WSU}}}Id") is not None:
            context.register_id(element, "Id", WSU)
    context.sign(boom[0][0][1])
    return etree.tostring(boom)


def _sjabloon(ids: list[str], vorm: Vorm) -> etree._Element:
    lijst = f'<e:InclusiveNamespaces xmlns:e="{EXC_C14N}" PrefixList="{" ".join(vorm.prefixlijst)}"/>' if vorm.prefixlijst else ""
    digest = f'<d:DigestMethod Algorithm="http://www.w3.org/2001/04/{SHA[vorm.sha]}"/><d:DigestValue/>'
    transforms = f'<d:Transforms><d:Transform Algorithm="{EXC_C14N}">{lijst}</d:Transform></d:Transforms>'
    referenties = "".join(f'<d:Reference URI="#{i}">{transforms}{digest}</d:Reference>' for i in ids)
    methode = f'<d:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha{vorm.sha}"/>'
    c14n = f'<d:CanonicalizationMethod Algorithm="{EXC_C14N}">{lijst}</d:CanonicalizationMethod>'
    signed_info = f"<d:SignedInfo>{c14n}{methode}{referenties}</d:SignedInfo>"
    handtekening = etree.fromstring(f'<d:Signature xmlns:d="{DS}">{signed_info}<d:SignatureValue/></d:Signature>')
    handtekening.append(_sleutelverwijzing())
    return handtekening


def met_onze(partij: pki.Partij, *, antwoord: bool = False) -> bytes:
    """Sign with the signer of the project."""
    eigen = Ondertekenaar(partij.sleutel_pem, partij.certificaat_pem)
    if antwoord:
        return eigen.antwoord(
            ANTWOORD.encode(), action=f"{ACTIE}Response", message_id="urn:uuid:2", relates_to=MESSAGE_ID, bevestigt=BEVESTIGD, nu=pki.NU
        )
    van = f"https://partner.example?OIN={pki.PARTNER_OIN}"
    to = f"{ADRES}?OIN={pki.SERVER_OIN}"
    return eigen.verzoek(INHOUD.encode(), action=ACTIE, to=to, message_id=MESSAGE_ID, van=van, nu=pki.NU).bytes


def _gebouwd(partij: pki.Partij, sha: str) -> bytes:
    bericht = Bericht(partij=partij, methode=f"http://www.w3.org/2001/04/xmldsig-more#rsa-sha{sha}")
    refs = tuple(Ref(ref.doel, digest=f"http://www.w3.org/2001/04/{SHA[sha]}") for ref in bericht.alle_refs())
    return bericht.met(refs=refs).bouw()


_BIBLIOTHEKEN: dict[str, Callable[[Vorm], bytes]] = {"signxml": met_signxml, "xmlsec": met_xmlsec}


@cache
def getekende() -> tuple[Getekend, ...]:
    """Return every combination that differs for a verifier: signer, key, hash, prefixes, white space, PrefixLists, kind of message."""
    partner, groot, server = partijen.partner(), partijen.groot(), partijen.server()
    berichten = [
        Getekend("onze 2048", met_onze(partner), partner),
        Getekend("onze 3072", met_onze(groot), groot),
        Getekend("onze antwoord", met_onze(server, antwoord=True), server, antwoord=True),
    ]
    for sha in SHA:
        berichten.append(Getekend(f"bouwer sha{sha}", _gebouwd(partner, sha), partner))
        berichten += [_getekend(naam, f"2048 sha{sha}", Vorm(partner, sha=sha)) for naam in _BIBLIOTHEKEN]
    for naam in _BIBLIOTHEKEN:
        lijst = Vorm(groot, mooi=True, prefixlijst=("soap", "wsa", "wsu"))
        berichten.append(_getekend(naam, "3072, mooi, PrefixList", lijst))
        vreemd = Vorm(groot, vreemd=True, mooi=True, prefixlijst=("SOAP-ENV", "u", "o"))
        berichten.append(_getekend(naam, "3072, vreemde prefixen, mooi, PrefixList", vreemd))
        berichten.append(_getekend(naam, "antwoord", Vorm(server, antwoord=True)))
        vreemd = Vorm(server, antwoord=True, vreemd=True, mooi=True, sha="512")
        berichten.append(_getekend(naam, "antwoord sha512, vreemde prefixen, mooi", vreemd))
    return tuple(berichten)


def _getekend(bibliotheek: str, naam: str, vorm: Vorm) -> Getekend:
    return Getekend(f"{bibliotheek} {naam}", _BIBLIOTHEKEN[bibliotheek](vorm), vorm.partij, vorm.antwoord)
