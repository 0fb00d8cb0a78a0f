"""What an explanation consists of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lxml import etree

from verwijsindex_conformance.namespaces import BODY, HEADER, SECURITY, SIGNATURE, WSA


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One thing that is wrong. ``id`` names it for programs; no text holds a value out of the message that could be a person's."""

    id: str
    code: str
    """What the index answers to it."""
    wat: str
    oplossing: str


@dataclass(frozen=True, slots=True)
class Omstandigheden:
    """What is known beside the message itself; what is None is not judged."""

    moment: datetime
    """When it was received."""
    ca: Path | None = None
    adressen: Mapping[str, str] | None = None
    soapaction: str | None = None


@dataclass(frozen=True, slots=True)
class Delen:
    """The parts of a message, by their places; None for what is not there."""

    wortel: etree._Element
    header: etree._Element | None
    body: etree._Element | None
    security: etree._Element | None
    handtekening: etree._Element | None

    @property
    def kind(self) -> etree._Element | None:
        """The first element in the Body."""
        return None if self.body is None else next(self.body.iterchildren("*"), None)

    @property
    def adressering(self) -> list[etree._Element]:
        """Every header of WS-Addressing."""
        return [] if self.header is None else [blok for blok in self.header.iterchildren("*") if etree.QName(blok).namespace == WSA]


def delen_van(wortel: etree._Element) -> Delen:
    """Each part at its place, the first when there are more."""
    header, body = wortel.find(HEADER), wortel.find(BODY)
    security = None if header is None else header.find(SECURITY)
    return Delen(wortel, header, body, security, None if security is None else security.find(SIGNATURE))


def naam_van(element: etree._Element) -> str:
    """The local name of an element."""
    return etree.QName(element).localname
