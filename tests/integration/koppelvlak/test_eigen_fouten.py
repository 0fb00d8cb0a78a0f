"""What goes wrong on our side: a signed soap:Server with an incident id, nothing half stored, and no word of what went wrong."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event, make_url

from verwijsindex.storage import engines
from verwijsindex.storage.schema import METADATA

from . import verzoeken
from .antwoord import Antwoord, Fout
from .conftest import WERELDTABELLEN
from .index import GEVOLGEN, Index, open_index
from .wie import GGD, JEUGDHULP, POLITIE

SOAP_FAULT = "http://www.w3.org/2005/08/addressing/soap/fault"
GEHEIM = "geheim 912000008 van Zwaluwenburg"
"""Stands in the exceptions that are raised here, as a message might."""


def _is_van_ons(fout: Antwoord | Fout) -> None:
    """DK0051 as soap:Server, signed, without detail (R-170); its incident stands in the log (`Waarneming.in_het_log`)."""
    assert isinstance(fout, Fout), fout
    assert (fout.code, fout.faultcode, fout.detail, fout.getekend, fout.action) == ("DK0051", "soap:Server", False, True, SOAP_FAULT)
    for woord in (b"geheim", b"912000008", b"Zwaluwenburg", b"Traceback", b"sqlite", b"psycopg", b"database", b".py"):
        assert woord not in fout.ruw


def _meld(index: Index, sleutel: str = "eigen-fout") -> Antwoord | Fout:
    return index.vraag(POLITIE, "MeldJeugdige", index.melding(POLITIE, "enig", sleutel))


@pytest.mark.eis("R-082", "R-170", "R-171")
@pytest.mark.parametrize(
    "stuk", ["signalen.voeg_toe", "logboek.noteer", "sleutels.bind", "leg_vast", "meldingen.voeg_toe", "jeugdigen.bewaar"]
)
def test_an_exception_inside_an_operation(index: Index, monkeypatch: pytest.MonkeyPatch, stuk: str) -> None:
    """Wherever the melding breaks off, nothing of it is kept; afterwards the same request is carried out whole."""
    index.meld(GGD, "enig")
    voor = index.gevolgen()
    with monkeypatch.context() as kapot:
        _breek(kapot, index, stuk)
        _is_van_ons(_meld(index))
    assert voor == index.gevolgen()
    assert not any("geheim" in regel or "912000008" in regel for regel in index.waarneming.logregels[-20:])
    antwoord = _meld(index)
    assert isinstance(antwoord, Antwoord)
    assert (antwoord.tekst("reedsGemeld"), antwoord.tekst("matchAanwezig")) == ("false", "true")
    assert [signaal.nummer for signaal in index.signalen(GGD)] == [1]


def _breek(kapot: pytest.MonkeyPatch, index: Index, stuk: str) -> None:
    """Let one step of the unit of work raise."""
    with index.context.opslag.lezen() as transactie:
        *weg, naam = stuk.split(".")
        doel = type(getattr(transactie, weg[0]) if weg else transactie)

    def knal(*_: object, **__: object) -> None:
        raise RuntimeError(GEHEIM)

    kapot.setattr(doel, naam, knal)


@pytest.mark.eis("R-172", "R-022")
@pytest.mark.parametrize("hoe", ["gone", "no register", "damaged"])
def test_the_register_of_persons_is_gone(index: Index, hoe: str) -> None:
    """VIR-190, repeatable, nothing stored; reading goes on; when the register is back the same key gives one melding (B25)."""
    register, bewaard = index.instellingen.register, index.instellingen.register.read_bytes()
    index.meld(GGD, "enig")
    register.unlink()
    if hoe != "gone":
        register.write_bytes(b"" if hoe == "no register" else b"SQLite format 3\0" + bewaard[16:200])
    voor = index.gevolgen()
    fout = _meld(index)
    assert isinstance(fout, Fout)
    assert (fout.code, fout.faultcode, fout.detail, fout.herhaalbaar) == ("VIR-190", "soap:Client", True, True)
    assert voor == index.gevolgen()
    assert len(index.eigen(GGD).teksten("meldingId")) == 1
    assert index.signalen(GGD) == []
    register.unlink(missing_ok=True)
    register.write_bytes(bewaard)
    eerste, tweede = _meld(index), _meld(index)
    assert isinstance(eerste, Antwoord)
    assert isinstance(tweede, Antwoord)
    assert eerste.tekst("meldingId") == tweede.tekst("meldingId")
    assert index.aantallen()["melding"] == 2


@pytest.mark.eis("R-170")
def test_the_clock_of_the_sandbox_is_gone(index: Index) -> None:
    """Without a clock nothing can be dated: a failure of ours, not a guess."""
    klok = index.instellingen.klok
    assert klok is not None
    bewaard = klok.read_bytes()
    klok.unlink()
    _is_van_ons(_meld(index))
    klok.write_bytes(bewaard)
    assert isinstance(_meld(index), Antwoord)


@pytest.mark.eis("R-170")
def test_the_database_is_gone(index: Index) -> None:
    """A table that is not there, on either database: DK0051 for every operation, and the server goes on when it is back."""
    with _zonder_tabel(index, "logboek"):
        for wie, operatie, body in (
            (POLITIE, "MeldJeugdige", index.melding(POLITIE, "enig")),
            (GGD, "HaalSignalenOp", verzoeken.haal_signalen(GGD)),
            (GGD, "ControleerVerbinding", verzoeken.controleer(GGD)),
            (GGD, "RaadpleegEigenMeldingen", verzoeken.raadpleeg(GGD, 5)),
        ):
            _is_van_ons(index.vraag(wie, operatie, body))
    assert isinstance(_meld(index), Antwoord)


@pytest.mark.eis("R-170")
def test_the_replay_store_is_gone(index: Index) -> None:
    """When nobody can tell whether a message is new it is not carried out: DK0051 in step 9, signed."""
    with _zonder_tabel(index, "gezien_bericht"):
        _is_van_ons(_meld(index))
    assert index.aantallen()["melding"] == 0


@contextmanager
def _zonder_tabel(index: Index, naam: str) -> Iterator[None]:
    """Rename a table away while the block lasts."""
    _hernoem(index, naam, f"{naam}_weg")
    try:
        yield
    finally:
        _hernoem(index, f"{naam}_weg", naam)


def _hernoem(index: Index, van: str, naar: str) -> None:
    engine = engines.maak_engine(index.instellingen.database)
    with engine.connect() as verbinding:
        verbinding.exec_driver_sql(f"ALTER TABLE {van} RENAME TO {naar}")
    engine.dispose()


op_sqlite = pytest.mark.parametrize("index", ["sqlite"], indirect=True)
op_postgres = pytest.mark.parametrize("index", ["postgresql"], indirect=True)


@op_sqlite
@pytest.mark.eis("R-170")
def test_another_writer_holds_the_database(index: Index, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A lock that does not go away in time is DK0051 and nothing stored; once it is gone the request is carried out."""
    monkeypatch.setattr(engines, "_WACHT_SECONDEN", 0.2)
    ongeduldig = open_index(index.instellingen, _map(tmp_path), index.instellingen.database, index.waarneming)
    with closing(sqlite3.connect(_pad(index), isolation_level=None)) as ander:
        ander.execute("BEGIN IMMEDIATE")
        _is_van_ons(_meld(ongeduldig))
        ander.execute("ROLLBACK")
    assert index.aantallen()["melding"] == 0
    assert isinstance(_meld(ongeduldig), Antwoord)
    ongeduldig.sluit()


