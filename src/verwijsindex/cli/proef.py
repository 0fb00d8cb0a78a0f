"""``verwijsindex proef``: two partners each report everybody of a persons file, and every signaal is held against what should come."""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from verwijsindex.brp.inlezen import lees_personen
from verwijsindex.cli.demo import MISLUKT, sandbox_op
from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.cli.proefloop import Proef, Uitslag
from verwijsindex.cli.voortgang import voortgang
from verwijsindex.domain.tijd import AMSTERDAM, vandaag
from verwijsindex.sandbox.beschrijving import lees_beschrijving
from verwijsindex.sandbox.duur import lees_tijd
from verwijsindex.sandbox.verwachting import Inhoud, te_proberen
from verwijsindex.wiring.context import echte_tijd


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    proef = opdrachten.add_parser(
        "proef",
        help="twee partners melden iedereen uit een personenbestand; klopt elk signaal?",
        description="Start een sandbox met deze personen, laat twee partners elk iedere jeugdige melden en vergelijkt alle signalen "
        "met wat uit het bestand volgt. Exitcode 1 als er iets anders is.",
        epilog=voorbeeld("verwijsindex proef --personen personen.json --klok 2026-11-22"),
    )
    proef.add_argument("--personen", type=Path, required=True, metavar="BESTAND", help="personenbestand in JSON")
    proef.add_argument("--klok", metavar="TIJD", help="datum of tijdstip waarop de proef speelt (standaard nu)")
    proef.add_argument("--uitslag", type=Path, metavar="BESTAND", help="schrijf wat er gemeld, geweigerd en ontvangen is, als JSON")
    proef.set_defaults(voer_uit=_proef)


def _proef(keuzes: argparse.Namespace) -> int:
    console = Console(highlight=False)
    begin = echte_tijd() if keuzes.klok is None else lees_tijd(keuzes.klok)
    jeugdigen = te_proberen(list(lees_personen(keuzes.personen)), vandaag(begin))
    opties = ("--personen", str(keuzes.personen), "--klok", begin.astimezone(AMSTERDAM).isoformat(timespec="seconds"))
    with tempfile.TemporaryDirectory(prefix="verwijsindex-proef-") as map, sandbox_op(Path(map), console, *opties):
        proef = Proef(lees_beschrijving(Path(map)), jeugdigen, vandaag(begin))
        with voortgang("Proef", proef.stappen) as stap:
            uitslag = proef.draai(stap)
    if keuzes.uitslag is not None:
        keuzes.uitslag.write_text(_als_json(uitslag), encoding="utf-8")
    for tabel in _tabellen(uitslag):
        console.print(tabel)
    if not uitslag.klopt:
        console.print("[bold red]Het klopt niet:[/bold red] er kwam iets anders dan uit het bestand volgt.")
        return MISLUKT
    aantal = sum(bus.total() for bus in uitslag.signalen.values())
    console.print(f"[bold green]Alles klopt.[/bold green] {aantal} signalen, elk bij de juiste ontvanger en met de juiste inhoud.")
    return GOED


def _als_json(uitslag: Uitslag) -> str:
    """Outcome per reporter and, per mailbox, every signaal as received."""
    postbussen = {postbus: sorted(signalen.elements(), key=str) for postbus, signalen in sorted(uitslag.signalen.items())}
    return json.dumps({"jeugdigen": uitslag.jeugdigen, "meldingen": uitslag.ontvangen, "postbussen": postbussen}, indent=1) + "\n"


def _tabellen(uitslag: Uitslag) -> Iterator[Table]:
    """Reports and signalen, each as expected and as it came."""
    meldingen = _tabel(f"Meldingen: {uitslag.jeugdigen} jeugdigen, twee melders", "melder", "uitkomst")
    for melder, verwacht in uitslag.verwacht.items():
        _vul(meldingen, melder, verwacht, uitslag.ontvangen[melder])
    yield meldingen
    signalen = _tabel("Signalen", "postbus", "soort")
    for postbus in sorted(uitslag.verwachte_signalen.keys() | uitslag.signalen.keys()):
        hoort, kwam = (bussen.get(postbus, Counter()) for bussen in (uitslag.verwachte_signalen, uitslag.signalen))
        _vul(signalen, postbus, _per_soort(hoort), _per_soort(kwam), klopt=hoort == kwam)
    yield signalen


def _tabel(titel: str, *kolommen: str) -> Table:
    getallen = (Column(kop, justify="right") for kop in ("verwacht", "ontvangen"))
    return Table(*kolommen, *getallen, "klopt", title=titel, title_justify="left")


def _vul(tabel: Table, naam: str, verwacht: Counter[str], ontvangen: Counter[str], *, klopt: bool = True) -> None:
    """A row for each outcome; ``klopt`` is False when the numbers may agree and what is counted does not."""
    for uitkomst in sorted(verwacht.keys() | ontvangen.keys()):
        goed = klopt and verwacht[uitkomst] == ontvangen[uitkomst]
        tabel.add_row(
            naam, uitkomst or "gemeld", str(verwacht[uitkomst]), str(ontvangen[uitkomst]), "ja" if goed else "[bold red]nee[/bold red]"
        )


def _per_soort(signalen: Counter[Inhoud]) -> Counter[str]:
    telling: Counter[str] = Counter()
    for (soort, _, _), aantal in signalen.items():
        telling[soort] += aantal
    return telling
