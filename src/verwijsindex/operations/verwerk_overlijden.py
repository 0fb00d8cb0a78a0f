"""A death notice from the register: all about the person is destroyed (Jeugdwet 7.1.4.5(2)(c), 7.1.4.6; R-044, B17)."""

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.nummers import Bsn
from verwijsindex.operations.context import Context

OPERATIE = "VerwerkOverlijden"


def verwerk_overlijden(bsn: Bsn, context: Context) -> int:
    """Destroy the meldingen, archive entries and signalen about this person; gives how many meldingen there were.

    Unfetched or not, a signaal that rested on them alone is INGETROKKEN in place; no new notice follows (keuzes.md 19).
    """
    moment = context.klok.nu()
    with context.opslag.schrijven() as transactie:
        transactie.vergrendel(bsn, ())
        jeugdige = transactie.jeugdigen.zoek(bsn)
        if jeugdige is None:
            return 0
        ids = [melding.id for melding in transactie.meldingen.van_jeugdigen([jeugdige.id])]
        transactie.meldingen.vernietig(ids, moment)
        transactie.jeugdigen.vernietig_zonder_meldingen(jeugdige.id)
        regel = Logregel(moment, Gebeurtenis.MELDINGEN_VERNIETIGD, OPERATIE, persoon=jeugdige.logpseudoniem, ids=tuple(ids))
        transactie.logboek.noteer([regel])
        transactie.leg_vast()
        return len(ids)
