"""The jeugdige and the meldingen about him (R-045, R-050, R-079)."""

from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon
from verwijsindex.domain.logboek import Gebeurtenis, Logregel, Verstrekking
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports import SleutelSoort, ZakelijkeSleutel
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
    OIN,
    PERSOON,
    TWEEDE_VADER,
    UITERLIJK,
    VADER,
    VREEMDE,
    ZUS,
    aantallen,
    bus,
    meld,
    nieuw_signaal,
    nieuwe_melding,
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
        return {ander.id for ander in transactie.jeugdigen.gezin(jeugdige)}


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


@pytest.mark.eis("R-050", "R-055")
@pytest.mark.parametrize("schrijft", [False, True])
def test_een_melding_komt_terug_zoals_zij_was(gevuld: SqlOpslag, schrijft: bool) -> None:
    """Every value survives, the moment to the microsecond; the archive too; an unknown id is None."""
    with gevuld.schrijven() as transactie:
        kind = transactie.jeugdigen.bewaar(KIND, PERSOON, UITERLIJK, None)
        melding = replace(nieuwe_melding(kind, "arts", na=timedelta(microseconds=1)), partner_melding_id="dossier 'ë' 1")
        transactie.meldingen.voeg_toe(melding, OIN)
        transactie.leg_vast()
    with gevuld.schrijven() if schrijft else gevuld.lezen() as transactie:
        assert (melding, None) == (transactie.meldingen.haal(melding.id), transactie.meldingen.haal("onbekend"))


@pytest.mark.eis("R-101")
def test_archiveren_zet_de_dag(gevuld: SqlOpslag) -> None:
    """From then on the melding is the same with the day on which it was removed."""
    with gevuld.schrijven() as transactie:
        melding = meld(transactie, KIND, "arts")
        transactie.meldingen.archiveer(melding.id, DAG)
        assert replace(melding, verwijderd_op=DAG) == transactie.meldingen.haal(melding.id)


def test_meldingen_van_meer_jeugdigen(gevuld: SqlOpslag) -> None:
    """All meldingen about the persons named, archived ones too, in order of meldmoment; none about others; nobody named, nothing."""
    with gevuld.schrijven() as transactie:
        later = meld(transactie, KIND, "arts", na=timedelta(hours=1))
        eerder = meld(transactie, ZUS, "agent")
        meld(transactie, VREEMDE, "agent")
        transactie.meldingen.archiveer(eerder.id, DAG)
        van = transactie.meldingen.van_jeugdigen([later.jeugdige_id, eerder.jeugdige_id])
        assert [eerder.id, later.id] == [melding.id for melding in van]
        assert list(transactie.meldingen.van_jeugdigen([])) == []


def _bladzijden(opslag: SqlOpslag, dag: date, hoogstens: int) -> list[list[Melding]]:
    na, bladzijden = None, []
    with opslag.lezen() as transactie:
        while bladzijde := transactie.meldingen.van_meldingsbevoegde("arts", na, hoogstens, dag):
            bladzijden.append(list(bladzijde))
            na = (bladzijde[-1].meldmoment, bladzijde[-1].id)
    return bladzijden


