"""Stories of domein.md 5.16 from beginning to end, as far as rules alone can tell them."""

from dataclasses import replace
from datetime import date

import pytest

from verwijsindex.domain.melding import Melding, VerwijderReden
from verwijsindex.domain.regels.archiveren import te_bieden
from verwijsindex.domain.regels.matchen import eigen_lopende, heeft_match
from verwijsindex.domain.regels.signaleren import Gevolg, gevolgen
from verwijsindex.domain.regels.verwijderen import gaat_naar_archief, mag_verwijderen
from verwijsindex.domain.tijd import vandaag

from .casus import GEMEENTE, ids, kind, melding, rondom, wereld

KIND = kind()


class Index:
    """The meldingen about one jeugdige, kept as MeldJeugdige and VerwijderMelding keep them."""

    def __init__(self) -> None:
        self.meldingen: list[Melding] = []

    def meld(self, door: str, op: str, naam: str | None = None) -> Gevolg | None:
        """Report; None when the reporter has his melding already (R-071)."""
        nieuw = melding(door, KIND, op=op, naam=naam)
        dag = vandaag(nieuw.meldmoment)
        if eigen_lopende(self.meldingen, door, dag) is not None:
            return None
        self.meldingen.append(nieuw)
        return gevolgen(nieuw, wereld([KIND], self.meldingen, dag), GEMEENTE, nieuw.meldmoment, ids())

    def trek_in(self, door: str, reden: VerwijderReden, dag: date) -> None:
        """Withdraw: archived, or gone without a trace (R-101)."""
        eigen = next(m for m in self.meldingen if m.meldingsbevoegde == door)
        mag_verwijderen(eigen, door, dag)
        self.meldingen.remove(eigen)
        if gaat_naar_archief(reden):
            self.meldingen.append(replace(eigen, verwijderd_op=dag))


def ontvangers(gevolg: Gevolg | None) -> set[str]:
    return set() if gevolg is None else {s.ontvanger.id for s in gevolg.signalen}


def genoemd(gevolg: Gevolg | None) -> set[str]:
    return set() if gevolg is None else {c.partition("/")[0] for s in gevolg.signalen for c in s.contacten}


@pytest.mark.eis("R-090", "R-095", "R-097", "R-101", "R-109")
def test_b9_a_withdraws_as_not_justified():
    """A and B report, A withdraws NIET_TERECHT, C reports: B and C hear of each other, with the regievoerder, and nobody of A."""
    index = Index()
    assert ontvangers(index.meld("a", "2026-05-10 12:00")) == set()
    assert ontvangers(index.meld("b", "2026-05-11 12:00")) == {"a", "b", GEMEENTE}
    index.trek_in("a", VerwijderReden.NIET_TERECHT, date(2026, 5, 12))
    gevolg = index.meld("c", "2026-05-13 12:00")
    assert ontvangers(gevolg) == {"b", "c", GEMEENTE}
    assert genoemd(gevolg) == {"b", "c"}
    assert not te_bieden(index.meldingen, "c", date(2026, 5, 13))


@pytest.mark.eis("R-109")
def test_a_reports_again_what_he_withdrew_as_not_justified():
    """A new melding with a new id and a full new term; nobody is offered history of the former one."""
    index = Index()
    index.meld("a", "2026-05-10 12:00", naam="eerste")
    index.trek_in("a", VerwijderReden.NIET_TERECHT, date(2026, 6, 1))
    index.meld("a", "2026-06-02 12:00", naam="tweede")
    assert [("tweede", date(2028, 6, 2))] == [(m.id, m.verwijderdatum) for m in index.meldingen]
    assert not te_bieden(index.meldingen, "b", date(2026, 6, 2))


@pytest.mark.eis("R-063", "R-071")
def test_b7_a_reports_twice():
    """The second time within the term there is no second melding and the first keeps its dates; on the verwijderdatum there is."""
    index = Index()
    index.meld("a", "2024-05-10 12:00")
    assert index.meld("a", "2026-05-09 23:59") is None
    assert [date(2026, 5, 10)] == [m.verwijderdatum for m in index.meldingen]
    index.meld("a", "2026-05-10 00:00")
    assert [date(2026, 5, 10), date(2028, 5, 10)] == [m.verwijderdatum for m in index.meldingen]


@pytest.mark.eis("R-081", "R-104", "R-108")
@pytest.mark.parametrize("afgemeld", [False, True])
def test_b10_a_is_in_the_archive_when_b_reports(afgemeld: bool):
    """No match and no signaal, for A neither; B is offered history, and A would not be."""
    index = Index()
    index.meld("a", "2024-05-10 12:00")
    if afgemeld:
        index.trek_in("a", VerwijderReden.RISICO_NIET_MEER_AANWEZIG, date(2024, 6, 1))
    assert Gevolg() == index.meld("b", "2026-05-10 12:00")
    dag = date(2026, 5, 10)
    assert [bool(te_bieden(index.meldingen, wie, dag)) for wie in ("b", "a")] == [True, False]
    assert not heeft_match(index.meldingen[-1], wereld([KIND], index.meldingen, dag))


@pytest.mark.eis("R-090", "R-101", "R-110")
def test_a_comes_back_after_the_risk_had_gone():
    """A archives, B hears nothing more of him; A reports again and both hear, the archived melding running its own five years."""
    index = Index()
    index.meld("a", "2026-05-10 12:00")
    index.meld("b", "2026-05-11 12:00")
    index.trek_in("a", VerwijderReden.RISICO_NIET_MEER_AANWEZIG, date(2026, 5, 12))
    gevolg = index.meld("a", "2026-06-01 12:00", naam="a/opnieuw")
    assert ontvangers(gevolg) == {"a", "b", GEMEENTE}
    archief = [m for m in index.meldingen if m.verwijderd_op is not None]
    assert [bool(te_bieden(archief, "b", dag)) for dag in rondom(date(2031, 5, 12))] == [True, False, False]
