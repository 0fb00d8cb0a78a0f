"""The WSDL that the target serves."""

from typing import Any

from lxml import etree

from verwijsindex_conformance.contractbestanden import Dienst, wsdl
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.haal import diensten_van, haal_xml
from verwijsindex_conformance.namespaces import WSAM, WSDL, WSDL_SOAP, XSD
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef

_W = f"{{{WSDL}}}"
_DEFINITIONS = f"{_W}definitions"


@geval(
    "CONT-001",
    "De WSDL van elke dienst is op te halen",
    eisen=("R-150", "R-160", "KV-01", "KV-05"),
    gedaan="Haalt ?wsdl op bij het adres van elke dienst.",
    verwacht="HTTP 200 met een WSDL 1.1-document in de namespace van de dienst, met versie v1 in de naam van dienst en portType.",
)
def wsdl_op_te_halen(p: Proef) -> None:
    for dienst in diensten_van(p.doel):
        document = haal_xml(p.doel, dienst, "?wsdl")
        eis(document.tag == _DEFINITIONS, "een WSDL 1.1-document", str(document.tag))
        eis(document.get("targetNamespace") == dienst.namespace, f"namespace {dienst.namespace}", document.get("targetNamespace", "geen"))
        for soort in ("service", "portType"):
            namen = [element.get("name", "") for element in document.findall(f"{_W}{soort}")]
            eis(len(namen) == 1 and namen[0].endswith("_v1"), f"één {soort} met _v1 in de naam", ", ".join(namen) or "geen")


@geval(
    "CONT-002",
    "Operaties, acties en berichten zijn die van het koppelvlak",
    eisen=("R-150", "R-152", "WS002", "WS008", "KV-03"),
    gedaan="Vergelijkt de operaties van de opgehaalde WSDL met die van het koppelvlak.",
    verwacht="Dezelfde operaties, met per operatie dezelfde soapAction, dezelfde wsam:Action op verzoek, antwoord en fout, "
    "en dezelfde elementen.",
)
def operaties_gelijk(p: Proef) -> None:
    for dienst in diensten_van(p.doel):
        vergelijk(operaties_van(wsdl(dienst)), operaties_van(haal_xml(p.doel, dienst, "?wsdl")))


@geval(
    "CONT-003",
    "De platte WSDL beschrijft hetzelfde en staat op zichzelf",
    eisen=("R-150", "KV-05"),
    gedaan="Haalt ?wsdl=plat op en vergelijkt de operaties met die van ?wsdl; zoekt verwijzingen naar andere bestanden.",
    verwacht="Dezelfde operaties, acties en elementen, en geen schemaLocation.",
)
def plat_gelijk(p: Proef) -> None:
    for dienst in diensten_van(p.doel):
        plat = haal_xml(p.doel, dienst, "?wsdl=plat")
        vergelijk(operaties_van(haal_xml(p.doel, dienst, "?wsdl")), operaties_van(plat))
        verwijzingen = [element for element in plat.iter("*") if element.get("schemaLocation") is not None]
        eis(not verwijzingen, "een platte WSDL zonder schemaLocation", f"{len(verwijzingen)} verwijzingen")


@geval(
    "CONT-004",
    "De WSDL noemt het adres van de dienst",
    eisen=("R-150", "KV-09"),
    gedaan="Leest soap:address in ?wsdl en ?wsdl=plat.",
    verwacht="Het adres dat doel.yaml noemt.",
)
def adres_klopt(p: Proef) -> None:
    for dienst in diensten_van(p.doel):
        for query in ("?wsdl", "?wsdl=plat"):
            adressen = [a.get("location") for a in haal_xml(p.doel, dienst, query).iter(f"{{{WSDL_SOAP}}}address")]
            eis(adressen == [p.doel.adressen[dienst.naam]], "het adres uit doel.yaml", f"{len(adressen)} adressen, of een ander adres")


@geval(
    "CONT-005",
    "De WSDL is document/literal, met een element per bericht",
    eisen=("R-151", "WW001", "WW002", "WW004", "WS003", "WS005", "BP-R2204", "KV-02"),
    gedaan="Leest binding en berichten van de opgehaalde WSDL.",
    verwacht="SOAP 1.1 over HTTP, style document, use literal, één part met element per bericht, elke operatie met een verzoek en een "
    "antwoord, één portType.",
)
def document_literal(p: Proef) -> None:
    for dienst in diensten_van(p.doel):
        document = haal_xml(p.doel, dienst, "?wsdl")
        binding = document.find(f"{_W}binding/{{{WSDL_SOAP}}}binding")
        stijl = None if binding is None else (binding.get("style"), binding.get("transport"))
        eis(stijl == ("document", "http://schemas.xmlsoap.org/soap/http"), "een binding document over SOAP 1.1 en HTTP", str(stijl))
        gebruik = {element.get("use") for element in document.iter(f"{{{WSDL_SOAP}}}body", f"{{{WSDL_SOAP}}}fault")}
        eis(gebruik == {"literal"}, "use literal", str(gebruik))
        for bericht in document.findall(f"{_W}message"):
            delen = [deel.get("element") is not None and deel.get("type") is None for deel in bericht]
            eis(delen == [True], "één part met element per bericht", f"{bericht.get('name')} anders")
        _controleer_portType(document)


