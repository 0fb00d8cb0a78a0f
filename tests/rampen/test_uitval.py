"""What a server needs goes away and comes back: disk, rights, lock, register, PostgreSQL. It says so (soap:Server, VIR-190), keeps no half
row, and goes on by itself (R-170, keuzes.md 5).
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from verwijsindex.client import VerwijsindexFout, Weigering
from verwijsindex.contract.namespaces import SOAP
from verwijsindex.storage.versleuteling import Sleutels

from ..wachten import wacht_tot
from . import ongeduldig
from .conftest import Maat
from .deuren import OverHttp, Rechtstreeks
from .feiten import Feit, Gemeld
from .keurder import keur
from .opstelling import Index, draaiend, maak_index
from .ploeg import Ploeg
from .rampplek import ZONDER_VOORRANG, EigenPostgres, alleen_lezen, kleine_schijf, vul
from .stand import lees_stand
from .wereld import GEZIN, MELDERS

pytestmark = [pytest.mark.traag, pytest.mark.eis("R-170")]

ONS_FOUT = ("DK0051", f"{{{SOAP}}}Server", True)
"""Code, faultcode, and that repeating may help."""
GEDULD = 1000
EEN, ANDER = MELDERS[:2]
KINDEREN = [kind for gezin in GEZIN for kind in (gezin.x, gezin.z)]
"""No two of the first half of a family match here: each is reported once."""


@pytest.fixture(scope="module")
def eigen_postgres() -> Iterator[EigenPostgres]:
    server = EigenPostgres()
    yield server
    server.ruim_op()


@contextmanager
def partner(index: Index) -> Iterator[OverHttp]:
    """A client that asks once."""
    deur = OverHttp(index.basis, index.gedeeld / "pki", pogingen=1)
    yield deur
    deur.sluit()


def uitkomst(poging: Callable[[], object]) -> object:
    """What a client learns: the answer; code, faultcode and whether repeating helps; or what else became of it."""
    try:
        return poging()
    except Weigering as fout:
        return fout.code, fout.faultcode, fout.herhaalbaar
    except VerwijsindexFout as fout:
        return f"{type(fout).__name__} {fout}"


def programma(maat: Maat) -> tuple[str, ...]:
    """The server; in the short form with less patience."""
    return ("-m", "verwijsindex") if maat.lang else (ongeduldig.__file__,)


def last(aantal: int) -> list[list[list[str]]]:
    """Eight reporters, who report new children and fetch."""
    wie = MELDERS[:8]
    return [
        [taak for k in range(aantal) for taak in (["meld", melder.id, GEZIN[k].y, f"{melder.id}-{k}"], ["post", melder.id])]
        for melder in wie
    ]


def leeg(ploeg: Ploeg, index: Index) -> list[Feit]:
    return ploeg.doe(index, [[["leeg", iemand]] for iemand in (*(melder.id for melder in MELDERS[:8]), "regievoerder-0518")])


def test_zonder_database_begint_de_server_niet(op_sqlite: Callable[..., Index]) -> None:
    """Who starts a server on a database that cannot be used is told so in one sentence, before anything is served."""
    index = op_sqlite()
    tekst = index.bestand.read_text(encoding="utf-8").replace(index.instellingen.database, "postgresql://localhost:1/index")
    index.bestand.write_text(tekst, encoding="utf-8")
    opdracht = [sys.executable, "-m", "verwijsindex", "serve", "--instellingen", index.bestand]
    klaar = subprocess.run(opdracht, capture_output=True, text=True, check=False)
    zin = "verwijsindex: de database is niet te bereiken of niet te schrijven\n"
    assert (5, "", zin) == (klaar.returncode, klaar.stdout, klaar.stderr)


def test_een_volle_schijf(
    ploeg: Ploeg, op_sqlite: Callable[..., Index], geheim: Sleutels, tmp_path: Path, maat: Maat, gedeeld: Path
) -> None:
    """On a full disk every request is answered with soap:Server and changes nothing; with room again the clients' repeats go through."""
    with kleine_schijf(tmp_path / "schijf", 8 * maat.keer) as schijf:
        index = op_sqlite(schijf)
        with draaiend(index) as server, partner(index) as deur:
            eerst = deur.meld(EEN, KINDEREN[-1], "eerst")
            ploeg.begin(index, last(6 * maat.keer), http=True, pogingen=GEDULD)
            ploeg.wacht_op(20)
            vulling = vul(schijf)
            wacht_tot(lambda: "fout=OperationalError" in server.log(), "een fout door de volle schijf")
            voor = lees_stand(index.instellingen.database, geheim)
            assert {ONS_FOUT} == {uitkomst(lambda k=k: deur.meld(EEN, KINDEREN[-2 - k], f"vol-{k}")) for k in range(6)}
            assert voor == lees_stand(index.instellingen.database, geheim)
            vulling.unlink()
            feiten = [eerst, deur.meld(EEN, KINDEREN[-2], "vol-0"), *ploeg.einde(), *leeg(ploeg, index)]
        assert not keur(index.instellingen.database, geheim, feiten)


