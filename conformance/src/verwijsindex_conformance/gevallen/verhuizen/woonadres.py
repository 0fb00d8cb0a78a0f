"""Jeugdigen who live at one address are a family."""

from collections.abc import Sequence

from verwijsindex_conformance.doel import Persoon
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, Signaal
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.register import Adres, buurhuis, nieuw_adres


@geval(
    "VERH-010",
    "Wie bij elkaar gaan wonen, worden een gezin; wie ernaast gaat wonen niet",
    eisen=("R-074", "R-077", "R-080"),
    gedaan="A en B melden elk een jeugdige; de twee wonen in verschillende gemeenten. De een verhuist naar het huis naast de ander, en "
    "daarna naar het huis van de ander.",
    verwacht="Na de eerste verhuizing krijgt A een VERHUIZING en niemand een GEZIN. Na de tweede krijgen A en B elk één GEZIN, met "
    "betreftAndereJeugdige true en één contact.",
)
def bij_elkaar(p: Proef) -> None:
    ver, dichtbij = (nieuw_adres(regievoerder.gemeentecode or "") for regievoerder in p.mensen.regievoerders_van(2))
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    een, ander = p.mensen.personen(2)
    for postbus, persoon, huis in zip(postbussen, (een, ander), (ver, dichtbij), strict=True):
        _woont(p, persoon, huis)
        p.meld_vers(postbus.ontvanger, persoon)
        postbus.leeg()
    p.register.verhuis(een, buurhuis(dichtbij))
    ernaast = [[signaal.soort for signaal in postbus.nieuw()] for postbus in postbussen]
    eis(ernaast == [["VERHUIZING"], []], "één VERHUIZING bij A en niets bij B", str(ernaast))
    p.register.verhuis(een, dichtbij)
    for postbus in postbussen:
        signaal = _gezin(postbus.nieuw())
        eis((signaal.andere_jeugdige, len(signaal.contacten)) == ("true", 1), "een andere jeugdige en één contact", "iets anders")


def _woont(p: Proef, persoon: Persoon, waar: Adres) -> None:
    """He lives there, and goes home at the end of the case."""
    p.register.verhuis(persoon, waar)
    p.straks(lambda: p.register.verhuis_terug(persoon, waar.gemeente))


def _gezin(signalen: Sequence[Signaal]) -> Signaal:
    """The one of this kind; whether a second move on one day inside a gemeente is told, is left open."""
    gevonden = [signaal for signaal in signalen if signaal.soort == "GEZIN"]
    eis(len(gevonden) == 1, "één signaal GEZIN", str(len(gevonden)))
    return gevonden[0]