@pytest.mark.eis("R-009")
def test_eigen_meldingen_per_bladzijde(gevuld: SqlOpslag) -> None:
    """Pages follow one another without gaps or repeats, in order of (meldmoment, id), and hold nobody else's."""
    with gevuld.schrijven() as transactie:
        kind = transactie.jeugdigen.bewaar(KIND, PERSOON, UITERLIJK, None)
        eigen = [replace(nieuwe_melding(kind, "arts", na=timedelta(hours=n // 2)), id=str(uuid4())) for n in range(5)]
        for melding in (*eigen, nieuwe_melding(kind, "agent")):
            transactie.meldingen.voeg_toe(melding, OIN)
        transactie.leg_vast()
    bladzijden = _bladzijden(gevuld, DAG, 2)
    assert [len(bladzijde) for bladzijde in bladzijden] == [2, 2, 1]
    assert sorted(eigen, key=lambda m: (m.meldmoment, m.id)) == [melding for bladzijde in bladzijden for melding in bladzijde]


@pytest.mark.eis("R-045", "R-062")
@pytest.mark.parametrize(
    ("dag", "aantal"),
    [(date(2028, 11, 23), 1), (date(2028, 11, 24), 0), (date(2028, 11, 25), 0)],
    ids=["dag ervoor", "verwijderdatum", "dag erna"],
)
def test_eigen_meldingen_tot_de_verwijderdatum(gevuld: SqlOpslag, dag: date, aantal: int) -> None:
    """The day before its verwijderdatum a melding is given; from that day on it is not."""
    with gevuld.schrijven() as transactie:
        meld(transactie, KIND, "arts")
        assert aantal == len(transactie.meldingen.van_meldingsbevoegde("arts", None, 10, dag))


@pytest.mark.eis("R-043", "R-045")
@pytest.mark.parametrize(
    ("uiterlijk", "aantal"),
    [(DAG + timedelta(days=1), 1), (DAG, 0), (DAG - timedelta(days=1), 0)],
    ids=["morgen 23", "vandaag 23", "gisteren 23"],
)
def test_eigen_meldingen_tot_de_23e_verjaardag(gevuld: SqlOpslag, uiterlijk: date, aantal: int) -> None:
    """The day before the 23rd birthday a melding is given; from that day on it is not."""
    with gevuld.schrijven() as transactie:
        kind = transactie.jeugdigen.bewaar(KIND, PERSOON, uiterlijk, None)
        transactie.meldingen.voeg_toe(nieuwe_melding(kind, "arts"), OIN)
        assert aantal == len(transactie.meldingen.van_meldingsbevoegde("arts", None, 10, DAG))


@pytest.mark.eis("R-100")
def test_eigen_meldingen_zonder_verwijderde(gevuld: SqlOpslag) -> None:
    """What the reporter removed is not among them, also on the day itself (keuzes.md 29)."""
    with gevuld.schrijven() as transactie:
        melding = meld(transactie, KIND, "arts")
        transactie.meldingen.archiveer(melding.id, DAG)
        assert list(transactie.meldingen.van_meldingsbevoegde("arts", None, 10, DAG)) == []


@pytest.mark.eis("R-095", "R-111", "R-054")
def test_vernietigen_laat_alleen_nummers_en_een_grafsteen_achter(gevuld: SqlOpslag, database_url: str) -> None:
    """Of a destroyed melding no row, no contact, no handed-out text remains; of signalen only what their mailbox needs."""
    sleutel = ZakelijkeSleutel(OIN, SleutelSoort.MELDING, "p1", ("inhoud",))
    with gevuld.schrijven() as transactie:
        weg, ander = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent", na=timedelta(hours=1))
        aan_weg, aan_ander = nieuw_signaal(weg, ander), nieuw_signaal(ander, weg)
        transactie.signalen.voeg_toe([aan_weg, aan_ander])
        transactie.sleutels.bind(sleutel, NU, "{}", weg.id)
        regel = Logregel(NU, Gebeurtenis.SIGNALEN_OPGEHAALD, "HaalSignalenOp", ids=(aan_weg.id, aan_ander.id))
        transactie.logboek.noteer([regel], [Verstrekking(aan_weg.id, "tekst een"), Verstrekking(aan_ander.id, "tekst twee")])
        transactie.leg_vast()
    voor = {"melding": 2, "signaal": 2, "signaal_contact": 2, "verstrekking": 2, "zakelijke_sleutel": 1, "logboek": 1}
    assert voor == aantallen(database_url, *voor)
    with gevuld.schrijven() as transactie:
        transactie.meldingen.vernietig([weg.id], NU)
        transactie.leg_vast()
    na = {"melding": 1, "signaal": 2, "signaal_contact": 0, "verstrekking": 0, "zakelijke_sleutel": 1, "logboek": 1}
    assert na == aantallen(database_url, *na)
    with gevuld.lezen() as transactie:
        assert transactie.meldingen.haal(weg.id) is None
        (van_weg,), (van_ander,) = (transactie.signalen.open_voor(bus(wie), 1, 10) for wie in ("arts", "agent"))
        assert (van_weg.vervallen, van_weg.eigen_melding, van_weg.contacten) == (True, None, ())
        assert (False, ander, ()) == (van_ander.vervallen, van_ander.eigen_melding, van_ander.contacten)


@pytest.mark.eis("R-095")
def test_vernietigen_laat_andere_contacten_staan(gevuld: SqlOpslag) -> None:
    """A signaal that names others too keeps naming them (keuzes.md 19)."""
    with gevuld.schrijven() as transactie:
        ontvanger, weg, blijft = (meld(transactie, KIND, wie) for wie in ("arts", "agent", "collega"))
        transactie.signalen.voeg_toe([nieuw_signaal(ontvanger, blijft, weg)])
        transactie.meldingen.vernietig([weg.id], NU)
        (signaal,) = transactie.signalen.open_voor(bus("arts"), 1, 10)
        assert (signaal.vervallen, [contact.meldingsbevoegde for contact in signaal.contacten]) == (False, ["collega"])


@pytest.mark.eis("R-100")
def test_een_melding_wordt_een_keer_verwijderd(gevuld: SqlOpslag) -> None:
    """Whoever asks for a melding to remove it while another is doing so waits, and then sees that it is gone."""
    with gevuld.schrijven() as transactie:
        melding = meld(transactie, KIND, "arts")
        transactie.leg_vast()

    def haal() -> Melding | None:
        with gevuld.schrijven() as transactie:
            transactie.vergrendel_melding(melding.id)
            return transactie.meldingen.haal(melding.id)

    with ThreadPoolExecutor(1) as ander:
        with gevuld.schrijven() as transactie:
            transactie.vergrendel_melding(melding.id)
            transactie.meldingen.vernietig([melding.id], NU)
            tweede = ander.submit(haal)
            with pytest.raises(TimeoutError):
                tweede.result(timeout=0.3)
            transactie.leg_vast()
        assert tweede.result(timeout=10) is None


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
        done, _ = futures.wait([poging], timeout=0.5)
        assert (not done) is (wacht or database_url.startswith("sqlite"))
        transactie.leg_vast()
