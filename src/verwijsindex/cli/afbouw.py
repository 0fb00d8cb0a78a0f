"""``verwijsindex afbouw``: the end of the index, when the law says so (R-190; docs/afbouw.md)."""

import argparse
import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from verwijsindex.cli.logs import richt_log_in
from verwijsindex.cli.opdracht import GEWEIGERD, GOED, Parser, voorbeeld
from verwijsindex.cli.voortgang import balk
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.afbouw import colleges, mag_afbouwen, tel_afbouw
from verwijsindex.operations.context import Context
from verwijsindex.operations.ronde import Verslag
from verwijsindex.settings import Instellingen, InstellingenOnjuist, lees_instellingen
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.samenpersen import pers_samen
from verwijsindex.storage.speuren import per_soort
from verwijsindex.wiring.afbouw import exporteer, lees_zoeklijst, maak_bewijs, speur
from verwijsindex.wiring.beurten import Doorgaan, Taak, in_beurt
from verwijsindex.wiring.context import maak_context, open_database
from verwijsindex.wiring.onderhoud import TAAK, als_json, voer_uit


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command with its four parts."""
    afbouw = opdrachten.add_parser(
        "afbouw",
        help="het einde van de index: overdragen, alles vernietigen, bewijzen",
        description="Wat er gebeurt als de wet de index beeindigt. De dagen staan in het beleid. Uitleg staat in docs/afbouw.md.",
        epilog=voorbeeld("verwijsindex afbouw exporteer --uit overdracht --instellingen verwijsindex.toml --proef"),
    )
    delen = afbouw.add_subparsers(title="onderdelen", metavar="ONDERDEEL", required=True, dest="onderdeel", parser_class=Parser)
    export = delen.add_parser(
        "exporteer",
        help="een bestand per college, en een zoeklijst",
        description="Schrijft per college zijn meldingen en verzoeken, en een lijst van wat later gezocht wordt. Alleen u kan ze lezen.",
        epilog=voorbeeld("verwijsindex afbouw exporteer --uit overdracht --instellingen verwijsindex.toml"),
    )
    export.add_argument("--uit", type=Path, required=True, metavar="MAP", help="een nieuwe map")
    export.add_argument("--proef", action="store_true", help="alleen tellen, niets schrijven")
    uitvoeren = delen.add_parser(
        "voer-uit",
        help="alles van personen vernietigen",
        description="Vernietigt op de dag uit het beleid alles van personen en geeft de ruimte terug. Nog eens doen gaat verder.",
        epilog=voorbeeld("verwijsindex afbouw voer-uit --instellingen verwijsindex.toml --proef"),
    )
    uitvoeren.add_argument("--proef", action="store_true", help="alleen tellen wat er vernietigd zou worden")
    bewijs = delen.add_parser(
        "bewijs",
        help="wat er was, wat er nog is, en tot waar het logboek loopt",
        description="Schrijft een bewijs in JSON, getekend met de sleutel van de index.",
        epilog=voorbeeld("verwijsindex afbouw bewijs --uit bewijs.json --instellingen verwijsindex.toml"),
    )
    bewijs.add_argument("--uit", type=Path, metavar="BESTAND", help="een nieuw bestand; weglaten: alleen tonen")
    zoek = delen.add_parser(
        "controleer",
        help="naar sporen zoeken van wie erin stond",
        description="Zoekt in de database, het technische logboek en wat u noemt naar alles uit de zoeklijst, in elke schrijfwijze.",
        epilog=voorbeeld("verwijsindex afbouw controleer --export overdracht --instellingen verwijsindex.toml --ook /var/backups"),
    )
    zoek.add_argument("--export", type=Path, required=True, metavar="MAP", help="de map van 'afbouw exporteer'")
    zoek.add_argument("--ook", type=Path, nargs="+", default=[], metavar="PAD", help="nog meer bestanden en mappen")
    for deel, doe in ((export, _exporteer), (uitvoeren, _voer_uit), (bewijs, _bewijs), (zoek, _controleer)):
        deel.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van de server, in TOML")
        deel.set_defaults(voer_uit=doe)


def _exporteer(keuzes: argparse.Namespace) -> int:
    instellingen = lees_instellingen(keuzes.instellingen)
    opslag = open_database(instellingen)
    try:
        context = maak_context(instellingen, opslag)
        verwacht = colleges(context)
        if keuzes.proef:
            print("Proef, er is niets geschreven. Dit zou er komen:")
            telling = verwacht
        else:
            with balk("Overdragen", sum(verwacht.values())) as gedaan:
                telling = exporteer(keuzes.uit, context, gedaan)
            print(f"Geschreven in {keuzes.uit}, met uitleg in LEESMIJ.md:")
    finally:
        opslag.sluit()
    for gemeente, aantal in telling.items():
        print(f"  college-{gemeente}.json  {aantal} meldingen")
    if not telling:
        print("  geen enkel college")
    return GOED


def _voer_uit(keuzes: argparse.Namespace) -> int:
    instellingen = lees_instellingen(keuzes.instellingen)
    richt_log_in(instellingen.log)
    opslag = open_database(instellingen)
    try:
        context = maak_context(instellingen, opslag)
        mag_afbouwen(context, vandaag(context.klok.nu()))
        telling = tel_afbouw(context)
        if keuzes.proef:
            print("Proef, er is niets vernietigd. Dit zou verdwijnen:")
            print("\n".join(f"  {aantal:>9}  {tabel}" for tabel, aantal in telling.items()) or "  niets")
            return GOED
        verslag = _vernietig(context, opslag, sum(telling.values()))
        over = tel_afbouw(context)
    finally:
        opslag.sluit()
    return _vertel(instellingen, verslag, over)


def _vernietig(context: Context, opslag: SqlOpslag, te_doen: int) -> Verslag | None:
    """As maintenance does it on that day, in its turn; None when somebody else has it."""
    verslagen: list[Verslag] = []

    def doe(doorgaan: Doorgaan) -> str:
        with balk("Vernietigen", te_doen) as gedaan:
            verslagen.append(voer_uit(context, doorgaan, gedaan))
        return als_json(verslagen[0])

    in_beurt(opslag.beurt, Taak(TAAK, timedelta(0), doe), lambda: True)
    return verslagen[0] if verslagen else None


def _vertel(instellingen: Instellingen, verslag: Verslag | None, over: Mapping[str, int]) -> int:
    if verslag is None:
        print("Een ander proces doet op dit moment onderhoud; doe het straks nog eens.")
        return GEWEIGERD
    for mislukt in verslag.mislukt:
        print(f"  mislukt: {mislukt.stap} ({type(mislukt.fout).__name__}); zie het technische logboek")
    if over:
        print("Nog niet alles is vernietigd; doe het nog eens. Er is nog:")
        print("\n".join(f"  {aantal:>9}  {tabel}" for tabel, aantal in over.items()))
        return GEWEIGERD
    print("Alles van personen is vernietigd.")
    nog_te_doen = pers_samen(instellingen.database)
    for raad in nog_te_doen:
        print(f"Nog te doen: {raad}.")
    print("Controleer nu met 'verwijsindex afbouw controleer', en wis daarna het sleutelbestand, backups en de map van de overdracht.")
    return GOED


def _bewijs(keuzes: argparse.Namespace) -> int:
    instellingen = lees_instellingen(keuzes.instellingen)
    opslag = open_database(instellingen)
    try:
        tekst = json.dumps(maak_bewijs(instellingen, maak_context(instellingen, opslag)), ensure_ascii=False, indent=1)
    finally:
        opslag.sluit()
    if keuzes.uit is None:
        print(tekst)
        return GOED
    try:
        with keuzes.uit.open("x", encoding="utf-8") as uit:
            uit.write(tekst + "\n")
    except FileExistsError:
        raise InstellingenOnjuist(f"{keuzes.uit} bestaat al; kies een nieuw bestand") from None
    print(f"Het bewijs staat in {keuzes.uit}.")
    return GOED


def _controleer(keuzes: argparse.Namespace) -> int:
    instellingen = lees_instellingen(keuzes.instellingen)
    lijst = lees_zoeklijst(keuzes.export)
    plekken: list[str] = []
    gevonden = per_soort(speur(lijst, instellingen, keuzes.ook, plekken.append))
    print(f"Gezocht naar {lijst.aantal} gegevens, als tekst, UTF-16, hex en base64, in {len(plekken)} plekken:")
    print("\n".join(f"  {plek}" for plek in plekken))
    if lijst.overgeslagen:
        print(f"Niet gezocht naar {lijst.overgeslagen} gegevens van minder dan zes tekens.")
    print("Niet gezocht: wat het logboek hoort te bewaren (pseudoniemen, ids, kenmerken van wat is verstrekt).")
    if not gevonden:
        print("Er is niets gevonden.")
        return GOED
    print("Gevonden:")
    for (waar, soort, vorm), aantal in sorted(gevonden.items()):
        print(f"  {waar}: {aantal} keer {soort} als {vorm}")
    return GEWEIGERD
