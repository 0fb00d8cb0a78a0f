"""How many meldingen a second maintenance destroys, and whether that stays so when there are more of them."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from bench.dienst import database
from bench.meldkamer import OIN, Meldkamer, melder_id
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.domain.tijd import BrpDatum, vandaag
from verwijsindex.operations.onderhoud import onderhoud
from verwijsindex.operations.ronde import Ronde
from verwijsindex.sandbox.bevolking import reeks_bsns
from verwijsindex.storage.database import migreer
from verwijsindex.wiring.context import echte_tijd
from verwijsindex.wiring.sandbox import bouw_of_open

_PORTIE: Final = 1000
_KIND: Final = BrpDatum(20040510)

Volg = Callable[[Iterable[int]], Iterable[int]]
"""May show how far the filling is."""


@dataclass(frozen=True, slots=True)
class Afloop:
    """Which database, and how many meldingen run out at once; the smaller number shows the growth."""

    database: str
    aantallen: tuple[int, int]


class NietAllesVernietigd(RuntimeError):
    """Maintenance left something, or took too much."""


def meet_onderhoud(afloop: Afloop, volg: Volg) -> list[dict[str, Any]]:
    """Per number of meldingen about who is 23 today: seconds of one run, and how many a second.

    Each has a person with two parents, a business key and a signaal.
    """
    with tempfile.TemporaryDirectory(prefix="verwijsindex-bench-") as naam:
        map = Path(naam)
        instellingen, _ = bouw_of_open(map / "sandbox", echte_tijd(), lambda _: None)
        regels = []
        for aantal in afloop.aantallen:
            with database(afloop.database, map) as url:
                migreer(url)
                kamer = Meldkamer(replace(instellingen, klok=None), url, 1)
                vul(kamer, aantal, volg)
                regels.append({"database": afloop.database, **_ronde(kamer, aantal)})
                kamer.sluit()
    return regels


def _ronde(kamer: Meldkamer, aantal: int) -> dict[str, Any]:
    context = replace(kamer.context, wijzigingen=None)  # the register is measured elsewhere
    begin = time.perf_counter()
    verslag = onderhoud(Ronde(context, context.klok.nu(), echte_tijd()))
    seconden = time.perf_counter() - begin
    if verslag.aantallen.get("meldingen") != aantal or verslag.mislukt:
        raise NietAllesVernietigd
    return {"meldingen": aantal, "seconden": round(seconden, 3), "per_seconde": round(aantal / seconden, 1)}


def vul(kamer: Meldkamer, aantal: int, volg: Volg) -> None:
    """Keep ``aantal`` meldingen of as many persons."""
    nummers = reeks_bsns(0)
    for begin in volg(range(0, aantal, _PORTIE)):
        with kamer.context.opslag.schrijven() as transactie:
            for _ in range(min(_PORTIE, aantal - begin)):
                _voeg_toe(transactie, kamer, nummers)
            transactie.leg_vast()


def _voeg_toe(transactie: Transactie, kamer: Meldkamer, nummers: Iterator[str]) -> None:
    bsn, moeder, vader = (Bsn(next(nummers)) for _ in range(3))
    nu, melding_id = kamer.context.klok.nu(), str(uuid4())
    persoon = RegisterPersoon(_KIND, ouders=frozenset({moeder, vader}), gemeentecode="0363")
    jeugdige = transactie.jeugdigen.bewaar(bsn, persoon, vandaag(nu), None)
    einde = vandaag(nu) + timedelta(days=100)
    melding = Melding(melding_id, jeugdige.id, melder_id(0), melding_id, nu - timedelta(days=600), einde, vandaag(nu))
    transactie.meldingen.voeg_toe(melding, OIN)
    transactie.sleutels.bind(ZakelijkeSleutel(OIN, SleutelSoort.MELDING, melding_id, (melding_id,)), nu, "{}", melding_id)
    bus = Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, melder_id(0))
    transactie.signalen.voeg_toe([NieuwSignaal(str(uuid4()), bus, SignaalSoort.VERLOOPT, nu, melding_id, melding_id)])
