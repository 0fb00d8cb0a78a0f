"""How long: thirty days for an offer, five years for the archive, and never past the 23rd birthday. All with the clock of the target."""

from datetime import date, timedelta

from verwijsindex_conformance.archief import (
    archiveer,
    dag_van,
    geen_historie,
    historie,
    meld_met_aanbod,
    meld_zichtbaar,
    middag,
    zet_klok_straks_terug,
)
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import Overgeslagen, eis
from verwijsindex_conformance.proef import RISICO_WEG, Proef, veld

DAGEN = 30
LEEFTIJD = 23
ARCHIEF_JAREN = 5


@geval(
    "HIST-010",
    "Het aanbod geldt dertig dagen",
    eisen=("R-105", "R-045"),
    tweeling="HIST-001",
    gedaan="B en C melden een jeugdige met historie. Zet de klok op de dertigste dag: B haalt op. Zet hem op de dag erna: C haalt op. Zet "
    "de klok daarna terug.",
    verwacht="B krijgt de historie; C krijgt VIR-132, en zijn historieBeschikbaar is false.",
)
def dertig_dagen(p: Proef) -> None:
    zet_klok_straks_terug(p)
    a, b, c = p.mensen.melders(3)
    persoon = p.mensen.persoon()
    archiveer(p, a, b, persoon)
    van_b, van_c = (meld_met_aanbod(p, wie, persoon) for wie in (b, c))
    einde = dag_van(van_c.meldmoment) + timedelta(days=DAGEN)
    p.klok.zet(middag(einde - timedelta(days=1)))
    eis(bool(historie(p, van_b)), "historie op de dertigste dag", "geen contact")
    p.klok.zet(middag(einde))
    eis(not p.meld(c, persoon).historie, "historieBeschikbaar false na dertig dagen", "historieBeschikbaar true")
    geen_historie(p, "VIR-132", c, van_c.melding_id)


@geval(
    "HIST-011",
    "Het archief eindigt na vijf jaar",
    eisen=("R-103", "R-045"),
    gedaan="A meldt een jeugdige en trekt in omdat het risico weg is. Zet de klok op de dag voor gearchiveerdTot: B meldt. Zet hem op "
    "gearchiveerdTot: C meldt. Zet de klok daarna terug.",
    verwacht="A staat in de historie van B, en niet in die van C.",
)
def vijf_jaar(p: Proef) -> None:
    zet_klok_straks_terug(p)
    a, b, c = p.mensen.melders(3)
    persoon = p.mensen.jong()
    van_a, contact_a = meld_zichtbaar(p, a, b, persoon)
    tot = date.fromisoformat(veld(p.trek_in(van_a, RISICO_WEG), "gearchiveerdTot"))
    if _verjaardag(persoon.gegevens["geboortedatum"]) <= tot:
        raise Overgeslagen("doel.yaml noemt niemand die over vijf jaar nog geen 23 is")
    p.klok.zet(middag(tot - timedelta(days=1)))
    eis(contact_a in historie(p, meld_met_aanbod(p, b, persoon)), "A in de historie op de laatste dag", "andere contacten")
    p.klok.zet(middag(tot))
    van_c = p.meld(c, persoon)
    eis(not van_c.historie or contact_a not in historie(p, van_c), "A niet meer in de historie", "A staat er nog")


@geval(
    "HIST-012",
    "Op de 23e verjaardag is er geen melding, geen archief en geen historie",
    eisen=("R-043", "R-102", "R-103"),
    tweeling="HIST-001",
    gedaan="A meldt iemand die binnenkort 23 wordt en trekt in omdat het risico weg is; B meldt hem. Zet de klok op zijn 23e verjaardag, "
    "voor de verwijderdatum van B: B en A halen historie op bij hun meldingen. Zet de klok daarna terug.",
    verwacht="Twee keer VIR-130: van de melding van B, het archief en het aanbod is niets over.",
)
def drieentwintig(p: Proef) -> None:
    zet_klok_straks_terug(p)
    a, b = p.mensen.melders(2)
    persoon = p.mensen.wordt_23()
    van_a, _ = meld_zichtbaar(p, a, b, persoon)
    p.trek_in(van_a, RISICO_WEG)
    van_b = meld_met_aanbod(p, b, persoon)
    p.klok.zet(middag(_verjaardag(persoon.gegevens["geboortedatum"])))
    for van in (van_b, van_a):
        geen_historie(p, "VIR-130", van.melder, van.melding_id)


def _verjaardag(geboortedatum: str) -> date:
    """The day on which somebody born on this day (``yyyymmdd``) is 23; 29 February becomes 1 March (R-041)."""
    jaar, maand, dag = int(geboortedatum[:4]) + LEEFTIJD, int(geboortedatum[4:6]), int(geboortedatum[6:])
    try:
        return date(jaar, maand, dag)
    except ValueError:
        return date(jaar, 3, 1)
