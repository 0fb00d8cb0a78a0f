"""Commands of a professional at a terminal: ``meld``, ``koppel``, ``verwijder``, ``historie``, ``signalen`` and ``bevestig``."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from verwijsindex.cli import verbinding
from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.cli.voortgang import wachten
from verwijsindex.client import Contact, NietVertrouwd, Onbereikbaar, Signaal, Verwijsindex, ZonderBsn

_BSN: Final = "burgerservicenummer; - leest het van de standaardinvoer"
_OVER_MATCH: Final = {True: "Er is een match: haal uw signalen op.", False: "Er is geen match."}
Actie = Callable[[Verwijsindex, argparse.Namespace], None]


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands."""
    meld = _opdracht(opdrachten, "meld", "een jeugdige melden", "verwijsindex meld --gebruiker ggd-melder-1 --bsn 945365792", _meld)
    wie = meld.add_mutually_exclusive_group(required=True)
    wie.add_argument("--bsn", metavar="BSN", help=_BSN)
    wie.add_argument(
        "--zonder-bsn", nargs=3, action=_ZonderBsnActie, metavar=("GESLACHTSNAAM", "GEBOORTEDATUM", "GESLACHT"),
        help="wie geen BSN heeft: naam zonder voorvoegsel, geboortedatum als JJJJ-MM-DD, en M, V of O",
    )  # fmt: skip
    meld.add_argument("--kenmerk", metavar="ID", help="partnerMeldingId; hetzelfde kenmerk nog eens geeft hetzelfde antwoord")

    koppel = _opdracht(
        opdrachten, "koppel", "een BSN geven aan een eigen melding zonder BSN",
        "verwijsindex koppel --gebruiker ggd-melder-1 --melding MELDINGID --bsn 945365792", _koppel,
    )  # fmt: skip
    koppel.add_argument("--melding", required=True, metavar="MELDINGID", help="het nummer dat meld teruggaf")
    koppel.add_argument("--bsn", required=True, metavar="BSN", help=_BSN)

    verwijder = _opdracht(
        opdrachten, "verwijder", "een eigen melding verwijderen",
        "verwijsindex verwijder --gebruiker ggd-melder-1 --melding MELDINGID --reden RISICO_NIET_MEER_AANWEZIG", _verwijder,
    )  # fmt: skip
    verwijder.add_argument("--melding", required=True, metavar="MELDINGID", help="het nummer dat meld teruggaf")
    verwijder.add_argument(
        "--reden", required=True, choices=("NIET_TERECHT", "RISICO_NIET_MEER_AANWEZIG"),
        help="was de melding niet terecht (wordt vernietigd) of is het risico weg (gaat naar het archief)",
    )  # fmt: skip

    historie = _opdracht(
        opdrachten, "historie", "een keer ophalen wie een jeugdige eerder meldden",
        "verwijsindex historie --gebruiker politie-melder-1 --melding MELDINGID", _historie,
    )  # fmt: skip
    historie.add_argument("--melding", required=True, metavar="MELDINGID", help="de eigen melding waarbij historie beschikbaar is")
    historie.add_argument("--kenmerk", metavar="ID", help="partnerVerzoekId; hetzelfde kenmerk geeft 24 uur lang hetzelfde antwoord")

    signalen = _opdracht(opdrachten, "signalen", "signalen ophalen", "verwijsindex signalen --gebruiker politie-melder-1", _signalen)
    signalen.add_argument("--vanaf", type=int, metavar="NUMMER", help="vanaf dit volgnummer")

    bevestig = _opdracht(
        opdrachten, "bevestig", "ontvangen signalen bevestigen", "verwijsindex bevestig --gebruiker politie-melder-1 SIGNAALID", _bevestig
    )
    bevestig.add_argument("signalen", nargs="+", metavar="SIGNAALID", help="nummers die signalen teruggaf")


def _opdracht(opdrachten: "argparse._SubParsersAction[Parser]", naam: str, uitleg: str, regel: str, actie: Actie) -> Parser:
    opdracht = opdrachten.add_parser(
        naam, help=uitleg, description=f"{uitleg.capitalize()}, als partner van een verwijsindex.", epilog=voorbeeld(regel)
    )
    verbinding.voeg_toe(opdracht)

    def voer_uit(keuzes: argparse.Namespace) -> int:
        with verbinding.open_verbinding(keuzes) as index:
            try:
                actie(index, keuzes)
            except Onbereikbaar as fout:
                fout.add_note(verbinding.raad(keuzes))
                raise
        return GOED

    opdracht.set_defaults(voer_uit=voer_uit)
    return opdracht


