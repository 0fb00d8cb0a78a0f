"""``verwijsindex contract``: the koppelvlak on a terminal, read from the contract itself, and rules of form for any contract."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from verwijsindex.cli.opdracht import GEWEIGERD, GOED, Parser, voorbeeld
from verwijsindex.contract.beschrijving import Regel, foutcodes, operaties, typen
from verwijsindex.contract.keur.keuren import REGELS, keur
from verwijsindex.contract.keur.regel import Bevinding, Ernst
from verwijsindex.contract.vergelijken import Oordeel, vergelijk

_DELEN = {
    "operaties": (operaties, "elke operatie, per service"),
    "typen": (typen, "elk type met zijn elementen"),
    "fouten": (foutcodes, "elke foutcode"),
}


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    opdracht = opdrachten.add_parser(
        "contract",
        help="de operaties, typen en fouten van het koppelvlak tonen; een WSDL of schema keuren of vergelijken",
        description="Toont wat er in de WSDL en de XSD staat: operaties, typen en foutcodes, met uitleg. Of keurt of vergelijkt WSDL's.",
        epilog=voorbeeld("verwijsindex contract", "verwijsindex contract fouten", "verwijsindex contract keur agenda.wsdl"),
    )
    opdracht.set_defaults(voer_uit=_toon, deel=None)
    delen = opdracht.add_subparsers(metavar="DEEL", title="delen")
    for naam, (_, uitleg) in _DELEN.items():
        deel = delen.add_parser(naam, help=uitleg, description=f"Toont {uitleg}.", epilog=voorbeeld(f"verwijsindex contract {naam}"))
        deel.set_defaults(voer_uit=_toon, deel=naam)
    keuren = delen.add_parser(
        "keur",
        help="de regels van vorm nagaan, in uw eigen WSDL of schema",
        description=(
            "Gaat na of een WSDL 1.1 of schema, met alles wat het van schijf importeert, de regels van vorm volgt: die van WS-I Basic "
            "Profile 1.1, van Digikoppeling WUS, en wat hulpmiddelen verschillend lezen. Er wordt niets opgehaald van internet. "
            "Exitcode 1 als een regel is gebroken; een raad (met --streng ook die) telt anders niet mee."
        ),
        epilog=voorbeeld("verwijsindex contract keur agenda.wsdl", "verwijsindex contract keur --regels"),
    )
    keuren.add_argument("bestanden", nargs="*", type=Path, metavar="BESTAND", help="een WSDL of XSD")
    keuren.add_argument("--regels", action="store_true", help="alle regels tonen, met waarom en waar zij vandaan komen")
    keuren.add_argument("--streng", action="store_true", help="ook een raad telt als fout")
    keuren.add_argument("--json", action="store_true", help="als JSON, voor een ander programma")
    keuren.set_defaults(voer_uit=_keur, parser=keuren)
    verschil = delen.add_parser(
        "vergelijk",
        help="wat er tussen twee versies van een WSDL veranderde, en wie dat merkt",
        description=(
            "Noemt elk verschil tussen twee WSDL's dat in een bericht te zien is, en of wie op de oude werkt er iets van merkt. "
            "Exitcode 1 als iets niet verenigbaar is, of zelf te beoordelen."
        ),
        epilog=voorbeeld("verwijsindex contract vergelijk oud/agenda.wsdl nieuw/agenda.wsdl"),
    )
    verschil.add_argument("oud", type=Path, metavar="OUD", help="de WSDL waar partners nu op werken")
    verschil.add_argument("nieuw", type=Path, metavar="NIEUW", help="de WSDL na de wijziging")
    verschil.set_defaults(voer_uit=_vergelijk)


def _toon(keuzes: argparse.Namespace) -> int:
    console = Console()
    for naam, (lees, _) in _DELEN.items():
        if keuzes.deel in (None, naam):
            console.print(_tabel(naam, lees()))
    return GOED


def _tabel(naam: str, regels: list[Regel]) -> Table:
    tabel = Table(title=naam, title_justify="left", show_header=False, padding=(0, 1))
    tabel.add_column(no_wrap=True)  # a name is there to be copied
    for regel in regels:
        tabel.add_row(regel.naam, regel.waarin, regel.uitleg)
    return tabel


def _keur(keuzes: argparse.Namespace) -> int:
    if keuzes.regels:
        for regel in REGELS:
            print(
                f"{regel.id} ({regel.ernst.value}; {regel.bron})\n  {regel.eis}\n  Waarom: {regel.waarom}\n  Oplossing: {regel.oplossing}"
            )
        return GOED
    if not keuzes.bestanden:
        keuzes.parser.error("the following arguments are required: BESTAND")
    bevindingen = [bevinding for bestand in keuzes.bestanden for bevinding in keur(bestand)]
    if keuzes.json:
        print(json.dumps([_als_json(bevinding) for bevinding in bevindingen], ensure_ascii=False, indent=1))
    else:
        _zeg(bevindingen)
    fouten = [b for b in bevindingen if keuzes.streng or b.regel.ernst is Ernst.FOUT]
    return GEWEIGERD if fouten else GOED


def _zeg(bevindingen: Sequence[Bevinding]) -> None:
    """Per finding where and what; per rule once what it asks, why and what to do."""
    uitgelegd: set[str] = set()
    for bevinding in bevindingen:
        regel, plek = bevinding.regel, bevinding.plek
        print(f"{plek.bestand.pad}:{plek.regelnummer}: {regel.id} {regel.ernst.value}: {plek.wat}")
        if regel.id not in uitgelegd:
            print(f"    {regel.eis} ({regel.bron})\n    Waarom: {regel.waarom}\n    Oplossing: {regel.oplossing}")
        uitgelegd.add(regel.id)
    fouten = sum(b.regel.ernst is Ernst.FOUT for b in bevindingen)
    print(f"{len(REGELS)} regels: {fouten} keer fout, {len(bevindingen) - fouten} keer raad")


def _vergelijk(keuzes: argparse.Namespace) -> int:
    wijzigingen = vergelijk(keuzes.oud, keuzes.nieuw)
    for wijziging in wijzigingen:
        print(f"{wijziging.oordeel.value}: {wijziging.waar}: {wijziging.wat}")
    if not wijzigingen:
        print("geen verschil in berichten")
    return GOED if all(wijziging.oordeel is Oordeel.VERENIGBAAR for wijziging in wijzigingen) else GEWEIGERD


def _als_json(bevinding: Bevinding) -> dict[str, str | int]:
    regel, plek = bevinding.regel, bevinding.plek
    return {
        "bestand": str(plek.bestand.pad),
        "regelnummer": plek.regelnummer,
        "regel": regel.id,
        "ernst": regel.ernst.value,
        "wat": plek.wat,
        "eis": regel.eis,
        "bron": regel.bron,
        "oplossing": regel.oplossing,
    }
