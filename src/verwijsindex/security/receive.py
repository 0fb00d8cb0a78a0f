"""The server's side: steps 1 to 11 of the profile, in its order, stopping at the first failure.

The stages `_parse`, `_poort`, `_verifieer`, `_vers` and `_rond_af` of `Ontvanger` are separate so that they can be timed separately:
each takes what the earlier ones established, and `_stappen` is nothing but the five in order.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from lxml import etree

from verwijsindex.security.addressing import Adressering, controleer_actie, controleer_bestemming, lees_message_id, lees_verzoek
from verwijsindex.security.authorise import machtig
from verwijsindex.security.freshness import controleer_herhaling, controleer_tijd
from verwijsindex.security.http import HttpFeiten, controleer_http
from verwijsindex.security.names import naam_van
from verwijsindex.security.parse import Ontleed, controleer_bytes, ontleed
from verwijsindex.security.policy import Policy
from verwijsindex.security.ports import Klok, Partners, Quota, ReplayStore, Tussenpersonen
from verwijsindex.security.rebuild import herbouw
from verwijsindex.security.refusals import Afwijzing, Bekend, HttpAfwijzing, Storing
from verwijsindex.security.soapstructure import SoapDelen, lees_soap
from verwijsindex.security.structure import Beveiliging, lees_beveiliging
from verwijsindex.security.trust import TrustStore, VertrouwdCertificaat
from verwijsindex.security.verify import Bewijs, verifieer

LAATSTE_STAP: Final = 11
__all__ = ["LAATSTE_STAP", "Afwijzing", "Bekend", "GeverifieerdBericht", "HttpAfwijzing", "HttpFeiten", "Ontvanger", "Storing"]


class GeverifieerdBericht(NamedTuple):
    """A request of which every word was verified. `oin` is the signer; `kind` is the root of a new document.

    By profile 2W-be `oin` is whom TLS proved, and there is no signature and no time.
    """

    body: bytes  # canonical bytes of the Body, as signed
    kind: etree._Element
    action: str
    message_id: str
    to: str
    oin: str
    from_oin: str | None
    certificate_fingerprint: str
    signature_value: bytes | None = None
    created: datetime | None = None
    waarschuwingen: tuple[str, ...] = ()


@dataclass(slots=True)
class Voortgang:
    """How far one message came: the step now running, and what a refusal may use of it."""

    stap: int = 0
    message_id: str | None = None
    action: str | None = None
    signature_value: bytes | None = None

    @property
    def bekend(self) -> Bekend:
        """What is established so far."""
        return Bekend(self.message_id, self.action, self.signature_value)

    def teken(self, afwijzing: Afwijzing) -> None:
        """Write step and established facts on a refusal."""
        afwijzing.stap = self.stap
        afwijzing.bekend = self.bekend


class Gelezen(NamedTuple):
    """Steps 4-6: parts, addressing and security header of a message; all of it still a claim."""

    delen: SoapDelen
    adressering: Adressering
    beveiliging: Beveiliging


class Bewezen(NamedTuple):
    """Steps 7-8: who signed, and the bytes of the Body that he signed."""

    certificaat: VertrouwdCertificaat
    bewijs: Bewijs


class Ontvanger:
    """Verifies requests for one endpoint. Holds no state of a message; may be shared by threads."""

    def __init__(
        self,
        *,
        policy: Policy,
        trust: TrustStore,
        replay: ReplayStore,
        klok: Klok,
        acties: Mapping[str, str],
        eigen_oin: str | None,
        adressen: Collection[str] | None,
        partners: Partners,
        tussenpersonen: Tussenpersonen | None = None,
        quota: Quota | None = None,
        tls_trust: TrustStore | None = None,
    ) -> None:
        """Take the policy and what it needs from outside (ports.py).

        `acties` maps wsa:Action to the Clark name of the Body's child; `adressen` are the values of wsa:To that mean this endpoint,
        without `?OIN=`, None when any will do; `partners` tells whether an OIN is a known partner that is not blocked; `tls_trust` judges
        the TLS certificate again with every message, for a connection may outlive it.
        """
        self._policy = policy
        self._trust = trust
        self._replay = replay
        self._klok = klok
        self._acties = acties
        self._eigen_oin = eigen_oin
        self._adressen = None if adressen is None else frozenset(adressen)
        self._partners = partners
        self._tussenpersonen = tussenpersonen
        self._quota = quota
        self._tls_trust = tls_trust

    def ontvang(self, raw: bytes, http: HttpFeiten) -> GeverifieerdBericht:
        """Run steps 1 to 11. Raises `HttpAfwijzing`, `Afwijzing` with `stap` and `bekend` filled in, `Storing` when we fail ourselves."""
        voortgang = Voortgang()
        try:
            return self._stappen(raw, http, voortgang)
        except Afwijzing as afwijzing:
            voortgang.teken(afwijzing)
            raise
        except HttpAfwijzing:
            raise
        except Exception as fout:
            raise Storing(fout, voortgang.bekend) from fout

    def _stappen(self, raw: bytes, http: HttpFeiten, voortgang: Voortgang) -> GeverifieerdBericht:
        boom = self._parse(raw, http, voortgang)
        gelezen = self._poort(boom, http, voortgang)
        nu = self._klok()
        self._verbinding(http, nu, voortgang)
        bewezen = self._verifieer(gelezen, nu, voortgang)
        self._vers(gelezen, bewezen, nu, voortgang)
        return self._rond_af(gelezen, bewezen, http, voortgang)

    def _parse(self, raw: bytes, http: HttpFeiten, voortgang: Voortgang) -> Ontleed:
        voortgang.stap = 1
        controleer_http(http, len(raw), self._policy)
        voortgang.stap = 2
        controleer_bytes(raw)
        voortgang.stap = 3
        return ontleed(raw, self._policy)

    def _poort(self, boom: Ontleed, http: HttpFeiten, voortgang: Voortgang) -> Gelezen:
        delen, adressering = self._adres(boom, http, voortgang)
        voortgang.stap = 6
        return Gelezen(delen, adressering, lees_beveiliging(delen, boom.ids, self._policy, antwoord=False))

    def _adres(self, boom: Ontleed, http: HttpFeiten, voortgang: Voortgang) -> tuple[SoapDelen, Adressering]:
        """Steps 4 and 5."""
        voortgang.stap = 4
        delen = lees_soap(boom.envelope)
        voortgang.stap = 5
        limieten = self._policy.limieten
        if "MessageID" in delen.adressering:
            voortgang.message_id = lees_message_id(delen.adressering, limieten)
        adressering = lees_verzoek(delen.adressering, limieten, voortgang.message_id)
        voortgang.action = adressering.action
        controleer_actie(adressering.action, naam_van(delen.kind), http.soapactions, self._acties)
        controleer_bestemming(adressering.to, self._adressen)
        return delen, adressering

    def _verbinding(self, http: HttpFeiten, nu: datetime, voortgang: Voortgang) -> None:
        voortgang.stap = 7
        if self._tls_trust is not None and http.tls_certificaat is not None:
            self._tls_trust.vertrouw(http.tls_certificaat, nu)

    def _verifieer(self, gelezen: Gelezen, nu: datetime, voortgang: Voortgang) -> Bewezen:
        voortgang.stap = 7
        certificaat = self._trust.vertrouw(gelezen.beveiliging.token, nu)
        voortgang.stap = 8
        bewijs = verifieer(gelezen.beveiliging, gelezen.delen.body, certificaat.public_key)
        voortgang.signature_value = gelezen.beveiliging.signature_value
        return Bewezen(certificaat, bewijs)

    def _vers(self, gelezen: Gelezen, bewezen: Bewezen, nu: datetime, voortgang: Voortgang) -> None:
        voortgang.stap = 9
        if self._quota is not None:
            self._quota(bewezen.certificaat.oin, nu)
        controleer_tijd(gelezen.beveiliging, nu, self._policy)
        oin, message_id = bewezen.certificaat.oin, gelezen.adressering.message_id
        controleer_herhaling(self._replay, oin, message_id, bewezen.bewijs.handtekening, nu=nu, policy=self._policy)

    def _rond_af(self, gelezen: Gelezen, bewezen: Bewezen, http: HttpFeiten, voortgang: Voortgang) -> GeverifieerdBericht:
        body, certificaat = bewezen.bewijs.body, bewezen.certificaat
        return self._herbouw(body, gelezen.adressering, certificaat, http, voortgang, beveiliging=gelezen.beveiliging)

    def _herbouw(
        self,
        body: bytes,
        adressering: Adressering,
        certificaat: VertrouwdCertificaat,
        http: HttpFeiten,
        voortgang: Voortgang,
        *,
        beveiliging: Beveiliging | None = None,
    ) -> GeverifieerdBericht:
        """Steps 10 and 11. Profile 2W-be has no `beveiliging`."""
        voortgang.stap = 10
        kind = herbouw(body)
        voortgang.stap = 11
        machtig(
            certificaat.oin,
            adressering,
            partners=self._partners,
            eigen_oin=self._eigen_oin,
            tls_oin=http.tls_oin,
            tussenpersonen=self._tussenpersonen,
        )
        return GeverifieerdBericht(
            body=body,
            kind=kind,
            action=adressering.action,
            message_id=adressering.message_id,
            to=adressering.to,
            oin=certificaat.oin,
            from_oin=adressering.from_oin,
            certificate_fingerprint=certificaat.fingerprint,
            signature_value=None if beveiliging is None else beveiliging.signature_value,
            created=None if beveiliging is None else beveiliging.created,
            waarschuwingen=certificaat.warnings + (() if beveiliging is None else beveiliging.waarschuwingen),
        )
