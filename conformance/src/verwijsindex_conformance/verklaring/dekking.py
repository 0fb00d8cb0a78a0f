"""What the signature covers: every part that must be signed, at its place, and nothing else (WB004, step 6)."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from verwijsindex_conformance.namespaces import BEVESTIGING, DS, EXC_C14N, SIGNATURE, TIMESTAMP, TOKEN, WSU_ID
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Delen, naam_van
from verwijsindex_conformance.verklaring.canoniek import met_id

VERWIJZING: Final = f"{{{DS}}}SignedInfo/{{{DS}}}Reference"
_NAMEN: Final = {
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": "inclusieve C14N 1.0",
    "http://www.w3.org/2006/12/xml-c14n11": "inclusieve C14N 1.1",
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature": "enveloped-signature",
    "http://www.w3.org/2000/09/xmldsig#rsa-sha1": "RSA met SHA-1",
    "http://www.w3.org/2000/09/xmldsig#sha1": "SHA-1",
}
_SOORTEN: Final = (
    ("CanonicalizationMethod", "canonicalisatie", frozenset({EXC_C14N}), "Exclusive C14N"),
    (
        "SignatureMethod",
        "handtekening",
        frozenset(f"http://www.w3.org/2001/04/xmldsig-more#rsa-sha{bits}" for bits in (256, 384, 512)),
        "RSA met SHA-256",
    ),
    ("Reference/{*}Transforms/{*}Transform", "transformatie", frozenset({EXC_C14N}), "Exclusive C14N, een keer per verwijzing"),
    (
        "Reference/{*}DigestMethod",
        "digest",
        frozenset(
            {
                "http://www.w3.org/2001/04/xmlenc#sha256",
                "http://www.w3.org/2001/04/xmldsig-more#sha384",
                "http://www.w3.org/2001/04/xmlenc#sha512",
            }
        ),
        "SHA-256",
    ),
)


def keur_dekking(delen: Delen) -> Iterator[Bevinding]:
    """The Security header, its Signature, the algorithms, and which parts are signed."""
    if delen.security is None:
        wat = "De Security-header ontbreekt."
        yield Bevinding("GEEN-SECURITY", "VIR-S01", wat, "Teken het bericht: Timestamp, token en Signature horen in wsse:Security.")
        return
    aantal = len(delen.security.findall(SIGNATURE))
    if delen.handtekening is None or aantal != 1:
        wat = "Het bericht is niet getekend." if not aantal else f"Er staan {aantal} handtekeningen in de Security-header."
        yield Bevinding("GEEN-HANDTEKENING", "VIR-S01", wat, "Zet precies een ds:Signature in de Security-header.")
        return
    yield from _keur_algoritmen(delen.handtekening)
    yield from _keur_ids(delen)
    yield from _keur_delen(delen, delen.security, delen.handtekening)


def _keur_algoritmen(handtekening: etree._Element) -> Iterator[Bevinding]:
    for pad, woord, goed, liever in _SOORTEN:
        gevonden = {element.get("Algorithm", "") for element in handtekening.findall(f"{{{DS}}}SignedInfo/{{*}}{pad}")}
        for uri in sorted(gevonden - goed):
            naam = _NAMEN.get(uri, uri or "niets")
            yield Bevinding("ALGORITME", "VIR-S02", f"Als {woord} gebruikt het bericht {naam}; dat mag niet.", f"Gebruik {liever}.")


def _keur_ids(delen: Delen) -> Iterator[Bevinding]:
    ids = Counter(waarde for deel in delen.wortel.iter("*") for naam, waarde in deel.items() if etree.QName(naam).localname.lower() == "id")
    for aantal in ids.values():
        if aantal > 1:
            oplossing = "Geef elk getekend deel een eigen wsu:Id; kopieer geen delen van een ander bericht."
            yield Bevinding("ID-DUBBEL", "VIR-S01", f"Een Id komt {aantal} keer voor in het bericht.", oplossing)


def te_tekenen(delen: Delen) -> list[etree._Element]:
    """Every part of this message that must be signed."""
    security = [] if delen.security is None else [*delen.security.findall(TIMESTAMP), *delen.security.findall(BEVESTIGING)]
    return [*([] if delen.body is None else [delen.body]), *security, *delen.adressering]


def _keur_delen(delen: Delen, security: etree._Element, handtekening: etree._Element) -> Iterator[Bevinding]:
    genoemd = [verwijzing.get("URI", "").removeprefix("#") for verwijzing in handtekening.findall(VERWIJZING)]
    getekend = [deel for id in genoemd for deel in met_id(delen.wortel, id)]
    for deel in te_tekenen(delen):
        if deel not in getekend:
            yield _ongetekend(deel)
    mogen = [*te_tekenen(delen), *security.findall(TOKEN)]
    for deel in getekend:
        if deel not in mogen:
            yield _verplaatst(deel)
    for id in genoemd:
        if not met_id(delen.wortel, id):
            oplossing = "Haal na het tekenen geen delen weg, en laat elke Reference met een # naar een wsu:Id wijzen."
            yield Bevinding("VERWIJZING-LEEG", "VIR-S01", "Een Reference wijst naar een deel dat niet in het bericht staat.", oplossing)


def _ongetekend(deel: etree._Element) -> Bevinding:
    naam = naam_van(deel)
    zonder = " Het deel heeft ook geen wsu:Id." if deel.get(WSU_ID) is None else ""
    oplossing = f"Neem {naam} op in de te tekenen delen: dat zijn Body, Timestamp en elke header van WS-Addressing."
    return Bevinding("NIET-GETEKEND", "VIR-S01", f"{naam} is niet getekend.{zonder}", oplossing)


def _verplaatst(deel: etree._Element) -> Bevinding:
    ouder = deel.getparent()
    waar = "buiten de envelop" if ouder is None else f"in {naam_van(ouder)}"
    wat = f"Er is een {naam_van(deel)} getekend {waar}: dat is geen plaats voor een getekend deel."
    oplossing = (
        "Teken alleen Body, Timestamp, token en de headers van WS-Addressing, elk op zijn eigen plaats. "
        "Deed u dat, dan is het bericht onderweg verbouwd."
    )
    return Bevinding("VERPLAATST", "VIR-S01", wat, oplossing)
