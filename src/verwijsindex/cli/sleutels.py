"""``verwijsindex sleutels``: making the keys of the database, and putting one in the place of another (R-195; docs/sleutels.md)."""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from verwijsindex.cli.opdracht import GEWEIGERD, GOED, Parser, voorbeeld
from verwijsindex.cli.voortgang import balk
from verwijsindex.operations.context import Context
from verwijsindex.operations.sleutelwissel import (
    WACHT,
    Sleutelstand,
    herschrijf,
    hoe_lang_nog,
    lees_stand,
    maak_bekend,
    neem_in_gebruik,
    noteer_nieuwe,
    verwijder_oude,
)
from verwijsindex.settings import Instellingen, InstellingenOnjuist, lees_instellingen
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.versleuteling import Sleutels, lees_sleutels, maak_sleutels, verwijder_sleutels, voeg_sleutel_toe
from verwijsindex.wiring.beurten import Doorgaan, Taak, in_beurt
from verwijsindex.wiring.context import echte_tijd, maak_context, open_database
from verwijsindex.wiring.sleutels import TAAK, adem

_UITLEG: Final = """\
De sleutels van de database: maken, en vervangen terwijl de servers draaien. Uitleg staat in docs/sleutels.md.
Een wissel gaat zo: voeg-toe, het bestand kopieren naar elke server, gebruik, herschrijf, verwijder-oud."""
_PROEF: Final = "alleen vertellen wat er zou gebeuren"


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command with its parts."""
    sleutels = opdrachten.add_parser(
        "sleutels",
        help="sleutels van de database maken en vervangen",
        description=_UITLEG,
        epilog=voorbeeld(
            "verwijsindex sleutels maak --bestand sleutels.json", "verwijsindex sleutels toon --instellingen verwijsindex.toml"
        ),
    )
    delen = sleutels.add_subparsers(title="onderdelen", metavar="ONDERDEEL", required=True, dest="onderdeel", parser_class=Parser)
    maak = delen.add_parser(
        "maak",
        help="een bestand met nieuwe sleutels maken",
        description="Maakt een bestand met nieuwe sleutels. Zonder dit bestand is de database onleesbaar: bewaar het apart, met een kopie.",
        epilog=voorbeeld("verwijsindex sleutels maak --bestand sleutels.json"),
    )
    maak.add_argument("--bestand", type=Path, required=True, metavar="BESTAND", help="nieuw bestand; niets wordt overschreven")
    maak.set_defaults(voer_uit=_maak)
    toon = _deel(
        delen, "toon", "welke sleutels er zijn en wat er onder staat", _toon,
        "Toont de nummers van de sleutels, sinds wanneer zij gelden en hoeveel waarden onder elk staan. De sleutels zelf ziet u nooit.",
    )  # fmt: skip
    toon.add_argument("--json", action="store_true", help="als JSON, voor een programma")
    nieuw = _deel(
        delen, "voeg-toe", "een nieuwe sleutel in het bestand zetten", _voeg_toe,
        "Zet een nieuwe sleutel in het sleutelbestand. Nog niets gebruikt hem. Kopieer het bestand daarna naar elke machine met server.",
    )  # fmt: skip
    gebruik = _deel(
        delen, "gebruik", "een sleutel in gebruik nemen", _gebruik,
        "Laat elke server de sleutel kennen, wacht een minuut, en zet dan alles wat nieuw is onder deze sleutel. Een server die hem niet "
        "in zijn bestand heeft, weigert elk bericht tot het er wel in staat. Afbreken mag: dezelfde opdracht gaat verder.",
    )  # fmt: skip
    gebruik.add_argument("--sleutel", type=int, required=True, metavar="NUMMER", help="het nummer, uit 'sleutels toon'")
    opnieuw = _deel(
        delen, "herschrijf", "alles onder de sleutel zetten die in gebruik is", _herschrijf,
        "Zet alles wat onder een andere sleutel staat onder de sleutel die in gebruik is, terwijl de servers draaien. Afbreken mag: "
        "de volgende keer gaat verder. Een server met onderhoud doet dit ook uit zichzelf.",
    )  # fmt: skip
    oud = _deel(
        delen, "verwijder-oud", "sleutels waar niets meer onder staat weghalen", _verwijder_oud,
        "Haalt sleutels weg die niet meer in gebruik zijn, ook uit het bestand. Wordt geweigerd zolang er iets onder staat. Bewaar het "
        "oude bestand zolang u reservekopieen van de database bewaart: daarin staat alles nog onder de oude sleutel.",
    )  # fmt: skip
    for deel in (nieuw, gebruik, opnieuw, oud):
        deel.add_argument("--proef", action="store_true", help=_PROEF)


def _deel(
    delen: "argparse._SubParsersAction[Parser]", naam: str, uitleg: str, voer_uit: Callable[[argparse.Namespace], int], meer: str
) -> Parser:
    erbij = " --sleutel 2" if naam == "gebruik" else ""
    regel = f"verwijsindex sleutels {naam} --instellingen verwijsindex.toml{erbij}"
    deel: Parser = delen.add_parser(naam, help=uitleg, description=meer, epilog=voorbeeld(regel))
    deel.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van de server, in TOML")
    deel.set_defaults(voer_uit=voer_uit)
    return deel


@contextmanager
def _geopend(keuzes: argparse.Namespace) -> Iterator[tuple[Instellingen, SqlOpslag, Context]]:
    instellingen = lees_instellingen(keuzes.instellingen)
    opslag = open_database(instellingen)
    try:
        yield instellingen, opslag, maak_context(instellingen, opslag)
    finally:
        opslag.sluit()


def _maak(keuzes: argparse.Namespace) -> int:
    try:
        maak_sleutels(keuzes.bestand)
    except FileExistsError:
        raise InstellingenOnjuist(f"{keuzes.bestand} bestaat al; sleutels worden nooit overschreven") from None
    print(f"Sleutels gemaakt in {keuzes.bestand}. Bewaar dit bestand apart van de database, met een kopie.")
    return GOED


def _toon(keuzes: argparse.Namespace) -> int:
    with _geopend(keuzes) as (instellingen, _, context):
        rijen = _rijen(lees_sleutels(instellingen.sleutels), lees_stand(context))
    if keuzes.json:
        print(json.dumps(rijen))
        return GOED
    print(f"{'sleutel':>7}  {'gemaakt':<16}  {'in gebruik sinds':<16}  {'waarden':>9}  stand")
    for rij in rijen:
        gemaakt, sinds = _moment(rij["gemaakt"]), _moment(rij["in_gebruik_sinds"])
        print(f"{rij['sleutel']:>7}  {gemaakt:<16}  {sinds:<16}  {rij['waarden']:>9}  {rij['stand']}")
    return GOED


def _rijen(bestand: Sleutels, stand: Sleutelstand) -> list[dict[str, object]]:
    gemaakt = {sleutel.id: sleutel.gemaakt for sleutel in bestand.ring}
    geldig = {sleutel.nummer: sleutel for sleutel in stand.geldig}
    rijen: list[dict[str, object]] = []
    for nummer in sorted({*gemaakt, *geldig}):
        bekend = geldig.get(nummer)
        if bekend is None:
            staat = "in het bestand, nog niet bekend bij de servers"
        elif bekend.in_gebruik:
            staat = "in gebruik"
        else:
            staat = "alleen om te lezen" if bekend.in_gebruik_sinds else "bekend bij de servers, nog niet in gebruik"
        rijen.append(
            {
                "sleutel": nummer,
                "gemaakt": _iso(gemaakt.get(nummer)),
                "in_gebruik_sinds": _iso(None if bekend is None else bekend.in_gebruik_sinds),
                "waarden": stand.aantallen.get(nummer, 0),
                "stand": staat,
            }
        )
    return rijen


def _voeg_toe(keuzes: argparse.Namespace) -> int:
    with _geopend(keuzes) as (instellingen, _, context):
        try:
            nummer = lees_sleutels(instellingen.sleutels).met_nieuwe(echte_tijd()).nummers[-1]
            if keuzes.proef:
                print(f"Proef, er is niets veranderd. Dit zou sleutel {nummer} in {instellingen.sleutels} zetten.")
                return GOED
            voeg_sleutel_toe(instellingen.sleutels)
        except ValueError:
            raise InstellingenOnjuist(f"{instellingen.sleutels}: alle nummers voor sleutels zijn op") from None
        noteer_nieuwe(nummer, context)
    print(f"Sleutel {nummer} staat in {instellingen.sleutels}.")
    print("Kopieer dit bestand nu naar elke machine met een server, en maak een reservekopie.")
    print(f"Daarna: verwijsindex sleutels gebruik --sleutel {nummer} --instellingen {keuzes.instellingen}")
    return GOED


def _gebruik(keuzes: argparse.Namespace) -> int:
    with _geopend(keuzes) as (_, _opslag, context):
        maak_bekend(keuzes.sleutel, context, echte_tijd(), proef=keuzes.proef)
        if keuzes.proef:
            print(f"Proef, er is niets veranderd. Dit zou elke server sleutel {keuzes.sleutel} laten kennen, en na een minuut gebruiken.")
            return GOED
        _wacht(keuzes.sleutel, context)
        neem_in_gebruik(keuzes.sleutel, context, echte_tijd(), WACHT)
    print(f"Sleutel {keuzes.sleutel} is in gebruik. Daarna: verwijsindex sleutels herschrijf --instellingen {keuzes.instellingen}")
    return GOED


def _wacht(nummer: int, context: Context) -> None:
    nog = hoe_lang_nog(nummer, context, echte_tijd(), WACHT)
    with balk("Servers leren de sleutel kennen", round(nog.total_seconds())) as verder:
        while nog > timedelta(0):
            stap = min(1.0, nog.total_seconds())
            time.sleep(stap)
            verder(round(stap))
            nog = hoe_lang_nog(nummer, context, echte_tijd(), WACHT)


def _herschrijf(keuzes: argparse.Namespace) -> int:
    with _geopend(keuzes) as (_, opslag, context):
        stand = lees_stand(context)
        if keuzes.proef:
            print(f"Proef, er is niets veranderd. Waarden onder een andere sleutel dan {stand.in_gebruik.nummer}: {stand.te_herschrijven}.")
            return GOED
        gedaan: list[int] = []

        def doe(doorgaan: Doorgaan) -> str:
            rust = adem()
            with balk("Herschrijven", stand.te_herschrijven) as verder:

                def stap(aantal: int) -> None:
                    verder(aantal)
                    rust(aantal)

                gedaan.append(herschrijf(context, doorgaan=doorgaan, gedaan=stap)[0])
            return json.dumps({"aantallen": {"herschreven": gedaan[0]}, "klaar": True})

        in_beurt(opslag.beurt, Taak(TAAK, timedelta(0), doe), lambda: True)
        over = lees_stand(context).te_herschrijven
    if not gedaan:
        print("Een ander proces herschrijft op dit moment; er is niets gedaan.")
        return GOED
    print(f"Herschreven: {gedaan[0]} rijen. Nog onder een andere sleutel: {over} waarden.")
    if over:
        print("Iets hield rijen vast. Geef de opdracht nog een keer.")
    return GEWEIGERD if over else GOED


def _verwijder_oud(keuzes: argparse.Namespace) -> int:
    with _geopend(keuzes) as (instellingen, _, context):
        oude = verwijder_oude(context, echte_tijd(), WACHT, proef=keuzes.proef)
        stand = lees_stand(context)
        vroeger = [nummer for nummer in lees_sleutels(instellingen.sleutels).nummers if nummer < stand.in_gebruik.nummer]
        uit_bestand = {*oude, *vroeger} - {sleutel.nummer for sleutel in stand.geldig if not keuzes.proef}
        if uit_bestand and not keuzes.proef:
            verwijder_sleutels(instellingen.sleutels, uit_bestand)
    welke = ", ".join(map(str, sorted({*oude, *uit_bestand})))
    if not welke:
        print("Er zijn geen oude sleutels.")
    elif keuzes.proef:
        print(f"Proef, er is niets veranderd. Dit zou weghalen: sleutel {welke}.")
    else:
        print(f"Weggehaald: sleutel {welke}. Kopieer {instellingen.sleutels} naar elke machine met een server.")
    return GOED


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _moment(iso: object) -> str:
    return "-" if iso is None else str(iso)[:16].replace("T", " ")
