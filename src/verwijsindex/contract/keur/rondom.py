"""Rules for files and for what they import from each other."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.geheel import WSDL, XSD, Contract, Verwijzing, clark
from verwijsindex.contract.keur.regel import Plek, Regel

_CODERINGEN: Final = frozenset({"UTF-8", "ASCII", "US-ASCII"})
_VOOR_DE_REST: Final = ("documentation", "import", "types")
"""What stands before the rest of a WSDL, in this order."""
_QNAMEN: Final = ("type", "base", "ref", "element", "message", "binding", "substitutionGroup")
_BP: Final = "WS-I BP 1.1"


def _is_xml(contract: Contract) -> Iterator[Plek]:
    for bestand in contract.bestanden:
        if bestand.wortel is None:
            yield Plek(bestand, None, bestand.klacht)
        elif bestand.wortel.getroottree().docinfo.xml_version != "1.0":
            yield Plek(bestand, None, f"XML {bestand.wortel.getroottree().docinfo.xml_version}")


def _codering(contract: Contract) -> Iterator[Plek]:
    for bestand in contract.bestanden:
        if bestand.wortel is not None:
            codering = bestand.wortel.getroottree().docinfo.encoding or "UTF-8"
            if codering.upper() not in _CODERINGEN:
                yield Plek(bestand, None, codering)


def _alleen_inhoud(contract: Contract) -> Iterator[Plek]:
    for bestand in contract.bestanden:
        if bestand.wortel is None:
            continue
        boom = bestand.wortel.getroottree()
        if boom.docinfo.doctype:
            yield Plek(bestand, None, "een DTD")
        for instructie in boom.xpath("//processing-instruction()"):
            yield Plek(bestand, None, f"een processing instruction ({instructie.target})")


def _is_contract(contract: Contract) -> Iterator[Plek]:
    for bestand in contract.bestanden:
        wortel = bestand.wortel
        if wortel is not None and wortel.tag not in (f"{WSDL}definitions", f"{XSD}schema"):
            yield Plek(bestand, wortel, f"het hoofdelement is {etree.QName(wortel).localname}")
        elif wortel is not None and ":" not in wortel.get("targetNamespace", ""):
            yield Plek(bestand, wortel, "geen targetNamespace, of een die geen volledige URI is")


def _verwijst_goed(contract: Contract) -> Iterator[Plek]:
    for verwijzing in contract.verwijzingen:
        klacht = _klacht_over(verwijzing)
        if klacht:
            yield Plek(verwijzing.bestand, verwijzing.element, f"{verwijzing.plaats} {klacht}")


def _klacht_over(verwijzing: Verwijzing) -> str:
    if ":" in verwijzing.plaats or verwijzing.plaats.startswith("/"):
        return "is geen relatief pad"
    if "\\" in verwijzing.plaats:
        return "heeft een backslash"
    if verwijzing.doel is None:
        return "bestaat niet"
    return "" if _heet_precies(verwijzing.doel.pad) else "heet op schijf anders (hoofdletters)"


def _heet_precies(pad: Path) -> bool:
    """Whether every part of it is on disk letter by letter, also where the disk does not care."""
    heel = Path(os.path.normpath(pad.absolute()))
    return all(deel.name in os.listdir(deel.parent) for deel in (heel, *heel.parents) if deel.name)


def _belooft_goed(contract: Contract) -> Iterator[Plek]:
    for verwijzing in contract.verwijzingen:
        if verwijzing.doel is None or verwijzing.doel.wortel is None or verwijzing.samenvoeging:
            continue
        beloofd, echt = verwijzing.element.get("namespace"), verwijzing.doel.wortel.get("targetNamespace")
        if beloofd != echt:
            yield Plek(verwijzing.bestand, verwijzing.element, f"{verwijzing.plaats} heeft targetNamespace {echt}, niet {beloofd}")


def _importeert_eigen_soort(contract: Contract) -> Iterator[Plek]:
    for verwijzing in contract.verwijzingen:
        doel = None if verwijzing.doel is None else verwijzing.doel.wortel
        verwacht = f"{WSDL}definitions" if verwijzing.element.tag == f"{WSDL}import" else f"{XSD}schema"
        if doel is not None and doel.tag != verwacht:
            yield Plek(verwijzing.bestand, verwijzing.element, f"{verwijzing.plaats} is een {etree.QName(doel).localname}")
    for bestand, wortel in contract.wsdls:
        for element in wortel.iter(f"{XSD}import"):
            ouder = element.getparent()
            if ouder is None or ouder.tag != f"{XSD}schema":
                yield Plek(bestand, element, "een xsd:import buiten een schema")


def _geen_samenvoeging(contract: Contract) -> Iterator[Plek]:
    for bestand in contract.bestanden:
        for element in () if bestand.wortel is None else bestand.wortel.iter(f"{XSD}include", f"{XSD}redefine"):
            yield Plek(bestand, element, f"xsd:{etree.QName(element).localname}")


def _een_namespace_een_plek(contract: Contract) -> Iterator[Plek]:
    gezien: dict[str, str] = {}
    for schema in contract.schemas:
        if schema.namespace in gezien:
            yield Plek(schema.bestand, schema.wortel, f"{schema.namespace} staat ook in {gezien[schema.namespace]}")
        gezien.setdefault(schema.namespace, schema.bestand.pad.name)


def _op_volgorde(contract: Contract) -> Iterator[Plek]:
    for bestand, wortel in contract.wsdls:
        verst = 0
        for kind in wortel.iterchildren(f"{WSDL}*"):
            naam = etree.QName(kind).localname
            plek = _VOOR_DE_REST.index(naam) if naam in _VOOR_DE_REST else len(_VOOR_DE_REST)
            if plek < verst:
                yield Plek(bestand, kind, f"wsdl:{naam} staat achter iets anders")
            verst = max(verst, plek)


def _kent_ieder_naam(contract: Contract) -> Iterator[Plek]:
    bekend = contract.namen()
    for bestand in contract.bestanden:
        for element in () if bestand.wortel is None else bestand.wortel.iter(f"{XSD}*", f"{WSDL}*"):
            for attribuut in _QNAMEN:
                waarde = element.get(attribuut)
                naam = "" if waarde is None else clark(element, waarde)
                if waarde is None or naam.startswith(f"{{{ns.XSD}}}"):
                    continue
                if naam not in bekend:
                    yield Plek(bestand, element, f"{attribuut}={waarde} bestaat niet")
                elif (etree.QName(naam).namespace or "") not in _te_noemen(element):
                    yield Plek(bestand, element, f"{attribuut}={waarde}: die naamruimte is hier niet geimporteerd")


def _te_noemen(element: etree._Element) -> set[str]:
    """What may be named here: by a schema what it defines or imports itself, by a WSDL also what its schemas define or import."""
    schema = next((e for e in (element, *element.iterancestors()) if e.tag == f"{XSD}schema"), None)
    if schema is not None:
        return {schema.get("targetNamespace", ""), *(i.get("namespace", "") for i in schema.iterchildren(f"{XSD}import"))}
    wortel = element.getroottree().getroot()
    geimporteerd = {i.get("namespace", "") for i in wortel.iter(f"{XSD}import", f"{WSDL}import")}
    return {wortel.get("targetNamespace", ""), *geimporteerd, *(s.get("targetNamespace", "") for s in wortel.iter(f"{XSD}schema"))}


RONDOM: Final = (
    Regel(
        "KB01",
        f"{_BP} R4004",
        "Elk bestand is XML 1.0 zonder fouten.",
        "Een bestand met een fout leest niemand.",
        "Herstel de fout op deze regel.",
        _is_xml,
    ),
    Regel(
        "KB02",
        f"{_BP} R4003; Digikoppeling WS006",
        "Elk bestand is in UTF-8.",
        "Sommige hulpmiddelen lezen alleen UTF-8, en verminken anders letters met een accent.",
        "Bewaar het bestand als UTF-8 en zet dat in de eerste regel.",
        _codering,
    ),
    Regel(
        "KB03",
        "koppelvlak 1",
        "Geen DTD en geen processing instructions.",
        "Veilige parsers weigeren een DTD; de rest doet er elk iets anders mee.",
        "Haal hem weg.",
        _alleen_inhoud,
    ),
    Regel(
        "KB04",
        f"{_BP} R2028, R2803",
        "Elk bestand is een WSDL 1.1 of een schema, met een targetNamespace die een volledige URI is.",
        "Zonder naamruimte botsen namen van twee contracten.",
        'Begin met <wsdl:definitions targetNamespace="urn:...">, of met <xsd:schema targetNamespace="urn:...">.',
        _is_contract,
    ),
    Regel(
        "KB05",
        f"{_BP} R2007; koppelvlak 1",
        "Elke verwijzing is een relatief pad met gewone schuine strepen, en het bestand bestaat precies zo.",
        "Een pad dat op de ene machine werkt, werkt op de andere niet; een adres op internet kan weg zijn.",
        'Lever het bestand mee en verwijs er relatief naar: schemaLocation="../xsd/naam.xsd".',
        _verwijst_goed,
    ),
    Regel(
        "KB06",
        f"{_BP} R2005",
        "Een import noemt de targetNamespace van het bestand waar hij naar wijst.",
        "Het hulpmiddel zoekt de namen anders in de verkeerde naamruimte.",
        "Maak namespace gelijk aan de targetNamespace van dat bestand.",
        _belooft_goed,
    ),
    Regel(
        "KB07",
        f"{_BP} R2001 tot en met R2004",
        "wsdl:import haalt een WSDL; xsd:import haalt een schema, en staat in een schema.",
        "Niet elk hulpmiddel raadt goed wat er bedoeld is.",
        "Zet <xsd:import> in een <xsd:schema> binnen <wsdl:types>.",
        _importeert_eigen_soort,
    ),
    Regel(
        "KB08",
        "koppelvlak 1",
        "Geen xsd:include en geen xsd:redefine.",
        "Hulpmiddelen lezen een bestand dan twee keer en klagen over dubbele namen.",
        "Zet alles van een naamruimte in een bestand en gebruik xsd:import.",
        _geen_samenvoeging,
    ),
    Regel(
        "KB09",
        "koppelvlak 1",
        "Een naamruimte staat in een document.",
        "Van twee schema's met dezelfde naamruimte gebruiken sommige hulpmiddelen alleen het eerste.",
        "Voeg de schema's samen.",
        _een_namespace_een_plek,
    ),
    Regel(
        "KB10",
        f"{_BP} R2022, R2023",
        "In een WSDL staat wsdl:import vooraan, dan wsdl:types, dan de rest.",
        "Strenge hulpmiddelen weigeren een andere volgorde.",
        "Verplaats het element.",
        _op_volgorde,
    ),
    Regel(
        "KB11",
        f"{_BP} R2101, R2102, R2206",
        "Elke naam waarnaar wordt verwezen bestaat, in een naamruimte die daar is geimporteerd.",
        "Het ene hulpmiddel vindt hem toch, het andere stopt.",
        "Verbeter de naam, of voeg de import toe.",
        _kent_ieder_naam,
    ),
)
"""In the order in which a reader meets it."""
