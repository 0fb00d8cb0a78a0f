"""Three verdicts on one message: ours, signxml's and that of libxmlsec1.

The two libraries get the certificate that the message carries, and nothing of the profile: they judge the signature alone.
"""

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from lxml import etree

from verwijsindex.contract.namespaces import SOAP, WSSE, WSU
from verwijsindex.security.policy import STRIKT
from verwijsindex.security.ports import Klok
from verwijsindex.security.refusals import Afwijzing
from verwijsindex.security.reply import AntwoordOntvanger, NietVertrouwd, OngeldigAntwoord
from verwijsindex.security.trust import TrustStore

from ..unit.security import pki, tweede_mening
from ..unit.security.berichten import feiten, ontvanger
from . import partijen
from .ondertekenaars import BEVESTIGD, MESSAGE_ID

_TOKEN = f"./{{{SOAP}}}Header/{{{WSSE}}}Security/{{{WSSE}}}BinarySecurityToken"

OMGEVALLEN = "omgevallen:"


@dataclass(frozen=True)
class Ons:
    """Our verdict: the Body that we say was signed, or the code of the refusal (for a reply perhaps the name of the exception)."""

    body: bytes | None = None
    code: str = ""

    @property
    def goed(self) -> bool:
        return self.body is not None


@dataclass(frozen=True)
class UitToken:
    """The certificate that a message carries."""

    certificaat_pem: bytes


def ons(raw: bytes, *, antwoord: bool, nu: datetime = pki.NU, trust: TrustStore | None = None) -> Ons:
    """Hand a message to a new receiver, or a reply to a new client."""
    trust = trust or partijen.truststore()
    try:
        if antwoord:
            return Ons(ontvang_antwoord(raw, trust, lambda: nu))
        return Ons(ontvanger(trust=trust, nu=nu).ontvang(raw, feiten(raw)).body)
    except OngeldigAntwoord as fout:
        return Ons(code=fout.afwijzing.code)
    except NietVertrouwd as fout:
        return Ons(code=type(fout).__name__)
    except Afwijzing as fout:
        return Ons(code=fout.code)
    except Exception as fout:  # no message may do that
        return Ons(code=f"{OMGEVALLEN} {type(fout).__name__}")


def ontvang_antwoord(raw: bytes, trust: TrustStore, klok: Klok) -> bytes:
    """Hand a reply to a new client that asked what it answers; return its Body."""
    client = AntwoordOntvanger(policy=STRIKT, trust=trust, klok=klok, server_oin=pki.SERVER_OIN)
    return client.ontvang(raw, message_id=MESSAGE_ID, signature_value=BEVESTIGD).body


def token_van(raw: bytes) -> UitToken | None:
    """Return the first token of the message as a certificate, None when there is none or it cannot be read."""
    try:
        tekst = etree.fromstring(raw, etree.XMLParser(resolve_entities=False)).findtext(_TOKEN) or ""
        return UitToken(pki.pem(x509.load_der_x509_certificate(b64decode(tekst))))
    except (etree.XMLSyntaxError, ValueError):
        return None


def signxml(raw: bytes, nu: datetime = pki.NU) -> tweede_mening.Mening:
    token = token_van(raw)
    return tweede_mening.Mening(False) if token is None else tweede_mening.signxml(_zonder_losse_regeleinden(raw), token, nu)


def _zonder_losse_regeleinden(raw: bytes) -> bytes:
    """Return the message without carriage returns written as `&#13;` between the parts of Envelope, Header and Security.

    They are white space, and signed by nobody. signxml reads each part again together with the text behind it, and stumbles over them.
    """
    if b"&#" not in raw:
        return raw
    boom = etree.fromstring(raw, etree.XMLParser(resolve_entities=False))
    for deel in (*boom, *boom.iterfind("./*/*"), *boom.iterfind(f"./*/{{{WSSE}}}Security/*")):
        if deel.getparent().tag != f"{{{SOAP}}}Body":
            deel.tail = (deel.tail or "").replace("\r", "")
    return etree.tostring(boom.getroottree(), encoding="utf-8")


def libxmlsec(raw: bytes) -> tweede_mening.Mening:
    token = token_van(raw)
    return tweede_mening.Mening(False) if token is None else tweede_mening.libxmlsec(raw, token)


def bodies_volgens(mening: tweede_mening.Mening) -> list[bytes]:
    """Of the bytes that signxml says were signed, those that are a SOAP Body."""
    bodies = []
    for stuk in mening.ondertekend:
        element = etree.fromstring(stuk)
        if element.tag == f"{{{SOAP}}}Body" and element.get(f"{{{WSU}}}Id"):
            bodies.append(stuk)
    return bodies
