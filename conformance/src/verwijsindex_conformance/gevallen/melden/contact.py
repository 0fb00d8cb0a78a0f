"""WijzigContactgegevens: who may, and what later signalen show."""

from lxml import etree

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus
from verwijsindex_conformance.proef import Proef

_NIEUW = {"naam": "C. Toets", "functie": "Conformiteitstoets", "telefoon": "0800-1234"}


@geval(
    "MELD-014",
    "Een signaal toont de contactgegevens van nu",
    eisen=("R-054", "R-150", "KV-24"),
    gedaan="Twee melders melden dezelfde jeugdige. De tweede wijzigt zijn contactgegevens voordat de eerste zijn signaal ophaalt, en zet "
    "ze daarna terug.",
    verwacht="Het signaal toont de nieuwe gegevens, en na het terugzetten de oude.",
)
def contact_van_nu(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    persoon, postbus = p.mensen.persoon(), Postbus(p, een)
    for melder in (een, ander):
        p.meld(melder, persoon)
    oud = _gegevens(_enig_contact(postbus))
    p.straks(lambda: p.gesprek.vraag(ander, inhoud.contactgegevens(ander, p.sleutel(), ander.gebruiker_id, oud)))
    p.gesprek.vraag(ander, inhoud.contactgegevens(ander, p.sleutel(), ander.gebruiker_id, _NIEUW))
    eis(_gegevens(_enig_contact(postbus)) == _NIEUW, "de nieuwe contactgegevens", "andere gegevens")


def _enig_contact(postbus: Postbus) -> etree._Element:
    contacten = [contact for signaal in postbus.nieuw() for contact in signaal.contacten]
    eis(len(contacten) == 1, "één signaal met één contact", f"{len(contacten)} contacten")
    return contacten[0]


def _gegevens(contact: etree._Element) -> dict[str, str]:
    """What the reporter himself can change; his instantie and coordinator he cannot."""
    velden = {etree.QName(kind).localname: kind.text or "" for kind in contact}
    return {naam: waarde for naam, waarde in velden.items() if naam not in ("instantie", "coordinator")}


@geval(
    "MELD-054",
    "Contactgegevens zonder telefoonnummer en e-mailadres",
    eisen=("R-053",),
    tweeling="MELD-014",
    gedaan="Wijzigt de eigen contactgegevens in alleen een naam.",
    verwacht="DK0004 met element.",
)
def onbereikbaar(p: Proef) -> None:
    melder = p.mensen.melder()
    verzoek = inhoud.contactgegevens(melder, p.sleutel(), melder.gebruiker_id, {"naam": "C. Toets"})
    eis(p.gesprek.geweigerd(p.gesprek.stuur(melder, verzoek), "DK0004").element, "een element in de fout", "geen element")


@geval(
    "MELD-055",
    "De contactgegevens van een ander",
    eisen=("R-006", "R-007", "R-054"),
    tweeling="MELD-014",
    gedaan="Wijzigt als melder de gegevens van een collega, en als coördinator die van een melder van een andere instantie.",
    verwacht="Twee keer VIR-123.",
)
def van_een_ander(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    for wie, van in ((een, p.mensen.collega(een)), (p.mensen.coordinator(een), ander)):
        p.gesprek.geweigerd(p.gesprek.stuur(wie, inhoud.contactgegevens(wie, p.sleutel(), van.gebruiker_id, _NIEUW)), "VIR-123")
