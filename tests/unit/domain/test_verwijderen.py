"""Who may remove a melding, and what becomes of it: Jeugdwet 7.1.4.5(1) and 7.1.4.6."""

from datetime import date, datetime, timedelta

import pytest

from verwijsindex.domain.melding import Melding, VerwijderReden
from verwijsindex.domain.regels.archiveren import te_bieden
from verwijsindex.domain.regels.matchen import eigen_lopende
from verwijsindex.domain.regels.verwijderen import gaat_naar_archief, is_vlug_ingetrokken, mag_verwijderen
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.domain.weigeringen import Weigering

from .casus import lokaal, melding, rondom

VANDAAG = date(2026, 11, 24)
NIET_TERECHT, RISICO_WEG = VerwijderReden.NIET_TERECHT, VerwijderReden.RISICO_NIET_MEER_AANWEZIG


def uitkomst(m: Melding | None, door: str = "ggd", dag: date = VANDAAG) -> str:
    try:
        assert m is mag_verwijderen(m, door, dag)
    except Weigering as weigering:
        return weigering.code if weigering.element == "meldingId" else f"{weigering.code} bij {weigering.element}"
    return "OK"


@pytest.mark.eis("R-100")
def test_only_the_reporter_himself_removes():
    """His own melding yes; a colleague's, or one that does not exist, VIR-130: one answer for both."""
    assert uitkomst(melding("ggd")) == "OK"
    assert uitkomst(melding("ggd"), door="collega van ggd") == "VIR-130"
    assert uitkomst(None) == "VIR-130"


@pytest.mark.eis("R-062", "R-100", "R-103")
def test_the_days_around_the_end_of_a_term():
    """ACTIEF until the verwijderdatum, then VIR-131 while archived, then VIR-130 once destroyed (keuzes.md 29)."""
    m = melding("ggd", op="2024-02-29 12:00")
    assert [uitkomst(m, dag=dag) for dag in rondom(date(2026, 2, 28))] == ["OK", "VIR-131", "VIR-131"]
    assert [uitkomst(m, dag=dag) for dag in rondom(date(2031, 2, 28))] == ["VIR-131", "VIR-130", "VIR-130"]


@pytest.mark.eis("R-043", "R-100")
def test_at_23_there_is_nothing_left_to_remove():
    """On the 23rd birthday his melding is unknown, and the day before it can still be removed."""
    m = melding("ggd", uiterlijk=date(2027, 5, 10))
    assert [uitkomst(m, dag=dag) for dag in rondom(date(2027, 5, 10))] == ["OK", "VIR-130", "VIR-130"]


@pytest.mark.eis("R-100", "R-101")
def test_what_was_removed_is_not_removed_again():
    """A melding of which the risk is gone is in the archive: VIR-131 to its reporter, VIR-130 to anyone else."""
    m = melding("ggd", verwijderd_op=VANDAAG)
    assert uitkomst(m) == "VIR-131"
    assert uitkomst(m, door="politie") == "VIR-130"


@pytest.mark.eis("R-101")
def test_only_a_risk_that_has_gone_leads_to_the_archive():
    """RISICO_NIET_MEER_AANWEZIG is archived, NIET_TERECHT is destroyed; there is no third ground for a reporter."""
    assert {RISICO_WEG} == {reden for reden in VerwijderReden if gaat_naar_archief(reden)}
    assert {"NIET_TERECHT", "RISICO_NIET_MEER_AANWEZIG"} == set(VerwijderReden)


@pytest.mark.eis("R-108", "R-110")
def test_reporting_again_after_the_risk_had_gone():
    """A new melding beside the archived one, whose five years run on; his own history is not offered to him."""
    oud = melding("ggd", op="2025-01-15 12:00", verwijderd_op=date(2026, 1, 20), naam="oud")
    assert eigen_lopende([oud], "ggd", VANDAAG) is None
    nieuw = melding("ggd", op="2026-11-24 09:00", naam="nieuw")
    assert nieuw is eigen_lopende([oud, nieuw], "ggd", VANDAAG)
    assert date(2028, 11, 24) == nieuw.verwijderdatum
    assert not te_bieden([oud, nieuw], "ggd", VANDAAG)
    assert te_bieden([oud, nieuw], "politie", VANDAAG)
    assert [bool(te_bieden([oud], "politie", dag)) for dag in rondom(date(2031, 1, 20))] == [True, False, False]


@pytest.mark.eis("R-095")
@pytest.mark.parametrize(("seconden", "verwacht"), [(0, True), (86_399, True), (86_400, False), (86_401, False)])
def test_withdrawn_within_24_hours(seconden: int, verwacht: bool):
    """A melding withdrawn as not justified within 24 hours may have been made to look (keuzes.md 22); one withdrawn later was not."""
    m = melding("ggd", op="2026-11-24 12:00")
    assert verwacht is is_vlug_ingetrokken(m, NIET_TERECHT, m.meldmoment + timedelta(seconds=seconden))
    assert not is_vlug_ingetrokken(m, RISICO_WEG, m.meldmoment + timedelta(seconds=seconden))


@pytest.mark.eis("R-095")
@pytest.mark.parametrize(
    ("gemeld", "ingetrokken", "verwacht"),
    [
        ("2026-10-24 12:00", "2026-10-25 10:59:59", True),
        ("2026-10-24 12:00", "2026-10-25 11:00", False),
        ("2026-03-28 12:00", "2026-03-29 12:59:59", True),
        ("2026-03-28 12:00", "2026-03-29 13:00", False),
    ],
)
def test_24_hours_are_24_hours_when_the_clock_changes(gemeld: str, ingetrokken: str, verwacht: bool):
    """Hours that pass are counted, not what the clock on the wall shows, also for moments that carry the local time zone."""
    moment = datetime.fromisoformat(ingetrokken).replace(tzinfo=AMSTERDAM)
    m = melding("ggd", op=gemeld)
    lokale = Melding(m.id, m.jeugdige_id, m.meldingsbevoegde, "k", m.meldmoment.astimezone(AMSTERDAM), m.verwijderdatum, m.uiterlijk)
    assert verwacht is is_vlug_ingetrokken(m, NIET_TERECHT, lokaal(ingetrokken))
    assert verwacht is is_vlug_ingetrokken(lokale, NIET_TERECHT, moment)