@op_sqlite
@pytest.mark.eis("R-170")
def test_the_disk_is_full(index: Index) -> None:
    """No page can be added any more: DK0051 and no half row; with room again the same request is carried out."""
    with _vol(index):
        uitkomsten = [_meld(index, f"vol-{n}") for n in range(40)]
        [geweigerd] = {type(uitkomst) for uitkomst in uitkomsten[-5:]}
        assert geweigerd is Fout
    for fout in (uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, Fout)):
        _is_van_ons(fout)
    assert index.aantallen()["melding"] == (1 if any(isinstance(uitkomst, Antwoord) for uitkomst in uitkomsten) else 0)
    assert isinstance(_meld(index), Antwoord)
    with closing(sqlite3.connect(_pad(index))) as verbinding:
        assert verbinding.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@contextmanager
def _vol(index: Index) -> Iterator[None]:
    """SQLite itself refuses to grow the file (SQLITE_FULL), as it does on a full disk, on every connection opened meanwhile."""
    index.context.opslag.sluit()
    event.listen(Engine, "connect", _geen_bladzijde_meer)
    try:
        yield
    finally:
        event.remove(Engine, "connect", _geen_bladzijde_meer)
        index.context.opslag.sluit()


def _geen_bladzijde_meer(verbinding: Any, _record: object) -> None:
    cursor = verbinding.cursor()
    cursor.execute("PRAGMA max_page_count = 1")  # SQLite makes it the present size
    cursor.close()


@op_postgres
@pytest.mark.eis("R-170")
def test_the_connection_to_the_database_is_lost(index: Index) -> None:
    """Killed on the server's side: at most one DK0051 per connection, nothing half stored, and then it works by itself again."""
    index.meld(GGD, "enig")
    url = make_url(index.instellingen.database).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as beheer:
        beheer.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    voor = index.aantallen()["melding"]
    uitkomsten = [_meld(index) for _ in range(4)]
    for uitkomst in uitkomsten[:-1]:
        if isinstance(uitkomst, Fout):
            _is_van_ons(uitkomst)
    assert isinstance(uitkomsten[-1], Antwoord)
    assert voor + 1 == index.aantallen()["melding"]


@pytest.mark.eis("R-082", "R-094")
def test_reporters_at_once_get_one_match_and_gapless_numbers(index: Index) -> None:
    """Eight threads, one jeugdige, through the whole path: one match, k signalen for the k-th, no gap, no failure."""
    melders = [GGD.met(gebruiker=f"ggd-melder-{n}") for n in range(1, 7)] + [POLITIE, JEUGDHULP]
    bodies = [(wie, index.melding(wie, "kind")) for wie in melders]
    uitkomsten: list[Antwoord | Fout] = []
    draden = [threading.Thread(target=lambda w=wie, b=body: uitkomsten.append(index.vraag(w, "MeldJeugdige", b))) for wie, body in bodies]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert [Antwoord] * 8 == [type(uitkomst) for uitkomst in uitkomsten]
    aantallen = index.aantallen()
    assert (8, 1, sum(range(2, 9)) + 7) == (aantallen["melding"], aantallen["match"], aantallen["signaal"])
    per_bus: dict[str, list[int]] = {}
    for rij in index.rijen("signaal")["signaal"]:
        per_bus.setdefault(rij[2], []).append(rij[3])
    assert all(sorted(nummers) == list(range(1, len(nummers) + 1)) for nummers in per_bus.values())


def _map(tmp_path: Path) -> Path:
    map = tmp_path / "tweede"
    map.mkdir()
    return map


def _pad(index: Index) -> str:
    return str(make_url(index.instellingen.database).database)


def test_every_table_is_watched() -> None:
    """What a refusal may not touch and what it may write are together all tables that are not the world."""
    assert set(METADATA.tables) == GEVOLGEN | set(WERELDTABELLEN) | {"logboek", "logketen", "gezien_bericht"}
