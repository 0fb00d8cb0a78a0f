"""Supervision: what is kept and logged about a person or in a period, shown to a toezichthouder and logged (R-143)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.nummers import Persoonsnummer
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.termijnen import toestand
from verwijsindex.domain.regels.toezicht import InzienGeweigerd, eis_zaak, mag_toezien
from verwijsindex.domain.signaal import BewaardContact
from verwijsindex.domain.tijd import middernacht, vandaag
from verwijsindex.operations.context import Context

OPERATIE: Final = "Toezicht"
GEWEIGERD: Final = "GEEN_TOEZICHT"


@dataclass(frozen=True, slots=True)
class Persoonsbeeld:
    """Of one person: meldingen with their state on the day itself, and every line of the log about him."""

    meldingen: tuple[tuple[BewaardContact, Toestand], ...]
    regels: tuple[Logregel, ...]


@dataclass(frozen=True, slots=True)
class Periodebeeld:
    """Of a period: counts only."""

    meldingen: int
    """Made in it and kept still."""
    gebeurtenissen: Mapping[str, int]
    geweigerd: Mapping[str, int]
    vlug_ingetrokken: Mapping[str, int]
    """Per reporter (keuzes.md 22)."""


def zie_persoon_in(wie: str, zaak: str, nummer: Persoonsnummer, context: Context) -> Persoonsbeeld:
    """Everything about one person; nothing once the law destroyed it, for then the log knows nobody by that number (R-141).

    Raises InzienGeweigerd, after logging that. Looking is logged before anything is shown.
    """
    moment = context.klok.nu()
    with context.opslag.schrijven() as transactie:
        zaak = _mag(wie, zaak, transactie, context)
        jeugdige = transactie.jeugdigen.zoek(nummer)
        meldingen: Sequence[tuple[BewaardContact, Toestand]] = ()
        regels: Sequence[Logregel] = ()
        if jeugdige is not None:
            ids = [melding.id for melding in transactie.meldingen.van_jeugdigen([jeugdige.id])]
            beelden = [(c, toestand(c.melding, vandaag(moment))) for c in transactie.historie.contacten(ids, vandaag(moment))]
            meldingen = [(contact, staat) for contact, staat in beelden if staat is not Toestand.VERNIETIGD]
            regels = transactie.inzage.logregels(transactie.inzage.namen_in_logboek(jeugdige.logpseudoniem), frozenset(Gebeurtenis))
        persoon = None if jeugdige is None or not meldingen else jeugdige.logpseudoniem
        gezien = tuple(contact.melding.id for contact, _ in meldingen)
        _noteer(transactie, Gebeurtenis.TOEZICHT_INGEZIEN, wie, zaak, context, persoon=persoon, ids=gezien)
        transactie.leg_vast()
    return Persoonsbeeld(tuple(meldingen), tuple(regels) if meldingen else ())


def zie_periode_in(wie: str, zaak: str, vanaf: date, tot: date, context: Context) -> Periodebeeld:
    """What was logged from ``vanaf`` until the day before ``tot``, in counts. Raises InzienGeweigerd, after logging that."""
    begin, einde = middernacht(vanaf), middernacht(tot)
    with context.opslag.schrijven() as transactie:
        zaak = _mag(wie, zaak, transactie, context)
        bron = transactie.toezicht
        beeld = Periodebeeld(
            bron.meldingen(begin, einde),
            bron.gebeurtenissen(begin, einde),
            bron.geweigerd(begin, einde),
            bron.vlug_ingetrokken(begin, einde),
        )
        _noteer(transactie, Gebeurtenis.TOEZICHT_INGEZIEN, wie, zaak, context, ids=(vanaf.isoformat(), tot.isoformat()))
        transactie.leg_vast()
    return beeld


def _mag(wie: str, zaak: str, transactie: Transactie, context: Context) -> str:
    """The reference of the case, if this is a toezichthouder; else a line that somebody tried."""
    gebruiker = transactie.organisaties.gebruiker(wie)
    try:
        mag_toezien(gebruiker, vandaag(context.klok.nu()))
        return eis_zaak(zaak)
    except InzienGeweigerd:
        _noteer(transactie, Gebeurtenis.VERZOEK_GEWEIGERD, None if gebruiker is None else wie, GEWEIGERD, context)
        transactie.leg_vast()
        raise


def _noteer(
    transactie: Transactie,
    gebeurtenis: Gebeurtenis,
    wie: str | None,
    uitkomst: str,
    context: Context,
    *,
    persoon: str | None = None,
    ids: tuple[str, ...] = (),
) -> None:
    regel = Logregel(
        context.klok.nu(), gebeurtenis, OPERATIE, gebruiker_id=wie, rol="TOEZICHT", persoon=persoon, ids=ids, uitkomst=uitkomst
    )
    transactie.logboek.noteer([regel])
