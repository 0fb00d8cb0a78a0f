"""A supplier's own client on zeep and python-xmlsec: what zeep does not sign by itself, added as its documentation invites to.

zeep writes the WS-Addressing headers that the WSDL asks for, and leaves them unsigned; it signs Body and Timestamp with SHA-1 and puts the
token behind the signature. This shares no code with the client of the project.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
import xmlsec
import zeep
from lxml import etree
from zeep import ns
from zeep.wsse.signature import MemorySignature, _sign_node
from zeep.wsse.utils import WSSE, WSU, ensure_id, get_security_header

_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
X509V3 = f"{_OASIS}-x509-token-profile-1.0#X509v3"
BASE64 = f"{_OASIS}-soap-message-security-1.0#Base64Binary"


class Ondertekening(MemorySignature):
    """Signs Timestamp, Body and every WS-Addressing header with RSA-SHA256; verifies with the certificate of the index."""

    def __init__(self, sleutel: Path, certificaat: Path, index: Path) -> None:
        super().__init__(sleutel.read_bytes(), certificaat.read_bytes())
        self._van_index = MemorySignature(b"", index.read_bytes())

    def apply(self, envelope: etree._Element, headers: dict[str, str]) -> tuple[etree._Element, dict[str, str]]:
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
        return envelope, headers

    def verify(self, envelope: etree._Element) -> etree._Element:
        return self._van_index.verify(envelope)

    def _token(self) -> etree._Element:
        regels = [regel for regel in self.cert_data.decode().split("-----END")[0].splitlines() if "BEGIN" not in regel]
        return WSSE.BinarySecurityToken("".join(regels), EncodingType=BASE64, ValueType=X509V3)


def _timestamp() -> etree._Element:
    nu = datetime.now(UTC)
    vorm = "%Y-%m-%dT%H:%M:%SZ"
    return WSU.Timestamp(WSU.Created(nu.strftime(vorm)), WSU.Expires((nu + timedelta(minutes=5)).strftime(vorm)))


class Leverancier:
    """Speaks to one sandbox for its first partner, over two-sided TLS, with what zeep made of the WSDL that the sandbox serves."""

    def __init__(self, sandbox: dict[str, Any]) -> None:
        partner = sandbox["partners"][0]
        certificaat, sleutel, ca = Path(partner["certificaat"]), Path(partner["sleutel"]), Path(sandbox["ca"])
        sessie = requests.Session()
        sessie.trust_env = False  # requests prefers a CA file named in the environment to the one given here
        sessie.cert, sessie.verify = (str(certificaat), str(sleutel)), str(ca)
        self.ondertekening = Ondertekening(sleutel, certificaat, ca.with_name("index.pem"))
        self._transport = zeep.Transport(session=sessie)
        url = sandbox["url"]["meldingen"]
        self.client = zeep.Client(f"{url}?wsdl", transport=self._transport, wsse=self.ondertekening)
        self.mandaat = partner["mandaten"][0]
        self.oin = partner["oin"]

    def meld(self, bsn: str, sleutel: str) -> Any:
        """Report one jeugdige as the first reporter; return what zeep parsed, or raise its Fault."""
        stuur = {
            "verzenderOin": self.oin,
            "instantieId": self.mandaat["instantieId"],
            "gebruikerId": self.mandaat["gebruikers"][0]["gebruikerId"],
            "rol": "MELDER",
        }
        return self.client.service.MeldJeugdige(stuurgegevens=stuur, partnerMeldingId=sleutel, jeugdige={"bsn": bsn})

    def bewaar(self, bestand: Path) -> None:
        """Write the next message to this file, as it went over the line."""
        self._transport.session.hooks["response"].append(lambda antwoord, **_: _bewaar_verzoek(antwoord.request, bestand))

    def sluit(self) -> None:
        self._transport.session.close()


def _bewaar_verzoek(verzoek: requests.PreparedRequest, bestand: Path) -> None:
    if isinstance(verzoek.body, bytes):
        bestand.write_bytes(verzoek.body)
