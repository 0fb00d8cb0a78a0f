"""Who hears of a match, and what he is told."""

from lxml import etree

from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, Signaal
from verwijsindex_conformance.proef import Gemeld, Proef

_BASIS = {"signaalId", "volgnummer", "soort", "tijdstip", "eigenMeldingId", "betreftAndereJeugdige"}
_CONTACT = {"instantie", "locatie", "naam", "functie", "telefoon", "emailadres", "coordinator"}


@geval(
    "SIG-001",
    "Twee melders van dezelfde jeugdige krijgen elk een signaal",
    eisen=("R-070", "R-090", "R-094", "KV-27"),
    gedaan="Twee melders van verschillende instanties melden dezelfde jeugdige.",
    verwacht="De eerste melding geeft matchAanwezig false, de tweede true. Elk krijgt één signaal ZELFDE_JEUGDIGE bij zijn eigen melding, "
    "met als contact één ander.",
)
def beide_een_signaal(p: Proef) -> None:
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    persoon = p.mensen.persoon()
    eerste = p.meld_vers(postbussen[0].ontvanger, persoon)
    eis(not postbussen[0].nieuw(), "geen signaal na de eerste melding", "een signaal")
    tweede = p.meld(postbussen[1].ontvanger, persoon)
    eis(tweede.match, "matchAanwezig true bij de tweede melding", "matchAanwezig false")
    een, ander = (_enig(postbus, gemeld) for postbus, gemeld in zip(postbussen, (eerste, tweede), strict=True))
    eis(een.namen() != ander.namen(), "elk hoort van de ander", "twee keer dezelfde naam")


@geval(
    "SIG-002",
    "Een signaal bevat alleen contactgegevens",
    eisen=("R-051", "R-091", "R-171", "KV-31"),
    gedaan="Twee melders melden dezelfde jeugdige. Leest welke elementen in de signalen staan.",
    verwacht="Alleen de elementen van het koppelvlak, geen BSN, per contact een naam en een telefoonnummer of e-mailadres van hem of zijn "
    "coördinator.",
)
def alleen_contact(p: Proef) -> None:
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    persoon = p.mensen.persoon()
    gemeld = [p.meld(postbus.ontvanger, persoon) for postbus in postbussen]
    for postbus, eigen in zip(postbussen, gemeld, strict=True):
        signaal = _enig(postbus, eigen)
        eis(set(signaal.velden) == _BASIS | {"contact"}, f"de elementen {', '.join(sorted(_BASIS))} en contact", ", ".join(signaal.velden))
        _controleer_contact(signaal, persoon.bsn)


def _controleer_contact(signaal: Signaal, bsn: str) -> None:
    for contact in signaal.contacten:
        namen = {etree.QName(kind).localname for kind in contact}
        eis(namen <= _CONTACT, "alleen contactgegevens", ", ".join(sorted(namen - _CONTACT)))
        bereikbaar = contact.findall(".//{*}telefoon") + contact.findall(".//{*}emailadres")
        eis(bereikbaar, "een telefoonnummer of e-mailadres (R-053)", "geen van beide")
        eis(bsn not in "".join(contact.itertext()), "geen BSN in een contact", "een BSN")


@geval(
    "SIG-003",
    "De derde melder geeft drie signalen",
    eisen=("R-090", "R-082"),
    gedaan="Drie melders van verschillende instanties melden dezelfde jeugdige.",
    verwacht="Na de derde melding krijgt elk van de drie één nieuw signaal, met de twee anderen als contact.",
)
def derde_melder(p: Proef) -> None:
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(3)]
    persoon = p.mensen.persoon()
    gemeld = [p.meld(postbus.ontvanger, persoon) for postbus in postbussen[:2]]
    for postbus in postbussen:
        postbus.leeg()
    gemeld.append(p.meld(postbussen[2].ontvanger, persoon))
    for postbus, eigen in zip(postbussen, gemeld, strict=True):
        signaal = _enig(postbus, eigen, contacten=2)
        eis(len(set(signaal.namen())) == 2, "twee verschillende contacten", "twee keer dezelfde")


