"""``verwijsindex partner``: what an operator registers of a partner system beside the file of organisations: its certificates (R-154)."""

import argparse
from datetime import date
from pathlib import Path
from typing import Final

from verwijsindex.cli.opdracht import Parser, beheerdeel, later, voorbeeld

_CODES: Final = (
    "Een certificaat dat niet kan, wordt geweigerd met een code: CERT-PEM geen certificaat, CERT-OIN geen OIN op de goede plaats, "
    "CERT-ANDER de OIN van een ander, CERT-TEST een test-OIN in productie, CERT-HASH SHA-1, CERT-SLEUTEL te zwak, CERT-GEBRUIK niet voor "
    "TLS bedoeld, "
    "CERT-VERLOPEN, CERT-KETEN niet onder een ingesteld stamcertificaat, CERT-INTREKKING ingetrokken of onbekend, CERT-PERIODE de datums "
    "kloppen niet, CERT-PARTNER of CERT-ONBEKEND niet ingeschreven."
)


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    partner = opdrachten.add_parser(
        "partner",
        help="certificaten van partnersystemen",
        description="Beheert de certificaten van een partnersysteem. Wie er meedoet, staat in 'verwijsindex organisatie'.",
        epilog=voorbeeld("verwijsindex partner certificaat toon --instellingen verwijsindex.toml"),
    )
    onderdelen = partner.add_subparsers(title="onderdelen", metavar="ONDERDEEL", required=True, dest="onderdeel", parser_class=Parser)
    certificaat = onderdelen.add_parser(
        "certificaat",
        help="welke certificaten een partner gebruikt, en tot wanneer",
        description=(
            "De OIN in een certificaat zegt van wie het is. Schrijft u ook certificaten van een partner in, dan gelden alleen die, op de "
            "dagen die u opgeeft: oud en nieuw kunnen zo een tijd naast elkaar. Uitleg staat in docs/certificaten.md."
        ),
        epilog=voorbeeld(
            "verwijsindex partner certificaat voeg-toe nieuw.pem --oin 00000099000000001000 --instellingen verwijsindex.toml --proef",
            "verwijsindex partner certificaat toon --instellingen verwijsindex.toml",
        ),
    )
    delen = certificaat.add_subparsers(title="onderdelen", metavar="ONDERDEEL", required=True, dest="deel", parser_class=Parser)
    _toon(delen)
    for deel, voer_uit in ((_voeg_toe(delen), "voeg_toe"), (_beeindig(delen), "beeindig"), (_verwijder(delen), "verwijder")):
        deel.add_argument("--proef", action="store_true", help="alleen vertellen wat er zou veranderen")
        deel.set_defaults(voer_uit=later("partnercertificaat", voer_uit))


def _toon(delen: "argparse._SubParsersAction[Parser]") -> None:
    toon = beheerdeel(
        delen, "toon", "welke certificaten er zijn en wanneer zij aflopen",
        "Toont de ingeschreven certificaten van partners en die van deze server zelf, met wat binnen 60 dagen afloopt.",
        "verwijsindex partner certificaat toon --oin 00000099000000001000 --instellingen verwijsindex.toml",
    )  # fmt: skip
    toon.add_argument("--oin", metavar="OIN", help="alleen dit partnersysteem")
    toon.set_defaults(voer_uit=later("partnercertificaat", "toon"))


def _voeg_toe(delen: "argparse._SubParsersAction[Parser]") -> Parser:
    voeg = beheerdeel(
        delen, "voeg-toe", "een certificaat inschrijven",
        f"Schrijft een certificaat van een partner in. Is het er al, dan krijgt het deze dagen. {_CODES}",
        "verwijsindex partner certificaat voeg-toe nieuw.pem --oin 00000099000000001000 --gebruik ondertekening --vanaf 2027-01-01 "
        "--instellingen verwijsindex.toml",
    )  # fmt: skip
    voeg.add_argument("bestand", type=Path, metavar="BESTAND.pem", help="het certificaat, in PEM; zonder de sleutel")
    voeg.add_argument("--oin", required=True, metavar="OIN", help="van welk partnersysteem het is")
    voeg.add_argument(
        "--gebruik", choices=("tls", "ondertekening", "beide"), default="beide", metavar="GEBRUIK",
        help="tls (de verbinding), ondertekening (berichten) of beide; zonder dit: beide",
    )  # fmt: skip
    voeg.add_argument("--vanaf", type=date.fromisoformat, metavar="DATUM", help="eerste dag (JJJJ-MM-DD); anders vandaag")
    voeg.add_argument("--tot-en-met", type=date.fromisoformat, metavar="DATUM", help="laatste dag; anders tot het verloopt")
    return voeg


def _beeindig(delen: "argparse._SubParsersAction[Parser]") -> Parser:
    beeindig = beheerdeel(
        delen, "beeindig", "een certificaat laten eindigen",
        "Laat een ingeschreven certificaat na een dag niet meer gelden. Een dag die voorbij is, weigert het meteen: voor een sleutel die "
        "is kwijtgeraakt.",
        "verwijsindex partner certificaat beeindig --oin 00000099000000001000 --vingerafdruk 1f0c5a2e --tot-en-met 2027-01-31 "
        "--instellingen verwijsindex.toml",
    )  # fmt: skip
    beeindig.add_argument("--tot-en-met", required=True, type=date.fromisoformat, metavar="DATUM", help="laatste dag (JJJJ-MM-DD)")
    return _met_vingerafdruk(beeindig)


def _verwijder(delen: "argparse._SubParsersAction[Parser]") -> Parser:
    return _met_vingerafdruk(
        beheerdeel(
            delen, "verwijder", "een inschrijving ongedaan maken",
            "Haalt een inschrijving weg die er niet had moeten staan. Is het de laatste van een partner, dan geldt daarna weer elk "
            "certificaat met zijn OIN. Gebruik voor een sleutel die is kwijtgeraakt 'beeindig'.",
            "verwijsindex partner certificaat verwijder --oin 00000099000000001000 --vingerafdruk 1f0c5a2e "
            "--instellingen verwijsindex.toml",
        )
    )  # fmt: skip


def _met_vingerafdruk(deel: Parser) -> Parser:
    deel.add_argument("--oin", required=True, metavar="OIN", help="van welk partnersysteem het is")
    deel.add_argument("--vingerafdruk", required=True, metavar="BEGIN", help="het begin van de vingerafdruk, ten minste 8 tekens; zie toon")
    return deel
