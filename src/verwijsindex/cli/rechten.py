"""``verwijsindex rechten``: what runs at the colleges, with the last day of each, and the letters (AVG 12(3), 15; R-134..R-136)."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from verwijsindex.cli.kijken import druk_af
from verwijsindex.cli.opdracht import GOED, Parser, later, voorbeeld
from verwijsindex.domain.regels.beslistermijn import Termijnstand, termijnstand, werkdagen_over
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.verzoek import Rechtenverzoek
from verwijsindex.operations.context import Context
from verwijsindex.settings import lees_instellingen
from verwijsindex.wiring.context import maak_context, open_database

KOP: Final = ("gemeente", "uiterste dag", "werkdagen", "termijn", "soort", "advies", "ontvangen", "kenmerk", "verzoek")
STANDEN: Final = {
    Termijnstand.RUIM: "loopt",
    Termijnstand.NADERT: "nadert",
    Termijnstand.DRINGEND: "DRINGEND",
    Termijnstand.VERSTREKEN: "TE LAAT",
}
INZAGE: Final = "inzage"
NIETS_OPEN: Final = "Er zijn geen verzoeken waarover nog beslist moet worden."
NIETS_DRINGENDS: Final = "Er is geen verzoek waarvan de termijn bijna om is."


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command with its parts."""
    rechten = opdrachten.add_parser(
        "rechten",
        help="verzoeken van jeugdigen: termijnen en brieven",
        description="Verzoeken van jeugdigen en hun vertegenwoordigers aan een college. Uitleg staat in docs/rechten.md.",
        epilog=voorbeeld("verwijsindex rechten lijst --instellingen verwijsindex.toml --gemeente 0518"),
    )
    delen = rechten.add_subparsers(title="onderdelen", metavar="ONDERDEEL", required=True, dest="onderdeel", parser_class=Parser)
    _voeg_lijst_toe(delen)
    _voeg_brief_toe(delen)


def _voeg_lijst_toe(delen: "argparse._SubParsersAction[Parser]") -> None:
    lijst = delen.add_parser(
        "lijst",
        help="waarover nog beslist moet worden, en tot wanneer",
        description=(
            "Toont de verzoeken waarover nog niet is beslist, de dringendste eerst. Er wordt gewaarschuwd vanaf tien werkdagen voor de "
            "uiterste dag, en nog eens vanaf drie. De lijst zegt niets over jeugdigen."
        ),
        epilog=voorbeeld(
            "verwijsindex rechten lijst --instellingen verwijsindex.toml",
            "verwijsindex rechten lijst --instellingen verwijsindex.toml --gemeente 0518 --waarschuw",
        ),
    )
    lijst.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van de server, in TOML")
    lijst.add_argument("--gemeente", metavar="CODE", help="alleen het college van deze gemeente")
    lijst.add_argument("--waarschuw", action="store_true", help="alleen wat bijna om is of te laat")
    lijst.add_argument("--json", action="store_true", help="als JSON, voor een programma")
    lijst.set_defaults(voer_uit=_lijst)


def _voeg_brief_toe(delen: "argparse._SubParsersAction[Parser]") -> None:
    begin = "verwijsindex rechten brief --instellingen verwijsindex.toml --verzoek VERZOEKID --soort"
    brief = delen.add_parser(
        "brief",
        help="een brief over een verzoek maken",
        description=(
            "Maakt een brief aan wie het verzoek deed. Naam en adres van die persoon kent de verwijsindex niet: die voegt de gemeente toe. "
            "Een brief met inzage wordt vastgelegd in het logboek; hij kan pas als het college met GeefInzage inzage gaf."
        ),
        epilog=voorbeeld(
            f"{begin} ontvangst --uit ontvangst.pdf",
            f"{begin} verlenging --toelichting waarom.txt --uit verlenging.pdf",
            f"{begin} inzage --formaat html --gemeentenaam Veldwijk --uit inzage.html",
        ),
    )
    brief.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van de server, in TOML")
    brief.add_argument("--verzoek", required=True, metavar="VERZOEKID", help="het verzoek, zoals RegistreerVerzoek het noemde")
    brief.add_argument("--soort", required=True, choices=("ontvangst", "verlenging", "besluit", INZAGE), help="welke brief: %(choices)s")
    brief.add_argument("--formaat", choices=("pdf", "html", "xml"), default="pdf", help="%(choices)s; xml alleen bij inzage")
    brief.add_argument("--uit", type=Path, required=True, metavar="BESTAND", help="nieuw bestand voor de brief; niets wordt overschreven")
    brief.add_argument("--gemeentenaam", metavar="NAAM", help="naam van de gemeente; anders die waaronder de verwijsindex haar kent")
    brief.add_argument("--ondertekenaar", metavar="TEKST", help="naam en functie onder de brief; anders blijft er ruimte")
    brief.add_argument(
        "--toelichting",
        type=Path,
        metavar="BESTAND",
        help="waarom het college zo beslist, in UTF-8; nodig bij verlengen en afwijzen, en nergens bewaard",
    )
    brief.set_defaults(voer_uit=partial(_brief, brief))


