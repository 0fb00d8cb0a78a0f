"""Whether a message breaks a rule of the envelope or of WS-Addressing: steps 2 to 5, written a second time."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from lxml import etree

from verwijsindex.contract.namespaces import SOAP, WSA_ANONYMOUS, WSA_NONE

from ..unit.security import pki
from ..unit.security.berichten import ACTIE, ADRES, ANDER_KIND, ANDERE_ACTIE, KIND
from .blik import NS, Blik, clark, ids, los, namen

IRI = r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+"
MESSAGE_ID_VORM = IRI + r"|[^\s<>\"{}|\\^`\x00-\x20\x7f@]+@[^\s<>\"{}|\\^`\x00-\x20\x7f]+"
BLOKKEN = {clark("wsse:Security"), *(clark(f"wsa:{n}") for n in ("To", "Action", "MessageID", "RelatesTo", "ReplyTo", "From", "FaultTo"))}
_PAREN = {(ACTIE, KIND), (ANDERE_ACTIE, ANDER_KIND)}


def xml_declaratie(blik: Blik) -> bool:
    return re.match(rb"(\xef\xbb\xbf)?<\?xml(?!\s+version\s*=\s*(\"1\.0\"|'1\.0')[^<>]*\?>)", blik.raw) is not None


def codering(blik: Blik) -> bool:
    try:
        blik.raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    genoemd = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", blik.raw)
    return b"\0" in blik.raw or (genoemd is not None and genoemd[1].lower() != b"utf-8")


def vreemde_knoop(blik: Blik) -> bool:
    if blik.envelop is None:
        return False
    document = blik.envelop.getroottree()
    return (
        document.docinfo.internalDTD is not None
        or bool(document.xpath("//processing-instruction() | /processing-instruction()"))
        or any(True for _ in blik.envelop.iter(etree.Entity))
    )


def commentaar(blik: Blik) -> bool:
    """A comment anywhere but inside the Body, or before or behind the Envelope."""
    if blik.envelop is None:
        return False
    return bool(
        blik.envelop.getroottree().xpath("//comment()[not(ancestor::soap:Body[parent::soap:Envelope[not(parent::*)]])]", namespaces=NS)
    )


def omhulsel(blik: Blik) -> bool:
    """Envelope, Header and Body: no text of their own and no attribute of SOAP."""
    delen = [deel for deel in (blik.envelop, blik.header, blik.body) if deel is not None]
    return any(los(deel) for deel in delen) or any(naam.startswith(f"{{{SOAP}}}") for deel in delen for naam in deel.keys())  # noqa: SIM118


def body_kind(blik: Blik) -> bool:
    kinds = namen(blik.body)
    return len(kinds) != 1 or not kinds[0].startswith("{")


def must_understand(blik: Blik) -> bool:
    return any(blok.get(clark("soap:mustUnderstand"), "0") not in ("0", "1") for blok in blik.blokken if blok.tag in BLOKKEN)


def soap_codering(blik: Blik) -> bool:
    return any("href" in e.attrib or clark("soap:encodingStyle") in e.attrib for e in blik.elementen)


def limieten(blik: Blik) -> bool:
    aantal = sum(len(ids(element)) for element in blik.elementen)
    te_lang = any(len(naam) > 256 or len(waarde) > 8192 for e in blik.elementen for naam, waarde in e.items())
    aanhalingstekens = blik.raw.count(b'"') + blik.raw.count(b"'")
    te_veel = len(blik.elementen) > 20_000 or any(len(e.attrib) > 64 for e in blik.elementen) or aanhalingstekens > 20_001
    diep = max((sum(1 for _ in e.iterancestors()) for e in blik.elementen), default=0) >= 50
    return te_veel or te_lang or diep or aantal > 64 or len(blik.raw) > 1024 * 1024 or lange_namen(blik)


def lange_namen(blik: Blik) -> bool:
    tags = re.findall(rb"<([^\s>/!?]+)([^<]*)", blik.raw)
    return any(len(naam) > 256 or rest.count(b"xmlns") > 32 or re.search(rb"xmlns[^=<>]*=\s*[\"'][^\"']{257}", rest) for naam, rest in tags)


def dubbel(blik: Blik) -> bool:
    return any(n > 1 for n in Counter(blok.tag for blok in blik.adressering).values())


def actor(blik: Blik, naam: str) -> bool:
    return any(
        blok.get(clark("soap:actor")) is not None for blok in blik.blokken if (blok.tag == clark("wsse:Security")) == (naam == "wsse")
    )


def geen(vorm: str, waarden: list[str], *, verplicht: bool) -> bool:
    return (verplicht and not waarden) or any(re.fullmatch(vorm, waarde) is None or len(waarde) > 1024 for waarde in waarden)


def blad(blik: Blik, naam: str) -> bool:
    """A header block of this name has children."""
    return any(len(blok) for blok in blik.blokken if blok.tag == clark(naam))


def adreskop(naam: str, vorm: str) -> Callable[[Blik], bool]:
    return lambda blik: blad(blik, naam) or geen(vorm, blik.waarden(naam), verplicht=True)


def relates_to(blik: Blik) -> bool:
    return blad(blik, "wsa:RelatesTo") or geen(MESSAGE_ID_VORM, blik.waarden("wsa:RelatesTo"), verplicht=blik.antwoord)


def epr(blik: Blik) -> bool:
    """ReplyTo, FaultTo or From that is not one absolute Address and nothing else."""
    eprs = [blok for blok in blik.blokken if blok.tag in (clark("wsa:ReplyTo"), clark("wsa:FaultTo"), clark("wsa:From"))]
    adressen = [adres for naam in ("wsa:ReplyTo", "wsa:FaultTo", "wsa:From") for adres in blik.adres(naam)]
    vorm = any(namen(epr) != [clark("wsa:Address")] or los(epr) or len(epr[0]) for epr in eprs)
    return vorm or geen(IRI, adressen, verplicht=False)


def niet_anoniem(blik: Blik) -> bool:
    fout_to = any(adres not in (WSA_ANONYMOUS, WSA_NONE) for adres in blik.adres("wsa:FaultTo"))
    return fout_to or any(adres != WSA_ANONYMOUS for adres in blik.adres("wsa:ReplyTo"))


def oins(adressen: Iterable[str]) -> list[str]:
    return [deel[4:] for adres in adressen for deel in adres.partition("?")[2].partition("#")[0].split("&") if deel.startswith("OIN=")]


def bestemming(blik: Blik) -> bool:
    if blik.antwoord:
        return blad(blik, "wsa:To") or any(to != WSA_ANONYMOUS for to in blik.waarden("wsa:To"))
    toegestaan = rf"{re.escape(WSA_ANONYMOUS)}|{re.escape(ADRES)}(\?OIN=[0-9A-Za-z]{{20}})?"
    return any(re.fullmatch(toegestaan, to) is None for to in blik.waarden("wsa:To"))


def oin_vorm(blik: Blik) -> bool:
    adressen = blik.adres("wsa:From") + ([] if blik.antwoord else blik.waarden("wsa:To"))
    return any("OIN=" in a and [len(o) == 20 and o.isalnum() and o.isascii() for o in oins([a])] != [True] for a in adressen)


def andere_partij(blik: Blik) -> bool:
    van = any(oin != pki.PARTNER_OIN for oin in oins(blik.adres("wsa:From")))
    return not blik.antwoord and (van or any(oin != pki.SERVER_OIN for oin in oins(blik.waarden("wsa:To"))))


def relatie(blik: Blik) -> bool:
    antwoord = f"{NS['wsa']}/reply"
    return any(blok.get("RelationshipType", antwoord) != antwoord for blok in blik.blokken if blok.tag == clark("wsa:RelatesTo"))


def andere_operatie(blik: Blik) -> bool:
    if blik.antwoord or blik.body is None:
        return False
    actions, kinds = blik.waarden("wsa:Action"), namen(blik.body)
    return actions[:1] != [ACTIE] or not kinds or (actions[0], kinds[0]) not in _PAREN


def ampersand(blik: Blik) -> bool:
    """A namespace name that libxml2 cannot canonicalise into something that can be read again."""
    return any("&" in naam for element in blik.elementen for naam in element.nsmap.values() if naam)
