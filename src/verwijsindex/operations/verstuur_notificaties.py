"""Sending what waits: one content-free mail per recipient, however many signalen (R-093, R-098, R-173; keuzes.md 8, 10)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from verwijsindex.domain.notificatie import Geadresseerde, GeadresseerdeSoort, Hapering, Wachtend
from verwijsindex.domain.ports import Klok, Opslag, Transactie
from verwijsindex.domain.ports_post import Postbode
from verwijsindex.domain.regels.beslistermijn import waarschuwt
from verwijsindex.domain.regels.notificeren import VAN_DEZE_MAIL, VOORGOED, bus_van, pauze
from verwijsindex.domain.signaal import Ontvanger, OntvangerSoort
from verwijsindex.domain.tijd import vandaag

VASTGEHOUDEN: Final = timedelta(minutes=10)
"""How long one sender has a notice to himself, far longer than a mail may take; when he dies, another takes it up."""
PER_RONDE: Final = 1000
"""So many notices at most in one round, so that whoever asked for it hears something."""


class Uitkomst(StrEnum):
    """What became of one notice."""

    VERSTUURD = "VERSTUURD"
    UITGESTELD = "UITGESTELD"
    ONBESTELBAAR = "ONBESTELBAAR"
    OVERBODIG = "OVERBODIG"
    """There is nothing left to tell."""
    DOORGEGEVEN = "DOORGEGEVEN"
    """Others were put in the queue for it: the regievoerders of a gemeente, or the coordinator."""


@dataclass(frozen=True, slots=True)
class Verslag:
    """How many notices had which outcome, and what is the matter with the mail server if anything is."""

    aantallen: Mapping[Uitkomst, int]
    storing: Hapering | None = None


@dataclass(frozen=True, slots=True)
class _TeVersturen:
    wachtend: Wachtend
    adres: str


def verstuur_notificaties(opslag: Opslag, postbode: Postbode, klok: Klok, tussentijd: timedelta) -> Verslag:
    """R-093, R-098, R-173: mail everyone whose turn it is, one by one; nobody again within ``tussentijd``.

    May run in several processes at once: a notice is one sender's until it is settled. Nothing is locked while the mail server works. A
    crash between sending and settling repeats a mail, and never loses one. Stops at the first trouble of the mail server itself.
    """
    telling: Counter[Uitkomst] = Counter()
    for _ in range(PER_RONDE):
        stap = _neem(opslag, klok.nu())
        if stap is None:
            break
        if isinstance(stap, Uitkomst):
            telling[stap] += 1
            continue
        hapering = postbode.bezorg(stap.adres, klok.nu())
        telling[_boek(opslag, stap.wachtend, hapering, klok.nu(), tussentijd)] += 1
        if hapering is not None and hapering not in VAN_DEZE_MAIL:
            return Verslag(telling, hapering)
    return Verslag(telling)


def _neem(opslag: Opslag, moment: datetime) -> _TeVersturen | Uitkomst | None:
    """Take the next notice; what needs no mail is settled at once."""
    with opslag.schrijven() as transactie:
        wachtend = transactie.notificaties.neem(moment, moment + VASTGEHOUDEN)
        if wachtend is None:
            transactie.leg_vast()
            return None
        stap = _beslis(transactie, wachtend, moment)
        transactie.leg_vast()
        return stap


def _beslis(transactie: Transactie, wachtend: Wachtend, moment: datetime) -> _TeVersturen | Uitkomst:
    match wachtend.wie.soort:
        case GeadresseerdeSoort.GEMEENTE:
            if not transactie.notificaties.ligt_er_iets(Ontvanger(OntvangerSoort.GEMEENTE, wachtend.wie.id)):
                return _overbodig(transactie, wachtend)
            return _geef_door(transactie, wachtend, transactie.organisaties.regievoerders(wachtend.wie.id, vandaag(moment)), moment)
        case GeadresseerdeSoort.COLLEGE:
            if not waarschuwt(transactie.rechten.open_verzoeken(wachtend.wie.id), vandaag(moment)):
                return _overbodig(transactie, wachtend)
            return _geef_door(transactie, wachtend, transactie.organisaties.college(wachtend.wie.id, vandaag(moment)), moment)
        case GeadresseerdeSoort.GEBRUIKER:
            return _beslis_gebruiker(transactie, wachtend, moment)


def _beslis_gebruiker(transactie: Transactie, wachtend: Wachtend, moment: datetime) -> _TeVersturen | Uitkomst:
    gebruiker = transactie.organisaties.gebruiker(wachtend.wie.id)
    bus = None if gebruiker is None else bus_van(gebruiker)
    if gebruiker is None or (bus is not None and not transactie.notificaties.ligt_er_iets(bus)):
        return _overbodig(transactie, wachtend)
    if not gebruiker.aanwijzing.omvat(vandaag(moment)):
        instantie = gebruiker.instantie
        anderen = () if instantie is None else transactie.organisaties.coordinatoren(instantie.id, vandaag(moment))
        return _geef_door(transactie, wachtend, anderen, moment)
    if gebruiker.contact.emailadres is None:
        return _onbestelbaar(transactie, wachtend, moment, Hapering.GEEN_ADRES)
    return _TeVersturen(wachtend, gebruiker.contact.emailadres)


def _geef_door(transactie: Transactie, wachtend: Wachtend, wie: Sequence[str], moment: datetime) -> Uitkomst:
    """R-136, keuzes.md 8, 10: who acts for the college or leads its regie, or the coordinators of who is no longer appointed."""
    anderen = [Geadresseerde(GeadresseerdeSoort.GEBRUIKER, id) for id in wie if id != wachtend.wie.id]
    if not anderen:
        return _onbestelbaar(transactie, wachtend, moment, Hapering.NIEMAND)
    transactie.notificaties.geef_door(wachtend, anderen, moment)
    return Uitkomst.DOORGEGEVEN


def _overbodig(transactie: Transactie, wachtend: Wachtend) -> Uitkomst:
    transactie.notificaties.vergeet(wachtend)
    return Uitkomst.OVERBODIG


def _onbestelbaar(transactie: Transactie, wachtend: Wachtend, moment: datetime, hapering: Hapering) -> Uitkomst:
    transactie.notificaties.onbestelbaar(wachtend, moment, hapering)
    return Uitkomst.ONBESTELBAAR


def _boek(opslag: Opslag, wachtend: Wachtend, hapering: Hapering | None, moment: datetime, tussentijd: timedelta) -> Uitkomst:
    """Settle a notice after its mail was tried."""
    with opslag.schrijven() as transactie:
        uitkomst = _verwerk(transactie, wachtend, hapering, moment, tussentijd)
        transactie.leg_vast()
        return uitkomst


def _verwerk(transactie: Transactie, wachtend: Wachtend, hapering: Hapering | None, moment: datetime, tussentijd: timedelta) -> Uitkomst:
    if hapering is None:
        transactie.notificaties.verstuurd(wachtend, moment + tussentijd)
        return Uitkomst.VERSTUURD
    nogmaals = pauze(wachtend.pogingen + 1)
    if hapering in VOORGOED or nogmaals is None:
        return _onbestelbaar(transactie, wachtend, moment, hapering)
    transactie.notificaties.stel_uit(wachtend, moment + nogmaals, hapering)
    return Uitkomst.UITGESTELD
