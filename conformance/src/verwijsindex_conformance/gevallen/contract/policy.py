"""The WSDL with the message security in it."""

from lxml import etree

from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.gevallen.contract.wsdl import operaties_van, vergelijk
from verwijsindex_conformance.haal import diensten_van, haal_xml
from verwijsindex_conformance.namespaces import WSA, WSDL, WSP, WSSP, WSU_ID
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef


@geval(
    "CONT-015",
    "De WSDL met WS-SecurityPolicy vraagt wat het profiel vraagt",
    eisen=("R-150", "KV-06"),
    gedaan="Haalt ?wsdl=policy op bij elke dienst, vergelijkt de operaties met die van ?wsdl en leest de policy van de binding en van elk "
    "bericht.",
    verwacht="Dezelfde operaties. De binding vraagt een asymmetrische handtekening met SHA-256, een X.509-token, een Timestamp en "
    "SignatureConfirmation; elk verzoek en antwoord en elke fout een handtekening onder de Body en alle adresheaders.",
)
def policy(p: Proef) -> None:
    for dienst in diensten_van(p.doel):
        with p.variant(dienst.naam):
            document = haal_xml(p.doel, dienst, "?wsdl=policy")
            vergelijk(operaties_van(haal_xml(p.doel, dienst, "?wsdl")), operaties_van(document))
            binding = document.find(f"{{{WSDL}}}binding")
            eis(binding is not None, "een binding", "geen binding")
            assert binding is not None
            eisen = _genoemd(document, binding)
            for naam in ("AsymmetricBinding", "X509Token", "Basic256Sha256", "IncludeTimestamp", "RequireSignatureConfirmation"):
                eis(naam in eisen, f"{naam} in de policy van de binding", "een policy zonder")
            for bericht in binding.iterfind(f"{{{WSDL}}}operation/*"):
                if etree.QName(bericht).namespace == WSDL:
                    _is_getekend(document, bericht)


def _is_getekend(document: etree._Element, bericht: etree._Element) -> None:
    eisen = _genoemd(document, bericht)
    eis("Body" in eisen, f"de Body getekend in elke {etree.QName(bericht).localname}", "een policy zonder")
    koppen = {kop.get("Namespace") for kop in eisen.get("Header", ())}
    eis(WSA in koppen, f"de adresheaders getekend in elke {etree.QName(bericht).localname}", "een policy zonder")


def _genoemd(document: etree._Element, element: etree._Element) -> dict[str, list[etree._Element]]:
    """Every assertion of WS-SecurityPolicy in the policies that an element refers to, by its name."""
    namen = {verwijzing.get("URI", "").removeprefix("#") for verwijzing in element.findall(f"{{{WSP}}}PolicyReference")}
    gevonden: dict[str, list[etree._Element]] = {}
    for een in document.findall(f"{{{WSP}}}Policy"):
        for eis_ in een.iter(f"{{{WSSP}}}*") if een.get(WSU_ID) in namen else ():
            gevonden.setdefault(etree.QName(eis_).localname, []).append(eis_)
    return gevonden
