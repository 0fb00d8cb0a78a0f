"""Step 5: WS-Addressing and SOAPAction (WA001, WS002). Syntax only: nothing here is verified yet."""

import re
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from lxml import etree

from verwijsindex.contract.namespaces import WSA_ANONYMOUS, WSA_NONE
from verwijsindex.security.names import ADDRESS, WSA_REPLY, bladtekst, heeft_losse_tekst
from verwijsindex.security.policy import Limieten
from verwijsindex.security.refusals import (
    ActionOntbreekt,
    Afwijzing,
    MessageIdOntbreekt,
    OnbekendeAction,
    OnjuisteAdressering,
    RelatesToOntbreekt,
    ToOntbreekt,
    VerkeerdeBestemming,
    VerkeerdeSoapAction,
)

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
# An absolute IRI, or the form CUSTOM@UUID@URI that Best Practices WUS advises.
_MESSAGE_ID: Final = re.compile(_IRI.pattern + r"|[^\s<>\"{}|\\^`\x00-\x20\x7f@]+@[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
_OIN_PARAMETER: Final = re.compile(r"OIN=([0-9A-Za-z]{20})")


class Adressering(NamedTuple):
    """What the WS-Addressing headers say. A To left out of a reply is anonymous."""

    action: str
    message_id: str
    to: str
    to_oin: str | None = None
    from_oin: str | None = None
    relates_to: str | None = None


def lees_message_id(headers: Mapping[str, etree._Element], limieten: Limieten) -> str:
    """Return wsa:MessageID, so that even a refusal of another header can be related. Raises `MessageIdOntbreekt`."""
    return _verplicht(headers.get("MessageID"), _MESSAGE_ID, limieten, MessageIdOntbreekt)


def lees_verzoek(headers: Mapping[str, etree._Element], limieten: Limieten, message_id: str | None = None) -> Adressering:
    """R-152: read the addressing of a request: To, Action, MessageID required; ReplyTo and FaultTo only anonymous; From an EPR.

    `message_id` is what `lees_message_id` returned, when that was asked before.

    Raises `ToOntbreekt`, `ActionOntbreekt`, `MessageIdOntbreekt` or `OnjuisteAdressering`.
    """
    to = _verplicht(headers.get("To"), _IRI, limieten, ToOntbreekt)
    action = _verplicht(headers.get("Action"), _IRI, limieten, ActionOntbreekt)
    if message_id is None:
        message_id = lees_message_id(headers, limieten)
    _alleen_anoniem(headers, limieten)
    van = headers.get("From")
    return Adressering(
        action=action,
        message_id=message_id,
        to=to,
        to_oin=_oin_van(to),
        from_oin=None if van is None else _oin_van(_epr(van, limieten)),
        relates_to=_relates_to(headers, limieten),
    )


def lees_antwoord(headers: Mapping[str, etree._Element], limieten: Limieten) -> Adressering:
    """R-152: read the addressing of a reply: Action, MessageID, RelatesTo required; To absent or anonymous.

    Raises `ActionOntbreekt`, `MessageIdOntbreekt`, `RelatesToOntbreekt` or `OnjuisteAdressering`.
    """
    to = headers.get("To")
    if to is not None and bladtekst(to) != WSA_ANONYMOUS:
        raise OnjuisteAdressering("To van een antwoord is niet anoniem")
    action = _verplicht(headers.get("Action"), _IRI, limieten, ActionOntbreekt)
    message_id = lees_message_id(headers, limieten)
    _alleen_anoniem(headers, limieten)
    if "From" in headers:
        _epr(headers["From"], limieten)
    relates_to = _relates_to(headers, limieten)
    if relates_to is None:
        raise RelatesToOntbreekt("RelatesTo ontbreekt")
    return Adressering(action=action, message_id=message_id, to=WSA_ANONYMOUS, relates_to=relates_to)


def controleer_bestemming(to: str, adressen: Collection[str] | None) -> None:
    """R-152: wsa:To is anonymous or one of our addresses, its `?OIN=` aside. Raises `VerkeerdeBestemming`."""
    if adressen is None or to == WSA_ANONYMOUS or to in adressen:
        return
    adres, _, parameters = to.partition("?")
    if adres not in adressen or _OIN_PARAMETER.fullmatch(parameters) is None:
        raise VerkeerdeBestemming("To is geen adres van deze dienst")


def controleer_actie(action: str, kind: str, soapactions: tuple[str, ...], acties: Mapping[str, str]) -> None:
    """R-152: one quoted SOAPAction, `""` or equal to Action; Action known; the Body element is that of the Action.

    `acties` maps wsa:Action to the Clark name of the Body's child, `kind` is the one received. Raises `VerkeerdeSoapAction`
    or `OnbekendeAction`.
    """
    if len(soapactions) != 1:
        raise VerkeerdeSoapAction("SOAPAction ontbreekt of staat dubbel")
    soapaction = soapactions[0].strip(" \t")
    if len(soapaction) < 2 or soapaction[0] != '"' or soapaction[-1] != '"':
        raise VerkeerdeSoapAction("SOAPAction zonder aanhalingstekens")
    if soapaction[1:-1] not in ("", action):
        raise VerkeerdeSoapAction("SOAPAction is niet de Action")
    verwacht = acties.get(action)
    if verwacht is None:
        raise OnbekendeAction("Action onbekend")
    if kind != verwacht:
        raise VerkeerdeSoapAction("het kind van de Body hoort niet bij de Action")


def _verplicht(header: etree._Element | None, vorm: re.Pattern[str], limieten: Limieten, fout: type[Afwijzing]) -> str:
    waarde = None if header is None else bladtekst(header)
    if waarde is None or len(waarde) > limieten.adres or vorm.fullmatch(waarde) is None:
        raise fout("ontbreekt of onjuist")
    if not waarde.isprintable():  # nobody would see it, and a reply could not name it
        raise fout("met een onzichtbaar teken")
    return waarde


def _epr(header: etree._Element, limieten: Limieten) -> str:
    """Return the Address of an endpoint reference that holds an Address and nothing else."""
    if len(header) != 1 or header[0].tag != ADDRESS or heeft_losse_tekst(header):
        raise OnjuisteAdressering("endpointreferentie heeft niet alleen een Address")
    return _verplicht(header[0], _IRI, limieten, OnjuisteAdressering)


def _alleen_anoniem(headers: Mapping[str, etree._Element], limieten: Limieten) -> None:
    if "ReplyTo" in headers and _epr(headers["ReplyTo"], limieten) != WSA_ANONYMOUS:
        raise OnjuisteAdressering("ReplyTo is niet anoniem")
    if "FaultTo" in headers and _epr(headers["FaultTo"], limieten) not in (WSA_ANONYMOUS, WSA_NONE):
        raise OnjuisteAdressering("FaultTo is niet anoniem")


def _relates_to(headers: Mapping[str, etree._Element], limieten: Limieten) -> str | None:
    header = headers.get("RelatesTo")
    if header is None:
        return None
    if header.get("RelationshipType", WSA_REPLY) != WSA_REPLY:
        raise OnjuisteAdressering("RelatesTo met een andere relatie")
    return _verplicht(header, _MESSAGE_ID, limieten, RelatesToOntbreekt)


def _oin_van(adres: str) -> str | None:
    """Return the value of `?OIN=` in an address, None when there is none. Raises `OnjuisteAdressering` when it is no OIN."""
    if "OIN=" not in adres:
        return None
    gevonden = [d for d in adres.partition("?")[2].partition("#")[0].split("&") if d.startswith("OIN=")]
    if len(gevonden) != 1 or (oin := _OIN_PARAMETER.fullmatch(gevonden[0])) is None:
        raise OnjuisteAdressering("OIN in het adres is onjuist")
    return oin[1]
