"""What changed between two versions of a contract, and whether who works by the old one notices (docs/versies.md; R-160).

A change is judged by direction: what a client sends may be allowed more, what it receives may say no more than before, because a strict
client refuses an element, value or length that it does not know.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from lxml import etree

from verwijsindex.contract.geheel import ACTION, SOAP, WSDL, XSD, Contract, clark, lees_contract, richtingen

_ONBEGRENSD: Final = 10**9
_LENGTES: Final = {"minLength": -1, "maxLength": 1, "minInclusive": -1, "maxInclusive": 1, "totalDigits": 1, "fractionDigits": 1}
"""Facets that are a number, and in which direction more is allowed."""


class Oordeel(Enum):
    """What a change means to who works by the old contract."""

    VERENIGBAAR = "verenigbaar"
    """He notices nothing."""
    BEOORDEEL = "beoordeel zelf"
    """It depends on what is sent: a pattern cannot be compared."""
    ONVERENIGBAAR = "niet verenigbaar"
    """Something of his stops working: a new version, with a namespace and path of its own."""


class Richting(Enum):
    """Who writes it."""

    VERZOEK = "verzoek"
    ANTWOORD = "antwoord"


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One difference: where, what in Dutch, and what it means."""

    waar: str
    wat: str
    oordeel: Oordeel


@dataclass(frozen=True, slots=True)
class _Element:
    type: str
    minstens: int
    hoogstens: int


