"""The form of answers by the WS-I profiles: what a toolkit of somebody else trips over (Basic Profile 1.2, Basic Security Profile 1.1)."""

from datetime import datetime

from lxml import etree

from verwijsindex_conformance.antwoord.envelop import Envelop
from verwijsindex_conformance.bericht.breken import zonder_handtekening
from verwijsindex_conformance.gesprek import Ontvangen
from verwijsindex_conformance.geval import Niveau, geval
from verwijsindex_conformance.namespaces import (
    BASE64,
    BEVESTIGING,
    DS,
    EXC_C14N,
    FAULT,
    SIGNATURE,
    SOAP,
    TIMESTAMP,
    TOKEN,
    WSSE,
    WSU,
    WSU_ID,
    X509_TOKEN,
)
from verwijsindex_conformance.oordeel import Gezakt, eis
from verwijsindex_conformance.proef import Proef

_FRACTIE = 3
_FAULT_DELEN = {"faultcode", "faultstring", "faultactor", "detail"}
_STANDAARD = {"VersionMismatch", "MustUnderstand", "Client", "Server"}


@geval(
    "PROF-150",
    "De Timestamp van een antwoord heeft de vorm van de Basic Security Profile",
    eisen=("WB002", "BSP-R3203", "BSP-R3224", "BSP-R3221", "BSP-R3217", "BSP-R3223", "BSP-R3227"),
    gedaan="Stuurt ControleerVerbinding en leest de Timestamp van het antwoord.",
    verwacht="Eén Timestamp, met precies één Created en hoogstens één Expires, allebei in UTC met een Z, Expires na Created.",
)
def tijd_van_antwoord(p: Proef) -> None:
    tijd = _security(p)[1].findall(TIMESTAMP)
    eis(len(tijd) == 1, "één Timestamp (BSP R3227)", str(len(tijd)))
    created, expires = ([element.text or "" for element in tijd[0].findall(f"{{{WSU}}}{naam}")] for naam in ("Created", "Expires"))
    eis(len(created) == 1, "precies één Created (BSP R3203)", str(len(created)))
    eis(len(expires) <= 1, "hoogstens één Expires (BSP R3224)", str(len(expires)))
    eis(all(tekst.endswith("Z") for tekst in (*created, *expires)), "tijden in UTC met een Z (BSP R3217, R3223)", "een andere tijd")
    if expires:
        eis(datetime.fromisoformat(expires[0]) > datetime.fromisoformat(created[0]), "Expires na Created (BSP R3221)", "niet erna")


@geval(
    "PROF-151",
    "Tijden in een antwoord hebben hoogstens drie cijfers achter de seconde",
    eisen=("BSP-R3220", "BSP-R3229"),
    niveau=Niveau.HOORT,
    gedaan="Stuurt ControleerVerbinding en telt de cijfers achter de seconde in Created en Expires van het antwoord.",
    verwacht="Hoogstens drie: meer kan een ander systeem vaak niet lezen.",
)
def fractie_van_antwoord(p: Proef) -> None:
    for element in _security(p)[1].iterfind(f"{TIMESTAMP}/*"):
        fractie = (element.text or "").rstrip("Z").partition(".")[2]
        eis(len(fractie) <= _FRACTIE, "hoogstens drie cijfers achter de seconde (BSP R3220, R3229)", f"{len(fractie)} cijfers")


