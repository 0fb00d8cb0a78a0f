"""Builds signed messages of every kind, also wrong ones. It shares no code with the signer of the project.

A message is text with knobs; the digests and the signature are made over that text as it stands, so a knob that breaks a rule does not
break the signature. What must break the signature is done to the bytes afterwards.
"""

from base64 import b64encode
from dataclasses import dataclass, field, replace
from hashlib import new

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from lxml import etree

from verwijsindex.contract.namespaces import DS, EXC_C14N, SOAP, WSA, WSA_ANONYMOUS, WSSE, WSSE11, WSU
from verwijsindex.security.policy import STRIKT, Policy
from verwijsindex.security.receive import Afwijzing, GeverifieerdBericht, HttpFeiten, Ontvanger
from verwijsindex.security.trust import TrustStore

from . import pki

ACTIE = "urn:verwijsindex:meldingen:v1:MeldJeugdige"
ANDERE_ACTIE = "urn:verwijsindex:meldingen:v1:VerwijderMelding"
KIND = "{urn:verwijsindex:meldingen:v1}MeldJeugdige"
ANDER_KIND = "{urn:verwijsindex:meldingen:v1}VerwijderMelding"
ADRES = "https://index.example/meldingen"
X509V3 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
BASE64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
NAAMRUIMTEN = f'xmlns:soap="{SOAP}" xmlns:wsa="{WSA}" xmlns:wsse="{WSSE}" xmlns:wsu="{WSU}" xmlns:ds="{DS}" xmlns:wsse11="{WSSE11}"'
INHOUD = (
    '<m:MeldJeugdige xmlns:m="urn:verwijsindex:meldingen:v1" xmlns:t="urn:verwijsindex:typen:v1"><m:stuurgegevens>'
    f"<t:verzenderOin>{pki.PARTNER_OIN}</t:verzenderOin><t:rol>MELDER</t:rol></m:stuurgegevens>"
    "<m:jeugdige><m:bsn>900000001</m:bsn></m:jeugdige></m:MeldJeugdige>"
)
_HASHES = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
    "http://www.w3.org/2000/09/xmldsig#sha1": "sha1",
}
_HANDTEKENINGEN = {
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": hashes.SHA384(),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": hashes.SHA512(),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224": hashes.SHA224(),
}


def canoniseer(element: etree._Element, prefixen: tuple[str, ...]) -> bytes:
    """Exclusive C14N; lxml knows the prefix #default only once it has met the word."""
    etree.fromstring('<x xmlns:x="#default"/>')
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=list(prefixen) or None)


def kop(naam: str, waarde: str, attributen: str = "") -> str:
    """Return a WS-Addressing header block that holds text, with wsu:Id = its name."""
    return f'<wsa:{naam} wsu:Id="{naam}"{attributen}>{waarde}</wsa:{naam}>'


def epr(naam: str, adres: str, extra: str = "") -> str:
    return kop(naam, f"<wsa:Address>{adres}</wsa:Address>{extra}")


def token(partij: pki.Partij, attributen: str = f'EncodingType="{BASE64}" ValueType="{X509V3}"', inhoud: str | None = None) -> str:
    return f'<wsse:BinarySecurityToken wsu:Id="token" {attributen}>{inhoud or partij.token}</wsse:BinarySecurityToken>'


def timestamp(*delen: str) -> str:
    return f'<wsu:Timestamp wsu:Id="ts">{"".join(delen)}</wsu:Timestamp>'


def created(tekst: str) -> str:
    return f"<wsu:Created>{tekst}</wsu:Created>"


def expires(tekst: str) -> str:
    return f"<wsu:Expires>{tekst}</wsu:Expires>"


TOKENVERWIJZING = f'<wsse:Reference URI="#token" ValueType="{X509V3}"/>'
KEY_INFO = f"<ds:KeyInfo><wsse:SecurityTokenReference>{TOKENVERWIJZING}</wsse:SecurityTokenReference></ds:KeyInfo>"
C14N = f'<ds:CanonicalizationMethod Algorithm="{EXC_C14N}"/>'
TRANSFORMS = f'<ds:Transforms><ds:Transform Algorithm="{EXC_C14N}"/></ds:Transforms>'


