"""Noting in the logboek that another policy is in force than when a server last started (R-140, R-190)."""

from typing import Final

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.operations.context import Context

OPERATIE: Final = "Start"


def noteer_beleid(context: Context) -> bool:
    """Note the policy of this store when its digest is another than was last noted; of several servers one does. Tells whether it did."""
    kenmerk, moment = context.beleid.kenmerk, context.klok.nu()
    with context.opslag.lezen() as transactie:
        if transactie.beleidsstand.kenmerk() == kenmerk:
            return False
    with context.opslag.schrijven() as transactie:
        vorige = transactie.beleidsstand.kenmerk()
        if vorige == kenmerk:
            return False
        transactie.beleidsstand.zet(kenmerk, moment)
        ids = () if vorige is None else (vorige,)
        transactie.logboek.noteer([Logregel(moment, Gebeurtenis.BELEID_GEWIJZIGD, OPERATIE, ids=ids, uitkomst=kenmerk)])
        transactie.leg_vast()
    return True