def test_op_elke_bladzijde_kan_de_ruimte_op_zijn(op_sqlite: Callable[..., Index], geheim: Sleutels) -> None:
    """However many pages fit in the file, a melding with its match, signalen and log is there whole or not at all."""
    index = op_sqlite()
    url = index.instellingen.database
    deur = Rechtstreeks(index.bestand)
    feiten: list[Feit] = [deur.meld(melder, GEZIN[0].y, melder.id) for melder in MELDERS[:6]]
    geweigerd = 0
    for ruimte in range(40):
        with bladzijden(index, ruimte):
            deur.sluit()  # the limit counts for connections from here on
            voor = lees_stand(url, geheim)
            try:
                feiten.append(deur.meld(MELDERS[6 + ruimte % 20], GEZIN[0].x if ruimte % 2 else GEZIN[0].y, f"{ruimte}"))
            except sqlite3.OperationalError:
                geweigerd += 1
                assert voor == lees_stand(url, geheim)
        deur.sluit()
    assert geweigerd > 0
    assert not keur(url, geheim, feiten, leeggehaald=False)


@contextmanager
def bladzijden(index: Index, ruimte: int) -> Iterator[None]:
    """Connections opened meanwhile find the file full after so many more pages."""
    pad = index.instellingen.database.removeprefix("sqlite:///")
    met = sqlite3.connect(pad)
    met.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    aantal = met.execute("PRAGMA page_count").fetchone()[0]
    met.close()

    def begrens(verbinding: sqlite3.Connection, _record: object) -> None:
        verbinding.execute(f"PRAGMA max_page_count = {aantal + ruimte}")

    event.listen(Engine, "connect", begrens)
    try:
        yield
    finally:
        event.remove(Engine, "connect", begrens)


def test_een_database_die_niet_te_schrijven_is(op_sqlite: Callable[..., Index], geheim: Sleutels, tmp_path: Path) -> None:
    """Without the right to write, processes that start anew do start, answer with soap:Server, and go on when the right is back."""
    map = tmp_path / "database"
    map.mkdir()
    index = op_sqlite(map)
    with draaiend(index, voor=ZONDER_VOORRANG) as server, partner(index) as deur:
        feiten = [deur.meld(EEN, KINDEREN[0], "voor")]
        with alleen_lezen(map):
            server.dood(*server.werkers())
            wacht_tot(lambda: isinstance(uitkomst(lambda: deur.meld(EEN, KINDEREN[1], "niet")), tuple), "een nieuwe worker")
            assert {ONS_FOUT} == {uitkomst(lambda k=k: deur.meld(EEN, KINDEREN[k], "niet")) for k in range(2, 6)}
        feiten.append(deur.meld(EEN, KINDEREN[5], "niet"))
        assert server.leeft()
    assert not keur(index.instellingen.database, geheim, feiten, leeggehaald=False)


@pytest.mark.lang
def test_een_database_die_een_ander_vasthoudt(op_sqlite: Callable[..., Index], geheim: Sleutels, maat: Maat) -> None:
    """Everybody who waits for the lock gets soap:Server in turn, from the same processes, and afterwards is served."""
    index, aantal = op_sqlite(), 8 if maat.lang else 12
    with draaiend(index, programma(maat)) as server, partner(index) as deur, ThreadPoolExecutor(aantal) as draden:
        feiten = list(draden.map(lambda k: deur.meld(EEN, KINDEREN[-k], f"voor-{k}"), range(1, aantal + 1)))  # now each has a connection
        werkers = set(server.werkers())
        with closing(sqlite3.connect(index.instellingen.database.removeprefix("sqlite:///"), isolation_level=None)) as ander:
            ander.execute("BEGIN IMMEDIATE")
            pogingen = [draden.submit(uitkomst, lambda k=k: deur.meld(EEN, KINDEREN[k], f"bezet-{k}")) for k in range(1, aantal + 1)]
            assert {ONS_FOUT} == {poging.result() for poging in pogingen}
        feiten.append(deur.meld(EEN, KINDEREN[1], "bezet-1"))
        assert werkers == set(server.werkers())
    assert not keur(index.instellingen.database, geheim, feiten, leeggehaald=False)


