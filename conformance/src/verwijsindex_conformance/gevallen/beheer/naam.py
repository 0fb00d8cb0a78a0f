"""An instantie that gets another name: signalen show how she is called on the day on which they are fetched."""

from datetime import date, timedelta
from uuid import uuid4

from verwijsindex_conformance.archief import middag, zet_klok_straks_terug
from verwijsindex_conformance.college import vandaag
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, eigen_melding_ids
from verwijsindex_conformance.proef import Proef, veld


@geval(
    "BEH-010",
    "Een signaal noemt de instantie zoals zij nu heet",
    eisen=("R-184",),
    gedaan="Twee melders van verschillende instanties melden dezelfde jeugdige; de tweede haalt zijn signaal op en bevestigt het niet. "
    "Geeft de instantie van de eerste vandaag een andere naam. Dan melden beiden nog een jeugdige, en haalt de tweede weer op. Geeft na "
    "afloop de oude naam terug.",
    verwacht="Eerst de oude naam; daarna in beide signalen de nieuwe. De melder houdt zijn meldingen.",
)
def naam_van_nu(p: Proef) -> None:
    p.beheer.nodig("naam")
    wie = p.mensen.melder_bij_instantie()
    postbus = Postbus(p, p.mensen.andere_partner(wie))
    een, twee = p.mensen.personen(2)
    gemeld = p.meld_vers(wie, een)
    p.meld(postbus.ontvanger, een)
    nieuw = _hernoem(p, wie, namen(postbus), vandaag(p))
    eis(namen(postbus) == [nieuw], "de nieuwe naam in een signaal van ervoor", "een andere naam")
    p.meld_vers(wie, twee)
    p.meld(postbus.ontvanger, twee)
    eis(namen(postbus) == [nieuw, nieuw], "de nieuwe naam, ook in een signaal van erna", "een andere naam, of geen signaal")
    eis(gemeld.melding_id in eigen_melding_ids(p, wie), "de melding staat er nog", "zij is weg")


@geval(
    "BEH-011",
    "Een andere naam geldt vanaf haar dag",
    eisen=("R-184",),
    gedaan="Twee melders van verschillende instanties melden dezelfde jeugdige. Geeft de instantie van de eerste vanaf morgen een andere "
    "naam. De tweede haalt zijn signaal op: vandaag, en met de klok op morgen. Geeft na afloop de oude naam terug.",
    verwacht="Vandaag de oude naam, morgen de nieuwe.",
)
def naam_op_haar_dag(p: Proef) -> None:
    p.beheer.nodig("naam")
    wie = p.mensen.melder_bij_instantie()
    zet_klok_straks_terug(p)
    postbus = Postbus(p, p.mensen.andere_partner(wie))
    persoon = p.mensen.persoon()
    p.meld_vers(wie, persoon)
    p.meld(postbus.ontvanger, persoon)
    oud, morgen = namen(postbus), vandaag(p) + timedelta(days=1)
    nieuw = _hernoem(p, wie, oud, morgen)
    eis(namen(postbus) == oud, "vandaag de oude naam", "een andere naam")
    p.klok.zet(middag(morgen))
    eis(namen(postbus) == [nieuw], "morgen de nieuwe naam", "een andere naam")


def _hernoem(p: Proef, wie: Gebruiker, oud: list[str], dag: date) -> str:
    """A name that nobody has, for his instantie; the one that a signaal showed comes back when the case ends."""
    eis(len(oud) == 1 and oud[0], "één signaal, met de naam van de instantie", "een ander aantal, of geen naam")
    nieuw = verzonnen_naam()
    p.beheer.hernoem(wie, nieuw, dag)
    p.straks(lambda: p.beheer.hernoem(wie, oud[0], dag))
    return nieuw


def verzonnen_naam() -> str:
    """Of an instantie of the suite, another one each time."""
    return f"Toets {uuid4().hex[:8]}"


def namen(postbus: Postbus) -> list[str]:
    """How the instanties are called of whom the waiting signalen tell."""
    return [veld(contact, "instantie") for signaal in postbus.nieuw() for contact in signaal.contacten]
