"""``verwijsindex beleid``: what of the law applies, what a file would change, and whether it is right (R-002, R-190; docs/beleid.md)."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.beleidsverschil import WAARDEN, Verschil, Waarde, verschillen
from verwijsindex.domain.tijd import vandaag
from verwijsindex.settings import lees_instellingen
from verwijsindex.wiring.beleid import kies_beleid, lees_beleidsbestand
from verwijsindex.wiring.context import echte_tijd, kies_klok

INSTELLINGEN = "instellingen van de server, in TOML; weglaten: de wet"


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command with its three parts."""
    beleid = opdrachten.add_parser(
        "beleid",
        help="termijnen, leeftijden, categorieen en schakelaars",
        description="Wat van de wet geldt, en wat een eigen beleid daaraan verandert. Uitleg staat in docs/beleid.md.",
        epilog=voorbeeld("verwijsindex beleid toon", "verwijsindex beleid verschil beleid.toml --instellingen verwijsindex.toml"),
    )
    delen = beleid.add_subparsers(title="onderdelen", metavar="ONDERDEEL", required=True, dest="onderdeel", parser_class=Parser)
    toon = delen.add_parser(
        "toon",
        help="wat op een dag geldt, met het artikel achter elke waarde",
        description="Toont elke waarde die op een dag geldt, waar zij op steunt, en welke versies er zijn.",
        epilog=voorbeeld("verwijsindex beleid toon --instellingen verwijsindex.toml --op 2027-01-01"),
    )
    toon.add_argument("--instellingen", type=Path, metavar="BESTAND", help=INSTELLINGEN)
    toon.add_argument("--op", type=date.fromisoformat, metavar="DATUM", help="de dag, bijvoorbeeld 2027-01-01 (standaard vandaag)")
    toon.set_defaults(voer_uit=_toon)
    verschil = delen.add_parser(
        "verschil",
        help="wat een beleid anders zegt",
        description="Vergelijkt een beleid met wat de server nu heeft (--instellingen), met een ander bestand, of met de wet.",
        epilog=voorbeeld(
            "verwijsindex beleid verschil nieuw.toml --instellingen verwijsindex.toml", "verwijsindex beleid verschil a.toml b.toml"
        ),
    )
    verschil.add_argument("beleid", type=Path, metavar="BELEID.toml", help="het beleid")
    verschil.add_argument("ander", type=Path, nargs="?", metavar="ANDER.toml", help="een tweede bestand: wat dat anders zegt")
    verschil.add_argument("--instellingen", type=Path, metavar="BESTAND", help=INSTELLINGEN)
    verschil.set_defaults(voer_uit=_verschil, fout=verschil.error)
    controleer = delen.add_parser(
        "controleer",
        help="of een bestand klopt",
        description="Leest een beleid en noemt elke fout met haar regel. Verandert niets.",
        epilog=voorbeeld("verwijsindex beleid controleer beleid.toml"),
    )
    controleer.add_argument("beleid", type=Path, metavar="BELEID.toml", help="het beleid")
    controleer.set_defaults(voer_uit=_controleer)


def _gekozen(instellingen: Path | None) -> tuple[Beleid, date]:
    """The policy in force, and today: by the clock of the server that the settings are of."""
    if instellingen is None:
        return statuut(), vandaag(echte_tijd())
    gelezen = lees_instellingen(instellingen)
    return kies_beleid(gelezen), vandaag(kies_klok(gelezen).nu())


def _toon(keuzes: argparse.Namespace) -> int:
    beleid, nu = _gekozen(keuzes.instellingen)
    print("\n".join(_beschrijving(beleid, keuzes.op or nu)))
    return GOED


def _beschrijving(beleid: Beleid, dag: date) -> Iterator[str]:
    wet = beleid.op(dag)
    volgende = next((versie.vanaf for versie in beleid.versies if versie.vanaf > dag), None)
    yield f"Beleid op {dag.isoformat()}: {wet.naam}, vanaf {wet.vanaf.isoformat()}. Kenmerk {beleid.kenmerk}."
    yield "Er is geen latere versie." if volgende is None else f"Op {volgende.isoformat()} begint een andere versie."
    if beleid.afbouw is not None:
        weg = beleid.afbouw.alles_vernietigd_op
        yield (
            f"Geen nieuwe meldingen vanaf {beleid.afbouw.geen_nieuwe_meldingen_vanaf.isoformat()}; alles vernietigd op "
            f"{'een dag die nog niet vaststaat' if weg is None else weg.isoformat()} ({beleid.afbouw.artikel})."
        )
    yield ""
    breedte = max(len(naam) for naam in WAARDEN)
    for naam in WAARDEN:
        yield f"  {naam:<{breedte}}  {_tekst(getattr(wet, naam)):>5}  {wet.gronden[naam]}"
    yield ""
    yield "  code  bsn  geldig                    omschrijving"
    for code, categorie in sorted(wet.categorieen.items()):
        geldig = f"vanaf {categorie.geldigheid.vanaf.isoformat()}"
        if categorie.geldigheid.tot is not None:
            geldig = f"{geldig[6:]} tot {categorie.geldigheid.tot.isoformat()}"
        wat = categorie.omschrijving if categorie.beperking is None else f"{categorie.omschrijving}; {categorie.beperking}"
        yield f"  {code:<4}  {'ja ' if categorie.bsn_gerechtigd else 'nee'}  {geldig:<24}  {wat} ({categorie.artikel})"


def _tekst(waarde: Waarde) -> str:
    match waarde:
        case None:
            return "niet"
        case bool():
            return "aan" if waarde else "uit"
        case date():
            return waarde.isoformat()
        case _:
            return str(waarde)


def _verschil(keuzes: argparse.Namespace) -> int:
    if keuzes.ander is not None and keuzes.instellingen is not None:
        keuzes.fout("geef een tweede bestand of --instellingen, niet allebei")
    gekozen, nu = _gekozen(keuzes.instellingen)
    eerste = lees_beleidsbestand(keuzes.beleid)
    oud, nieuw = (gekozen, eerste) if keuzes.ander is None else (eerste, lees_beleidsbestand(keuzes.ander))
    gevonden = verschillen(oud, nieuw)
    if not gevonden:
        print("Er is geen verschil.")
    for verschil in gevonden:
        print(_regel(verschil, nu))
    if any(verschil.raakt_verleden(nu) for verschil in gevonden):
        print("Let op: wat met ! begint, verandert ook wat al gold. Laat een versie die geldt staan en voeg een nieuwe toe.")
    return GOED


def _regel(verschil: Verschil, nu: date) -> str:
    tot = "" if verschil.tot is None else f" tot {verschil.tot.isoformat()}"
    grond = f"  ({verschil.grond})" if verschil.grond else ""
    merk = "!" if verschil.raakt_verleden(nu) else " "
    return f"{merk} vanaf {verschil.vanaf.isoformat()}{tot}  {verschil.naam}: {_tekst(verschil.oud)} -> {_tekst(verschil.nieuw)}{grond}"


def _controleer(keuzes: argparse.Namespace) -> int:
    beleid = lees_beleidsbestand(keuzes.beleid)
    print(f"Het beleid klopt: {len(beleid.versies)} versies, kenmerk {beleid.kenmerk}.")
    return GOED
