"""GETs what a target publishes, for the cases about the contract."""

from lxml import etree

from verwijsindex_conformance.contractbestanden import DIENSTEN, Dienst
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.oordeel import Gezakt, eis
from verwijsindex_conformance.verbinding import HttpAntwoord, Koppen, pad_van, tls_van, verbind


def diensten_van(doel: Doel) -> list[Dienst]:
    """The services of the contract that this target has."""
    return [dienst for dienst in DIENSTEN if dienst.naam in doel.adressen]


def haal(doel: Doel, dienst: Dienst, query: str = "", *, pad: str | None = None, methode: str = "GET", koppen: Koppen = ()) -> HttpAntwoord:
    """Ask for a document at the address of a service, or at another path of it."""
    url = doel.adressen[dienst.naam]
    with verbind(doel, url, tls_van(doel, doel.partners[0])) as lijn:
        return lijn.vraag(methode, f"{pad_van(url) if pad is None else pad}{query}", koppen=koppen)


def haal_xml(doel: Doel, dienst: Dienst, query: str) -> etree._Element:
    """A published XML document. Raises Gezakt when it is not there or no XML."""
    return lees_xml(haal(doel, dienst, query), query)


def lees_xml(antwoord: HttpAntwoord, query: str) -> etree._Element:
    """What came back as XML. Raises Gezakt when it is none."""
    eis(antwoord.status == 200, f"HTTP 200 op GET {query}", f"HTTP {antwoord.status}")
    soort = antwoord.koppen.get("content-type", "")
    eis(soort.startswith(("text/xml", "application/xml")), f"XML op GET {query}", soort or "geen Content-Type")
    try:
        return etree.fromstring(antwoord.body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise Gezakt(f"welgevormde XML op GET {query}", "iets anders") from None
