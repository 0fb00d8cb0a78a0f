"""``verwijsindex visn``: telling apart two persons of whom the same is known (R-031)."""

import argparse
from pathlib import Path

from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.operations.onderscheid_visn import Onderscheiden, onderscheid_visn
from verwijsindex.settings import lees_instellingen
from verwijsindex.wiring.context import maak_context, open_database


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    opdracht = opdrachten.add_parser(
        "visn",
        help="twee personen zonder BSN uit elkaar houden",
        description=(
            "Wie geen burgerservicenummer heeft, krijgt een nummer dat volgt uit naam, geboortedatum en geslacht. Een tweeling kan zo "
            "hetzelfde nummer hebben. Deze opdracht geeft een melding aan de ander: de datums blijven, en wie hoorde van een match die er "
            "geen was, krijgt daarvan bericht. Kijk eerst met --proef wat er gebeurt."
        ),
        epilog=voorbeeld(
            "verwijsindex visn --instellingen verwijsindex.toml --melding MELDINGID --proef",
            "verwijsindex visn --instellingen verwijsindex.toml --melding MELDINGID --bij ANDERE_MELDINGID",
        ),
    )
    opdracht.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van deze server, in TOML")
    opdracht.add_argument("--melding", required=True, metavar="MELDINGID", help="de melding die over de ander gaat")
    opdracht.add_argument(
        "--bij", metavar="MELDINGID", help="een melding die al over die ander gaat; zonder deze begint een nieuwe persoon"
    )
    opdracht.add_argument("--proef", action="store_true", help="alleen laten zien wat er zou gebeuren; er wordt niets bewaard")
    opdracht.set_defaults(voer_uit=_visn)


def _visn(keuzes: argparse.Namespace) -> int:
    instellingen = lees_instellingen(keuzes.instellingen)
    opslag = open_database(instellingen)
    try:
        gedaan = onderscheid_visn(keuzes.melding, maak_context(instellingen, opslag), bij=keuzes.bij, proef=keuzes.proef)
    finally:
        opslag.sluit()
    _toon(gedaan, proef=keuzes.proef)
    return GOED


def _toon(gedaan: Onderscheiden, *, proef: bool) -> None:
    print("Proef: er is niets bewaard." if proef else "Gedaan.")
    print(f"De melding hoort bij persoon {gedaan.volgnummer} met deze gegevens.")
    print(f"Bij de vorige persoon blijven: {gedaan.blijven}.")
    print(f"Berichten dat een match er geen was: {gedaan.ingetrokken}. Nieuwe signalen: {gedaan.nieuw}.")
