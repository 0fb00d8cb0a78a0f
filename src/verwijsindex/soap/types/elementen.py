"""How the Spyne types say what the XSD says: named simple types, and elements with their cardinality.

Spyne forgets the name of a simple type when it is customised again; these functions keep it.
"""

from decimal import Decimal
from typing import Any, Final

from spyne import ComplexModel

from verwijsindex.contract import namespaces as ns

SpyneType = Any
"""A Spyne class; Spyne publishes no types."""

ONBEPERKT: Final = Decimal("inf")
KEUZE: Final = "keuze"


class Groep(ComplexModel):
    """Base of every complex type of the contract; has no elements of its own, so the XSD knows no extension."""

    __namespace__ = ns.TYPEN

    def __init__(self, **leden: object) -> None:
        """The members that are there. Spyne's own goes by every member through its descriptors: fifty microseconds for an answer."""
        self.__dict__ = leden


def waarde(basis: SpyneType, naam: str, namespace: str = ns.TYPEN, **facetten: object) -> SpyneType:
    """A named simple type: ``basis`` restricted by ``facetten`` (names of Spyne attributes)."""
    return _genoemd(basis.customize(**facetten), naam, namespace)


def verplicht(typ: SpyneType) -> SpyneType:
    """An element that occurs exactly once."""
    return herhaald(typ, 1, 1)


def optioneel(typ: SpyneType) -> SpyneType:
    """An element that occurs once or not at all."""
    return herhaald(typ, 0, 1)


def herhaald(typ: SpyneType, minstens: int, hoogstens: int | Decimal) -> SpyneType:
    """An element that occurs ``minstens`` to ``hoogstens`` times; a list in Python when that can be more than one."""
    return _genoemd(typ.customize(min_occurs=minstens, max_occurs=hoogstens), typ.__type_name__, typ.__namespace__)


def keuze(typ: SpyneType) -> SpyneType:
    """One of the elements of an ``xsd:choice``, of which exactly one occurs."""
    gekozen = typ.customize(min_occurs=0, max_occurs=1, xml_choice_group=KEUZE)
    return _genoemd(gekozen, typ.__type_name__, typ.__namespace__)


def _genoemd(typ: SpyneType, naam: str, namespace: str) -> SpyneType:
    typ.__type_name__, typ.__namespace__ = naam, namespace
    return typ