@dataclass(frozen=True)
class Ref:
    """One ds:Reference. `doel` is the id of the element that is digested, `uri` what is written when that differs."""

    doel: str
    uri: str | None = None
    transforms: str = TRANSFORMS
    digest: str = SHA256
    methode_inhoud: str = ""
    prefixen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bericht:
    """A request of the profile; every field is a knob."""

    partij: pki.Partij = field(default_factory=pki.partner)
    headers: dict[str, str] = field(
        default_factory=lambda: {
            "To": kop("To", f"{ADRES}?OIN={pki.SERVER_OIN}"),
            "Action": kop("Action", ACTIE),
            "MessageID": kop("MessageID", "urn:uuid:5c6f9a4e-6f0b-4b7e-9a1e-000000000001"),
            "ReplyTo": epr("ReplyTo", WSA_ANONYMOUS),
            "From": epr("From", f"https://partner.example?OIN={pki.PARTNER_OIN}"),
        }
    )
    inhoud: str = INHOUD
    body: str = '<soap:Body wsu:Id="body">{inhoud}</soap:Body>'
    timestamp: str = timestamp(created("2026-03-02T09:29:58Z"), expires("2026-03-02T09:34:58Z"))
    token: str | None = None
    security: tuple[str, ...] = ("token", "timestamp", "handtekening")
    refs: tuple[Ref, ...] | None = None
    ongetekend: tuple[str, ...] = ()
    c14n: str = C14N
    c14n_prefixen: tuple[str, ...] = ()
    methode: str = RSA_SHA256
    methode_inhoud: str = ""
    key_info: str = KEY_INFO
    handtekening: str = '<ds:Signature Id="SIG">{signed_info}<ds:SignatureValue>{waarde}</ds:SignatureValue>{key_info}</ds:Signature>'
    envelop: str = (
        '<soap:Envelope {ns}><soap:Header><wsse:Security soap:mustUnderstand="1">{security}</wsse:Security>{headers}</soap:Header>'
        "{body}</soap:Envelope>"
    )
    voor: str = ""

    def met(self, **knoppen: object) -> "Bericht":
        return replace(self, **knoppen)

    def met_header(self, naam: str, xml: str | None) -> "Bericht":
        """Replace, add or (None) leave out one header block."""
        return replace(self, headers={n: x for n, x in (self.headers | {naam: xml}).items() if x is not None})

    def alle_refs(self) -> tuple[Ref, ...]:
        if self.refs is not None:
            return self.refs
        delen = ["ts", "token", *self.headers, "body"]
        return tuple(Ref(deel) for deel in delen if deel not in self.ongetekend)

    def bouw(self) -> bytes:
        """Return the signed message."""
        los = self._vul(self._signed_info({}), "")
        boom = etree.fromstring(los)
        digests = {ref.doel: self._digest(boom, ref) for ref in self.alle_refs()}
        signed_info = self._signed_info(digests)
        boom = etree.fromstring(self._vul(signed_info, ""))
        element = boom.find(f".//{{{DS}}}SignedInfo")
        if element is None:
            return self._vul(signed_info, "")
        canoniek = etree.tostring(
            element, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=list(self.c14n_prefixen) or None
        )
        waarde = self.partij.sleutel.sign(canoniek, PKCS1v15(), _HANDTEKENINGEN.get(self.methode, hashes.SHA256()))
        return self._vul(signed_info, b64encode(waarde).decode())

    def _digest(self, boom: etree._Element, ref: Ref) -> str:
        elementen = boom.xpath("//*[@wsu:Id=$i]", i=ref.doel, namespaces={"wsu": WSU})
        canoniek = canoniseer(elementen[0], ref.prefixen) if elementen else b""
        return b64encode(new(_HASHES.get(ref.digest, "sha256"), canoniek).digest()).decode()

    def _signed_info(self, digests: dict[str, str]) -> str:
        refs = "".join(
            f'<ds:Reference URI="{"#" + r.doel if r.uri is None else r.uri}">{r.transforms}<ds:DigestMethod Algorithm="{r.digest}">'
            f"{r.methode_inhoud}</ds:DigestMethod><ds:DigestValue>{digests.get(r.doel, '')}</ds:DigestValue></ds:Reference>"
            for r in self.alle_refs()
        )
        methode = f'<ds:SignatureMethod Algorithm="{self.methode}">{self.methode_inhoud}</ds:SignatureMethod>'
        return f"<ds:SignedInfo>{self.c14n}{methode}{refs}</ds:SignedInfo>"

    def _vul(self, signed_info: str, waarde: str) -> bytes:
        delen = {
            "token": self.token or token(self.partij),
            "timestamp": self.timestamp,
            "handtekening": self.handtekening.format(signed_info=signed_info, waarde=waarde, key_info=self.key_info),
        }
        security = "".join(delen.get(naam, naam) for naam in self.security)
        body = self.body.replace("{inhoud}", self.inhoud)
        headers = "".join(self.headers.values())
        vulling = {"ns": NAAMRUIMTEN, "security": security, "headers": headers, "body": body}
        tekst = self.envelop
        for plek, xml in vulling.items():
            tekst = tekst.replace("{" + plek + "}", xml)
        return (self.voor + tekst).encode()


