"""``verwijsindex gebruikers`` and ``personen``: whom a sandbox knows, for who wants to try something on it."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from verwijsindex.cli.opdracht import GOED, STANDAARDMAP, Parser, voorbeeld
from verwijsindex.sandbox.beschreven import BeschrevenPersoon, Beschrijving
from verwijsindex.sandbox.beschrijving import lees_beschrijving

Regels = Callable[[Beschrijving], Iterable[Sequence[str]]]


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the two commands."""
    _opdracht(opdrachten, "gebruikers", "wie er in een sandbox kan melden, en in welke rol", _gebruikers)
    _opdracht(opdrachten, "personen", "wie er in een sandbox gemeld kan worden, en de uitzonderingen", _personen)


def _opdracht(opdrachten: "argparse._SubParsersAction[Parser]", naam: str, uitleg: str, regels: Regels) -> None:
    opdracht = opdrachten.add_parser(
        naam,
        help=uitleg,
        description=f"Toont {uitleg}. Leest sandbox.json; uitleg staat in docs/sandbox.md.",
        epilog=voorbeeld(f"verwijsindex {naam} --map {STANDAARDMAP}"),
    )
    opdracht.add_argument("--map", type=Path, default=STANDAARDMAP, metavar="DIR", help=f"map van de sandbox (standaard {STANDAARDMAP})")

    def toon(keuzes: argparse.Namespace) -> int:
        druk_af(list(regels(lees_beschrijving(keuzes.map))))
        return GOED

    opdracht.set_defaults(voer_uit=toon)


def _gebruikers(beschrijving: Beschrijving) -> Iterable[Sequence[str]]:
    for partner in beschrijving.partners:
        for mandaat in partner.mandaten:
            for gebruiker in mandaat.gebruikers:
                rollen = ", ".join(sorted(rol.value for rol in gebruiker.rollen))
                yield gebruiker.gebruiker_id, rollen, mandaat.naam, partner.naam


def _personen(beschrijving: Beschrijving) -> Iterable[Sequence[str]]:
    for persoon in beschrijving.personen:
        geboren = persoon.geboortedatum or ""
        yield persoon.bsn or "", "-".join((geboren[:4], geboren[4:6], geboren[6:])), _naam(persoon), " ".join(persoon.kenmerken)


def _naam(persoon: BeschrevenPersoon) -> str:
    return " ".join(deel for deel in (persoon.voornamen, persoon.voorvoegsel, persoon.geslachtsnaam) if deel)


def druk_af(regels: Sequence[Sequence[str]]) -> None:
    """In columns, one line each and nothing cut off: to read, and to search with grep."""
    breedten = [max(map(len, kolom)) for kolom in zip(*regels, strict=True)]
    for regel in regels:
        print("  ".join(veld.ljust(breedte) for veld, breedte in zip(regel, breedten, strict=True)).rstrip())
