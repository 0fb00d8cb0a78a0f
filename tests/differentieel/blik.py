"""A message as an independent reader sees it: no code of `security` is used here."""

import re
from base64 import b64decode
from binascii import Error
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from verwijsindex.contract.namespaces import DS, SOAP, WSA, WSSE, WSSE11, WSU

NS = {"soap": SOAP, "wsa": WSA, "wsse": WSSE, "wsu": WSU, "ds": DS, "wsse11": WSSE11}
ID = f"{{{WSU}}}Id"
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


def parse(raw: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, collect_ids=False))
    except etree.XMLSyntaxError:
        return None


def clark(naam: str) -> str:
    """Return `{uri}local` for `prefix:local`."""
    prefix, _, lokaal = naam.partition(":")
    return f"{{{NS[prefix]}}}{lokaal}"


def kinderen(element: etree._Element | None) -> list[etree._Element]:
    return [] if element is None else list(element.iterchildren("*"))


def namen(element: etree._Element | None) -> list[str]:
    return [kind.tag for kind in kinderen(element)]


def los(element: etree._Element) -> str:
    """Return the text directly inside an element, beside its children, without white space."""
    return re.sub(r"[ \t\r\n]", "", "".join([element.text or "", *(kind.tail or "" for kind in element)]))


def base64(element: etree._Element | None) -> bytes | None:
    """Decode as RFC 4648 says, white space aside; None when it is not that."""
    if element is None or len(element):
        return None
    dicht = re.sub(r"[ \t\r\n]", "", element.text or "")
    try:
        return b64decode(dicht) if dicht and _BASE64.fullmatch(dicht) else None
    except Error:
        return None


def ids(element: etree._Element) -> list[str]:
    """Return the values of every attribute that anybody could take for an id."""
    return [waarde for naam, waarde in element.items() if etree.QName(naam).localname.lower() == "id"]


@dataclass(frozen=True)
class Blik:
    """Where the parts of a message stand; None for what is not there."""

    raw: bytes
    antwoord: bool

    @cached_property
    def envelop(self) -> etree._Element | None:
        return parse(self.raw)

    @cached_property
    def elementen(self) -> list[etree._Element]:
        return [] if self.envelop is None else list(self.envelop.iter("*"))

    @cached_property
    def header(self) -> etree._Element | None:
        return self._eerste(self.envelop, "soap:Header")

    @cached_property
    def body(self) -> etree._Element | None:
        return self._eerste(self.envelop, "soap:Body")

    @cached_property
    def blokken(self) -> list[etree._Element]:
        return kinderen(self.header)

    @cached_property
    def adressering(self) -> list[etree._Element]:
        """The header blocks in the namespace of WS-Addressing."""
        return [blok for blok in self.blokken if blok.tag.startswith(f"{{{WSA}}}")]

    @cached_property
    def security(self) -> etree._Element | None:
        return self._eerste(self.header, "wsse:Security")

    @cached_property
    def token(self) -> etree._Element | None:
        return self._eerste(self.security, "wsse:BinarySecurityToken")

    @cached_property
    def timestamp(self) -> etree._Element | None:
        return self._eerste(self.security, "wsu:Timestamp")

    @cached_property
    def bevestiging(self) -> etree._Element | None:
        return self._eerste(self.security, "wsse11:SignatureConfirmation")

    @cached_property
    def handtekening(self) -> etree._Element | None:
        return self._eerste(self.security, "ds:Signature")

    @cached_property
    def signed_info(self) -> etree._Element | None:
        return self._eerste(self.handtekening, "ds:SignedInfo")

    @cached_property
    def key_info(self) -> etree._Element | None:
        return self._eerste(self.handtekening, "ds:KeyInfo")

    @cached_property
    def referenties(self) -> list[etree._Element]:
        return [kind for kind in kinderen(self.signed_info) if kind.tag == clark("ds:Reference")]

    @cached_property
    def methoden(self) -> list[etree._Element]:
        """The CanonicalizationMethod and every Transform."""
        c14n = [kind for kind in kinderen(self.signed_info) if kind.tag == clark("ds:CanonicalizationMethod")]
        return c14n + [t for reference in self.referenties for t in reference.iterfind("ds:Transforms/ds:Transform", NS)]

    def waarden(self, naam: str) -> list[str]:
        """Return the trimmed texts of the header blocks of this name."""
        return [(blok.text or "").strip(" \t\r\n") for blok in self.blokken if blok.tag == clark(naam)]

    def adres(self, naam: str) -> list[str]:
        """Return the addresses in the endpoint references of this name."""
        blokken = [blok for blok in self.blokken if blok.tag == clark(naam)]
        return [(blok.findtext("wsa:Address", "", NS)).strip(" \t\r\n") for blok in blokken]

    @staticmethod
    def _eerste(ouder: etree._Element | None, naam: str) -> etree._Element | None:
        return None if ouder is None else ouder.find(naam, NS)
