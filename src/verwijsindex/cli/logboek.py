"""``verwijsindex logboek``: the statutory log checked, marked and handed out (R-140..R-142; docs/logboek.md)."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

from verwijsindex.cli.keuzes import lees_dag
from verwijsindex.cli.opdracht import GEWEIGERD, GOED, Parser, voorbeeld
from verwijsindex.cli.voortgang import balk
from verwijsindex.domain import logboek_controleer
from verwijsindex.domain.logboek_weergave import REGISTER, als_ldv, als_nen7513
from verwijsindex.operations.context import Context
from verwijsindex.operations.logboek import Gedaan, Periode, controleer, exporteer, ijk, is_ijken_nodig, regels_van, tel_regels
from verwijsindex.settings import Instellingen, InstellingenOnjuist, lees_instellingen
from verwijsindex.wiring.context import maak_context, open_database
from verwijsindex.wiring.ijken import openbare_sleutels

TOON: Final = 100
"""Findings that are printed."""


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command with its parts."""
    logboek = opdrachten.add_parser(
        "logboek",
        help="het wettelijke logboek controleren, ondertekenen en uitvoeren",
        description="Het logboek van wie wat deed (Jeugdwet 7.1.2.3). Elke regel hangt aan de vorige. Uitleg staat in docs/logboek.md.",
        epilog=voorbeeld("verwijsindex logboek controleer --instellingen verwijsindex.toml"),
    )
    delen = logboek.add_subparsers(title="onderdelen", metavar="ONDERDEEL", required=True, dest="onderdeel", parser_class=Parser)
    _voeg_controleer_toe(delen)
    _voeg_ijkpunt_toe(delen)
    _voeg_exporteer_toe(delen)
    verifier = delen.add_parser(
        "verifier",
        help="het controleprogramma dat zonder de verwijsindex werkt",
        description="Drukt een Python-programma af dat een export controleert; bewaar het als logboek_controleer.py. Het heeft niets nodig "
        "dan Python 3.11 of nieuwer.",
        epilog=voorbeeld("verwijsindex logboek verifier"),
    )
    verifier.set_defaults(voer_uit=_verifier)


def _voeg_controleer_toe(delen: "argparse._SubParsersAction[Parser]") -> None:
    controle = delen.add_parser(
        "controleer",
        help="het hele logboek narekenen",
        description="Rekent elke regel, elke keten en elk ijkpunt na. Zegt wat niet klopt en waar; exitcode 1 als er iets is. Nooit staat "
        "er een persoonsgegeven in. Dat er is gecontroleerd, komt zelf in het logboek.",
        epilog=voorbeeld("verwijsindex logboek controleer --instellingen verwijsindex.toml --certificaat vorig-certificaat.pem"),
    )
    controle.add_argument(
        "--certificaat", type=Path, action="append", default=[], metavar="BESTAND", help="een eerder certificaat van de index; mag vaker"
    )
    controle.add_argument("--json", action="store_true", help="de uitslag als JSON, voor een programma")
    _met_instellingen(controle, _controleer)


def _voeg_ijkpunt_toe(delen: "argparse._SubParsersAction[Parser]") -> None:
    ijkpunt = delen.add_parser(
        "ijkpunt",
        help="nu een ondertekend ijkpunt zetten",
        description="Ondertekent waar elke keten van het logboek nu eindigt, en drukt dat af. Het onderhoud doet dit vanzelf. Wie een "
        "ijkpunt buiten de index bewaart, ziet later of er iets is weggehaald.",
        epilog=voorbeeld("verwijsindex logboek ijkpunt --instellingen verwijsindex.toml --proef"),
    )
    ijkpunt.add_argument("--proef", action="store_true", help="alleen zeggen of er iets te ondertekenen is")
    _met_instellingen(ijkpunt, _ijkpunt)


