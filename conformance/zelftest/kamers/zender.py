"""Clients that send what no index should accept (role partner)."""

import re
import ssl
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from urllib3 import PoolManager, disable_warnings
from urllib3.exceptions import InsecureRequestWarning
from verwijsindex.client import exchange, index, requests, transport
from verwijsindex.contract.namespaces import DS, WSSE
from verwijsindex.security import sign
from verwijsindex.security.stempel import Stempel

from verwijsindex_conformance.geval import Rol

from ..client import ANDER, INDEX, PARTNER
from ..mutant import Ingreep, Mutant, altijd

_verzoek, _referentie, _tijd, _token, _zulu = sign.Ondertekenaar.verzoek, sign._referentie, sign._timestamp, sign._token, sign._zulu
_schrijf, _tls, _laad, _teken = index.schrijf, exchange.tls_context, exchange.laad_ondertekenaar, Stempel.teken
_stuur = requests.Stuurgegevens.velden
_VREEMD = "urn:zelftest:vreemd"
_SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
_RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
_INCLUSIEF = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_VAST = "0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11"


def _met(**anders: Any) -> Ingreep:
    """These arguments of a request are others: a value, or what is made of the old one."""

    def verzoek(zelf: Any, body: bytes, **velden: Any) -> Any:
        nieuw = {naam: waarde(velden[naam]) if callable(waarde) else waarde for naam, waarde in anders.items()}
        return _verzoek(zelf, body, **{**velden, **nieuw})

    return (sign.Ondertekenaar, "verzoek", verzoek)


def _op_bytes(verander: Callable[[bytes], bytes]) -> Ingreep:
    """Something changes the message after it was signed."""

    def verzoek(zelf: Any, body: bytes, **velden: Any) -> Any:
        bericht = _verzoek(zelf, body, **velden)
        return replace(bericht, bytes=verander(bericht.bytes))

    return (sign.Ondertekenaar, "verzoek", verzoek)


def _vervang(oud: str, nieuw: str) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(oud.encode(), nieuw.encode(), 1)


def _zonder_verwijzing(naar: str) -> Ingreep:
    return (sign, "_referentie", lambda deel_id, *rest: "" if deel_id == naar else _referentie(deel_id, *rest))


def _andere_tijd(**anders: float) -> Ingreep:
    return (sign, "_timestamp", lambda nu: _tijd(nu + timedelta(**anders)))


def _tijd_met(verander: Callable[[str], str]) -> Ingreep:
    return (sign, "_timestamp", lambda nu: sign._deel("vir-timestamp", verander(_tijd(nu)[0])))


def _token_met(oud: str, nieuw: str) -> Ingreep:
    return (sign, "_token", lambda certificaat: sign._deel("vir-token", _token(certificaat)[0].replace(oud, nieuw)))


def _schrijver(naam: str, oud: str, nieuw: str) -> Ingreep:
    """A function of the signer that writes something else than it does."""
    schrijver = getattr(sign, naam)

    def anders(*wat: Any) -> str:
        geschreven: str = schrijver(*wat)
        assert oud in geschreven, (naam, oud)
        return geschreven.replace(oud, nieuw, 1)

    return (sign, naam, anders)


def _met_kop(verander: Callable[[dict[str, str]], None]) -> Ingreep:
    """HTTP headers that are others."""

    class Pool(PoolManager):
        def urlopen(self, *wat: Any, headers: Any = None, **waarmee: Any) -> Any:
            koppen = dict(headers)
            verander(koppen)
            return super().urlopen(*wat, headers=koppen, **waarmee)

    return (transport, "PoolManager", Pool)


def _kop(naam: str, waarde: str) -> Ingreep:
    return _met_kop(lambda koppen: koppen.update({naam: waarde}))


def _zonder_aanhalingstekens(koppen: dict[str, str]) -> None:
    koppen["SOAPAction"] = koppen["SOAPAction"].strip('"')


def _zonder_waarschuwing(koppen: dict[str, str]) -> None:
    """What urllib3 has to say about it is known here."""
    disable_warnings(InsecureRequestWarning)


def _tls_met(verander: Callable[[ssl.SSLContext], None]) -> Ingreep:
    def context(*bestanden: Path) -> ssl.SSLContext:
        gemaakt = _tls(*bestanden)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            verander(gemaakt)
        return gemaakt

    return (exchange, "tls_context", context)


def _elke_server(context: ssl.SSLContext) -> None:
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE


def _oud(context: ssl.SSLContext) -> None:
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")