GOED = Bericht()


class GeheugenReplayStore:
    """A replay store for one process: what the table with its unique index does for all of them."""

    def __init__(self) -> None:
        self.gezien: set[object] = set()

    def onthoud(self, oin: str, message_id: str, handtekening: bytes, tot: object, nu: object) -> bool:
        if {(oin, message_id), handtekening} & self.gezien:
            return False
        self.gezien |= {(oin, message_id), handtekening}
        return True


def truststore(**knoppen: object) -> TrustStore:
    return TrustStore([pki.root().pem], [pki.uitgever().pem], **knoppen)


def feiten(raw: bytes, **knoppen: object) -> HttpFeiten:
    vast = {
        "method": "POST",
        "content_type": "text/xml; charset=utf-8",
        "content_encoding": None,
        "content_length": len(raw),
        "soapactions": (f'"{ACTIE}"',),
    }
    return HttpFeiten(**(vast | knoppen))


def ontvanger(*, policy: Policy = STRIKT, trust: TrustStore | None = None, nu: object = pki.NU, **knoppen: object) -> Ontvanger:
    """Return a receiver with a fresh replay store, that knows both partners and two actions."""
    vast = {
        "policy": policy,
        "trust": trust or truststore(),
        "replay": GeheugenReplayStore(),
        "klok": lambda: nu,
        "acties": {ACTIE: KIND, ANDERE_ACTIE: ANDER_KIND},
        "eigen_oin": pki.SERVER_OIN,
        "adressen": [ADRES],
        "partners": lambda oin: oin in (pki.PARTNER_OIN, pki.ANDERE_OIN),
    }
    return Ontvanger(**(vast | knoppen))


def ontvang(raw: bytes, *, http: dict[str, object] | None = None, **knoppen: object) -> GeverifieerdBericht:
    """Hand a message to a new receiver."""
    return ontvanger(**knoppen).ontvang(raw, feiten(raw, **(http or {})))


def oordeel(bericht: Bericht | bytes, *, http: dict[str, object] | None = None, **knoppen: object) -> tuple[int, str] | None:
    """Return step and code of the refusal, None when the message is accepted."""
    try:
        ontvang(bericht if isinstance(bericht, bytes) else bericht.bouw(), http=http, **knoppen)
    except Afwijzing as afwijzing:
        return afwijzing.stap, afwijzing.code
    return None
