"""Step 13: sign requests, replies and faults, strictly as the profile sends them.

A template signer: every signed part is written in its canonical form at once, so that its digest needs no canonicalisation; only the
Body, whose content comes from elsewhere, is canonicalised, once and as a whole. Each part declares the prefixes it uses itself, which is
what exclusive C14N makes of it wherever it stands. Tests hold the result against two other libraries.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from verwijsindex.contract.namespaces import DS, EXC_C14N, SOAP, WSA, WSA_ANONYMOUS, WSSE, WSSE11, WSU
from verwijsindex.security.algoritmen import HandtekeningAlgoritme
from verwijsindex.security.c14n import canonicaliseer
from verwijsindex.security.names import BASE64_BINARY, X509V3
from verwijsindex.security.parse import parse_body_to_sign
from verwijsindex.security.policy import DigestAlgoritme
from verwijsindex.security.stempel import Stempel
from verwijsindex.security.trust import oin_van

_Bytes = bytes  # the field `bytes` below hides the type inside its class
_GELDIG: Final = timedelta(minutes=5)

_BODY_OPEN: Final = f'<soap:Body xmlns:soap="{SOAP}" xmlns:wsu="{WSU}" wsu:Id="vir-body">'.encode()
_BODY_DICHT: Final = b"</soap:Body>"
_SHA256: Final = DigestAlgoritme.SHA256.uri
_PREFIXEN: Final = f'<ec:InclusiveNamespaces xmlns:ec="{EXC_C14N}" PrefixList="%s"></ec:InclusiveNamespaces>'
_DECLARATIE: Final = re.compile(rb"xmlns:([^\s=]+)\s*=\s*[\"']([^\"']*)")
_EIGEN_NAMEN: Final = (SOAP.encode(), WSU.encode())  # declared on our Body, so always there
_WAARDEPREFIX: Final = re.compile(rb"[>\"\s]([^\s<>\"=:/]+):[^\s<>\"=:/]+(?=[\s<\"])")  # a QName in text or in the value of an attribute
_Deel = tuple[str, str]
"""One signed part of the header in canonical form, and the ds:Reference that covers it."""


@dataclass(frozen=True, slots=True)
class GetekendBericht:
    """The envelope as it goes out, and the SignatureValue that the reply must confirm."""

    bytes: _Bytes
    signature_value: _Bytes


class Ondertekenaar:
    """Signs with one key and the certificate that belongs to it, RSA-SHA256 unless the key or the caller says otherwise.

    May be shared by threads.
    """

    def __init__(self, key_pem: bytes, certificate_pem: bytes, algoritme: HandtekeningAlgoritme | None = None) -> None:
        """Load an unencrypted private key and the first certificate of a PEM file.

        Raises ValueError when they are no pair, or cannot sign by this method.
        """
        self._stempel = Stempel(key_pem, certificate_pem, algoritme)
        certificaat = x509.load_pem_x509_certificate(certificate_pem)
        self._oin = oin_van(certificaat)
        self._token = _token(certificaat)

    @property
    def oin(self) -> str:
        """The OIN of our own certificate."""
        return self._oin

    def verzoek(self, body: bytes, *, action: str, to: str, message_id: str, van: str | None, nu: datetime) -> GetekendBericht:
        """Sign a request. `body`: serialised XML of the Body's one child; `van`: the From address with `?OIN=`, if any.

        Raises ValueError when `body` is not one well-formed, namespace-complete element or a value cannot stand in XML.
        """
        adressering = [_to(to), _blad("Action", "vir-action", action), _blad("MessageID", "vir-messageid", message_id), _REPLY_TO]
        if van is not None:
            adressering.append(_epr("From", "vir-from", van))
        return GetekendBericht(*self._onderteken([self._token, _timestamp(nu)], adressering, body))

    def antwoord(self, body: bytes, *, action: str, message_id: str, relates_to: str, bevestigt: bytes | None, nu: datetime) -> bytes:
        """Sign a reply or fault. `bevestigt`: SignatureValue of the verified request (WB014), None when step 8 was not reached.

        Raises ValueError as `verzoek` does.
        """
        adressering = [
            _blad("Action", "vir-action", action),
            _blad("MessageID", "vir-messageid", message_id),
            _blad("RelatesTo", "vir-relatesto", relates_to),
            _TO_ANONIEM,
        ]
        envelop, _ = self._onderteken([self._token, _timestamp(nu), _bevestiging(bevestigt)], adressering, body)
        return envelop

    def _onderteken(self, beveiliging: list[_Deel], adressering: list[_Deel], body: bytes) -> tuple[bytes, bytes]:
        """Put the parts, the Body and the signature over their digests together: the envelope, and its SignatureValue."""
        canoniek, prefixen = _canonieke_body(body)
        referenties = [referentie for _, referentie in (*beveiliging, *adressering)]
        signed_info = _signed_info(self._stempel.algoritme.uri, "".join(referenties) + _referentie("vir-body", canoniek, prefixen))
        waarde = self._stempel.teken(signed_info.encode())
        voor = "".join([xml for xml, _ in beveiliging])
        na = "".join([xml for xml, _ in adressering])
        begin = _begin(voor, signed_info, waarde, na)
        return b"".join((begin.encode(), canoniek, b"</soap:Envelope>")), waarde


def _canonieke_body(kind: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Canonicalise the whole Body, not its child: prefixes that the Body declares are not declared again inside it.

    Exclusive C14N drops a declaration that only a value uses, such as a faultcode `wsse:InvalidSecurity`: those prefixes come back as
    PrefixList, so that their declaration is kept, and signed.
    """
    body = parse_body_to_sign(_BODY_OPEN, kind, _BODY_DICHT)
    canoniek = canonicaliseer(body)
    gedeclareerd = {prefix for prefix, naam in _DECLARATIE.findall(kind) if naam not in _EIGEN_NAMEN}
    buiten_namen = {prefix for prefix in gedeclareerd if _staat_buiten_namen(prefix, canoniek)}
    in_waarden = buiten_namen.intersection(_WAARDEPREFIX.findall(canoniek)) if buiten_namen else None
    if not in_waarden:
        return canoniek, ()
    prefixen = tuple(sorted(prefix.decode() for prefix in in_waarden))
    return canonicaliseer(body, prefixen), prefixen


