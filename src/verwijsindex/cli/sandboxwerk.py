"""Makes and serves a sandbox, and does its maintenance: what needs a whole server in memory."""

import argparse
from dataclasses import replace
from pathlib import Path

from verwijsindex.cli.beheer import serveer
from verwijsindex.cli.onderhoud import doe_onderhoud
from verwijsindex.cli.opdracht import GOED
from verwijsindex.cli.sandboxkeuze import gekozen_map
from verwijsindex.cli.voortgang import voortgang
from verwijsindex.domain.regels.uitsluiten import KOLOMMEN
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.uitgesloten import Bron
from verwijsindex.operations.rua import lees_rua_in
from verwijsindex.sandbox.duur import lees_tijd
from verwijsindex.sandbox.slot import alleen
from verwijsindex.sandbox.zaaisel import GEZINNEN, Zaaisel
from verwijsindex.wiring.context import echte_tijd, maak_context, open_database
from verwijsindex.wiring.sandbox import STAPPEN, beschrijf_adres, bouw_of_open
from verwijsindex.wiring.sandboxinstellingen import open_bestaande


def _personen(keuzes: argparse.Namespace) -> Path | Zaaisel | None:
    """Whom the sandbox gets. Stops with a usage error when a number of families is given and no seed."""
    if keuzes.gezinnen is not None and keuzes.zaad is None:
        keuzes.fout("argument --gezinnen: alleen samen met --zaad")
    if keuzes.zaad is not None:
        return Zaaisel(keuzes.zaad, keuzes.gezinnen or GEZINNEN)
    bestand: Path | None = keuzes.personen
    return bestand


def start(keuzes: argparse.Namespace) -> int:
    """Build or open the sandbox and serve it until SIGTERM; says ``gereed`` with the URL once ``sandbox.json`` is there."""
    map = gekozen_map(keuzes)
    begin = None if keuzes.klok is None else lees_tijd(keuzes.klok)
    personen = _personen(keuzes)
    with alleen(map):
        with voortgang("Sandbox maken", STAPPEN) as stap:
            instellingen, beschrijving = bouw_of_open(map, echte_tijd(), stap, personen, nieuw=keuzes.nieuw, begin=begin)

        def meld_gereed(url: str) -> None:
            beschrijf_adres(map, beschrijving, url, zonder_handtekening=keuzes.zonder_handtekening)
            print(f"gereed {url}", flush=True)

        serveer(replace(instellingen, poort=keuzes.poort, zonder_handtekening=keuzes.zonder_handtekening), meld_gereed)
    return GOED


def onderhoud(keuzes: argparse.Namespace) -> int:
    """Maintenance on the sandbox's own clock."""
    return doe_onderhoud(open_bestaande(gekozen_map(keuzes)), keuzes)


def uitsluiting(keuzes: argparse.Namespace) -> int:
    """R-075: an address is excluded from today on the sandbox's own clock."""
    instellingen = open_bestaande(gekozen_map(keuzes))
    opslag = open_database(instellingen)
    try:
        context = maak_context(instellingen, opslag)
        velden = dict.fromkeys(KOLOMMEN, "") | {
            "bron": Bron.MINISTER,
            "vanaf": vandaag(context.klok.nu()).isoformat(),
            "postcode": keuzes.postcode,
            "huisnummer": keuzes.huisnummer,
        }
        lees_rua_in(f"{';'.join(velden)}\n{';'.join(velden.values())}\n", context)
    finally:
        opslag.sluit()
    print("Het adres is vanaf vandaag uitgesloten.")
    return GOED
