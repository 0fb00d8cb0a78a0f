"""``verwijsindex organisatie``: who takes part, as one file, and what happens to organisations (R-001..R-008, R-180..R-184)."""

import argparse
from datetime import date
from pathlib import Path

from verwijsindex.cli.opdracht import Parser, later, voorbeeld


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
    exporteer = _deel(
        delen, "exporteer", "alles wat is ingeschreven opschrijven",
        "Schrijft alles wat is ingeschreven in een bestand, ook wat is geeindigd. Wie het inleest, verandert niets. Het bestand bevat "
        "persoonsgegevens van professionals; alleen u kunt het lezen (0600).",
        "verwijsindex organisatie exporteer --instellingen verwijsindex.toml --uit organisaties.yaml",
    )  # fmt: skip
    exporteer.add_argument("--uit", type=Path, metavar="BESTAND", help="nieuw bestand; niets wordt overschreven. Zonder dit: op het scherm")
    verschil = _deel(
        delen, "verschil", "laten zien wat een bestand zou veranderen",
        "Laat zien wat er zou veranderen als dit bestand werd ingelezen. Er verandert niets.",
        "verwijsindex organisatie verschil organisaties.yaml --instellingen verwijsindex.toml",
    )  # fmt: skip
    importeer = _deel(
        delen, "importeer", "een bestand inlezen",
        "Neemt een bestand over, of niets als er een fout in staat. Wat in het bestand ontbreekt, wordt niet gewist: aanwijzingen, "
        "convenanten en mandaten eindigen, en een partner wordt geblokkeerd. Een server die draait, gehoorzaamt meteen.",
        "verwijsindex organisatie importeer organisaties.yaml --instellingen verwijsindex.toml --per 2027-01-01",
    )  # fmt: skip
    importeer.add_argument("--proef", action="store_true", help="alleen vertellen wat er zou veranderen")
    for deel in (verschil, importeer):
        deel.add_argument("bestand", type=Path, metavar="BESTAND.yaml", help="wie er meedoet, in YAML")
        deel.add_argument("--per", type=_dag, metavar="DATUM", help="de dag waarop eindigt wat ontbreekt (JJJJ-MM-DD); anders vandaag")
    toon = _deel(
        delen, "toon", "een overzicht van wie er meedoet",
        "Toont partners, gemeenten en instanties met wat er nog aan ontbreekt. Zonder persoonsgegevens.",
        "verwijsindex organisatie toon --instellingen verwijsindex.toml",
    )  # fmt: skip
    for deel, voer_uit in ((exporteer, "exporteer"), (verschil, "verschil"), (importeer, "importeer"), (toon, "toon")):
        deel.set_defaults(voer_uit=later("organisatiewerk", voer_uit))


def _deel(delen: "argparse._SubParsersAction[Parser]", naam: str, hulp: str, uitleg: str, regel: str) -> Parser:
    deel = delen.add_parser(naam, help=hulp, description=uitleg, epilog=voorbeeld(regel))
    deel.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van de server, in TOML")
    return deel


def _dag(tekst: str) -> date:
    return date.fromisoformat(tekst)
