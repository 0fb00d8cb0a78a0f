"""Moves: who hears of one, and what it makes of a family. All with events in the register of persons of the target."""

from functools import partial

from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import Overgeslagen, eis
from verwijsindex_conformance.postbus import Postbus, Signaal
from verwijsindex_conformance.proef import RISICO_WEG, Proef

BERICHT = {"signaalId", "volgnummer", "soort", "tijdstip", "eigenMeldingId"}
AAN_GEMEENTE = {"signaalId", "volgnummer", "soort", "tijdstip", "contact"}
ERGENS_ANDERS = "0014"
"""A gemeente to come from; any that is not the one to go to."""


@geval(
    "VERH-001",
    "Een verhuizing binnen de gemeente komt bij elke melder",
    eisen=("R-121", "R-123", "R-120"),
    gedaan="Twee melders melden dezelfde jeugdige. Laat hem binnen zijn gemeente verhuizen.",
    verwacht="Elk krijgt één signaal VERHUIZING bij zijn eigen melding, met alleen signaalId, volgnummer, soort, tijdstip en "
    "eigenMeldingId: geen adres. Geen regievoerder krijgt iets.",
)
def binnen_de_gemeente(p: Proef) -> None:
    persoon = p.mensen.persoon()
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    gemeld = [p.meld(postbus.ontvanger, persoon) for postbus in postbussen]
    regie = [Postbus(p, regievoerder) for regievoerder in p.mensen.regievoerders()]
    for postbus in postbussen:
        postbus.leeg()
    p.register.verhuis(persoon)
    for postbus, eigen in zip(postbussen, gemeld, strict=True):
        signaal = _enig(postbus, "VERHUIZING")
        eis(signaal.eigen_melding_id == eigen.melding_id, "het eigen meldingId", "een ander, of geen")
        eis(set(signaal.velden) == BERICHT, f"alleen {', '.join(sorted(BERICHT))}", ", ".join(signaal.velden))
    eis(not any(postbus.nieuw() for postbus in regie), "geen signaal aan een regievoerder", "een signaal")


@geval(
    "VERH-002",
    "Een verhuizing naar een andere gemeente komt ook bij de regievoerder daar",
    eisen=("R-122", "R-121", "R-123"),
    gedaan="Twee melders melden een jeugdige. Laat hem verhuizen naar een gemeente met een regievoerder.",
    verwacht="Elke melder krijgt één signaal VERHUIZING. De regievoerder van de nieuwe gemeente krijgt er ook één, met beide melders als "
    "contact en zonder eigenMeldingId. Andere regievoerders krijgen niets.",
)
def naar_een_andere_gemeente(p: Proef) -> None:
    persoon, gemeente = p.mensen.persoon(), _gemeente(p)
    p.register.verhuis(persoon, ERGENS_ANDERS)
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    for postbus in postbussen:
        p.meld(postbus.ontvanger, persoon)
    regie = {wie.gemeentecode: Postbus(p, wie) for wie in p.mensen.regievoerders()}
    for postbus in postbussen:
        postbus.leeg()
    p.register.verhuis(persoon, gemeente)
    for postbus in postbussen:
        _enig(postbus, "VERHUIZING")
    signaal = _enig(regie.pop(gemeente), "VERHUIZING")
    eis(set(signaal.velden) == AAN_GEMEENTE, f"alleen {', '.join(sorted(AAN_GEMEENTE))}", ", ".join(signaal.velden))
    eis(len(set(signaal.namen())) == 2, "beide melders als contact", f"{len(signaal.contacten)} contacten")
    eis(not any(postbus.nieuw() for postbus in regie.values()), "niets voor andere regievoerders", "een signaal")


