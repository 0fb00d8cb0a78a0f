"""Whether a message breaks a rule of the Security header, of freshness or of replies: steps 6 to 9, written a second time."""

import re
from base64 import b64encode
from collections import Counter
from datetime import UTC, datetime, timedelta

from lxml import etree

from verwijsindex.contract.namespaces import EXC_C14N

from ..unit.security import pki
from ..unit.security.berichten import BASE64, X509V3
from . import partijen
from .blik import ID, NS, Blik, base64, clark, ids, kinderen, los, namen
from .ondertekenaars import BEVESTIGD, MESSAGE_ID

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", re.ASCII)
_HANDTEKENINGEN = {f"http://www.w3.org/2001/04/xmldsig-more#rsa-sha{n}" for n in (256, 384, 512)}
_DIGESTS = {f"http://www.w3.org/2001/04/{naam}" for naam in ("xmlenc#sha256", "xmldsig-more#sha384", "xmlenc#sha512")}


def delen(blik: Blik) -> bool:
    """Not exactly token, Timestamp, Signature (in a reply SignatureConfirmation too); text between; the token behind the Signature."""
    verwacht = ["wsse:BinarySecurityToken", "wsu:Timestamp", "ds:Signature", *(["wsse11:SignatureConfirmation"] if blik.antwoord else [])]
    gevonden = namen(blik.security)
    if sorted(gevonden) != sorted(map(clark, verwacht)) or (blik.security is not None and los(blik.security)):
        return True
    return gevonden.index(clark("wsse:BinarySecurityToken")) > gevonden.index(clark("ds:Signature"))


def handtekeningvorm(blik: Blik) -> bool:
    return namen(blik.handtekening) != [clark("ds:SignedInfo"), clark("ds:SignatureValue"), clark("ds:KeyInfo")]


def signed_info_vorm(blik: Blik) -> bool:
    c14n, methode, *rest = [*namen(blik.signed_info), "", ""]
    begin = (c14n, methode) == (clark("ds:CanonicalizationMethod"), clark("ds:SignatureMethod"))
    return not begin or any(naam not in (clark("ds:Reference"), "") for naam in rest) or not 3 <= len(blik.referenties) <= 12


def referentievorm(blik: Blik) -> bool:
    vorm = [clark("ds:Transforms"), clark("ds:DigestMethod"), clark("ds:DigestValue")]
    return any(namen(reference) != vorm for reference in blik.referenties)


def methodevorm(blik: Blik) -> bool:
    """An Algorithm that is missing or has attributes beside it, or something inside that is no InclusiveNamespaces."""
    alle = [*blik.methoden, *algoritmen(blik, "ds:SignatureMethod"), *algoritmen(blik, "ds:DigestMethod")]
    if any(dict(methode.attrib).keys() != {"Algorithm"} for methode in alle):
        return True
    if any(len(methode) for methode in algoritmen(blik, "ds:SignatureMethod")):
        return True
    return any(geen_prefixlijst(methode) for methode in blik.methoden)


def geen_prefixlijst(methode: etree._Element) -> bool:
    if not len(methode):
        return False
    [eerste, *rest] = list(methode)
    lijst = eerste.get("PrefixList")
    if lijst is None or re.search(r"[^\S ]", lijst):
        return True
    return bool(rest) or eerste.tag != f"{{{EXC_C14N}}}InclusiveNamespaces" or len(eerste) > 0 or len(lijst.split()) > 32


def algoritmen(blik: Blik, naam: str) -> list[etree._Element]:
    return [] if blik.signed_info is None else list(blik.signed_info.iter(clark(naam)))


def dubbele_ids(blik: Blik) -> bool:
    return any(n > 1 for n in Counter(i for element in blik.elementen for i in ids(element)).values())


def dekking(blik: Blik) -> bool:
    """Not each of Body, Timestamp, every WS-Addressing block (and SignatureConfirmation) exactly once; or something else but the token."""
    delen = [blik.body, blik.timestamp, *blik.adressering, *([blik.bevestiging] if blik.antwoord else [])]
    verplicht = [None if deel is None else deel.get(ID) for deel in delen]
    uris = [reference.get("URI", "") for reference in blik.referenties]
    mag = {f"#{i}" for i in verplicht if i} | ({f"#{blik.token.get(ID)}"} if blik.token is not None and blik.token.get(ID) else set())
    return not all(verplicht) or len(set(uris)) != len(uris) or not {f"#{i}" for i in verplicht} <= set(uris) <= mag


