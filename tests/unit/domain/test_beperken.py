"""What a blocked melding is and is not: AVG 18, R-138, keuzes.md 25 and 29."""

from dataclasses import replace
from datetime import date

import pytest

from verwijsindex.domain.historie import Aanbod
from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.regels.archiveren import open_aanbod, te_bieden, te_tonen
from verwijsindex.domain.regels.avg import nog_bewaard, uit_archief
from verwijsindex.domain.regels.eigen import eigen_actieve_melding
from verwijsindex.domain.regels.matchen import eigen_lopende, heeft_match
from verwijsindex.domain.regels.signaleren import gevolgen
from verwijsindex.domain.regels.termijnen import is_actief, loopt, toestand, verloopt
from verwijsindex.domain.signaal import BewaardContact, Contact
from verwijsindex.domain.weigeringen import MeldingAlVerwijderd

from .casus import ids, kind, lokaal, melding, rondom, wereld

BEPERKT, GEARCHIVEERD, VERNIETIGD = Toestand.BEPERKT, Toestand.GEARCHIVEERD, Toestand.VERNIETIGD
GEBLOKKEERD = melding("ggd", op="2024-05-10 12:00", beperkt_door="v1")
EINDE = date(2026, 5, 10)
MIDDEN = date(2025, 1, 1)


@pytest.mark.eis("R-138", "R-062")
def test_the_term_of_what_is_blocked_runs_on():
    """BEPERKT until the day before its verwijderdatum, then in the archive, and destroyed five years later like any other."""
    assert [toestand(GEBLOKKEERD, dag) for dag in rondom(EINDE)] == [BEPERKT, GEARCHIVEERD, GEARCHIVEERD]
    assert [toestand(GEBLOKKEERD, dag) for dag in rondom(date(2031, 5, 10))] == [GEARCHIVEERD, VERNIETIGD, VERNIETIGD]
    assert [loopt(GEBLOKKEERD, dag) for dag in rondom(EINDE)] == [True, False, False]
    assert not any(is_actief(GEBLOKKEERD, dag) for dag in rondom(EINDE))


@pytest.mark.eis("R-138", "R-043")
def test_what_is_blocked_is_destroyed_at_23():
    """A block keeps nothing past the 23rd birthday."""
    m = replace(GEBLOKKEERD, uiterlijk=MIDDEN)
    assert [toestand(m, dag) for dag in rondom(MIDDEN)] == [BEPERKT, VERNIETIGD, VERNIETIGD]


@pytest.mark.eis("R-138")
def test_what_is_blocked_matches_nothing():
    """Neither as the one that was there, nor as the one that is asked about; the others match as if it were not there."""
    ggd, politie, school = melding("ggd", beperkt_door="v1"), melding("politie"), melding("school")
    alle = wereld([kind()], [ggd, politie, school])
    assert [heeft_match(m, alle) for m in (ggd, politie, school)] == [False, True, True]
    assert not heeft_match(politie, wereld([kind()], [ggd, politie]))
    gevolg = gevolgen(politie, wereld([kind()], [ggd, politie]), "0363", lokaal("2026-05-10 12:00"), ids())
    assert (gevolg.matches, gevolg.signalen) == ((), ())


@pytest.mark.eis("R-138", "R-071")
def test_reporting_again_gives_the_blocked_one():
    """Until its verwijderdatum the reporter has it, blocked or not; from then on he can make a new one (keuzes.md 25)."""
    assert [eigen_lopende([GEBLOKKEERD], "ggd", dag) for dag in rondom(EINDE)] == [GEBLOKKEERD, None, None]


@pytest.mark.eis("R-138", "R-100")
def test_its_reporter_may_still_withdraw_it():
    """He withdraws what he no longer stands for until the day before its verwijderdatum, blocked or not."""
    assert eigen_actieve_melding(GEBLOKKEERD, "ggd", MIDDEN) == GEBLOKKEERD
    with pytest.raises(MeldingAlVerwijderd):
        eigen_actieve_melding(GEBLOKKEERD, "ggd", EINDE)


@pytest.mark.eis("R-138", "R-104")
def test_a_blocked_archive_says_nothing():
    """Offered to nobody, not handed out when it was offered before, nor given again; lifted, it speaks as before."""
    oud = melding("ggd", op="2025-05-10 12:00", verwijderd_op=date(2026, 1, 20), naam="oud")
    nieuw, dag = melding("politie"), date(2026, 5, 12)
    for m, verwacht in ((oud, True), (replace(oud, beperkt_door="v1"), False)):
        contact = BewaardContact(m, "ggd", Contact("A. Jansen"))
        gezien = te_bieden([m], "politie", dag), open_aanbod(nieuw, [Aanbod(m)], dag), te_tonen(nieuw, [contact], dag)
        assert [bool(wat) for wat in gezien] == [verwacht] * 3


@pytest.mark.eis("R-138", "R-104")
def test_with_a_blocked_melding_no_history_is_fetched():
    """What the archive offered with it waits until the block is lifted; its 30 days run on."""
    oud = melding("ggd", op="2025-05-10 12:00", verwijderd_op=date(2026, 1, 20), naam="oud")
    nieuw = melding("politie")
    for m, verwacht in ((nieuw, [True, False, False]), (replace(nieuw, beperkt_door="v1"), [False, False, False])):
        assert [bool(open_aanbod(m, [Aanbod(oud)], dag)) for dag in rondom(date(2026, 6, 9))] == verwacht
        assert bool(te_tonen(m, [BewaardContact(oud, "ggd", Contact("A. Jansen"))], date(2026, 5, 11))) is verwacht[0]


@pytest.mark.eis("R-138", "R-065")
def test_nobody_is_warned_of_what_is_blocked():
    """Thirty days before its end its reporter hears nothing while it is blocked."""
    dag = date(2026, 4, 10)
    assert [verloopt(m, dag) for m in (GEBLOKKEERD, replace(GEBLOKKEERD, beperkt_door=None))] == [False, True]


@pytest.mark.eis("R-112", "R-137", "R-138")
def test_what_a_decision_can_be_about():
    """Until it is destroyed a melding can be blocked or destroyed; out of the archive goes what is in it, blocked or not."""
    for m in (GEBLOKKEERD, replace(GEBLOKKEERD, beperkt_door=None)):
        assert [bool(nog_bewaard([m], dag)) for dag in rondom(date(2031, 5, 10))] == [True, False, False]
        assert [bool(uit_archief([m], dag)) for dag in rondom(EINDE)] == [False, True, True]
        assert [bool(uit_archief([m], dag)) for dag in rondom(date(2031, 5, 10))] == [True, False, False]
