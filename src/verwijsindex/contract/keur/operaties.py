"""Rules for what a WSDL offers: its services, operations and messages."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from verwijsindex.contract.geheel import ACTION, SOAP, WSDL, Contract, clark, richtingen
from verwijsindex.contract.keur.regel import Ernst, Plek, Regel

_BP: Final = "WS-I BP 1.1"
_VERSIE: Final = re.compile(r"[vV]\d+(?:[._]\d+)*$")
_ACHTERVOEGSEL: Final = {"input": "", "output": "Response"}


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
    for bestand, _, operatie in contract.operaties("portType"):
        soorten = [etree.QName(richting).localname for richting in richtingen(operatie)]
        if soorten[:2] != ["input", "output"]:
            yield Plek(bestand, operatie, f"operatie {operatie.get('name')} is geen verzoek met een antwoord")


def _noemt_fouten(contract: Contract) -> Iterator[Plek]:
    for bestand, _, operatie in contract.operaties("portType"):
        if operatie.find(f"{WSDL}fault") is None:
            yield Plek(bestand, operatie, f"operatie {operatie.get('name')} noemt geen fout")


def _onderdelen(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        for bericht in wortel.iterchildren(f"{WSDL}message"):
            for deel in bericht.iterchildren(f"{WSDL}part"):
                if deel.get("element") is None or deel.get("type") is not None:
                    yield Plek(bestand, deel, f"deel {deel.get('name')} van bericht {bericht.get('name')}")


def _verpakt(contract: Contract) -> Iterator[Plek]:
    for bestand, _, operatie in contract.operaties("portType"):
        for richting, achter in _ACHTERVOEGSEL.items():
            element = operatie.find(f"{WSDL}{richting}")
            bericht = None if element is None else contract.gedefinieerd("message", element, "message")
            if element is None or bericht is None:
                continue
            delen = [(deel.get("name"), deel.get("element", "").rpartition(":")[2]) for deel in bericht.iterchildren(f"{WSDL}part")]
            if delen != [("parameters", f"{operatie.get('name')}{achter}")]:
                yield Plek(bestand, element, f"{richting} van {operatie.get('name')}")


def _acties(contract: Contract) -> Iterator[Plek]:
    gezien: Counter[str] = Counter()
    for bestand, _, operatie in contract.operaties("portType"):
        for richting in richtingen(operatie):
            actie = richting.get(ACTION, "")
            soort, gezien[actie] = etree.QName(richting).localname, gezien[actie] + 1
            if ":" not in actie:
                yield Plek(bestand, richting, f"{soort} van {operatie.get('name')} heeft geen wsam:Action")
            elif gezien[actie] > 1 and soort != "fault":
                yield Plek(bestand, richting, f"{soort} van {operatie.get('name')} heeft de wsam:Action van een ander bericht")


def _acties_gelijk(contract: Contract) -> Iterator[Plek]:
    for bestand, binding, operatie in contract.operaties("binding"):
        porttype = contract.gedefinieerd("portType", binding, "type")
        invoer = None if porttype is None else porttype.find(f"{WSDL}operation[@name='{operatie.get('name')}']/{WSDL}input")
        soap = operatie.find(f"{SOAP}operation")
        actie = "" if soap is None else soap.get("soapAction", "")
        if invoer is not None and invoer.get(ACTION) is not None and invoer.get(ACTION) != actie:
            yield Plek(bestand, operatie, f"soapAction van {operatie.get('name')} is {actie or 'leeg'}")


def _gebruikt(contract: Contract) -> Iterator[Plek]:
    genoemd = {clark(r, r.get("message", "")) for _, _, operatie in contract.operaties("portType") for r in richtingen(operatie)}
    for bestand, wortel in contract.wsdls:
        for bericht in wortel.iterchildren(f"{WSDL}message"):
            if f"{{{wortel.get('targetNamespace')}}}{bericht.get('name')}" not in genoemd:
                yield Plek(bestand, bericht, f"bericht {bericht.get('name')}")


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


OPERATIEREGELS: Final = (
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
