"""What ends by itself: a term that ran out is noted, and what the law destroys on a day goes (R-043, R-101, R-103, R-111)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_onderhoud import Archiefstand
from verwijsindex.domain.regels.archiveren import naar_archief_door_termijn
from verwijsindex.domain.regels.termijnen import laatste_uiterlijk, niets_meer_vanaf, toestand, verlopen_archieven, vernietigdag
from verwijsindex.domain.tijd import middernacht
from verwijsindex.operations.ronde import OPERATIE, VOORUIT, Ronde

LEEFTIJD_23: Final = "LEEFTIJD_23"
EINDE_ARCHIEF: Final = "EINDE_ARCHIEF"
AFBOUW: Final = "AFBOUW"
TERMIJN: Final = "TERMIJN"


def noteer_archief(ronde: Ronde) -> None:
    """R-101, R-140: that a term ended by itself stands in the logboek, once, as a removal by a reporter does."""
    while ronde.doorgaan():
        with ronde.context.opslag.schrijven() as transactie:
            gelezen = transactie.onderhoud.verlopen(transactie.onderhoud.archiefstand(), ronde.dag, ronde.per_keer)
            if not gelezen:
                return
            meldingen = [melding for melding in gelezen if naar_archief_door_termijn(melding, ronde.dag)]
            transactie.logboek.noteer(_regels_termijn(meldingen, ronde, transactie))
            transactie.onderhoud.zet_archiefstand(_stand_na(gelezen))
            transactie.leg_vast()
        ronde.tel("termijnen", len(meldingen))


def _regels_termijn(meldingen: Sequence[Melding], ronde: Ronde, transactie: Transactie) -> list[Logregel]:
    namen = transactie.onderhoud.logpseudoniemen({melding.jeugdige_id for melding in meldingen})
    return [
        Logregel(ronde.moment, Gebeurtenis.MELDING_VERWIJDERD, OPERATIE, persoon=namen[m.jeugdige_id], ids=(m.id,), uitkomst=TERMIJN)
        for m in meldingen
    ]


def verlopen(ronde: Ronde) -> Iterator[Sequence[Melding]]:
    """What `noteer_archief` would note, in pieces."""
    with ronde.context.opslag.lezen() as transactie:
        stand = transactie.onderhoud.archiefstand()
        while gelezen := transactie.onderhoud.verlopen(stand, ronde.dag, VOORUIT):
            stand = _stand_na(gelezen)
            yield [melding for melding in gelezen if naar_archief_door_termijn(melding, ronde.dag)]


def _stand_na(gelezen: Sequence[Melding]) -> Archiefstand:
    return Archiefstand(gelezen[-1].verwijderdatum, gelezen[-1].id)


def vernietig(ronde: Ronde) -> None:
    """Jeugdwet 7.1.4.5(2)(b), 7.1.4.6(1), R-043, R-103, R-111: at 23, and at the end of the archive."""
    beleid = ronde.context.beleid
    grens, archief = laatste_uiterlijk(ronde.dag, beleid), verlopen_archieven(ronde.dag, beleid)
    while ronde.doorgaan():
        with ronde.context.opslag.lezen() as transactie:
            ids = transactie.onderhoud.te_vernietigen(grens, archief, VOORUIT)
        if not sum(_vernietig_deel(deel, ronde) for deel in _delen(ids, ronde)):
            return  # nothing is due, or somebody changed it meanwhile: the next run looks again


def _delen(ids: Sequence[str], ronde: Ronde) -> Iterator[Sequence[str]]:
    for begin in range(0, len(ids), ronde.per_keer):
        if ronde.doorgaan():
            yield ids[begin : begin + ronde.per_keer]


def _vernietig_deel(melding_ids: Sequence[str], ronde: Ronde) -> int:
    """Destroy these, under the locks of a melding, as far as the rule still says so; persons go with their last melding."""
    with ronde.context.opslag.schrijven() as transactie:
        transactie.vergrendel_meldingen(melding_ids)
        gelezen = transactie.onderhoud.meldingen(melding_ids)
        meldingen = sorted((m for m in gelezen if toestand(m, ronde.dag) is Toestand.VERNIETIGD), key=vernietigdag)
        if not meldingen:
            return 0
        regels = _regels(meldingen, ronde, transactie)
        for dag, van_dag in groupby(meldingen, key=vernietigdag):
            transactie.meldingen.vernietig([melding.id for melding in van_dag], middernacht(dag))
        jeugdigen = transactie.jeugdigen.vernietig_zonder_meldingen(*{melding.jeugdige_id for melding in meldingen})
        transactie.logboek.noteer(regels)
        transactie.leg_vast()
    ronde.aantallen["jeugdigen"] += jeugdigen
    ronde.tel("meldingen", len(meldingen))
    return len(meldingen)


def _regels(meldingen: Iterable[Melding], ronde: Ronde, transactie: Transactie) -> list[Logregel]:
    """R-140: per person and reason the meldingen that were destroyed."""
    per_persoon: dict[tuple[str, str], list[str]] = {}
    for melding in meldingen:
        reden = _reden(melding, ronde.dag)
        per_persoon.setdefault((melding.jeugdige_id, reden), []).append(melding.id)
    namen = transactie.onderhoud.logpseudoniemen({jeugdige_id for jeugdige_id, _ in per_persoon})
    return [
        Logregel(ronde.moment, Gebeurtenis.MELDINGEN_VERNIETIGD, OPERATIE, persoon=namen[jeugdige_id], ids=tuple(ids), uitkomst=reden)
        for (jeugdige_id, reden), ids in per_persoon.items()
    ]


def _reden(melding: Melding, dag: date) -> str:
    """R-043, R-103, R-190: why it is destroyed on ``dag``; who is 23 by then is destroyed for that."""
    if dag >= melding.beleid.einde and vernietigdag(melding) == melding.beleid.einde:
        return AFBOUW
    return LEEFTIJD_23 if dag >= niets_meer_vanaf(melding.uiterlijk, melding.beleid) else EINDE_ARCHIEF
