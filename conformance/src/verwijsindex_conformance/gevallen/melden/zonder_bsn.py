"""Reporting somebody who has no BSN. Each case invents a name that nobody bears, another one every time."""

from collections.abc import Mapping

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.gesprek import Ontvangen
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.kinderen import verzonnen
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus
from verwijsindex_conformance.proef import Gemeld, Proef

_GEGEVENS = ("geslachtsnaam", "geboortedatum", "geslacht")


def _stuur(p: Proef, melder: Gebruiker, gegevens: Mapping[str, str]) -> Ontvangen:
    return p.gesprek.stuur(melder, inhoud.zonder_bsn(melder, p.sleutel(), gegevens))


def meld_zonder_bsn(p: Proef, melder: Gebruiker, gegevens: Mapping[str, str]) -> Gemeld:
    """Report without BSN; the melding is withdrawn when the case ends."""
    sleutel = p.sleutel()
    return p.onthoud(melder, sleutel, p.gesprek.stuur(melder, inhoud.zonder_bsn(melder, sleutel, gegevens)))


@geval(
    "MELD-060",
    "Twee melders van een jeugdige zonder BSN",
    eisen=("R-020", "R-026", "R-030", "R-070"),
    gedaan="Een melder die het BSN mag gebruiken en een die dat niet mag, melden met dezelfde naam, geboortedatum en hetzelfde geslacht.",
    verwacht="Beide meldingen worden aanvaard, elk met een eigen nummer. De tweede geeft matchAanwezig true; elk krijgt een signaal "
    "ZELFDE_JEUGDIGE.",
)
def twee_melders(p: Proef) -> None:
    postbussen = [Postbus(p, melder) for melder in (p.mensen.melder(), p.mensen.melder_zonder_bsn())]
    wie = verzonnen()
    een, ander = (meld_zonder_bsn(p, postbus.ontvanger, wie) for postbus in postbussen)
    eis(een.melding_id != ander.melding_id, "twee meldingen", "een melding")
    eis((een.match, ander.match) == (False, True), "matchAanwezig false, en dan true", f"{een.match} en {ander.match}")
    for postbus in postbussen:
        soorten = [signaal.soort for signaal in postbus.nieuw()]
        eis(soorten == ["ZELFDE_JEUGDIGE"], "een signaal ZELFDE_JEUGDIGE", ", ".join(soorten) or "geen signaal")


@geval(
    "MELD-061",
    "Dezelfde naam in een andere schrijfwijze",
    eisen=("R-028",),
    gedaan="Meldt zonder BSN een naam met een streepje en een trema. Een ander meldt haar in hoofdletters, zonder beide en met een "
    "voorvoegsel; een derde melding heeft een letter anders.",
    verwacht="De tweede melding geeft matchAanwezig true, de derde false.",
)
def schrijfwijze(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    wie = verzonnen()
    vlak = wie["geslachtsnaam"]
    meld_zonder_bsn(p, een, wie | {"geslachtsnaam": f"{vlak}-Öz"})
    gelijk = meld_zonder_bsn(p, ander, wie | {"geslachtsnaam": f"{vlak.upper()} OZ", "voorvoegsel": "van der"})
    eis(gelijk.match, "matchAanwezig true", "matchAanwezig false")
    anders = meld_zonder_bsn(p, ander, wie | {"geslachtsnaam": f"{vlak}-Uz"})
    eis(not anders.match, "matchAanwezig false bij een andere naam", "matchAanwezig true")


@geval(
    "MELD-062",
    "Een andere geboortedatum of een ander geslacht is iemand anders",
    eisen=("R-026",),
    tweeling="MELD-060",
    gedaan="Meldt iemand zonder BSN. Een ander meldt met een dag later, en met een ander geslacht.",
    verwacht="Twee keer matchAanwezig false.",
)
def alle_drie_tellen(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    wie = verzonnen()
    meld_zonder_bsn(p, een, wie)
    for verschil in ({"geboortedatum": "20140502"}, {"geslacht": "M"}):
        eis(not meld_zonder_bsn(p, ander, wie | verschil).match, "matchAanwezig false", "matchAanwezig true")


@geval(
    "MELD-063",
    "Wie een BSN heeft, wordt niet zonder BSN gemeld",
    eisen=("R-030",),
    tweeling="MELD-060",
    gedaan="Meldt zonder BSN, met de gegevens van iemand die in het register een BSN heeft; ook als melder die het BSN niet mag gebruiken.",
    verwacht="Twee keer VIR-106, zonder het BSN in de fout.",
)
def heeft_een_bsn(p: Proef) -> None:
    persoon = p.mensen.zonder_nummer_te_noemen()
    gegevens = {naam: persoon.gegevens[naam] for naam in _GEGEVENS}
    for melder in (p.mensen.melder(), p.mensen.melder_zonder_bsn()):
        ontvangen = _stuur(p, melder, gegevens)
        p.gesprek.geweigerd(ontvangen, "VIR-106")
        eis(persoon.bsn.encode() not in ontvangen.http.body, "een fout zonder het BSN", "het BSN staat in de fout")


@geval(
    "MELD-064",
    "Een geboortedatum in de toekomst, en iemand van 23 of ouder",
    eisen=("R-032", "R-040"),
    tweeling="MELD-060",
    gedaan="Meldt zonder BSN iemand die in 2999 is geboren, en iemand die in 1950 is geboren.",
    verwacht="VIR-111 en VIR-110, elk met een element dat geboortedatum aanwijst.",
)
def geboortedatum(p: Proef) -> None:
    for datum, code in (("29990101", "VIR-111"), ("19500101", "VIR-110")):
        fout = p.gesprek.geweigerd(_stuur(p, p.mensen.melder(), verzonnen() | {"geboortedatum": datum}), code)
        eis((fout.element or "").endswith("geboortedatum"), "element dat geboortedatum aanwijst", str(fout.element))


@geval(
    "MELD-065",
    "Alle drie de gegevens zijn nodig, met een volledige datum",
    eisen=("R-026", "R-029", "R-150"),
    tweeling="MELD-060",
    gedaan="Laat naam, geboortedatum en geslacht om de beurt weg; meldt met een geboortedatum zonder dag.",
    verwacht="Elke keer DK0004.",
)
def niets_minder(p: Proef) -> None:
    wie = verzonnen()
    for weg in _GEGEVENS:
        p.gesprek.geweigerd(_stuur(p, p.mensen.melder(), {naam: waarde for naam, waarde in wie.items() if naam != weg}), "DK0004")
    p.gesprek.geweigerd(_stuur(p, p.mensen.melder(), wie | {"geboortedatum": "20140500"}), "DK0004")
