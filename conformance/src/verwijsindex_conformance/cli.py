"""``verwijsindex-conformance``: list the cases, run them against a target, explain one."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from verwijsindex_conformance.catalogus import OnbekendGeval, kies
from verwijsindex_conformance.draaier import Uitslag, draai, is_bereikbaar
from verwijsindex_conformance.lees_doel import DoelOnjuist, lees_doel
from verwijsindex_conformance.oordeel import Oordeel
from verwijsindex_conformance.parser import VERKEERD_GEBRUIK, Parser
from verwijsindex_conformance.verbinding import Onbereikbaar
from verwijsindex_conformance.verslag.junit import schrijf_junit
from verwijsindex_conformance.verslag.rapport import schrijf_rapport
from verwijsindex_conformance.verslag.terminal import lijst_van, regel_van, slot, uitleg_van

GOED: Final = 0
GEZAKT: Final = 1
ONBEREIKBAAR: Final = 3


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    keuzes = _parser().parse_args(argumenten)
    try:
        code: int = keuzes.voer_uit(keuzes)
    except OnbekendGeval as fout:
        return _zeg(f"er is geen geval of hoofdstuk {fout}; de lijst: verwijsindex-conformance lijst", VERKEERD_GEBRUIK)
    except (DoelOnjuist, OSError) as fout:
        return _zeg(str(fout), VERKEERD_GEBRUIK)
    except Onbereikbaar as fout:
        return _zeg(f"het doel is niet bereikbaar: {fout}", ONBEREIKBAAR)
    return code


def _parser() -> Parser:
    parser = Parser("verwijsindex-conformance", "Toetst van buiten of een verwijsindex zich houdt aan het koppelvlak en de regels.")
    opdrachten = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, dest="opdracht", parser_class=Parser)
    lijst = opdrachten.add_parser("lijst", help="alle gevallen, met hun eisen", description="Noemt alle gevallen, per hoofdstuk.")
    lijst.set_defaults(voer_uit=_lijst)
    draaien = opdrachten.add_parser("draai", help="de toets uitvoeren", description="Voert de gevallen uit tegen een doel.")
    draaien.add_argument("--doel", type=Path, required=True, metavar="BESTAND", help="doel.yaml van de verwijsindex die u toetst")
    draaien.add_argument("--alleen", nargs="+", default=[], metavar="ID", help="alleen deze gevallen of hoofdstukken")
    draaien.add_argument("--junit", type=Path, metavar="BESTAND", help="schrijf de uitslag ook als JUnit XML")
    draaien.add_argument("--rapport", type=Path, metavar="BESTAND", help="schrijf een rapport dat een verwijsindex kan vastleggen")
    draaien.set_defaults(voer_uit=_draai)
    toon = opdrachten.add_parser("toon", help="een geval uitleggen", description="Toont de eis, wat er gebeurt en wat er moet komen.")
    toon.add_argument("id", metavar="ID", help="bijvoorbeeld PROF-001")
    toon.set_defaults(voer_uit=_toon)
    return parser


def _lijst(keuzes: argparse.Namespace) -> int:
    print("\n".join(lijst_van(kies([]))))
    return GOED


def _toon(keuzes: argparse.Namespace) -> int:
    print("\n\n".join(uitleg_van(geval) for geval in kies([keuzes.id])))
    return GOED


def _draai(keuzes: argparse.Namespace) -> int:
    gevallen = kies(keuzes.alleen)
    doel = lees_doel(keuzes.doel)
    is_bereikbaar(doel)
    uitslagen = draai(gevallen, doel, _toon_uitslag)
    print(slot(uitslagen))
    if keuzes.junit is not None:
        schrijf_junit(keuzes.junit, uitslagen)
    if keuzes.rapport is not None:
        schrijf_rapport(keuzes.rapport, uitslagen, doel, datetime.now(UTC), volledig=not keuzes.alleen)
    slecht = (Oordeel.GEZAKT, Oordeel.ONBESLIST)
    return GEZAKT if any(uitslag.oordeel in slecht for uitslag in uitslagen) else GOED


def _toon_uitslag(uitslag: Uitslag) -> None:
    print(regel_van(uitslag), flush=True)


def _zeg(tekst: str, code: int) -> int:
    print(f"verwijsindex-conformance: {tekst}", file=sys.stderr)
    return code