def _lijst(keuzes: argparse.Namespace) -> int:
    with geopend(keuzes.instellingen) as context:
        dag = vandaag(context.klok.nu())
        with context.opslag.lezen() as transactie:
            verzoeken = transactie.rechten.open_verzoeken(keuzes.gemeente)
    getoond = [v for v in verzoeken if not keuzes.waarschuw or termijnstand(v.uiterste_dag, dag) is not Termijnstand.RUIM]
    if keuzes.json:
        print(json.dumps([_als_json(verzoek, dag) for verzoek in getoond]))
    elif getoond:
        druk_af([KOP, *(_regel(verzoek, dag) for verzoek in getoond)])
        print(_samen(getoond, dag))
    else:
        print(
            "Er is niets waarvoor de termijn bijna om is."
            if keuzes.waarschuw
            else "Er zijn geen verzoeken waarover nog beslist moet worden."
        )
    return GOED


def _regel(verzoek: Rechtenverzoek, dag: date) -> tuple[str, ...]:
    gegeven = sum(advies.advies is not None for advies in verzoek.adviezen)
    verlengd = "" if verzoek.verlenging is None else " (verlengd)"
    return (
        verzoek.gemeentecode,
        verzoek.uiterste_dag.isoformat(),
        str(werkdagen_over(verzoek.uiterste_dag, dag)),
        f"{STANDEN[termijnstand(verzoek.uiterste_dag, dag)]}{verlengd}",
        verzoek.soort.value,
        f"{gegeven} van {len(verzoek.adviezen)}",
        verzoek.ontvangen_op.isoformat(),
        verzoek.kenmerk,
        verzoek.id,
    )


def _als_json(verzoek: Rechtenverzoek, dag: date) -> dict[str, object]:
    return {
        "verzoek": verzoek.id,
        "gemeente": verzoek.gemeentecode,
        "kenmerk": verzoek.kenmerk,
        "soort": verzoek.soort.value,
        "ontvangen": verzoek.ontvangen_op.isoformat(),
        "uiterste_dag": verzoek.uiterste_dag.isoformat(),
        "werkdagen_over": werkdagen_over(verzoek.uiterste_dag, dag),
        "termijn": termijnstand(verzoek.uiterste_dag, dag).value,
        "verlengd": verzoek.verlenging is not None,
    }


def _samen(verzoeken: list[Rechtenverzoek], dag: date) -> str:
    aantal = Counter(termijnstand(verzoek.uiterste_dag, dag) for verzoek in verzoeken)
    delen = [f"{aantal[stand]} {STANDEN[stand].lower()}" for stand in reversed(Termijnstand) if aantal[stand]]
    return f"Verzoeken: {len(verzoeken)}, waarvan {', '.join(delen)}."


def _brief(parser: Parser, keuzes: argparse.Namespace) -> int:
    if keuzes.formaat == "xml" and keuzes.soort != INZAGE:
        parser.error("argument --formaat: xml kan alleen bij --soort inzage")
    return later("rechtenbrief", "maak_brief")(keuzes)


@contextmanager
def geopend(bestand: Path) -> Iterator[Context]:
    """What the use cases work with on the server of these settings."""
    instellingen = lees_instellingen(bestand)
    opslag = open_database(instellingen)
    try:
        yield maak_context(instellingen, opslag)
    finally:
        opslag.sluit()
