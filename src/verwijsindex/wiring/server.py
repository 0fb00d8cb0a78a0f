"""Builds a server from its settings."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from verwijsindex.contract.operaties import DIENSTEN, SIGNAALONTVANGST, VAN_DIENST, Dienst
from verwijsindex.operations.beleid import noteer_beleid
from verwijsindex.operations.context import Context
from verwijsindex.security.ports import Quota, Tegelijk
from verwijsindex.security.receive import Ontvanger
from verwijsindex.security.sign import Ondertekenaar
from verwijsindex.security.trust import TrustStore
from verwijsindex.security.zonder_handtekening import OntvangerZonderHandtekening, Schrijver
from verwijsindex.settings import Instellingen
from verwijsindex.soap.dispatch import Dispatcher
from verwijsindex.soap.front import PAD_BE, PROFIEL_BE, Beveiligd, Deur, Front, Ingang, onbegrensd
from verwijsindex.soap.publish import Publicaties
from verwijsindex.soap.schema import Schema
from verwijsindex.storage.database import SqlOpslag, heropen_opslag
from verwijsindex.wiring.certificaten import Certificaatregister
from verwijsindex.wiring.context import database_en_sleutels, echte_tijd, maak_context, nieuwe_id, open_database
from verwijsindex.wiring.identiteit import Identiteit
from verwijsindex.wiring.vertrouwen import maak_policy, maak_truststore

_OVER_BE: Final = (
    "Dit adres volgt profiel 2W-be: alleen tweezijdig TLS. Berichten hebben de WS-Addressing-headers en geen Security-header; wie "
    "spreekt, is de OIN van het TLS-certificaat. Wat het contract zegt over handtekening, Timestamp en SignatureConfirmation, geldt "
    "hier niet."
)


def begin(instellingen: Instellingen) -> None:
    """Before anything is served: the database can be used, and the logboek tells of a policy that changed (R-190)."""
    opslag = open_database(instellingen)
    try:
        noteer_beleid(maak_context(instellingen, opslag))
    finally:
        opslag.sluit()


@dataclass(frozen=True, slots=True)
class Gedeeld:
    """What is made before the processes of a server start, so that they count and obey as one."""

    quota: Quota | None = None
    """None lets everybody ask as much as he likes."""
    register: Certificaatregister = field(default_factory=Certificaatregister)
    """Also asked by who guards the connections of a process."""
    identiteit: Identiteit | None = None
    """Who signs; None reads it from the settings, in each process."""
    tegelijk: Tegelijk | None = None
    """None lets everybody keep every process busy."""


def maak_front(
    instellingen: Instellingen, luistert_op: str, gedeeld: Gedeeld | None = None, diensten: Sequence[Dienst] = DIENSTEN
) -> Front:
    """The WSGI application of one process, with a store of its own; ``luistert_op`` is the public address unless one is set.

    ``diensten``: what is served; of each version of a service its own (R-160, docs/versies.md).

    The database was opened before, by who starts the processes. A process that is replaced while the database is away starts all the same
    and says so to its clients; one that would not start would take the whole server down.
    """
    adres = instellingen.adres or luistert_op
    opslag = heropen_opslag(*database_en_sleutels(instellingen))
    context = maak_context(instellingen, opslag)
    gedeeld = gedeeld or Gedeeld()
    gedeeld.register.lees_uit(opslag.partnercertificaten)
    bouwer = _Bouwer(instellingen, adres, opslag, context, gedeeld)
    meer = [bouwer.zonder_handtekening(diensten)] if instellingen.zonder_handtekening else []
    publicaties = Publicaties(adres, diensten=(*diensten, SIGNAALONTVANGST))
    return Front({dienst: bouwer.deur(dienst) for dienst in diensten}, publicaties, nieuwe_id, *meer)


class _Bouwer:
    """What the doors of one process share."""

    def __init__(self, instellingen: Instellingen, adres: str, opslag: SqlOpslag, context: Context, gedeeld: Gedeeld) -> None:
        self._opslag = opslag
        self._context = context
        self._ondertekenaar = (
            Ondertekenaar(instellingen.sleutel.read_bytes(), instellingen.certificaat.read_bytes())
            if gedeeld.identiteit is None
            else gedeeld.identiteit.ondertekenaar
        )
        self._adres = adres
        self._adressen = (adres, *instellingen.andere_adressen)
        self._quota = gedeeld.quota
        self._tegelijk = gedeeld.tegelijk or onbegrensd
        self._policy = maak_policy(instellingen)
        self._trust = maak_truststore(instellingen, gedeeld.register.voor_berichten)
        self._tls_trust = maak_truststore(instellingen, gedeeld.register.voor_verbindingen)

    def deur(self, dienst: Dienst) -> Deur:
        return self._deur(dienst, Beveiligd(self._ontvanger(Ontvanger, dienst, self._trust), self._ondertekenaar, echte_tijd))

    def zonder_handtekening(self, diensten: Sequence[Dienst]) -> Ingang:
        """The same operations by profile 2W-be, under a path of their own."""
        schrijver = Schrijver(self._ondertekenaar.oin)

        def beveiligd(dienst: Dienst) -> Beveiligd:
            ontvanger = self._ontvanger(OntvangerZonderHandtekening, dienst, self._tls_trust, PAD_BE)
            return Beveiligd(ontvanger, schrijver, echte_tijd, PROFIEL_BE)

        deuren = {dienst: self._deur(dienst, beveiligd(dienst)) for dienst in diensten}
        return Ingang(deuren, Publicaties(self._adres + PAD_BE, _OVER_BE, diensten), PAD_BE)

    def _deur(self, dienst: Dienst, beveiligd: Beveiligd) -> Deur:
        schema = Schema(dienst.naam, dienst.versie)
        return Deur(dienst, replace(beveiligd, tegelijk=self._tegelijk), schema, Dispatcher(dienst, self._context))

    def _ontvanger(self, soort: type[Ontvanger], dienst: Dienst, trust: TrustStore, pad: str = "") -> Ontvanger:
        return soort(
            policy=self._policy,
            trust=trust,
            replay=self._opslag.replay,
            klok=echte_tijd,
            acties={operatie.action: operatie.request for operatie in VAN_DIENST[dienst]},
            eigen_oin=self._ondertekenaar.oin,
            adressen=[adres + pad + dienst.pad for adres in self._adressen],
            partners=self._opslag.bekende_partner,
            quota=self._quota,
            tls_trust=self._tls_trust,
        )
