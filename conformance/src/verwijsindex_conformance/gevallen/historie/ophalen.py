"""Fetching: who was in the archive, once, and told to nobody else."""

from verwijsindex_conformance.archief import archiveer, historie, meld_met_aanbod, meld_zichtbaar
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import NietAangeboden, eis
from verwijsindex_conformance.postbus import Postbus
from verwijsindex_conformance.proef import NIET_TERECHT, Proef


@geval(
    "HIST-001",
    "Wie een jeugdige meldt, haalt op wie hem eerder meldden",
    eisen=("R-104", "R-107", "R-101", "KV-29"),
    gedaan="A meldt een jeugdige en trekt in omdat het risico weg is. B meldt dezelfde jeugdige en haalt de historie op.",
    verwacht="B heeft geen match, wel historieBeschikbaar, en krijgt A: hetzelfde contact als in een signaal, elk contact één keer.",
)
def ophalen(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon = p.mensen.persoon()
    contact_a = archiveer(p, a, b, persoon)
    gemeld = meld_met_aanbod(p, b, persoon)
    eis(not gemeld.match, "matchAanwezig false: het archief matcht niet", "matchAanwezig true")
    contacten = historie(p, gemeld)
    eis(contact_a in contacten, "het contact van A, zoals in een signaal", f"{len(contacten)} contacten, zonder dat van A")
    eis(len(contacten) == len(set(contacten)), "elk contact één keer", "een contact twee keer")


@geval(
    "HIST-002",
    "Dezelfde sleutel geeft dezelfde historie nog eens",
    eisen=("R-104", "R-158"),
    gedaan="Haalt historie twee keer op met dezelfde partnerVerzoekId, in twee berichten.",
    verwacht="Twee keer dezelfde contacten.",
)
def herhaling(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon, sleutel = p.mensen.persoon(), p.sleutel()
    archiveer(p, a, b, persoon)
    gemeld = meld_met_aanbod(p, b, persoon)
    eerste, tweede = (historie(p, gemeld, sleutel) for _ in range(2))
    eis(bool(eerste), "ten minste één contact", "geen")
    eis(eerste == tweede, "twee keer dezelfde contacten", "andere contacten")


@geval(
    "HIST-003",
    "Niemand anders hoort dat het archief is geraadpleegd",
    eisen=("R-106", "R-081"),
    gedaan="A meldt en trekt in omdat het risico weg is. B meldt dezelfde jeugdige en haalt de historie op. Leest de postbussen van A en B "
    "en van alle regievoerders.",
    verwacht="In geen van die postbussen iets nieuws.",
)
def niemand_anders(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon = p.mensen.persoon()
    archiveer(p, a, b, persoon)
    bussen = [Postbus(p, wie) for wie in (a, b, *p.mensen.regievoerders())]
    historie(p, meld_met_aanbod(p, b, persoon))
    nieuw = [len(bus.nieuw()) for bus in bussen]
    eis(not any(nieuw), "geen enkel nieuw signaal", f"{sum(nieuw)} nieuwe signalen")


@geval(
    "HIST-004",
    "Het aanbod blijft staan tot het is opgehaald",
    eisen=("R-104", "R-105", "R-071", "R-158"),
    gedaan="Meldt een jeugdige met historie. Herhaalt de melding met dezelfde sleutel en met een andere, voor en na het ophalen.",
    verwacht="historieBeschikbaar is true tot het ophalen, en daarna false.",
)
def blijft_staan(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon, sleutels = p.mensen.persoon(), (p.sleutel(), p.sleutel())
    archiveer(p, a, b, persoon)
    gemeld = p.meld(b, persoon, sleutels[0])
    voor = [p.meld(b, persoon, sleutel).historie for sleutel in sleutels]
    historie(p, gemeld)
    na = [p.meld(b, persoon, sleutel).historie for sleutel in sleutels]
    eis([gemeld.historie, *voor] == [True] * 3, "historieBeschikbaar true voor het ophalen", str([gemeld.historie, *voor]))
    eis(na == [False] * 2, "historieBeschikbaar false na het ophalen", str(na))


@geval(
    "HIST-005",
    "Een volgende melder krijgt een eigen aanbod",
    eisen=("R-104", "R-105"),
    gedaan="A meldt en trekt in omdat het risico weg is. B meldt en haalt de historie op; daarna meldt C.",
    verwacht="C matcht met B en krijgt ook A uit het archief. Wie een archiefmelding maar één keer verstrekt, slaat dit geval over.",
)
def eigen_aanbod(p: Proef) -> None:
    a, b, c = p.mensen.melders(3)
    persoon = p.mensen.persoon()
    contact_a = archiveer(p, a, b, persoon)
    historie(p, meld_met_aanbod(p, b, persoon))
    gemeld = p.meld(c, persoon)
    eis(gemeld.match, "een match van C met B", "geen match")
    if not gemeld.historie:
        raise NietAangeboden("het doel verstrekt een archiefmelding maar één keer in haar bestaan")
    eis(contact_a in historie(p, gemeld), "A in de historie van C", "andere contacten")


@geval(
    "HIST-006",
    "Het eigen archief wordt niet aangeboden",
    eisen=("R-108", "R-110"),
    gedaan="Meldt een jeugdige, trekt in omdat het risico weg is, en meldt hem opnieuw.",
    verwacht="Een nieuwe melding; in haar historie, als die er is, staat de melder zelf niet.",
)
def eigen_archief(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon = p.mensen.persoon()
    contact_a = archiveer(p, a, b, persoon)
    gemeld = p.meld(a, persoon)
    eis(not gemeld.reeds_gemeld, "een nieuwe melding", "de oude melding")
    eis(not gemeld.historie or contact_a not in historie(p, gemeld), "geen eigen contact in de historie", "het eigen contact")


@geval(
    "HIST-007",
    "Een melding die niet terecht was, komt nooit in de historie",
    eisen=("R-101", "R-109"),
    gedaan="Een melder meldt een jeugdige en trekt in met NIET_TERECHT. Daarna meldt een ander dezelfde jeugdige.",
    verwacht="In de historie van de ander, als die er is, staat de eerste melder niet.",
)
def niet_terecht(p: Proef) -> None:
    melder, ander = p.mensen.melders(2)
    persoon = p.mensen.persoon()
    eerste, contact = meld_zichtbaar(p, p.mensen.collega(melder), ander, persoon)  # a colleague never archives in this suite
    p.trek_in(eerste, NIET_TERECHT)
    gemeld = p.meld(ander, persoon)
    eis(not gemeld.historie or contact not in historie(p, gemeld), "geen contact van wie niet terecht meldde", "zijn contact")
