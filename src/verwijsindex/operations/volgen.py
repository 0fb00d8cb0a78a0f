"""Whom the register of persons tells us about: everyone with a number of whom a melding or archive entry is kept (R-120)."""

from dataclasses import dataclass
from typing import Final

from verwijsindex.domain.ports_register import Registerwijzigingen, Wijziging
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar
from verwijsindex.operations.context import Context
from verwijsindex.operations.verwerk_wijzigingen import verwerk_een

_PER_KEER: Final = 100


@dataclass(frozen=True, slots=True)
class Gevolgd:
    """How many persons the register was asked to follow, and to follow no longer."""

    gevolgd: int = 0
    niet_meer: int = 0
    volledig: bool = True
    """False when the register fell away: the rest follows next time."""


def volg_en_ontvolg(context: Context) -> Gevolgd:
    """R-120: first end following of who is gone, then begin it for who is new; by one at a time.

    The register is told before it is noted here, so that whoever stops halfway tells it again; doing so twice is doing it once. Who is
    followed is looked up once more: between the question for his melding and now nobody told us that he moved or died (R-044, R-121).
    """
    bron = context.wijzigingen
    if bron is None:
        return Gevolgd()
    niet_meer = gevolgd = 0
    try:
        while klaar := _ontvolg(bron, context):
            niet_meer += klaar
        while klaar := _volg(bron, context):
            gevolgd += klaar
    except RegisterOnbereikbaar:
        return Gevolgd(gevolgd, niet_meer, volledig=False)
    return Gevolgd(gevolgd, niet_meer)


def _ontvolg(bron: Registerwijzigingen, context: Context) -> int:
    dag = vandaag(context.klok.nu())
    with context.opslag.lezen() as transactie:
        nummers = transactie.volglijst.niet_meer_te_volgen(_PER_KEER)
    for bsn in nummers:
        bron.volg_niet_meer(bsn, dag)
        with context.opslag.schrijven() as transactie:
            transactie.volglijst.vergeet(bsn)
            transactie.leg_vast()
    return len(nummers)


def _volg(bron: Registerwijzigingen, context: Context) -> int:
    with context.opslag.lezen() as transactie:
        jeugdigen = transactie.volglijst.nog_te_volgen(_PER_KEER)
    for jeugdige_id, bsn in jeugdigen:
        bron.volg(bsn)
        verwerk_een(Wijziging(bsn), context)
        with context.opslag.schrijven() as transactie:
            nog_daar = transactie.volglijst.gevolgd(jeugdige_id)
            transactie.leg_vast()
        if not nog_daar:  # destroyed while the register was asked
            bron.volg_niet_meer(bsn, vandaag(context.klok.nu()))
    return len(jeugdigen)