def _controleer_portType(document: etree._Element) -> None:
    eis(len(document.findall(f"{_W}portType")) == 1, "één portType", "een ander aantal")
    for operatie in document.findall(f"{_W}portType/{_W}operation"):
        richtingen = [etree.QName(kind).localname for kind in operatie if etree.QName(kind).localname in ("input", "output")]
        eis(richtingen == ["input", "output"], "elke operatie met een verzoek en een antwoord", f"{operatie.get('name')} anders")


@geval(
    "CONT-006",
    "De schema's waar de WSDL naar verwijst, zijn op te halen en geldig",
    eisen=("R-150", "KV-04", "KV-05"),
    gedaan="Volgt elke schemaLocation van ?wsdl en compileert het schema van elke dienst met wat daar staat.",
    verwacht="Elke verwijzing geeft HTTP 200, en het geheel is een geldig XML-schema.",
)
def schemas_geldig(p: Proef) -> None:
    for dienst in diensten_van(p.doel):
        for element in haal_xml(p.doel, dienst, "?wsdl").iter(f"{{{XSD}}}import"):
            eis(element.get("schemaLocation"), "een schemaLocation bij elke import (KV-05)", "een import zonder schemaLocation")
            query = _query(element)
            schema = haal_xml(p.doel, dienst, query)
            _maak_plaatselijk(p, dienst, schema)


def _maak_plaatselijk(p: Proef, dienst: Dienst, schema: etree._Element) -> None:
    """Compile with the imported schema as the target serves it, without going to the network behind our back."""
    gehaald = {_query(element): etree.tostring(haal_xml(p.doel, dienst, _query(element))) for element in schema.iter(f"{{{XSD}}}import")}
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Gehaald(gehaald))
    try:
        etree.XMLSchema(etree.fromstring(etree.tostring(schema), parser))
    except etree.XMLSchemaParseError:
        eis(False, "een geldig XML-schema", f"een schema van {dienst.naam} dat niet compileert")


class _Gehaald(etree.Resolver):
    def __init__(self, gehaald: dict[str, bytes]) -> None:
        self._gehaald = gehaald

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        """The schema that was fetched for this address."""
        return self.resolve_string(self._gehaald[f"?{(system_url or '').partition('?')[2]}"], context)


def _query(element: etree._Element) -> str:
    return f"?{element.get('schemaLocation', '').partition('?')[2]}"


def operaties_van(document: etree._Element) -> dict[str, tuple[object, ...]]:
    """Per operation: soapAction, and of each message its Action and element, names without prefixes."""
    acties = {o.get("name"): o.find(f"{{{WSDL_SOAP}}}operation") for o in document.findall(f"{_W}binding/{_W}operation")}
    elementen = {b.get("name"): _naam(b[0], b[0].get("element")) for b in document.findall(f"{_W}message") if len(b)}
    gevonden: dict[str, tuple[object, ...]] = {}
    for operatie in document.findall(f"{_W}portType/{_W}operation"):
        soap = acties.get(operatie.get("name"))
        berichten = [
            (etree.QName(kind).localname, kind.get(f"{{{WSAM}}}Action"), elementen.get(_naam(kind, kind.get("message"))[1]))
            for kind in operatie
            if kind.get("message") is not None
        ]
        gevonden[operatie.get("name", "")] = (None if soap is None else soap.get("soapAction"), *berichten)
    return gevonden


def _naam(element: etree._Element, qname: str | None) -> tuple[str | None, str]:
    prefix, _, lokaal = (qname or "").rpartition(":")
    return element.nsmap.get(prefix or None), lokaal


def vergelijk(verwacht: dict[str, tuple[object, ...]], gekregen: dict[str, tuple[object, ...]]) -> None:
    """The same operations, each with the same actions and elements. Raises Gezakt."""
    eis(verwacht.keys() == gekregen.keys(), f"operaties {', '.join(sorted(verwacht))}", ", ".join(sorted(gekregen)) or "geen")
    anders = [naam for naam, vorm in verwacht.items() if gekregen[naam] != vorm]
    eis(not anders, "dezelfde acties en elementen per operatie", f"anders: {', '.join(anders)}")
