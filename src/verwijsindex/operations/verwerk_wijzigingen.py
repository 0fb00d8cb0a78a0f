"""What the register of persons says that changed, and whom it must tell us about (Jeugdwet 7.1.2.3(1)(g); R-046, R-080, R-120..R-125)."""

import logging
from dataclasses import dataclass, replace
from typing import Final

from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Registerwijzigingen, Wijziging
from verwijsindex.domain.regels.verhuizen import is_verhuisd, nieuwe_grens
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar
from verwijsindex.operations.bijwerken import werk_bij
from verwijsindex.operations.context import Context
from verwijsindex.operations.corrigeer_bsn import corrigeer_bsn
from verwijsindex.operations.gevolg import regels_van
from verwijsindex.operations.identificeren import Gevonden
from verwijsindex.operations.verwerk_overlijden import verwerk_overlijden

OPERATIE: Final = "VerwerkWijzigingen"
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verwerkt:
    """How many changes were read and what became of them; counts only."""

    gelezen: int = 0
    bekend: int = 0
    """Of these about somebody who is reported."""
    veranderd: int = 0
    """Of whom the register says something else than before."""
    verhuisd: int = 0
    overleden: int = 0
    signalen: int = 0
    volledig: bool = True
    """False when the register fell away: the rest follows next time."""


def verwerk_wijzigingen(context: Context) -> Verwerkt:
    """Process what changed in the register since last time: each person in a transaction of his own, then our position.

    Who is processed twice, or in another order, ends the same and is told nothing again: a change only says who, the register itself
    is asked what (R-125). When it falls away the position stays where it was, and the next time begins there.
    """
    bron = context.wijzigingen
    if bron is None:
        return Verwerkt()
    verwerkt = Verwerkt()
    try:
        with context.opslag.lezen() as transactie:
            stand = transactie.volglijst.stand(bron.naam)
        wijzigingen, nieuwe_stand = bron.wijzigingen(stand, vandaag(context.klok.nu()))
        for wijziging in wijzigingen:
            verwerkt = _tel_op(verwerkt, verwerk_een(wijziging, context))
    except RegisterOnbereikbaar:
        return replace(verwerkt, volledig=False)
    _bewaar_stand(bron, nieuwe_stand, context)
    return verwerkt


def _bewaar_stand(bron: Registerwijzigingen, stand: str, context: Context) -> None:
    with context.opslag.schrijven() as transactie:
        transactie.volglijst.zet_stand(bron.naam, stand)
        transactie.leg_vast()


def _tel_op(tot_nu: Verwerkt, erbij: Verwerkt) -> Verwerkt:
    return Verwerkt(
        tot_nu.gelezen + erbij.gelezen,
        tot_nu.bekend + erbij.bekend,
        tot_nu.veranderd + erbij.veranderd,
        tot_nu.verhuisd + erbij.verhuisd,
        tot_nu.overleden + erbij.overleden,
        tot_nu.signalen + erbij.signalen,
    )


def verwerk_een(wijziging: Wijziging, context: Context) -> Verwerkt:
    """Ask the register about one person and keep what it says; asked again when somebody else changed him meanwhile."""
    if wijziging.nieuw_bsn is not None and corrigeer_bsn(wijziging.bsn, wijziging.nieuw_bsn, context):
        return Verwerkt(gelezen=1, bekend=1, veranderd=1)
    while True:
        with context.opslag.lezen() as transactie:
            bekend = transactie.jeugdigen.zoek(wijziging.bsn)
        if bekend is None:
            return Verwerkt(gelezen=1)
        gevonden = context.register.zoek_op_bsn(wijziging.bsn)
        if len(gevonden) != 1:
            _LOG.warning("een wijziging in het personenregister past op %d personen; niets veranderd", len(gevonden))
            return Verwerkt(gelezen=1, bekend=1)
        if gevonden[0].overleden:
            verwerk_overlijden(wijziging.bsn, context)
            return Verwerkt(gelezen=1, bekend=1, overleden=1)
        verwerkt = _bewaar(wijziging.bsn, gevonden[0], bekend, context)
        if verwerkt is not None:
            return verwerkt


def _bewaar(bsn: Bsn, persoon: RegisterPersoon, gezien: Jeugdige, context: Context) -> Verwerkt | None:
    """Keep it, unless he is no longer as he was when the register was asked: then its answer may be older than what is kept."""
    moment = context.klok.nu()
    with context.opslag.schrijven() as transactie:
        transactie.vergrendel(bsn, persoon.ouders, adres=persoon.woonadres)
        bekend = transactie.jeugdigen.zoek(bsn)
        if bekend != gezien:
            return None
        nu = werk_bij(transactie, Gevonden(bsn, persoon, nieuwe_grens(persoon, gezien)), gezien, moment, context)
        transactie.logboek.noteer(nu.regels(regels_van(moment, OPERATIE)))
        transactie.leg_vast()
    verhuisd = is_verhuisd(gezien, nu.jeugdige)
    return Verwerkt(gelezen=1, bekend=1, veranderd=int(nu.veranderd), verhuisd=int(verhuisd), signalen=len(nu.gevolg.signalen))
