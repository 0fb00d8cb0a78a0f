"""``verwijsindex rua``: the register of excluded addresses, read in and shown (R-075; docs/adressen.md)."""

import argparse
from pathlib import Path

from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.domain.regels.uitsluiten import KOLOMMEN, LijstOnjuist
from verwijsindex.domain.uitgesloten import UitgeslotenAdres
from verwijsindex.operations.rua import lees_rua_in
from verwijsindex.settings import lees_instellingen
from verwijsindex.wiring.context import maak_context, open_database


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command with its two parts."""
    rua = opdrachten.add_parser(
        "rua",
        help="adressen van instellingen, waar bewoners geen gezin zijn",
        description="Het register van uitgesloten adressen (Wet BRP 2.40). Uitleg staat in docs/adressen.md.",
        epilog=voorbeeld("verwijsindex rua inlezen adressen.csv --instellingen verwijsindex.toml --proef"),
    )
    delen = rua.add_subparsers(title="onderdelen", metavar="ONDERDEEL", required=True, dest="onderdeel", parser_class=Parser)
    inlezen = delen.add_parser(
        "inlezen",
        help="een lijst overnemen",
        description="Neemt een lijst in CSV over, of niets als er een fout in staat. Dezelfde lijst nog eens verandert niets.",
        epilog=voorbeeld("verwijsindex rua inlezen adressen.csv --instellingen verwijsindex.toml"),
    )
    inlezen.add_argument("bestand", type=Path, metavar="BESTAND.csv", help="de lijst: UTF-8, met ; tussen de velden")
    inlezen.add_argument("--proef", action="store_true", help="alleen vertellen wat er zou veranderen")
    toon = delen.add_parser(
        "toon",
        help="alle uitgesloten adressen, in dezelfde vorm",
        description="Schrijft alle uitgesloten adressen, ook die van vroeger, in de vorm waarin zij zijn in te lezen.",
        epilog=voorbeeld("verwijsindex rua toon --instellingen verwijsindex.toml"),
    )
    for deel, voer_uit in ((inlezen, _inlezen), (toon, _toon)):
        deel.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van de server, in TOML")
        deel.set_defaults(voer_uit=voer_uit)


def _inlezen(keuzes: argparse.Namespace) -> int:
    try:
        tekst = keuzes.bestand.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LijstOnjuist([(1, "het bestand is geen UTF-8")]) from None
    instellingen = lees_instellingen(keuzes.instellingen)
    opslag = open_database(instellingen)
    try:
        overgenomen = lees_rua_in(tekst, maak_context(instellingen, opslag), proef=keuzes.proef)
    finally:
        opslag.sluit()
    wat = "Proef, er is niets veranderd. Dit zou de lijst doen:" if keuzes.proef else "De lijst is overgenomen:"
    print(f"{wat} {overgenomen.nieuw} nieuw, {overgenomen.gewijzigd} gewijzigd, {overgenomen.bekend} al bekend.")
    return GOED


def _toon(keuzes: argparse.Namespace) -> int:
    opslag = open_database(lees_instellingen(keuzes.instellingen))
    try:
        with opslag.lezen() as transactie:
            adressen = transactie.uitgesloten_adressen.alle()
    finally:
        opslag.sluit()
    print(";".join(KOLOMMEN))
    for adres in adressen:
        print(_regel(adres))
    return GOED


def _regel(uitgesloten: UitgeslotenAdres) -> str:
    adres, geldigheid = uitgesloten.adres, uitgesloten.geldigheid
    velden = (
        uitgesloten.bron,
        uitgesloten.gemeentecode,
        geldigheid.vanaf,
        geldigheid.tot,
        adres.nummeraanduiding,
        adres.postcode,
        adres.huisnummer,
        adres.huisletter,
        adres.toevoeging,
        adres.aanduiding,
    )
    return ";".join("" if veld is None else str(veld) for veld in velden)
