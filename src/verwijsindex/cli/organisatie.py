"""``verwijsindex organisatie``: who takes part, as one file, and what happens to organisations (R-001..R-008, R-180..R-184)."""

import argparse
from datetime import date
from pathlib import Path

from verwijsindex.cli.opdracht import Parser, beheerdeel, later, voorbeeld


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    organisatie = opdrachten.add_parser(
        "organisatie",
        help="partners, gemeenten, instanties en wie er mag melden",
        description=(
            "Beheert wie er meedoet. Alles staat in een YAML-bestand: u schrijft het, verandert het, kijkt wat er zou gebeuren, en leest "
            "het in. Het bestand bevat persoonsgegevens van professionals: bewaar het zo. Uitleg staat in docs/organisaties.md."
        ),
        epilog=voorbeeld(
            "verwijsindex organisatie exporteer --instellingen verwijsindex.toml --uit organisaties.yaml",
            "verwijsindex organisatie importeer organisaties.yaml --instellingen verwijsindex.toml --proef",
        ),
    )
    delen = organisatie.add_subparsers(title="onderdelen", metavar="ONDERDEEL", required=True, dest="onderdeel", parser_class=Parser)
    exporteer = beheerdeel(
        delen, "exporteer", "alles wat is ingeschreven opschrijven",
        "Schrijft alles wat is ingeschreven in een bestand, ook wat is geeindigd. Wie het inleest, verandert niets. Het bestand bevat "
        "persoonsgegevens van professionals; alleen u kunt het lezen (0600).",
        "verwijsindex organisatie exporteer --instellingen verwijsindex.toml --uit organisaties.yaml",
    )  # fmt: skip
    exporteer.add_argument("--uit", type=Path, metavar="BESTAND", help="nieuw bestand; niets wordt overschreven. Zonder dit: op het scherm")
    verschil = beheerdeel(
        delen, "verschil", "laten zien wat een bestand zou veranderen",
        "Laat zien wat er zou veranderen als dit bestand werd ingelezen. Er verandert niets.",
        "verwijsindex organisatie verschil organisaties.yaml --instellingen verwijsindex.toml",
    )  # fmt: skip
    importeer = beheerdeel(
        delen, "importeer", "een bestand inlezen",
        "Neemt een bestand over, of niets als er een fout in staat. Wat in het bestand ontbreekt, wordt niet gewist: aanwijzingen, "
        "convenanten en mandaten eindigen, en een partner wordt geblokkeerd. Een server die draait, gehoorzaamt meteen.",
        "verwijsindex organisatie importeer organisaties.yaml --instellingen verwijsindex.toml --per 2027-01-01",
    )  # fmt: skip
    importeer.add_argument("--proef", action="store_true", help="alleen vertellen wat er zou veranderen")
    for deel in (verschil, importeer):
        deel.add_argument("bestand", type=Path, metavar="BESTAND.yaml", help="wie er meedoet, in YAML")
        deel.add_argument("--per", type=_dag, metavar="DATUM", help="de dag waarop eindigt wat ontbreekt (JJJJ-MM-DD); anders vandaag")
    toon = beheerdeel(
        delen, "toon", "een overzicht van wie er meedoet",
        "Toont partners, gemeenten en instanties met wat er nog aan ontbreekt. Zonder persoonsgegevens.",
        "verwijsindex organisatie toon --instellingen verwijsindex.toml",
    )  # fmt: skip
    _ingrepen(delen)
    for deel, voer_uit in ((exporteer, "exporteer"), (verschil, "verschil"), (importeer, "importeer"), (toon, "toon")):
        deel.set_defaults(voer_uit=later("organisatiewerk", voer_uit))


def _ingrepen(delen: "argparse._SubParsersAction[Parser]") -> None:
    ingrepen = {
        "overdragen": _overdragen(delen),
        "hernoemen": _hernoemen(delen),
        "samenvoegen": _samenvoegen(delen),
        "splitsen": _splitsen(delen),
        "conformiteit": _conformiteit(delen),
    }
    for naam in ("hernoemen", "samenvoegen", "splitsen"):
        ingrepen[naam].add_argument("--naam", required=naam != "samenvoegen", metavar="NAAM", help="hoe de instantie heet")
    for naam, deel in ingrepen.items():
        deel.add_argument("--proef", action="store_true", help="alleen vertellen wat er zou veranderen")
        deel.set_defaults(voer_uit=later("organisatieingreep", naam))


