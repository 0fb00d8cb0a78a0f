"""Offers of historie in both databases: they go with either melding, whichever way that goes (R-101, R-105, R-111)."""

from datetime import date

import pytest

from verwijsindex.domain.logboek import Gebeurtenis, Historieverstrekking, Logregel
from verwijsindex.storage.database import SqlOpslag

from .wereld import DAG, KIND, NU, aantallen, meld

TABELLEN = ("historie_aanbod", "archief_opgehaald", "historie_verstrekking")
VAN_WIE = ("arts", "collega")
"""Whose meldingen are in the archive."""


@pytest.fixture
def aanbod(gevuld: SqlOpslag) -> tuple[str, list[str]]:
    """Two meldingen in the archive, and a new one that was offered both and fetched the first."""
    with gevuld.schrijven() as transactie:
        oud = [meld(transactie, KIND, wie).id for wie in VAN_WIE]
        for melding_id in oud:
            transactie.meldingen.archiveer(melding_id, date(2026, 11, 20))
        nieuw = meld(transactie, KIND, "agent").id
        transactie.historie.bied_aan(nieuw, oud)
        transactie.historie.gebruik(nieuw, oud[:1], NU)
        regel = Logregel(NU, Gebeurtenis.HISTORIE_OPGEHAALD, "HaalHistorieOp", ids=(nieuw, *oud))
        transactie.logboek.noteer([regel], [Historieverstrekking(nieuw, oud[0], "Naam van arts")])
        transactie.leg_vast()
    return nieuw, oud


@pytest.mark.eis("R-104")
def test_an_offer_comes_back_as_it_was_made(gevuld: SqlOpslag, aanbod: tuple[str, list[str]]) -> None:
    """Every archived melding with its dates; used as a whole, and of each whether it was ever handed out."""
    nieuw, oud = aanbod
    with gevuld.lezen() as transactie:
        gevonden = transactie.historie.aanbod(nieuw)
        assert {m: (True, m == oud[0]) for m in oud} == {a.archief.id: (a.opgehaald, a.ooit_opgehaald) for a in gevonden}
        assert {date(2026, 11, 20)} == {a.archief.verwijderd_op for a in gevonden}
        assert frozenset(oud[:1]) == transactie.historie.ooit_opgehaald([*oud, nieuw])
        assert transactie.historie.aanbod(oud[0]) == []


@pytest.mark.eis("R-008", "R-054", "R-104")
def test_contacts_are_those_of_now(gevuld: SqlOpslag, aanbod: tuple[str, list[str]]) -> None:
    """Resolved from the register of users, in order of reporting; of nobody else than asked."""
    _, oud = aanbod
    with gevuld.lezen() as transactie:
        alle = transactie.historie.contacten(oud, DAG)
        assert {f"Naam van {wie}" for wie in VAN_WIE} == {c.contact.naam for c in alle}
        assert [c.meldingsbevoegde for c in transactie.historie.contacten(oud[:1], DAG)] == ["arts"]
        assert transactie.historie.contacten([], DAG) == []


@pytest.mark.eis("R-105", "R-111")
@pytest.mark.parametrize(
    ("wat", "over"),
    [
        ("nieuw", {"historie_aanbod": 0, "archief_opgehaald": 1, "historie_verstrekking": 0}),
        ("opgehaald archief", {"historie_aanbod": 1, "archief_opgehaald": 0, "historie_verstrekking": 0}),
        ("ander archief", {"historie_aanbod": 1, "archief_opgehaald": 1, "historie_verstrekking": 1}),
    ],
)
def test_what_is_destroyed_takes_its_offers_along(
    gevuld: SqlOpslag, database_url: str, aanbod: tuple[str, list[str]], wat: str, over: dict[str, int]
) -> None:
    """With the new melding everything but that the archived one was once handed out; with an archived one all about that one."""
    nieuw, oud = aanbod
    assert aantallen(database_url, *TABELLEN) == {"historie_aanbod": 2, "archief_opgehaald": 1, "historie_verstrekking": 1}
    weg = {"nieuw": nieuw, "opgehaald archief": oud[0], "ander archief": oud[1]}[wat]
    with gevuld.schrijven() as transactie:
        transactie.meldingen.vernietig([weg], NU)
        transactie.leg_vast()
    assert over == aantallen(database_url, *TABELLEN)


@pytest.mark.eis("R-101", "R-105")
def test_a_melding_that_is_archived_loses_its_offer(gevuld: SqlOpslag, database_url: str, aanbod: tuple[str, list[str]]) -> None:
    """What was offered with it can never be used again; what was handed out stays as long as it does."""
    nieuw, _ = aanbod
    with gevuld.schrijven() as transactie:
        transactie.meldingen.archiveer(nieuw, DAG)
        transactie.leg_vast()
    assert aantallen(database_url, *TABELLEN) == {"historie_aanbod": 0, "archief_opgehaald": 1, "historie_verstrekking": 1}
