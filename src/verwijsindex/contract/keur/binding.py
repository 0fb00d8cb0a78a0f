"""Rules for how the operations of a WSDL travel: binding, faults on the line, and address."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.geheel import SOAP, WSDL, Contract, clark
from verwijsindex.contract.keur.regel import Plek, Regel

_BP: Final = "WS-I BP 1.1"
_HTTP: Final = "http://schemas.xmlsoap.org/soap/http"
_BIJLAGEN: Final = ("http://schemas.xmlsoap.org/wsdl/mime/", "http://ws-i.org/profiles/basic/1.1/xsd")
_SOAP12: Final = "http://schemas.xmlsoap.org/wsdl/soap12/"


def _soap_over_http(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for binding in wortel.iterchildren(f"{WSDL}binding"):
            soap = binding.find(f"{SOAP}binding")
            if soap is None:
                waarvan = "SOAP 1.2" if binding.find(f"{{{_SOAP12}}}binding") is not None else "iets anders dan SOAP 1.1"
                yield Plek(bestand, binding, f"binding {binding.get('name')} is {waarvan}")
            elif soap.get("transport") != _HTTP:
                yield Plek(bestand, soap, f"binding {binding.get('name')} gaat niet over HTTP")


def _document_literal(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for element in wortel.iter(f"{SOAP}binding", f"{SOAP}operation"):
            if element.get("style", "document") != "document":
                yield Plek(bestand, element, f"style is {element.get('style')}")
        for element in wortel.iter(f"{SOAP}body", f"{SOAP}fault"):
            if element.get("use") != "literal":
                yield Plek(bestand, element, f"use is {element.get('use')}")
            if element.get("namespace") is not None or element.get("encodingStyle") is not None:
                yield Plek(bestand, element, "namespace of encodingStyle, die alleen bij rpc horen")


def _geen_eigen_headers(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for element in wortel.iter(f"{SOAP}header", f"{SOAP}headerfault"):
            yield Plek(bestand, element, etree.QName(element).localname)


def _geen_bijlagen(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for element in wortel.iter(*(f"{{{namespace}}}*" for namespace in _BIJLAGEN)):
            yield Plek(bestand, element, etree.QName(element).localname)


def _zelfde_operaties(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for binding in wortel.iterchildren(f"{WSDL}binding"):
            porttype = contract.gedefinieerd("portType", binding, "type")
            if porttype is None:
                continue
            hier, daar = ({o.get("name") for o in waar.iterchildren(f"{WSDL}operation")} for waar in (binding, porttype))
            if hier != daar:
                verschil = ", ".join(sorted(str(naam) for naam in hier ^ daar))
                yield Plek(bestand, binding, f"binding en portType verschillen: {verschil}")


def _te_onderscheiden(contract: Contract) -> Iterator[Plek]:
    """Each operation has a request element of its own, by which a server knows it."""
    gezien: set[str] = set()
    for bestand, _, operatie in contract.operaties("portType"):
        invoer = operatie.find(f"{WSDL}input")
        bericht = None if invoer is None else contract.gedefinieerd("message", invoer, "message")
        for deel in () if bericht is None else bericht.iterchildren(f"{WSDL}part"):
            element = clark(deel, deel.get("element", ""))
            if element in gezien:
                yield Plek(bestand, operatie, f"operatie {operatie.get('name')} heeft het verzoek van een andere")
            gezien.add(element)


def _fouten_gelijk(contract: Contract) -> Iterator[Plek]:
    for bestand, binding, operatie in contract.operaties("binding"):
        porttype = contract.gedefinieerd("portType", binding, "type")
        zelfde = None if porttype is None else porttype.find(f"{WSDL}operation[@name='{operatie.get('name')}']")
        hier = [fout.get("name") for fout in operatie.iterchildren(f"{WSDL}fault")]
        daar = hier if zelfde is None else [fout.get("name") for fout in zelfde.iterchildren(f"{WSDL}fault")]
        if sorted(map(str, hier)) != sorted(map(str, daar)):
            yield Plek(bestand, operatie, f"operatie {operatie.get('name')} noemt in de binding andere fouten dan in het portType")
        for fout in operatie.iterchildren(f"{WSDL}fault"):
            soap = fout.find(f"{SOAP}fault")
            if soap is None or soap.get("name") != fout.get("name"):
                yield Plek(bestand, fout, f"soap:fault van {fout.get('name')} heeft een andere naam of ontbreekt")


def _niets_verplicht(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for element in wortel.iter(etree.Element):
            if element.get(f"{WSDL}required") == "true":
                yield Plek(bestand, element, etree.QName(element).localname)


def _adres(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for poort in wortel.iterchildren(f"{WSDL}service"):
            adressen = [adres.get("location", "") for adres in poort.iter(f"{SOAP}address")]
            if len(adressen) != 1 or not adressen[0].startswith("https://"):
                yield Plek(bestand, poort, f"adres {adressen[0]}" if adressen else "geen adres")


BINDINGREGELS: Final = (
    Regel(
        "KW11",
        f"{_BP} R2401, R2702; Digikoppeling WW001",
        "De binding is SOAP 1.1 over HTTP.",
        "Digikoppeling WUS kent geen andere.",
        f'Gebruik <soap:binding transport="{_HTTP}"/> uit {ns.WSDL_SOAP}.',
        _soap_over_http,
    ),
    Regel(
        "KW12",
        f"{_BP} R2705, R2706, R2716; Digikoppeling WW001",
        "De stijl is overal document, het gebruik overal literal.",
        "Hulpmiddelen van nu maken geen code voor rpc of encoded.",
        'Zet style="document" en use="literal", zonder namespace of encodingStyle.',
        _document_literal,
    ),
    Regel(
        "KW13",
        "Digikoppeling WS007",
        "Geen eigen SOAP-headers.",
        "Digikoppeling staat alleen headers voor adressering en beveiliging toe.",
        "Zet de gegevens in het bericht.",
        _geen_eigen_headers,
    ),
    Regel(
        "KW14",
        "Digikoppeling 2W-be-S; koppelvlak 1",
        "Geen bijlagen.",
        "Een bijlage valt buiten de handtekening.",
        "Zet de inhoud in het bericht, of gebruik een profiel met bijlagen.",
        _geen_bijlagen,
    ),
    Regel(
        "KW15",
        f"{_BP} R2718",
        "De binding heeft precies de operaties van haar portType.",
        "Wat in een van de twee ontbreekt, is niet aan te roepen.",
        "Voeg de operatie toe, of haal haar weg.",
        _zelfde_operaties,
    ),
    Regel(
        "KW16",
        f"{_BP} R2710",
        "Elke operatie heeft een eigen element als verzoek.",
        "Een server herkent een operatie daaraan.",
        "Geef de operatie een eigen element.",
        _te_onderscheiden,
    ),
    Regel(
        "KW17",
        f"{_BP} R2721, R2740, R2754",
        "Een fout heet in portType, binding en soap:fault hetzelfde.",
        "Het hulpmiddel koppelt de fout anders aan geen enkel type.",
        'Schrijf <wsdl:fault name="Fout"><soap:fault name="Fout" use="literal"/></wsdl:fault>.',
        _fouten_gelijk,
    ),
    Regel(
        "KW18",
        f"{_BP} R2026",
        "Geen uitbreiding is verplicht gesteld met wsdl:required.",
        "Wie die uitbreiding niet kent, moet stoppen.",
        "Haal wsdl:required weg.",
        _niets_verplicht,
    ),
    Regel(
        "KW19",
        "koppelvlak 1",
        "De service heeft een adres, met https.",
        "Zonder adres start een client niet; zonder https is er geen certificaat.",
        'Zet <soap:address location="https://..."/> in de port.',
        _adres,
    ),
)
"""In the order of a WSDL."""
