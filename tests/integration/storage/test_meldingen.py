"""Meldingen: as they were, page by page, until their day, and what destruction leaves (R-045, R-050, R-095)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.logboek import Gebeurtenis, Logregel, Verstrekking
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.storage.database import SqlOpslag

from .wereld import (
    DAG,
    KIND,
    NU,
    OIN,
    PERSOON,
    UITERLIJK,
    VREEMDE,
    ZUS,
    aantallen,
    bus,
    meld,
    nieuw_signaal,
    nieuwe_melding,
)


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
    na = {"melding": 1, "signaal": 2, "signaal_contact": 1, "verstrekking": 0, "zakelijke_sleutel": 1, "logboek": 1}
    assert na == aantallen(database_url, *na)
    with gevuld.lezen() as transactie:
        assert transactie.meldingen.haal(weg.id) is None
        (van_weg,), (van_ander,) = (transactie.signalen.open_voor(bus(wie), 1, 10, DAG) for wie in ("arts", "agent"))
        assert (van_weg.vervallen, van_weg.eigen_melding, van_weg.contacten) == (True, None, ())
        assert (False, ander, ()) == (van_ander.vervallen, van_ander.eigen_melding, van_ander.contacten)


@pytest.mark.eis("R-095")
def test_vernietigen_laat_andere_contacten_staan(gevuld: SqlOpslag) -> None:
    """A signaal that names others too keeps naming them (keuzes.md 19)."""
    with gevuld.schrijven() as transactie:
        ontvanger, weg, blijft = (meld(transactie, KIND, wie) for wie in ("arts", "agent", "collega"))
        transactie.signalen.voeg_toe([nieuw_signaal(ontvanger, blijft, weg)])
        transactie.meldingen.vernietig([weg.id], NU)
        (signaal,) = transactie.signalen.open_voor(bus("arts"), 1, 10, DAG)
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


@pytest.mark.eis("R-030", "R-034", "R-082")
def test_wie_op_een_hernummering_wacht_houdt_daarna_de_goede_vast(gevuld: SqlOpslag) -> None:
    """Whoever waits for a melding that is put under another person meanwhile keeps others from that person afterwards."""
    with gevuld.schrijven() as transactie:
        melding, van_zus = meld(transactie, KIND, "arts"), meld(transactie, ZUS, "agent", RegisterPersoon(None))
        transactie.leg_vast()
    houdt, klaar = threading.Event(), threading.Event()

    def houd() -> None:
        with gevuld.schrijven() as transactie:
            transactie.vergrendel_meldingen([melding.id])
            houdt.set()
            klaar.wait(10)

    def raak_zus() -> None:
        with gevuld.schrijven() as transactie:
            transactie.vergrendel(ZUS, ())

    with ThreadPoolExecutor(2) as anderen:
        with gevuld.schrijven() as transactie:
            transactie.vergrendel(KIND, (), ZUS)
            houder = anderen.submit(houd)
            assert not houdt.wait(0.3)
            transactie.hernummering.verhang([melding.id], van_zus.jeugdige_id)
            transactie.leg_vast()
        assert houdt.wait(10)
        ander = anderen.submit(raak_zus)
        with pytest.raises(TimeoutError):
            ander.result(timeout=0.3)
        klaar.set()
        houder.result(timeout=10)
        ander.result(timeout=10)
