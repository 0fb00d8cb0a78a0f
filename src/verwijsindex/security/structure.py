"""Step 6: the Security header. Which parts are signed is decided here by fixed position, before anything is computed.

A reference may only name the Body (the second child of the Envelope), the one Timestamp and token of the one Security header, a direct
WS-Addressing child of the Header, and in a reply the one SignatureConfirmation. There is no search for an id: the id of each of these
parts is read from its place, and no other attribute in the document may hold the same value.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from lxml import etree

from verwijsindex.contract.namespaces import EXC_C14N
from verwijsindex.security.algoritmen import HandtekeningAlgoritme
from verwijsindex.security.codering import decodeer
from verwijsindex.security.names import (
    BASE64_BINARY,
    CANONICALIZATION,
    CONFIRMATION,
    CREATED,
    DIGEST_METHOD,
    DIGEST_VALUE,
    EXPIRES,
    INCLUSIVE_NAMESPACES,
    KEY_INFO,
    REFERENCE,
    SIGNATURE,
    SIGNATURE_METHOD,
    SIGNATURE_VALUE,
    SIGNED_INFO,
    TIMESTAMP,
    TOKEN,
    TOKEN_REFERENCE,
    TRANSFORM,
    TRANSFORMS,
    WSSE_REFERENCE,
    WSU_ID,
    X509V3,
    bladtekst,
    heeft_losse_tekst,
    naam_van,
)
from verwijsindex.security.policy import DigestAlgoritme, Policy
from verwijsindex.security.refusals import NietOndersteundToken, NietToegestaanAlgoritme, OngeldigeBeveiliging, TokenNietGevonden
from verwijsindex.security.soapstructure import SoapDelen

_TIJDSTIP: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.([0-9]{1,9}))?Z")
_HANDTEKENINGEN: Final = {algoritme.uri: algoritme for algoritme in HandtekeningAlgoritme}
_DIGESTS: Final = {algoritme.uri: algoritme for algoritme in DigestAlgoritme}
_VERZOEK: Final = sorted((TOKEN, TIMESTAMP, SIGNATURE))
_ANTWOORD: Final = sorted((TOKEN, TIMESTAMP, SIGNATURE, CONFIRMATION))
_REFERENTIEDELEN: Final[list[str]] = [TRANSFORMS, DIGEST_METHOD, DIGEST_VALUE]
LANGE_FRACTIE: Final = "tijdstip met meer dan drie cijfers achter de punt (BSP R3220)"


class Verwijzing(NamedTuple):
    """One ds:Reference: the element it covers, and the digest that the signer found."""

    doel: etree._Element
    prefixen: Sequence[str]
    algoritme: DigestAlgoritme
    digest: bytes


class Beveiliging(NamedTuple):
    """What the Security header claims; nothing of it is proven yet."""

    token: bytes  # DER
    created: datetime
    expires: datetime | None
    signed_info: etree._Element
    prefixen: Sequence[str]  # of the CanonicalizationMethod
    algoritme: HandtekeningAlgoritme
    signature_value: bytes
    verwijzingen: tuple[Verwijzing, ...]
    bevestiging: etree._Element | None  # SignatureConfirmation, in replies
    waarschuwingen: tuple[str, ...]


def lees_beveiliging(delen: SoapDelen, ids: Sequence[str], policy: Policy, *, antwoord: bool) -> Beveiliging:
    """Read the Security header of a request or reply and demand the coverage of WB004 (R-155; keuzes 38).

    Raises `OngeldigeBeveiliging`, `NietToegestaanAlgoritme`, `NietOndersteundToken` or `TokenNietGevonden`.
    """
    if delen.security is None:
        raise OngeldigeBeveiliging("Security-header ontbreekt")
    delen_security = _delen_van(delen.security, _ANTWOORD if antwoord else _VERZOEK)
    token, timestamp, handtekening = delen_security[TOKEN], delen_security[TIMESTAMP], delen_security[SIGNATURE]
    signed_info, waarde, key_info = _kinderen(handtekening, [SIGNED_INFO, SIGNATURE_VALUE, KEY_INFO])
    prefixen, algoritme = _lees_methoden(signed_info, policy)
    if len(set(ids)) != len(ids):
        raise OngeldigeBeveiliging("id komt meer dan eens voor")
    verplicht = [delen.body, timestamp, *delen.adressering.values()]
    if antwoord:
        verplicht.append(delen_security[CONFIRMATION])
    verwijzingen = _lees_verwijzingen(signed_info, verplicht, token, policy)
    der = _lees_token(token, key_info, policy)
    created, expires, waarschuwingen = _lees_timestamp(timestamp)
    return Beveiliging(
        token=der,
        created=created,
        expires=expires,
        signed_info=signed_info,
        prefixen=prefixen,
        algoritme=algoritme,
        signature_value=_base64(waarde),
        verwijzingen=verwijzingen,
        bevestiging=delen_security.get(CONFIRMATION),
        waarschuwingen=waarschuwingen,
    )


def _delen_van(security: etree._Element, verwacht: list[str]) -> Mapping[str, etree._Element]:
    """Return the children of Security by name: exactly the expected ones, each once, the token before the Signature (R5205)."""
    delen = security[:]
    namen = [naam_van(kind) for kind in delen]
    if sorted(namen) != verwacht or heeft_losse_tekst(security):
        raise OngeldigeBeveiliging("Security heeft niet precies de voorgeschreven delen")
    if namen.index(TOKEN) > namen.index(SIGNATURE):
        raise OngeldigeBeveiliging("token staat achter de handtekening")
    return dict(zip(namen, delen, strict=True))


def _kinderen(element: etree._Element, namen: list[str]) -> list[etree._Element]:
    kinderen = element[:]
    if [kind.tag for kind in kinderen] != namen:
        raise OngeldigeBeveiliging("deel van de handtekening heeft niet de voorgeschreven kinderen")
    return kinderen


# The signature: canonicalisation, method, references


def _lees_methoden(signed_info: etree._Element, policy: Policy) -> tuple[Sequence[str], HandtekeningAlgoritme]:
    if len(signed_info) < 2 or signed_info[0].tag != CANONICALIZATION or signed_info[1].tag != SIGNATURE_METHOD:
        raise OngeldigeBeveiliging("SignedInfo begint niet met de methoden")
    prefixen = _lees_c14n(signed_info[0], policy)
    algoritme = _HANDTEKENINGEN.get(_uri(signed_info[1]))
    if algoritme is None or algoritme not in policy.handtekeningen:
        raise NietToegestaanAlgoritme("SignatureMethod")
    if len(signed_info[1]):
        raise OngeldigeBeveiliging("SignatureMethod heeft kinderen")
    return prefixen, algoritme


def _uri(element: etree._Element) -> str:
    """Return the Algorithm of an element that has this one attribute."""
    attributen = element.items()
    if len(attributen) != 1 or attributen[0][0] != "Algorithm":
        raise OngeldigeBeveiliging("Algorithm ontbreekt of staat niet alleen")
    return attributen[0][1]


def _lees_c14n(element: etree._Element, policy: Policy) -> Sequence[str]:
    """Return the PrefixList of a CanonicalizationMethod or Transform that is Exclusive C14N without comments (R5404)."""
    if _uri(element) != EXC_C14N:
        raise NietToegestaanAlgoritme("canonicalisatie of transformatie")
    if len(element) == 0:
        return ()
    inclusief = element[0]
    lijst = inclusief.get("PrefixList")
    if len(element) > 1 or inclusief.tag != INCLUSIVE_NAMESPACES or len(inclusief) or lijst is None:
        raise OngeldigeBeveiliging("InclusiveNamespaces heeft niet de voorgeschreven vorm")
    prefixen = lijst.split()
    if prefixen != [prefix for prefix in lijst.split(" ") if prefix]:  # other verifiers split at spaces only, and would see other names
        raise OngeldigeBeveiliging("PrefixList met ander wit dan spaties")
    if len(prefixen) > policy.limieten.prefixen:
        raise OngeldigeBeveiliging("te veel prefixen")
    return prefixen


def _lees_verwijzingen(
    signed_info: etree._Element, verplicht: Sequence[etree._Element], token: etree._Element, policy: Policy
) -> tuple[Verwijzing, ...]:
    """Resolve every reference to a part at its fixed position; all required parts covered, nothing else but the token, none twice."""
    references = signed_info[2:]
    if not policy.limieten.verwijzingen_min <= len(references) <= policy.limieten.verwijzingen_max:
        raise OngeldigeBeveiliging("aantal verwijzingen")
    delen = [token, *verplicht]
    ids = [deel.get(WSU_ID) for deel in delen]
    if not all(ids[1:]):
        raise OngeldigeBeveiliging("verplicht deel zonder wsu:Id")
    nog_open = {f"#{deel_id}": deel for deel_id, deel in zip(ids, delen, strict=True)}  # the ids differ: that was checked before
    verwijzingen = tuple([_lees_verwijzing(reference, nog_open, policy) for reference in references])
    if any(deel is not token for deel in nog_open.values()):
        raise OngeldigeBeveiliging("niet alle verplichte delen zijn ondertekend")
    return verwijzingen


def _lees_verwijzing(reference: etree._Element, nog_open: dict[str, etree._Element], policy: Policy) -> Verwijzing:
    if reference.tag != REFERENCE:
        raise OngeldigeBeveiliging("iets anders dan een verwijzing in SignedInfo")
    transforms, methode, digest = _kinderen(reference, _REFERENTIEDELEN)
    transform = transforms[:]
    if len(transform) != 1 or transform[0].tag != TRANSFORM:
        raise NietToegestaanAlgoritme("niet precies een transformatie")
    prefixen = _lees_c14n(transform[0], policy)
    algoritme = _DIGESTS.get(_uri(methode))
    if algoritme is None or algoritme not in policy.digests or len(methode):
        raise NietToegestaanAlgoritme("DigestMethod")
    doel = nog_open.pop(reference.get("URI") or "", None)
    if doel is None:
        raise OngeldigeBeveiliging("verwijzing naar niets, naar een verkeerde plaats of voor de tweede keer")
    return Verwijzing(doel, prefixen, algoritme, _base64(digest))


def _base64(element: etree._Element) -> bytes:
    waarde = decodeer(bladtekst(element))
    if waarde is None:
        raise OngeldigeBeveiliging("geen base64")
    return waarde


# The token and the reference to it


def _lees_token(token: etree._Element, key_info: etree._Element, policy: Policy) -> bytes:
    """Return the DER bytes of the one X509v3 token, that KeyInfo names directly (WB009, WB010, R3029-R3033, R5402, R5417)."""
    verwijzing = _lees_tokenverwijzing(key_info)
    if token.get("ValueType") != X509V3 or token.get("EncodingType") != BASE64_BINARY:
        raise NietOndersteundToken("token is geen X509v3 in base64")
    token_id = token.get(WSU_ID)
    if not token_id or verwijzing.get("URI") != f"#{token_id}":
        raise TokenNietGevonden("verwijzing wijst niet naar het token")
    if verwijzing.get("ValueType") != X509V3:
        raise NietOndersteundToken("verwijzing is niet van het type X509v3")
    tekst = bladtekst(token)
    if tekst is None or len(tekst) > policy.limieten.token:
        raise OngeldigeBeveiliging("token heeft kinderen of is te groot")
    return decodeer(tekst) or b""  # what is no certificate is refused as such in step 7


def _lees_tokenverwijzing(key_info: etree._Element) -> etree._Element:
    if len(key_info) != 1 or key_info[0].tag != TOKEN_REFERENCE:
        raise NietOndersteundToken("KeyInfo heeft iets anders dan een SecurityTokenReference")
    str_ = key_info[0]
    if len(str_) != 1 or str_[0].tag != WSSE_REFERENCE or len(str_[0]):
        raise TokenNietGevonden("SecurityTokenReference is niet rechtstreeks")
    return str_[0]


# The timestamp


def _lees_timestamp(timestamp: etree._Element) -> tuple[datetime, datetime | None, tuple[str, ...]]:
    """One Created, at most one Expires after it, both in UTC (R3203, R3224, R3221, R3217/R3223)."""
    delen = timestamp[:]
    if [deel.tag for deel in delen] not in ([CREATED], [CREATED, EXPIRES]):
        raise OngeldigeBeveiliging("Timestamp heeft niet precies Created en hooguit Expires")
    tijden = [_lees_tijdstip(deel) for deel in delen]
    waarschuwingen = (LANGE_FRACTIE,) if any(lang for _, lang in tijden) else ()
    return tijden[0][0], tijden[1][0] if len(tijden) > 1 else None, waarschuwingen


def _lees_tijdstip(element: etree._Element) -> tuple[datetime, bool]:
    """Return the moment, and whether its fraction is longer than R3220/R3229 like: a warning only."""
    tekst = bladtekst(element) or ""
    gevonden = _TIJDSTIP.fullmatch(tekst)
    if gevonden is None:
        raise OngeldigeBeveiliging("tijdstip niet in UTC of niet in de voorgeschreven vorm")
    try:
        return datetime.fromisoformat(tekst), len(gevonden[1] or "") > 3
    except ValueError:
        raise OngeldigeBeveiliging("tijdstip bestaat niet") from None
