"""The register of persons replaced a number by another: meldingen, archive and log go with it (R-034; keuzes.md 31)."""

import logging
from typing import Final

from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.regels.verhuizen import nieuwe_grens
from verwijsindex.operations.bijwerken import werk_bij
from verwijsindex.operations.context import Context
from verwijsindex.operations.gevolg import regels_van
from verwijsindex.operations.identificeren import Gevonden
from verwijsindex.operations.verhangen import verhang
from verwijsindex.operations.verwerk_overlijden import verwerk_overlijden

OPERATIE: Final = "CorrigeerBsn"
_LOG: Final = logging.getLogger(__name__)


def corrigeer_bsn(oud: Bsn, nieuw: Bsn, context: Context) -> int:
    """Put everything about ``oud`` under ``nieuw``, in one transaction; gives how many meldingen and archive entries that were.

    When both were reported they become one person, and who gains a match is told (R-070). Done twice it does nothing the second time.
    Nothing changes, with a line in the technical log, as long as the register does not give ``nieuw`` to exactly one entry. Of who
    died everything is destroyed (R-044). Raises RegisterOnbereikbaar (VIR-190).
    """
    while True:
        with context.opslag.lezen() as transactie:
            gezien = transactie.jeugdigen.zoek(oud)
        if gezien is None or oud == nieuw:
            return 0
        gevonden = context.register.zoek_op_bsn(nieuw)
        if len(gevonden) != 1:
            _LOG.warning("een gecorrigeerd nummer past in het personenregister op %d personen; niets veranderd", len(gevonden))
            return 0
        if gevonden[0].overleden:
            return sum(verwerk_overlijden(bsn, context) for bsn in (oud, nieuw))
        aantal = _bewaar(oud, nieuw, gevonden[0], gezien, context)
        if aantal is not None:
            return aantal


def _bewaar(oud: Bsn, nieuw: Bsn, persoon: RegisterPersoon, gezien: Jeugdige, context: Context) -> int | None:
    """None when he is no longer as he was when the register was asked."""
    moment = context.klok.nu()
    with context.opslag.schrijven() as transactie:
        transactie.vergrendel(nieuw, persoon.ouders, oud, adres=persoon.woonadres)
        van = transactie.jeugdigen.zoek(oud)
        if van is None or van != gezien:
            return None
        grens, regels = nieuwe_grens(persoon, van), regels_van(moment, OPERATIE)
        eerst = werk_bij(transactie, Gevonden(oud, persoon, grens), van, moment, context)  # what else the register says of him
        meldingen = transactie.meldingen.van_jeugdigen([van.id])
        gedaan = verhang(transactie, eerst.jeugdige, meldingen, Gevonden(nieuw, persoon, grens), moment=moment, context=context)
        transactie.logboek.noteer([*eerst.regels(regels), *gedaan.regels(regels, Gebeurtenis.BSN_GECORRIGEERD)])
        transactie.leg_vast()
        return len(gedaan.meldingen)
