"""What a recipient hears when a melding behind his signaal is withdrawn."""

from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, Signaal
from verwijsindex_conformance.proef import RISICO_WEG, Proef

_LEEG = {"signaalId", "volgnummer", "soort"}
_BERICHT = {*_LEEG, "tijdstip", "betreftSignaalId"}


@geval(
    "SIG-040",
    "Een opgehaald signaal waarvan de melding niet terecht was",
    eisen=("R-095",),
    gedaan="Twee melders melden dezelfde jeugdige. De eerste haalt zijn signaal op; de tweede trekt in met NIET_TERECHT.",
    verwacht="De eerste krijgt een nieuw signaal INGETROKKEN dat het opgehaalde signaal noemt, zonder contact.",
)
def opgehaald(p: Proef) -> None:
    postbus, opgehaalde = _match_en_intrekking(p, eerst_ophalen=True)
    eis(len(opgehaalde) == 1, "één signaal van de match", f"{len(opgehaalde)}")
    [signaal] = opgehaalde
    berichten = [s for s in postbus.nieuw() if s.id != signaal.id]
    eis([s.soort for s in berichten] == ["INGETROKKEN"], "één nieuw signaal INGETROKKEN", ", ".join(s.soort for s in berichten) or "geen")
    [bericht] = berichten
    eis(bericht.betreft == signaal.id, "betreftSignaalId van het opgehaalde signaal", "een ander signaal, of geen")
    eis(set(bericht.velden) == _BERICHT, "alleen ids, volgnummer, soort en tijdstip", ", ".join(bericht.velden))
    eis(bericht.volgnummer > signaal.volgnummer, "een later volgnummer", "een eerder volgnummer")


@geval(
    "SIG-041",
    "Een signaal dat nog niet was opgehaald",
    eisen=("R-095", "R-083"),
    gedaan="Twee melders melden dezelfde jeugdige. De tweede trekt in met NIET_TERECHT voordat de eerste zijn signaal ophaalt.",
    verwacht="Op de plaats van het signaal staat INGETROKKEN, zonder contact; het volgnummer is er nog.",
)
def niet_opgehaald(p: Proef) -> None:
    nieuw = _match_en_intrekking(p, eerst_ophalen=False)[0].nieuw()
    eis(nieuw and {s.soort for s in nieuw} == {"INGETROKKEN"}, "INGETROKKEN in plaats van het signaal", f"{len(nieuw)} signalen, of andere")
    eis(set(nieuw[0].velden) == _LEEG, "alleen id, volgnummer en soort", ", ".join(nieuw[0].velden))
    eis(not any(s.contacten for s in nieuw), "geen contact van wie introk", "een contact")


@geval(
    "SIG-042",
    "Wie zelf intrekt, krijgt geen bericht over die melding",
    eisen=("R-095",),
    gedaan="Twee melders melden dezelfde jeugdige; de tweede trekt in met NIET_TERECHT en haalt zijn signalen op.",
    verwacht="Geen nieuw signaal voor de tweede, en geen contact van de eerste meer.",
)
def zelf_ingetrokken(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    persoon, postbus = p.mensen.persoon(), Postbus(p, ander)
    p.meld(een, persoon)
    gemeld = p.meld(ander, persoon)
    eerder = {signaal.id for signaal in postbus.nieuw()}
    p.trek_in(gemeld)
    daarna = postbus.nieuw()
    eis({signaal.id for signaal in daarna} <= eerder, "geen nieuw signaal", "een nieuw signaal")
    eis(not any(signaal.contacten for signaal in daarna), "geen contact meer", "een contact")


@geval(
    "SIG-043",
    "Na intrekken matcht een volgende melder alleen met wie er nog is",
    eisen=("R-081", "R-083", "R-090"),
    gedaan="A en B melden dezelfde jeugdige, A trekt in met RISICO_NIET_MEER_AANWEZIG, en C meldt.",
    verwacht="B en C krijgen een signaal over elkaar, zonder A; A krijgt niets.",
)
def volgende_melder(p: Proef) -> None:
    bussen = [Postbus(p, melder) for melder in p.mensen.melders(3)]
    persoon = p.mensen.persoon()
    eerste, _ = (p.meld(bus.ontvanger, persoon) for bus in bussen[:2])
    p.trek_in(eerste, RISICO_WEG)
    for bus in bussen:
        bus.leeg()
    p.meld(bussen[2].ontvanger, persoon)
    aantallen = [[len(signaal.contacten) for signaal in bus.nieuw()] for bus in bussen]
    eis(aantallen == [[], [1], [1]], "niets voor A, één contact voor B en voor C", str(aantallen))


def _match_en_intrekking(p: Proef, *, eerst_ophalen: bool) -> tuple[Postbus, list[Signaal]]:
    """A reports, B reports, A fetches or not, B withdraws; the mailbox of A, and what he fetched."""
    een, ander = p.mensen.melders(2)
    postbus, persoon = Postbus(p, een), p.mensen.persoon()
    p.meld_vers(een, persoon)
    gemeld = p.meld(ander, persoon)
    opgehaald = postbus.nieuw() if eerst_ophalen else []
    p.trek_in(gemeld)
    return postbus, opgehaald
