"""Steps 2 and 3: bytes, parser, limits. The only place in `src/` where lxml parses what came from the network.

What libxml2 should never see is stopped before it, by rules on the bytes that hold for every well-formed document:
a DTD can only stand before the root element, and `<` can stand in no tag, so what lies between two of them is at most one tag.
"""

import codecs
import re
from collections.abc import Sequence
from functools import cache
from threading import local
from typing import Final, NamedTuple

from lxml import etree

from verwijsindex.security.names import BODY, ENCODING_STYLE, naam_van
from verwijsindex.security.policy import Limieten, Policy
from verwijsindex.security.refusals import GeenUtf8, OngeldigeEnvelop

_WIT: Final = rb"[ \t\r\n]"
_PROLOOG: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    rb"(?:<\?xml" + _WIT + rb"+version" + _WIT + rb"*=" + _WIT + rb"*(?P<v>\"[^\"<>]*\"|'[^'<>]*')"
    rb"(?:" + _WIT + rb"+encoding" + _WIT + rb"*=" + _WIT + rb"*(?P<e>\"[^\"<>]*\"|'[^'<>]*'))?"
    rb"(?:" + _WIT + rb"+standalone" + _WIT + rb"*=" + _WIT + rb"*(?:\"(?:yes|no)\"|'(?:yes|no)'))?" + _WIT + rb"*\?>)?" + _WIT + rb"*"
)
_BEGIN: Final = re.compile(rb"<[^!?/]")
_ID: Final = ("id", "Id", "ID", "iD")
_NAAM: Final = re.compile(rb"[^!?/\s>][^\s/>]*")
_AMPERSAND: Final = re.compile(rb"xmlns[^\s=<>]*\s*=\s*(?:\"[^\"<]*&|'[^'<]*&)")
_NAAMRUIMTE_MET_AMPERSAND: Final = etree.XPath("boolean(//namespace::*[contains(., '&')])")
_DECLARATIE: Final = re.compile(rb"xmlns[^\s=<>]*\s*=\s*(?:\"[^\"]*\"|'[^']*')")


class Ontleed(NamedTuple):
    """A parsed message within the limits. `ids`: the value of every attribute that anyone could take for an id."""

    envelope: etree._Element
    ids: tuple[str, ...]
    elementen: Sequence[etree._Element]  # kept, because lxml would make every element anew in each later step


def controleer_bytes(raw: bytes) -> None:
    """Step 2: strict UTF-8 (R-151, WS006), no NUL, an XML declaration of version 1.0 in UTF-8 or none.

    Raises `GeenUtf8` or `OngeldigeEnvelop`.
    """
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise GeenUtf8("bytes zijn geen UTF-8") from None
    if b"\0" in raw:
        raise GeenUtf8("NUL in het bericht")
    proloog = _proloog(raw)
    versie, codering = proloog["v"], proloog["e"]
    if versie is None and raw.startswith(b"<?xml", proloog.end()):
        raise OngeldigeEnvelop("XML-declaratie heeft niet de voorgeschreven vorm")
    if versie is not None and versie[1:-1] != b"1.0":
        raise OngeldigeEnvelop("XML-versie is niet 1.0")
    if codering is not None and codering[1:-1].lower() != b"utf-8":
        raise GeenUtf8("XML-declaratie noemt een andere codering")


def ontleed(raw: bytes, policy: Policy) -> Ontleed:
    """Step 3, R-159: parse, and hold the tree against the limits before anybody canonicalises it. Raises `OngeldigeEnvelop`."""
    if _BEGIN.match(raw, _proloog(raw).end()) is None:
        raise OngeldigeEnvelop("DTD, commentaar of iets anders voor het hoofdelement")
    _begrens_bytes(raw, policy.limieten)
    try:
        envelope = _fromstring(raw)
    except etree.XMLSyntaxError:
        raise OngeldigeEnvelop("niet welgevormd") from None
    if _kan_vreemde_knopen_hebben(raw):
        _weiger_vreemde_knopen(envelope)
    if _heeft_ampersand(raw, envelope):
        raise OngeldigeEnvelop("naamruimte met een ampersand")
    elementen = list(envelope.iter("*"))
    _begrens_boom(envelope, elementen, policy.limieten)
    return Ontleed(envelope, _loop_attributen_na(elementen, policy.limieten), elementen)


