"""``verwijsindex sandbox``: a whole verwijsindex to try things on, and its virtual clock."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from verwijsindex.cli import gebeurtenis
from verwijsindex.cli.beheer import serveer
from verwijsindex.cli.onderhoud import UITLEG, doe_onderhoud, voeg_keuzes_toe
from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.cli.sandboxkeuze import gekozen_map, voeg_map_toe
from verwijsindex.cli.voortgang import voortgang
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.sandbox.duur import lees_duur, lees_tijd
from verwijsindex.sandbox.klok import VirtueleKlok, vooruit, zet
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.slot import alleen
from verwijsindex.sandbox.zaaien import BEGIN, GEZINNEN, HOOGSTENS_GEZINNEN, Zaaisel
from verwijsindex.settings import HOOGSTE_POORT
from verwijsindex.wiring.sandbox import STAPPEN, beschrijf_adres, bouw_of_open, open_bestaande
from verwijsindex.wiring.server import echte_tijd


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command and its two subcommands."""
    sandbox = opdrachten.add_parser(
        "sandbox",
        help="een verwijsindex om mee te proberen, met partners, certificaten en personen",
        description="Start een complete verwijsindex in een map, met testcertificaten, vijf partners en verzonnen personen.",
        epilog=voorbeeld("verwijsindex sandbox --map sandbox-map --poort 8443", "verwijsindex sandbox klok --vooruit P1D"),
    )
    voeg_map_toe(sandbox)
    sandbox.add_argument("--poort", type=_poort, default=8443, metavar="N", help="poort op deze machine; 0 is een vrije (standaard 8443)")
    wie = sandbox.add_mutually_exclusive_group()
    wie.add_argument("--personen", type=Path, metavar="BESTAND", help="personen uit dit JSON-bestand, niet de verzonnen gezinnen")
    wie.add_argument("--zaad", type=_zaad, metavar="N", help="verzin een bevolking; hetzelfde getal (0 of hoger) geeft dezelfde mensen")
    gezinnen = f"hoeveel gezinnen bij --zaad: 1 tot en met {HOOGSTENS_GEZINNEN} (standaard {GEZINNEN})"
    sandbox.add_argument("--gezinnen", type=_aantal_gezinnen, metavar="N", help=gezinnen)
    sandbox.add_argument("--klok", metavar="TIJD", help=f"laat de klok hier beginnen (standaard nu; bij --zaad {BEGIN})")
    sandbox.add_argument("--nieuw", action="store_true", help="begin opnieuw: wis de sandbox die al in de map staat")
    sandbox.set_defaults(voer_uit=_start, fout=sandbox.error)
    onderdelen = sandbox.add_subparsers(title="onderdelen", metavar="ONDERDEEL", parser_class=Parser)
    _voeg_klok_toe(onderdelen)
    gebeurtenis.voeg_toe(onderdelen)
    _voeg_onderhoud_toe(onderdelen)


def _voeg_klok_toe(onderdelen: "argparse._SubParsersAction[Parser]") -> None:
    klok = onderdelen.add_parser(
        "klok",
        help="de klok van de sandbox zetten",
        description="Zet de klok van een sandbox, ook als die draait. De klok bepaalt 'vandaag' en het meldmoment, nooit de beveiliging.",
        epilog=voorbeeld("verwijsindex sandbox klok --zet 2026-11-22", "verwijsindex sandbox klok --vooruit P2Y"),
    )
    voeg_map_toe(klok)
    keuze = klok.add_mutually_exclusive_group()
    keuze.add_argument("--zet", metavar="TIJD", help="datum of tijdstip, bijvoorbeeld 2026-11-22 of 2026-11-22T14:30")
    keuze.add_argument("--vooruit", metavar="DUUR", help="duur, bijvoorbeeld P1D, PT2H, P1M of P2Y")
    klok.set_defaults(voer_uit=_klok)


def _voeg_onderhoud_toe(onderdelen: "argparse._SubParsersAction[Parser]") -> None:
    onderhoud = onderdelen.add_parser(
        "onderhoud",
        help="onderhoud doen in de sandbox, op haar klok",
        description=f"{UITLEG}\n\nEen sandbox doet dit niet uit zichzelf, zoals een server: u zegt wanneer.",
        epilog=voorbeeld("verwijsindex sandbox onderhoud", "verwijsindex sandbox onderhoud --proef"),
    )
    voeg_map_toe(onderhoud)
    voeg_keuzes_toe(onderhoud)
    onderhoud.set_defaults(voer_uit=lambda keuzes: doe_onderhoud(open_bestaande(gekozen_map(keuzes)), keuzes))


def _poort(tekst: str) -> int:
    return _tussen(tekst, 0, HOOGSTE_POORT)


def _zaad(tekst: str) -> int:
    return _tussen(tekst, 0, sys.maxsize)


def _aantal_gezinnen(tekst: str) -> int:
    return _tussen(tekst, 1, HOOGSTENS_GEZINNEN)


def _tussen(tekst: str, laagste: int, hoogste: int) -> int:
    getal = int(tekst)
    if not laagste <= getal <= hoogste:
        raise ValueError
    return getal


def _personen(keuzes: argparse.Namespace) -> Path | Zaaisel | None:
    """Whom the sandbox gets. Stops with a usage error when a number of families is given and no seed."""
    if keuzes.gezinnen is not None and keuzes.zaad is None:
        keuzes.fout("argument --gezinnen: alleen samen met --zaad")
    if keuzes.zaad is not None:
        return Zaaisel(keuzes.zaad, keuzes.gezinnen or GEZINNEN)
    bestand: Path | None = keuzes.personen
    return bestand


def _start(keuzes: argparse.Namespace) -> int:
    """Build or open the sandbox and serve it until SIGTERM; says ``gereed`` with the URL once ``sandbox.json`` is there."""
    map = gekozen_map(keuzes)
    begin = None if keuzes.klok is None else lees_tijd(keuzes.klok)
    personen = _personen(keuzes)
    with alleen(map):
        with voortgang("Sandbox maken", STAPPEN) as stap:
            instellingen, beschrijving = bouw_of_open(map, echte_tijd(), stap, personen, nieuw=keuzes.nieuw, begin=begin)

        def meld_gereed(url: str) -> None:
            beschrijf_adres(map, beschrijving, url)
            print(f"gereed {url}", flush=True)

        serveer(replace(instellingen, poort=keuzes.poort), meld_gereed)
    return GOED


def _klok(keuzes: argparse.Namespace) -> int:
    pad = Sandboxmap(gekozen_map(keuzes)).klok
    if keuzes.zet is not None:
        moment = zet(pad, lees_tijd(keuzes.zet))
    elif keuzes.vooruit is not None:
        moment = vooruit(pad, lees_duur(keuzes.vooruit))
    else:
        moment = VirtueleKlok(pad).nu()
    print(f"De klok van de sandbox staat op {moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M:%S}.")
    return GOED
