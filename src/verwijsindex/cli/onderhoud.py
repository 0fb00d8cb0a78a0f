"""``verwijsindex onderhoud``: destroy what the law destroys, warn who must know, and say what was done."""

import argparse
import json
from datetime import timedelta
from pathlib import Path
from typing import Final

from verwijsindex.cli.logs import richt_log_in
from verwijsindex.cli.onderhoudkeuze import UITLEG, voeg_keuzes_toe
from verwijsindex.cli.opdracht import GEWEIGERD, GOED, Parser, voorbeeld
from verwijsindex.cli.voortgang import balk
from verwijsindex.operations.context import Context
from verwijsindex.operations.onderhoud import tel_onderhoud
from verwijsindex.operations.ronde import Ronde, Verslag
from verwijsindex.settings import Instellingen, lees_instellingen
from verwijsindex.storage.beurt import SqlBeurt
from verwijsindex.wiring.beurten import Doorgaan, Taak, in_beurt
from verwijsindex.wiring.context import echte_tijd, maak_context, open_database
from verwijsindex.wiring.onderhoud import TAAK, als_json, voer_uit

WOORDEN: Final = {
    "afbouw": "andere rijen van personen vernietigd, omdat de wet de index beeindigt",
    "termijnen": "verlopen termijnen in het logboek gezet",
    "meldingen": "meldingen vernietigd",
    "jeugdigen": "jeugdigen vernietigd",
    "waarschuwingen": "melders gewaarschuwd (VERLOOPT)",
    "wijzigingen": "personen bijgewerkt uit het personenregister",
    "overleden": "overledenen verwerkt",
    "gevolgd": "personen die het register voortaan volgt",
    "niet_meer_gevolgd": "personen die het register niet meer volgt",
    "zakelijke_sleutels": "zakelijke sleutels vrijgegeven",
    "berichten": "oude berichten vergeten",
    "aanbod": "vervallen aanbiedingen van historie vergeten",
    "colleges_gewaarschuwd": "colleges die bericht krijgen over een termijn",
    "termijn_bijna_om": "verzoeken waarover een college bijna moet beslissen (verwijsindex rechten lijst)",
    "termijn_verstreken": "verzoeken waarover een college te laat is",
    "certificaten": "waarschuwingen dat een certificaat afloopt (verwijsindex partner certificaat toon)",
    "ijkpunten": "ijkpunten onder het logboek gezet",
}
"""What each count means to who reads it; a count without a word is shown under its own name."""


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    opdracht = opdrachten.add_parser(
        "onderhoud",
        help="vernietigen wat vernietigd moet zijn, en waarschuwen",
        description=UITLEG,
        epilog=voorbeeld(
            "verwijsindex onderhoud --instellingen verwijsindex.toml", "verwijsindex onderhoud --instellingen verwijsindex.toml --proef"
        ),
    )
    opdracht.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van deze server, in TOML")
    voeg_keuzes_toe(opdracht)
    opdracht.set_defaults(voer_uit=lambda keuzes: doe_onderhoud(lees_instellingen(keuzes.instellingen), keuzes))


def doe_onderhoud(instellingen: Instellingen, keuzes: argparse.Namespace) -> int:
    """One run or trial, and its report. A step that failed is exit code 1; somebody else being busy is none: it is being done."""
    richt_log_in(instellingen.log)
    opslag = open_database(instellingen)
    try:
        context = maak_context(instellingen, opslag)
        telling = tel_onderhoud(Ronde(context, context.klok.nu(), echte_tijd()))
        verslag = telling if keuzes.proef else _voer_uit(context, opslag.beurt, sum(telling.aantallen.values()))
    finally:
        opslag.sluit()
    if verslag is None:
        print(json.dumps({"bezig": True}) if keuzes.json else "Een ander proces doet op dit moment onderhoud; er is niets gedaan.")
        return GOED
    print(als_json(verslag) if keuzes.json else _als_tekst(verslag, proef=keuzes.proef))
    return GEWEIGERD if verslag.mislukt else GOED


def _voer_uit(context: Context, beurt: SqlBeurt, te_doen: int) -> Verslag | None:
    """In its turn; None when somebody else has it."""
    verslagen: list[Verslag] = []

    def doe(doorgaan: Doorgaan) -> str:
        with balk("Onderhoud", te_doen) as gedaan:
            verslagen.append(voer_uit(context, doorgaan, gedaan))
        return als_json(verslagen[0])

    in_beurt(beurt, Taak(TAAK, timedelta(0), doe), lambda: True)
    return verslagen[0] if verslagen else None


def _als_tekst(verslag: Verslag, *, proef: bool) -> str:
    kop = f"{'Proef: dit zou onderhoud nu doen' if proef else 'Onderhoud gedaan'}, op {verslag.dag:%d-%m-%Y}."
    regels = [f"  {aantal:>9}  {WOORDEN.get(wat, wat)}" for wat, aantal in verslag.aantallen.items() if aantal]
    mislukt = [f"  mislukt: {m.stap} ({type(m.fout).__name__}); zie het technische logboek" for m in verslag.mislukt]
    return "\n".join([kop, *(regels or ["  Er was niets te doen."]), *mislukt])