@geval(
    "VERH-003",
    "Na een verhuizing gaat een match naar de regievoerder van de nieuwe gemeente",
    eisen=("R-124", "R-097"),
    gedaan="Een melder meldt een jeugdige, die daarna verhuist naar een gemeente met een regievoerder. Een tweede melder meldt hem ook.",
    verwacht="Alleen de regievoerder van de nieuwe gemeente krijgt het signaal van de match.",
)
def regievoerder_verandert(p: Proef) -> None:
    persoon, gemeente = p.mensen.persoon(), _gemeente(p)
    een, ander = p.mensen.melders(2)
    p.register.verhuis(persoon, ERGENS_ANDERS)
    p.meld(een, persoon)
    p.register.verhuis(persoon, gemeente)
    regie = {wie.gemeentecode: Postbus(p, wie) for wie in p.mensen.regievoerders()}
    p.meld(ander, persoon)
    _enig(regie.pop(gemeente), "ZELFDE_JEUGDIGE")
    eis(not any(postbus.nieuw() for postbus in regie.values()), "niets voor andere regievoerders", "een signaal")


@geval(
    "VERH-004",
    "Wie zijn melding verwijderde, hoort niet van een verhuizing",
    eisen=("R-121", "R-122"),
    tweeling="VERH-001",
    gedaan="Twee melders melden een jeugdige; de een trekt in omdat het risico weg is. Laat de jeugdige verhuizen.",
    verwacht="Alleen wie nog een actieve melding heeft, krijgt een signaal VERHUIZING.",
)
def geen_actieve_melding(p: Proef) -> None:
    persoon = p.mensen.persoon()
    blijft, weg = (Postbus(p, melder) for melder in p.mensen.melders(2))
    p.meld(blijft.ontvanger, persoon)
    p.trek_in(p.meld(weg.ontvanger, persoon), RISICO_WEG)
    for postbus in (blijft, weg):
        postbus.leeg()
    p.register.verhuis(persoon)
    _enig(blijft, "VERHUIZING")
    eis(not weg.nieuw(), "geen signaal zonder actieve melding", "een signaal")


@geval(
    "VERH-005",
    "Samen gaan wonen geeft een match van het gezin",
    eisen=("R-080", "R-074", "R-092"),
    gedaan="Twee melders melden elk een jeugdige; de twee zijn geen familie. Laat de een bij de ander gaan wonen.",
    verwacht="Elk krijgt één signaal GEZIN met dezelfde matchsleutel en de ander als contact. Alleen de melder van wie verhuisde, krijgt "
    "ook een signaal VERHUIZING.",
)
def samen_gaan_wonen(p: Proef) -> None:
    wie, bij = p.mensen.personen(2)
    p.straks(partial(p.register.verhuis, wie))
    verhuist, blijft = (Postbus(p, melder) for melder in p.mensen.melders(2))
    p.meld_vers(verhuist.ontvanger, wie)
    p.meld_vers(blijft.ontvanger, bij)
    p.register.trek_in_bij(wie, bij)
    gezin = _enig(blijft, "GEZIN")
    van_wie_verhuisde = {signaal.soort: signaal for signaal in verhuist.nieuw()}
    soorten = sorted(van_wie_verhuisde)
    eis(soorten == ["GEZIN", "VERHUIZING"], "een signaal GEZIN en een signaal VERHUIZING", ", ".join(soorten) or "geen signaal")
    signalen = (gezin, van_wie_verhuisde["GEZIN"])
    eis(len({signaal.matchsleutel for signaal in signalen}) == 1, "dezelfde matchsleutel", "twee matchsleutels")
    for signaal in signalen:
        eis(len(signaal.contacten) == 1, "één contact", str(len(signaal.contacten)))
        eis(signaal.andere_jeugdige == "true", "betreftAndereJeugdige true", f"betreftAndereJeugdige {signaal.andere_jeugdige}")


@geval(
    "VERH-006",
    "Uit elkaar gaan wonen eindigt de match in stilte",
    eisen=("R-080", "R-074"),
    tweeling="VERH-005",
    gedaan="Twee melders melden elk een van twee jeugdigen die samen wonen. Laat de een verhuizen en herhaal zijn melding.",
    verwacht="De herhaalde melding geeft matchAanwezig false. De ander krijgt geen nieuw signaal.",
)
def uit_elkaar(p: Proef) -> None:
    wie, bij = p.mensen.personen(2)
    p.register.trek_in_bij(wie, bij)
    verhuist, blijft = (Postbus(p, melder) for melder in p.mensen.melders(2))
    p.meld(verhuist.ontvanger, wie)
    p.meld(blijft.ontvanger, bij)
    for postbus in (verhuist, blijft):
        postbus.leeg()
    p.register.verhuis(wie)
    _enig(verhuist, "VERHUIZING")
    eis(not blijft.nieuw(), "geen signaal aan de ander", "een signaal")
    eis(not p.meld(verhuist.ontvanger, wie).match, "matchAanwezig false", "matchAanwezig true")


