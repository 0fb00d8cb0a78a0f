"""An instantie that parts, and one that goes up in another: whoever moves takes along what he reported, and his mailbox."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.gevallen.beheer.naam import namen, verzonnen_naam
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, eigen_melding_ids
from verwijsindex_conformance.proef import Proef, veld


@geval(
    "BEH-012",
    "Wie meegaat met een deel van een instantie, houdt zijn meldingen en zijn postbus",
    eisen=("R-184",),
    gedaan="Twee melders van verschillende instanties melden dezelfde jeugdige; de eerste haalt zijn signaal nog niet op. Splitst zijn "
    "instantie vandaag: hij gaat mee met het nieuwe deel, een collega blijft. Daarna gaan zij weer samen.",
    verwacht="Met het nieuwe instantieId vindt hij zijn melding en zijn signaal, en trekt hij haar in. Het signaal van de ander noemt het "
    "nieuwe deel. De collega werkt door als voorheen.",
)
def splitsing(p: Proef) -> None:
    blijft, gaat, ander = _mensen(p)
    persoon, postbus = p.mensen.persoon(), Postbus(p, ander)
    Postbus(p, gaat)
    gemeld = p.meld_vers(gaat, persoon)
    p.meld(ander, persoon)
    weg, naam, _ = _splits(p, gaat, blijft)
    eis(gemeld.melding_id in eigen_melding_ids(p, weg), "de melding bij het nieuwe deel", "geen melding")
    eis(namen(postbus) == [naam], "de naam van het nieuwe deel in het signaal van de ander", "een andere naam")
    wacht = p.gesprek.vraag(weg, inhoud.signalen(weg)).findall("{*}signaal")
    eis([veld(een, "eigenMeldingId") for een in wacht] == [gemeld.melding_id], "zijn eigen signaal", "een ander, of geen")
    p.gesprek.vraag(weg, inhoud.bevestiging(weg, [veld(een, "signaalId") for een in wacht]))
    p.trek_in(replace(gemeld, melder=weg))
    eigen_melding_ids(p, blijft)


@geval(
    "BEH-013",
    "Na een splitsing hoort ieder bij zijn eigen deel",
    eisen=("R-184",),
    tweeling="BEH-012",
    gedaan="Splitst een instantie: een melder gaat mee met het nieuwe deel, een collega blijft. Elk vraagt zijn meldingen op met het "
    "instantieId van de ander. Daarna gaan de delen weer samen.",
    verwacht="VIR-120.",
)
def splitsing_scheidt(p: Proef) -> None:
    blijft, gaat, _ = _mensen(p)
    weg, _, _ = _splits(p, gaat, blijft)
    for wie in (gaat, replace(blijft, instantie_id=weg.instantie_id)):
        p.gesprek.geweigerd(p.gesprek.stuur(wie, inhoud.eigen_meldingen(wie, None, 500)), "VIR-120")


@geval(
    "BEH-014",
    "Na samengaan is wat is gemeld van de hele instantie",
    eisen=("R-184",),
    gedaan="Splitst een instantie: een melder gaat mee met het nieuwe deel. Hij meldt daar, en een melder van een andere instantie meldt "
    "dezelfde jeugdige. Laat het deel weer opgaan in de instantie.",
    verwacht="Met het instantieId van de hele instantie vindt hij zijn melding en zijn signaal. Het signaal van de ander noemde het deel, "
    "en noemt nu de hele instantie. Opnieuw melden geeft reedsGemeld true met hetzelfde meldingId en dezelfde verwijderdatum.",
)
def samengaan(p: Proef) -> None:
    blijft, gaat, ander = _mensen(p)
    persoon, postbus = p.mensen.persoon(), Postbus(p, ander)
    weg, naam, ga_samen = _splits(p, gaat, blijft)
    Postbus(p, weg)
    gemeld = p.meld_vers(weg, persoon)
    p.meld(ander, persoon)
    eis(namen(postbus) == [naam], "de naam van het deel in het signaal van de ander", "een andere naam")
    ga_samen()
    eis(gemeld.melding_id in eigen_melding_ids(p, gaat), "de melding bij de hele instantie", "geen melding")
    eis(namen(postbus) not in ([naam], []), "een andere naam dan die van het deel", "die van het deel, of geen signaal")
    wacht = p.gesprek.vraag(gaat, inhoud.signalen(gaat)).findall("{*}signaal")
    eis([veld(een, "eigenMeldingId") for een in wacht] == [gemeld.melding_id], "zijn eigen signaal", "een ander, of geen")
    nu = p.meld(gaat, persoon)
    eis(nu.reeds_gemeld and nu.melding_id == gemeld.melding_id, "reedsGemeld true en hetzelfde meldingId", "een andere melding")
    eis(nu.verwijderdatum == gemeld.verwijderdatum, "dezelfde verwijderdatum", "een andere verwijderdatum")


@geval(
    "BEH-015",
    "Een instantie die is opgegaan, doet niet meer mee",
    eisen=("R-184", "R-006"),
    tweeling="BEH-014",
    gedaan="Splitst een instantie, en laat het nieuwe deel er weer in opgaan. Meldt en vraagt meldingen op met het instantieId van het "
    "deel.",
    verwacht="VIR-122.",
)
def opgegaan(p: Proef) -> None:
    blijft, gaat, _ = _mensen(p)
    weg, _, ga_samen = _splits(p, gaat, blijft)
    ga_samen()
    for verzoek in (inhoud.melding(weg, p.sleutel(), p.mensen.persoon().bsn), inhoud.eigen_meldingen(weg, None, 500)):
        p.gesprek.geweigerd(p.gesprek.stuur(weg, verzoek), "VIR-122")


def _mensen(p: Proef) -> tuple[Gebruiker, Gebruiker, Gebruiker]:
    """Who stays at his instantie, a colleague who leaves it, and a reporter of another."""
    for daad in ("splitsing", "samenvoeging"):
        p.beheer.nodig(daad)
    blijft = p.mensen.melder_bij_instantie()
    return blijft, p.mensen.collega(blijft), p.mensen.andere_partner(blijft)


def _splits(p: Proef, gaat: Gebruiker, blijft: Gebruiker) -> tuple[Gebruiker, str, Callable[[], None]]:
    """Who leaves as he is afterwards, how his part is called, and how it goes up again in the whole; that is done when the case ends."""
    naam = verzonnen_naam()
    samen: list[Gebruiker] = []
    weg = p.beheer.splits_af(gaat, f"conf-{uuid4().hex[:12]}", naam)

    def ga_samen() -> None:
        if not samen:
            samen.append(p.beheer.voeg_samen(weg, blijft))

    p.straks(ga_samen)
    return weg, naam, ga_samen
