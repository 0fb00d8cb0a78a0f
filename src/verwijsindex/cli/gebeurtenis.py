"""``verwijsindex sandbox gebeurtenis``: what can happen to the persons of a sandbox, one word each."""

import argparse
from datetime import date
from typing import Any, Final

from verwijsindex.cli.opdracht import Parser, Uitvoering, later, voorbeeld
from verwijsindex.cli.sandboxkeuze import voeg_map_toe

_BSN: Final = "burgerservicenummer van een persoon uit de sandbox"
_OPDRACHT: Final = "verwijsindex sandbox gebeurtenis"


def voeg_toe(onderdelen: "argparse._SubParsersAction[Parser]") -> None:
    """Add the word ``gebeurtenis`` with every kind of event."""
    gebeurtenis = onderdelen.add_parser(
        "gebeurtenis",
        help="iets laten gebeuren met een persoon",
        description="Laat iets gebeuren met een persoon uit het register; de verwijsindex verwerkt het meteen.",
        epilog=voorbeeld(f"{_OPDRACHT} overlijden --bsn 945365792", f"{_OPDRACHT} verhuizing --help"),
    )
    voeg_map_toe(gebeurtenis)
    soorten = gebeurtenis.add_subparsers(title="soorten", metavar="SOORT", required=True, dest="soort", parser_class=Parser)
    for voeg_soort_toe in (_geboorte, _verhuizing, _opname, _ouder, _overlijden, _emigratie, _geheim, _toekenning, _verbetering, _gepland):
        voeg_soort_toe(_Soorten(soorten))


class _Soorten:
    """Makes the parser of one kind of event."""

    def __init__(self, soorten: "argparse._SubParsersAction[Parser]") -> None:
        self._soorten = soorten

    def nieuw(self, naam: str, doe: Uitvoering, hulp: str, uitleg: str, *voorbeelden: str) -> Parser:
        parser = self._soorten.add_parser(
            naam, help=hulp, description=uitleg, epilog=voorbeeld(*(f"{_OPDRACHT} {naam} {regel}".rstrip() for regel in voorbeelden))
        )
        voeg_map_toe(parser)
        parser.set_defaults(voer_uit=doe)
        return parser


def _geboorte(soorten: _Soorten) -> None:
    geboorte = soorten.nieuw(
        "geboorte",
        later("gebeuren", "geboorte"),
        "er wordt een kind geboren",
        "Een kind van een of twee ouders wordt geboren. Het woont waar de eerste ouder woont.",
        "--ouder 945365792 --geslachtsnaam Jansen --bsn 900000119",
        "--ouder 945365792 --ouder 900000041 --geslachtsnaam Jansen",
    )
    geboorte.add_argument("--ouder", action="append", required=True, metavar="BSN", help="burgerservicenummer van een ouder; mag twee keer")
    geboorte.add_argument("--geslachtsnaam", required=True, metavar="NAAM", help="geslachtsnaam van het kind")
    geboorte.add_argument("--voorvoegsel", metavar="TEKST", help="voorvoegsel van de geslachtsnaam")
    geboorte.add_argument("--voornamen", metavar="NAMEN", help="voornamen van het kind")
    geboorte.add_argument("--geslacht", choices=("M", "V", "O"), help="M, V of O (onbekend)")
    geboorte.add_argument("--bsn", metavar="BSN", help="burgerservicenummer van het kind; weglaten: het heeft er nog geen")
    _voeg_datum_toe(geboorte, "datum van geboorte")


def _verhuizing(soorten: _Soorten) -> None:
    verhuizing = soorten.nieuw(
        "verhuizing",
        later("gebeuren", "verhuizing"),
        "personen verhuizen samen",
        "Een of meer personen verhuizen op een dag naar een adres. Zonder --gemeente blijven zij in hun gemeente.",
        "--bsn 945365792 --bsn 900000041 --postcode 2595XY --huisnummer 7",
        "--bsn 945365792 --postcode 2595XY --huisnummer 7 --gemeente 0518",
        "--bsn 945365792 --bij 900000041",
    )
    _voeg_bsns_toe(verhuizing)
    waarheen = verhuizing.add_mutually_exclusive_group(required=True)
    waarheen.add_argument("--bij", metavar="BSN", help="naar het adres van deze persoon")
    waarheen.add_argument("--postcode", metavar="POSTCODE", help="postcode, bijvoorbeeld 2595XY; geef er een huisnummer bij")
    waarheen.add_argument("--nummeraanduiding", metavar="NUMMER", help="nummer van het adres in de BAG, zestien cijfers")
    verhuizing.add_argument("--huisnummer", metavar="N", help="huisnummer bij de postcode")
    verhuizing.add_argument("--huisletter", metavar="LETTER", help="letter bij het huisnummer")
    verhuizing.add_argument("--toevoeging", metavar="TEKST", help="toevoeging bij het huisnummer")
    verhuizing.add_argument("--aanduiding", choices=("bij", "tegenover"), help="bij of tegenover het huisnummer")
    verhuizing.add_argument("--gemeente", metavar="CODE", help="code van de nieuwe gemeente, vier cijfers")
    verhuizing.add_argument("--briefadres", action="store_true", help="zij krijgen daar post en wonen er niet")
    _voeg_datum_toe(verhuizing, "datum van de verhuizing")


