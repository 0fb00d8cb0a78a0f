"""``verwijsindex post``: what an operator sees of the e-mail notices, and sending them or trying the mail server by hand."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from verwijsindex.cli.logs import richt_log_in
from verwijsindex.cli.opdracht import GOED, ONBEREIKBAAR, Parser, voorbeeld
from verwijsindex.domain.notificatie import Hapering
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.operations.verstuur_notificaties import Uitkomst
from verwijsindex.settings import Instellingen, InstellingenOnjuist, lees_instellingen
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.wiring.context import echte_tijd, kies_klok, open_database
from verwijsindex.wiring.post import maak_postbode, maak_verzender

UITLEG: Final = {
    Hapering.GEEN_ADRES: "heeft geen e-mailadres",
    Hapering.NIEMAND: "er is niemand meer die de mail kan krijgen",
    Hapering.ADRES_ONJUIST: "het e-mailadres kan niet",
    Hapering.ADRES_GEWEIGERD: "de mailserver weigert het e-mailadres",
    Hapering.UITGESTELD: "de mailserver neemt de mail nu niet aan",
    Hapering.BERICHT_GEWEIGERD: "de mailserver weigert het bericht",
    Hapering.AFZENDER_GEWEIGERD: "de mailserver laat deze afzender niet versturen",
    Hapering.AANMELDEN_MISLUKT: "de mailserver kent de gebruiker of het wachtwoord niet",
    Hapering.ZONDER_TLS: "de mailserver biedt geen versleuteling; er is niets verstuurd",
    Hapering.CERTIFICAAT_ONJUIST: "de mailserver bewijst niet dat hij is wie hij moet zijn; er is niets verstuurd",
    Hapering.ONBEREIKBAAR: "de mailserver is niet te bereiken of verbrak de verbinding",
    Hapering.TE_TRAAG: "de mailserver antwoordt te langzaam",
}


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add ``post`` and what it can do."""
    post = opdrachten.add_parser(
        "post",
        help="e-mailberichten: wat er wacht, versturen, de mailserver proberen",
        description="E-mailberichten dat er iets klaarstaat. Uitleg staat in docs/post.md.",
        epilog=voorbeeld("verwijsindex post toon --instellingen verwijsindex.toml"),
    )
    onder = post.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, dest="post", parser_class=Parser)
    _opdracht(onder, "toon", "tonen wie op mail wacht en wie geen mail kan krijgen", "", _toon)
    _opdracht(onder, "verstuur", "versturen wat er wacht", "", _verstuur)
    proef = _opdracht(onder, "proef", "de mailserver proberen met een bericht aan uzelf", " --aan u@example.nl", _proef)
    proef.add_argument("--aan", required=True, metavar="ADRES", help="het e-mailadres dat het bericht krijgt")


def _opdracht(
    opdrachten: "argparse._SubParsersAction[Parser]",
    naam: str,
    uitleg: str,
    verder: str,
    voer_uit: Callable[[Instellingen, argparse.Namespace], int],
) -> Parser:
    opdracht = opdrachten.add_parser(
        naam,
        help=uitleg,
        description=f"{uitleg.capitalize()}. Uitleg staat in docs/post.md.",
        epilog=voorbeeld(f"verwijsindex post {naam} --instellingen verwijsindex.toml{verder}"),
    )
    opdracht.add_argument("--instellingen", type=Path, required=True, metavar="BESTAND", help="instellingen van de server, in TOML")

    def met_instellingen(keuzes: argparse.Namespace) -> int:
        return voer_uit(lees_instellingen(keuzes.instellingen), keuzes)

    opdracht.set_defaults(voer_uit=met_instellingen)
    return opdracht


def _toon(instellingen: Instellingen, _keuzes: argparse.Namespace) -> int:
    with _geopend(instellingen) as opslag, opslag.lezen() as transactie:
        stand, onbestelbaar = transactie.notificaties.stand(), transactie.notificaties.alle_onbestelbaar()
    print(f"Op mail wachten: {sum(stand.values())}")
    for fout, aantal in stand.items():
        if fout is not None:
            print(f"  {aantal} na een mislukte poging: {fout} ({UITLEG[Hapering(fout)]})")
    print(f"Geen mail mogelijk: {len(onbestelbaar)}")
    for wie, sinds, fout in onbestelbaar:
        moment = datetime.fromisoformat(sinds).astimezone(AMSTERDAM)
        print(f"  {wie}  sinds {moment:%Y-%m-%d %H:%M}  {fout} ({UITLEG[Hapering(fout)]})")
    return GOED


def _verstuur(instellingen: Instellingen, _keuzes: argparse.Namespace) -> int:
    richt_log_in(instellingen.log)
    with _geopend(instellingen) as opslag:
        verzender = maak_verzender(instellingen, opslag, kies_klok(instellingen))
        if verzender is None:
            raise _geen_mailserver()
        verslag = verzender()
    print("  ".join(f"{uitkomst.value.lower()}: {verslag.aantallen.get(uitkomst, 0)}" for uitkomst in Uitkomst))
    return _einde(verslag.storing)


def _proef(instellingen: Instellingen, keuzes: argparse.Namespace) -> int:
    richt_log_in(instellingen.log)
    postbode = maak_postbode(instellingen)
    if postbode is None:
        raise _geen_mailserver()
    hapering = postbode.bezorg(keuzes.aan, echte_tijd())
    if hapering is None:
        print("De mailserver nam het bericht aan.")
    return _einde(hapering)


@contextmanager
def _geopend(instellingen: Instellingen) -> Iterator[SqlOpslag]:
    opslag = open_database(instellingen)
    try:
        yield opslag
    finally:
        opslag.sluit()


def _einde(hapering: Hapering | None) -> int:
    if hapering is None:
        return GOED
    print(f"{hapering.value}: {UITLEG[hapering]}")
    return ONBEREIKBAAR


def _geen_mailserver() -> InstellingenOnjuist:
    return InstellingenOnjuist("er is geen mailserver ingesteld: zet smtp_host en smtp_afzender in de instellingen")
