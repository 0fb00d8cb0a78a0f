"""``verwijsindex sandbox``: a whole verwijsindex to try things on, and its virtual clock."""

import argparse
import sys
from pathlib import Path

from verwijsindex.cli import gebeurtenis
from verwijsindex.cli.onderhoudkeuze import UITLEG, voeg_keuzes_toe
from verwijsindex.cli.opdracht import GOED, Parser, later, voorbeeld
from verwijsindex.cli.sandboxkeuze import gekozen_map, voeg_map_toe
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.sandbox.beschrijving import lees_beschrijving
from verwijsindex.sandbox.duur import lees_duur, lees_tijd
from verwijsindex.sandbox.klok import VirtueleKlok, vooruit, zet
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.storing import haal_register_weg, zet_register_terug
from verwijsindex.sandbox.zaaisel import BEGIN, GEZINNEN, HOOGSTENS_GEZINNEN
from verwijsindex.settings import HOOGSTE_POORT


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command and its two subcommands."""
    sandbox = opdrachten.add_parser(
        "sandbox",
        help="een verwijsindex om mee te proberen, met partners, certificaten en personen",
        description="Start een complete verwijsindex in een map, met testcertificaten, vijf partners en verzonnen personen.",
        epilog=voorbeeld("verwijsindex sandbox --map sandbox-map --poort 8443", "verwijsindex sandbox klok --vooruit P1D"),
    )
    voeg_map_toe(sandbox)
    sandbox.add_argument("--poort", type=_poort, default=8443, metavar="N", help="poort op deze machine; 0 is een vrije (standaard 8443)")
    wie = sandbox.add_mutually_exclusive_group()
    wie.add_argument("--personen", type=Path, metavar="BESTAND", help="personen uit dit JSON-bestand, niet de verzonnen gezinnen")
    wie.add_argument("--zaad", type=_zaad, metavar="N", help="verzin een bevolking; hetzelfde getal (0 of hoger) geeft dezelfde mensen")
    gezinnen = f"hoeveel gezinnen bij --zaad: 1 tot en met {HOOGSTENS_GEZINNEN} (standaard {GEZINNEN})"
    sandbox.add_argument("--gezinnen", type=_aantal_gezinnen, metavar="N", help=gezinnen)
    sandbox.add_argument("--klok", metavar="TIJD", help=f"laat de klok hier beginnen (standaard nu; bij --zaad {BEGIN})")
    sandbox.add_argument(
        "--zonder-handtekening", action="store_true", help="ook berichten zonder handtekening, onder /2w-be (profiel 2W-be)"
    )
    sandbox.add_argument("--nieuw", action="store_true", help="begin opnieuw: wis de sandbox die al in de map staat")
    sandbox.set_defaults(voer_uit=later("sandboxwerk", "start"), fout=sandbox.error)
    onderdelen = sandbox.add_subparsers(title="onderdelen", metavar="ONDERDEEL", parser_class=Parser)
    _voeg_klok_toe(onderdelen)
    gebeurtenis.voeg_toe(onderdelen)
    _voeg_onderhoud_toe(onderdelen)
    _voeg_register_toe(onderdelen)
    _voeg_uitsluiting_toe(onderdelen)


def _voeg_klok_toe(onderdelen: "argparse._SubParsersAction[Parser]") -> None:
    klok = onderdelen.add_parser(
        "klok",
        help="de klok van de sandbox zetten",
        description="Zet de klok van een sandbox, ook als die draait. De klok bepaalt 'vandaag' en het meldmoment, nooit de beveiliging.",
        epilog=voorbeeld("verwijsindex sandbox klok --zet 2026-11-22", "verwijsindex sandbox klok --vooruit P2Y"),
    )
    voeg_map_toe(klok)
    keuze = klok.add_mutually_exclusive_group()
    keuze.add_argument("--zet", metavar="TIJD", help="datum of tijdstip, bijvoorbeeld 2026-11-22 of 2026-11-22T14:30")
    keuze.add_argument("--vooruit", metavar="DUUR", help="duur, bijvoorbeeld P1D, PT2H, P1M of P2Y")
    klok.set_defaults(voer_uit=_klok)


def _voeg_onderhoud_toe(onderdelen: "argparse._SubParsersAction[Parser]") -> None:
    onderhoud = onderdelen.add_parser(
        "onderhoud",
        help="onderhoud doen in de sandbox, op haar klok",
        description=f"{UITLEG}\n\nEen sandbox doet dit niet uit zichzelf, zoals een server: u zegt wanneer.",
        epilog=voorbeeld("verwijsindex sandbox onderhoud", "verwijsindex sandbox onderhoud --proef"),
    )
    voeg_map_toe(onderhoud)
    voeg_keuzes_toe(onderhoud)
    onderhoud.set_defaults(voer_uit=later("sandboxwerk", "onderhoud"))


def _voeg_register_toe(onderdelen: "argparse._SubParsersAction[Parser]") -> None:
    register = onderdelen.add_parser(
        "register",
        help="het personenregister laten uitvallen, en terug laten komen",
        description="Laat het personenregister van een sandbox uitvallen, ook als die draait: melden geeft dan VIR-190. Er verdwijnt "
        "niemand uit.",
        epilog=voorbeeld("verwijsindex sandbox register --weg", "verwijsindex sandbox register --terug"),
    )
    voeg_map_toe(register)
    keuze = register.add_mutually_exclusive_group(required=True)
    keuze.add_argument("--weg", action="store_true", help="het register antwoordt niet meer")
    keuze.add_argument("--terug", action="store_true", help="het register antwoordt weer")
    register.set_defaults(voer_uit=_register)


def _voeg_uitsluiting_toe(onderdelen: "argparse._SubParsersAction[Parser]") -> None:
    uitsluiting = onderdelen.add_parser(
        "uitsluiting",
        help="een adres uitsluiten: wie er woont, is geen gezin",
        description="Zet een adres vanaf vandaag, op de klok van de sandbox, in het register van uitgesloten adressen (docs/adressen.md).",
        epilog=voorbeeld("verwijsindex sandbox uitsluiting --postcode 1999ZX --huisnummer 12"),
    )
    voeg_map_toe(uitsluiting)
    uitsluiting.add_argument("--postcode", required=True, metavar="POSTCODE", help="van het adres")
    uitsluiting.add_argument("--huisnummer", required=True, metavar="N", help="van het adres")
    uitsluiting.set_defaults(voer_uit=later("sandboxwerk", "uitsluiting"))


def _poort(tekst: str) -> int:
    return _tussen(tekst, 0, HOOGSTE_POORT)


def _zaad(tekst: str) -> int:
    return _tussen(tekst, 0, sys.maxsize)


def _aantal_gezinnen(tekst: str) -> int:
    return _tussen(tekst, 1, HOOGSTENS_GEZINNEN)


def _tussen(tekst: str, laagste: int, hoogste: int) -> int:
    getal = int(tekst)
    if not laagste <= getal <= hoogste:
        raise ValueError
    return getal


def _klok(keuzes: argparse.Namespace) -> int:
    pad = Sandboxmap(gekozen_map(keuzes)).klok
    if keuzes.zet is not None:
        moment = zet(pad, lees_tijd(keuzes.zet))
    elif keuzes.vooruit is not None:
        moment = vooruit(pad, lees_duur(keuzes.vooruit))
    else:
        moment = VirtueleKlok(pad).nu()
    print(f"De klok van de sandbox staat op {moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M:%S}.")
    return GOED


def _register(keuzes: argparse.Namespace) -> int:
    plek = Sandboxmap(gekozen_map(keuzes))
    lees_beschrijving(plek.map)
    if keuzes.weg:
        print("Het personenregister antwoordt niet meer." if haal_register_weg(plek) else "Het personenregister antwoordde al niet.")
    else:
        print("Het personenregister antwoordt weer." if zet_register_terug(plek) else "Het personenregister antwoordde al.")
    return GOED
