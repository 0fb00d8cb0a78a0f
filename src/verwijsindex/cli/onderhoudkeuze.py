"""What can be chosen of maintenance, for a server and for a sandbox."""

from typing import Final

from verwijsindex.cli.opdracht import Parser

UITLEG: Final = """\
Vernietigt wat de wet vernietigt (op de 23e verjaardag en na vijf jaar archief), waarschuwt melders van wie
een melding afloopt, en ruimt op. Afbreken mag altijd: wat gedaan is, blijft gedaan, en de volgende keer gaat
verder. De antwoorden van de index zijn met en zonder onderhoud gelijk. docs/onderhoud.md vertelt meer."""


def voeg_keuzes_toe(opdracht: Parser) -> None:
    """What can be chosen, for a server and for a sandbox."""
    opdracht.add_argument("--proef", action="store_true", help="alleen tellen wat er te doen is; verandert niets")
    opdracht.add_argument("--json", action="store_true", help="het verslag als JSON, voor een programma")
