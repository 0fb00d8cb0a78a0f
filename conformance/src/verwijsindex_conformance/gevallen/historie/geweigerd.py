"""Fetching that must be refused: used, never offered, another's, lapsed, or by a role that may not."""

from uuid import uuid4

from verwijsindex_conformance.archief import archiveer, geen_historie, historie, meld_met_aanbod
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import NIET_TERECHT, RISICO_WEG, Proef


@geval(
    "HIST-020",
    "Historie nog eens ophalen",
    eisen=("R-104", "R-105"),
    tweeling="HIST-001",
    gedaan="Haalt historie op, en daarna nog eens met een nieuwe sleutel.",
    verwacht="De tweede keer VIR-132 met element.",
)
def tweede_keer(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon = p.mensen.persoon()
    archiveer(p, a, b, persoon)
    gemeld = meld_met_aanbod(p, b, persoon)
    historie(p, gemeld)
    fout = geen_historie(p, "VIR-132", b, gemeld.melding_id)
    eis((fout.element or "").endswith("meldingId"), "element dat meldingId aanwijst", "een ander element")


@geval(
    "HIST-021",
    "Het aanbod staat vast bij het melden",
    eisen=("R-104",),
    tweeling="HIST-001",
    gedaan="A en B melden dezelfde jeugdige. Daarna trekt A in omdat het risico weg is, en B haalt historie op.",
    verwacht="VIR-132: wat later in het archief komt, hoort niet bij een eerdere melding. Herhalen van de melding verandert dat niet.",
)
def staat_vast(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon = p.mensen.persoon()
    van_a = p.meld_vers(a, persoon)
    van_b = p.meld(b, persoon)
    if van_b.historie:
        historie(p, van_b)  # what others left in the archive before
    p.trek_in(van_a, RISICO_WEG)
    eis(not p.meld(b, persoon).historie, "historieBeschikbaar false", "historieBeschikbaar true")
    geen_historie(p, "VIR-132", b, van_b.melding_id)


@geval(
    "HIST-022",
    "De historie bij de melding van een ander",
    eisen=("R-105", "R-009"),
    tweeling="HIST-001",
    gedaan="Een collega, een melder van een ander partnersysteem en de oude melder halen de historie bij een melding op; de laatste vraagt "
    "ook een meldingId dat niet bestaat.",
    verwacht="Vier keer VIR-130 met dezelfde tekst; de melder zelf kan de historie daarna nog ophalen.",
)
def van_een_ander(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon = p.mensen.persoon()
    archiveer(p, b, a, persoon)
    gemeld = meld_met_aanbod(p, a, persoon)
    pogingen = [(wie, gemeld.melding_id) for wie in (p.mensen.collega(a), p.mensen.andere_partner(a), b)]
    fouten = [geen_historie(p, "VIR-130", wie, melding_id) for wie, melding_id in (*pogingen, (b, str(uuid4())))]
    eis(len({fout.tekst.partition("[")[0] for fout in fouten}) == 1, "vier keer dezelfde tekst", "verschillende teksten")
    eis(bool(historie(p, gemeld)), "historie voor de melder zelf", "geen contact")


@geval(
    "HIST-023",
    "Het aanbod vervalt met de melding",
    eisen=("R-105",),
    tweeling="HIST-001",
    gedaan="Meldt een jeugdige met historie, trekt de melding in, en haalt daarna de historie op; met elk van beide redenen.",
    verwacht="VIR-130 na NIET_TERECHT, VIR-131 na RISICO_NIET_MEER_AANWEZIG.",
)
def vervallen(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon = p.mensen.persoon()
    archiveer(p, a, b, persoon)
    for reden, code in ((NIET_TERECHT, "VIR-130"), (RISICO_WEG, "VIR-131")):
        gemeld = meld_met_aanbod(p, b, persoon)
        p.trek_in(gemeld, reden)
        geen_historie(p, code, b, gemeld.melding_id)


@geval(
    "HIST-024",
    "Dezelfde sleutel bij een andere melding",
    eisen=("R-158",),
    tweeling="HIST-002",
    gedaan="Haalt historie op, en stuurt dezelfde partnerVerzoekId met een andere eigen melding.",
    verwacht="VIR-140.",
)
def sleutel_met_andere_inhoud(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    (persoon, ander), sleutel = p.mensen.personen(2), p.sleutel()
    archiveer(p, a, b, persoon)
    historie(p, meld_met_aanbod(p, b, persoon), sleutel)
    geen_historie(p, "VIR-140", b, p.meld(b, ander).melding_id, sleutel)


@geval(
    "HIST-025",
    "Alleen de melder zelf haalt historie op",
    eisen=("R-007", "R-106"),
    tweeling="HIST-001",
    gedaan="De coördinator van de melder en een regievoerder halen de historie bij een melding op.",
    verwacht="Twee keer VIR-123; de melder zelf kan de historie daarna nog ophalen.",
)
def andere_rol(p: Proef) -> None:
    a, b = p.mensen.melders(2)
    persoon = p.mensen.persoon()
    archiveer(p, b, a, persoon)
    gemeld = meld_met_aanbod(p, a, persoon)
    for wie in (p.mensen.coordinator(a), p.mensen.regievoerders()[0]):
        geen_historie(p, "VIR-123", wie, gemeld.melding_id)
    eis(bool(historie(p, gemeld)), "historie voor de melder zelf", "geen contact")
