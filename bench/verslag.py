"""What was measured, for a reader (a table) and for a program (one JSON object)."""

import platform
from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any, Final

from bench.grens import IN_FASE
from bench.melding import FASEN
from bench.meten import Resultaat
from bench.stopwatch import COMMIT, Meting

NORM: Final = 2.5
"""(a) without commits should cost at most this many times (b) without commits."""


def cijfers(resultaat: Resultaat) -> dict[str, Any]:
    """The object of the last line: times in microseconds, each the median over the messages."""
    meld, grens = resultaat.melding, resultaat.grens
    meld_us, grens_us = (_us(meting.zonder_commit for meting in soort.geheel) for soort in (meld, grens))
    meld_wand, grens_wand = (_us(meting.met_commit for meting in soort.geheel) for soort in (meld, grens))
    return {
        "meld_x_limiet": round(meld_us / grens_us, 3),
        "meld_commit_x_limiet": round(meld_wand / grens_wand, 3),
        "norm": NORM,
        "meld_us": round(meld_us, 1),
        "limiet_us": round(grens_us, 1),
        "meld_commit_us": round(meld_wand, 1),
        "limiet_commit_us": round(grens_wand, 1),
        "commits": resultaat.commits,
        "sql": resultaat.sql,
        "berichten": len(meld.geheel),
        "python": platform.python_version(),
        "fasen_us": {naam: _fase(meld.per_fase, naam) for naam in FASEN},
        "limiet_fasen_us": {naam: _fase(grens.per_fase, naam) for naam in IN_FASE},
    }


def tabel(getallen: dict[str, Any]) -> str:
    """The same for a reader, in Dutch."""
    return "\n".join((*_kop(getallen), *_regels(getallen), *_slot(getallen)))


def tabel_per_seconde(cellen: list[dict[str, Any]]) -> str:
    """The load, in Dutch: a line for each cell."""
    return "\n".join(("", *_kop_per_seconde(), *map(_cel, cellen)))


def tabel_gezinnen(regels: list[dict[str, Any]]) -> str:
    """What a melding costs when the family was reported before, in Dutch."""
    kop = (
        "",
        "Een melding, als het gezin al eerder is gemeld (CPU van de operatie, SQLite):",
        "",
        f"{'eerder':>8}{'us':>10}{'per eerdere':>13}",
    )
    return "\n".join((*kop, *(f"{r['eerder']:>8}{r['us']:>10.0f}{r['per_eerder_us'] or '':>13}" for r in regels)))


def tabel_onderhoud(regels: list[dict[str, Any]]) -> str:
    """What maintenance destroys in a second, in Dutch."""
    kop = ("", "Onderhoud: zoveel meldingen lopen op een dag af, en worden in een ronde vernietigd:", "")
    koppen = f"{'database':<12}{'meldingen':>10}{'seconden':>10}{'per seconde':>13}"
    return "\n".join(
        (*kop, koppen, *(f"{r['database']:<12}{r['meldingen']:>10}{r['seconden']:>10.1f}{r['per_seconde']:>13.0f}" for r in regels))
    )


def tabel_logboek(regels: list[dict[str, Any]]) -> str:
    """What the chain of the log costs, in Dutch."""
    kop = ("", "Het logboek: een regel per transactie, zonder COMMIT, en een controle van het geheel (CPU van ons proces):", "")
    koppen = f"{'database':<12}{'regels':>10}{'us per regel':>14}{'controle per miljoen':>22}"
    return "\n".join(
        (
            *kop,
            koppen,
            *(f"{r['database']:<12}{r['regels']:>10}{r['us_per_regel']:>14.0f}{r['seconden_per_miljoen']:>20.1f} s" for r in regels),
        )
    )


def tabel_sleutels(regels: list[dict[str, Any]]) -> str:
    """What it costs to put everything under another key, in Dutch."""
    kop = ("", "Sleutels: alles onder een andere sleutel zetten, zonder rust ertussen:", "")
    koppen = f"{'database':<12}{'rijen':>10}{'waarden':>10}{'seconden':>10}{'per 100.000 rijen':>19}"
    tekst = (f"{r['database']:<12}{r['rijen']:>10}{r['waarden']:>10}{r['seconden']:>10.1f}{r['per_100000_rijen']:>17.1f} s" for r in regels)
    return "\n".join((*kop, koppen, *tekst))


