"""Servers whose answers are not as the profile, the standards or the contract ask (WB001..WB014, WS-I, koppelvlak 4)."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from verwijsindex.contract.namespaces import WSU
from verwijsindex.security import sign, stempel
from verwijsindex.security.algoritmen import HandtekeningAlgoritme
from verwijsindex.soap import faults, front, translate

from ..mutant import Mutant, altijd, overal

Ondertekenaar = sign.Ondertekenaar
_antwoord, _timestamp, _token, _bevestiging, _referentie = (
    Ondertekenaar.antwoord,
    sign._timestamp,
    sign._token,
    sign._bevestiging,
    sign._referentie,
)
_fault, _stuurgegevens, _verbinding, _zulu = faults._fault, translate.stuurgegevens, translate.verbinding, sign._zulu
_init = stempel.Stempel.__init__


def _daarna(verander: Callable[[bytes], bytes]) -> Callable[..., bytes]:
    """The signed answer, changed where the signature does not see it."""
    return lambda zelf, *wat, **rest: verander(_antwoord(zelf, *wat, **rest))


def _met(**anders: Any) -> Callable[..., bytes]:
    return lambda zelf, body, **rest: _antwoord(zelf, body, **(rest | anders))


def _ander_deel(maak: Callable[..., Any], van: str, naar: str) -> Callable[..., Any]:
    """A signed part, written in another way before it is signed."""

    def deel(*wat: Any) -> Any:
        goed, referentie = maak(*wat)
        xml = goed.replace(van, naar, 1)
        [naam] = re.findall(r'URI="#([^"]+)"', referentie)
        return xml, sign._referentie(naam, xml.encode())

    return deel


def _twee_keer_created(nu: Any) -> Any:
    xml = re.sub(r"(<wsu:Created>.*?</wsu:Created>)", r"\1\1", _timestamp(nu)[0])
    return xml, _referentie("vir-timestamp", xml.encode())


def _vroeg_voorbij(nu: Any) -> Any:
    created = nu.replace(tzinfo=None)
    binnen = f"<wsu:Created>{_zulu(created)}</wsu:Created><wsu:Expires>{_zulu(created - timedelta(minutes=1))}</wsu:Expires>"
    xml = f'<wsu:Timestamp xmlns:wsu="{WSU}" wsu:Id="vir-timestamp">{binnen}</wsu:Timestamp>'
    return xml, _referentie("vir-timestamp", xml.encode())


def _geen_deel(*_: Any) -> Any:
    return "", ""


def _sha1(deel_id: str, canoniek: bytes, prefixen: tuple[str, ...] = ()) -> str:
    goed = _referentie(deel_id, canoniek, prefixen)
    waarde = b64encode(hashlib.sha1(canoniek).digest()).decode()  # noqa: S324 (what this server does wrong)
    goed = goed.replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")
    return re.sub(r"<ds:DigestValue>[^<]*", f"<ds:DigestValue>{waarde}", goed)


def _lege_lijst(deel_id: str, canoniek: bytes, prefixen: tuple[str, ...] = ()) -> str:
    goed = _referentie(deel_id, canoniek, prefixen)
    return goed if prefixen else goed.replace("></ds:Transform>", f">{sign._PREFIXEN % ''}</ds:Transform>")


def _token_achteraan(raw: bytes) -> bytes:
    token = re.search(rb"<wsse:BinarySecurityToken.*?</wsse:BinarySecurityToken>", raw)
    assert token is not None
    return raw.replace(token[0], b"").replace(b"</ds:Signature>", b"</ds:Signature>" + token[0])


def _zonder_signature(raw: bytes) -> bytes:
    return re.sub(rb"<ds:Signature .*</ds:Signature>", b"", raw)


def _ondertekend_met(algoritme: HandtekeningAlgoritme) -> Callable[..., None]:
    return lambda zelf, sleutel, certificaat, _=None: _init(zelf, sleutel, certificaat, algoritme)


def _altijd_200(zelf: front.Deur, fout: Any, bekend: Any, bericht_id: str) -> front.HttpAntwoord:
    return replace(_teken_fout(zelf, fout, bekend, bericht_id), status=200)


def _anders(verander: Callable[[bytes], bytes]) -> Callable[..., bytes]:
    return lambda *wat: verander(_fault(*wat))


def _geen_uuid(verzoek: Any, aanroep: Any) -> Any:
    gegevens = _stuurgegevens(verzoek, aanroep)
    gegevens.berichtId = "geen UUID"
    return gegevens


def _ander_oin(*wat: Any) -> Any:
    antwoord = _verbinding(*wat)
    antwoord.oin = "00000099000000009999"
    return antwoord


_teken_fout = front.Deur._teken_fout
_ACTION = '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"'
_STIJL = _ACTION + ' soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"'


def _na(van: str, naar: str) -> Callable[..., bytes]:
    return _daarna(lambda raw: raw.replace(van.encode(), naar.encode(), 1))


MUTANTEN = (
    Mutant("antwoord-zonder-handtekening", "WB003", ((Ondertekenaar, "antwoord", _daarna(_zonder_signature)),), overal=True),
    Mutant("antwoord-met-sha1", "SIGN001", ((sign, "_referentie", _sha1),), overal=True),
    Mutant(
        "antwoord-met-pss", "SIGN002", ((stempel.Stempel, "__init__", _ondertekend_met(HandtekeningAlgoritme.PSS_SHA256)),), overal=True
    ),
    Mutant("antwoord-ander-token", "WB010", ((sign, "_token", _ander_deel(_token, "#X509v3", "#X509PKIPathv1")),), overal=True),
    Mutant("antwoord-token-zonder-codering", "BSP-R3029", ((sign, "_token", _ander_deel(_token, "#Base64Binary", "#HexBinary")),)),
    Mutant("token-achter-de-handtekening", "BSP-R5205", ((Ondertekenaar, "antwoord", _daarna(_token_achteraan)),)),
    Mutant("antwoord-twee-keer-created", "BSP-R3203", ((sign, "_timestamp", _twee_keer_created),)),
    Mutant("expires-voor-created", "BSP-R3221", ((sign, "_timestamp", _vroeg_voorbij),)),
    Mutant(
        "antwoord-tijd-zonder-z",
        "BSP-R3223",
        ((sign, "_zulu", lambda utc: f"{utc.isoformat(timespec='milliseconds')}+00:00"),),
        overal=True,
    ),
    Mutant("tijd-met-zes-cijfers", "BSP-R3220", ((sign, "_zulu", lambda utc: f"{utc.isoformat(timespec='microseconds')}Z"),)),
    Mutant("zonder-bevestiging", "WB014", ((sign, "_bevestiging", _geen_deel),), overal=True),
    Mutant("andere-bevestiging", "WB014", ((Ondertekenaar, "antwoord", _met(bevestigt=b"anders")),), overal=True),
    Mutant(
        "bevestiging-zonder-id",
        "BSP-R5441",
        ((sign, "_bevestiging", lambda waarde: (_bevestiging(waarde)[0].replace(' wsu:Id="vir-bevestiging"', ""), "")),),
        overal=True,
    ),
    Mutant("hoort-bij-een-ander-bericht", "WA001", ((Ondertekenaar, "antwoord", _met(relates_to="urn:uuid:x")),), overal=True),
    Mutant("steeds-hetzelfde-berichtnummer", "WA001", ((Ondertekenaar, "antwoord", _met(message_id="urn:uuid:x")),)),
    Mutant("verwerkingsinstructie-in-antwoord", "BP-R1009", ((Ondertekenaar, "antwoord", _daarna(lambda raw: b"<?x y?>" + raw)),)),
    Mutant("antwoord-zonder-tekenset", "BP-R1012", ((front, "_XML", [("Content-Type", "text/xml")]),)),
    Mutant("antwoord-met-encodingstyle", "BP-R1005", ((Ondertekenaar, "antwoord", _na(_ACTION, _STIJL)),)),
    Mutant("antwoord-lege-prefixlijst", "BSP-R5406", ((sign, "_referentie", _lege_lijst),)),
    Mutant("object-in-de-handtekening", "BSP-R3102", ((Ondertekenaar, "antwoord", _na("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>")),)),
    Mutant("fout-met-http-200", "BP-R1126", ((front.Deur, "_teken_fout", _altijd_200),)),
    Mutant(
        "fout-met-namespace", "BP-R1001", ((faults, "_fault", _anders(lambda xml: xml.replace(b"faultstring>", b"soap:faultstring>"))),)
    ),
    Mutant("fout-met-meer", "BP-R1000", ((faults, "_fault", _anders(lambda xml: xml.replace(b"</soap:F", b"<meer/></soap:F"))),)),
    Mutant("faultcode-met-punt", "BP-R1031", ((faults, "_fault", _anders(lambda xml: xml.replace(b"</faultcode", b".x</faultcode"))),)),
    Mutant("fout-zonder-detail", "KV-40", ((faults, "_detail", altijd("")),)),
    Mutant("fout-zonder-code", "R-170", ((faults, "_fault", _anders(lambda xml: re.sub(rb"(<faultstring>)[A-Z0-9-]+ ", rb"\1", xml))),)),
    Mutant("antwoord-niet-volgens-het-schema", "R-150", overal(translate, "stuurgegevens", _geen_uuid), overal=True),
    Mutant("zegt-een-ander-oin", "KV-26", overal(translate, "verbinding", _ander_oin)),
)
