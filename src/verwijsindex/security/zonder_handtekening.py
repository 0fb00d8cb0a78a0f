"""Profile 2W-be: no Security header in either direction; who speaks is whom TLS proved (WUS ch03; besluit 0028).

The same steps as `receive` and `reply`, without what only a signature can give: no proof that outlives the connection, no Timestamp, no
SignatureConfirmation. A message with a Security header is refused here, as one without is there: nobody may think that it was looked at.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from lxml import etree

from verwijsindex.contract.namespaces import SOAP, WSA, WSA_ANONYMOUS
from verwijsindex.security.addressing import Adressering, lees_antwoord
from verwijsindex.security.c14n import canonicaliseer
from verwijsindex.security.freshness import controleer_herhaling
from verwijsindex.security.http import HttpFeiten
from verwijsindex.security.names import FAULT
from verwijsindex.security.parse import controleer_bytes, ontleed, parse_body_to_sign
from verwijsindex.security.policy import Policy
from verwijsindex.security.ports import Klok
from verwijsindex.security.rebuild import herbouw
from verwijsindex.security.receive import GeverifieerdBericht, Ontvanger, Voortgang
from verwijsindex.security.refusals import Afwijzing, OngeldigCertificaat, OngeldigeEnvelop, VreemdeHeader
from verwijsindex.security.reply import AndereServer, GeverifieerdAntwoord, OngeldigAntwoord, controleer_relatie
from verwijsindex.security.sign import GetekendBericht, tekst
from verwijsindex.security.soapstructure import SoapDelen, lees_soap
from verwijsindex.security.trust import TrustStore

BEWAARTIJD: Final = timedelta(hours=24)
"""How long a MessageID is remembered. Nothing says how old a message is; only who holds the TLS key could send one again."""
_BODY_OPEN: Final = f'<soap:Body xmlns:soap="{SOAP}">'.encode()
_BODY_DICHT: Final = b"</soap:Body>"
_OPEN: Final = f'<soap:Envelope xmlns:soap="{SOAP}"><soap:Header xmlns:wsa="{WSA}">'
_DICHT: Final = b"</soap:Envelope>"


class OntvangerZonderHandtekening(Ontvanger):
    """Receives requests that only TLS vouches for: the sender is the OIN of the TLS certificate, looked at anew with every message."""

    def _stappen(self, raw: bytes, http: HttpFeiten, voortgang: Voortgang) -> GeverifieerdBericht:
        boom = self._parse(raw, http, voortgang)
        delen, adressering = self._adres(boom, http, voortgang)
        voortgang.stap = 6
        _weiger_security(delen)
        nu = self._klok()
        voortgang.stap = 7
        if http.tls_certificaat is None:
            raise OngeldigCertificaat("geen TLS-certificaat")
        certificaat = self._trust.vertrouw(http.tls_certificaat, nu)
        voortgang.stap = 9
        if self._quota is not None:
            self._quota(certificaat.oin, nu)
        self._nieuw(certificaat.oin, adressering, nu)
        voortgang.stap = 10
        return self._herbouw(_canonieke_body(delen), adressering, certificaat, http, voortgang)

    def _nieuw(self, oin: str, adressering: Adressering, nu: datetime) -> None:
        """What stands for the signature in the store follows from sender and MessageID: one may come once, at either endpoint."""
        kenmerk = sha256(f"2w-be\0{oin}\0{adressering.message_id}".encode()).digest()
        policy = replace(self._policy, bewaartijd=BEWAARTIJD)
        controleer_herhaling(self._replay, oin, adressering.message_id, kenmerk, nu=nu, policy=policy)


class Schrijver:
    """`sign.Ondertekenaar` for who signs nothing: the same messages without a Security header."""

    def __init__(self, oin: str) -> None:
        self.oin = oin

    def verzoek(self, body: bytes, *, action: str, to: str, message_id: str, van: str | None, nu: datetime) -> GetekendBericht:
        """A request; its signature value is empty. Raises ValueError as `Ondertekenaar.verzoek` does."""
        koppen = [_blad("To", to), _blad("Action", action), _blad("MessageID", message_id), _epr("ReplyTo", WSA_ANONYMOUS)]
        return GetekendBericht(_envelop([*koppen, *([] if van is None else [_epr("From", van)])], body), b"")

    def antwoord(self, body: bytes, *, action: str, message_id: str, relates_to: str, bevestigt: bytes | None, nu: datetime) -> bytes:
        """A reply or fault. Raises ValueError as `Ondertekenaar.antwoord` does."""
        koppen = [_blad("Action", action), _blad("MessageID", message_id), _blad("RelatesTo", relates_to), _blad("To", WSA_ANONYMOUS)]
        return _envelop(koppen, body)


class AntwoordOntvangerZonderHandtekening:
    """The client's side: a reply counts for the server that TLS proved, and only as the answer to what was asked."""

    def __init__(self, *, policy: Policy, trust: TrustStore, klok: Klok, server_oin: str) -> None:
        self._policy, self._trust, self._klok, self._server_oin = policy, trust, klok, server_oin

    def controleer_server(self, certificaat: bytes) -> None:
        """Before anything is sent: the TLS certificate (DER) is trusted, not revoked, and that of the server. Raises `NietVertrouwd`."""
        try:
            oin = self._trust.vertrouw(certificaat, self._klok()).oin
        except Afwijzing as afwijzing:
            raise OngeldigAntwoord(afwijzing) from None
        if oin != self._server_oin:
            raise AndereServer("de TLS-verbinding is met een andere partij dan de ingestelde server")

    def ontvang(self, raw: bytes, *, message_id: str, signature_value: bytes) -> GeverifieerdAntwoord:
        """Steps 2 to 6, and RelatesTo. Raises a subclass of `NietVertrouwd`; a fault comes back with `is_fault`."""
        try:
            controleer_bytes(raw)
            delen = lees_soap(ontleed(raw, self._policy).envelope)
            adressering = lees_antwoord(delen.adressering, self._policy.limieten)
            _weiger_security(delen)
            body = _canonieke_body(delen, exclusief=False)
        except Afwijzing as afwijzing:
            raise OngeldigAntwoord(afwijzing) from None
        kind = herbouw(body)
        antwoord = GeverifieerdAntwoord(
            kind=kind,
            body=body,
            action=adressering.action,
            is_fault=kind.tag == FAULT,
            message_id=adressering.message_id,
            oin=self._server_oin,
            created=self._klok(),
        )
        controleer_relatie(antwoord, adressering.relates_to, message_id)
        return antwoord


def _weiger_security(delen: SoapDelen) -> None:
    if delen.security is not None:
        raise VreemdeHeader("Security-header op een adres zonder handtekeningen")


def _canonieke_body(delen: SoapDelen, *, exclusief: bool = True) -> bytes:
    """The Body without comments and odd spellings, as for a signed message; a reply keeps every prefix, for its faultcode needs one."""
    try:
        return canonicaliseer(delen.body) if exclusief else etree.tostring(delen.body, method="c14n", with_comments=False)
    except etree.C14NError:
        raise OngeldigeEnvelop("niet te canonicaliseren") from None


def _envelop(koppen: list[str], body: bytes) -> bytes:
    heel = etree.tostring(parse_body_to_sign(_BODY_OPEN, body, _BODY_DICHT), encoding="utf-8", xml_declaration=False)
    return b"".join(((_OPEN + "".join(koppen) + "</soap:Header>").encode(), heel, _DICHT))


def _blad(naam: str, waarde: str) -> str:
    return f"<wsa:{naam}>{tekst(waarde)}</wsa:{naam}>"


def _epr(naam: str, adres: str) -> str:
    return f"<wsa:{naam}><wsa:Address>{tekst(adres)}</wsa:Address></wsa:{naam}>"
