"""The mailbox: order, numbers without gaps, acknowledging, and whose it is."""

from dataclasses import replace
from uuid import uuid4

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker, Persoon
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus
from verwijsindex_conformance.proef import Proef


@geval(
    "SIG-020",
    "Volgnummers hebben geen gaten",
    eisen=("R-094", "KV-28"),
    gedaan="Maakt drie matches na elkaar en trekt er een weer in.",
    verwacht="De volgnummers van de nieuwe signalen volgen op elkaar.",
)
def geen_gaten(p: Proef) -> None:
    postbus, ander = _ontvanger_en_ander(p)
    personen = p.mensen.personen(3)
    for persoon in personen:
        p.meld(postbus.ontvanger, persoon)
    gemeld = [p.meld(ander, persoon) for persoon in personen]
    p.trek_in(gemeld[1])
    nummers = [signaal.volgnummer for signaal in postbus.nieuw()]
    eis(len(nummers) >= 3, "ten minste drie signalen", f"{len(nummers)}")
    eis(nummers == list(range(nummers[0], nummers[0] + len(nummers))), "opeenvolgende volgnummers", "een gat")


@geval(
    "SIG-021",
    "Een signaal blijft tot het is bevestigd",
    eisen=("R-094", "KV-28"),
    gedaan="Haalt een signaal twee keer op, bevestigt het, bevestigt het nog eens, en haalt weer op.",
    verwacht="Twee keer hetzelfde signaal, BEVESTIGD, REEDS_BEVESTIGD, en daarna geen signaal meer.",
)
def bevestigen(p: Proef) -> None:
    postbus, ander = _ontvanger_en_ander(p)
    _match(p, postbus.ontvanger, ander, p.mensen.persoon())
    eerste, tweede = postbus.nieuw(), postbus.nieuw()
    eis([s.id for s in eerste] == [s.id for s in tweede] and len(eerste) == 1, "twee keer hetzelfde signaal", "iets anders")
    for verwacht in ("BEVESTIGD", "REEDS_BEVESTIGD"):
        uitkomst = postbus.bevestig(eerste[0].id)
        eis(uitkomst == [verwacht], verwacht, ", ".join(uitkomst))
    eis(not postbus.nieuw(), "geen signaal na bevestigen", "een signaal")


@geval(
    "SIG-022",
    "Een onbekend signaal bevestigen",
    eisen=("R-094", "R-009", "KV-28"),
    tweeling="SIG-021",
    gedaan="Bevestigt een willekeurig signaalId, en het signaal van een ander.",
    verwacht="Twee keer ONBEKEND; het signaal van de ander blijft op te halen.",
)
def onbekend_signaal(p: Proef) -> None:
    postbus, ander = _ontvanger_en_ander(p)
    van_ander = Postbus(p, ander)
    _match(p, postbus.ontvanger, ander, p.mensen.persoon())
    andermans = [signaal.id for signaal in van_ander.nieuw()]
    uitkomsten = postbus.bevestig(str(uuid4()), *andermans)
    eis(len(uitkomsten) == 2 and set(uitkomsten) == {"ONBEKEND"}, "twee keer ONBEKEND", ", ".join(uitkomsten))
    eis([signaal.id for signaal in van_ander.nieuw()] == andermans, "het signaal van de ander er nog", "het is weg")


@geval(
    "SIG-023",
    "Ophalen vanaf een volgnummer, met een maximum",
    eisen=("R-094", "R-150", "KV-30"),
    gedaan="Maakt drie matches en haalt de signalen op met een tegelijk, en vanaf het tweede volgnummer.",
    verwacht="Een signaal met nogBeschikbaar true; vanaf het tweede volgnummer de laatste twee, met nogBeschikbaar false.",
)
def bladeren(p: Proef) -> None:
    postbus, ander = _ontvanger_en_ander(p)
    for persoon in p.mensen.personen(3):
        _match(p, postbus.ontvanger, ander, persoon)
    alle = postbus.nieuw()
    eis(len(alle) == 3, "drie signalen", f"{len(alle)}")
    bladzijde, meer = postbus.haal(hoogstens=1)
    eis([s.id for s in bladzijde] == [alle[0].id] and meer, "het eerste signaal, met nogBeschikbaar true", "iets anders")
    bladzijde, meer = postbus.haal(vanaf=alle[1].volgnummer)
    eis([s.id for s in bladzijde] == [s.id for s in alle[1:]] and not meer, "de laatste twee, met nogBeschikbaar false", "iets anders")


@geval(
    "SIG-024",
    "De postbus van een ander",
    eisen=("R-006", "R-096", "R-009"),
    tweeling="SIG-021",
    gedaan="Vraagt als melder met ontvangerId de signalen van een collega, en als partner die van een gebruiker van een andere partner.",
    verwacht="VIR-123, en VIR-122.",
)
def andermans_postbus(p: Proef) -> None:
    melder = p.mensen.melder()
    collega, ander = p.mensen.collega(melder), p.mensen.andere_partner(melder)
    verzoek = inhoud.signalen(melder, ontvanger=collega.gebruiker_id)
    p.gesprek.geweigerd(p.gesprek.stuur(melder, verzoek), "VIR-123")
    onecht = replace(ander, partner=melder.partner)
    p.gesprek.geweigerd(p.gesprek.stuur(onecht, inhoud.signalen(onecht)), "VIR-122")


@geval(
    "SIG-025",
    "De coördinator leest en bevestigt voor een melder van zijn instantie",
    eisen=("R-096",),
    gedaan="Haalt als coördinator met ontvangerId de signalen van een melder op en bevestigt ze.",
    verwacht="Dezelfde signalen als de melder ziet; daarna zijn zij ook voor hem bevestigd.",
)
def coordinator(p: Proef) -> None:
    postbus, ander = _ontvanger_en_ander(p)
    chef, melder = p.mensen.coordinator(postbus.ontvanger), postbus.ontvanger
    _match(p, melder, ander, p.mensen.persoon())
    eigen = [signaal.id for signaal in postbus.nieuw()]
    gelezen = p.gesprek.vraag(chef, inhoud.signalen(chef, ontvanger=melder.gebruiker_id))
    ids = [signaal.findtext("{*}signaalId") for signaal in gelezen.findall("{*}signaal")]
    eis(ids == eigen and len(ids) == 1, "dezelfde signalen als de melder", f"{len(ids)} signalen, of andere")
    p.gesprek.vraag(chef, inhoud.bevestiging(chef, eigen, ontvanger=melder.gebruiker_id))
    eis(not postbus.nieuw(), "geen signaal meer voor de melder", "een signaal")


@geval(
    "SIG-026",
    "Een coördinator zonder ontvangerId, of voor een ander",
    eisen=("R-096", "R-006"),
    tweeling="SIG-025",
    gedaan="Haalt als coördinator signalen op zonder ontvangerId, en voor een melder van een andere instantie.",
    verwacht="Twee keer VIR-123.",
)
def coordinator_voor_ander(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    chef = p.mensen.coordinator(een)
    for ontvanger in (None, ander.gebruiker_id):
        p.gesprek.geweigerd(p.gesprek.stuur(chef, inhoud.signalen(chef, ontvanger=ontvanger)), "VIR-123")


def _ontvanger_en_ander(p: Proef) -> tuple[Postbus, Gebruiker]:
    melder, ander = p.mensen.melders(2)
    return Postbus(p, melder), ander


def _match(p: Proef, een: Gebruiker, ander: Gebruiker, persoon: Persoon) -> None:
    p.meld(een, persoon)
    p.meld(ander, persoon)
