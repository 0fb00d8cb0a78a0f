"""What the target answers to a GET, and to what it does not have."""

from lxml import etree

from verwijsindex_conformance.contractbestanden import MELDINGENDIENST, Dienst, xsd
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.haal import diensten_van, haal, haal_xml
from verwijsindex_conformance.namespaces import XSD
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef


@geval(
    "CONT-007",
    "De opgehaalde schema's zijn die van het koppelvlak",
    eisen=("R-150", "R-051", "KV-01"),
    gedaan="Vergelijkt elk opgehaald schema met dat van het koppelvlak, zonder op de adressen van verwijzingen te letten.",
    verwacht="Hetzelfde schema: niets erbij, niets eraf.",
)
def schemas_gelijk(p: Proef) -> None:
    for dienst in diensten_van(p.doel):
        for naam in ("typen-v1.xsd", f"{dienst.naam}-v1.xsd"):
            gelijk = _zonder_adressen(xsd(naam)) == _zonder_adressen(haal_xml(p.doel, dienst, f"?xsd={naam}"))
            eis(gelijk, f"{naam} zoals in het koppelvlak", "een ander schema")


@geval(
    "CONT-008",
    "Een document dat er niet is, geeft 404",
    eisen=("R-150",),
    tweeling="CONT-001",
    gedaan="Vraagt documenten die niet bestaan: een onbekende variant van de WSDL, een onbekend schema, een pad in plaats van een naam.",
    verwacht="HTTP 404, zonder de inhoud van een bestand.",
)
def onbekend_document(p: Proef) -> None:
    for query in ("?wsdl=onbekend", "?xsd=onbekend-v1.xsd", "?xsd=../xsd/typen-v1.xsd", "?xsd=/etc/passwd"):
        _is_404(p, MELDINGENDIENST, query)


@geval(
    "CONT-009",
    "Een pad dat er niet is, geeft 404",
    eisen=("R-160",),
    tweeling="CONT-001",
    gedaan="Vraagt een dienst die niet bestaat en een versie die niet bestaat.",
    verwacht="HTTP 404.",
)
def onbekend_pad(p: Proef) -> None:
    for pad in ("/onbekend/v1", "/meldingen/v999"):
        _is_404(p, MELDINGENDIENST, "?wsdl", pad)


@geval(
    "CONT-010",
    "Een andere methode dan GET en POST wordt geweigerd",
    eisen=("R-151",),
    tweeling="CONT-001",
    gedaan="Stuurt PUT en DELETE naar een dienst.",
    verwacht="HTTP 405, met de methoden die wel mogen in Allow.",
)
def andere_methode(p: Proef) -> None:
    for methode in ("PUT", "DELETE"):
        antwoord = haal(p.doel, MELDINGENDIENST, methode=methode)
        eis(antwoord.status == 405, f"HTTP 405 op {methode}", f"HTTP {antwoord.status}")
        eis("POST" in antwoord.koppen.get("allow", ""), "POST in Allow", "een ander Allow, of geen")


@geval(
    "CONT-011",
    "Wat wordt opgehaald, mag worden bewaard",
    eisen=("KV-07",),
    gedaan="Haalt ?wsdl op, en haalt het nog eens op met de ETag in If-None-Match.",
    verwacht="Een ETag en een Cache-Control; de tweede keer HTTP 304 zonder inhoud.",
)
def bewaren(p: Proef) -> None:
    eerste = haal(p.doel, MELDINGENDIENST, "?wsdl")
    etag = eerste.koppen.get("etag", "")
    eis(etag, "een ETag", "geen ETag")
    eis(eerste.koppen.get("cache-control"), "een Cache-Control", "geen Cache-Control")
    tweede = haal(p.doel, MELDINGENDIENST, "?wsdl", koppen=[("If-None-Match", etag)])
    eis((tweede.status, tweede.body) == (304, b""), "HTTP 304 zonder inhoud bij dezelfde ETag", f"HTTP {tweede.status}")


@geval(
    "CONT-012",
    "Een dienst heeft een bladzijde voor mensen",
    eisen=("KV-08",),
    gedaan="Haalt het adres van elke dienst op zonder vraag erachter.",
    verwacht="HTTP 200 met een bladzijde in HTML.",
)
def bladzijde(p: Proef) -> None:
    for dienst in diensten_van(p.doel):
        antwoord = haal(p.doel, dienst)
        eis(antwoord.status == 200, f"HTTP 200 op het adres van {dienst.naam}", f"HTTP {antwoord.status}")
        eis(antwoord.koppen.get("content-type", "").startswith("text/html"), "HTML", "een ander Content-Type, of geen")


def _is_404(p: Proef, dienst: Dienst, query: str, pad: str | None = None) -> None:
    antwoord = haal(p.doel, dienst, query, pad=pad)
    eis(antwoord.status == 404, f"HTTP 404 op {pad or ''}{query}", f"HTTP {antwoord.status}")


def _zonder_adressen(schema: etree._Element) -> bytes:
    for element in schema.iter(f"{{{XSD}}}import"):
        element.attrib.pop("schemaLocation", None)
    return etree.tostring(schema, method="c14n", exclusive=True, with_comments=False)
