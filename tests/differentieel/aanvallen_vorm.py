"""The attacks of berichtbeveiliging.md section 3 that a verifier can see, by hand, with the number of the case: structure and coverage.

Every one starts from the same valid message. Where a form could be signed, it is signed: what is wrong is the form alone.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from copy import deepcopy
from hashlib import sha256

from lxml import etree

from verwijsindex.contract.namespaces import DS, SOAP, WSA, WSA_ANONYMOUS, WSSE, WSU

from ..unit.security import pki
from ..unit.security.berichten import ADRES, C14N, Ref, canoniseer, epr, kop
from .aanval import GOED, RAW, REFS, VALS, Aanval, verbouw
from .blik import ID, NS
from .herteken import herteken


def _vals(body: etree._Element, *, met_id: bool) -> etree._Element:
    """Return a Body that reports somebody else, with or without the id of the signed one."""
    vals = deepcopy(body)
    vals.find(".//{*}bsn").text = VALS
    if not met_id:
        vals.attrib.pop(ID)
    return vals


def _inpakken(waar: Callable[[etree._Element], etree._Element], omhulsel: str | None, *, met_id: bool, plaats: int = 0) -> bytes:
    """Move the signed Body inside `omhulsel` below the element that `waar` finds, and put a forged one in its place."""

    def verander(envelop: etree._Element) -> None:
        body = envelop[1]
        envelop.append(_vals(body, met_id=met_id))
        ouder = waar(envelop)
        if omhulsel is not None:
            kind = etree.fromstring(omhulsel)
            ouder.insert(plaats, kind)
            ouder = kind
        ouder.insert(0, body)

    return verbouw(verander)


def _deel(pad: str) -> Callable[[etree._Element], etree._Element]:
    return lambda envelop: envelop.find(pad, NS)


_DOELEN = (
    ("1", "vreemde header", "soap:Header", '<x:Wrapper xmlns:x="urn:x"/>', ("DK0010", "VIR-S01")),
    ("1", "kaal in de Header", "soap:Header", None, ("DK0010", "VIR-S01")),
    ("2", "kind van de Envelope", ".", '<x:Wrapper xmlns:x="urn:x"/>', ("DK0001",)),
    ("2", "kaal in de Envelope", ".", None, ("DK0001",)),
    ("3", "ds:Object", ".//ds:Signature", f'<d:Object xmlns:d="{DS}"/>', ("VIR-S01",)),
    ("3", "SignedInfo", ".//ds:SignedInfo", None, ("VIR-S01",)),
    ("3", "KeyInfo", ".//ds:KeyInfo", None, ("VIR-S01", "VIR-S03")),
    ("3", "Timestamp", ".//wsu:Timestamp", None, ("VIR-S01",)),
    ("3", "Security", ".//wsse:Security", None, ("VIR-S01",)),
    ("3", "token", ".//wsse:BinarySecurityToken", None, ("VIR-S01",)),
    ("4", "From", ".//wsa:From", None, ("DK0011", "VIR-S01")),
    ("4", "To", ".//wsa:To", None, ("DK0005", "VIR-S01")),
    ("4", "nieuwe FaultTo", "soap:Header", f'<a:FaultTo xmlns:a="{WSA}"/>', ("DK0011", "VIR-S01")),
    ("1", "in de valse Body", "soap:Body[2]", '<x:Wrapper xmlns:x="urn:x"/>', ("DK0001", "VIR-S01")),
)


def inpakken() -> Iterator[Aanval]:
    """Cases 1 to 4: the signed Body elsewhere."""
    for geval, naam, pad, omhulsel, codes in _DOELEN:
        for met_id in (False, True):
            raw = _inpakken(_deel(pad), omhulsel, met_id=met_id)
            yield Aanval(geval, f"Body naar: {naam}{', met hetzelfde id' if met_id else ''}", raw, (*codes, "VIR-S01"))
    voor = verbouw(lambda e: e.insert(1, _vals(e[1], met_id=False)))
    yield Aanval("2", "valse Body voor de echte", voor, ("DK0001",))


def ids() -> Iterator[Aanval]:
    """Case 5: one value in two ids."""
    for naam in (ID, "Id", "ID", "id", "iD", "{http://www.w3.org/XML/1998/namespace}id", "{urn:x}Id"):
        for deel in ("body", "ts", "token", "To"):
            raw = verbouw(lambda e, n=naam, d=deel: e.find(".//{*}jeugdige").set(n, d))
            yield Aanval("5", f"{naam} herhaalt {deel}", herteken(raw, GOED.partij), ("VIR-S01",))


def koppen() -> Iterator[Aanval]:
    """Cases 6 and 7: Timestamp and WS-Addressing headers wrapped, unsigned or added."""
    for deel in ("wsa:To", "wsa:Action", "wsa:MessageID", "wsa:ReplyTo", "wsa:From", "wsu:Timestamp"):
        yield Aanval("6", f"{deel} ingepakt", _pak_kop_in(deel), ("DK0010", "DK0011", "VIR-S01"))
    for deel in ("ts", "body", *GOED.headers):
        yield Aanval("7", f"{deel} niet getekend", GOED.met(ongetekend=(deel,)).bouw(), ("VIR-S01",))
    relates = GOED.met_header("RelatesTo", kop("RelatesTo", "urn:x:1"))
    yield Aanval("7", "RelatesTo erbij, niet getekend", relates.met(ongetekend=("RelatesTo",)).bouw(), ("VIR-S01",))
    fault_to = GOED.met_header("FaultTo", epr("FaultTo", WSA_ANONYMOUS))
    yield Aanval("7", "FaultTo erbij, niet getekend", fault_to.met(ongetekend=("FaultTo",)).bouw(), ("VIR-S01",))
    yield Aanval("7", "FaultTo erbij, getekend", fault_to.bouw(), None)
    yield Aanval("7", "verwijzing twee keer", GOED.met(refs=(*REFS, Ref("body"))).bouw(), ("VIR-S01",))
    inhoud = GOED.inhoud.replace("<m:jeugdige", '<m:jeugdige wsu:Id="jeugdige"')
    yield Aanval("7", "iets anders ook getekend", GOED.met(inhoud=inhoud, refs=(*REFS, Ref("jeugdige"))).bouw(), ("VIR-S01",))
    zonder_id = GOED.met_header("To", GOED.headers["To"].replace('wsu:Id="To"', 'wsu:Id=""'))
    yield Aanval("7", "To met een leeg id", zonder_id.met(ongetekend=("To",)).bouw(), ("VIR-S01",))
    leeg = GOED.met_header("To", GOED.headers["To"].replace(' wsu:Id="To"', ""))
    yield Aanval("7", "To zonder id", leeg.met(ongetekend=("To",)).bouw(), ("VIR-S01",))

    yield Aanval("7", "To zonder id, verwijzing naar #None", _zonder_id(), ("VIR-S01",))
    twee = GOED.met_header("To", re.sub('Id="To"', 'Id=""', GOED.headers["To"]))
    twee = twee.met_header("Action", re.sub('Id="Action"', 'Id=""', GOED.headers["Action"]))
    refs = (*[ref for ref in REFS if ref.doel not in ("To", "Action")], Ref("body", uri="#"))
    yield Aanval("7", "To en Action delen een leeg id", twee.met(refs=refs).bouw(), ("VIR-S01",))


def _zonder_id() -> bytes:
    """To has no id, and the reference to it names what a careless program writes for nothing."""

    def verander(envelop: etree._Element) -> None:
        to = envelop.find(".//wsa:To", NS)
        to.attrib.pop(ID)
        reference = next(r for r in envelop.iterfind(".//ds:Reference", NS) if r.get("URI") == "#To")
        reference.set("URI", "#None")
        reference.find("ds:DigestValue", NS).text = b64encode(sha256(canoniseer(to, ())).digest()).decode()

    return herteken(verbouw(verander), GOED.partij, digests=False)


def _pak_kop_in(naam: str) -> bytes:
    def verander(envelop: etree._Element) -> None:
        deel = envelop.find(f".//{naam}", NS)
        vals = deepcopy(deel)
        vals.attrib.pop(ID)
        deel.getparent().replace(deel, vals)
        envelop[0].append(etree.fromstring('<x:Wrapper xmlns:x="urn:x"/>'))
        envelop[0][-1].append(deel)

    return verbouw(verander)


def delen() -> Iterator[Aanval]:
    """Cases 8 to 10: parts of the signature that are missing or there twice."""
    s01 = ("VIR-S01",)
    vorm = GOED.handtekening
    yield Aanval("8", "zonder Security", verbouw(lambda e: e[0].remove(e[0][0])), s01)
    yield Aanval("8", "zonder Signature", GOED.met(security=("token", "timestamp")).bouw(), s01)
    yield Aanval("8", "zonder Timestamp", GOED.met(security=("token", "handtekening"), ongetekend=("ts",)).bouw(), s01)
    yield Aanval("8", "lege SignedInfo", GOED.met(refs=()).bouw(), s01)
    yield Aanval("8", "SignedInfo zonder iets", verbouw(lambda e: e.find(".//ds:SignedInfo", NS).clear()), s01)
    yield Aanval("8", "twee verwijzingen", GOED.met(refs=(Ref("ts"), Ref("body"))).bouw(), s01)
    yield Aanval("9", "twee Security", verbouw(lambda e: e[0].append(etree.fromstring(f'<w:Security xmlns:w="{WSSE}"/>'))), s01)
    yield Aanval("9", "lege Security ervoor", verbouw(lambda e: e[0].insert(0, etree.fromstring(f'<w:Security xmlns:w="{WSSE}"/>'))), s01)
    yield Aanval("9", "Security voor een ander", verbouw(lambda e: e[0][0].set(f"{{{SOAP}}}actor", "urn:x")), s01)
    for naam, volgorde in (
        ("twee Signatures", ("token", "timestamp", "handtekening", "handtekening")),
        ("twee tokens", ("token", "token", "timestamp", "handtekening")),
        ("twee Timestamps", ("token", "timestamp", GOED.timestamp.replace('"ts"', '"ts2"'), "handtekening")),
        ("token achter de handtekening", ("timestamp", "handtekening", "token")),
        ("tekst in Security", ("token", "tekst", "timestamp", "handtekening")),
        ("SignatureConfirmation in een verzoek", ("token", "timestamp", "handtekening", '<wsse11:SignatureConfirmation wsu:Id="c"/>')),
    ):
        yield Aanval("9", naam, GOED.met(security=volgorde).bouw(), s01)
    yield Aanval("10", "twee SignedInfo", GOED.met(handtekening=vorm.replace("{signed_info}", "{signed_info}{signed_info}")).bouw(), s01)
    yield Aanval("10", "SignedInfo in Object", verbouw(_signed_info_in_object), s01)
    manifest = vorm.replace("</ds:Signature>", f'<ds:Object><d:Manifest xmlns:d="{DS}"/></ds:Object></ds:Signature>')
    yield Aanval("10", "Manifest", GOED.met(handtekening=manifest).bouw(), s01)
    yield Aanval("10", "iets anders dan een verwijzing", GOED.met(c14n=C14N + C14N).bouw(), s01)
    yield Aanval("10", "Manifest in plaats van een verwijzing", verbouw(_manifest_voor_reference), s01)
    yield Aanval("10", "geen CanonicalizationMethod", GOED.met(c14n="").bouw(), s01)
    anders = RAW.replace(b"ds:CanonicalizationMethod", b"ds:Canonicalization")
    yield Aanval("10", "CanonicalizationMethod heet anders", herteken(anders, GOED.partij), s01)
    yield Aanval("10", "HMACOutputLength", GOED.met(methode_inhoud="<ds:HMACOutputLength>8</ds:HMACOutputLength>").bouw(), s01)
    yield Aanval("10", "DigestValue twee keer", verbouw(lambda e: _verdubbel(e.find(".//ds:DigestValue", NS))), s01)


def _verdubbel(element: etree._Element) -> None:
    element.addnext(deepcopy(element))


def _signed_info_in_object(envelop: etree._Element) -> None:
    info = envelop.find(".//ds:SignedInfo", NS)
    kopie = deepcopy(info)
    info.find("ds:Reference/ds:DigestValue", NS).text = "AAAA"
    etree.SubElement(info.getparent(), f"{{{DS}}}Object").append(kopie)


def _manifest_voor_reference(envelop: etree._Element) -> None:
    envelop.findall(".//ds:Reference", NS)[-1].tag = f"{{{DS}}}Manifest"


def omslag() -> Iterator[Aanval]:
    """Steps 4 and 5, and case 20: the envelope and who speaks to whom."""
    dk1 = ("DK0001",)
    yield Aanval("40", "twee kinderen in de Body", GOED.met(inhoud=GOED.inhoud * 2).bouw(), dk1)
    yield Aanval("40", "kind zonder naamruimte", GOED.met(inhoud="<x/>").bouw(), dk1)
    yield Aanval("40", "lege Body", GOED.met(inhoud="").bouw(), dk1)
    yield Aanval("40", "tekst in de Body", herteken(RAW.replace(b'wsu:Id="body">', b'wsu:Id="body">x'), GOED.partij), dk1)
    yield Aanval("40", "tekst in de Header", RAW.replace(b"</soap:Header>", b"x</soap:Header>"), dk1)
    yield Aanval("40", "SOAP 1.2", RAW.replace(SOAP.encode(), b"http://www.w3.org/2003/05/soap-envelope"), dk1)
    yield Aanval("40", "geen Envelope", RAW.replace(b"soap:Envelope", b"soap:Envelop"), dk1)
    yield Aanval("40", "Body voor Header", herteken(verbouw(lambda e: e.append(e[0])), GOED.partij), dk1)
    yield Aanval("40", "SOAP-attribuut", herteken(RAW.replace(b"<soap:Body", b'<soap:Body soap:x="1"'), GOED.partij), dk1)
    yield Aanval("40", "mustUnderstand 2", RAW.replace(b'mustUnderstand="1"', b'mustUnderstand="2"'), dk1)
    actor = GOED.met_header("To", GOED.headers["To"].replace("<wsa:To", '<wsa:To soap:actor="urn:x"'))
    yield Aanval("40", "To voor een andere actor", actor.bouw(), ("DK0011",))
    dubbel = GOED.met_header("X", kop("To", "urn:x").replace('"To"', '"X"'))
    yield Aanval("40", "To twee keer", dubbel.bouw(), ("DK0011",))
    voorop = herteken(RAW.replace(b"<wsa:To", b"<wsa:To>urn:x</wsa:To><wsa:To"), GOED.partij)
    yield Aanval("40", "To twee keer, de ongetekende voorop", voorop, ("DK0011",))
    vreemd = GOED.met_header("X", '<x:y xmlns:x="urn:x" wsu:Id="X"/>')
    yield Aanval("40", "vreemde header, getekend", vreemd.bouw(), ("DK0010",))
    verplicht = GOED.met_header("X", '<x:y xmlns:x="urn:x" soap:mustUnderstand="1" wsu:Id="X"/>')
    yield Aanval("40", "vreemde verplichte header", verplicht.bouw(), ("DK0010",))
    yield Aanval("40", "encodingStyle", herteken(verbouw(_soap_codering), GOED.partij), dk1)
    lang = GOED.inhoud.replace("900000001", f"<m:x {'y' * 257}='1'/>")
    yield Aanval("31", "te lange naam", GOED.met(inhoud=lang).bouw(), dk1)
    yield Aanval("29", "DTD", b"<!DOCTYPE soap:Envelope>" + RAW, dk1)
    yield Aanval("29", "processing instruction in de Body", herteken(RAW.replace(b"<m:bsn>", b"<?x y?><m:bsn>"), GOED.partij), dk1)
    yield Aanval("36", "XML 1.1", b"<?xml version='1.1'?>" + RAW, dk1)
    yield Aanval("36", "een andere codering", b"<?xml version='1.0' encoding='us-ascii'?>" + RAW, ("DK0009",))
    for geval, naam, xml, code in (
        ("37", "Action", kop("Action", "urn:x:Anders"), "DK0003"),
        ("37", "Action", kop("Action", "melden"), "DK0006"),
        ("38", "MessageID", kop("MessageID", "1"), "DK0007"),
        ("38", "RelatesTo", kop("RelatesTo", "urn:x:1", ' RelationshipType="urn:x"'), "DK0011"),
        ("39", "To", kop("To", f"{ADRES}?OIN=1"), "DK0011"),
    ):
        yield Aanval(geval, f"{naam} anders, {code}", GOED.met_header(naam, xml).bouw(), (code,))
    van = GOED.met_header("From", epr("From", f"https://x.example?OIN={pki.ANDERE_OIN}"))
    yield Aanval("20", "From noemt een ander", van.bouw(), ("DK0002",))


def naamruimten() -> Iterator[Aanval]:
    """Case 42: the same prefix with another meaning, the same meaning with another prefix."""
    goed = [("prefixen overal anders", re.sub(rb"(?<=[<\s/:])wsse(?=[:=])", b"q", RAW))]
    inhoud = GOED.inhoud
    gebonden = inhoud.replace("<m:jeugdige>", f'<m:jeugdige xmlns:wsu="urn:ander" wsu:Id="uniek" xmlns:x="{WSU}" x:Id="ook">')
    goed.append(("wsu opnieuw gebonden in de Body", GOED.met(inhoud=gebonden).bouw()))
    for naam, raw in goed:
        yield Aanval("42", naam, herteken(raw, GOED.partij), None)
    vals = RAW.replace(b'<soap:Body wsu:Id="body">', b'<soap:Body xmlns:wsu="urn:ander" wsu:Id="body">')
    yield Aanval("42", "wsu opnieuw gebonden op de Body", vals, ("VIR-S01",))
    lijkt = RAW.replace(f'xmlns:wsu="{WSU}"'.encode(), f'xmlns:wsu="{WSU}/"'.encode())
    yield Aanval("42", "wsu lijkt erop", lijkt, ("VIR-S01",))
    xml_id = verbouw(lambda e: e[1].set("{http://www.w3.org/XML/1998/namespace}id", e[1].attrib.pop(ID)))
    yield Aanval("42", "xml:id in plaats van wsu:Id", xml_id, ("VIR-S01",))
    for naam in ("urn:a&amp;b", "urn:a&#38;amp;b"):
        raw = GOED.met(inhoud=GOED.inhoud.replace("urn:verwijsindex:typen:v1", naam)).bouw()
        yield Aanval("42", f"naamruimte {naam}", raw, ("DK0001",))
    lijkt_erop = GOED.inhoud.replace("900000001", "xmlns='a&amp;b'")
    yield Aanval("42", "tekst die op een naamruimte lijkt", GOED.met(inhoud=lijkt_erop).bouw(), None)
    relatief = RAW.replace(b"urn:verwijsindex:typen:v1", b"typen-v1")
    yield Aanval("42", "relatieve naamruimte", relatief, ("VIR-S01",))


def _soap_codering(envelop: etree._Element) -> None:
    envelop[1][0].set(f"{{{SOAP}}}encodingStyle", "http://schemas.xmlsoap.org/soap/encoding/")