def _opname(soorten: _Soorten) -> None:
    opname = soorten.nieuw(
        "opname",
        later("gebeuren", "opname"),
        "de persoon gaat in een inrichting wonen",
        "De persoon verhuist naar een inrichting in zijn gemeente: een adres uit uitgesloten-adressen.json, dat nooit een gezin maakt.",
        "--bsn 945365792",
    )
    _voeg_bsn_toe(opname)
    _voeg_datum_toe(opname, "datum van de verhuizing")


def _ouder(soorten: _Soorten) -> None:
    ouder = soorten.nieuw(
        "ouder",
        later("gebeuren", "ouder"),
        "een kind krijgt een andere ouder",
        "Een kind krijgt een ouder erbij, raakt er een kwijt, of beide tegelijk. Het kind heeft er daarna hoogstens twee.",
        "--bsn 945365792 --erbij 900000041",
        "--bsn 945365792 --eraf 900000004 --erbij 900000041",
    )
    _voeg_bsn_toe(ouder, "burgerservicenummer van het kind")
    ouder.add_argument("--erbij", action="append", default=[], metavar="BSN", help="burgerservicenummer van wie ouder wordt")
    ouder.add_argument("--eraf", action="append", default=[], metavar="BSN", help="burgerservicenummer van wie geen ouder meer is")
    ouder.set_defaults(fout=ouder.error)


def _overlijden(soorten: _Soorten) -> None:
    overlijden = soorten.nieuw(
        "overlijden",
        later("gebeuren", "overlijden"),
        "de persoon overlijdt",
        "De persoon overlijdt: alles over hem in de verwijsindex wordt vernietigd (Jeugdwet 7.1.4.5).",
        "--bsn 945365792",
    )
    _voeg_bsn_toe(overlijden)
    _voeg_datum_toe(overlijden, "datum van overlijden")


def _emigratie(soorten: _Soorten) -> None:
    emigratie = soorten.nieuw(
        "emigratie",
        later("gebeuren", "emigratie"),
        "personen vertrekken samen naar het buitenland",
        "Een of meer personen vertrekken uit Nederland. Hun meldingen blijven; hun adres en ouders tellen niet meer mee.",
        "--bsn 945365792 --bsn 900000041",
    )
    _voeg_bsns_toe(emigratie)
    _voeg_datum_toe(emigratie, "datum van vertrek")


def _geheim(soorten: _Soorten) -> None:
    geheim = soorten.nieuw(
        "geheim",
        later("gebeuren", "geheim"),
        "het adres van de persoon wordt geheim, of niet meer",
        "Het adres van de persoon wordt geheim, of is het niet meer. Geen antwoord van de verwijsindex verandert daardoor.",
        "--bsn 945365792 --aan",
        "--bsn 945365792 --uit",
    )
    _voeg_bsn_toe(geheim)
    keuze = geheim.add_mutually_exclusive_group(required=True)
    keuze.add_argument("--aan", action="store_true", help="het adres is geheim")
    keuze.add_argument("--uit", action="store_true", help="het adres is niet geheim")


def _toekenning(soorten: _Soorten) -> None:
    toekenning = soorten.nieuw(
        "bsn-toekennen",
        later("gebeuren", "bsn_toekennen"),
        "wie nog geen burgerservicenummer had, krijgt er een",
        "Een persoon zonder burgerservicenummer krijgt er een. Geef voornamen als meer mensen deze naam en geboortedatum hebben.",
        "--geslachtsnaam Jansen --geboortedatum 2015-01-01 --bsn 900000119",
    )
    toekenning.add_argument("--geslachtsnaam", required=True, metavar="NAAM", help="geslachtsnaam van de persoon")
    toekenning.add_argument("--geboortedatum", required=True, type=date.fromisoformat, metavar="DATUM", help="zijn geboortedatum")
    toekenning.add_argument("--voornamen", metavar="NAMEN", help="zijn voornamen, of de eerste daarvan")
    _voeg_bsn_toe(toekenning, "het nieuwe burgerservicenummer")


def _verbetering(soorten: _Soorten) -> None:
    verbetering = soorten.nieuw(
        "bsn-verbeteren",
        later("gebeuren", "bsn_verbeteren"),
        "de persoon krijgt een ander burgerservicenummer",
        "Een burgerservicenummer wordt verbeterd: een ander nummer komt ervoor in de plaats, ook waar het als ouder staat.",
        "--bsn 945365792 --nieuw 900000119",
    )
    _voeg_bsn_toe(verbetering)
    verbetering.add_argument("--nieuw", required=True, metavar="BSN", help="het nummer dat ervoor in de plaats komt")


def _gepland(soorten: _Soorten) -> None:
    soorten.nieuw(
        "gepland",
        later("gebeuren", "gepland"),
        "wat gepland was en aan de beurt is, gebeurt",
        "Laat uit gebeurtenissen.json gebeuren wat op de klok van de sandbox aan de beurt is. Elke gebeurtenis gebeurt een keer.",
        "",
    )


def _voeg_bsn_toe(soort: Parser, uitleg: str = _BSN) -> None:
    soort.add_argument("--bsn", required=True, metavar="BSN", help=uitleg)


def _voeg_bsns_toe(soort: Parser) -> None:
    soort.add_argument("--bsn", action="append", required=True, metavar="BSN", help=f"{_BSN}; mag vaker")


def _voeg_datum_toe(soort: Parser, wat: str) -> None:
    keuzes: dict[str, Any] = {"type": date.fromisoformat, "metavar": "DATUM", "help": f"{wat} (standaard vandaag op de klok)"}
    soort.add_argument("--datum", **keuzes)
