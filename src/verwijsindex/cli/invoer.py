"""``verwijsindex invoer``: existing meldingen of a partner that joins, taken over in silence (keuzes.md 24; docs/invoer.md)."""

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.cli.voortgang import balk
from verwijsindex.domain.invoer import Samenloop
from verwijsindex.domain.regels.invoeren import lees_invoer
from verwijsindex.domain.regels.uitsluiten import LijstOnjuist
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.invoer import Ingevoerd, voer_in
from verwijsindex.settings import lees_instellingen
from verwijsindex.wiring.context import kies_klok, maak_context, open_database


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    opdracht = opdrachten.add_parser(
        "invoer",
        help="bestaande meldingen van een nieuwe partner overnemen",
        description=(
            "Neemt meldingen over die elders al bestonden, met hun eigen datums. Niemand krijgt een signaal of een mail; daarna "
            "doen zij mee als elke andere melding. Een bestand met een fout wordt in zijn geheel geweigerd. Hetzelfde bestand nog "
            "eens verandert niets. Uitleg staat in docs/invoer.md."
        ),
        epilog=voorbeeld(
            "verwijsindex invoer meldingen.csv --instellingen verwijsindex.toml --proef --matches vooraf.csv",
            "verwijsindex invoer meldingen.csv --instellingen verwijsindex.toml --matches matches.csv",
        ),
    )
    opdracht.add_argument("bestand", type=Path, metavar="BESTAND", help="de meldingen: .csv met ; tussen de velden, of .jsonl; UTF-8")
    opdracht.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van de server, in TOML")
    opdracht.add_argument(
        "--matches",
        type=Path,
        metavar="BESTAND.csv",
        help="nieuw bestand met de matches die zo ontstaan, of bij een proef zouden ontstaan: id's van meldingen, geen namen",
    )
    opdracht.add_argument("--proef", action="store_true", help="alleen nagaan, tellen en zeggen wat er zou matchen; er wordt niets bewaard")
    opdracht.set_defaults(voer_uit=_invoer)


def _invoer(keuzes: argparse.Namespace) -> int:
    try:
        tekst = keuzes.bestand.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LijstOnjuist([(1, "het bestand is geen UTF-8")]) from None
    if keuzes.matches is not None:
        keuzes.matches.touch(exist_ok=False)  # before anything is changed
    instellingen = lees_instellingen(keuzes.instellingen)
    dag = vandaag(kies_klok(instellingen).nu())
    rijen = lees_invoer(tekst, json_regels=keuzes.bestand.suffix == ".jsonl", dag=dag)
    opslag = open_database(instellingen)
    try:
        with balk("Invoeren", len(rijen) * 2) as verder:
            uitslag = voer_in(rijen, maak_context(instellingen, opslag), proef=keuzes.proef, gedaan=verder)
    finally:
        opslag.sluit()
    if keuzes.matches is not None:
        _schrijf_matches(keuzes.matches, uitslag.samenlopen)
    _toon(uitslag, proef=keuzes.proef)
    return GOED


def _toon(uitslag: Ingevoerd, *, proef: bool) -> None:
    print("Proef, er is niets bewaard. Dit zou de invoer doen:" if proef else "Ingevoerd, zonder signalen:")
    print(f"  {uitslag.nieuw:>9}  meldingen nieuw")
    print(f"  {uitslag.bekend:>9}  meldingen waren al ingevoerd")
    print(f"  {len(uitslag.verlopen):>9}  overgeslagen: daarvan bewaart de wet niets meer{_regels(uitslag.verlopen)}")
    print(f"Matches waarvan niemand bericht {'zou krijgen' if proef else 'kreeg'}, per gemeente:")
    for (gemeente, soort), aantal in sorted(Counter((s.gemeentecode, s.soort) for s in uitslag.samenlopen).items()):
        print(f"  {aantal:>9}  {gemeente or 'onbekend'}  {soort}")
    if not uitslag.samenlopen:
        print("  geen")


def _regels(nummers: Sequence[int]) -> str:
    if not nummers:
        return ""
    genoemd = ", ".join(map(str, sorted(nummers)[:20]))
    return f" (regel {genoemd}{' en verder' if len(nummers) > 20 else ''})"


def _schrijf_matches(bestand: Path, samenlopen: Sequence[Samenloop]) -> None:
    with bestand.open("w", encoding="utf-8", newline="") as geopend:
        schrijver = csv.writer(geopend, delimiter=";", lineterminator="\n")
        schrijver.writerow(("gemeente", "soort", "melding", "andere"))
        schrijver.writerows((s.gemeentecode, s.soort, s.ingevoerd, s.ander) for s in samenlopen)
