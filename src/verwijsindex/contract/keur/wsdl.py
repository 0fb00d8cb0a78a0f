"""Rules for what a WSDL says: its operations, messages, binding and address."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.keur.bestand import ACTION, RICHTINGEN, SOAP, WSDL, Bestand, Contract, clark
from verwijsindex.contract.keur.regel import Ernst, Plek, Regel

_BP: Final = "WS-I BP 1.1"
_HTTP: Final = "http://schemas.xmlsoap.org/soap/http"
_BIJLAGEN: Final = ("http://schemas.xmlsoap.org/wsdl/mime/", "http://ws-i.org/profiles/basic/1.1/xsd")
_SOAP12: Final = "http://schemas.xmlsoap.org/wsdl/soap12/"
_VERSIE: Final = re.compile(r"[vV]\d+(?:[._]\d+)*$")
_ACHTERVOEGSEL: Final = {"input": "", "output": "Response"}


def _operaties(contract: Contract, waar: str) -> Iterator[tuple[Bestand, etree._Element, etree._Element]]:
    """Every operation of a portType or binding: the file, that portType or binding, and the operation."""
    for bestand, wortel in contract.wsdls:
        for ouder in wortel.iterchildren(f"{WSDL}{waar}"):
            for operatie in ouder.iterchildren(f"{WSDL}operation"):
                yield bestand, ouder, operatie


def _richtingen(operatie: etree._Element) -> Iterator[etree._Element]:
    return operatie.iterchildren(*(f"{WSDL}{richting}" for richting in RICHTINGEN))


def _gedefinieerd(contract: Contract, soort: str, element: etree._Element, attribuut: str) -> etree._Element | None:
    """The portType, message or binding that an attribute names."""
    naam = clark(element, element.get(attribuut, ""))
    for _, wortel in contract.wsdls:
        for kind in wortel.iterchildren(f"{WSDL}{soort}"):
            if naam == f"{{{wortel.get('targetNamespace')}}}{kind.get('name')}":
                return kind
    return None


def _een_van_elk(contract: Contract) -> Iterator[Plek]:
    for soort in ("portType", "binding", "service", "port"):
        gevonden = [(bestand, element) for bestand, wortel in contract.wsdls for element in wortel.iter(f"{WSDL}{soort}")]
        for bestand, element in gevonden[1:]:
            yield Plek(bestand, element, f"nog een {soort}")


def _versie_in_de_naam(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for dienst in wortel.iterchildren(f"{WSDL}service"):
            if not _VERSIE.search(dienst.get("name", "")):
                yield Plek(bestand, dienst, f"service {dienst.get('name')}")


def _namen_verschillen(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for porttype in wortel.iterchildren(f"{WSDL}portType"):
            keren = Counter(operatie.get("name", "").lower() for operatie in porttype.iterchildren(f"{WSDL}operation"))
            for operatie in porttype.iterchildren(f"{WSDL}operation"):
                if keren[operatie.get("name", "").lower()] > 1:
                    yield Plek(bestand, operatie, f"operatie {operatie.get('name')} komt meer dan eens voor")


def _vraag_en_antwoord(contract: Contract) -> Iterator[Plek]:
    for bestand, _, operatie in _operaties(contract, "portType"):
        soorten = [etree.QName(richting).localname for richting in _richtingen(operatie)]
        if soorten[:2] != ["input", "output"]:
            yield Plek(bestand, operatie, f"operatie {operatie.get('name')} is geen verzoek met een antwoord")


def _noemt_fouten(contract: Contract) -> Iterator[Plek]:
    for bestand, _, operatie in _operaties(contract, "portType"):
        if operatie.find(f"{WSDL}fault") is None:
            yield Plek(bestand, operatie, f"operatie {operatie.get('name')} noemt geen fout")


def _onderdelen(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for bericht in wortel.iterchildren(f"{WSDL}message"):
            for deel in bericht.iterchildren(f"{WSDL}part"):
                if deel.get("element") is None or deel.get("type") is not None:
                    yield Plek(bestand, deel, f"deel {deel.get('name')} van bericht {bericht.get('name')}")


def _verpakt(contract: Contract) -> Iterator[Plek]:
    for bestand, _, operatie in _operaties(contract, "portType"):
        for richting, achter in _ACHTERVOEGSEL.items():
            element = operatie.find(f"{WSDL}{richting}")
            bericht = None if element is None else _gedefinieerd(contract, "message", element, "message")
            if element is None or bericht is None:
                continue
            delen = [(deel.get("name"), deel.get("element", "").rpartition(":")[2]) for deel in bericht.iterchildren(f"{WSDL}part")]
            if delen != [("parameters", f"{operatie.get('name')}{achter}")]:
                yield Plek(bestand, element, f"{richting} van {operatie.get('name')}")


def _acties(contract: Contract) -> Iterator[Plek]:
    gezien: Counter[str] = Counter()
    for bestand, _, operatie in _operaties(contract, "portType"):
        for richting in _richtingen(operatie):
            actie = richting.get(ACTION, "")
            soort, gezien[actie] = etree.QName(richting).localname, gezien[actie] + 1
            if ":" not in actie:
                yield Plek(bestand, richting, f"{soort} van {operatie.get('name')} heeft geen wsam:Action")
            elif gezien[actie] > 1 and soort != "fault":
                yield Plek(bestand, richting, f"{soort} van {operatie.get('name')} heeft de wsam:Action van een ander bericht")


def _acties_gelijk(contract: Contract) -> Iterator[Plek]:
    for bestand, binding, operatie in _operaties(contract, "binding"):
        porttype = _gedefinieerd(contract, "portType", binding, "type")
        invoer = None if porttype is None else porttype.find(f"{WSDL}operation[@name='{operatie.get('name')}']/{WSDL}input")
        soap = operatie.find(f"{SOAP}operation")
        actie = "" if soap is None else soap.get("soapAction", "")
        if invoer is not None and invoer.get(ACTION) is not None and invoer.get(ACTION) != actie:
            yield Plek(bestand, operatie, f"soapAction van {operatie.get('name')} is {actie or 'leeg'}")


def _gebruikt(contract: Contract) -> Iterator[Plek]:
    genoemd = {clark(r, r.get("message", "")) for _, _, operatie in _operaties(contract, "portType") for r in _richtingen(operatie)}
    for bestand, wortel in contract.wsdls:
        for bericht in wortel.iterchildren(f"{WSDL}message"):
            if f"{{{wortel.get('targetNamespace')}}}{bericht.get('name')}" not in genoemd:
                yield Plek(bestand, bericht, f"bericht {bericht.get('name')}")


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
            porttype = _gedefinieerd(contract, "portType", binding, "type")
            if porttype is None:
                continue
            hier, daar = ({o.get("name") for o in waar.iterchildren(f"{WSDL}operation")} for waar in (binding, porttype))
            if hier != daar:
                verschil = ", ".join(sorted(str(naam) for naam in hier ^ daar))
                yield Plek(bestand, binding, f"binding en portType verschillen: {verschil}")


def _te_onderscheiden(contract: Contract) -> Iterator[Plek]:
    """Each operation has a request element of its own, by which a server knows it."""
    gezien: set[str] = set()
    for bestand, _, operatie in _operaties(contract, "portType"):
        invoer = operatie.find(f"{WSDL}input")
        bericht = None if invoer is None else _gedefinieerd(contract, "message", invoer, "message")
        for deel in () if bericht is None else bericht.iterchildren(f"{WSDL}part"):
            element = clark(deel, deel.get("element", ""))
            if element in gezien:
                yield Plek(bestand, operatie, f"operatie {operatie.get('name')} heeft het verzoek van een andere")
            gezien.add(element)


def _fouten_gelijk(contract: Contract) -> Iterator[Plek]:
    for bestand, binding, operatie in _operaties(contract, "binding"):
        porttype = _gedefinieerd(contract, "portType", binding, "type")
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


def _uitleg(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        porttypes = list(wortel.iterchildren(f"{WSDL}portType"))
        for element in (
            *porttypes,
            *(o for p in porttypes for o in p.iterchildren(f"{WSDL}operation")),
            *wortel.iterchildren(f"{WSDL}service"),
        ):
            if not (element.findtext(f"{WSDL}documentation") or "").strip():
                yield Plek(bestand, element, f"{etree.QName(element).localname} {element.get('name')}")


WSDLREGELS: Final = (
    Regel(
        "KW01",
        "koppelvlak 1",
        "Een WSDL beschrijft een service met een portType, een binding en een port.",
        "Van meer services in een bestand maken sommige hulpmiddelen alleen de eerste.",
        "Maak per service een WSDL.",
        _een_van_elk,
    ),
    Regel(
        "KW02",
        "Digikoppeling WS005",
        "De versie staat in de naam van de service.",
        "Anders is in code en in logboeken niet te zien welke versie er draait.",
        "Noem hem <naam>Service_v1.",
        _versie_in_de_naam,
        Ernst.RAAD,
    ),
    Regel(
        "KW03",
        f"{_BP} R2304",
        "Elke operatie heeft een eigen naam, die niet alleen in hoofdletters verschilt.",
        "In Java en C# worden het methoden met dezelfde naam.",
        "Geef een van de twee een andere naam.",
        _namen_verschillen,
    ),
    Regel(
        "KW04",
        f"{_BP} R2303; Digikoppeling WS003",
        "Elke operatie is een verzoek met een antwoord.",
        "Berichten zonder antwoord en meldingen van de server werken niet over HTTP.",
        "Geef de operatie eerst een input en dan een output.",
        _vraag_en_antwoord,
    ),
    Regel(
        "KW05",
        "koppelvlak 1",
        "Elke operatie noemt de fouten die zij kan geven.",
        "Een fout die niet is genoemd, krijgt de gebruiker als losse tekst in plaats van als een eigen type.",
        "Voeg een wsdl:fault toe.",
        _noemt_fouten,
    ),
    Regel(
        "KW06",
        f"{_BP} R2204, R2306",
        "Een deel van een bericht verwijst met element naar een element, en heeft geen type.",
        "Met type is niet bepaald hoe het element in het bericht heet.",
        'Schrijf <wsdl:part name="parameters" element="..."/>.',
        _onderdelen,
    ),
    Regel(
        "KW07",
        "Digikoppeling WW003, WW004; koppelvlak 1",
        "Het verzoek is een element met de naam van de operatie, het antwoord die naam met Response erachter, elk in een deel parameters.",
        "Zo herkennen hulpmiddelen de vorm 'wrapped', en maken zij gewone methoden.",
        "Hernoem het element of het deel.",
        _verpakt,
    ),
    Regel(
        "KW08",
        "Digikoppeling WS002, WS008; WS-Addressing 1.0 Metadata",
        "Elke input, output en fault heeft een eigen wsam:Action.",
        "Zonder bedenkt elk hulpmiddel zelf een waarde voor wsa:Action, en niet allemaal dezelfde.",
        'Voeg wsam:Action="<targetNamespace>:<Operatie>" toe.',
        _acties,
    ),
    Regel(
        "KW09",
        f"{_BP} R2745; koppelvlak 1",
        "De soapAction van een operatie is de wsam:Action van haar input.",
        "Een client stuurt anders twee verschillende acties mee, en de server weigert dat.",
        "Maak beide gelijk.",
        _acties_gelijk,
    ),
    Regel(
        "KW10",
        "koppelvlak 1",
        "Elk bericht wordt door een operatie gebruikt.",
        "Wat niemand gebruikt, houdt een lezer op.",
        "Haal het bericht weg.",
        _gebruikt,
        Ernst.RAAD,
    ),
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
    Regel(
        "KW20",
        "koppelvlak 1",
        "Service, portType en elke operatie hebben uitleg.",
        "De uitleg komt als commentaar in de code van wie ermee werkt.",
        "Voeg als eerste een wsdl:documentation toe.",
        _uitleg,
        Ernst.RAAD,
    ),
)
"""In the order of a WSDL."""
