"""The jeugdige: found by number, kept with pseudonyms of his parents, gone with his last melding (R-073, R-079, R-082)."""

from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.signaal import MatchSoort, NieuweMatch
from verwijsindex.storage.database import SqlOpslag

from .wereld import (
    ANDERE_MOEDER,
    DAG,
    GEMEENTE,
    HALFBROER,
    KIND,
    MOEDER,
    NU,
    PERSOON,
    TWEEDE_VADER,
    UITERLIJK,
    VADER,
    VREEMDE,
    ZUS,
    aantallen,
    meld,
)


def bewaar(opslag: SqlOpslag, bsn: Bsn, *ouders: Bsn, gemeente: str | None = GEMEENTE, uiterlijk: date = UITERLIJK) -> Jeugdige:
    persoon = RegisterPersoon(PERSOON.geboortedatum, ouders=frozenset(ouders), gemeentecode=gemeente)
    with opslag.schrijven() as transactie:
        jeugdige = transactie.jeugdigen.bewaar(bsn, persoon, uiterlijk, transactie.jeugdigen.zoek(bsn))
        transactie.leg_vast()
    return jeugdige


def zoek(opslag: SqlOpslag, bsn: Bsn) -> Jeugdige | None:
    with opslag.lezen() as transactie:
        return transactie.jeugdigen.zoek(bsn)


def gezin(opslag: SqlOpslag, jeugdige: Jeugdige) -> set[str]:
    with opslag.lezen() as transactie:
        zelf, *anderen = transactie.jeugdigen.kring(jeugdige, DAG, adresmatch=True)
    assert zelf == jeugdige
    return {ander.id for ander in anderen}


@pytest.mark.eis("R-079")
def test_een_jeugdige_wordt_teruggevonden(gevuld: SqlOpslag) -> None:
    """By number and by id he comes back as he was kept; another number finds nobody."""
    kind = bewaar(gevuld, KIND, MOEDER, VADER)
    assert (kind.uiterlijk, kind.gemeentecode, len(kind.ouders)) == (UITERLIJK, GEMEENTE, 2)
    assert (kind, None) == (zoek(gevuld, KIND), zoek(gevuld, ZUS))
    with gevuld.lezen() as transactie:
        assert kind == transactie.jeugdigen.haal(kind.id)


def test_een_onbekende_id_is_een_fout_van_ons(gevuld: SqlOpslag) -> None:
    """Asking for a jeugdige that does not exist is not an answer of the law."""
    with gevuld.lezen() as transactie, pytest.raises(KeyError):
        transactie.jeugdigen.haal("bestaat-niet")


def test_twee_jeugdigen_hebben_eigen_namen_in_het_logboek(gevuld: SqlOpslag) -> None:
    """Every jeugdige has his own random pseudonym, which does not follow from his number (keuzes.md 31)."""
    eerste = bewaar(gevuld, KIND)
    assert eerste.logpseudoniem != bewaar(gevuld, ZUS).logpseudoniem
    with gevuld.schrijven() as transactie:
        transactie.jeugdigen.vernietig_zonder_meldingen(eerste.id)
        transactie.leg_vast()
    assert eerste.logpseudoniem != bewaar(gevuld, KIND).logpseudoniem


@pytest.mark.eis("R-080")
def test_een_bekende_jeugdige_volgt_het_register(gevuld: SqlOpslag) -> None:
    """Gemeente, 23rd birthday and parents are brought up to date; id and pseudonym in the log stay."""
    oud = bewaar(gevuld, KIND, MOEDER, VADER)
    nieuw = bewaar(gevuld, KIND, MOEDER, TWEEDE_VADER, gemeente=None, uiterlijk=date(2035, 5, 11))
    assert (oud.id, oud.logpseudoniem, None, date(2035, 5, 11)) == (nieuw.id, nieuw.logpseudoniem, nieuw.gemeentecode, nieuw.uiterlijk)
    assert len(oud.ouders & nieuw.ouders) == 1
    assert nieuw == zoek(gevuld, KIND)


