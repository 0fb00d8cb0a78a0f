"""What the WSDL of a service says of itself in Dutch, for its page."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from verwijsindex.contract.bestanden import wsdl
from verwijsindex.contract.lezen import elementen, lees
from verwijsindex.contract.operaties import Dienst

_LEGE_REGEL: Final = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Uitleg:
    """The documentation of one service."""

    alineas: tuple[str, ...]
    operaties: dict[str, str]
    """Per operation, in the order of the contract, what it does."""


def uitleg_van(dienst: Dienst) -> Uitleg:
    """The documentation in the WSDL of ``dienst``."""
    wortel = lees(wsdl(dienst.naam, versie=dienst.versie))
    operaties = {operatie.attrib["name"]: " ".join(_alineas(operatie)) for operatie in elementen(wortel, "wsdl:portType/wsdl:operation")}
    return Uitleg(_alineas(wortel), operaties)


def _alineas(element: etree._Element) -> tuple[str, ...]:
    """The paragraphs of the ``wsdl:documentation`` of an element."""
    tekst = element.findtext("{*}documentation", default="")
    return tuple(" ".join(alinea.split()) for alinea in _LEGE_REGEL.split(tekst.strip()))