@pytest.mark.eis("R-022")
def test_het_register_weg_en_terug(op_sqlite: Callable[..., Index], geheim: Sleutels, tmp_path: Path, gedeeld: Path) -> None:
    """Without the register, or with rubbish in its place, VIR-190 and nothing stored; when it is back the same request goes through."""
    register = tmp_path / "register.sqlite"
    shutil.copy(gedeeld / "register.sqlite", register)
    index = op_sqlite(register=register)
    weg = ("VIR-190", f"{{{SOAP}}}Client", True)
    with draaiend(index), partner(index) as deur:
        feiten = [deur.meld(EEN, KINDEREN[0], "voor")]
        voor = lees_stand(index.instellingen.database, geheim).meldingen
        bewaard = register.rename(tmp_path / "elders.sqlite")
        assert {weg} == {uitkomst(lambda: deur.meld(EEN, KINDEREN[1], "weg")) for _ in range(4)}
        register.write_bytes(os.urandom(20_000))
        assert {weg} == {uitkomst(lambda: deur.meld(EEN, KINDEREN[1], "weg")) for _ in range(4)}
        assert voor == lees_stand(index.instellingen.database, geheim).meldingen
        bewaard.replace(register)
        feiten.append(deur.meld(EEN, KINDEREN[1], "weg"))
    assert not keur(index.instellingen.database, geheim, feiten, leeggehaald=False)


@pytest.mark.lang
def test_postgresql_weg_en_terug_onder_last(
    ploeg: Ploeg, gedeeld: Path, tmp_path: Path, geheim: Sleutels, eigen_postgres: EigenPostgres, maat: Maat
) -> None:
    """While PostgreSQL is gone everybody gets soap:Server, also from a process that starts meanwhile; the same server then goes on."""
    index = maak_index(gedeeld, tmp_path, eigen_postgres.leeg())
    with draaiend(index) as server, partner(index) as deur:
        ploeg.begin(index, last(8 * maat.keer), http=True, pogingen=GEDULD)
        for keer in range(1, 1 + maat.keer):
            ploeg.wacht_op(20 * keer)
            eigen_postgres.trek_de_stekker_eruit()
            assert {ONS_FOUT} == {uitkomst(lambda k=k: deur.meld(ANDER, KINDEREN[k], f"weg-{k}")) for k in range(6)}
            server.dood_werker()
            wacht_tot(lambda: uitkomst(lambda: deur.meld(ANDER, KINDEREN[0], "weg-0")) == ONS_FOUT, "een antwoord")
            assert server.leeft()
            eigen_postgres.start()
        feiten = [*ploeg.einde(), deur.meld(ANDER, KINDEREN[0], "weg-0"), *leeg(ploeg, index)]
        assert server.leeft()
    assert not keur(index.instellingen.database, geheim, feiten)


def test_postgresql_antwoordt_niet(gedeeld: Path, tmp_path: Path, geheim: Sleutels, eigen_postgres: EigenPostgres, maat: Maat) -> None:
    """A PostgreSQL that takes connections and says nothing is as good as gone: soap:Server in time, and on when it speaks again."""
    if not maat.lang:
        pytest.skip("alleen met VERWIJSINDEX_RAMPEN=lang")
    index = maak_index(gedeeld, tmp_path, eigen_postgres.leeg())
    with draaiend(index, programma(maat)) as server, partner(index) as deur:
        feiten = [deur.meld(EEN, KINDEREN[0], "voor")]
        with eigen_postgres.bevroren():
            server.dood_werker()
            server.dood(server.werkers()[0])
            wacht_tot(lambda: len(server.werkers()) == 2, "twee nieuwe workers")
            assert uitkomst(lambda: deur.meld(EEN, KINDEREN[1], "stil")) == ONS_FOUT
        feiten.append(deur.meld(EEN, KINDEREN[1], "stil"))
    assert not keur(index.instellingen.database, geheim, feiten, leeggehaald=False)


@pytest.mark.lang
def test_een_worker_die_blijft_hangen(op_sqlite: Callable[..., Index], geheim: Sleutels, maat: Maat) -> None:
    """A process that does nothing any more is replaced; who waited for it repeats, and gets one answer."""
    index = op_sqlite()
    with draaiend(index, programma(maat)) as server, partner(index) as deur:
        feiten: list[Feit] = [deur.meld(EEN, KINDEREN[0], "voor")]
        hangt = server.werkers()[0]
        os.kill(hangt, signal.SIGSTOP)  # it cannot answer, nor hear that it should end
        geduldig = OverHttp(index.basis, index.gedeeld / "pki", GEDULD)
        with ThreadPoolExecutor(6) as draden:
            feiten += draden.map(lambda k: geduldig.meld(EEN, KINDEREN[k], f"hangt-{k}"), range(1, 7))
        wacht_tot(lambda: hangt not in server.werkers() and len(server.werkers()) == 2, "een ander in zijn plaats", 60)
        feiten.append(deur.meld(EEN, KINDEREN[7], "na"))
        geduldig.sluit()
        assert "TIMEOUT" in server.uitvoer()
    assert all(isinstance(feit, Gemeld) for feit in feiten)
    assert not keur(index.instellingen.database, geheim, feiten, leeggehaald=False)