def _meld(index: Verwijsindex, keuzes: argparse.Namespace) -> None:
    bsn = _lees_bsn(keuzes.bsn)
    try:
        with wachten("Melden"):
            melding = index.meld_jeugdige(bsn=bsn, zonder_bsn=keuzes.zonder_bsn, partner_melding_id=keuzes.kenmerk)
    except (NietVertrouwd, Onbereikbaar) as fout:
        fout.add_note(f"Of er gemeld is, is niet zeker. Herhaal met --kenmerk {fout.zakelijke_sleutel}: zo meldt u nooit dubbel.")
        raise
    print(f"Gemeld: {melding.melding_id}" if not melding.reeds_gemeld else f"U had deze jeugdige al gemeld: {melding.melding_id}")
    print(f"Vervalt uiterlijk op {melding.verwijderdatum}.")
    print(_OVER_MATCH[melding.match_aanwezig])
    if melding.historie_beschikbaar:
        print("Er is historie beschikbaar bij deze melding.")
        print(f"Ophalen kan een keer: verwijsindex historie --gebruiker {keuzes.gebruiker} --melding {melding.melding_id}")


def _koppel(index: Verwijsindex, keuzes: argparse.Namespace) -> None:
    bsn = _lees_bsn(keuzes.bsn) or ""
    with wachten("Koppelen"):
        koppeling = index.koppel_bsn(keuzes.melding, bsn)
    print(f"Het BSN is gekoppeld aan melding {koppeling.melding_id}.")
    print(_OVER_MATCH[koppeling.match_aanwezig])


def _lees_bsn(gegeven: str | None) -> str | None:
    return sys.stdin.readline().strip() if gegeven == "-" else gegeven


class _ZonderBsnActie(argparse.Action):
    """Three values become a `ZonderBsn`."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option_string: str | None = None
    ) -> None:
        naam, geboren, geslacht = values
        try:
            geboortedatum = date.fromisoformat(geboren)
        except ValueError:
            raise argparse.ArgumentError(self, "de geboortedatum is JJJJ-MM-DD") from None
        if geslacht not in {"M", "V", "O"}:
            raise argparse.ArgumentError(self, "het geslacht is M, V of O")
        setattr(namespace, self.dest, ZonderBsn(naam, geboortedatum, geslacht))


def _verwijder(index: Verwijsindex, keuzes: argparse.Namespace) -> None:
    with wachten("Verwijderen"):
        verwijdering = index.verwijder_melding(keuzes.melding, keuzes.reden)
    tot = verwijdering.gearchiveerd_tot
    print(f"Verwijderd op {verwijdering.verwijderd_op}. " + ("De melding is vernietigd." if tot is None else f"In het archief tot {tot}."))


def _historie(index: Verwijsindex, keuzes: argparse.Namespace) -> None:
    try:
        with wachten("Historie ophalen"):
            contacten = index.haal_historie_op(keuzes.melding, partner_verzoek_id=keuzes.kenmerk)
    except (NietVertrouwd, Onbereikbaar) as fout:
        fout.add_note(f"Of de historie is opgehaald, is niet zeker. Herhaal binnen 24 uur met --kenmerk {fout.zakelijke_sleutel}.")
        raise
    print("Eerder gemeld door:" if contacten else "Er is niemand meer te noemen.")
    for contact in contacten:
        print(f"   {bereikbaar(contact)}")


def _signalen(index: Verwijsindex, keuzes: argparse.Namespace) -> None:
    with wachten("Signalen ophalen"):
        pagina = index.haal_signalen_op(vanaf_volgnummer=keuzes.vanaf)
    if not pagina.signalen:
        print("Er zijn geen signalen.")
        return
    for signaal in pagina.signalen:
        _toon(signaal)
    if pagina.nog_beschikbaar:
        print("Er zijn er meer: bevestig deze en haal de volgende op.")


def _bevestig(index: Verwijsindex, keuzes: argparse.Namespace) -> None:
    with wachten("Bevestigen"):
        uitkomsten = index.bevestig_signalen(keuzes.signalen)
    for signaal_id, uitkomst in uitkomsten.items():
        print(f"{signaal_id}: {uitkomst}")


def _toon(signaal: Signaal) -> None:
    """Number, kind and id, and below it about what and whom to call: whole lines, for a narrow terminal may not cut off an address."""
    print(f"{signaal.volgnummer}  {signaal.soort}  {signaal.signaal_id}")
    if signaal.eigen_melding_id is not None:
        print(f"   bij uw melding {signaal.eigen_melding_id}")
    if signaal.betreft_signaal_id is not None:
        print(f"   betreft signaal {signaal.betreft_signaal_id}")
    for contact in signaal.contacten:
        print(f"   {bereikbaar(contact)}")


def bereikbaar(contact: Contact) -> str:
    """One line about another professional: name, organisation, and how to reach him."""
    delen = (contact.naam, contact.functie, contact.instantie, contact.telefoon, contact.emailadres)
    return ", ".join(deel for deel in delen if deel is not None)