def _zonder_certificaat(certificaat: Path, sleutel: Path, ca: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(ca)
    return context


def _van_een_ander(certificaat: Path, sleutel: Path) -> Any:
    return _laad(certificaat.with_name(f"{ANDER}.pem"), sleutel.with_name(f"{ANDER}.key"))


@cache
def _vaste_tijd() -> Any:
    return _tijd(datetime.now(UTC))


def _handtekening_eerst(raw: bytes) -> bytes:
    """The token behind the signature that refers to it."""
    [token] = re.findall(rb"<wsse:BinarySecurityToken.*?</wsse:BinarySecurityToken>", raw)
    return raw.replace(token, b"", 1).replace(b"</ds:Signature>", b"</ds:Signature>" + token, 1)


def _twee_elementen(raw: bytes) -> bytes:
    return raw.replace(b"</soap:Body>", f'<x:Extra xmlns:x="{_VREEMD}"/></soap:Body>'.encode(), 1)


def _verstoord(zelf: Stempel, signed_info: bytes) -> bytes:
    waarde = _teken(zelf, signed_info)
    return waarde[:-1] + bytes([waarde[-1] ^ 1])


def _met_spatie(deel_id: str, canoniek: bytes, *rest: Any) -> str:
    return _referentie(deel_id, canoniek + b" ", *rest)


def _schrijft(oud: bytes, nieuw: bytes) -> Ingreep:
    """Something else in the request than what was asked."""
    return (index, "schrijf", lambda *wat: _schrijf(*wat).replace(oud, nieuw))


def _partner(naam: str, eis: str, *ingrepen: Ingreep, overal: bool = False) -> Mutant:
    return Mutant(naam, eis, ingrepen, Rol.PARTNER, overal)


_STR = "<wsse:SecurityTokenReference>"
_TOKEN_OP_NAAM = _schrijver("_begin", _STR, f'<ds:KeyName xmlns:ds="{DS}">sleutel</ds:KeyName>{_STR}')
_NIET_RECHTSTREEKS = _schrijver("_begin", '<wsse:Reference URI="#vir-token"', f'<wsse:KeyIdentifier xmlns:wsse="{WSSE}" URI="#vir-token"')
_OBJECT = _op_bytes(_vervang("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object>x</ds:Object>"))

MUTANTEN = (
    # The signature
    _partner("tekent-de-body-niet", "WB004", _zonder_verwijzing("vir-body")),
    _partner("tekent-de-tijd-niet", "WB004", _zonder_verwijzing("vir-timestamp")),
    _partner("tekent-to-niet", "WB004", _zonder_verwijzing("vir-to")),
    _partner("tekent-action-niet", "WB004", _zonder_verwijzing("vir-action")),
    _partner("tekent-messageid-niet", "WB004", _zonder_verwijzing("vir-messageid")),
    _partner("tekent-replyto-niet", "WB004", (sign, "_REPLY_TO", (sign._REPLY_TO[0], ""))),
    _partner("verkeerde-digest", "SIGN002", (sign, "_referentie", _met_spatie)),
    _partner("verkeerde-handtekening", "WB013", (Stempel, "teken", _verstoord)),
    _partner("digest-met-sha1", "SIGN003", _schrijver("_referentie", "http://www.w3.org/2001/04/xmlenc#sha256", _SHA1)),
    _partner(
        "handtekening-met-sha1", "SIGN004", _schrijver("_signed_info", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", _RSA_SHA1)
    ),
    _partner("inclusief-getekend", "WB007", _schrijver("_signed_info", "http://www.w3.org/2001/10/xml-exc-c14n#", _INCLUSIEF)),
    _partner("lege-prefixlijst", "BSP-R5406", (sign, "_referentie", lambda deel_id, *rest: _met_lege_lijst(_referentie(deel_id, *rest)))),
    _partner("object-in-handtekening", "BSP-R3102", _OBJECT),
    _partner("zelfde-bericht", "KV-52", (exchange, "uuid4", altijd(_VAST)), (sign, "_timestamp", lambda nu: _vaste_tijd())),
    # The token
    _partner("token-zonder-codering", "BSP-R3029", _token_met('EncodingType="', 'Soort="')),
    _partner("ander-tokentype", "BSP-R3031", _token_met("#X509v3", "#X509PKIPathv1")),
    _partner("sleutel-op-naam", "BSP-R5402", _TOKEN_OP_NAAM),
    _partner("sleutel-niet-rechtstreeks", "WB010", _NIET_RECHTSTREEKS),
    _partner("token-achteraan", "BSP-R5205", _op_bytes(_handtekening_eerst)),
    _partner("certificaat-van-een-ander", "PKI001", (exchange, "laad_ondertekenaar", _van_een_ander)),
    # The time
    _partner("zonder-timestamp-verstuurd", "WB002", (sign, "_timestamp", altijd(("", "")))),
    _partner("tijd-zonder-z", "BSP-R3223", (sign, "_zulu", lambda utc: f"{_zulu(utc)[:-1]}+00:00")),
    _partner("plaatselijke-tijd", "R-157", _andere_tijd(hours=1)),
    _partner("klok-loopt-achter", "R-157", _andere_tijd(minutes=-10)),
    _partner("verloopt-voor-het-begint", "BSP-R3221", (sign, "_GELDIG", timedelta(minutes=-5))),
    _partner("lange-fractie", "BSP-R3220", (sign, "_zulu", lambda utc: f"{utc.isoformat(timespec='microseconds')}Z")),
    _partner("twee-keer-created", "BSP-R3203", _tijd_met(lambda xml: re.sub("(<wsu:Created>.*?</wsu:Created>)", r"\1\1", xml))),
    _partner("twee-keer-expires", "BSP-R3224", _tijd_met(lambda xml: re.sub("(<wsu:Expires>.*?</wsu:Expires>)", r"\1\1", xml))),
    # Addressing
    _partner("vast-messageid", "WA001", (exchange, "uuid4", altijd(_VAST))),
    _partner("kaal-messageid", "R-152", _met(message_id=lambda oud: oud.removeprefix("urn:uuid:"))),
    _partner("verkeerde-action", "KV-03", _met(action=lambda oud: f"{oud}Verzoek")),
    _partner("verkeerde-to", "WA001", _met(to="https://elders.example/meldingen/v1")),
    _partner("to-met-ander-oin", "R-152", _met(to=lambda oud: oud.replace(INDEX, ANDER))),
    _partner("antwoord-elders", "R-152", (sign, "_REPLY_TO", sign._epr("ReplyTo", "vir-replyto", "https://elders.example/vir"))),
    _partner("from-van-een-ander", "R-156", _met(van=lambda oud: oud.replace(PARTNER, ANDER))),
    _partner("verzender-van-een-ander", "KV-10", (requests.Stuurgegevens, "velden", lambda zelf: {**_stuur(zelf), "verzenderOin": ANDER})),
    # HTTP and envelope
    _partner("soapaction-kaal", "BP-R1109", _met_kop(_zonder_aanhalingstekens)),
    _partner("andere-soapaction", "WS002", _kop("SOAPAction", '"urn:iets:anders"')),
    _partner("als-soap-12", "WW001", _kop("Content-Type", "application/soap+xml; charset=utf-8")),
    _partner("latijnse-tekenset", "WS006", _kop("Content-Type", "text/xml; charset=iso-8859-1")),
    _partner("zegt-gecomprimeerd", "WW001", _kop("Content-Encoding", "gzip")),
    _partner("eigen-header", "WS007", _op_bytes(_vervang("</soap:Header>", f'<x:Extra xmlns:x="{_VREEMD}"/></soap:Header>'))),
    _partner("twee-elementen", "WW003", _op_bytes(_twee_elementen), overal=True),
    _partner("met-dtd", "BP-R1008", _op_bytes(lambda raw: b"<!DOCTYPE soap:Envelope>" + raw), overal=True),
    _partner("met-instructie", "BP-R1009", _op_bytes(lambda raw: b"<?opmaak mooi?>" + raw)),
    _partner("met-encodingstyle", "BP-R1005", _op_bytes(_vervang("<soap:Envelope ", '<soap:Envelope soap:encodingStyle="x" '))),
    # Content
    _partner("buiten-het-schema", "WW002", _schrijft(b">MELDER<", b">melder<")),
    _partner("ander-bsn", "KV-20", (requests.TeMelden, "_jeugdige", altijd({"bsn": "999990019"}))),
    _partner(
        "trekt-in-om-andere-reden",
        "KV-22",
        _schrijft(b">NIET_TERECHT<", b">RISICO_NIET_MEER_AANWEZIG<"),
    ),
    # The connection
    _partner("gelooft-elke-server", "WT001", _tls_met(_elke_server), _met_kop(_zonder_waarschuwing)),
    _partner("neemt-oude-tls", "TLS004", _tls_met(_oud)),
    _partner("toont-geen-certificaat", "TLS002", (exchange, "tls_context", _zonder_certificaat)),
)


def _met_lege_lijst(verwijzing: str) -> str:
    return verwijzing.replace("</ds:Transform>", f"{sign._PREFIXEN % ''}</ds:Transform>")
