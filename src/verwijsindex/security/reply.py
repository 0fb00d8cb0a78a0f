"""The client's side: the same steps on a reply, and then whether it is the answer to what was asked (WB013, keuzes 38).

A reply that fails raises `NietVertrouwd` and is not used. An unsigned fault is told apart, with its words marked as unauthenticated:
a server that could not even read the request, or something between, may say so, but nobody may act on it.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from verwijsindex.contract.namespaces import WSA_UNSPECIFIED
from verwijsindex.security.addressing import lees_antwoord
from verwijsindex.security.freshness import controleer_tijd
from verwijsindex.security.names import BODY, ENVELOPE, FAULT, HEADER, SECURITY, naam_van
from verwijsindex.security.parse import Ontleed, controleer_bytes, ontleed
from verwijsindex.security.policy import Policy
from verwijsindex.security.ports import Klok
from verwijsindex.security.rebuild import herbouw
from verwijsindex.security.receive import Bewezen, Gelezen
from verwijsindex.security.refusals import Afwijzing
from verwijsindex.security.soapstructure import lees_soap
from verwijsindex.security.structure import lees_beveiliging
from verwijsindex.security.trust import TrustStore
from verwijsindex.security.verify import verifieer

_TEKST_MAX = 500


class NietVertrouwd(Exception):
    """The reply cannot be trusted and was not used. Its text holds nothing of the reply."""


class OngeldigAntwoord(NietVertrouwd):
    """A step of the profile refused the reply; `afwijzing` tells which and why."""

    def __init__(self, afwijzing: Afwijzing) -> None:
        super().__init__(f"het antwoord voldoet niet aan het profiel: {afwijzing}")
        self.afwijzing = afwijzing


class NietOndertekend(NietVertrouwd):
    """The reply has no Security header and is no fault."""


class OnbevestigdeFout(NietVertrouwd):
    """An unsigned fault. `faultcode` and `faultstring` are what somebody wrote: unauthenticated text."""

    def __init__(self, faultcode: str, faultstring: str) -> None:
        super().__init__("de server antwoordde met een fout zonder handtekening: niet bevestigd")
        self.faultcode = faultcode
        self.faultstring = faultstring


class AntwoordOpAnderVerzoek(NietVertrouwd):
    """RelatesTo is not the MessageID of the request."""


class BevestigingOnjuist(NietVertrouwd):
    """SignatureConfirmation does not repeat the SignatureValue of the request (WB014)."""


class AndereServer(NietVertrouwd):
    """The signer is trusted but is not the configured server."""


@dataclass(frozen=True, slots=True)
class GeverifieerdAntwoord:
    """A reply of which every word was verified. `kind` is the root of a new document; a fault has `is_fault`."""

    kind: etree._Element
    body: bytes
    action: str
    is_fault: bool
    message_id: str
    oin: str
    created: datetime


class AntwoordOntvanger:
    """Verifies the replies of one server. Holds no state of a message; may be shared by threads."""

    def __init__(self, *, policy: Policy, trust: TrustStore, klok: Klok, server_oin: str) -> None:
        self._policy = policy
        self._trust = trust
        self._klok = klok
        self._server_oin = server_oin

    def ontvang(self, raw: bytes, *, message_id: str, signature_value: bytes) -> GeverifieerdAntwoord:
        """Run steps 2 to 10, then relate the reply to the request that had this MessageID and SignatureValue.

        Raises a subclass of `NietVertrouwd`; a signed fault is no error here, it comes back with `is_fault`.
        """
        try:
            controleer_bytes(raw)
            boom = ontleed(raw, self._policy)
            _weiger_ongetekend(boom.envelope)
            gelezen = self._lees(boom)
            nu = self._klok()
            bewezen = self._verifieer(gelezen, nu)
        except Afwijzing as afwijzing:
            raise OngeldigAntwoord(afwijzing) from None
        antwoord = _maak_antwoord(gelezen, bewezen)
        if antwoord.oin != self._server_oin:
            raise AndereServer("het antwoord is van een andere partij dan de ingestelde server")
        controleer_relatie(antwoord, gelezen.adressering.relates_to, message_id)
        _controleer_bevestiging(antwoord, gelezen, signature_value)
        return antwoord

    def _lees(self, boom: Ontleed) -> Gelezen:
        """Steps 4 to 6."""
        delen = lees_soap(boom.envelope)
        adressering = lees_antwoord(delen.adressering, self._policy.limieten)
        return Gelezen(delen, adressering, lees_beveiliging(delen, boom.ids, self._policy, antwoord=True))

    def _verifieer(self, gelezen: Gelezen, nu: datetime) -> Bewezen:
        """Steps 7 to 9. Replay needs no store: a reply must relate to our own, fresh MessageID and signature."""
        certificaat = self._trust.vertrouw(gelezen.beveiliging.token, nu)
        bewijs = verifieer(gelezen.beveiliging, gelezen.delen.body, certificaat.public_key)
        controleer_tijd(gelezen.beveiliging, nu, self._policy)
        return Bewezen(certificaat, bewijs)


def _maak_antwoord(gelezen: Gelezen, bewezen: Bewezen) -> GeverifieerdAntwoord:
    """Step 10."""
    kind = herbouw(bewezen.bewijs.body)
    return GeverifieerdAntwoord(
        kind=kind,
        body=bewezen.bewijs.body,
        action=gelezen.adressering.action,
        is_fault=kind.tag == FAULT,
        message_id=gelezen.adressering.message_id,
        oin=bewezen.certificaat.oin,
        created=gelezen.beveiliging.created,
    )


def controleer_relatie(antwoord: GeverifieerdAntwoord, relates_to: str | None, message_id: str) -> None:
    """RelatesTo is our MessageID; `unspecified` only in a fault that says our MessageID was missing (keuzes 38)."""
    if relates_to == message_id:
        return
    mist_message_id = antwoord.is_fault and (antwoord.kind.findtext("faultstring") or "").startswith("DK0007")
    if not (relates_to == WSA_UNSPECIFIED and mist_message_id):
        raise AntwoordOpAnderVerzoek("het antwoord hoort bij een ander verzoek")


def _controleer_bevestiging(antwoord: GeverifieerdAntwoord, gelezen: Gelezen, signature_value: bytes) -> None:
    """The signed confirmation repeats our SignatureValue; only a fault from before verification has none to repeat."""
    bevestiging = gelezen.beveiliging.bevestiging
    waarde = None if bevestiging is None else bevestiging.get("Value")
    if waarde is None and bevestiging is not None and antwoord.is_fault:
        return
    if waarde != b64encode(signature_value).decode():
        raise BevestigingOnjuist("het antwoord bevestigt niet de handtekening van het verzoek")


def _weiger_ongetekend(envelope: etree._Element) -> None:
    """Raise `OnbevestigdeFout` or `NietOndertekend` when no Security header stands in the Header."""
    header, body = envelope.find(HEADER), envelope.find(BODY)
    if envelope.tag != ENVELOPE or body is None or (header is not None and header.find(SECURITY) is not None):
        return  # the steps will judge it
    kind = body[0] if len(body) else None
    if kind is None or naam_van(kind) != FAULT:
        raise NietOndertekend("het antwoord is niet ondertekend")
    raise OnbevestigdeFout(_los(kind, "faultcode"), _los(kind, "faultstring"))


def _los(fout: etree._Element, naam: str) -> str:
    return (fout.findtext(naam) or "")[:_TEKST_MAX]
