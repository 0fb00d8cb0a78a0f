"""``verwijsindex-conformance``: list the cases, run them against a target, explain one, and tell what was found."""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from verwijsindex_conformance.bericht.breuken import VERZOEKBREUKEN
from verwijsindex_conformance.catalogus import OnbekendGeval, kies
from verwijsindex_conformance.cli_draai import GOED, SLECHT, draai_toets
from verwijsindex_conformance.cli_nep import FOUTEN_VAN_INDEX, FOUTEN_VAN_PARTNER, VERZOEKEN, als_streek, speel_index, speel_partner
from verwijsindex_conformance.cli_rapport import controleer_rapport, maak_verslag
from verwijsindex_conformance.cli_verklaar import als_moment, verklaar_iets
from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.doelsleutels import DoelOnjuist
from verwijsindex_conformance.geval import Rol
from verwijsindex_conformance.parser import VERKEERD_GEBRUIK, Parser
from verwijsindex_conformance.systeemfout import in_woorden
from verwijsindex_conformance.verbinding import Onbereikbaar
from verwijsindex_conformance.verslag.herkomst import contractsom, suiteversie
from verwijsindex_conformance.verslag.rapport import KOPPELVLAK, RapportOnjuist
from verwijsindex_conformance.verslag.terminal import lijst_van, uitleg_van
from verwijsindex_conformance.verslag.zegel import RapportVeranderd

ONBEREIKBAAR: Final = 3
_CLUSTERS: Final = f"Clusters: {', '.join(Cluster)}."


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    for uit in (sys.stdout, sys.stderr):
        if isinstance(uit, TextIOWrapper):
            uit.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter ends no run
    keuzes = _parser().parse_args(argumenten)
    try:
        code: int = keuzes.voer_uit(keuzes)
    except OnbekendGeval as fout:
        return _zeg(_geen_geval(fout), VERKEERD_GEBRUIK)
    except (DoelOnjuist, RapportOnjuist) as fout:
        return _zeg(str(fout), VERKEERD_GEBRUIK)
    except OSError as fout:
        return _zeg(f"{fout.filename or 'bestand'}: niet te lezen of te schrijven ({in_woorden(fout)})", VERKEERD_GEBRUIK)
    except RapportVeranderd as fout:
        return _zeg(f"het rapport is veranderd: {fout}", SLECHT)
    except Onbereikbaar as fout:
        return _zeg(f"het doel is niet bereikbaar: {fout}", ONBEREIKBAAR)
    return code


def _parser() -> Parser:
    parser = Parser("verwijsindex-conformance", "Toetst van buiten of een verwijsindex zich houdt aan het koppelvlak en de regels.")
    versie = f"verwijsindex-conformance {suiteversie()}, koppelvlak {KOPPELVLAK}, {contractsom()}"
    parser.add_argument("--versie", action="version", version=versie, help="de versie van de toets en van het koppelvlak")
    opdrachten = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, dest="opdracht", parser_class=Parser)
    lijst = opdrachten.add_parser("lijst", help="alle gevallen, met hun eisen", description=f"Noemt de gevallen per hoofdstuk. {_CLUSTERS}")
    _keuze(lijst)
    lijst.set_defaults(voer_uit=_lijst)
    toon = opdrachten.add_parser("toon", help="een geval uitleggen", description="Toont de eis, wat er gebeurt en wat er moet komen.")
    toon.add_argument("id", metavar="ID", help="bijvoorbeeld PROF-001")
    toon.set_defaults(voer_uit=_toon)
    _voeg_draai_toe(opdrachten)
    _voeg_verslagen_toe(opdrachten)
    _voeg_verklaar_toe(opdrachten)
    _voeg_spelers_toe(opdrachten)
    return parser


def _voeg_draai_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    draaien = opdrachten.add_parser("draai", help="de toets uitvoeren", description=f"Voert de gevallen uit tegen een doel. {_CLUSTERS}")
    draaien.add_argument("--doel", type=Path, required=True, metavar="BESTAND", help="doel.yaml van wat u toetst")
    _keuze(draaien)
    draaien.add_argument("--rapport", type=Path, metavar="BESTAND", help="schrijf het getekende rapport: de uitslag als JSON")
    draaien.add_argument("--junit", type=Path, metavar="BESTAND", help="schrijf de uitslag ook als JUnit XML")
    draaien.add_argument("--hussel", type=int, metavar="GETAL", help="in een willekeurige volgorde, steeds dezelfde bij hetzelfde getal")
    draaien.set_defaults(voer_uit=draai_toets)


def _voeg_verslagen_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    rapport = opdrachten.add_parser(
        "rapport", help="een uitslag tonen", description="Toont een getekend rapport, of maakt er een bladzijde of JUnit XML van."
    )
    controleer = opdrachten.add_parser(
        "controleer",
        help="nagaan of een rapport is veranderd",
        description="Gaat na of een rapport nog is zoals de toets het tekende, en wie dat deed.",
    )
    for deel in (rapport, controleer):
        deel.add_argument("rapport", type=Path, metavar="RAPPORT", help="het bestand dat draai --rapport schreef")
    rapport.add_argument("--html", type=Path, metavar="BESTAND", help="schrijf een bladzijde die alles bevat")
    rapport.add_argument("--junit", type=Path, metavar="BESTAND", help="schrijf JUnit XML, voor een bouwserver")
    rapport.set_defaults(voer_uit=maak_verslag)
    controleer.add_argument("--ca", type=Path, metavar="BESTAND", help="certificaten die u vertrouwt (PEM): kijk ook wie er tekende")
    controleer.set_defaults(voer_uit=controleer_rapport)


