"""Commands of an operator: ``serve`` and ``migrate``."""

import argparse
from collections.abc import Callable
from errno import EADDRINUSE
from functools import partial
from pathlib import Path
from wsgiref.types import WSGIApplication

from verwijsindex.cli.logs import richt_log_in
from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.settings import Instellingen, InstellingenOnjuist, lees_instellingen
from verwijsindex.soap.server import serve
from verwijsindex.storage.database import migreer
from verwijsindex.wiring.achtergrond import achtergrond, heeft_taken
from verwijsindex.wiring.certificaten import Certificaatregister
from verwijsindex.wiring.identiteit import Identiteit
from verwijsindex.wiring.server import Gedeeld, begin, maak_front
from verwijsindex.wiring.vertrouwen import maak_quota, maak_tegelijk


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the operator's commands to the command line."""
    _voeg_met_instellingen_toe(
        opdrachten, "serve", "de verwijsindex starten", "verwijsindex serve --instellingen verwijsindex.toml", _serve
    )
    _voeg_met_instellingen_toe(
        opdrachten, "migrate", "de database op de nieuwste vorm brengen", "verwijsindex migrate --instellingen verwijsindex.toml", _migrate
    )


def _voeg_met_instellingen_toe(
    opdrachten: "argparse._SubParsersAction[Parser]", naam: str, uitleg: str, regel: str, voer_uit: Callable[[argparse.Namespace], int]
) -> None:
    opdracht = opdrachten.add_parser(
        naam,
        help=uitleg,
        description=f"{uitleg.capitalize()}. Elke instelling staat uitgelegd in deploy/verwijsindex.voorbeeld.toml.",
        epilog=voorbeeld(regel),
    )
    opdracht.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van deze server, in TOML")
    opdracht.set_defaults(voer_uit=voer_uit)


def _serve(keuzes: argparse.Namespace) -> int:
    serveer(lees_instellingen(keuzes.instellingen), lambda url: print(f"gereed {url}", flush=True))
    return GOED


def serveer(instellingen: Instellingen, gereed: Callable[[str], None]) -> None:
    """Serve until SIGTERM. Without a public address in the settings the address on which it listens is the public one.

    Raises DatabaseOnbruikbaar, SleutelbestandOnbruikbaar or InstellingenOnjuist before anything is served.
    """
    _eis_bestanden(instellingen)
    richt_log_in(instellingen.log)
    begin(instellingen)  # whether the database can be used; every process then opens its own

    register = Certificaatregister()
    identiteit = Identiteit(instellingen, register.voor_verbindingen)
    # before the fork: one count for all processes
    gedeeld = Gedeeld(maak_quota(instellingen), register, identiteit, maak_tegelijk(instellingen))

    def maak_app(url: str) -> WSGIApplication:
        return maak_front(instellingen, url, gedeeld)

    try:
        serve(
            maak_app,
            host=instellingen.host,
            poort=instellingen.poort,
            unix=instellingen.unix_socket,
            certificaat=instellingen.certificaat,
            sleutel=instellingen.sleutel,
            client_ca=instellingen.vertrouwd,
            processen=instellingen.processen,
            draden=instellingen.draden,
            gereed=gereed,
            laat_binnen=identiteit.laat_binnen,
            herlees=identiteit.herlees,
            naast=partial(achtergrond, instellingen) if heeft_taken(instellingen) else None,
        )
    except OSError as fout:
        if fout.errno != EADDRINUSE:
            raise
        raise InstellingenOnjuist(f"poort {instellingen.poort} is al in gebruik; kies een andere, of 0 voor een vrije poort") from None


def _eis_bestanden(instellingen: Instellingen) -> None:
    """OpenSSL does not say which file it misses."""
    for bestand in (instellingen.certificaat, instellingen.sleutel, instellingen.vertrouwd):
        if not bestand.is_file():
            raise InstellingenOnjuist(f"{bestand} bestaat niet")


def _migrate(keuzes: argparse.Namespace) -> int:
    migreer(lees_instellingen(keuzes.instellingen).database)
    print("De database is op de nieuwste vorm.")
    return GOED
