"""Servers that refuse what they should take."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from verwijsindex.contract.namespaces import WSA_ANONYMOUS
from verwijsindex.security import addressing, policy, receive, refusals, structure
from verwijsindex.soap import answer, translate

from ..mutant import Mutant, overal

_actie, _lees, _bestemming, _herhaling = (
    receive.controleer_actie,
    receive.lees_verzoek,
    receive.controleer_bestemming,
    receive.controleer_herhaling,
)
_beveiliging, _bytes, _ontleed, _answer = receive.lees_beveiliging, receive.controleer_bytes, receive.ontleed, answer.answer
_stuurgegevens, _verifieer = translate.stuurgegevens, receive.Ontvanger._verifieer
_init = receive.Ontvanger.__init__


def _met_policy(**anders: Any) -> Callable[..., None]:
    def begin(zelf: receive.Ontvanger, *, policy: policy.Policy, **rest: Any) -> None:
        _init(zelf, policy=replace(policy, **anders), **rest)

    return begin


def _ook_soapaction(action: str, kind: str, soapactions: tuple[str, ...], acties: Any) -> None:
    if soapactions == ('""',):
        raise refusals.VerkeerdeSoapAction("leeg")
    _actie(action, kind, soapactions, acties)


def _met(naam: str) -> Callable[..., Any]:
    def lees(headers: Any, *rest: Any) -> addressing.Adressering:
        if naam not in headers:
            raise refusals.OnjuisteAdressering("ontbreekt")
        return _lees(headers, *rest)

    return lees


def _zonder(*namen: str) -> Callable[..., Any]:
    def lees(headers: Any, *rest: Any) -> addressing.Adressering:
        if any(naam in headers for naam in namen):
            raise refusals.OnjuisteAdressering("mag niet")
        return _lees(headers, *rest)

    return lees


def _niet_anoniem(to: str, adressen: Any) -> None:
    if to == WSA_ANONYMOUS:
        raise refusals.VerkeerdeBestemming("anoniem")
    _bestemming(to, adressen)


def _token_getekend(delen: Any, *rest: Any, **knoppen: Any) -> structure.Beveiliging:
    gelezen = _beveiliging(delen, *rest, **knoppen)
    if len(gelezen.verwijzingen) < len(delen.adressering) + 3:
        raise refusals.OngeldigeBeveiliging("token niet getekend")
    return gelezen


def _zonder_wit(delen: Any, *rest: Any, **knoppen: Any) -> structure.Beveiliging:
    if any((blok.tail or "").strip(" ") for blok in delen.envelope[0]):
        raise refusals.OngeldigeBeveiliging("witruimte")
    return _beveiliging(delen, *rest, **knoppen)


def _met_expires(delen: Any, *rest: Any, **knoppen: Any) -> structure.Beveiliging:
    gelezen = _beveiliging(delen, *rest, **knoppen)
    if gelezen.expires is None:
        raise refusals.OngeldigeBeveiliging("zonder Expires")
    return gelezen


def _zonder_prefixlijst(delen: Any, *rest: Any, **knoppen: Any) -> structure.Beveiliging:
    gelezen = _beveiliging(delen, *rest, **knoppen)
    if any(een.prefixen for een in gelezen.verwijzingen):
        raise refusals.NietToegestaanAlgoritme("InclusiveNamespaces")
    return gelezen


def _begint_met_een_tag(raw: bytes) -> None:
    if not raw.startswith(b"<soap"):
        raise refusals.OngeldigeEnvelop("declaratie")
    _bytes(raw)


def _zonder_cdata(raw: bytes, *rest: Any) -> Any:
    if b"<![CDATA[" in raw:
        raise refusals.OngeldigeEnvelop("CDATA")
    return _ontleed(raw, *rest)


def _vaste_prefixen(raw: bytes, *rest: Any) -> Any:
    if len(re.findall(rb"xmlns:(?:wsu|soap|m)=", raw)) > raw.count(b"xmlns:wsu=") + 1 or b"xmlns:m=" in raw:
        raise refusals.OngeldigeEnvelop("prefixen")
    return _ontleed(raw, *rest)


def _een_per_verbinding(*wat: Any, last: bool, **rest: Any) -> answer.Reply:
    return _answer(*wat, last=True, **rest)


def _verbrandt(zelf: receive.Ontvanger, gelezen: Any, nu: Any, voortgang: Any) -> Any:
    """Remembers before it has verified."""
    bericht = gelezen.adressering.message_id
    if not zelf._replay.onthoud("00000099000000000001", bericht, bericht.encode(), nu + timedelta(minutes=10), nu):
        raise refusals.Herhaling("eerder gezien")
    return _verifieer(zelf, gelezen, nu, voortgang)


def _zonder_oin(replay: Any, oin: str, *rest: Any, **knoppen: Any) -> None:
    _herhaling(replay, "00000099000000000001", *rest, **knoppen)


def _ander_kenmerk(verzoek: Any, aanroep: Any) -> Any:
    gegevens = _stuurgegevens(verzoek, aanroep)
    gegevens.kenmerk = "ander"
    return gegevens


_KORTER = replace(policy.Limieten(), bericht=1000 * 1000)

MUTANTEN = (
    Mutant("nooit-lege-soapaction", "WS002", ((receive, "controleer_actie", _ook_soapaction),)),
    Mutant("alleen-sha256", "SIGN003", ((receive.Ontvanger, "__init__", _met_policy(digests=(policy.DigestAlgoritme.SHA256,))),)),
    Mutant("token-moet-getekend", "WB004", ((receive, "lees_beveiliging", _token_getekend),)),
    Mutant("replyto-verplicht", "WA001", ((receive, "lees_verzoek", _met("ReplyTo")),)),
    Mutant("from-mag-niet", "R-156", ((receive, "lees_verzoek", _zonder("From")),)),
    Mutant("to-nooit-anoniem", "WA001", ((receive, "controleer_bestemming", _niet_anoniem),)),
    Mutant("witruimte-mag-niet", "WB001", ((receive, "lees_beveiliging", _zonder_wit),)),
    Mutant("een-bericht-per-verbinding", "WT007", (*overal(answer, "answer", _een_per_verbinding),)),
    Mutant("kenmerk-komt-anders-terug", "KV-14", overal(translate, "stuurgegevens", _ander_kenmerk)),
    Mutant("faultto-mag-niet", "AANVAL-38", ((receive, "lees_verzoek", _zonder("FaultTo")),)),
    Mutant("cdata-mag-niet", "AANVAL-28", ((receive, "ontleed", _zonder_cdata),)),
    Mutant("declaratie-mag-niet", "WS006", ((receive, "controleer_bytes", _begint_met_een_tag),)),
    Mutant("vaste-prefixen", "AANVAL-42", ((receive, "ontleed", _vaste_prefixen),)),
    Mutant("prefixlijst-mag-niet", "AANVAL-14", ((receive, "lees_beveiliging", _zonder_prefixlijst),)),
    Mutant("verbrandt-wat-mislukt", "AANVAL-24", ((receive.Ontvanger, "_verifieer", _verbrandt),)),
    Mutant("drie-minuten-vers", "R-157", ((receive.Ontvanger, "__init__", _met_policy(geldigheid=timedelta(minutes=3))),)),
    Mutant("klok-precies-gelijk", "WB002", ((receive.Ontvanger, "__init__", _met_policy(afwijking=timedelta(0))),)),
    Mutant("berichtnummer-van-iedereen", "AANVAL-22", ((receive, "controleer_herhaling", _zonder_oin),)),
    Mutant("fractie-verplicht", "AANVAL-23", ((structure, "_TIJDSTIP", re.compile(r"[0-9-]{10}T[0-9:]{8}(?:\.([0-9]{3}))Z")),)),
    Mutant("expires-verplicht", "WB002", ((receive, "lees_beveiliging", _met_expires),)),
    Mutant("minder-dan-een-mebibyte", "KV-50", ((receive.Ontvanger, "__init__", _met_policy(limieten=_KORTER)),)),
)