def _voeg_verklaar_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    verklaar = opdrachten.add_parser(
        "verklaar",
        help="een bericht of een code uitleggen",
        description="Zegt wat er mis is met een opgevangen bericht, hoe dat te zien is en wat u doet; of wat een code betekent.",
    )
    verklaar.add_argument("wat", metavar="BERICHT|CODE", help="een bestand met een bericht, - voor de invoer, of een code als VIR-S05")
    verklaar.add_argument("--ca", type=Path, metavar="BESTAND", help="certificaten die de ontvanger vertrouwt (PEM)")
    verklaar.add_argument("--doel", type=Path, metavar="BESTAND", help="doel.yaml: haar ca, en de adressen voor wsa:To")
    verklaar.add_argument("--moment", type=als_moment, metavar="TIJD", help="wanneer het is ontvangen, met tijdzone; anders nu")
    verklaar.add_argument("--soapaction", metavar="TEKST", help="de HTTP-kop SOAPAction, met haar aanhalingstekens")
    verklaar.set_defaults(voer_uit=verklaar_iets)


def _voeg_spelers_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    index = opdrachten.add_parser(
        "nep-index",
        help="een index naspelen, voor wie een partnersysteem bouwt",
        description=f"Luistert op de adressen van doel.yaml en antwoordt, goed of met een ding mis.\n\n{FOUTEN_VAN_INDEX}",
    )
    index.add_argument("--doel", type=Path, required=True, metavar="BESTAND", help="doel.yaml, met certificaat en sleutel van de index")
    index.add_argument("--poort", type=int, metavar="GETAL", help="luister op een andere poort dan in doel.yaml staat; 0 is een vrije")
    index.add_argument("--partner", metavar="OIN", help="wie aanroept; anders die in doel.yaml staat")
    index.add_argument("--fout", nargs="+", type=als_streek, default=[], metavar="NAAM", help="wat er mis is met de volgende antwoorden")
    index.add_argument("--steeds", action="store_true", help="elk antwoord zoals de laatste --fout")
    index.add_argument("--signalen", type=int, default=0, metavar="GETAL", help="zoveel signalen staan klaar")
    index.add_argument("--gat", action="store_true", help="daarna ontbreekt een volgnummer, en volgt nog een signaal")
    index.add_argument("--keer", type=int, metavar="GETAL", help="stop na zoveel verzoeken")
    index.set_defaults(voer_uit=speel_index)
    partner = opdrachten.add_parser(
        "nep-partner",
        help="een partner naspelen, voor wie een index bouwt",
        description=f"Stuurt een verzoek namens een partner van doel.yaml, goed of met een ding mis.\n\n{FOUTEN_VAN_PARTNER}",
    )
    partner.add_argument("handeling", choices=list(VERZOEKEN), metavar="HANDELING", help=", ".join(VERZOEKEN))
    partner.add_argument("--doel", type=Path, required=True, metavar="BESTAND", help="doel.yaml van de index")
    partner.add_argument("--gebruiker", metavar="ID", help="namens wie; anders de eerste melder")
    partner.add_argument("--fout", choices=list(VERZOEKBREUKEN), metavar="NAAM", help="wat er mis is met het verzoek")
    partner.add_argument("--keer", type=int, default=1, metavar="GETAL", help="stuur het zo vaak, met dezelfde sleutel als u die noemt")
    for naam, uitleg in (("bsn", "wie"), ("sleutel", "partnerMeldingId of partnerVerzoekId"), ("melding-id", "welke melding")):
        partner.add_argument(f"--{naam}", metavar="TEKST", help=uitleg)
    partner.add_argument("--signaal-id", nargs="+", default=[], metavar="ID", help="welke signalen")
    partner.add_argument("--reden", default="NIET_TERECHT", metavar="REDEN", help="NIET_TERECHT of RISICO_NIET_MEER_AANWEZIG")
    partner.set_defaults(voer_uit=speel_partner)


def _keuze(deel: Parser) -> None:
    deel.add_argument("--alleen", nargs="+", default=[], metavar="ID", help="alleen deze gevallen, clusters of hoofdstukken")
    deel.add_argument("--rol", choices=[rol.value for rol in Rol], metavar="ROL", help=f"wat u toetst: {', '.join(Rol)}; anders index")


def _lijst(keuzes: argparse.Namespace) -> int:
    print("\n".join(lijst_van(kies(keuzes.alleen, keuzes.rol and Rol(keuzes.rol)))))
    return GOED


def _toon(keuzes: argparse.Namespace) -> int:
    print("\n\n".join(uitleg_van(geval) for geval in kies([keuzes.id])))
    return GOED


def _geen_geval(fout: OnbekendGeval) -> str:
    return f"er is geen geval, cluster of hoofdstuk {fout}; de lijst: verwijsindex-conformance lijst"


def _zeg(tekst: str, code: int) -> int:
    print(f"verwijsindex-conformance: {tekst}", file=sys.stderr)
    return code
