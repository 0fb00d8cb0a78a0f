"""The rules by which we are stricter than a library that judges a signature, written a second time and in another way.

`gebroken` finds the rules that a message breaks. Where a library accepts what we refuse, one of these must say why, with the code that
we gave; where we accept, none of them may be broken. The rule ids are those of berichtbeveiliging.md sections 1 and 2, and of keuzes.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

from . import regels_security as sec
from . import regels_soap as soap
from .blik import Blik, clark, namen


@dataclass(frozen=True)
class Regel:
    """One rule: the code of its refusal, where it is written, what it says, and whether a message breaks it."""

    code: str
    bron: str
    wat: str
    breekt: Callable[[Blik], object]


REGELS: tuple[Regel, ...] = (
    Regel("DK0009", "WS006", "strikt UTF-8, en de XML-declaratie zegt dat ook", soap.codering),
    Regel("DK0001", "stap 2", "XML-declaratie van versie 1.0", soap.xml_declaratie),
    Regel("DK0001", "R1008, R1009", "geen DTD, processing instruction of entiteit", soap.vreemde_knoop),
    Regel("DK0001", "stap 3", "geen commentaar buiten de Body", soap.commentaar),
    Regel("DK0001", "2: Limits", "niet meer of langer dan de limieten", soap.limieten),
    Regel("DK0001", "stap 3", "geen href en geen encodingStyle", soap.soap_codering),
    Regel("DK0001", "exc-c14n", "geen naamruimte met een ampersand", soap.ampersand),
    Regel("DK0001", "R9980", "een SOAP 1.1-Envelope", lambda b: b.envelop is None or b.envelop.tag != clark("soap:Envelope")),
    Regel("DK0001", "R9980", "precies Header en dan Body", lambda b: namen(b.envelop) != [clark("soap:Header"), clark("soap:Body")]),
    Regel("DK0001", "R9980", "geen tekst en geen SOAP-attributen op de omhulsels", soap.omhulsel),
    Regel("DK0001", "WW003, R1014", "een kind met een naamruimte in de Body", soap.body_kind),
    Regel("DK0001", "SOAP 1.1", "mustUnderstand is 0 of 1", soap.must_understand),
    Regel("DK0010", "WS007", "alleen headers van het profiel", lambda b: any(blok.tag not in soap.BLOKKEN for blok in b.blokken)),
    Regel("DK0011", "WA001", "elke WS-Addressing-header hooguit een keer", soap.dubbel),
    Regel("DK0011", "WA001", "geen WS-Addressing-header voor een andere actor", lambda b: soap.actor(b, "wsa")),
    Regel("DK0011", "WA001", "een endpointreferentie heeft alleen een Address", soap.epr),
    Regel("DK0011", "WA001", "ReplyTo en FaultTo zijn anoniem", soap.niet_anoniem),
    Regel("DK0011", "WA001", "To is een adres van deze dienst, en anoniem in een antwoord", soap.bestemming),
    Regel("DK0011", "WA001", "een OIN in een adres is een OIN", soap.oin_vorm),
    Regel("DK0011", "WA001", "RelatesTo is een antwoord", soap.relatie),
    Regel("DK0005", "WA001", "To is er en is een IRI", lambda b: not b.antwoord and soap.adreskop("wsa:To", soap.IRI)(b)),
    Regel("DK0006", "WA001", "Action is er en is een IRI", soap.adreskop("wsa:Action", soap.IRI)),
    Regel("DK0007", "WA001", "MessageID is er en heeft een vorm", soap.adreskop("wsa:MessageID", soap.MESSAGE_ID_VORM)),
    Regel("DK0008", "WA001", "RelatesTo is er in een antwoord, en heeft een vorm", soap.relates_to),
    Regel("DK0003", "WS002, 2: stap 5", "SOAPAction, Action en inhoud horen bij elkaar", soap.andere_operatie),
    Regel("VIR-S01", "2: stap 6", "een Security-header", lambda b: b.security is None),
    Regel("VIR-S01", "2: stap 4", "niet meer dan een Security-header", lambda b: namen(b.header).count(clark("wsse:Security")) > 1),
    Regel("VIR-S01", "2: stap 4", "Security is niet voor een andere actor", lambda b: soap.actor(b, "wsse")),
    Regel("VIR-S01", "R3227, R5205", "precies de voorgeschreven delen, het token voor de handtekening", sec.delen),
    Regel("VIR-S01", "R5403", "Signature heeft precies SignedInfo, SignatureValue en KeyInfo", sec.handtekeningvorm),
    Regel("VIR-S01", "2: stap 6", "SignedInfo heeft de methoden en 3 tot 12 verwijzingen", sec.signed_info_vorm),
    Regel("VIR-S01", "2: stap 6", "een verwijzing heeft Transforms, DigestMethod en DigestValue", sec.referentievorm),
    Regel(
        "VIR-S01",
        "R5401, R5406",
        "Algorithm staat alleen; er hangt hooguit een PrefixList van 32 onder, met spaties ertussen",
        sec.methodevorm,
    ),
    Regel("VIR-S01", "2: stap 6", "geen id twee keer, hoe het attribuut ook heet", sec.dubbele_ids),
    Regel("VIR-S01", "WB004, keuzes 38", "alle verplichte delen een keer getekend, en verder hooguit het token", sec.dekking),
    Regel("VIR-S01", "RFC 4648", "base64 zonder vreemde tekens", sec.geen_base64),
    Regel("VIR-S01", "WB002, R3203, R3217, R3224", "Created en hooguit Expires, in UTC", sec.timestampvorm),
    Regel("VIR-S01", "2: Limits", "het token is tekst van hooguit 16 KiB", sec.tokenvorm),
    Regel("VIR-S01", "exc-c14n", "geen relatieve naamruimten", sec.relatieve_naamruimte),
    Regel("VIR-S02", "SIGN001, SIGN004", "RSA met SHA-256, -384 of -512", sec.handtekeningmethode),
    Regel("VIR-S02", "SIGN003", "digest SHA-256, -384 of -512", sec.digestmethode),
    Regel("VIR-S02", "WB007, R5404, R5423", "alleen exclusieve c14n zonder commentaar", sec.canonicalisatie),
    Regel("VIR-S02", "R5423", "precies een transformatie per verwijzing", sec.transforms),
    Regel("VIR-S03", "WB010, R5402, R5417", "KeyInfo wijst rechtstreeks naar het token", sec.tokenverwijzing),
    Regel("VIR-S03", "WB009, R3029, R3031", "het token is X509v3 in base64", sec.tokensoort),
    Regel("VIR-S04", "WT002, PKI001", "het certificaat is van een vertrouwde uitgever", sec.vreemd_certificaat),
    Regel("VIR-S06", "WB002, R3221", "vers: Created en Expires", sec.niet_vers),
    Regel("DK0002", "R-156", "From noemt de ondertekenaar, To noemt ons", soap.andere_partij),
    Regel("NietOndertekend", "WB013", "een antwoord is getekend", sec.zonder_security),
    Regel("OnbevestigdeFout", "WB013", "een fout zonder handtekening telt niet", lambda b: sec.zonder_security(b) and sec.fout(b)),
    Regel("AndereServer", "2: Placement", "een antwoord is van de ingestelde server", sec.andere_server),
    Regel("AntwoordOpAnderVerzoek", "WA001, keuzes 38", "RelatesTo is de MessageID van het verzoek", sec.ander_verzoek),
    Regel("BevestigingOnjuist", "WB014", "SignatureConfirmation herhaalt de handtekening van het verzoek", sec.onbevestigd),
)


def gebroken(blik: Blik) -> list[Regel]:
    """Return every rule that this message breaks."""
    return [regel for regel in REGELS if regel.breekt(blik)]
