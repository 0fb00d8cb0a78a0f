"""``verwijsindex``: which commands there are, and what their failures mean to who typed them."""

import sys
from collections.abc import Sequence

from verwijsindex.brp.gebeurtenissen import GebeurtenisOnmogelijk
from verwijsindex.brp.inlezen import PersonenbestandOnjuist
from verwijsindex.cli import beheer, contract, demo, partner, proef, sandbox
from verwijsindex.cli.opdracht import GEWEIGERD, INSTELLING_ONJUIST, NIET_VERTROUWD, ONBEREIKBAAR, Parser, voorbeeld
from verwijsindex.cli.verbinding import VerbindingOnjuist
from verwijsindex.client import NietVertrouwd, Onbereikbaar, Weigering
from verwijsindex.domain.weigeringen import Weigering as Regelweigering
from verwijsindex.sandbox.beschrijving import BeschrijvingOntbreekt
from verwijsindex.sandbox.duur import TijdOnjuist
from verwijsindex.sandbox.klok import KlokOntbreekt
from verwijsindex.settings import InstellingenOnjuist
from verwijsindex.storage.database import DatabaseOnbruikbaar
from verwijsindex.storage.versleuteling import SleutelbestandOnbruikbaar
from verwijsindex.wiring.sandbox import SandboxBestaatAl

GEWEIGERD_DOOR = (Weigering, Regelweigering, GebeurtenisOnmogelijk)
INSTELLING = (
    BeschrijvingOntbreekt,
    DatabaseOnbruikbaar,
    InstellingenOnjuist,
    KlokOntbreekt,
    PersonenbestandOnjuist,
    SandboxBestaatAl,
    SleutelbestandOnbruikbaar,
    TijdOnjuist,
    VerbindingOnjuist,
)


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    parser = Parser(
        prog="verwijsindex",
        description="De open verwijsindex: laat professionals weten dat zij bij dezelfde jeugdige betrokken zijn.",
        epilog=voorbeeld("verwijsindex demo", "verwijsindex sandbox --map sandbox-map", "verwijsindex meld --help"),
    )
    opdrachten = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, dest="opdracht", parser_class=Parser)
    for onderdeel in (demo, proef, sandbox, partner, beheer, contract):
        onderdeel.voeg_toe(opdrachten)
    keuzes = parser.parse_args(argumenten)
    try:
        code: int = keuzes.voer_uit(keuzes)
    except GEWEIGERD_DOOR as fout:
        return _zeg(fout, GEWEIGERD)
    except Onbereikbaar as fout:
        return _zeg(fout, ONBEREIKBAAR)
    except NietVertrouwd as fout:
        return _zeg(fout, NIET_VERTROUWD)
    except (*INSTELLING, OSError) as fout:
        return _zeg(fout, INSTELLING_ONJUIST)
    return code


def _zeg(fout: Exception, code: int) -> int:
    """Every text here is ours and holds nothing of a message; a rule of our own says its code and what it means."""
    tekst = f"{fout.code}: {fout.omschrijving}" if isinstance(fout, Regelweigering) else str(fout)
    print(f"verwijsindex: {tekst}", file=sys.stderr)
    return code
