"""Two persons of whom the same is known, as twins of one sex: a melding is given to the other of them (R-031, Q-11)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.nummers import Visn
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.termijnen import toestand
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.context import Context
from verwijsindex.operations.gevolg import regels_van
from verwijsindex.operations.identificeren import Gevonden
from verwijsindex.operations.verhangen import Verhangen, verhang

OPERATIE: Final = "OnderscheidVisn"
EERSTE: Final = 2
LAATSTE: Final = 99


class OnderscheidOnmogelijk(Exception):
    """This melding cannot be given to another person; the Dutch text says why and holds nothing of a person."""


@dataclass(frozen=True, slots=True)
class Onderscheiden:
    """What was done, or would be: counts only."""

    volgnummer: int
    """Distinction behind the number: which of the persons of whom the same is known he is."""
    blijven: int
    """Meldingen and archive entries that stay with the person whom it was about."""
    ingetrokken: int
    """Notices to who was told of a match that was none."""
    nieuw: int
    """Signalen to who gains a match."""


def onderscheid_visn(melding_id: str, context: Context, *, bij: str | None = None, proef: bool = False) -> Onderscheiden:
    """Let this melding be about another person with the same name, birth date and sex; its dates stay.

    That person is new, or the one whom melding ``bij`` is about. What it matched before it no longer matches, and who was told is
    told. With ``proef`` nothing is kept. Raises OnderscheidOnmogelijk.
    """
    moment = context.klok.nu()
    with context.opslag.lezen() as transactie:
        gezien = _visn(transactie, _melding(transactie, melding_id, moment))
        doel = None if bij is None else _visn(transactie, _melding(transactie, bij, moment))
    with context.opslag.schrijven() as transactie:
        transactie.vergrendel(gezien.basis, (), gezien, *([] if doel is None else [doel]))
        melding = _melding(transactie, melding_id, moment)
        if _visn(transactie, melding) != gezien:
            raise OnderscheidOnmogelijk("de melding is intussen over iemand anders; probeer het opnieuw")
        naar = _eerste_vrije(transactie, gezien) if doel is None else _gelijk_aan(gezien, doel)
        gedaan = _verhang(transactie, melding, naar, moment, context)
        uitkomst = _tel(transactie, melding, naar, gedaan, vandaag(moment))
        transactie.logboek.noteer(gedaan.regels(regels_van(moment, OPERATIE), Gebeurtenis.VISN_ONDERSCHEIDEN))
        if not proef:
            transactie.leg_vast()
        return uitkomst


def _melding(transactie: Transactie, melding_id: str, moment: datetime) -> Melding:
    melding = transactie.meldingen.haal(melding_id)
    if melding is None or toestand(melding, vandaag(moment)) is Toestand.VERNIETIGD:
        raise OnderscheidOnmogelijk("deze melding bestaat niet")
    return melding


def _visn(transactie: Transactie, melding: Melding) -> Visn:
    nummer = transactie.jeugdigen.nummer(melding.jeugdige_id)
    if not isinstance(nummer, Visn):
        raise OnderscheidOnmogelijk("deze melding is niet zonder burgerservicenummer gedaan, of heeft er nu een")
    return nummer


def _eerste_vrije(transactie: Transactie, visn: Visn) -> Visn:
    """Nobody else takes one meanwhile: who does so holds the lock on the number without distinction."""
    for volgnummer in range(EERSTE, LAATSTE + 1):
        naar = visn.onderscheiden(volgnummer)
        if transactie.jeugdigen.zoek(naar) is None:
            return naar
    raise OnderscheidOnmogelijk("er zijn al negenennegentig personen met deze gegevens")


def _gelijk_aan(visn: Visn, doel: Visn) -> Visn:
    if doel.basis != visn.basis:
        raise OnderscheidOnmogelijk("de andere melding is over iemand met andere gegevens")
    if doel == visn:
        raise OnderscheidOnmogelijk("beide meldingen zijn al over dezelfde persoon")
    return doel


def _verhang(transactie: Transactie, melding: Melding, naar: Visn, moment: datetime, context: Context) -> Verhangen:
    van = transactie.jeugdigen.haal(melding.jeugdige_id)
    wie = Gevonden(naar, RegisterPersoon(None), van.uiterlijk)
    return verhang(transactie, van, [melding], wie, moment=moment, context=context)


def _tel(transactie: Transactie, was: Melding, naar: Visn, gedaan: Verhangen, dag: date) -> Onderscheiden:
    """R-045: what the maintenance has not destroyed yet does not count."""
    volgnummer = int(naar.waarde.partition("-")[2] or 1)
    over = transactie.meldingen.van_jeugdigen([was.jeugdige_id]) if was.jeugdige_id != gedaan.bij.jeugdige.id else ()
    blijven = sum(toestand(m, dag) is not Toestand.VERNIETIGD for m in over)
    return Onderscheiden(volgnummer, blijven, len(gedaan.berichten), len(gedaan.gevolg.signalen))
