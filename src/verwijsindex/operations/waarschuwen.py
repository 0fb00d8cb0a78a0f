"""Telling reporters that a melding runs out (R-065; keuzes.md 18, 21)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.signaleren import waarschuwing
from verwijsindex.domain.regels.termijnen import verloopt
from verwijsindex.domain.signaal import Ontvanger, OntvangerSoort
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.context import Context

ALLES: Final = 1_000_000
"""Of one reporter there is no first page: what he is to know he knows at once."""


def ongewaarschuwd(transactie: Transactie, ontvanger: Ontvanger, dag: date, dagen: int) -> Sequence[Melding]:
    """The own meldingen of this mailbox that run out on ``dag`` and of which it says nothing yet; a gemeente has none."""
    if ontvanger.soort is OntvangerSoort.GEMEENTE:
        return ()
    gevonden = transactie.onderhoud.zonder_waarschuwing(dag, dag + timedelta(days=dagen), "", ALLES, ontvanger.id)
    return die_verlopen(gevonden, dag)


def waarschuw(meldingen: Collection[Melding], moment: datetime, operatie: str, context: Context) -> int:
    """Put a VERLOOPT in the mailbox of each reporter; gives how many were put there.

    One transaction under the locks of a melding: of two who do this at once the second finds that it was done, and a melding that was
    withdrawn meanwhile gets none.
    """
    with context.opslag.schrijven() as transactie:
        transactie.vergrendel_meldingen([melding.id for melding in meldingen])
        aantal = _waarschuw(transactie, [melding.id for melding in meldingen], moment, operatie, context)
        if aantal:
            transactie.leg_vast()
    return aantal


def _waarschuw(transactie: Transactie, melding_ids: Collection[str], moment: datetime, operatie: str, context: Context) -> int:
    klaar = transactie.onderhoud.gewaarschuwd(melding_ids)
    aflopend = die_verlopen((m for m in transactie.onderhoud.meldingen(melding_ids) if m.id not in klaar), vandaag(moment))
    if not aflopend:
        return 0
    namen = transactie.onderhoud.logpseudoniemen({melding.jeugdige_id for melding in aflopend})
    regels = []
    signalen = [waarschuwing(melding, context.nieuwe_id) for melding in aflopend]
    for melding, signaal in zip(aflopend, signalen, strict=True):
        ids, persoon = (signaal.id, melding.id), namen[melding.jeugdige_id]
        regels.append(Logregel(moment, Gebeurtenis.SIGNAAL_GEMAAKT, operatie, persoon=persoon, ids=ids, ontvanger=melding.meldingsbevoegde))
    transactie.signalen.voeg_toe(signalen)
    transactie.logboek.noteer(regels)
    return len(signalen)


def die_verlopen(meldingen: Iterable[Melding], dag: date) -> list[Melding]:
    """In the order in which they run out: so every mailbox numbers them alike, whoever puts them there."""
    return sorted((m for m in meldingen if verloopt(m, dag)), key=lambda m: (m.verwijderdatum, m.meldmoment, m.id))