def _proloog(raw: bytes) -> re.Match[bytes]:
    """Match everything before the root element that may stand there: byte order mark, XML declaration, white space."""
    proloog = _PROLOOG.match(raw)
    assert proloog is not None  # every part of the pattern is optional
    return proloog


def parse_trusted_canonical(canoniek: bytes) -> etree._Element:
    """Parse canonical bytes that were verified, or that we made ourselves, into a new tree. Raises `etree.XMLSyntaxError`."""
    return _fromstring(canoniek)


def parse_body_to_sign(open_: bytes, kind: bytes, dicht: bytes) -> etree._Element:
    """Parse our own Body with this one child between its tags, without comments and processing instructions.

    `kind` is serialised XML that we or a library of ours made, possibly with an XML declaration. Raises ValueError unless it is one
    well-formed, namespace-complete element without a DTD.
    """
    try:
        body = etree.fromstring(open_ + _zonder_declaratie(kind) + dicht, _PARSERS.van_ons)
    except etree.XMLSyntaxError as fout:
        raise ValueError("body is geen welgevormd XML-element") from fout
    if len(body) != 1 or (body.text or "").strip() or (body[0].tail or "").strip() or not naam_van(body[0]).startswith("{"):
        raise ValueError("body is niet precies een element in een naamruimte")
    if _heeft_ampersand(kind, body):
        raise ValueError("body heeft een naamruimte met een ampersand")
    return body


def _heeft_ampersand(raw: bytes, element: etree._Element) -> bool:
    """Tell whether a namespace name holds `&`: libxml2 writes it into the canonical form as it is, and that form is then no XML."""
    return b"&" in raw and _AMPERSAND.search(raw) is not None and bool(_NAAMRUIMTE_MET_AMPERSAND(element))


def _zonder_declaratie(kind: bytes) -> bytes:
    """Return UTF-8 without anything before the element; only what starts with a declaration needs a parse of its own."""
    if kind.startswith(b"<") and not kind.startswith(b"<?xml"):
        return kind
    los = etree.fromstring(kind, _PARSERS.van_ons)
    if los.getroottree().docinfo.internalDTD is not None:
        raise ValueError("body heeft een DTD")
    return etree.tostring(los, encoding="utf-8", xml_declaration=False, with_tail=False)


class _Parsers(local):
    """Of one thread, because threads wait for each other at one parser. A parse leaves nothing behind for the next."""

    def __init__(self) -> None:
        self.gewoon = _parser(eigen=False)
        self.van_ons = _parser(eigen=True)