@geval(
    "PROF-152",
    "Het token van een antwoord is een X.509-certificaat in base64, voor de handtekening",
    eisen=("WB009", "WB010", "BSP-R3029", "BSP-R3031", "BSP-R5205", "BSP-R3061", "BSP-R5402", "BSP-R5417"),
    gedaan="Stuurt ControleerVerbinding en leest het token van het antwoord, en hoe de handtekening ernaar verwijst.",
    verwacht="EncodingType Base64Binary, ValueType X509v3, het token staat voor de Signature, en KeyInfo heeft één "
    "SecurityTokenReference met één Reference.",
)
def token_van_antwoord(p: Proef) -> None:
    security = _security(p)[1]
    token, handtekening = _enige(security, TOKEN), _enige(security, SIGNATURE)
    eis(token.get("EncodingType") == BASE64, "EncodingType Base64Binary (BSP R3029)", "een ander EncodingType, of geen")
    eis(token.get("ValueType") == X509_TOKEN, "ValueType X509v3 (BSP R3031)", "een ander ValueType")
    eis(security.index(token) < security.index(handtekening), "het token voor de handtekening (BSP R5205)", "erna")
    sleutelinfo = _enige(handtekening, f"{{{DS}}}KeyInfo")
    eis(_namen(sleutelinfo) == [f"{{{WSSE}}}SecurityTokenReference"], "één SecurityTokenReference in KeyInfo (BSP R5402)", "iets anders")
    eis(_namen(sleutelinfo[0]) == [f"{{{WSSE}}}Reference"], "één Reference in SecurityTokenReference (BSP R3061)", "iets anders")


@geval(
    "PROF-153",
    "De handtekening van een antwoord bevat niet meer dan het profiel toestaat",
    eisen=("WB007", "BSP-R5404", "BSP-R5423", "BSP-R5412", "BSP-R3102", "BSP-R5403", "BSP-R5401", "BSP-R5406", "BSP-R3103"),
    gedaan="Stuurt ControleerVerbinding en leest de opbouw van de Signature van het antwoord.",
    verwacht="Exclusieve canonicalisatie zonder commentaar, ook als laatste transformatie; geen Object, Manifest of HMACOutputLength; een "
    "InclusiveNamespaces is niet leeg.",
)
def handtekening_van_antwoord(p: Proef) -> None:
    handtekening = _enige(_security(p)[1], SIGNATURE)
    canoniek = [element.get("Algorithm") for element in handtekening.iter(f"{{{DS}}}CanonicalizationMethod")]
    eis(canoniek == [EXC_C14N], "exclusieve canonicalisatie zonder commentaar (BSP R5404)", "een andere canonicalisatie")
    for lijst in handtekening.iter(f"{{{DS}}}Transforms"):
        eis([element.get("Algorithm") for element in lijst] == [EXC_C14N], "alleen exclusieve canonicalisatie (BSP R5423, R5412)", "anders")
    for naam, regel in (("Object", "R3102"), ("Manifest", "R5403"), ("HMACOutputLength", "R5401")):
        eis(next(handtekening.iter(f"{{{DS}}}{naam}"), None) is None, f"geen {naam} (BSP {regel})", f"een {naam}")
    for prefixen in handtekening.iter(f"{{{EXC_C14N}}}InclusiveNamespaces"):
        eis((prefixen.get("PrefixList") or "").split(), "geen lege PrefixList (BSP R5406)", "een lege PrefixList")


@geval(
    "PROF-154",
    "De bevestiging van de handtekening heeft een wsu:Id",
    eisen=("WB014", "BSP-R5441"),
    gedaan="Stuurt ControleerVerbinding en leest SignatureConfirmation in het antwoord.",
    verwacht="Een SignatureConfirmation met een wsu:Id.",
)
def id_van_bevestiging(p: Proef) -> None:
    eis(_enige(_security(p)[1], BEVESTIGING).get(WSU_ID), "een wsu:Id op SignatureConfirmation (BSP R5441)", "geen wsu:Id")


@geval(
    "PROF-155",
    "Een antwoord is een gewone SOAP 1.1-envelop",
    eisen=("WW001", "WS006", "BP-R1008", "BP-R1009", "BP-R1012", "BP-R1014", "BP-R9980", "BP-R1005"),
    gedaan="Stuurt ControleerVerbinding en leest de envelop van het antwoord, byte voor byte.",
    verwacht="UTF-8, geen DTD, geen verwerkingsinstructies, geen encodingStyle, en het element in de Body heeft een namespace.",
)
def envelop_van_antwoord(p: Proef) -> None:
    ontvangen, envelop = _antwoord(p)
    eis(b"<!DOCTYPE" not in ontvangen.http.body, "geen DTD (BP R1008)", "een DTD")
    eis(not envelop.wortel.xpath("//processing-instruction()"), "geen verwerkingsinstructies (BP R1009)", "een verwerkingsinstructie")
    soort = ontvangen.http.koppen.get("content-type", "").lower().replace('"', "")
    eis("charset=utf-8" in soort.replace(" ", ""), "Content-Type met charset=utf-8 (BP R1012)", soort or "geen Content-Type")
    eis(etree.QName(envelop.kind).namespace, "een element met een namespace in de Body (BP R1014)", "een element zonder")
    stijlen = [element for element in envelop.wortel.iter("*") if element.get(f"{{{SOAP}}}encodingStyle") is not None]
    eis(not stijlen, "geen encodingStyle (BP R1005)", "een encodingStyle")


