"""Meldingen that are destroyed before their time: withdrawn, or by decision of a college (R-095, R-101, R-112, R-137; AVG 17, 19, 21)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.avg import Grond, nog_bewaard, uit_archief
from verwijsindex.domain.regels.signaleren import intrekkingen
from verwijsindex.domain.signaal import NieuwSignaal
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.context import Context
from verwijsindex.operations.gevolg import signaalregels
from verwijsindex.operations.uitvoering import Uitvoering, per_persoon


def vernietig(
    transactie: Transactie, meldingen: Collection[Melding], moment: datetime, context: Context, *, vlug: bool = False
) -> tuple[NieuwSignaal, ...]:
    """No trace is left, the jeugdige goes with his last melding; who was told before is told that it is gone (R-095, R-101, R-109).

    Gives those notices. ``vlug`` is said of a melding withdrawn within 24 hours (keuzes.md 22). The transaction holds the locks of these
    meldingen.
    """
    ids = [melding.id for melding in meldingen]
    dag = vandaag(moment)
    berichten = intrekkingen(ids, transactie.signalen.over(ids, dag), dag, moment, context.nieuwe_id, vlug=vlug)
    transactie.meldingen.vernietig(ids, moment)
    transactie.jeugdigen.vernietig_zonder_meldingen(*{melding.jeugdige_id for melding in meldingen})
    if berichten:
        transactie.signalen.voeg_toe(berichten)
    return berichten


def vernietig_op_besluit(transactie: Transactie, melding_ids: Collection[str], grond: Grond, besluit: Uitvoering) -> list[Logregel]:
    """R-137: what the college granted, at once: ACTIEF, blocked or archived, nothing of it reaches or stays in the archive (R-101).

    What no longer exists is passed over. Gives the lines of the logboek; the transaction holds the locks of these meldingen.
    """
    meldingen = nog_bewaard(transactie.onderhoud.meldingen(melding_ids), besluit.dag)
    return _vernietig(transactie, meldingen, Gebeurtenis.MELDINGEN_VERNIETIGD, grond.value, besluit)


def verwijder_uit_archief(transactie: Transactie, melding_ids: Collection[str], besluit: Uitvoering) -> list[Logregel]:
    """Jeugdwet 7.1.4.6(3), R-112: those of these meldingen that are in the archive; one for an entry, all of a person for a person.

    What is not in the archive is passed over: its reporter stands for it still. Gives the lines of the logboek; the transaction holds
    the locks of these meldingen.
    """
    meldingen = uit_archief(transactie.onderhoud.meldingen(melding_ids), besluit.dag)
    return _vernietig(transactie, meldingen, Gebeurtenis.ARCHIEF_VERWIJDERD, "OK", besluit)


def _vernietig(
    transactie: Transactie, meldingen: Iterable[Melding], gebeurtenis: Gebeurtenis, uitkomst: str, besluit: Uitvoering
) -> list[Logregel]:
    regels = []
    for persoon, van_hem in per_persoon(transactie, meldingen).items():
        ids = tuple(melding.id for melding in van_hem)
        berichten = vernietig(transactie, van_hem, besluit.moment, besluit.context)
        regels.append(besluit.maak(gebeurtenis, persoon=persoon, ids=(besluit.id, *ids), uitkomst=uitkomst))
        regels += signaalregels(besluit.maak, persoon, berichten, *ids)
    return regels
