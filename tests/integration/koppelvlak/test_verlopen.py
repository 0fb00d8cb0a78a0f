"""VERLOOPT: a reporter is told in time that his melding runs out, whether or not a job runs (R-045, R-065; keuzes.md 18, 21)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import etree

from .index import Index
from .wie import COORDINATOR, GGD, KREDIET, POLITIE, REGIE, Wie


def _soorten(index: Index, wie: Wie, **knoppen: object) -> list[tuple[int, str]]:
    return [(signaal.nummer, signaal.soort) for signaal in index.signalen(wie, **knoppen)]


@pytest.mark.eis("R-045", "R-065")
def test_he_is_told_from_thirty_days_before(index: Index) -> None:
    """The day before nothing, on the day VERLOOPT, on the last day still; from the verwijderdatum INGETROKKEN in place."""
    index.meld(GGD, "enig")  # runs out on 2 March 2028
    gezien = []
    for tijd in ("2028-01-31T23:59", "2028-02-01T00:00", "2028-02-02T12:00", "2028-03-01T23:59", "2028-03-02T00:00"):
        index.zet(tijd)
        gezien.append(_soorten(index, GGD))
    assert gezien == [[], [(1, "VERLOOPT")], [(1, "VERLOOPT")], [(1, "VERLOOPT")], [(1, "INGETROKKEN")]]


@pytest.mark.eis("R-065", "R-091")
def test_what_it_says(index: Index) -> None:
    """Golden message: its moment is midnight of the day it fell due, its content the own melding and nothing else; one log line."""
    melding = index.meld(GGD, "enig").tekst("meldingId")
    index.zet("2028-02-20T15:30")
    [signaal] = index.signalen(GGD)
    velden = [(etree.QName(element).localname, element.text) for element in etree.fromstring(signaal.xml)]
    assert [
        ("signaalId", signaal.id),
        ("volgnummer", "1"),
        ("soort", "VERLOOPT"),
        ("tijdstip", "2028-02-01T00:00:00.000+01:00"),
        ("eigenMeldingId", melding),
    ] == velden
    [regel] = [regel for regel in index.logboek() if regel["gebeurtenis"] == "SIGNAAL_GEMAAKT"]
    assert (GGD.gebruiker, "HaalSignalenOp") == (regel["ontvanger"], regel["operatie"])
    assert signaal.id in regel["ids"]
    assert melding in regel["ids"]


@pytest.mark.eis("R-065")
def test_once_per_melding(index: Index) -> None:
    """Fetching again gives the same; acknowledged it stays away; a colleague of another instantie hears of his own only."""
    index.meld(GGD, "enig")
    index.zet("2028-02-10T10:00")
    [eerste] = index.signalen(GGD)
    assert [eerste] == index.signalen(GGD)
    assert index.bevestig(GGD, [eerste.id]) == ["BEVESTIGD"]
    index.zet("2028-02-20T10:00")
    assert index.signalen(GGD) == []
    assert index.signalen(POLITIE) == []
    assert index.aantallen()["signaal"] == 1


@pytest.mark.eis("R-065", "R-109")
def test_a_new_melding_has_its_own(index: Index) -> None:
    """Withdrawn after the warning and reported again: the first is INGETROKKEN, the new melding is announced in its own time."""
    eerste = index.meld(GGD, "enig").tekst("meldingId")
    index.zet("2028-02-10T10:00")
    assert _soorten(index, GGD) == [(1, "VERLOOPT")]
    index.verwijder(GGD, eerste, "NIET_TERECHT")
    tweede = index.meld(GGD, "enig").tekst("meldingId")
    assert _soorten(index, GGD) == [(1, "INGETROKKEN")]
    index.zet("2030-01-11T10:00")  # thirty days before 10 February 2030
    assert [(1, "INGETROKKEN", None), (2, "VERLOOPT", tweede)] == [(s.nummer, s.soort, s.eigen_melding) for s in index.signalen(GGD)]


@pytest.mark.eis("R-065", "R-102")
def test_not_when_he_turns_23_first(index: Index) -> None:
    """Reported two years before his birthday, and a day earlier: only what runs out before the birthday is announced."""
    index.zet("2025-05-10T12:00")
    index.meld(GGD, "20040510")  # verwijderdatum is the birthday
    index.zet("2025-05-09T12:00")
    index.meld(POLITIE, "20040510")
    index.zet("2027-05-01T12:00")
    assert _soorten(index, GGD) == [(1, "ZELFDE_JEUGDIGE")]
    assert _soorten(index, POLITIE) == [(1, "ZELFDE_JEUGDIGE"), (2, "VERLOOPT")]


@pytest.mark.eis("R-065")
def test_a_term_of_six_months_too(index: Index) -> None:
    """The profile of the instantie sets the term, and the warning follows it."""
    index.meld(KREDIET, "enig")  # until 2 September 2026
    gezien = []
    for tijd in ("2026-08-02T12:00", "2026-08-03T12:00"):
        index.zet(tijd)
        gezien.append(_soorten(index, KREDIET))
    assert gezien == [[], [(1, "VERLOOPT")]]


@pytest.mark.eis("R-065", "R-096")
def test_who_fetches_for_him_sees_it_and_a_gemeente_does_not(index: Index) -> None:
    """The coordinator opens the mailbox of the reporter; the mailbox of the regievoerder holds no warnings."""
    index.meld(GGD, "enig")
    index.zet("2028-02-10T10:00")
    assert _soorten(index, COORDINATOR, ontvanger=GGD.gebruiker) == [(1, "VERLOOPT")]
    assert _soorten(index, REGIE) == []


@pytest.mark.eis("R-065", "R-094")
def test_fetched_from_many_connections_at_once(index: Index) -> None:
    """Three meldingen run out; six who fetch at once get the same three, in the order in which they run out, without a gap."""
    for dag, naam in (("2026-03-04T10:00", "enig"), ("2026-03-02T10:00", "ander"), ("2026-03-03T10:00", "derde")):
        index.zet(dag)
        index.meld(GGD, naam)
    volgorde = index.eigen(GGD).teksten("meldingId")
    index.zet("2028-02-20T10:00")
    with ThreadPoolExecutor(6) as draden:
        opgehaald = list(draden.map(lambda _: [(s.nummer, s.eigen_melding) for s in index.signalen(GGD)], range(6)))
    assert [list(enumerate(volgorde, start=1))] * 6 == opgehaald
    assert index.aantallen()["signaal"] == 3