def _voeg_exporteer_toe(delen: "argparse._SubParsersAction[Parser]") -> None:
    export = delen.add_parser(
        "exporteer",
        help="het logboek of een periode uitvoeren",
        description="Schrijft het logboek als JSON, een record per regel. De vorm keten is te controleren met het controleprogramma; een "
        "periode loopt daar van het ijkpunt ervoor tot het ijkpunt erna. ldv (Logboek Dataverwerkingen) en nen7513 zijn weergaven. Dat er "
        "is uitgevoerd, komt zelf in het logboek.",
        epilog=voorbeeld("verwijsindex logboek exporteer --instellingen verwijsindex.toml --vanaf 2026-11-01 --formaat ldv"),
    )
    export.add_argument("--vanaf", metavar="DATUM", help="eerste dag; weglaten: van het begin")
    export.add_argument("--tot", metavar="DATUM", help="dag na de laatste; weglaten: tot het einde")
    export.add_argument("--formaat", choices=("keten", "ldv", "nen7513"), default="keten", help="standaard keten")
    export.add_argument("--register", default=REGISTER, metavar="URI", help="waarmee bij ldv een verwerkingsactiviteit begint")
    export.add_argument("--bestand", type=Path, metavar="BESTAND", help="nieuw bestand; weglaten: op het scherm")
    _met_instellingen(export, _exporteer)


def _met_instellingen(deel: Parser, voer_uit: Callable[[argparse.Namespace], int]) -> None:
    deel.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van deze server, in TOML")
    deel.set_defaults(voer_uit=voer_uit)


@contextmanager
def _context(keuzes: argparse.Namespace) -> Iterator[tuple[Instellingen, Context]]:
    instellingen = lees_instellingen(keuzes.instellingen)
    opslag = open_database(instellingen)
    try:
        yield instellingen, maak_context(instellingen, opslag)
    finally:
        opslag.sluit()


def _controleer(keuzes: argparse.Namespace) -> int:
    with _context(keuzes) as (instellingen, context):
        try:
            sleutels = openbare_sleutels([instellingen.certificaat, *keuzes.certificaat])
        except (ValueError, IndexError):
            raise InstellingenOnjuist("een certificaat is geen certificaat in PEM waarmee de index kan tekenen") from None
        with balk("Logboek", tel_regels(context)) as gedaan:
            uitslag = controleer(context, sleutels, gedaan)
    gevonden = [{"waar": bevinding.waar, "wat": bevinding.wat} for bevinding in uitslag.bevindingen]
    if keuzes.json:
        print(json.dumps({"regels": uitslag.regels, "ijkpunten": uitslag.ijkpunten, "bevindingen": gevonden}))
    else:
        for bevinding in uitslag.bevindingen[:TOON]:
            print(bevinding)
        print(f"{uitslag.regels} regels en {uitslag.ijkpunten} ijkpunten nagerekend; {len(gevonden)} bevindingen.")
    return GEWEIGERD if gevonden else GOED


def _ijkpunt(keuzes: argparse.Namespace) -> int:
    with _context(keuzes) as (_, context):
        if keuzes.proef:
            print("Proef: er zou een ijkpunt komen." if is_ijken_nodig(context) else "Proef: er is niets nieuws om te ondertekenen.")
            return GOED
        ijkpunt = ijk(context, altijd=True)
    if ijkpunt is None:
        print("Er is niets nieuws om te ondertekenen.")
    else:
        print(f"IJkpunt {ijkpunt.nummer} gezet. Kenmerk: {ijkpunt.kenmerk}")
    return GOED


def _exporteer(keuzes: argparse.Namespace) -> int:
    periode = Periode(lees_dag(keuzes.vanaf), lees_dag(keuzes.tot))
    with _context(keuzes) as (_, context), _uitvoer(keuzes.bestand) as uitvoer, balk("Logboek", tel_regels(context)) as gedaan:
        for record in _records(context, periode, keuzes, gedaan):
            uitvoer.write(json.dumps(record, separators=(",", ":")) + "\n")
    return GOED


def _records(context: Context, periode: Periode, keuzes: argparse.Namespace, gedaan: Gedaan) -> Iterable[Mapping[str, Any]]:
    if keuzes.formaat == "keten":
        return exporteer(context, periode, gedaan)
    vorm = als_nen7513 if keuzes.formaat == "nen7513" else partial(als_ldv, register=keuzes.register)
    return map(vorm, regels_van(context, periode, keuzes.formaat, gedaan))


@contextmanager
def _uitvoer(bestand: Path | None) -> Iterator[IO[str]]:
    """A new file that only its owner can read, or standard output. Raises FileExistsError."""
    if bestand is None:
        yield sys.stdout
    else:
        with os.fdopen(os.open(bestand, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as geopend:
            yield geopend


def _verifier(_: argparse.Namespace) -> int:
    print(Path(logboek_controleer.__file__).read_text(encoding="utf-8"), end="")
    return GOED