@geval(
    "SIG-004",
    "Collega's bij dezelfde instantie geven ook een match",
    eisen=("R-072",),
    gedaan="Twee melders van dezelfde instantie melden dezelfde jeugdige.",
    verwacht="Elk krijgt één signaal ZELFDE_JEUGDIGE.",
)
def collegas(p: Proef) -> None:
    melder = p.mensen.melder()
    postbussen = [Postbus(p, gebruiker) for gebruiker in (melder, p.mensen.collega(melder))]
    persoon = p.mensen.persoon()
    gemeld = [p.meld(postbus.ontvanger, persoon) for postbus in postbussen]
    for postbus, eigen in zip(postbussen, gemeld, strict=True):
        _enig(postbus, eigen)


@geval(
    "SIG-005",
    "Een herhaalde melding geeft geen nieuw signaal",
    eisen=("R-071", "R-082", "R-158"),
    tweeling="SIG-001",
    gedaan="Herhaalt na een match de tweede melding, met dezelfde sleutel en met een nieuwe.",
    verwacht="Niemand krijgt een nieuw signaal.",
)
def herhaalde_melding(p: Proef) -> None:
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    persoon = p.mensen.persoon()
    gemeld = [p.meld(postbus.ontvanger, persoon) for postbus in postbussen]
    for postbus in postbussen:
        postbus.leeg()
    for sleutel in (gemeld[1].sleutel, None):
        p.meld(postbussen[1].ontvanger, persoon, sleutel)
    eis(not any(postbus.nieuw() for postbus in postbussen), "geen nieuw signaal", "een nieuw signaal")


@geval(
    "SIG-006",
    "Verschillende jeugdigen zonder familie geven geen match",
    eisen=("R-070", "R-073", "R-009"),
    tweeling="SIG-001",
    gedaan="Twee melders melden elk een andere jeugdige, die geen familie van elkaar zijn.",
    verwacht="matchAanwezig false en geen signalen.",
)
def geen_match(p: Proef) -> None:
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    personen = p.mensen.personen(2)
    gemeld = [p.meld(postbus.ontvanger, persoon) for postbus, persoon in zip(postbussen, personen, strict=True)]
    eis(not any(eigen.match for eigen in gemeld), "matchAanwezig false", "matchAanwezig true")
    eis(not any(postbus.nieuw() for postbus in postbussen), "geen signaal", "een signaal")


@geval(
    "SIG-007",
    "Broers en zussen geven een match van het gezin",
    eisen=("R-073", "R-091", "R-092"),
    gedaan="Twee melders melden elk een ander kind van dezelfde ouder.",
    verwacht="Elk krijgt één signaal GEZIN met betreftAndereJeugdige true, één contact, en dezelfde matchsleutel; niets over de andere "
    "jeugdige of de ouder.",
)
def gezin(p: Proef) -> None:
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    broers_en_zussen = p.mensen.gezin()
    gemeld = [p.meld(postbus.ontvanger, persoon) for postbus, persoon in zip(postbussen, broers_en_zussen, strict=True)]
    eis(gemeld[1].match, "matchAanwezig true", "matchAanwezig false")
    signalen = [_enig(postbus, eigen, soort="GEZIN") for postbus, eigen in zip(postbussen, gemeld, strict=True)]
    for signaal in signalen:
        eis(set(signaal.velden) == _BASIS | {"contact", "matchsleutel"}, "alleen de elementen van GEZIN", ", ".join(signaal.velden))
    eis(len({signaal.matchsleutel for signaal in signalen}) == 1, "dezelfde matchsleutel bij beiden", "twee matchsleutels")


@geval(
    "SIG-008",
    "Een melder die zelf broer en zus meldt, krijgt geen signaal",
    eisen=("R-070", "R-073"),
    tweeling="SIG-007",
    gedaan="Dezelfde melder meldt twee kinderen van dezelfde ouder.",
    verwacht="matchAanwezig false en geen signaal: een match is er alleen tussen verschillende melders.",
)
def zelfde_melder(p: Proef) -> None:
    postbus = Postbus(p, p.mensen.melder())
    gemeld = [p.meld(postbus.ontvanger, persoon) for persoon in p.mensen.gezin()]
    eis(not any(eigen.match for eigen in gemeld), "matchAanwezig false", "matchAanwezig true")
    eis(not postbus.nieuw(), "geen signaal", "een signaal")