def _parser(*, eigen: bool) -> etree.XMLParser:
    """`eigen`: for what we made ourselves, of which comments and processing instructions are left out."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
        remove_comments=eigen,
        remove_pis=eigen,
    )


_PARSERS: Final = _Parsers()


def _fromstring(raw: bytes) -> etree._Element:
    return etree.fromstring(raw, _PARSERS.gewoon)


def _begrens_bytes(raw: bytes, limieten: Limieten) -> None:
    """Bounds that need no parser. Each counts too much rather than too little."""
    if len(raw) > limieten.bericht:
        raise OngeldigeEnvelop("bericht te groot")
    hoogstens = 2 * limieten.elementen + 1
    if len(raw) > hoogstens and raw.count(b"<") > hoogstens:  # a short message needs no counting
        raise OngeldigeEnvelop("te veel elementen")
    hoogstens = 2 * limieten.attributen_samen + 1
    if len(raw) > hoogstens and raw.count(b'"') + raw.count(b"'") > hoogstens:
        raise OngeldigeEnvelop("te veel attributen")
    for stuk in _langer_dan(limieten.naam).findall(raw):  # nothing that these limits forbid fits in less
        _begrens_tag(stuk, limieten)


@cache
def _langer_dan(lengte: int) -> re.Pattern[bytes]:
    """What stands behind one `<` and before the next, if that is more than so many bytes."""
    return re.compile(rb"<([^<]{%d,})" % (lengte + 1))


def _begrens_tag(stuk: bytes, limieten: Limieten) -> None:
    """Hold what follows one `<` against the limits on names and namespace declarations, which end in a quote: no need to look behind."""
    tag = stuk[: max(stuk.rfind(b'"'), stuk.rfind(b"'")) + 1]
    if tag.count(b"xmlns") > limieten.naamruimten:
        raise OngeldigeEnvelop("te veel naamruimten op een element")
    naam = _NAAM.match(stuk)
    if naam is not None and len(naam[0]) > limieten.naam:
        raise OngeldigeEnvelop("naam te lang")
    if any(len(declaratie[0]) > limieten.naam + len('xmlns=""') for declaratie in _DECLARATIE.finditer(tag)):
        raise OngeldigeEnvelop("naamruimte te lang")


def _kan_vreemde_knopen_hebben(raw: bytes) -> bool:
    """Whether anything begins as they do, but for the XML declaration: seldom, and looking at the bytes is quicker than at all nodes.

    One byte, of which most messages have none, is found twenty times as quickly as two that begin with `<`.
    """
    declaratie = len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0
    return b"&" in raw or (b"!" in raw and b"<!" in raw) or (b"?" in raw and raw.rfind(b"<?") > declaratie)


def _weiger_vreemde_knopen(envelope: etree._Element) -> None:
    """R-159: no DTD, no processing instruction or entity anywhere (R1008, R1009); comments only inside the Body."""
    if envelope.getroottree().docinfo.internalDTD is not None:
        raise OngeldigeEnvelop("DTD")
    if envelope.getprevious() is not None or envelope.getnext() is not None:
        raise OngeldigeEnvelop("iets buiten het hoofdelement")
    for _ in envelope.iter(etree.ProcessingInstruction, etree.Entity):
        raise OngeldigeEnvelop("processing instruction of entity")
    for commentaar in envelope.iter(etree.Comment):
        if not any(voorouder.tag == BODY and voorouder.getparent() is envelope for voorouder in commentaar.iterancestors()):
            raise OngeldigeEnvelop("commentaar buiten de Body")


def _begrens_boom(envelope: etree._Element, elementen: Sequence[etree._Element], limieten: Limieten) -> None:
    if len(elementen) > limieten.elementen:
        raise OngeldigeEnvelop("te veel elementen")
    ouders = len(list(filter(len, elementen)))  # so deep needs so many: most messages have fewer, and then no XPath is asked
    if ouders >= limieten.diepte and _dieper_dan(limieten.diepte)(envelope):
        raise OngeldigeEnvelop("te diep genest")


@cache
def _dieper_dan(diepte: int) -> etree.XPath:
    return etree.XPath("boolean(" + "/*" * (diepte + 1) + ")")


def _loop_attributen_na(elementen: Sequence[etree._Element], limieten: Limieten) -> tuple[str, ...]:
    """One pass over all attributes: limits, SOAP encoding and `href` refused, id candidates collected."""
    ids: list[str] = []
    for element in elementen:
        aantal = len(element.attrib)
        if not aantal:
            continue
        if aantal > limieten.attributen:  # first, because lxml lists attributes in quadratic time
            raise OngeldigeEnvelop("te veel attributen op een element")
        for naam, waarde in element.items():
            if len(naam) > limieten.naam or len(waarde) > limieten.attribuutwaarde:
                raise OngeldigeEnvelop("attribuut te lang")
            if naam.endswith(_ID) and naam.rpartition("}")[2].lower() == "id":
                ids.append(waarde)
            elif naam in ("href", ENCODING_STYLE):
                raise OngeldigeEnvelop("SOAP-codering of href")
    if len(ids) > limieten.ids:
        raise OngeldigeEnvelop("te veel ids")
    return tuple(ids)