@geval(
    "PROF-156",
    "Een fout is een gewone SOAP Fault, met HTTP 500",
    eisen=("R-170", "BP-R1000", "BP-R1001", "BP-R1126"),
    tweeling="PROF-155",
    gedaan="Stuurt een bericht zonder handtekening en leest de fout die terugkomt.",
    verwacht="HTTP 500, en een Fault met alleen faultcode, faultstring, faultactor en detail, alle vier zonder namespace.",
)
def vorm_van_fout(p: Proef) -> None:
    ontvangen, envelop = _fout(p)
    eis(ontvangen.http.status == 500, "HTTP 500 bij een fout (BP R1126)", f"HTTP {ontvangen.http.status}")
    namen = [str(element.tag) for element in envelop.kind]
    goed = {"faultcode", "faultstring"} <= set(namen) <= _FAULT_DELEN
    eis(goed, "alleen de vier delen, zonder namespace (BP R1000, R1001)", "iets anders")
    eis(len(namen) == len(set(namen)), "elk deel een keer (BP R1000)", "een deel dat er vaker staat")


@geval(
    "PROF-157",
    "Een faultcode is van SOAP of heeft een eigen namespace, zonder punten",
    eisen=("BP-R1004", "BP-R1031"),
    niveau=Niveau.HOORT,
    tweeling="PROF-155",
    gedaan="Stuurt een bericht zonder handtekening en leest de faultcode die terugkomt.",
    verwacht="Een van de vier codes van SOAP 1.1, of een naam in een eigen namespace; geen punt in de naam.",
)
def faultcode(p: Proef) -> None:
    element = _fout(p)[1].kind.find("faultcode")
    if element is None:
        raise Gezakt("een faultcode", "geen faultcode")
    prefix, _, naam = (element.text or "").strip().rpartition(":")
    namespace = element.nsmap.get(prefix or None)
    eis("." not in naam, "een faultcode zonder punt (BP R1031)", "een punt")
    eis(namespace is not None and (namespace != SOAP or naam in _STANDAARD), "een code van SOAP of met een namespace (BP R1004)", "anders")


def _antwoord(p: Proef) -> tuple[Ontvangen, Envelop]:
    """A good answer, and the envelope in it after every check of its signature."""
    ontvangen = p.stuur_controle()
    envelop = p.gesprek.lees(ontvangen)
    eis(not envelop.is_fout, "een geaccepteerd verzoek", "een fout")
    return ontvangen, envelop


def _fout(p: Proef) -> tuple[Ontvangen, Envelop]:
    ontvangen = p.stuur_controle(na_tekenen=zonder_handtekening)
    envelop = p.gesprek.lees(ontvangen)
    eis(envelop.kind.tag == FAULT, "een fout", "een geaccepteerd verzoek")
    return ontvangen, envelop


def _security(p: Proef) -> tuple[Ontvangen, etree._Element]:
    ontvangen, envelop = _antwoord(p)
    if envelop.security is None:
        raise Gezakt("een Security-header", "geen Security-header")
    return ontvangen, envelop.security


def _enige(ouder: etree._Element, naam: str) -> etree._Element:
    gevonden = ouder.findall(naam)
    eis(len(gevonden) == 1, f"één {etree.QName(naam).localname}", str(len(gevonden)))
    return gevonden[0]


def _namen(element: etree._Element) -> list[str]:
    return [str(kind.tag) for kind in element.iterchildren("*")]
