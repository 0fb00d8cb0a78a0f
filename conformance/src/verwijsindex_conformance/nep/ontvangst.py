"""What a partner sent, and whether it is as the profile and the contract ask; every check can be made by itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from verwijsindex_conformance.antwoord.envelop import Envelop, lees_envelop
from verwijsindex_conformance.antwoord.handtekening import (
    Beveiliging,
    controleer_algoritmen,
    controleer_dekking,
    controleer_sleutelverwijzing,
    lees_beveiliging,
    verifieer,
)
from verwijsindex_conformance.antwoord.keten import vertrouw
from verwijsindex_conformance.contractbestanden import Dienst, schema
from verwijsindex_conformance.namespaces import ANONIEM, BASE64, DS, EXC_C14N, SOAP, TYPEN, WSA, WSSE, WSU, X509_TOKEN
from verwijsindex_conformance.nep.afspraak import Afspraak
from verwijsindex_conformance.oordeel import Gezakt, eis
from verwijsindex_conformance.verklaring.adressen import operaties

SCHEEF: Final = timedelta(seconds=60)
OUD: Final = timedelta(minutes=5)
_GEEN: Final = f"{WSA}/none"
_CLIENT: Final = "Client"


@dataclass(frozen=True, slots=True)
class Ontvangst:
    """One request as it came over the line; the names of the headers are in lower case, each with all its values."""

    methode: str
    pad: str
    koppen: dict[str, list[str]]
    raw: bytes
    moment: datetime
    tls_oin: str | None
    """The OIN of the certificate of the connection."""
    tls_versie: str

    def kop(self, naam: str) -> str:
        """The one value of a header; empty when it is not there."""
        return (self.koppen.get(naam) or [""])[0]

    def lees(self) -> Envelop:
        """The envelope, not verified. Raises Gezakt."""
        return lees_envelop(self.raw)


@dataclass(frozen=True, slots=True)
class Verzoek:
    """A request that can be answered: which operation, and what a reply refers to. Whether it is good is another matter."""

    dienst: Dienst
    operatie: str
    kind: etree._Element
    action: str
    message_id: str
    signature_value: str

    def veld(self, naam: str) -> str:
        """The text of the first element with this local name; empty when there is none."""
        return next((element.text or "" for element in self.kind.iter(f"{{*}}{naam}")), "")

    def velden(self, naam: str) -> list[str]:
        """The texts of all elements with this local name."""
        return [element.text or "" for element in self.kind.iter(f"{{*}}{naam}")]


Controle = Callable[[Ontvangst, Afspraak], None]
"""One check of what came in. Raises Gezakt."""


def lees_verzoek(ontvangst: Ontvangst) -> Verzoek:
    """As much of a request as a reply needs. Raises Gezakt when there is no operation of the contract in it."""
    envelop = ontvangst.lees()
    gevonden = operaties().get(str(envelop.kind.tag))
    naam = etree.QName(envelop.kind).localname
    if gevonden is None or naam.endswith("Response"):
        raise Gezakt("een verzoek van het koppelvlak in de Body (WW003)", "een ander element")
    waarde = next(envelop.wortel.iter(f"{{{DS}}}SignatureValue"), None)
    return Verzoek(
        dienst=gevonden[0],
        operatie=naam,
        kind=etree.fromstring(etree.tostring(envelop.kind, with_tail=False)),
        action=gevonden[1],
        message_id=envelop.adres("MessageID") or "",
        signature_value="" if waarde is None else "".join((waarde.text or "").split()),
    )


def keur_http(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """A POST of XML in UTF-8, not compressed (WW001, WS006)."""
    eis(ontvangst.methode == "POST", "POST (WW001)", ontvangst.methode)
    soort = ontvangst.kop("content-type").lower().replace('"', "").replace(" ", "")
    eis(soort.partition(";")[0] == "text/xml", "Content-Type text/xml (WW001)", soort or "geen Content-Type")
    tekenset = re.search(r"charset=([^;]*)", soort)
    eis(tekenset is None or tekenset[1] == "utf-8", "charset utf-8 (WS006)", "een andere tekenset")
    eis(not ontvangst.kop("content-encoding"), "een bericht zonder Content-Encoding (WW001)", "een gecomprimeerd bericht")


def keur_soapaction(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """One SOAPAction, quoted, empty or equal to the Action (WS002)."""
    waarden = ontvangst.koppen.get("soapaction", [])
    eis(len(waarden) == 1, "één SOAPAction (WS002)", f"{len(waarden)} keer")
    eis(re.fullmatch(r'"[^"]*"', waarden[0]), "SOAPAction tussen aanhalingstekens (BP R1109)", "zonder aanhalingstekens")
    goed = waarden[0].strip('"') in ("", lees_verzoek(ontvangst).action)
    eis(goed, "SOAPAction leeg of gelijk aan wsa:Action (WS002)", "een andere SOAPAction")


def keur_envelop(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """Header and Body, one element of the contract in it, nothing of a DTD, an instruction or another profile (WW003, WS007)."""
    envelop = ontvangst.lees()
    eis(len(envelop.wortel) == 2, "een Header en een Body (BP R9980)", "geen Header")
    eis(not envelop.wortel.xpath("//processing-instruction()"), "geen verwerkingsinstructies (BP R1009)", "een verwerkingsinstructie")
    eis(etree.QName(envelop.kind).namespace, "een element met een namespace in de Body (BP R1014)", "een element zonder")
    stijlen = [element for element in envelop.wortel.iter("*") if element.get(f"{{{SOAP}}}encodingStyle") is not None]
    eis(not stijlen, "geen encodingStyle (BP R1005)", "een encodingStyle")
    lees_verzoek(ontvangst)


def keur_actie(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """Action is that of the element in the Body (WA001)."""
    eis(ontvangst.lees().adres("Action") == lees_verzoek(ontvangst).action, "wsa:Action van de operatie (WA001)", "een andere, of geen")


def keur_to(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """To is the address of the service or anonymous; an OIN behind it is that of the index (WA001)."""
    to = ontvangst.lees().adres("To") or ""
    eis(to, "een wsa:To (WA001)", "geen wsa:To")
    if to == ANONIEM:
        return
    eis(
        to.partition("?")[0] == afspraak.adressen.get(lees_verzoek(ontvangst).dienst.naam),
        "wsa:To met het adres van de dienst (WA001)",
        "een ander",
    )
    oin = parse_qs(urlsplit(to).query).get("OIN")
    eis(oin in (None, [afspraak.oin]), "in wsa:To het OIN van de index (WA001)", "een ander OIN")


def keur_message_id(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """MessageID is an absolute URI (WA001)."""
    message_id = ontvangst.lees().adres("MessageID") or ""
    eis(re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s]+$", message_id), "wsa:MessageID als absolute URI (WA001)", "iets anders, of geen")


def keur_retour(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """ReplyTo and FaultTo send an answer nowhere else, and a request relates to nothing (WA001)."""
    adressering = ontvangst.lees().adressering
    for naam, goed in (("ReplyTo", {ANONIEM}), ("FaultTo", {ANONIEM, _GEEN})):
        if naam in adressering:
            eis(_adres(adressering[naam]) in goed, f"wsa:{naam} anoniem (WA001)", "een ander adres")
    eis("RelatesTo" not in adressering, "een verzoek zonder wsa:RelatesTo (WA001)", "een wsa:RelatesTo")


def keur_from(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """From, when it is there, names who signed (R-156)."""
    blok = ontvangst.lees().adressering.get("From")
    oin = None if blok is None else parse_qs(urlsplit(_adres(blok) or "").query).get("OIN")
    eis(oin in (None, [afspraak.partner]), "in wsa:From het eigen OIN (R-156)", "een ander OIN")


def keur_tijd(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """One Timestamp of the right form (WB002, Basic Security Profile)."""
    created, expires = _tijden(ontvangst)
    eis(len(created) == 1, "precies één Created (BSP R3203)", str(len(created)))
    eis(len(expires) <= 1, "hoogstens één Expires (BSP R3224)", str(len(expires)))
    momenten = [_moment(tekst) for tekst in (*created, *expires)]
    eis(momenten == sorted(set(momenten)), "Expires na Created (BSP R3221)", "niet erna")


def keur_versheid(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """Created is of just now, and Expires is not past (R-157)."""
    created, expires = _tijden(ontvangst)
    oud = ontvangst.moment - _moment(created[0] if created else "")
    eis(-SCHEEF <= oud <= OUD, "een Created van hoogstens vijf minuten geleden (R-157)", f"{oud.total_seconds():.0f} seconden geleden")
    eis(
        all(_moment(tekst) > ontvangst.moment - SCHEEF for tekst in expires),
        "een Expires die nog komt (R-157)",
        "een Expires die voorbij is",
    )


def keur_fractie(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """At most three digits behind the second (BSP R3220, R3229)."""
    for tekst in (tekst for tijden in _tijden(ontvangst) for tekst in tijden):
        fractie = tekst.rstrip("Z").partition(".")[2]
        eis(len(fractie) <= 3, "hoogstens drie cijfers achter de seconde (BSP R3220, R3229)", f"{len(fractie)} cijfers")


def keur_dekking(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """Body, Timestamp and every addressing header are signed (WB004)."""
    controleer_dekking(ontvangst.lees())


def keur_algoritmen(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """Only algorithms of the list (WB007, SIGN001, SIGN003, SIGN004)."""
    controleer_algoritmen(_delen(ontvangst).handtekening)


def keur_token(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """An X.509 token in base64, before the signature that refers to it straight (WB009, WB010)."""
    delen = _delen(ontvangst)
    eis(delen.token.get("EncodingType") == BASE64, "EncodingType Base64Binary (BSP R3029)", "een ander EncodingType, of geen")
    eis(delen.token.get("ValueType") == X509_TOKEN, "ValueType X509v3 (BSP R3031)", "een ander ValueType")
    eis(delen.security.index(delen.token) < delen.security.index(delen.handtekening), "het token voor de handtekening (BSP R5205)", "erna")
    sleutelinfo = [str(kind.tag) for kind in delen.handtekening.iterfind(f"{{{DS}}}KeyInfo/*")]
    eis(sleutelinfo == [f"{{{WSSE}}}SecurityTokenReference"], "één SecurityTokenReference in KeyInfo (BSP R5402)", "iets anders")
    controleer_sleutelverwijzing(delen)


def keur_bouw(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """The signature holds no more than the profile allows (Basic Security Profile)."""
    handtekening = _delen(ontvangst).handtekening
    for naam, regel in (("Object", "R3102"), ("Manifest", "R5403"), ("HMACOutputLength", "R5401")):
        eis(next(handtekening.iter(f"{{{DS}}}{naam}"), None) is None, f"geen {naam} (BSP {regel})", f"een {naam}")
    for prefixen in handtekening.iter(f"{{{EXC_C14N}}}InclusiveNamespaces"):
        eis((prefixen.get("PrefixList") or "").split(), "geen lege PrefixList (BSP R5406)", "een lege PrefixList")


def keur_certificaat(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """The token is the certificate of the partner under test, in force, under the CA (PKI001, PKI002, WB010)."""
    vertrouw(_delen(ontvangst).token.text or "", afspraak.ca, afspraak.partner)


def keur_waarde(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """libxmlsec1 agrees with every digest and with the signature (SIGN002)."""
    envelop = ontvangst.lees()
    verifieer(envelop, vertrouw(_delen(ontvangst).token.text or "", afspraak.ca, afspraak.partner))


def keur_inhoud(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """The request keeps to the schema (R-150)."""
    verzoek = lees_verzoek(ontvangst)
    toets = schema(verzoek.dienst)
    eis(toets.validate(verzoek.kind), f"{verzoek.operatie} volgens het schema (R-150)", "een schemafout")


def keur_verzender(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """verzenderOin is that of who signed (R-156)."""
    gevonden = lees_verzoek(ontvangst).kind.findtext(f"{{*}}stuurgegevens/{{{TYPEN}}}verzenderOin")
    eis(gevonden == afspraak.partner, "verzenderOin gelijk aan het OIN van de ondertekenaar (R-156)", "een ander OIN, of geen")


def keur_tls(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """The connection is of TLS 1.2 or 1.3, and the partner showed his certificate (WT001, TLS002)."""
    eis(ontvangst.tls_versie in ("TLSv1.2", "TLSv1.3"), "TLS 1.2 of 1.3 (TLS004)", ontvangst.tls_versie)
    eis(ontvangst.tls_oin, "een certificaat met een OIN op de verbinding (TLS002)", "geen certificaat, of een zonder OIN")


STAPPEN: Final[tuple[tuple[Controle, str, str], ...]] = (
    (keur_http, "DK0001", f"{{{SOAP}}}{_CLIENT}"),
    (keur_envelop, "DK0001", f"{{{SOAP}}}{_CLIENT}"),
    (keur_soapaction, "DK0003", f"{{{WSA}}}InvalidAddressingHeader"),
    (keur_actie, "DK0003", f"{{{WSA}}}InvalidAddressingHeader"),
    (keur_to, "DK0005", f"{{{WSA}}}MessageAddressingHeaderRequired"),
    (keur_message_id, "DK0007", f"{{{WSA}}}MessageAddressingHeaderRequired"),
    (keur_retour, "DK0011", f"{{{WSA}}}InvalidAddressingHeader"),
    (keur_token, "VIR-S03", f"{{{WSSE}}}UnsupportedSecurityToken"),
    (keur_algoritmen, "VIR-S02", f"{{{WSSE}}}UnsupportedAlgorithm"),
    (keur_dekking, "VIR-S01", f"{{{WSSE}}}InvalidSecurity"),
    (keur_bouw, "VIR-S01", f"{{{WSSE}}}InvalidSecurity"),
    (keur_tijd, "VIR-S01", f"{{{WSSE}}}InvalidSecurity"),
    (keur_certificaat, "VIR-S04", f"{{{WSSE}}}InvalidSecurityToken"),
    (keur_waarde, "VIR-S05", f"{{{WSSE}}}FailedCheck"),
    (keur_versheid, "VIR-S06", f"{{{WSSE}}}MessageExpired"),
    (keur_from, "DK0002", f"{{{WSSE}}}FailedAuthentication"),
    (keur_inhoud, "DK0004", f"{{{SOAP}}}{_CLIENT}"),
    (keur_verzender, "DK0002", f"{{{SOAP}}}{_CLIENT}"),
)
"""Every check in the order in which an index makes it, with the code and the faultcode that belong to it."""


def keur(ontvangst: Ontvangst, afspraak: Afspraak) -> None:
    """All checks. Raises Gezakt at the first that fails."""
    for stap, _, _ in STAPPEN:
        stap(ontvangst, afspraak)


def _delen(ontvangst: Ontvangst) -> Beveiliging:
    return lees_beveiliging(ontvangst.lees())


def _adres(blok: etree._Element) -> str | None:
    return blok.findtext(f"{{{WSA}}}Address")


def _tijden(ontvangst: Ontvangst) -> tuple[list[str], list[str]]:
    tijd = _delen(ontvangst).tijd
    created, expires = ([element.text or "" for element in tijd.findall(f"{{{WSU}}}{naam}")] for naam in ("Created", "Expires"))
    return created, expires


def _moment(tekst: str) -> datetime:
    eis(tekst.endswith("Z"), "tijden in UTC met een Z (BSP R3217, R3223)", "een andere tijd")
    try:
        return datetime.fromisoformat(tekst).astimezone(UTC)
    except ValueError:
        raise Gezakt("een leesbaar tijdstip (WB002)", "een onleesbaar tijdstip") from None