@pytest.mark.eis("R-073")
def test_gezin_gaat_via_een_gedeelde_ouder(gevuld: SqlOpslag) -> None:
    """Whoever shares a parent, and whoever shares one with those; not a stranger, not someone without known parents, not himself."""
    kind = bewaar(gevuld, KIND, MOEDER)
    zus = bewaar(gevuld, ZUS, MOEDER, VADER)
    halfbroer = bewaar(gevuld, HALFBROER, VADER)
    vreemde = bewaar(gevuld, VREEMDE, TWEEDE_VADER)
    assert {zus.id, halfbroer.id} == gezin(gevuld, kind)
    assert {kind.id, halfbroer.id} == gezin(gevuld, zus)
    assert {kind.id, zus.id} == gezin(gevuld, halfbroer)
    assert set() == gezin(gevuld, vreemde)


@pytest.mark.eis("R-073")
def test_gezin_gaat_niet_verder_dan_twee_stappen(gevuld: SqlOpslag) -> None:
    """Who shares a parent only with a half-brother of a sister is out of sight: no match depends on him."""
    kind = bewaar(gevuld, KIND, MOEDER)
    zus = bewaar(gevuld, ZUS, MOEDER, VADER)
    halfbroer = bewaar(gevuld, HALFBROER, VADER, ANDERE_MOEDER)
    verder = bewaar(gevuld, VREEMDE, ANDERE_MOEDER)
    assert {zus.id, halfbroer.id} == gezin(gevuld, kind)
    assert {zus.id, kind.id, verder.id} == gezin(gevuld, halfbroer)


@pytest.mark.eis("R-073")
def test_zonder_ouders_geen_gezin(gevuld: SqlOpslag) -> None:
    """Two jeugdigen whose parents have no number are no family."""
    kind = bewaar(gevuld, KIND)
    bewaar(gevuld, ZUS)
    assert set() == gezin(gevuld, kind)


@pytest.mark.eis("R-079")
def test_een_jeugdige_gaat_met_zijn_laatste_melding(gevuld: SqlOpslag, database_url: str) -> None:
    """With a melding left he stays; without, he goes, and his pseudonyms and matches with him."""
    with gevuld.schrijven() as transactie:
        een, ander = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        transactie.signalen.leg_match_vast(NieuweMatch(MatchSoort.ZELFDE_JEUGDIGE, een.jeugdige_id, een.jeugdige_id, NU))
        transactie.meldingen.vernietig([een.id], NU)
        transactie.jeugdigen.vernietig_zonder_meldingen(een.jeugdige_id)
        transactie.leg_vast()
    assert aantallen(database_url, "jeugdige", "jeugdige_ouder", "match") == {"jeugdige": 1, "jeugdige_ouder": 2, "match": 1}
    with gevuld.schrijven() as transactie:
        transactie.meldingen.vernietig([ander.id], NU)
        transactie.jeugdigen.vernietig_zonder_meldingen(ander.jeugdige_id)
        transactie.leg_vast()
    leeg = aantallen(database_url, "jeugdige", "jeugdige_ouder", "match", "melding")
    assert leeg == {"jeugdige": 0, "jeugdige_ouder": 0, "match": 0, "melding": 0}


@pytest.mark.eis("R-082")
@pytest.mark.parametrize(
    ("bsn", "ouders", "wacht"),
    [(KIND, (), True), (ZUS, (MOEDER,), True), (HALFBROER, (TWEEDE_VADER,), True), (VREEMDE, (ANDERE_MOEDER,), False)],
    ids=["zelfde jeugdige", "zelfde moeder", "via de zus", "vreemde"],
)
def test_een_slot_geldt_voor_jeugdige_en_gezin(
    gevuld: SqlOpslag, database_url: str, bsn: Bsn, ouders: tuple[Bsn, ...], wacht: bool
) -> None:
    """The jeugdige himself and whoever has a parent in his family wait; on PostgreSQL a stranger does not, on SQLite all do."""
    bewaar(gevuld, ZUS, MOEDER, TWEEDE_VADER)

    def vergrendel() -> None:
        with gevuld.schrijven() as transactie:
            transactie.vergrendel(bsn, ouders)

    with ThreadPoolExecutor(1) as ander, gevuld.schrijven() as transactie:
        transactie.vergrendel(KIND, (MOEDER,))
        poging = ander.submit(vergrendel)
        done, _ = futures.wait([poging], timeout=0.2)
        assert (not done) is (wacht or database_url.startswith("sqlite"))
        transactie.leg_vast()
