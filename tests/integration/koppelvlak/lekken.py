"""What was used in the ring and may stand in no log: numbers, names, ways to reach people, and every word of a message."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from verwijsindex.domain.instantie import Gebruiker

KORTSTE = 6
"""Shorter texts (a code, an initial) would be found in anything."""
IN_HET_LOG = frozenset(
    {"verzenderOin", "oin", "berichtId", "incidentId", "code", "rol", "versie", "soort", "uitkomst", "status", "functie", "verzoeker"}
    | {"rapportage"}
)
"""Elements whose text is an id or a code that the technical log has, a word of the contract, or a kind of work that many do."""
_WOORD = re.compile(r"[\w.@+-]{6,}")


@dataclass(repr=False)
class Gebruikt:
    """Collects as the ring goes on."""

    geheim: set[str] = field(default_factory=set)
    """Texts that may not be found anywhere, as they are."""

    def persoon(self, persoon: Mapping[str, Any]) -> None:
        """A person of the register."""
        self._voeg_toe(persoon[veld] for veld in ("bsn", "geslachtsnaam", "geboortedatum") if persoon[veld] not in (None, "00000000"))

    def gebruiker(self, wie: Gebruiker) -> None:
        """The contact data of a professional."""
        contact = wie.contact
        self._voeg_toe(waarde for waarde in (contact.naam, contact.telefoon, contact.emailadres) if waarde)

    def body(self, xml: str) -> None:
        """A request, well-formed or not: as it was sent, its markup, and its texts."""
        self._voeg_toe([xml])
        try:
            self.antwoord(etree.fromstring(xml.encode()))
        except etree.XMLSyntaxError:
            self._voeg_toe(_WOORD.findall(re.sub(r"<[^>]*>", " ", xml)))

    def antwoord(self, kind: etree._Element) -> None:
        """A reply, or a request that can be read."""
        self._voeg_toe([f"{kind.prefix}:{etree.QName(kind).localname}"])
        bladen = [element for element in kind.iter("{*}*") if len(element) == 0 and element.text]
        self._voeg_toe(blad.text or "" for blad in bladen if etree.QName(blad).localname not in IN_HET_LOG)

    def bericht(self, message_id: str) -> None:
        """A MessageID, which the sender chose."""
        self._voeg_toe([message_id])

    def _voeg_toe(self, teksten: Iterable[str]) -> None:
        self.geheim |= {tekst.strip() for tekst in teksten if len(tekst.strip()) >= KORTSTE}


def vind(geheim: Iterable[str], regels: Iterable[str]) -> list[tuple[str, str]]:
    """Every (secret, line) that should not be: a secret as it is, whatever its case or the letters around it."""
    tekst = "\n".join(dict.fromkeys(regels))
    klein = tekst.casefold()
    gevonden = [(woord, _regel_om(tekst, klein.index(woord.casefold()))) for woord in geheim if woord.casefold() in klein]
    return sorted(gevonden)


def _regel_om(tekst: str, plek: int) -> str:
    begin = tekst.rfind("\n", 0, plek) + 1
    eind = tekst.find("\n", plek)
    return tekst[begin : len(tekst) if eind < 0 else eind]