def geen_base64(blik: Blik) -> bool:
    waarden = [reference.find("ds:DigestValue", NS) for reference in blik.referenties]
    if blik.handtekening is not None:
        waarden.append(blik.handtekening.find("ds:SignatureValue", NS))
    return any(base64(waarde) is None for waarde in waarden)


def momenten(blik: Blik) -> list[datetime | None]:
    gevonden = []
    for tekst in [(kind.text or "").strip(" \t\r\n") if not len(kind) else "" for kind in kinderen(blik.timestamp)]:
        try:
            gevonden.append(datetime.fromisoformat(tekst).astimezone(UTC) if _MOMENT.fullmatch(tekst) else None)
        except ValueError:
            gevonden.append(None)
    return gevonden


def timestampvorm(blik: Blik) -> bool:
    vorm = namen(blik.timestamp) in ([clark("wsu:Created")], [clark("wsu:Created"), clark("wsu:Expires")])
    return not vorm or None in momenten(blik)


def niet_vers(blik: Blik) -> bool:
    gelezen = [moment for moment in momenten(blik) if moment is not None]
    if not gelezen:
        return False
    created, expires = gelezen[0], gelezen[1] if len(gelezen) > 1 else None
    te_vroeg, te_laat = created > pki.NU + timedelta(seconds=60), created < pki.NU - timedelta(seconds=300)
    return te_vroeg or te_laat or (expires is not None and (expires <= created or expires <= pki.NU - timedelta(seconds=60)))


def relatieve_naamruimte(blik: Blik) -> bool:
    """Canonicalisation is not defined for a relative namespace name."""
    return any(naam and re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", naam) is None for e in blik.elementen for naam in e.nsmap.values())


def handtekeningmethode(blik: Blik) -> bool:
    return any(methode.get("Algorithm") not in _HANDTEKENINGEN for methode in algoritmen(blik, "ds:SignatureMethod"))


def digestmethode(blik: Blik) -> bool:
    return any(m.get("Algorithm") not in _DIGESTS or len(m) for m in algoritmen(blik, "ds:DigestMethod"))


def canonicalisatie(blik: Blik) -> bool:
    return any(methode.get("Algorithm") != EXC_C14N for methode in blik.methoden)


def transforms(blik: Blik) -> bool:
    return any([k.tag for k in t] != [clark("ds:Transform")] for r in blik.referenties for t in r.iterfind("ds:Transforms", NS))


def tokenverwijzing(blik: Blik) -> bool:
    """KeyInfo is not one direct reference to the one token."""
    strs = kinderen(blik.key_info)
    if len(strs) != 1 or namen(blik.key_info) != [clark("wsse:SecurityTokenReference")] or namen(strs[0]) != [clark("wsse:Reference")]:
        return True
    [reference] = kinderen(strs[0])
    doel = None if blik.token is None else blik.token.get(ID)
    return len(reference) > 0 or not doel or reference.get("URI") != f"#{doel}" or reference.get("ValueType") != X509V3


def tokensoort(blik: Blik) -> bool:
    return blik.token is None or blik.token.get("ValueType") != X509V3 or blik.token.get("EncodingType") != BASE64


def tokenvorm(blik: Blik) -> bool:
    return blik.token is not None and (len(blik.token) > 0 or len((blik.token.text or "").strip(" \t\r\n")) > 16 * 1024)


def vreemd_certificaat(blik: Blik) -> bool:
    """The token is no certificate that was issued here. Comparing bytes with a list needs no chain."""
    bekend = {partij.der for partij in (partijen.partner(), partijen.groot(), partijen.server())}
    return base64(blik.token) not in bekend


def fout(blik: Blik) -> bool:
    return namen(blik.body)[:1] == [clark("soap:Fault")]


def zonder_security(blik: Blik) -> bool:
    return blik.antwoord and blik.security is None


def andere_server(blik: Blik) -> bool:
    return blik.antwoord and base64(blik.token) != partijen.server().der


def ander_verzoek(blik: Blik) -> bool:
    return blik.antwoord and blik.waarden("wsa:RelatesTo") != [MESSAGE_ID]


def onbevestigd(blik: Blik) -> bool:
    return blik.antwoord and (blik.bevestiging is None or blik.bevestiging.get("Value") != b64encode(BEVESTIGD).decode())