@dataclass(frozen=True)
class _Beeld:
    """A contract as far as messages show it."""

    operaties: dict[str, dict[str, str]] = field(default_factory=dict)
    """Per operation its Actions and the elements of its messages."""
    elementen: dict[str, str] = field(default_factory=dict)
    """The type of each global element."""
    typen: dict[str, dict[str, _Element]] = field(default_factory=dict)
    waarden: dict[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Per simple type its facets."""
    richting: dict[str, set[Richting]] = field(default_factory=dict)
    """Per type in which direction it travels."""


def vergelijk(oud: Path, nieuw: Path) -> list[Wijziging]:
    """Every difference between two WSDLs that messages can show, the worst first. Raises OSError when a file cannot be read."""
    een, ander = _beeld(lees_contract(oud)), _beeld(lees_contract(nieuw))
    gevonden = [*_operaties(een, ander), *_elementen(een, ander), *_typen(een, ander), *_waarden(een, ander)]
    return sorted(gevonden, key=lambda wijziging: [*reversed(Oordeel)].index(wijziging.oordeel))


# Reading


def _beeld(contract: Contract) -> _Beeld:
    beeld = _Beeld()
    for schema in contract.schemas:
        for kind in schema.wortel.iterchildren(tag=etree.Element):
            naam = f"{{{schema.namespace}}}{kind.get('name')}"
            if kind.tag == f"{XSD}element":
                beeld.elementen[naam] = clark(kind, kind.get("type", ""))
            elif kind.tag == f"{XSD}complexType":
                beeld.typen[naam] = {e.get("name", ""): _element(e) for e in kind.iter(f"{XSD}element")}
            elif kind.tag == f"{XSD}simpleType":
                beeld.waarden[naam] = _facetten(kind)
    for _, _, operatie in contract.operaties("portType"):
        beeld.operaties[operatie.get("name", "")] = dict(_berichten_van(contract, operatie))
    for _, _, operatie in contract.operaties("binding"):
        for soap in operatie.iterchildren(f"{SOAP}operation"):
            beeld.operaties.setdefault(operatie.get("name", ""), {})["soapAction"] = soap.get("soapAction", "")
    for delen in beeld.operaties.values():
        for soort, element in delen.items():
            if soort.endswith("element"):
                richting = Richting.VERZOEK if soort.startswith("input") else Richting.ANTWOORD
                _merk(beeld, beeld.elementen.get(element, ""), richting)
    return beeld


def _element(element: etree._Element) -> _Element:
    hoogstens = element.get("maxOccurs", "1")
    aantal = _ONBEGRENSD if hoogstens == "unbounded" else int(hoogstens)
    return _Element(clark(element, element.get("type", "")), int(element.get("minOccurs", "1")), aantal)


def _facetten(soort: etree._Element) -> Mapping[str, tuple[str, ...]]:
    facetten: dict[str, list[str]] = {}
    for restrictie in soort.iterchildren(f"{XSD}restriction"):
        facetten["base"] = [clark(restrictie, restrictie.get("base", ""))]
        for facet in restrictie.iterchildren(tag=etree.Element):
            facetten.setdefault(etree.QName(facet).localname, []).append(facet.get("value", ""))
    return {naam: tuple(waarden) for naam, waarden in facetten.items() if naam != "annotation"}


def _berichten_van(contract: Contract, operatie: etree._Element) -> Iterator[tuple[str, str]]:
    for deel in richtingen(operatie):
        naam = f"{etree.QName(deel).localname} {deel.get('name') or ''}".strip()
        yield f"{naam} actie", deel.get(ACTION, "")
        bericht = contract.gedefinieerd("message", deel, "message")
        for stuk in () if bericht is None else bericht.iterchildren(f"{WSDL}part"):
            yield f"{naam} element", clark(stuk, stuk.get("element", ""))


def _merk(beeld: _Beeld, type_: str, richting: Richting) -> None:
    """This type travels in this direction, with all that is in it."""
    if richting in beeld.richting.setdefault(type_, set()):
        return
    beeld.richting[type_].add(richting)
    for element in beeld.typen.get(type_, {}).values():
        _merk(beeld, element.type, richting)


# Comparing


def _operaties(oud: _Beeld, nieuw: _Beeld) -> Iterator[Wijziging]:
    for naam in oud.operaties.keys() - nieuw.operaties.keys():
        yield Wijziging(naam, "de operatie bestaat niet meer", Oordeel.ONVERENIGBAAR)
    for naam in nieuw.operaties.keys() - oud.operaties.keys():
        yield Wijziging(naam, "een nieuwe operatie", Oordeel.VERENIGBAAR)
    for naam in oud.operaties.keys() & nieuw.operaties.keys():
        een, ander = oud.operaties[naam], nieuw.operaties[naam]
        for deel in sorted(een.keys() | ander.keys()):
            if een.get(deel) != ander.get(deel):
                yield Wijziging(naam, f"{deel} is anders", Oordeel.ONVERENIGBAAR)


def _elementen(oud: _Beeld, nieuw: _Beeld) -> Iterator[Wijziging]:
    for naam in oud.elementen.keys() & nieuw.elementen.keys():
        if oud.elementen[naam] != nieuw.elementen[naam]:
            yield Wijziging(_kort(naam), "heeft een ander type", Oordeel.ONVERENIGBAAR)


def _typen(oud: _Beeld, nieuw: _Beeld) -> Iterator[Wijziging]:
    for naam in oud.typen.keys() & nieuw.typen.keys():
        richtingen = oud.richting.get(naam, set())
        een, ander = oud.typen[naam], nieuw.typen[naam]
        for weg in een.keys() - ander.keys():
            ruimer = een[weg].minstens == 0
            yield _oordeel(f"{_kort(naam)}/{weg}", "het element bestaat niet meer", richtingen, verzoek=False, antwoord=ruimer)
        for bij in ander.keys() - een.keys():
            verplicht = ander[bij].minstens > 0
            wat = "een nieuw, verplicht element" if verplicht else "een nieuw element, dat mag ontbreken"
            yield _oordeel(f"{_kort(naam)}/{bij}", wat, richtingen, verzoek=not verplicht, antwoord=False)
        for zelfde in een.keys() & ander.keys():
            yield from _element_anders(f"{_kort(naam)}/{zelfde}", een[zelfde], ander[zelfde], richtingen)
        if [e for e in een if e in ander] != [e for e in ander if e in een]:
            yield Wijziging(_kort(naam), "de elementen staan in een andere volgorde", Oordeel.ONVERENIGBAAR)


def _element_anders(waar: str, een: _Element, ander: _Element, richtingen: set[Richting]) -> Iterator[Wijziging]:
    if een.type != ander.type:
        yield Wijziging(waar, "heeft een ander type", Oordeel.ONVERENIGBAAR)
    if (een.minstens, een.hoogstens) != (ander.minstens, ander.hoogstens):
        ruimer = ander.minstens <= een.minstens and ander.hoogstens >= een.hoogstens
        nauwer = ander.minstens >= een.minstens and ander.hoogstens <= een.hoogstens
        yield _oordeel(waar, "mag vaker of minder vaak voorkomen", richtingen, verzoek=ruimer, antwoord=nauwer)


def _waarden(oud: _Beeld, nieuw: _Beeld) -> Iterator[Wijziging]:
    for naam in oud.waarden.keys() & nieuw.waarden.keys():
        richtingen = oud.richting.get(naam, set())
        een, ander = oud.waarden[naam], nieuw.waarden[naam]
        for facet in sorted(een.keys() | ander.keys()):
            was, is_ = een.get(facet, ()), ander.get(facet, ())
            if was == is_:
                continue
            if facet == "enumeration" and was and is_:
                erbij, weg = set(is_) - set(was), set(was) - set(is_)
                for waarde in sorted(erbij):
                    yield _oordeel(_kort(naam), f"een nieuwe waarde {waarde}", richtingen, verzoek=True, antwoord=False)
                for waarde in sorted(weg):
                    yield _oordeel(_kort(naam), f"de waarde {waarde} bestaat niet meer", richtingen, verzoek=False, antwoord=True)
            elif facet in _LENGTES:
                yield _lengte(_kort(naam), facet, was, is_, richtingen)
            else:
                oordeel = Oordeel.BEOORDEEL if facet == "pattern" else Oordeel.ONVERENIGBAAR
                yield Wijziging(_kort(naam), f"{facet} is anders", oordeel if richtingen else Oordeel.VERENIGBAAR)


def _lengte(waar: str, facet: str, was: tuple[str, ...], is_: tuple[str, ...], richtingen: set[Richting]) -> Wijziging:
    """More or less room; no facet is all the room there is."""
    kant = _LENGTES[facet]
    een, ander = (float("inf") if not waarden else kant * float(waarden[0]) for waarden in (was, is_))
    return _oordeel(waar, f"{facet} is anders", richtingen, verzoek=ander >= een, antwoord=ander <= een)


def _oordeel(waar: str, wat: str, richtingen: set[Richting], *, verzoek: bool, antwoord: bool) -> Wijziging:
    """Compatible when it is in every direction in which it travels; what travels nowhere is nobody's concern."""
    mag = {Richting.VERZOEK: verzoek, Richting.ANTWOORD: antwoord}
    slecht = sorted(richting.value for richting in richtingen if not mag[richting])
    waarin = f", in een {' en in een '.join(slecht)}" if slecht else ""
    return Wijziging(waar, f"{wat}{waarin}", Oordeel.ONVERENIGBAAR if slecht else Oordeel.VERENIGBAAR)


def _kort(naam: str) -> str:
    return etree.QName(naam).localname
