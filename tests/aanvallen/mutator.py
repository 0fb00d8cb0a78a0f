"""The wrapping mutator: every signed part x every place x every wrapper x every treatment of ids, single and in pairs.

An attacker holds a message that the victim signed. He moves a signed part somewhere else in it, so that the signature still finds it, and
puts a part of his own making where the receiver will look. Each variant here does exactly that; a receiver that accepts one, acts on
words that nobody signed.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import product
from random import Random

from lxml import etree

from verwijsindex.contract.namespaces import DS, SOAP, WSA, WSSE, WSSE11, WSU

from ..differentieel import partijen
from ..differentieel.aanval import RAW, VALS
from ..differentieel.ondertekenaars import met_onze

ID = f"{{{WSU}}}Id"
_NS = {"soap": SOAP, "wsa": WSA, "wsse": WSSE, "wsu": WSU, "ds": DS, "wsse11": WSSE11}
VREEMD = "urn:verwijsindex:proef:vreemd"

DELEN_VERZOEK = {
    "Body": "soap:Body",
    "Timestamp": ".//wsu:Timestamp",
    "token": ".//wsse:BinarySecurityToken",
    "To": ".//wsa:To",
    "Action": ".//wsa:Action",
    "MessageID": ".//wsa:MessageID",
    "ReplyTo": ".//wsa:ReplyTo",
    "From": ".//wsa:From",
}
DELEN_ANTWOORD = {
    "Body": "soap:Body",
    "Timestamp": ".//wsu:Timestamp",
    "token": ".//wsse:BinarySecurityToken",
    "bevestiging": ".//wsse11:SignatureConfirmation",
    "Action": ".//wsa:Action",
    "MessageID": ".//wsa:MessageID",
    "RelatesTo": ".//wsa:RelatesTo",
    "To": ".//wsa:To",
}

PLAATSEN: dict[str, tuple[str, int]] = {
    "vooraan in de Envelope": (".", 0),
    "tussen Header en Body": (".", 1),
    "achteraan in de Envelope": (".", 99),
    "vooraan in de Header": ("soap:Header", 0),
    "achteraan in de Header": ("soap:Header", 99),
    "vooraan in Security": (".//wsse:Security", 0),
    "achteraan in Security": (".//wsse:Security", 99),
    "in Signature": (".//ds:Signature", 99),
    "in SignedInfo": (".//ds:SignedInfo", 99),
    "in een Reference": (".//ds:Reference", 99),
    "in een Transform": (".//ds:Transform", 0),
    "in KeyInfo": (".//ds:KeyInfo", 99),
    "in SecurityTokenReference": (".//wsse:SecurityTokenReference", 99),
    "in de Timestamp": (".//wsu:Timestamp", 99),
    "in het token": (".//wsse:BinarySecurityToken", 0),
    "in Action": (".//wsa:Action", 0),
    "in To": (".//wsa:To", 0),
    "in de Body": ("soap:Body", 99),
    "in het kind van de Body": ("soap:Body/*", 99),
}
OMHULSELS: dict[str, str | None] = {
    "kaal": None,
    "vreemd element": f"{{{VREEMD}}}Doos",
    "Header": f"{{{SOAP}}}Header",
    "Body": f"{{{SOAP}}}Body",
    "Envelope": f"{{{SOAP}}}Envelope",
    "Object": f"{{{DS}}}Object",
    "Embedded": f"{{{WSSE}}}Embedded",
    "FaultTo": f"{{{WSA}}}FaultTo",
}


def _niets(_: etree._Element, __: etree._Element | None, ___: etree._Element | None) -> None:
    """The original keeps its id, the forgery has none."""


def _dubbel(origineel: etree._Element, vals: etree._Element | None, _: etree._Element | None) -> None:
    """Both have it."""
    if vals is not None:
        vals.set(ID, origineel.get(ID, ""))


def _op_het_omhulsel(origineel: etree._Element, vals: etree._Element | None, omhulsel: etree._Element | None) -> None:
    """The wrapper has the same id."""
    if omhulsel is not None:
        omhulsel.set(ID, origineel.get(ID, ""))


def _ander_soort(naam: str) -> Callable[[etree._Element, etree._Element | None, etree._Element | None], None]:
    def zet(origineel: etree._Element, vals: etree._Element | None, _: etree._Element | None) -> None:
        if vals is not None:
            vals.set(naam, origineel.get(ID, ""))

    return zet


def _alleen_vals(origineel: etree._Element, vals: etree._Element | None, _: etree._Element | None) -> None:
    """The forgery has the id, the original an id of another kind."""
    if vals is not None:
        vals.set(ID, origineel.get(ID, ""))
    origineel.set("Id", origineel.attrib.pop(ID, ""))


IDS = {
    "geen id": _niets,
    "hetzelfde id": _dubbel,
    "id op het omhulsel": _op_het_omhulsel,
    "Id": _ander_soort("Id"),
    "ID": _ander_soort("ID"),
    "xml:id": _ander_soort("{http://www.w3.org/XML/1998/namespace}id"),
    "id verhuisd": _alleen_vals,
}
LATEN = {"vals ervoor in de plaats": True, "niets ervoor in de plaats": False}


@dataclass(frozen=True)
class Greep:
    """One move: which part goes where, in what, with which id, and whether a forgery takes its place."""

    deel: str
    plaats: str
    omhulsel: str
    id: str
    vervangen: bool

    def __str__(self) -> str:
        return f"{self.deel} {self.plaats} ({self.omhulsel}, {self.id}{'' if self.vervangen else ', niets terug'})"


def grepen(delen: dict[str, str]) -> Iterator[Greep]:
    """Every move. Moving nothing into the place of a part is only tried bare and in a stranger's box: the rest adds nothing."""
    for deel, plaats, omhulsel, id_, vervangen in product(delen, PLAATSEN, OMHULSELS, IDS, LATEN.values()):
        if vervangen or (omhulsel in ("kaal", "vreemd element") and id_ == "geen id"):
            yield Greep(deel, plaats, omhulsel, id_, vervangen)


