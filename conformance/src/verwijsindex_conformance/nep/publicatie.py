"""What the fake index answers to a GET: the contract of its services with their address in it, as an index publishes it (koppelvlak 1)."""

import hashlib
from collections.abc import Mapping
from copy import deepcopy
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from verwijsindex_conformance.contractbestanden import DIENSTEN, Dienst, wsdl, xsd
from verwijsindex_conformance.namespaces import WSDL_SOAP, XSD
from verwijsindex_conformance.nep.uit import XML, Uit

_WSDLS: Final = {"wsdl": "", "wsdl=plat": "plat", "wsdl=policy": "policy"}
"""By query the folder below that of the WSDLs."""
_TEKST: Final = "text/plain; charset=utf-8"
_BEWAREN: Final = "public, max-age=300"


def publiceer(adressen: Mapping[str, str], doel: str, gezien: str | None = None) -> Uit:
    """The document at this request target of the services at ``adressen``; 304 when ``gezien`` (If-None-Match) is its ETag, or 404."""
    delen = urlsplit(doel)
    dienst = next((een for een in DIENSTEN if een.naam in adressen and urlsplit(adressen[een.naam]).path == delen.path), None)
    gevonden = None if dienst is None else _document(dienst, adressen[dienst.naam], delen.query)
    if gevonden is None:
        return Uit(b"Dit document is er niet.\n", 404, _TEKST, {"Cache-Control": "no-store"})
    body, soort = gevonden
    koppen = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "Cache-Control": _BEWAREN}
    return Uit(b"", 304, soort, koppen) if gezien == koppen["ETag"] else Uit(body, soort=soort, koppen=koppen)


def _document(dienst: Dienst, adres: str, query: str) -> tuple[bytes, str] | None:
    """Bytes and content type of one document of a service; None when there is none by this name. Nothing of a request is ever a path."""
    if not query:
        regels = (f"{dienst.naam}: een nagespeelde index.", "", *(f"{adres}?{naam}" for naam in _WSDLS), "")
        return "\n".join(regels).encode(), _TEKST
    if query.lower() in _WSDLS:
        document = deepcopy(wsdl(dienst, _WSDLS[query.lower()]))
        for poort in document.iter(f"{{{WSDL_SOAP}}}address"):
            poort.set("location", adres)
    elif query in {f"xsd={naam}" for naam in _schemas(dienst)}:
        document = xsd(query.partition("=")[2])
    else:
        return None
    for verwijzing in document.iter(f"{{{XSD}}}import"):
        if verwijzing.get("schemaLocation") is not None:
            verwijzing.set("schemaLocation", f"{adres}?xsd={_naam(verwijzing)}")
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8"), XML


def _schemas(dienst: Dienst) -> set[str]:
    """The names of the schemas that the contract of a service needs."""
    eigen = f"{dienst.naam}-v1.xsd"
    return {eigen, *(_naam(verwijzing) for verwijzing in xsd(eigen).iter(f"{{{XSD}}}import"))}


def _naam(verwijzing: etree._Element) -> str:
    return str(verwijzing.get("schemaLocation", "")).rpartition("/")[2]