def _overdragen(delen: "argparse._SubParsersAction[Parser]") -> Parser:
    overdragen = beheerdeel(
        delen, "overdragen", "naar een ander partnersysteem gaan",
        "Geeft de mandaten van een partnersysteem aan een ander, om 00:00 uur op een dag. Meldingen houden hun nummer, melder en datums. "
        "Het oude systeem kan er vanaf dat moment niet meer bij, het nieuwe wel.",
        "verwijsindex organisatie overdragen --instantie ggd --van 00000099000000001000 --naar 00000099000000004000 --op 2027-01-01 "
        "--instellingen verwijsindex.toml --proef",
    )  # fmt: skip
    wie = overdragen.add_mutually_exclusive_group(required=True)
    wie.add_argument("--instantie", metavar="ID", help="deze instantie gaat over")
    wie.add_argument("--functionaris", metavar="ID", help="deze zelfstandige functionaris gaat over")
    wie.add_argument("--gemeente", metavar="CODE", help="alles gaat over wat met het college van deze gemeente is afgesproken")
    overdragen.add_argument("--van", required=True, metavar="OIN", help="het partnersysteem dat het nu doet")
    overdragen.add_argument("--naar", required=True, metavar="OIN", help="het partnersysteem dat het overneemt")
    overdragen.add_argument("--op", required=True, type=_dag, metavar="DATUM", help="de eerste dag van het nieuwe systeem (JJJJ-MM-DD)")
    return overdragen


def _conformiteit(delen: "argparse._SubParsersAction[Parser]") -> Parser:
    conformiteit = beheerdeel(
        delen, "conformiteit", "een geslaagde toets van een partnersysteem vastleggen",
        "Legt vast dat een partnersysteem de hele conformiteitstoets haalde, uit het rapport van verwijsindex-conformance. Een rapport dat "
        "niet geslaagd is, een deel is, over een ander gaat, is veranderd of niet door dit partnersysteem is getekend, wordt geweigerd.",
        "verwijsindex organisatie conformiteit --oin 00000099000000001000 --rapport rapport.json --door beheer-1 "
        "--instellingen verwijsindex.toml",
    )  # fmt: skip
    conformiteit.add_argument("--oin", required=True, metavar="OIN", help="het partnersysteem")
    conformiteit.add_argument("--rapport", required=True, type=Path, metavar="BESTAND", help="het rapport van de toets, in JSON")
    conformiteit.add_argument("--door", required=True, metavar="ID", help="wie dit vastlegt: een aanduiding, geen naam")
    return conformiteit


def _hernoemen(delen: "argparse._SubParsersAction[Parser]") -> Parser:
    hernoemen = beheerdeel(
        delen, "hernoemen", "een instantie een andere naam geven",
        "Geeft een instantie een andere naam. Signalen tonen haar vanaf die dag; hoe zij heette, blijft bewaard.",
        "verwijsindex organisatie hernoemen ggd --naam Jeugdgezondheid --op 2027-01-01 --instellingen verwijsindex.toml",
    )  # fmt: skip
    hernoemen.add_argument("instantie", metavar="ID", help="welke instantie")
    hernoemen.add_argument("--op", type=_dag, metavar="DATUM", help="de eerste dag van de nieuwe naam (JJJJ-MM-DD); anders vandaag")
    return hernoemen


def _samenvoegen(delen: "argparse._SubParsersAction[Parser]") -> Parser:
    samenvoegen = beheerdeel(
        delen, "samenvoegen", "instanties een laten worden",
        "Laat instanties vandaag een worden. Gebruikers gaan mee, met hun meldingen en hun signalen. Convenanten en mandaten gaan over; "
        "wat er was, blijft bewaard. Partnersystemen noemen daarna de nieuwe instantie: spreek het moment af.",
        "verwijsindex organisatie samenvoegen ggd-noord ggd-zuid --tot ggd --naam Jeugdgezondheid --instellingen verwijsindex.toml --proef",
    )  # fmt: skip
    samenvoegen.add_argument("instanties", nargs="+", metavar="ID", help="de instanties die samengaan")
    samenvoegen.add_argument("--tot", required=True, metavar="ID", help="een van deze, een andere, of een nieuwe")
    return samenvoegen


def _splitsen(delen: "argparse._SubParsersAction[Parser]") -> Parser:
    splitsen = beheerdeel(
        delen, "splitsen", "een deel van een instantie zelfstandig maken",
        "Maakt van een deel van een instantie vandaag een nieuwe, met dezelfde afspraken. De gebruikers die u noemt, gaan mee met hun "
        "meldingen en hun signalen.",
        "verwijsindex organisatie splitsen ggd --tot ggd-zuid --naam Zuid --gebruikers arts-1 arts-2 --instellingen verwijsindex.toml",
    )  # fmt: skip
    splitsen.add_argument("instantie", metavar="ID", help="de instantie die een deel verliest")
    splitsen.add_argument("--tot", required=True, metavar="ID", help="de nieuwe instantie")
    splitsen.add_argument("--gebruikers", required=True, nargs="+", metavar="ID", help="wie meegaat")
    return splitsen


def _dag(tekst: str) -> date:
    return date.fromisoformat(tekst)
