"""The bytes and the envelope: whatever is wrong here keeps the rest from being read (steps 1 to 4)."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from verwijsindex_conformance.antwoord.envelop import ADRESSERING
from verwijsindex_conformance.namespaces import BODY, ENVELOPE, HEADER, SECURITY, WSA
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Delen, naam_van

SOAP12: Final = "http://www.w3.org/2003/05/soap-envelope"
GROOTSTE: Final = 1024 * 1024
_TEKENSETTEN: Final = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class Onleesbaar(Exception):
    """It is no XML that can be looked into; ``bevinding`` tells why."""

    def __init__(self, bevinding: Bevinding) -> None:
        super().__init__(bevinding.wat)
        self.bevinding = bevinding


def lees(raw: bytes) -> etree._Element:
    """The root of a message. Raises Onleesbaar."""
    _controleer_bytes(raw)
    try:
        wortel = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as fout:
        regel, plek = fout.position
        raise Onleesbaar(
            Bevinding(
                "GEEN-XML",
                "DK0001",
                f"Het bericht is geen welgevormde XML: het gaat mis op regel {regel}, teken {plek}.",
                "Kijk of het bericht heel is aangekomen en of tekens als & en < in waarden zijn omgezet (&amp; en &lt;).",
            )
        ) from None
    if wortel.getroottree().docinfo.doctype:
        raise Onleesbaar(Bevinding("DTD", "DK0001", "Het bericht heeft een DOCTYPE.", "Stuur geen DTD mee; het profiel verbiedt haar."))
    return wortel


def _controleer_bytes(raw: bytes) -> None:
    oplossing = "Stuur het bericht in UTF-8, en zet dat ook in Content-Type en in de XML-declaratie."
    andere = _TEKENSETTEN.get(raw[:2])
    if andere is None and b"\0" in raw[:200]:
        andere = "UTF-16 of UTF-32"
    if andere is not None:
        raise Onleesbaar(Bevinding("GEEN-UTF-8", "DK0009", f"Het bericht is in {andere}.", oplossing))
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as fout:
        wat = f"Byte {fout.start} van het bericht hoort niet bij UTF-8."
        raise Onleesbaar(Bevinding("GEEN-UTF-8", "DK0009", wat, oplossing)) from None


def keur_vorm(raw: bytes, delen: Delen) -> Iterator[Bevinding]:
    """The envelope and its headers."""
    wortel = delen.wortel
    if len(raw) > GROOTSTE:
        oplossing = "Stuur hoogstens 1 MiB; verdeel het over meer berichten."
        yield Bevinding("TE-GROOT", "HTTP 413", f"Het bericht is {len(raw)} bytes.", oplossing)
    if wortel.tag == f"{{{SOAP12}}}Envelope":
        yield Bevinding("SOAP-1.2", "DK0001", "Dit is een envelop van SOAP 1.2.", "Stel uw toolkit in op SOAP 1.1.")
        return
    kinderen = list(wortel.iterchildren("*"))
    if wortel.tag != ENVELOPE or [kind.tag for kind in kinderen] != [HEADER, BODY]:
        gevonden = ", ".join(map(naam_van, kinderen)) or "niets"
        wat = f"Een bericht is een soap:Envelope met Header en dan Body; hier staat {naam_van(wortel)} met {gevonden}."
        yield Bevinding("ENVELOP", "DK0001", wat, "Stuur precies een Header en een Body, in deze volgorde, in de namespace van SOAP 1.1.")
    yield from _keur_body(delen)
    yield from _keur_headers(delen)


def _keur_body(delen: Delen) -> Iterator[Bevinding]:
    if delen.body is None:
        return
    aantal = len(list(delen.body.iterchildren("*")))
    if aantal != 1:
        oplossing = "Zet precies een element in de Body: dat van de operatie (document/literal wrapped)."
        yield Bevinding("BODY-AANTAL", "DK0001", f"In de Body staan {aantal} elementen.", oplossing)


def _keur_headers(delen: Delen) -> Iterator[Bevinding]:
    gezien: set[str] = set()
    for blok in [] if delen.header is None else delen.header.iterchildren("*"):
        naam, namespace = naam_van(blok), etree.QName(blok).namespace
        if blok.tag != SECURITY and not (namespace == WSA and naam in ADRESSERING):
            if namespace is not None and namespace != WSA and "addressing" in namespace:
                wat, oplossing = f"De header {naam} is van een oudere WS-Addressing.", f"Gebruik WS-Addressing 1.0 ({WSA})."
            else:
                wat, oplossing = (
                    f"De header {naam} hoort niet in dit profiel.",
                    "Laat eigen headers weg; wat u mee wilt geven gaat in de Body.",
                )
            yield Bevinding("VREEMDE-HEADER", "DK0010", wat, oplossing)
        elif blok.tag in gezien:
            code = "VIR-S01" if blok.tag == SECURITY else "DK0011"
            yield Bevinding("HEADER-DUBBEL", code, f"De header {naam} staat er meer dan een keer.", "Stuur elke header een keer.")
        gezien.add(str(blok.tag))
