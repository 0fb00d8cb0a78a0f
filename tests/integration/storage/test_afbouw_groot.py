"""The end of a filled index: nothing of anybody is left in any file of the database, nor in its log of changes (R-190)."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from uuid import uuid4

import pytest

from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.tijd import BrpDatum
from verwijsindex.sandbox.bevolking import reeks_bsns
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.samenpersen import pers_samen
from verwijsindex.storage.speuren import Spoor, bestanden, databasebestanden, lees_bestand, lees_tabellen
from verwijsindex.wiring.afbouw import exporteer, lees_zoeklijst

from .test_afbouw import STOP, WEG, analyseer, doe, op, van_personen
from .test_geen_klare_tekst import gebruik
from .wereld import GEMEENTE, GGD, NU, OIN, POLITIE, gebruiker, meld, nieuw_signaal, registreer

AANTAL = int(os.environ.get("VERWIJSINDEX_AFBOUW", "2000"))
"""Meldingen; VERWIJSINDEX_AFBOUW=100000 is the size that the issue names, and takes its time."""
PER_KEER = 500
MELDERS = ("arts", "agent")


def vul(opslag: SqlOpslag) -> None:
    """Half as many jeugdigen as meldingen, each reported by two, with parents, business keys and a signaal."""
    nummers = reeks_bsns(0)
    gemaakt = 0
    while gemaakt < AANTAL:
        with opslag.schrijven() as transactie:
            for waarde in islice(nummers, PER_KEER // 2):
                persoon = RegisterPersoon(BrpDatum(20120510), ouders=frozenset({Bsn(waarde)}), gemeentecode=GEMEENTE)
                eerste, tweede = (meld(transactie, Bsn(waarde), melder, persoon) for melder in MELDERS)
                for melding in (eerste, tweede):
                    sleutel = ZakelijkeSleutel(OIN, SleutelSoort.MELDING, str(uuid4()), ("bsn", waarde))
                    transactie.sleutels.bind(sleutel, NU, "{}", melding.id)
                transactie.signalen.voeg_toe([nieuw_signaal(eerste, tweede)])
                gemaakt += 2
            transactie.leg_vast()


def op_schijf(url: str) -> list[Path]:
    """The files of an SQLite database; of PostgreSQL the whole cluster, its log of changes with it."""
    if url.startswith("sqlite"):
        return databasebestanden(url)
    engine = maak_engine(url)
    with engine.connect() as verbinding:
        map = Path(str(verbinding.exec_driver_sql("SHOW data_directory").scalar()))
        nummer = verbinding.exec_driver_sql("SELECT oid FROM pg_database WHERE datname = current_database()").scalar()
    engine.dispose()
    return list(bestanden([map / "base" / str(nummer), map / "pg_wal", *map.glob("*log*")]))


def zonder_hergebruik(url: str) -> None:
    """What the administrator of PostgreSQL does: old log files are thrown away and not used again."""
    if url.startswith("postgresql"):
        engine = maak_engine(url)
        with engine.connect() as verbinding:
            verbinding.exec_driver_sql("ALTER SYSTEM SET wal_recycle = off")
            verbinding.exec_driver_sql("SELECT pg_reload_conf()")
            time.sleep(1)
        engine.dispose()


def speur(uit: Path, url: str) -> Iterator[Spoor]:
    lijst = lees_zoeklijst(uit)
    for pad in op_schijf(url):
        yield from lijst.zoek(str(pad), lees_bestand(pad))
    for waar, blokken in lees_tabellen(url):
        yield from lijst.zoek(waar, blokken)


@pytest.mark.lang
@pytest.mark.eis("R-190", "R-195")
def test_who_still_sees_what_was_there_is_waited_for(opslag: SqlOpslag, database_url: str, tmp_path: Path) -> None:
    """PostgreSQL keeps samples for who began before they were forgotten: that is said, and once he is gone nothing is left of them."""
    if not database_url.startswith("postgresql"):
        pytest.skip("alleen PostgreSQL bewaart steekproeven")
    gebruik(opslag)
    zonder_hergebruik(database_url)
    uit = tmp_path / "overdracht"
    exporteer(uit, op(opslag, STOP))
    analyseer(database_url)
    doe(op(opslag, WEG))
    opslag.sluit()
    engine = maak_engine(database_url)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as kijker:
        kijker.exec_driver_sql("SELECT 1 FROM pg_class")
        assert any("gebruikt de database" in raad for raad in pers_samen(database_url, timedelta(0)))
        assert {spoor.soort for spoor in speur(uit, database_url)}
    engine.dispose()
    assert not any("gebruikt de database" in raad for raad in pers_samen(database_url))
    assert list(speur(uit, database_url)) == []


@pytest.mark.lang
@pytest.mark.eis("R-190", "R-195")
def test_of_a_filled_index_nothing_is_left(opslag: SqlOpslag, database_url: str, tmp_path: Path) -> None:
    """Handed over, destroyed, compacted: no number, contact, keyed digest or ciphertext in any file; and it tells how long that took."""
    registreer(opslag, gebruiker("arts", GGD), gebruiker("agent", POLITIE))
    vul(opslag)
    zonder_hergebruik(database_url)
    analyseer(database_url)
    uit, duren = tmp_path / "overdracht", [time.monotonic()]
    assert exporteer(uit, op(opslag, STOP))[GEMEENTE] == AANTAL
    duren.append(time.monotonic())
    assert {"jeugdige.bsn_kenmerk", "jeugdige.bsn"} <= {spoor.soort for spoor in islice(speur(uit, database_url), 100_000)}
    duren.append(time.monotonic())
    assert doe(op(opslag, WEG + timedelta(days=1))).mislukt == ()
    assert van_personen(database_url) == {}
    opslag.sluit()
    duren.append(time.monotonic())
    pers_samen(database_url)
    duren.append(time.monotonic())
    assert list(islice(speur(uit, database_url), 10)) == []
    duren.append(time.monotonic())
    stappen = ("overdragen", "zoeken tot honderdduizend", "vernietigen", "samenpersen", "zoeken")
    print({stap: round(tot - van, 1) for stap, van, tot in zip(stappen, duren, duren[1:], strict=False)})
