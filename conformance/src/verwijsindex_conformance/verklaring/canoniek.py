"""Canonical forms, the right ones and those that people use by mistake; and the changes that toolkits make after signing."""

import unicodedata
from collections.abc import Callable, Iterator
from copy import deepcopy
from hashlib import sha1, sha256, sha384, sha512
from itertools import islice, product
from typing import Final

from lxml import etree

from verwijsindex_conformance.namespaces import DS, SOAP, TYPEN, WSA, WSSE, WSSE11, WSU, WSU_ID

DIGESTS: Final = {
    "http://www.w3.org/2000/09/xmldsig#sha1": sha1,
    "http://www.w3.org/2001/04/xmlenc#sha256": sha256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384": sha384,
    "http://www.w3.org/2001/04/xmlenc#sha512": sha512,
}
_HOOGSTENS: Final = 3000
"""Combinations of prefixes that are tried."""
_PREFIXEN: Final = {
    SOAP: ("soap", "soapenv", "SOAP-ENV", "soap-env", "S", "s", "env"),
    WSA: ("wsa", "a", "wsa5", "add", None),
    WSSE: ("wsse", "sec", "o"),
    WSSE11: ("wsse11",),
    WSU: ("wsu", "u", "utility"),
    DS: ("ds", None, "dsig", "sig"),
    TYPEN: ("typ", "typen", "ns2", "ns3", "ns1", "t", "v1", "q1"),
}
_EIGEN: Final = (None, "ns1", "ns2", "ns3", "tns", "mel", "sig", "rec", "ns0", "m", "v1", "urn", "q1")


def canoniek(element: etree._Element, *, exclusief: bool = True, prefixen: list[str] | None = None, commentaar: bool = False) -> bytes:
    """The canonical form of one element, in its place."""
    return bytes(
        etree.tostring(element, method="c14n", exclusive=exclusief, inclusive_ns_prefixes=prefixen or None, with_comments=commentaar)
    )


def genoemde_vorm(methode: etree._Element | None) -> tuple[bool, list[str]] | None:
    """Of a CanonicalizationMethod or Transform: whether it is exclusive, and its PrefixList; None when it is no canonical form."""
    soort = "" if methode is None else methode.get("Algorithm", "")
    if methode is None or "c14n" not in soort:
        return None
    prefixen = [prefix for lijst in methode.iter("{*}InclusiveNamespaces") for prefix in lijst.get("PrefixList", "").split()]
    return "exc-c14n" in soort, prefixen


def vormen(element: etree._Element, prefixen: list[str]) -> Iterator[tuple[str, bytes]]:
    """Ways to write the element as it stands, that of the profile first; the name of each says what was done instead."""
    yield "", canoniek(element, prefixen=prefixen)
    yield "inclusieve canonicalisatie", canoniek(element, exclusief=False)
    yield "exclusieve canonicalisatie met commentaar", canoniek(element, commentaar=True)
    if prefixen:
        yield "canonicalisatie zonder de PrefixList die in het bericht staat", canoniek(element)
    alle = sorted(prefix for prefix in element.nsmap if prefix)
    yield "canonicalisatie met een PrefixList die niet in het bericht staat", canoniek(element, prefixen=alle)


def witruimte(element: etree._Element) -> Iterator[etree._Element]:
    """The element as it was before somebody indented the message, or before somebody took the indentation away."""
    yield _overal(element, _zonder_lege_tekst)
    yield _overal(element, str.strip)
    for tekst in ("", "  ", "    ", "\t"):
        yield _ingesprongen(element, tekst)
    yield _overal(element, lambda tekst: tekst.replace("\n", "\r\n"))
    yield _overal(element, lambda tekst: " ".join(tekst.split()))


def spelling(element: etree._Element) -> Iterator[etree._Element]:
    """With letters and their marks apart, or together."""
    for vorm in ("NFC", "NFD"):
        yield _overal(element, lambda tekst, vorm=vorm: unicodedata.normalize(vorm, tekst))  # type: ignore[misc]


