"""A message as a report may show it: readable, and without numbers, names and contact data of persons, keys and digests.

A digest goes as well: of a Body whose every other word is shown, it would tell the number to whoever tries all numbers.
"""

import re
from hashlib import sha256
from typing import Final

from lxml import etree

from verwijsindex_conformance.opname import Uitwisseling

LANGSTE: Final = 20_000
"""Characters of one message; what is longer was made so on purpose."""
_NUMMER: Final = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_PERSOON: Final = frozenset(
    {
        "geslachtsnaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "postcode", "huisnummer",
        "naam", "telefoon", "emailadres", "functie", "locatie",
    }
)  # fmt: skip
_GEHEIM: Final = frozenset({"SignatureValue", "DigestValue", "CipherValue", "X509Certificate", "Password", "Nonce"})
_CODE: Final = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{40,}={0,2}")
_VELD: Final = re.compile(
    rf"(<(?:[A-Za-z0-9_.-]+:)?(?:bsn|{'|'.join(sorted(_PERSOON | _GEHEIM))}|BinarySecurityToken)\b[^<>]*>)[^<]*", re.IGNORECASE
)
_TEKEN: Final = re.compile(r"&#x?[0-9A-Fa-f]+;?")
_ONMOGELIJK: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STUUR: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Afdekker:
    """Covers what one case exchanged: the same number gets the same name everywhere in it, so that a reader can follow a person."""

    def __init__(self) -> None:
        self._nummers: dict[str, str] = {}

    def bericht(self, ruw: bytes) -> str:
        """A message as text, shortened; bytes that are no text are only counted."""
        if not ruw:
            return ""
        try:
            tekst = ruw.decode("utf-8")
        except UnicodeDecodeError:
            tekst = "\0"
        if _STUUR.search(tekst):
            return f"[{len(ruw)} bytes die geen leesbare tekst zijn]"
        afgedekt = self.tekst(self._boom(ruw) or self._plat(tekst))
        return afgedekt if len(afgedekt) <= LANGSTE else f"{afgedekt[:LANGSTE]}\n[de rest van {len(ruw)} bytes is weggelaten]"

    def tekst(self, tekst: str) -> str:
        """The same without a number of nine digits, and without signs that no file of a report can hold."""
        return _NUMMER.sub(lambda gevonden: self._nummer(gevonden[0]), _ONMOGELIJK.sub("\N{REPLACEMENT CHARACTER}", tekst))

    def uitwisseling(self, een: Uitwisseling) -> dict[str, object]:
        """A request and its answer, in the form of the report."""
        return {
            "methode": een.methode,
            "pad": self.tekst(een.pad),
            "status": een.status,
            "verzoek": self.bericht(een.verzoek),
            "antwoord": self.bericht(een.antwoord),
        }

    def _nummer(self, nummer: str) -> str:
        return self._nummers.setdefault(nummer, f"[bsn {len(self._nummers) + 1}]")

    def _boom(self, ruw: bytes) -> str | None:
        """Well-formed XML by its elements; None when it is none, or has a DTD that could hide anything."""
        try:
            boom = etree.fromstring(ruw, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True))
        except (etree.XMLSyntaxError, ValueError):
            return None
        if boom.getroottree().docinfo.doctype:
            return None
        for element in boom.iter("*"):
            self._dek_af(element)
        etree.indent(boom)
        return str(etree.tostring(boom, encoding="unicode"))

    def _dek_af(self, element: etree._Element) -> None:
        naam = etree.QName(element).localname
        if element.get("Value"):
            element.set("Value", "[handtekening]")
        if naam == "bsn":
            _vervang(element, self._nummer("".join(element.itertext()).strip()))
        elif naam in _PERSOON:
            _vervang(element, "[afgedekt]")
        elif naam in _GEHEIM:
            _vervang(element, "[weggelaten]")
        elif naam == "BinarySecurityToken":
            inhoud = "".join((element.text or "").split())
            _vervang(element, f"[certificaat, SHA-256 van de tekst {sha256(inhoud.encode()).hexdigest()[:16]}]")

    def _plat(self, tekst: str) -> str:
        """What is no XML: by what its tags look like, and without anything that could be a coded sign or a key."""
        zonder = _VELD.sub(lambda gevonden: f"{gevonden[1]}[afgedekt]", _TEKEN.sub("[teken]", tekst))
        return _CODE.sub("[weggelaten]", zonder)


def _vervang(element: etree._Element, tekst: str) -> None:
    """Text and children both: a value can be cut up."""
    for kind in list(element):
        element.remove(kind)
    element.text = tekst