@geval(
    "SIG-009",
    "De regievoerder krijgt een signaal van de match",
    eisen=("R-090", "R-097", "R-091"),
    gedaan="Twee melders melden dezelfde jeugdige. Leest de postbussen van alle regievoerders.",
    verwacht="Precies één gemeente krijgt precies één signaal ZELFDE_JEUGDIGE, met beide melders als contact en zonder eigenMeldingId.",
)
def regievoerder(p: Proef) -> None:
    regie = [Postbus(p, regievoerder) for regievoerder in p.mensen.regievoerders()]
    persoon = p.mensen.persoon()
    for melder in p.mensen.melders(2):
        p.meld(melder, persoon)
    signalen = [signaal for postbus in regie for signaal in postbus.nieuw()]
    eis([signaal.soort for signaal in signalen] == ["ZELFDE_JEUGDIGE"], "één signaal ZELFDE_JEUGDIGE", f"{len(signalen)} signalen")
    eis(signalen[0].eigen_melding_id is None, "geen eigenMeldingId voor een gemeente", "een eigenMeldingId")
    eis(len(set(signalen[0].namen())) == 2, "beide melders als contact", f"{len(signalen[0].contacten)} contacten")


def _enig(postbus: Postbus, eigen: Gemeld, *, soort: str = "ZELFDE_JEUGDIGE", contacten: int = 1) -> Signaal:
    """The one new signaal in a mailbox, about the recipient's own melding."""
    nieuw = postbus.nieuw()
    eis([signaal.soort for signaal in nieuw] == [soort], f"één signaal {soort}", ", ".join(s.soort for s in nieuw) or "geen signaal")
    [signaal] = nieuw
    eis(signaal.eigen_melding_id == eigen.melding_id, "het eigen meldingId in het signaal", "een ander meldingId, of geen")
    andere = "true" if soort == "GEZIN" else "false"
    eis(signaal.andere_jeugdige == andere, f"betreftAndereJeugdige {andere}", f"betreftAndereJeugdige {signaal.andere_jeugdige}")
    eis(len(signaal.contacten) == contacten, f"{contacten} contact(en)", f"{len(signaal.contacten)}")
    return signaal


@geval(
    "SIG-010",
    "Een bevraging geeft dezelfde match als het BSN",
    eisen=("R-024", "R-070", "R-090"),
    gedaan="Meldt iemand met een bevraging, en daarna als ander met zijn BSN.",
    verwacht="Beiden krijgen één signaal ZELFDE_JEUGDIGE.",
)
def bevraging_en_bsn(p: Proef) -> None:
    persoon = p.mensen.bevraagbare()
    postbussen = [Postbus(p, melder) for melder in (p.mensen.melder_zonder_bsn(), p.mensen.melder())]
    gemeld = [p.bevraag(postbussen[0].ontvanger, persoon), p.meld(postbussen[1].ontvanger, persoon)]
    for postbus, eigen in zip(postbussen, gemeld, strict=True):
        _enig(postbus, eigen)


@geval(
    "SIG-011",
    "Alleen bij een instantie staat een coördinator, en hoogstens een",
    eisen=("R-008", "R-091"),
    gedaan="Een melder van een instantie met een coördinator en een zelfstandige functionaris melden dezelfde jeugdige. Leest in beider "
    "signaal de contactgegevens van de ander.",
    verwacht="Bij de melder van de instantie staan haar naam en één coördinator; bij de functionaris geen van beide.",
)
def een_coordinator(p: Proef) -> None:
    zelfstandig = p.mensen.functionaris()
    melder = p.mensen.melder_bij_instantie()
    p.mensen.coordinator(melder)
    postbussen = [Postbus(p, wie) for wie in (melder, zelfstandig)]
    persoon = p.mensen.persoon()
    gemeld = [p.meld(postbus.ontvanger, persoon) for postbus in postbussen]
    van_zelfstandige, van_melder = (_enig(postbus, eigen) for postbus, eigen in zip(postbussen, gemeld, strict=True))
    for signaal, aantal, wie in ((van_melder, 1, "de melder van een instantie"), (van_zelfstandige, 0, "de functionaris")):
        for naam in ("instantie", "coordinator"):
            gevonden = len(signaal.contacten[0].findall(f"{{*}}{naam}"))
            eis(gevonden == aantal, f"{aantal} keer {naam} bij {wie}", str(gevonden))
