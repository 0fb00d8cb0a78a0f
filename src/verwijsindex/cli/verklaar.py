"""``verwijsindex verklaar``: what a fault code means, or why a captured message is refused."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from verwijsindex.cli.opdracht import GEWEIGERD, GOED, Parser, voorbeeld


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    opdracht = opdrachten.add_parser(
        "verklaar",
        help="een foutcode, een fout of een geweigerd bericht uitleggen",
        description=(
            "Legt een foutcode uit. Of leest een opgevangen bericht (een SOAP-envelop, of een heel HTTP-verzoek) en zegt bij welke stap de "
            "verwijsindex het weigert, waarom, en wat u eraan doet. Er wordt niets verstuurd; uit het bericht ziet u alleen wie tekende. "
            "Exitcode 1 als er iets mis is met het bericht."
        ),
        epilog=voorbeeld("verwijsindex verklaar VIR-S05", "verwijsindex verklaar bericht.xml --ca sandbox-map/pki/ca.pem"),
    )
    opdracht.add_argument("wat", metavar="CODE|BESTAND", help="een code, bijvoorbeeld VIR-140, of een bestand")
    opdracht.add_argument("--ca", type=Path, metavar="PEM", help="wie de server vertrouwt; zonder wordt de keten niet bekeken")
    opdracht.add_argument("--moment", type=_moment, metavar="TIJD", help="wanneer het is ontvangen, bijvoorbeeld 2026-11-24T12:00:00Z")
    opdracht.set_defaults(voer_uit=_verklaar)


def _verklaar(keuzes: argparse.Namespace) -> int:
    from verwijsindex.soap.verklaar import lees_bericht, verklaar_bericht, verklaar_code  # noqa: PLC0415 - a server's worth of modules

    pad = Path(keuzes.wat)
    if not pad.exists():
        verklaring = verklaar_code(keuzes.wat)
    else:
        ca = None if keuzes.ca is None else keuzes.ca.read_bytes()
        verklaring = verklaar_bericht(lees_bericht(pad), ca, keuzes.moment)
    print("\n".join(verklaring.regels))
    return GOED if verklaring.goed else GEWEIGERD


def _moment(tekst: str) -> datetime:
    moment = datetime.fromisoformat(tekst.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