def zonder_een_deel(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The element without one of its attributes, or without one of what is in it; with the name of what is left out."""
    for plek, deel in enumerate(element.iter("*")):
        for naam in deel.attrib:
            kopie = _kopie(element)
            del list(kopie.iter("*"))[plek].attrib[naam]
            yield f"het attribuut {etree.QName(naam).localname}", kopie
        if plek:
            kopie = _kopie(element)
            weg = list(kopie.iter("*"))[plek]
            ouder = weg.getparent()
            if ouder is not None:
                ouder.remove(weg)
                yield f"het element {etree.QName(deel).localname}", kopie


def andere_prefixen(element: etree._Element) -> Iterator[etree._Element]:
    """The element with other prefixes: one namespace renamed in the whole message, and then those of the element in every combination.

    Until there are too many; the prefixes are those that toolkits use.
    """
    yield from _hernoemd(element)
    yield from _gecombineerd(element)


def _hernoemd(element: etree._Element) -> Iterator[etree._Element]:
    wortel = element.getroottree().getroot()
    plek = _plek_van(element, wortel)
    gebruikt = {ns: prefix for deel in wortel.iter("*") for prefix, ns in deel.nsmap.items() if prefix}
    for namespace, oud in gebruikt.items():
        for nieuw in dict.fromkeys((*_PREFIXEN.get(namespace, _EIGEN), *_PREFIXEN[SOAP], *_EIGEN)):
            if nieuw is not None and nieuw not in gebruikt.values():
                yield next(islice(_met_prefix(wortel, oud, nieuw).iter(), plek, None))


def _met_prefix(wortel: etree._Element, oud: str, nieuw: str) -> etree._Element:
    nsmap = {nieuw if prefix == oud else prefix: ns for prefix, ns in wortel.nsmap.items()}
    kopie = etree.Element(wortel.tag, dict(wortel.attrib), nsmap=nsmap)
    _vul_met_prefix(kopie, wortel, oud, nieuw)
    return kopie


def _vul_met_prefix(kopie: etree._Element, element: etree._Element, oud: str, nieuw: str) -> None:
    kopie.text = element.text
    for kind in element:
        if not isinstance(kind.tag, str):
            kopie.append(deepcopy(kind))
            continue
        nsmap = {nieuw if prefix == oud else prefix: ns for prefix, ns in kind.nsmap.items()}
        onder = etree.SubElement(kopie, kind.tag, dict(kind.attrib), nsmap=nsmap)
        onder.tail = kind.tail
        _vul_met_prefix(onder, kind, oud, nieuw)


def _gecombineerd(element: etree._Element) -> Iterator[etree._Element]:
    namen = [str(naam) for deel in element.iter("*") for naam in (deel.tag, *deel.attrib)]
    namespaces = sorted({str(etree.QName(naam).namespace) for naam in namen if "}" in naam})
    nodig = {etree.QName(naam).namespace for deel in element.iter("*") for naam in deel.attrib}
    nu = {deel.nsmap[prefix]: prefix for deel in element.iter("*") for prefix in deel.nsmap}
    mogelijk = {ns: dict.fromkeys((nu.get(ns), *_PREFIXEN.get(ns, _EIGEN))) for ns in namespaces}
    keuzes = [[prefix for prefix in mogelijk[ns] if prefix or ns not in nodig] for ns in namespaces]
    for combinatie in islice(product(*keuzes), _HOOGSTENS):
        if len(set(combinatie)) == len(combinatie):
            yield _herbouw(element, dict(zip(combinatie, namespaces, strict=True)))


def _herbouw(element: etree._Element, nsmap: dict[str | None, str]) -> etree._Element:
    nieuw = etree.Element(element.tag, dict(element.attrib), nsmap=nsmap)
    _vul(nieuw, element)
    return nieuw


def _vul(nieuw: etree._Element, oud: etree._Element) -> None:
    nieuw.text = oud.text
    for kind in oud.iterchildren("*"):
        kopie = etree.SubElement(nieuw, kind.tag, dict(kind.attrib))
        kopie.tail = kind.tail
        _vul(kopie, kind)


def _kopie(element: etree._Element) -> etree._Element:
    """The same element in a copy of the whole message: what is in scope there counts in a canonical form."""
    wortel = element.getroottree().getroot()
    return next(islice(deepcopy(wortel).iter(), _plek_van(element, wortel), None))


def _plek_van(element: etree._Element, wortel: etree._Element) -> int:
    return next(plek for plek, deel in enumerate(wortel.iter()) if deel is element)


def _overal(element: etree._Element, verander: Callable[[str], str]) -> etree._Element:
    kopie = _kopie(element)
    for deel in kopie.iter():
        deel.text = None if deel.text is None else verander(deel.text)
        if deel is not kopie:
            deel.tail = None if deel.tail is None else verander(deel.tail)
    return kopie


def _zonder_lege_tekst(tekst: str) -> str:
    return tekst if tekst.strip() else ""


def _ingesprongen(element: etree._Element, per_stap: str) -> etree._Element:
    """As it would stand in a message that was indented as a whole."""
    kopie = _overal(element, _zonder_lege_tekst)
    etree.indent(kopie, per_stap, level=sum(1 for _ in element.iterancestors()))
    return kopie


def met_id(wortel: etree._Element, id: str) -> list[etree._Element]:
    """Every element that bears this id, under any of the names that ids have."""
    return [deel for deel in wortel.iter("*") if id in (deel.get(WSU_ID), deel.get("Id"), deel.get("ID"), deel.get("id"))]
