"""Readers and writers of XML, compiled once from the Spyne types; Spyne's own protocols never touch the wire (architectuur.md).

They read what the contract's XSD found valid, so nothing is checked here again. Names are exact Clark names, of elements and not of
local parts; children stand in the namespace of the type that declares them.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from lxml import etree
from spyne import Boolean, ComplexModelBase, Date, DateTime, Integer, Unicode

from verwijsindex.contract.namespaces import TYPEN

Lezer = Callable[[etree._Element], Any]
Schrijver = Callable[[Any], str]

_TYPEN_PREFIX: Final = "typ"
_DIENST_PREFIX: Final = "vir"


@cache
def lezer(soort: type) -> Lezer:
    """A function that reads an element of this Spyne type into its value; a complex type gets every member, absent ones None or []."""
    if issubclass(soort, ComplexModelBase):
        return _lezer_complex(soort)
    for basis, lees_blad in _LEZERS:
        if issubclass(soort, basis):
            return lees_blad
    raise TypeError(f"geen lezer voor {soort.__name__}")


@cache
def schrijver(soort: type, naam: str) -> Callable[[Any], bytes]:
    """A function that writes the document element ``naam`` (Clark name) of this Spyne type, in UTF-8, with its namespaces declared.

    It raises ValueError when a member that must be there is missing: our own defect.
    """
    ruimte, _, lokaal = naam[1:].partition("}")
    begin = f'<{_DIENST_PREFIX}:{lokaal} xmlns:{_DIENST_PREFIX}="{ruimte}" xmlns:{_TYPEN_PREFIX}="{TYPEN}">'
    eind = f"</{_DIENST_PREFIX}:{lokaal}>"
    inhoud = _schrijver(soort)

    def schrijf(waarde: Any) -> bytes:
        return f"{begin}{inhoud(waarde)}{eind}".encode()

    return schrijf


def leden(soort: type) -> Iterator[tuple[str, str, type]]:
    """Name, namespace and type of every member of a complex type, in order, inherited ones first."""
    for naam, lid in soort.get_flat_type_info(soort).items():  # type: ignore[attr-defined]  # Spyne has no types
        yield naam, soort.get_namespace(), lid  # type: ignore[attr-defined]  # idem


def is_lijst(lid: type) -> bool:
    """Whether a member may occur more than once."""
    return bool(lid.Attributes.max_occurs > 1)  # type: ignore[attr-defined]  # idem


def _lezer_complex(soort: type) -> Lezer:
    velden = {f"{{{ruimte}}}{naam}": (naam, lezer(lid), is_lijst(lid)) for naam, ruimte, lid in leden(soort)}
    leeg = dict.fromkeys(naam for naam, _, meer in velden.values() if not meer)
    lijsten = tuple(naam for naam, _, meer in velden.values() if meer)
    nieuw: Any = soort.__new__

    def lees(element: etree._Element) -> Any:
        waarden: dict[str, Any] = leeg.copy()
        for naam in lijsten:
            waarden[naam] = []
        for kind in element:
            naam, lees_lid, meer = velden[str(kind.tag)]
            if meer:
                waarden[naam].append(lees_lid(kind))
            else:
                waarden[naam] = lees_lid(kind)
        exemplaar = nieuw(soort)
        exemplaar.__dict__ = waarden
        return exemplaar

    return lees


def _tekst(element: etree._Element) -> str:
    return element.text or ""


def _getal(element: etree._Element) -> int:
    return int(_tekst(element))


def _boolean(element: etree._Element) -> bool:
    return _tekst(element).strip() in ("true", "1")


def _datum(element: etree._Element) -> date:
    return date.fromisoformat(_tekst(element).strip())


def _tijdstip(element: etree._Element) -> datetime:
    return datetime.fromisoformat(_tekst(element).strip())


_LEZERS: Final[tuple[tuple[type, Lezer], ...]] = (
    (Boolean, _boolean),
    (Integer, _getal),
    (Date, _datum),  # before DateTime, of which Spyne makes it a kind
    (DateTime, _tijdstip),
    (Unicode, _tekst),
)


@cache
def _schrijver(soort: type) -> Schrijver:
    """A function that writes the content of an element of this type."""
    if issubclass(soort, ComplexModelBase):
        return _schrijver_complex(soort)
    for basis, omzetting in _VORMEN:
        if issubclass(soort, basis):
            return omzetting
    raise TypeError(f"geen schrijver voor {soort.__name__}")


def _schrijver_complex(soort: type) -> Schrijver:
    velden = [_schrijver_lid(naam, ruimte, lid) for naam, ruimte, lid in leden(soort)]

    def schrijf_leden(waarde: Any) -> str:
        velden_van = waarde.__dict__
        return "".join([schrijf_lid(velden_van.get(naam)) for naam, schrijf_lid in velden])

    return schrijf_leden


def _schrijver_lid(naam: str, ruimte: str, lid: type) -> tuple[str, Schrijver]:
    prefix = _TYPEN_PREFIX if ruimte == TYPEN else _DIENST_PREFIX
    begin, eind = f"<{prefix}:{naam}>", f"</{prefix}:{naam}>"
    inhoud = _schrijver(lid)
    verplicht: bool = lid.Attributes.min_occurs > 0  # type: ignore[attr-defined]  # idem

    def schrijf_een(waarde: Any) -> str:
        if waarde is None:
            if verplicht:
                raise ValueError(f"{naam} ontbreekt in het antwoord")
            return ""
        return f"{begin}{inhoud(waarde)}{eind}"

    def schrijf_lijst(waarden: Any) -> str:
        return "".join([schrijf_een(waarde) for waarde in waarden or ()])

    return naam, schrijf_lijst if is_lijst(lid) else schrijf_een


def _vorm_boolean(waarde: bool) -> str:
    return "true" if waarde else "false"


def _vorm_datum(waarde: date) -> str:
    return waarde.isoformat()


def _vorm_tijdstip(waarde: datetime) -> str:
    return waarde.isoformat(timespec="milliseconds")


_VORMEN: Final[tuple[tuple[type, Schrijver], ...]] = (
    (Boolean, _vorm_boolean),
    (Integer, str),
    (Date, _vorm_datum),
    (DateTime, _vorm_tijdstip),
    (Unicode, escape),
)