def _staat_buiten_namen(prefix: bytes, canoniek: bytes) -> bool:
    """Whether this prefix stands anywhere but in the name of an element: seldom, and counting is quicker than looking for values."""
    elementen = canoniek.count(b"<%b:" % prefix)
    return canoniek.count(b"%b:" % prefix) != 2 * elementen  # the canonical form ends every element with its name


def _deel(deel_id: str, xml: str) -> _Deel:
    return xml, _referentie(deel_id, xml.encode())


def _referentie(deel_id: str, canoniek: bytes, prefixen: tuple[str, ...] = ()) -> str:
    lijst = _PREFIXEN % " ".join(prefixen) if prefixen else ""
    digest = b64encode(sha256(canoniek).digest()).decode()
    return (
        f'<ds:Reference URI="#{deel_id}"><ds:Transforms><ds:Transform Algorithm="{EXC_C14N}">{lijst}</ds:Transform></ds:Transforms>'
        f'<ds:DigestMethod Algorithm="{_SHA256}"></ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>'
    )


def _signed_info(methode: str, referenties: str) -> str:
    return (
        f'<ds:SignedInfo xmlns:ds="{DS}"><ds:CanonicalizationMethod Algorithm="{EXC_C14N}"></ds:CanonicalizationMethod>'
        f'<ds:SignatureMethod Algorithm="{methode}"></ds:SignatureMethod>{referenties}</ds:SignedInfo>'
    )


def _begin(beveiliging: str, signed_info: str, waarde: bytes, adressering: str) -> str:
    """The envelope as far as the Body."""
    return (
        f'<soap:Envelope xmlns:soap="{SOAP}"><soap:Header><wsse:Security xmlns:wsse="{WSSE}" soap:mustUnderstand="1">{beveiliging}'
        f'<ds:Signature xmlns:ds="{DS}">{signed_info}<ds:SignatureValue>{b64encode(waarde).decode()}</ds:SignatureValue>'
        f'<ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI="#vir-token" ValueType="{X509V3}"/></wsse:SecurityTokenReference>'
        f"</ds:KeyInfo></ds:Signature></wsse:Security>{adressering}</soap:Header>"
    )


def tekst(waarde: str) -> str:
    """Escape a value as C14N writes text. Raises ValueError when it holds a character that XML does not have."""
    if not waarde.isprintable():
        raise ValueError("waarde met een teken dat niet in een adresheader hoort")
    return waarde.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blad(naam: str, deel_id: str, waarde: str) -> _Deel:
    return _deel(deel_id, f'<wsa:{naam} xmlns:wsa="{WSA}" xmlns:wsu="{WSU}" wsu:Id="{deel_id}">{tekst(waarde)}</wsa:{naam}>')


def _epr(naam: str, deel_id: str, adres: str) -> _Deel:
    binnen = f"<wsa:Address>{tekst(adres)}</wsa:Address>"
    return _deel(deel_id, f'<wsa:{naam} xmlns:wsa="{WSA}" xmlns:wsu="{WSU}" wsu:Id="{deel_id}">{binnen}</wsa:{naam}>')


def _to(adres: str) -> _Deel:
    return _blad("To", "vir-to", adres)


def _timestamp(nu: datetime) -> _Deel:
    """Created now, Expires five minutes later, in UTC with milliseconds."""
    created = nu.astimezone(UTC).replace(tzinfo=None)
    expires = created + _GELDIG
    binnen = f"<wsu:Created>{_zulu(created)}</wsu:Created><wsu:Expires>{_zulu(expires)}</wsu:Expires>"
    return _deel("vir-timestamp", f'<wsu:Timestamp xmlns:wsu="{WSU}" wsu:Id="vir-timestamp">{binnen}</wsu:Timestamp>')


def _zulu(utc: datetime) -> str:
    return f"{utc.isoformat(timespec='milliseconds')}Z"


def _token(certificaat: x509.Certificate) -> _Deel:
    return _deel(
        "vir-token",
        f'<wsse:BinarySecurityToken xmlns:wsse="{WSSE}" xmlns:wsu="{WSU}" EncodingType="{BASE64_BINARY}" ValueType="{X509V3}" '
        f'wsu:Id="vir-token">{b64encode(certificaat.public_bytes(Encoding.DER)).decode()}</wsse:BinarySecurityToken>',
    )


def _bevestiging(waarde: bytes | None) -> _Deel:
    attribuut = "" if waarde is None else f' Value="{b64encode(waarde).decode()}"'
    return _deel(
        "vir-bevestiging",
        f'<wsse11:SignatureConfirmation xmlns:wsse11="{WSSE11}" xmlns:wsu="{WSU}"{attribuut} wsu:Id="vir-bevestiging">'
        "</wsse11:SignatureConfirmation>",
    )


_TO_ANONIEM: Final = _to(WSA_ANONYMOUS)
_REPLY_TO: Final = _epr("ReplyTo", "vir-replyto", WSA_ANONYMOUS)
