"""One key takes the place of another while everybody works on, and nobody is lost (R-195, R-079; record 0098)."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import LargeBinary, make_url

from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_sleutelwissel import Plek
from verwijsindex.operations.context import Context
from verwijsindex.operations.sleutelwissel import (
    PER_KEER,
    WisselOnmogelijk,
    herschrijf,
    hoe_lang_nog,
    lees_stand,
    maak_bekend,
    neem_in_gebruik,
    verwijder_oude,
)
from verwijsindex.storage.beschermd import VAST, ZEGELS
from verwijsindex.storage.database import DatabaseOnbruikbaar, SqlOpslag, open_opslag
from verwijsindex.storage.jeugdigen import nummer_kenmerk, ouderpseudoniem
from verwijsindex.storage.kluis import Kluis, SleutelOnbekend
from verwijsindex.storage.schema import METADATA
from verwijsindex.storage.versleuteling import Sleutels, lees_sleutels, maak_sleutels, verwijder_sleutels, voeg_sleutel_toe
from verwijsindex.wiring.sleutels import adem

from .test_geen_klare_tekst import NUMMERS, gebruik, inhoud
from .test_gelijktijdig import _hoor, _zeg
from .wereld import GGD, KIND, PERSOON, POLITIE, ZUS, aantallen, bsn_nummers, context, gebruiker, meld, registreer, rijen

pytestmark = [
    pytest.mark.eis("R-195", "R-079"),
    pytest.mark.skipif("VERWIJSINDEX_SLEUTELWISSEL" in os.environ, reason="wisselt zelf van sleutel"),
]

NU = datetime(2026, 11, 24, 12, tzinfo=UTC)
METEEN = timedelta(0)
AL = int(os.environ.get("VERWIJSINDEX_WISSEL", "4000"))
PROGRAMMA = Path(__file__).with_name("wisselaar.py")


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    pad = tmp_path / "sleutels.json"
    maak_sleutels(pad)
    return pad


def open_met(url: str, pad: Path) -> SqlOpslag:
    return open_opslag(url, lees_sleutels(pad), herlees=lambda: lees_sleutels(pad))


@pytest.fixture
def winkel(database_url: str, pad: Path) -> Iterator[SqlOpslag]:
    """A store with keys in a file, as a server has it."""
    opslag = open_met(database_url, pad)
    yield opslag
    opslag.sluit()


@pytest.fixture
def buiten(winkel: SqlOpslag) -> Context:
    return context(winkel, {})


def wissel(buiten: Context, pad: Path) -> int:
    """All three acts, with nothing to wait for; the number of the new key."""
    nummer = voeg_sleutel_toe(pad).id
    maak_bekend(nummer, buiten, NU)
    neem_in_gebruik(nummer, buiten, NU, METEEN)
    herschrijf(buiten, per_keer=3)
    oude = verwijder_oude(buiten, NU, METEEN)
    verwijder_sleutels(pad, oude)
    return nummer


def zonder_resten(url: str) -> None:
    """What an operator does so that files hold nothing that was overwritten (docs/sleutels.md)."""
    adres = make_url(url)
    if adres.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(adres.database), isolation_level=None)) as verbinding:
            verbinding.execute("VACUUM")
            verbinding.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        with psycopg.connect(adres.render_as_string(hide_password=False), autocommit=True) as postgres:
            postgres.execute("ANALYZE")
            postgres.execute("VACUUM FULL")
            postgres.execute("CHECKPOINT")


def oude_zegels(sleutels: Sleutels, personen: Sequence[Bsn]) -> list[bytes]:
    """How these persons stood there under the first key, as jeugdige and as parent."""
    kluis = Kluis(sleutels, geldig=[sleutels.ring[0].id])
    return [kluis.zegel(van(kluis, bsn)) for bsn in personen for van in (nummer_kenmerk, ouderpseudoniem)]


def test_van_elke_kolom_van_bytes_is_bekend_onder_welke_sleutel_zij_staat() -> None:
    """Whoever adds a column of bytes says how it gets under another key, or why it does not."""
    in_de_database = {
        f"{naam}.{k.name}" for naam, tabel in METADATA.tables.items() for k in tabel.columns if isinstance(k.type, LargeBinary)
    }
    herschreven = {f"{wat.tabel.name}.{kolom}" for wat in ZEGELS for kolom in wat.kolommen}
    assert herschreven | set(VAST) == in_de_database
    assert not herschreven & set(VAST)
    assert all(VAST.values())


def test_na_een_wissel_staat_alles_onder_de_nieuwe_sleutel(winkel: SqlOpslag, buiten: Context, database_url: str, pad: Path) -> None:
    """Of everything that the index keeps nothing is left under the old key, also in the files; the log says so; and it works on."""
    begin = lees_sleutels(pad)
    gebruik(winkel)
    voor, rijen_voor = lees_stand(buiten), aantallen(database_url)
    zegels = oude_zegels(begin, NUMMERS)
    assert any(zegel in inhoud(database_url) for zegel in zegels)
    assert wissel(buiten, pad) == 2
    na = lees_stand(buiten)
    assert (sum(na.aantallen.values()), set(na.aantallen)) == (voor.aantallen[1], {2})
    assert {**aantallen(database_url), "logboek": 0} == {**rijen_voor, "logboek": 0}
    zonder_resten(database_url)
    assert [zegel for zegel in zegels if zegel in inhoud(database_url)] == []
    log = rijen(database_url, "SELECT gebeurtenis, uitkomst FROM logboek WHERE operatie = 'Sleutels' ORDER BY nummer")
    gewisseld = Gebeurtenis.SLEUTEL_GEWISSELD.value
    assert [*log[:2], log[3]] == [(gewisseld, "BEKEND"), (gewisseld, "IN_GEBRUIK"), (gewisseld, "VERWIJDERD")]
    assert (log[2][0], len(log)) == (Gebeurtenis.SLEUTELS_HERSCHREVEN.value, 4)
    with winkel.schrijven() as transactie:
        jeugdige = transactie.jeugdigen.zoek(KIND)
        assert jeugdige is not None
        assert transactie.jeugdigen.nummer(jeugdige.id) == KIND
        assert [m.partner_melding_id for m in transactie.meldingen.van_jeugdigen([jeugdige.id])]
        assert transactie.volglijst.niet_meer_te_volgen(9)
    anders = open_met(database_url, pad)
    assert wissel(context(anders, {}), pad) == 3
    anders.sluit()


def test_een_gezin_is_een_gezin_onder_twee_sleutels(winkel: SqlOpslag, buiten: Context, pad: Path) -> None:
    """Brother under the old key, sister under the new one: they are found with each other, before, while and after it is rewritten."""
    registreer(winkel, gebruiker("arts", GGD), gebruiker("agent", POLITIE))

    def kring(bsn: Bsn) -> set[str]:
        with winkel.lezen() as transactie:
            jeugdige = transactie.jeugdigen.zoek(bsn)
            assert jeugdige is not None
            return {lid.id for lid in transactie.jeugdigen.kring(jeugdige, NU.date(), adresmatch=True)}

    with winkel.schrijven() as transactie:
        een = meld(transactie, KIND, "arts")
        transactie.leg_vast()
    voeg_sleutel_toe(pad)
    maak_bekend(2, buiten, NU)
    neem_in_gebruik(2, buiten, NU, METEEN)
    with winkel.schrijven() as transactie:
        twee = meld(transactie, ZUS, "agent")
        transactie.leg_vast()
    samen = {een.jeugdige_id, twee.jeugdige_id}
    assert kring(KIND) == kring(ZUS) == samen
    plek: Plek | None = Plek()
    while plek is not None:
        with winkel.schrijven() as transactie:
            plek = transactie.sleutelwissel.herschrijf(plek, 1).plek
            transactie.leg_vast()
        assert kring(KIND) == kring(ZUS) == samen
    verwijder_oude(buiten, NU, METEEN)
    assert kring(KIND) == kring(ZUS) == samen


def test_wie_de_nieuwe_sleutel_niet_heeft_weigert_en_gaat_verder_zodra_hij_er_is(
    winkel: SqlOpslag, buiten: Context, database_url: str, pad: Path, tmp_path: Path
) -> None:
    """A server without the file neither reads nor writes, so that it misses nobody; with the file it goes on without a restart."""
    registreer(winkel, gebruiker("arts", GGD))
    elders = tmp_path / "elders.json"
    elders.write_bytes(pad.read_bytes())
    elders.chmod(0o600)
    ander = open_met(database_url, elders)
    voeg_sleutel_toe(pad)
    maak_bekend(2, buiten, NU)
    for begin in (ander.lezen, ander.schrijven, ander.beheer):
        with pytest.raises(SleutelOnbekend, match="sleutel 2 "), begin():
            pass
    with pytest.raises(DatabaseOnbruikbaar, match="sleutel 2 "):
        open_met(database_url, elders)
    voeg_sleutel_toe(elders)  # a key of its own making with the same number is another key
    with pytest.raises(SleutelOnbekend, match="sleutel 2 "), ander.schrijven():
        pass
    elders.write_bytes(pad.read_bytes())
    verser = open_met(database_url, elders)
    for opslag in (verser, winkel):
        with opslag.schrijven() as transactie:
            meld(transactie, KIND, "arts")
            transactie.leg_vast()
    assert aantallen(database_url, "jeugdige", "melding") == {"jeugdige": 1, "melding": 2}
    verser.sluit()
    ander.sluit()


def test_niets_gaat_te_vroeg(winkel: SqlOpslag, buiten: Context, pad: Path) -> None:
    """Each act is refused until the one before it is done and old enough, and changes nothing then; a trial changes nothing either."""
    registreer(winkel, gebruiker("arts", GGD))
    minuut = timedelta(minutes=1)
    with pytest.raises(SleutelOnbekend):
        maak_bekend(2, buiten, NU)
    voeg_sleutel_toe(pad)
    with pytest.raises(WisselOnmogelijk, match="nog niet bekend"):
        neem_in_gebruik(2, buiten, NU)
    maak_bekend(2, buiten, NU, proef=True)
    assert [sleutel.nummer for sleutel in lees_stand(buiten).geldig] == [1]
    maak_bekend(2, buiten, NU)
    maak_bekend(2, buiten, NU + minuut)
    assert hoe_lang_nog(2, buiten, NU + minuut - timedelta(seconds=1)) == timedelta(seconds=1)
    with pytest.raises(WisselOnmogelijk, match="te kort bekend"):
        neem_in_gebruik(2, buiten, NU + minuut - timedelta(seconds=1))
    assert verwijder_oude(buiten, NU) == []
    neem_in_gebruik(2, buiten, NU + minuut)
    with pytest.raises(WisselOnmogelijk, match="te kort in gebruik"):
        verwijder_oude(buiten, NU + 2 * minuut - timedelta(seconds=1))
    with pytest.raises(WisselOnmogelijk, match="waarden onder een oude sleutel"):
        verwijder_oude(buiten, NU + 2 * minuut)
    herschrijf(buiten)
    assert verwijder_oude(buiten, NU + 2 * minuut, proef=True) == [1]
    assert [sleutel.nummer for sleutel in lees_stand(buiten).geldig] == [1, 2]
    assert verwijder_oude(buiten, NU + 2 * minuut) == [1]
    assert [sleutel.nummer for sleutel in lees_stand(buiten).geldig] == [2]


def test_na_een_val_gaat_het_herschrijven_verder(winkel: SqlOpslag, buiten: Context, pad: Path) -> None:
    """Killed after any number of transactions, what was done is kept and the next run does the rest; told to stop, it says where it was."""
    gebruik(winkel)
    voeg_sleutel_toe(pad)
    maak_bekend(2, buiten, NU)
    neem_in_gebruik(2, buiten, NU, METEEN)
    te_doen = lees_stand(buiten).te_herschrijven
    valt = iter((True, True, True))

    def val(aantal: int) -> None:
        if aantal and not next(valt, False):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        herschrijf(buiten, gedaan=val, per_keer=2)
    over = lees_stand(buiten).te_herschrijven
    assert 0 < over < te_doen
    stappen = iter((True, True, True))
    aantal, plek = herschrijf(buiten, doorgaan=lambda: next(stappen, False), per_keer=2)
    assert plek is not None
    assert aantal > 0
    assert herschrijf(buiten, plek)[1] is None
    assert lees_stand(buiten).te_herschrijven == 0


# The drill: two processes report, withdraw and ask again while keys are replaced.


class Gezin:
    """A and B have one mother, B and C one house."""

    def __init__(self, nummer: int, personen: Sequence[Bsn]) -> None:
        self.a, self.b, self.c, self.moeder = personen
        self.huis = nummer + 1

    def personen(self) -> dict[str, tuple[list[str], int | None]]:
        moeder = [self.moeder.waarde]
        return {self.a.waarde: (moeder, None), self.b.waarde: (moeder, self.huis), self.c.waarde: ([], self.huis)}


def oefen(url: str, pad: Path, stop: Path, gezinnen: Sequence[Gezin], tijdens: Callable[[], None]) -> list[tuple[dict[str, str], int]]:
    """Half of the reports for each of two processes; ``tijdens`` happens meanwhile."""
    personen: dict[str, tuple[list[str], int | None]] = {}
    for gezin in gezinnen:
        personen |= gezin.personen()
    meldingen = [
        (wie, kind.waarde) for kind_van in zip(*([g.a, g.b, g.c] for g in gezinnen), strict=True) for kind in kind_van for wie in MELDERS
    ]
    los = bsn_nummers(900900000, 2)
    personen |= {bsn.waarde: ([], None) for bsn in los}
    with ExitStack() as opruimen:
        processen = [
            opruimen.enter_context(subprocess.Popen([sys.executable, PROGRAMMA], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for _ in range(2)
        ]
        for n, proces in enumerate(processen):
            deel = meldingen[n::2] if n else meldingen[n::2][::-1]  # they meet halfway, and each finds what the other left
            _zeg(proces, json.dumps([url, str(pad), str(stop), personen, deel, (MELDERS[n], los[n].waarde)]))
        for proces in processen:
            assert _hoor(proces) == "klaar"
        for proces in processen:
            _zeg(proces, "begin")
        tijdens()
        stop.touch()
        return [tuple(json.loads(_hoor(proces))) for proces in processen]  # type: ignore[misc]


MELDERS = ("arts", "agent")


def wissel_onder_belasting(buiten: Context, pad: Path, wacht: timedelta, per_keer: int = 20) -> None:
    """As an operator does it, with a wait that is shorter but longer than any transaction here."""

    def nu() -> datetime:
        return datetime.now(UTC)

    nummer = voeg_sleutel_toe(pad).id
    maak_bekend(nummer, buiten, nu())
    time.sleep(wacht.total_seconds())
    neem_in_gebruik(nummer, buiten, nu(), wacht)
    herschrijf(buiten, gedaan=adem(), per_keer=per_keer)
    time.sleep(wacht.total_seconds())
    herschrijf(buiten, gedaan=adem(), per_keer=per_keer)
    verwijder_sleutels(pad, verwijder_oude(buiten, nu(), wacht))


def keur(url: str, gezinnen: Sequence[Gezin], uitslagen: Sequence[tuple[Mapping[str, str], int]], al: int = 0) -> None:
    """Every child once, every pair matched once, every reporter told of the other once, every repeat recognised."""
    gemeld = [melding for per_proces, _ in uitslagen for melding in per_proces.values()]
    kinderen = 3 * len(gezinnen)
    assert (len(gemeld), len(set(gemeld))) == (2 * kinderen, 2 * kinderen)
    assert all(rondes >= len(per_proces) for per_proces, rondes in uitslagen)
    assert aantallen(url, "jeugdige", "melding") == {"jeugdige": kinderen + al, "melding": 2 * kinderen + al}
    matches = dict(rijen(url, "SELECT soort, count(*) FROM match GROUP BY soort"))  # type: ignore[arg-type]
    assert matches == {"ZELFDE_JEUGDIGE": kinderen, "GEZIN": 2 * len(gezinnen)}
    signalen = rijen(url, "SELECT count(*) FROM signaal WHERE soort = 'ZELFDE_JEUGDIGE' AND ontvanger_soort = 'MELDINGSBEVOEGDE'")
    assert signalen == [(2 * kinderen,)]


@pytest.mark.traag
@pytest.mark.eis("R-070", "R-073", "R-074", "R-082", "R-158")
def test_een_wissel_onder_belasting_verliest_geen_match(
    winkel: SqlOpslag, buiten: Context, database_url: str, pad: Path, tmp_path: Path
) -> None:
    """While two processes report, withdraw and ask again, one key takes the place of another from beginning to end."""
    registreer(winkel, *map(gebruiker, MELDERS))
    nummers = bsn_nummers(900100000, 4 * 10)
    gezinnen = [Gezin(n, nummers[4 * n : 4 * n + 4]) for n in range(10)]
    uitslagen = oefen(
        database_url, pad, tmp_path / "stop", gezinnen, lambda: wissel_onder_belasting(buiten, pad, timedelta(milliseconds=600))
    )
    assert set(lees_stand(buiten).aantallen) == {2}
    keur(database_url, gezinnen, uitslagen)


@pytest.mark.traag
@pytest.mark.lang
@pytest.mark.eis("R-070", "R-073", "R-074", "R-082", "R-158")
def test_een_wissel_van_een_volle_index(winkel: SqlOpslag, buiten: Context, database_url: str, pad: Path, tmp_path: Path) -> None:
    """The same beside as many meldingen as VERWIJSINDEX_WISSEL says; afterwards, vacuumed, the files hold nothing under the old key."""
    registreer(winkel, *map(gebruiker, MELDERS))
    begin = lees_sleutels(pad)
    vol, ouders = bsn_nummers(910000000, AL), bsn_nummers(930000000, AL)
    for begin_deel in range(0, AL, 1000):
        with winkel.schrijven() as transactie:
            for n in range(begin_deel, begin_deel + 1000):
                meld(transactie, vol[n], "arts", replace(PERSOON, ouders=frozenset({ouders[n]})))
            transactie.leg_vast()
    nummers = bsn_nummers(900100000, 4 * 200)
    gezinnen = [Gezin(n, nummers[4 * n : 4 * n + 4]) for n in range(200)]
    uitslagen = oefen(
        database_url,
        pad,
        tmp_path / "stop",
        gezinnen,
        lambda: wissel_onder_belasting(buiten, pad, timedelta(seconds=5), PER_KEER),
    )
    assert set(lees_stand(buiten).aantallen) == {2}
    keur(database_url, gezinnen, uitslagen, AL)
    zonder_resten(database_url)
    bytes_ = bestanden(database_url)
    assert [zegel for zegel in oude_zegels(begin, [*vol[::97], *ouders[::97], *nummers]) if zegel in bytes_] == []


def bestanden(url: str) -> bytes:
    """Everything in the files of this database, of either kind."""
    adres = make_url(url)
    if adres.get_backend_name() == "sqlite":
        return inhoud(url)
    with psycopg.connect(adres.render_as_string(hide_password=False)) as verbinding:
        rij = verbinding.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert rij is not None
    return b"".join(bestand.read_bytes() for bestand in (Path(rij[0]) / "base" / str(rij[1])).iterdir())
