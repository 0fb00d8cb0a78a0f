"""Reporting without knowing the BSN: the index asks the register, and tells nothing of what it finds."""

from dataclasses import replace

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Persoon
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import Overgeslagen, eis
from verwijsindex_conformance.proef import Proef

_NIEMAND = "Conformiteitstoets"


@geval(
    "MELD-012",
    "Melden met een bevraging",
    eisen=("R-020", "R-023", "R-024", "R-025"),
    gedaan="Meldt als melder die het BSN niet mag gebruiken, met naam, geboortedatum en wat doel.yaml verder over de persoon zegt.",
    verwacht="De melding wordt aanvaard, en het BSN staat nergens in het antwoord.",
)
def bevraging(p: Proef) -> None:
    melder, persoon, sleutel = p.mensen.melder_zonder_bsn(), p.mensen.bevraagbare(), p.sleutel()
    ontvangen = p.gesprek.stuur(melder, inhoud.bevraging(melder, sleutel, persoon.gegevens))
    p.onthoud(melder, sleutel, ontvangen)
    eis(persoon.bsn.encode() not in ontvangen.http.body, "een antwoord zonder het BSN", "het BSN staat in het antwoord")


@geval(
    "MELD-050",
    "Een bevraging die niemand vindt, en een die iemand vindt die niet gemeld kan worden",
    eisen=("R-024", "R-025"),
    tweeling="MELD-012",
    gedaan="Meldt met de gegevens van niemand, van iemand die is overleden, en van iemand van 23 of ouder.",
    verwacht="Elke keer VIR-103 met dezelfde tekst: de melder kan de gevallen niet onderscheiden.",
)
def niet_gevonden(p: Proef) -> None:
    melder = p.mensen.melder_zonder_bsn()
    bestaand = p.mensen.bevraagbare()
    niemand = replace(bestaand, gegevens={"geslachtsnaam": _NIEMAND, "geboortedatum": bestaand.gegevens["geboortedatum"]})
    teksten = set()
    for persoon in (niemand, *(_met_gegevens(p.mensen.persoon(kenmerk)) for kenmerk in ("overleden", "23-of-ouder"))):
        fout = p.gesprek.geweigerd(p.gesprek.stuur(melder, inhoud.bevraging(melder, p.sleutel(), persoon.gegevens)), "VIR-103")
        teksten.add((fout.tekst.partition("[")[0], fout.element))
    eis(len(teksten) == 1, "elke keer dezelfde tekst", f"{len(teksten)} verschillende teksten")


def _met_gegevens(persoon: Persoon) -> Persoon:
    if not {"geslachtsnaam", "geboortedatum"} <= persoon.gegevens.keys():
        raise Overgeslagen("doel.yaml noemt geen naam en geboortedatum van wie niet gemeld kan worden")
    return persoon


@geval(
    "MELD-051",
    "Wie het BSN mag gebruiken, meldt niet met een bevraging",
    eisen=("R-023",),
    tweeling="MELD-012",
    gedaan="Meldt met een bevraging als melder die het BSN mag gebruiken.",
    verwacht="VIR-105.",
)
def toch_bevraging(p: Proef) -> None:
    melder = p.mensen.melder()
    verzoek = inhoud.bevraging(melder, p.sleutel(), p.mensen.bevraagbare().gegevens)
    p.gesprek.geweigerd(p.gesprek.stuur(melder, verzoek), "VIR-105")
