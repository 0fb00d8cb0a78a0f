"""What the chain of the statutory log costs: per line when it is written, and per million lines when it is checked."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.dienst import database
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.logboek_controleer import Controle
from verwijsindex.operations.logboek import records
from verwijsindex.storage.database import SqlOpslag, migreer, open_opslag
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.versleuteling import nieuwe_sleutels
from verwijsindex.wiring.context import echte_tijd

LOS: Final = 300
"""Lines that are written one by one and measured; the rest goes in by the thousand."""
PER_KEER: Final = 1000

Volg = Callable[[Iterable[Any]], Iterable[Any]]
"""May show how far it is."""


class ControleMislukt(RuntimeError):
    """The log that was just written does not hold."""


def meet_logboek(databases: Iterable[str], regels: int, volg: Volg) -> list[dict[str, Any]]:
    """Per database: CPU microseconds of one line without its COMMIT, and CPU seconds of a check per million lines, of ``regels`` lines."""
    with tempfile.TemporaryDirectory(prefix="verwijsindex-bench-") as naam:
        return list(volg(_per_database(databases, regels, Path(naam))))


def _per_database(databases: Iterable[str], regels: int, map: Path) -> Iterator[dict[str, Any]]:
    for soort in databases:
        with database(soort, map) as url:
            migreer(url)
            sleutels = nieuwe_sleutels()
            opslag = open_opslag(url, sleutels)
            per_regel = median(_schrijf_een(opslag, nummer) for nummer in range(LOS))
            for begin in range(LOS, regels, PER_KEER):
                _schrijf(opslag, [_regel(nummer) for nummer in range(begin, min(begin + PER_KEER, regels))])
            seconden = _controleer(opslag, Kluis(sleutels), max(regels, LOS))
            opslag.sluit()
        yield {
            "database": soort,
            "regels": max(regels, LOS),
            "us_per_regel": round(per_regel, 1),
            "seconden_per_miljoen": round(seconden * 1e6 / max(regels, LOS), 1),
        }


def _schrijf_een(opslag: SqlOpslag, nummer: int) -> float:
    """CPU of this process alone, from the line to before COMMIT."""
    with opslag.schrijven() as transactie:
        begin = time.process_time_ns()
        transactie.logboek.noteer([_regel(nummer)])
        transactie.logboek._schrijf()
        duur = time.process_time_ns() - begin
        transactie._sessie._slotwerk.clear()
        transactie.leg_vast()
    return duur / 1000


def _schrijf(opslag: SqlOpslag, regels: list[Logregel]) -> None:
    with opslag.schrijven() as transactie:
        transactie.logboek.noteer(regels)
        transactie.leg_vast()


def _controleer(opslag: SqlOpslag, kluis: Kluis, regels: int) -> float:
    begin = time.process_time()
    controle = Controle({}, kluis.kenmerk).loop(records(opslag))
    duur = time.process_time() - begin
    if controle.bevindingen or controle.regels != regels:
        raise ControleMislukt
    return duur


def _regel(nummer: int) -> Logregel:
    persoon, wie = f"{nummer:032x}", f"ggd-melder-{nummer % 100}"
    bericht = f"00000000-0000-4000-8000-{nummer:012d}"
    moment = echte_tijd() + timedelta(microseconds=nummer)
    oin = "00000099000000001000"
    return Logregel(moment, Gebeurtenis.MELDING_GEDAAN, "MeldJeugdige", oin, wie, "MELDER", bericht, persoon, (bericht,))
