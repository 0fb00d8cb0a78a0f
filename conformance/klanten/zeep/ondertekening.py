"""What zeep does not sign by itself, added as its documentation invites to: `Ondertekening` is a zeep wsse object, on python-xmlsec.

zeep writes the WS-Addressing headers that the WSDL asks for, and leaves them unsigned; it signs Body and Timestamp with SHA-1 and puts the
token behind the signature. Of an answer it checks that what is signed was not changed, not what was signed. This shares no code with the
client of the project.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import xmlsec
from lxml import etree
from zeep import Plugin, ns
from zeep.exceptions import SignatureVerificationFailed
from zeep.wsse.signature import MemorySignature, _sign_node
from zeep.wsse.utils import WSSE, WSU, ensure_id, get_security_header

_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
X509V3 = f"{_OASIS}-x509-token-profile-1.0#X509v3"
BASE64 = f"{_OASIS}-soap-message-security-1.0#Base64Binary"
WSSE11 = "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd"


class Aan(Plugin):
    """wsa:To is the address of the service, also when something in between gets the message."""

    def __init__(self, adres: str) -> None:
        self._adres = adres

    def egress(self, envelope: Any, http_headers: Any, operation: Any, binding_options: Any) -> Any:
        """Called by zeep after it wrote its own addressing headers, and before it signs."""
        envelope.find(f".//{{{ns.WSA}}}To").text = self._adres
        return envelope, http_headers


class Ondertekening(MemorySignature):
    """Signs Timestamp, Body and every WS-Addressing header with RSA-SHA256; verifies with the certificate of the index."""

    def __init__(self, sleutel: Path, certificaat: Path, index: Path) -> None:
        super().__init__(sleutel.read_bytes(), certificaat.read_bytes())
        self._van_index = MemorySignature(b"", index.read_bytes())
        self._waarde = ""

    def apply(self, envelope: etree._Element, headers: dict[str, str]) -> tuple[etree._Element, dict[str, str]]:
        """Sign a request."""
        security = get_security_header(envelope)
        header, body = envelope
        token, timestamp = self._token(), _timestamp()
        handtekening = xmlsec.template.create(envelope, xmlsec.Transform.EXCL_C14N, xmlsec.Transform.RSA_SHA256)
        verwijzing = WSSE.Reference(URI=f"#{ensure_id(token)}", ValueType=X509V3)
        xmlsec.template.ensure_key_info(handtekening).append(WSSE.SecurityTokenReference(verwijzing))
        security.extend([token, timestamp, handtekening])
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(self.key_data, xmlsec.KeyFormat.PEM, None)
        for deel in (timestamp, *[blok for blok in header if blok.tag.startswith(f"{{{ns.WSA}}}")], body):
            _sign_node(context, handtekening, deel, xmlsec.Transform.SHA256)
        context.sign(handtekening)
        self._waarde = "".join(handtekening.findtext(f"{{{ns.DS}}}SignatureValue").split())
        return envelope, headers

    def verify(self, envelope: etree._Element) -> etree._Element:
        """Raise SignatureVerificationFailed unless the index signed this Body, as the answer to our request (WB013, WB014)."""
        security, body = envelope.find(f"{{*}}Header/{{{ns.WSSE}}}Security"), envelope.find("{*}Body")
        if security is None or security.find(f"{{{ns.DS}}}Signature") is None:
            raise SignatureVerificationFailed("het antwoord is niet getekend")
        gedekt = [verwijzing.get("URI") for verwijzing in security.iterfind(f"{{{ns.DS}}}Signature/{{*}}SignedInfo/{{*}}Reference")]
        bevestiging = security.find(f"{{{WSSE11}}}SignatureConfirmation")
        for deel in (body, bevestiging):
            if deel is None or f"#{deel.get(etree.QName(ns.WSU, 'Id'))}" not in gedekt:
                raise SignatureVerificationFailed("de handtekening dekt Body of bevestiging niet")
        geverifieerd = self._van_index.verify(envelope)
        waarde = bevestiging.get("Value")
        if waarde != self._waarde and not (waarde is None and body[0].tag.endswith("}Fault")):  # who refused a signature confirms none
            raise SignatureVerificationFailed("het antwoord bevestigt een andere handtekening")
        return geverifieerd

    def _token(self) -> etree._Element:
        regels = [regel for regel in self.cert_data.decode().split("-----END")[0].splitlines() if "BEGIN" not in regel]
        return WSSE.BinarySecurityToken("".join(regels), EncodingType=BASE64, ValueType=X509V3)


def _timestamp() -> etree._Element:
    nu = datetime.now(UTC)
    vorm = "%Y-%m-%dT%H:%M:%SZ"
    return WSU.Timestamp(WSU.Created(nu.strftime(vorm)), WSU.Expires((nu + timedelta(minutes=5)).strftime(vorm)))
