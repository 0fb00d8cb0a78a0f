"""The contract of both services as the target publishes it: that of this suite, whether the module is there or not."""

import hashlib

from lxml import etree

from verwijsindex_conformance.contractbestanden import Dienst, wsdl
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.haal import diensten_van, haal, lees_xml
from verwijsindex_conformance.namespaces import WSDL, WSDL_SOAP, XSD
from verwijsindex_conformance.onderdeel import VERZOEKEN
from verwijsindex_conformance.oordeel import NietAangeboden, eis
from verwijsindex_conformance.proef import Proef

_GEEN_DIENST = 404


@geval(
    "REGIE-040",
    "De WSDL is die van het koppelvlak",
    eisen=("R-150", "KV-05"),
    gedaan="Haalt ?wsdl van regie en beleidsinformatie op en vergelijkt de controlesom met die van het koppelvlak: SHA-256 over de "
    "canonieke vorm, zonder de adressen, wat er bij het adres staat, en witruimte.",
    verwacht="Dezelfde controlesom.",
)
def modulair(p: Proef) -> None:
    _vergelijk(p, "?wsdl", "")


@geval(
    "REGIE-041",
    "De platte WSDL is die van het koppelvlak",
    eisen=("R-150", "KV-05"),
    gedaan="Haalt ?wsdl=plat van regie en beleidsinformatie op en vergelijkt de controlesom met die van het koppelvlak, zo ook.",
    verwacht="Dezelfde controlesom.",
)
def uit_een_stuk(p: Proef) -> None:
    _vergelijk(p, "?wsdl=plat", "plat")


def _vergelijk(p: Proef, query: str, variant: str) -> None:
    gezien = [dienst for dienst in VERZOEKEN if dienst in diensten_van(p.doel) and _is_gelijk(p, dienst, query, variant)]
    if not gezien:
        raise NietAangeboden("het doel biedt regie en beleidsinformatie niet aan")


def _is_gelijk(p: Proef, dienst: Dienst, query: str, variant: str) -> bool:
    """Whether there is such a service; then its contract is the right one. Raises Gezakt."""
    antwoord = haal(p.doel, dienst, query)
    if antwoord.status == _GEEN_DIENST:
        return False
    gekregen, verwacht = controlesom(lees_xml(antwoord, query)), controlesom(wsdl(dienst, variant))
    eis(gekregen == verwacht, f"van {dienst.naam} de controlesom {verwacht[:16]}", gekregen[:16])
    return True


def controlesom(document: etree._Element) -> str:
    """Of a WSDL, whatever address it was given and however it was laid out."""
    kopie = etree.fromstring(etree.tostring(document))
    for adres in kopie.iter(f"{{{WSDL_SOAP}}}address"):
        adres.attrib.pop("location", None)
    for verwijzing in kopie.iter(f"{{{XSD}}}import"):
        verwijzing.attrib.pop("schemaLocation", None)
    for bij_adres in kopie.findall(f"{{{WSDL}}}service/{{{WSDL}}}documentation"):
        bij_adres.text = None
    for element in kopie.iter("*"):
        element.text, element.tail = (" ".join((tekst or "").split()) for tekst in (element.text, element.tail))
    return hashlib.sha256(etree.tostring(kopie, method="c14n", exclusive=True, with_comments=False)).hexdigest()