@geval(
    "VERH-007",
    "Jeugdigen op hetzelfde woonadres geven een match van het gezin",
    eisen=("R-074", "R-077", "R-092"),
    gedaan="Twee melders melden elk een van twee jeugdigen die samen wonen en geen ouder delen.",
    verwacht="De tweede melding geeft matchAanwezig true. Elk krijgt één signaal GEZIN.",
)
def zelfde_adres(p: Proef) -> None:
    wie, bij = p.mensen.personen(2)
    p.straks(partial(p.register.verhuis, wie))
    p.register.trek_in_bij(wie, bij)
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    p.meld_vers(postbussen[0].ontvanger, wie)
    eis(p.meld(postbussen[1].ontvanger, bij).match, "matchAanwezig true", "matchAanwezig false")
    for postbus in postbussen:
        _enig(postbus, "GEZIN")


@geval(
    "VERH-008",
    "Een gedeelde ouder en een gedeeld adres zijn samen een match",
    eisen=("R-078", "R-073"),
    gedaan="Twee melders melden elk een kind van dezelfde ouder. De kinderen wonen samen.",
    verwacht="Elk krijgt precies één signaal GEZIN.",
)
def ouder_en_adres(p: Proef) -> None:
    wie, bij = p.mensen.gezin()
    p.register.verhuis(bij)
    p.register.trek_in_bij(wie, bij)
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    p.meld_vers(postbussen[0].ontvanger, wie)
    p.meld(postbussen[1].ontvanger, bij)
    for postbus in postbussen:
        _enig(postbus, "GEZIN")


def _gemeente(p: Proef) -> str:
    """A gemeente with a regievoerder whom the suite plays; if it can be not that of the reporters, which is told when there is no other."""
    van_melders = {melder.gemeentecode for melder in p.mensen.melders(2)}
    mogelijk = {wie.gemeentecode for wie in p.mensen.regievoerders()} - {None, ERGENS_ANDERS}
    for gemeentecode in (*sorted(mogelijk - van_melders, key=str), *sorted(mogelijk, key=str)):
        return str(gemeentecode)
    raise Overgeslagen("doel.yaml noemt van geen regievoerder de gemeentecode")


def _enig(postbus: Postbus, soort: str) -> Signaal:
    """The one new signaal in a mailbox."""
    nieuw = postbus.nieuw()
    eis([signaal.soort for signaal in nieuw] == [soort], f"één signaal {soort}", ", ".join(s.soort for s in nieuw) or "geen signaal")
    return nieuw[0]


@geval(
    "VERH-011",
    "Wie samen op een uitgesloten adres woont, is geen gezin",
    eisen=("R-075",),
    tweeling="VERH-007",
    gedaan="Laat een jeugdige verhuizen naar een adres dat is uitgesloten, en een ander die geen familie van hem is daarheen. Twee melders "
    "melden elk een van hen.",
    verwacht="matchAanwezig false, en geen signaal GEZIN.",
)
def uitgesloten_adres(p: Proef) -> None:
    wie, bij = p.mensen.personen(2)
    for een in (wie, bij):
        p.straks(partial(p.register.verhuis, een))
    p.register.verhuis_naar_instelling(bij)
    p.register.trek_in_bij(wie, bij)
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    p.meld_vers(postbussen[0].ontvanger, wie)
    eis(not p.meld(postbussen[1].ontvanger, bij).match, "matchAanwezig false", "matchAanwezig true")
    eis(not any(een.soort == "GEZIN" for postbus in postbussen for een in postbus.nieuw()), "geen signaal GEZIN", "een signaal GEZIN")