def voer_uit(raw: bytes, delen: dict[str, str], *uit_te_voeren: Greep) -> bytes | None:
    """The message after these moves; None when one cannot be made (into itself) or leaves everything where it was."""
    envelop = etree.fromstring(raw)
    for greep in uit_te_voeren:
        if not _voer_een_uit(envelop, delen[greep.deel], greep):
            return None
    anders = etree.tostring(envelop)
    return None if etree.tostring(etree.fromstring(raw), method="c14n") == etree.tostring(envelop, method="c14n") else anders


def _voer_een_uit(envelop: etree._Element, pad: str, greep: Greep) -> bool:
    origineel = envelop.find(pad, _NS)
    waar, positie = PLAATSEN[greep.plaats]
    ouder = envelop if waar == "." else envelop.find(waar, _NS)
    if origineel is None or ouder is None or ouder is origineel or origineel in ouder.iterancestors():
        return False
    if not greep.vervangen and greep.omhulsel == "kaal" and ouder is origineel.getparent():
        return False  # another order of the same parts, which the profile allows
    vals = _vals(origineel) if greep.vervangen else None
    if vals is not None:
        origineel.addprevious(vals)
        if waar != "." and origineel in (envelop.find(waar, _NS),):
            return False
    tag = OMHULSELS[greep.omhulsel]
    omhulsel = None if tag is None else etree.Element(tag)
    origineel.getparent().remove(origineel)
    IDS[greep.id](origineel, vals, omhulsel)
    if omhulsel is None:
        ouder.insert(positie, origineel)
    else:
        omhulsel.append(origineel)
        ouder.insert(positie, omhulsel)
    return True


def _vals(origineel: etree._Element) -> etree._Element:
    """What an attacker would rather have said in that place; never what was signed."""
    vals = deepcopy(origineel)
    vals.tail = None
    vals.attrib.pop(ID, None)
    for element in vals.iter("*"):
        if element.text and element.text.strip():
            element.text = _andere_waarde(element)
            return vals
    vals.set("Value", "AAAA")
    return vals


def _andere_waarde(element: etree._Element) -> str:
    naam = etree.QName(element).localname
    if naam == "BinarySecurityToken":
        return partijen.groot().token
    if naam == "Created":
        return "2026-03-02T09:29:59Z"
    return {"Address": "http://www.w3.org/2005/08/addressing/none"}.get(naam, f"{element.text}{VALS}")


def verzoeken() -> Iterator[tuple[str, bytes]]:
    """Every single move on a request."""
    yield from _enkel(RAW, DELEN_VERZOEK)


def antwoorden() -> Iterator[tuple[str, bytes]]:
    """Every single move on a reply."""
    yield from _enkel(goed_antwoord(), DELEN_ANTWOORD)


def goed_antwoord() -> bytes:
    """The reply of the server to the good request."""
    return met_onze(partijen.server(), antwoord=True)


def paren(aantal: int, zaad: int = 0) -> Iterator[tuple[str, bytes, bool]]:
    """So many moves of two parts at once, on requests and on replies in turn; the last says whether it is a reply."""
    rng = Random(zaad)
    soorten = [(RAW, DELEN_VERZOEK, False), (goed_antwoord(), DELEN_ANTWOORD, True)]
    alles = [list(grepen(delen)) for _, delen, _ in soorten]
    gemaakt = 0
    while gemaakt < aantal:
        welk = gemaakt % 2
        raw, delen, antwoord = soorten[welk]
        eerste, tweede = rng.sample(alles[welk], 2)
        variant = None if eerste.deel == tweede.deel else voer_uit(raw, delen, eerste, tweede)
        if variant is not None:
            gemaakt += 1
            yield f"{eerste} + {tweede}", variant, antwoord


def _enkel(raw: bytes, delen: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    for greep in grepen(delen):
        variant = voer_uit(raw, delen, greep)
        if variant is not None:
            yield str(greep), variant
