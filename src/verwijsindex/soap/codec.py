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
    for basis, omzetting in _LEEFBLADEN:
        if issubclass(soort, basis):
            return _lezer_blad(omzetting)
    raise TypeError(f"geen lezer voor {soort.__name__}")


def schrijf(soort: type, naam: str, waarde: Any) -> bytes:
    """The document element ``naam`` (Clark name) of this Spyne type, in UTF-8, with its namespaces declared.

    Raises ValueError when a member that must be there is missing: our own defect.
    """
    ruimte, _, lokaal = naam[1:].partition("}")
    declaraties = f' xmlns:{_DIENST_PREFIX}="{ruimte}" xmlns:{_TYPEN_PREFIX}="{TYPEN}"'
    return f"<{_DIENST_PREFIX}:{lokaal}{declaraties}>{_schrijver(soort)(waarde)}</{_DIENST_PREFIX}:{lokaal}>".encode()


def leden(soort: type) -> Iterator[tuple[str, str, type]]:
    """Name, namespace and type of every member of a complex type, in order, inherited ones first."""
    for naam, lid in soort.get_flat_type_info(soort).items():  # type: ignore[attr-defined]  # Spyne has no types
        yield naam, soort.get_namespace(), lid  # type: ignore[attr-defined]  # idem


def is_lijst(lid: type) -> bool:
    """Whether a member may occur more than once."""
    return bool(lid.Attributes.max_occurs > 1)  # type: ignore[attr-defined]  # idem


def _lezer_complex(soort: type) -> Lezer:
    enkel: dict[str, tuple[str, Lezer]] = {}
    lijsten: dict[str, tuple[str, Lezer]] = {}
    for naam, ruimte, lid in leden(soort):
        (lijsten if is_lijst(lid) else enkel)[f"{{{ruimte}}}{naam}"] = (naam, lezer(lid))
    leeg = dict.fromkeys((naam for naam, _ in enkel.values()), None)
    lijstnamen = tuple(naam for naam, _ in lijsten.values())
    nieuw: Any = soort.__new__

    def lees(element: etree._Element) -> Any:
        waarden: dict[str, Any] = leeg.copy()
        for naam in lijstnamen:
            waarden[naam] = []
        for kind in element:
            tag = str(kind.tag)
            if tag in enkel:
                naam, lees_lid = enkel[tag]
                waarden[naam] = lees_lid(kind)
            else:
                naam, lees_lid = lijsten[tag]
                waarden[naam].append(lees_lid(kind))
        exemplaar = nieuw(soort)
        exemplaar.__dict__.update(waarden)
        return exemplaar

    return lees


def _lezer_blad(omzetting: Callable[[str], Any]) -> Lezer:
    def lees(element: etree._Element) -> Any:
        return omzetting(element.text or "")

    return lees


def _boolean(tekst: str) -> bool:
    return tekst.strip() in ("true", "1")


def _datum(tekst: str) -> date:
    return date.fromisoformat(tekst.strip())


def _tijdstip(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst.strip())


def _tekst(tekst: str) -> str:
    return tekst


_LEEFBLADEN: Final[tuple[tuple[type, Callable[[str], Any]], ...]] = (
    (Boolean, _boolean),
    (Integer, int),
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