def tabel_groot(getallen: dict[str, Any]) -> str:
    """A full index beside an empty one, in Dutch."""
    oordeel = "binnen" if getallen["vol_x_leeg"] <= getallen["norm"] else "BOVEN"
    vol = f"{getallen['actief']} actieve en {getallen['gearchiveerd']} oude meldingen"
    return (
        f"\nEen melding in PostgreSQL: leeg {getallen['leeg_ms']:.1f} ms, met {vol} {getallen['vol_ms']:.1f} ms;"
        f" {getallen['vol_x_leeg']:.2f} maal, {oordeel} de norm van {getallen['norm']}."
    )


def _kop_per_seconde() -> Iterator[str]:
    yield "Van begin tot eind: echte serverprocessen, TLS met clientcertificaat, open verbindingen; clients en server delen deze machine."
    yield ""
    yield f"{'database':<12}{'processen':>9}{'clients':>9}{'per seconde':>13}{'p50 ms':>9}{'p99 ms':>9}"


def _cel(cel: dict[str, Any]) -> str:
    wie = f"{cel['database']:<12}{cel['processen']:>9}{cel['clients']:>9}"
    return f"{wie}{cel['per_seconde']:>13.0f}{cel['p50_ms']:>9.1f}{cel['p99_ms']:>9.1f}"


def _kop(getallen: dict[str, Any]) -> Iterator[str]:
    yield f"Een ondertekende MeldJeugdige: nieuwe melding, geen match, aanroeper bekend. Python {getallen['python']}."
    yield f"Microseconden CPU; mediaan van {getallen['berichten']} berichten; om en om gemeten met de ondergrens."
    yield ""
    yield f"{'fase':<11}{'kosten':>8}{'aandeel':>9}{'grens':>8}   wat"


def _regels(getallen: dict[str, Any]) -> Iterator[str]:
    fasen, delen = getallen["fasen_us"], getallen["limiet_fasen_us"]
    geheel = sum(us for naam, us in fasen.items() if naam != COMMIT)
    for naam, us in fasen.items():
        grens = sum(delen[deel] for deel, fase in IN_FASE.items() if fase == naam)
        aandeel = "" if naam == COMMIT else f"{us / geheel:.0%}"
        yield f"{naam:<11}{us:>8.0f}{aandeel:>9}{f'{grens:.0f}' if grens else '':>8}   {FASEN[naam]}"


def _slot(getallen: dict[str, Any]) -> Iterator[str]:
    oordeel = "binnen" if getallen["meld_x_limiet"] <= getallen["norm"] else "BOVEN"
    yield ""
    yield f"{'':<30}{'melding':>9}{'grens':>9}{'maal':>8}"
    yield (
        f"{'zonder COMMIT (CPU)':<30}{getallen['meld_us']:>9.0f}{getallen['limiet_us']:>9.0f}{getallen['meld_x_limiet']:>8.2f}"
        f"   {oordeel} de norm van {getallen['norm']}"
    )
    yield (
        f"{'met COMMIT (tijd op de klok)':<30}{getallen['meld_commit_us']:>9.0f}{getallen['limiet_commit_us']:>9.0f}"
        f"{getallen['meld_commit_x_limiet']:>8.2f}"
    )
    yield f"{'bibliotheken alleen (CPU)':<30}{getallen['bodem_us']:>9.0f}{getallen['bodem_x_limiet']:>17.2f}   de rest is eigen Python"
    yield f"{getallen['commits']} maal COMMIT en {getallen['sql']} SQL-opdrachten per melding."


def _fase(metingen: list[Meting], naam: str) -> float:
    return round(_us(meting.cpu.get(naam, 0) for meting in metingen), 1)


def _us(nanoseconden: Iterable[int]) -> float:
    return median(nanoseconden) / 1000
