"""``verwijsindex toezicht``: what a toezichthouder may see, in a case, and logged (Jeugdwet 9.2; R-143; docs/logboek.md)."""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from verwijsindex.cli.keuzes import lees_dag
from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.domain.nummers import Bsn, Persoonsnummer, Visn
from verwijsindex.domain.regels.toezicht import InzienGeweigerd
from verwijsindex.operations.toezicht import Periodebeeld, Persoonsbeeld, zie_periode_in, zie_persoon_in
from verwijsindex.settings import lees_instellingen
from verwijsindex.wiring.context import maak_context, open_database

_EEN_NUMMER: Final = re.compile(r"[0-9]{8,9}|V[A-Z2-7]{26}.*")


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    opdracht = opdrachten.add_parser(
        "toezicht",
        help="inzage voor een toezichthouder, over een persoon of een periode",
        description="Toont een toezichthouder wat over een persoon is geregistreerd en gelogd, of wat er in een periode gebeurde. Altijd "
        "in een zaak; elke inzage komt met het kenmerk van de zaak in het logboek. Van een persoon die is vernietigd, is niets te zien. "
        "Een toezichthouder wordt ingeschreven als gebruiker van soort TOEZICHT.",
        epilog=voorbeeld(
            "verwijsindex toezicht --instellingen verwijsindex.toml --wie inspecteur-1 --zaak IGJ-17 --bsn nummer.txt",
            "verwijsindex toezicht --instellingen verwijsindex.toml --wie inspecteur-1 --zaak IGJ-17 --vanaf 2026-11-01 --tot 2026-12-01",
        ),
    )
    opdracht.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van deze server, in TOML")
    opdracht.add_argument("--wie", required=True, metavar="GEBRUIKERID", help="de toezichthouder die inziet")
    opdracht.add_argument("--zaak", required=True, metavar="KENMERK", help="de zaak waarin hij dat doet")
    opdracht.add_argument(
        "--bsn", metavar="BESTAND", help="bestand met alleen het nummer van de persoon, of - voor de invoer; nooit het nummer zelf"
    )
    opdracht.add_argument("--vanaf", metavar="DATUM", help="eerste dag van de periode")
    opdracht.add_argument("--tot", metavar="DATUM", help="dag na de laatste")
    opdracht.add_argument("--json", action="store_true", help="als JSON, voor een programma")
    opdracht.set_defaults(voer_uit=_toezicht)


def _toezicht(keuzes: argparse.Namespace) -> int:
    nummer, vanaf, tot = _nummer(keuzes.bsn), lees_dag(keuzes.vanaf), lees_dag(keuzes.tot)
    if (nummer is None) == (vanaf is None) or (vanaf is None) != (tot is None):
        raise InzienGeweigerd("kies een persoon (--bsn) of een periode (--vanaf en --tot)")
    instellingen = lees_instellingen(keuzes.instellingen)
    opslag = open_database(instellingen)
    try:
        context = maak_context(instellingen, opslag)
        if nummer is not None:
            beeld = zie_persoon_in(keuzes.wie, keuzes.zaak, nummer, context)
            print(json.dumps(_persoon(beeld)) if keuzes.json else "\n".join(_persoonsregels(beeld)))
        elif vanaf is not None and tot is not None:
            periode = zie_periode_in(keuzes.wie, keuzes.zaak, vanaf, tot, context)
            print(json.dumps(asdict(periode)) if keuzes.json else "\n".join(_perioderegels(periode, vanaf, tot)))
    finally:
        opslag.sluit()
    return GOED


def _nummer(bestand: str | None) -> Persoonsnummer | None:
    """The number in this file. Raises InzienGeweigerd for a number on the command line, where everybody on this machine can see it."""
    if bestand is None:
        return None
    if _EEN_NUMMER.fullmatch(bestand):
        raise InzienGeweigerd("zet het nummer in een bestand, of geef het door met --bsn -; op de opdrachtregel kan iedereen het zien")
    tekst = (sys.stdin.readline() if bestand == "-" else Path(bestand).read_text(encoding="ascii", errors="replace")).strip()
    try:
        return Visn(tekst)
    except ValueError:
        return Bsn(tekst)


def _persoon(beeld: Persoonsbeeld) -> dict[str, Any]:
    return {"meldingen": list(map(dict, _meldingen(beeld))), "regels": list(_logregels(beeld))}


def _meldingen(beeld: Persoonsbeeld) -> Iterator[Mapping[str, Any]]:
    for contact, staat in beeld.meldingen:
        yield {
            "melding": contact.melding.id,
            "toestand": staat.value,
            "meldmoment": contact.melding.meldmoment.isoformat(),
            "verwijderdatum": contact.melding.verwijderdatum.isoformat(),
            "melder": contact.meldingsbevoegde,
            "naam": contact.contact.naam,
            "instantie": contact.contact.instantie,
        }


def _logregels(beeld: Persoonsbeeld) -> Iterator[dict[str, Any]]:
    for regel in beeld.regels:
        gevuld = {veld: waarde for veld, waarde in regel._asdict().items() if waarde not in (None, (), [])}
        yield {**gevuld, "tijdstip": regel.tijdstip.isoformat()}


def _persoonsregels(beeld: Persoonsbeeld) -> Iterator[str]:
    if not beeld.meldingen:
        yield "Over deze persoon is niets geregistreerd."
        return
    yield f"Meldingen: {len(beeld.meldingen)}"
    for melding in _meldingen(beeld):
        wie = f"{melding['naam']}, {melding['instantie']}" if melding["instantie"] else str(melding["naam"])
        yield f"  {melding['meldmoment'][:10]}  {melding['toestand']:<13}{wie} ({melding['melder']})  {melding['melding']}"
    yield f"Logboek: {len(beeld.regels)} regels"
    for regel in beeld.regels:
        wie = " ".join(deel for deel in (regel.gebruiker_id or "index", regel.rol) if deel)
        yield f"  {regel.tijdstip.isoformat(timespec='seconds')}  {regel.gebeurtenis:<26}{regel.uitkomst}  {wie}  {' '.join(regel.ids)}"


def _perioderegels(beeld: Periodebeeld, vanaf: date, tot: date) -> Iterator[str]:
    yield f"Van {vanaf:%d-%m-%Y} tot {tot:%d-%m-%Y}. Meldingen uit deze periode die er nog zijn: {beeld.meldingen}"
    for kop, telling in (
        ("Logboek", beeld.gebeurtenissen),
        ("Geweigerd", beeld.geweigerd),
        ("Binnen 24 uur ingetrokken als niet terecht, per melder", beeld.vlug_ingetrokken),
    ):
        yield f"{kop}:" if telling else f"{kop}: niets"
        yield from (f"  {aantal:>9}  {naam}" for naam, aantal in sorted(telling.items()))
