"""Ijkpunten: when one is set, what is kept outside the database, and what of a period is handed out (R-142)."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.domain import logboek_controleer
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.logboek_controleer import Controle, maak_zegelaar
from verwijsindex.domain.ports_logboek import IjkbestandOnbruikbaar, IjkpuntenVerschillen
from verwijsindex.operations.context import Context
from verwijsindex.operations.logboek import Periode, controleer, exporteer, ijk, regels_van
from verwijsindex.operations.onderhoud import STAPPEN, onderhoud
from verwijsindex.operations.ronde import Ronde
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.versleuteling import Sleutels
from verwijsindex.wiring.ijken import Ijkbestand

from .logboeken import Lopend, ijkcontext, openbaar, sleutelpaar
from .wereld import NU, rijen


def noteer(hoe: Context, aantal: int = 1) -> None:
    with hoe.opslag.schrijven() as transactie:
        transactie.logboek.noteer([Logregel(hoe.klok.nu(), Gebeurtenis.MELDINGEN_VERNIETIGD, "Onderhoud")] * aantal)
        transactie.leg_vast()


def later(hoe: Context, duur: timedelta) -> None:
    assert isinstance(hoe.klok, Lopend)
    hoe.klok.moment += duur


def met_bestand(hoe: Context, pad: Path) -> Context:
    assert hoe.ijken is not None
    return replace(hoe, ijken=replace(hoe.ijken, bestand=Ijkbestand(pad)))


def oordeel(export: Sequence[Mapping[str, Any]], **extra: Any) -> list[str]:
    return [str(bevinding) for bevinding in Controle(openbaar(), **extra).loop(export).bevindingen]


@pytest.mark.eis("R-142")
def test_een_ijkpunt_komt_er_als_er_iets_nieuws_is_en_niet_te_vaak(opslag: SqlOpslag) -> None:
    """None on an empty log; one as soon as there is a line; the next when something was logged and the time has come, or on demand."""
    hoe = ijkcontext(opslag)
    assert ijk(hoe) is None
    noteer(hoe)
    eerste = ijk(hoe)
    assert eerste is not None
    later(hoe, timedelta(minutes=5))
    assert ijk(hoe) is None
    noteer(hoe)
    later(hoe, timedelta(seconds=-1))
    assert ijk(hoe) is None
    later(hoe, timedelta(seconds=1))
    tweede = ijk(hoe)
    assert tweede is not None
    noteer(hoe)
    derde = ijk(hoe, altijd=True)
    assert derde is not None
    assert [punt.nummer for punt in (eerste, tweede, derde)] == [1, 2, 3]
    assert [None, eerste.kenmerk, tweede.kenmerk] == [json.loads(punt.inhoud)["vorige"] for punt in (eerste, tweede, derde)]


@pytest.mark.eis("R-142")
def test_buiten_de_database_staat_hetzelfde(opslag: SqlOpslag, database_url: str, tmp_path: Path) -> None:
    """The file gets every ijkpunt, also those from before it was asked for; everything that is cut off the log then shows against it."""
    zonder = ijkcontext(opslag)
    noteer(zonder)
    ijk(zonder, altijd=True)
    hoe = met_bestand(zonder, tmp_path / "ijkpunten.jsonl")
    for _ in range(2):
        noteer(hoe)
        ijk(hoe, altijd=True)
    assert [json.loads(regel)["nummer"] for regel in (tmp_path / "ijkpunten.jsonl").read_text().splitlines()] == [1, 2, 3]
    assert controleer(hoe, openbaar()).bevindingen == ()
    engine = maak_engine(database_url)
    with engine.connect() as verbinding:  # back to the state of a moment ago, seals and all
        verbinding.exec_driver_sql("DELETE FROM logijkpunt")
        verbinding.exec_driver_sql("UPDATE logketen SET lengte = 0 WHERE keten = -1")
    engine.dispose()
    assert any("er is een einde weggehaald" in bevinding.wat for bevinding in controleer(hoe, openbaar()).bevindingen)
    with pytest.raises(IjkpuntenVerschillen):
        ijk(hoe, altijd=True)


@pytest.mark.eis("R-142")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_een_ander_bestand_wordt_geweigerd(opslag: SqlOpslag, tmp_path: Path) -> None:
    """A file with something else, or with ijkpunten of another index, is not written to."""
    noteer(ijkcontext(opslag))
    pad = tmp_path / "iets"
    pad.write_text("iets anders\n")
    with pytest.raises(IjkbestandOnbruikbaar, match="geen bestand met ijkpunten"):
        ijk(met_bestand(ijkcontext(opslag), pad))
    pad.write_text('{"nummer": 1, "inhoud": "{}", "handtekening": ""}\n')
    with pytest.raises(IjkpuntenVerschillen, match="niet wat de database zegt"):
        ijk(met_bestand(ijkcontext(opslag), pad))


@pytest.mark.eis("R-142")
def test_een_weggehaald_ijkpunt_wordt_niet_vervangen(opslag: SqlOpslag, database_url: str) -> None:
    """An index does not sign over a gap: it says so, and leaves the traces."""
    hoe = ijkcontext(opslag)
    for _ in range(2):
        noteer(hoe)
        ijk(hoe, altijd=True)
    engine = maak_engine(database_url)
    with engine.connect() as verbinding:
        verbinding.exec_driver_sql("DELETE FROM logijkpunt WHERE nummer = 2")
    engine.dispose()
    noteer(hoe)
    with pytest.raises(IjkpuntenVerschillen):
        ijk(hoe, altijd=True)


@pytest.mark.eis("R-142")
def test_controleren_en_uitvoeren_staan_zelf_in_het_logboek(opslag: SqlOpslag, database_url: str) -> None:
    """Who checks or hands out the log leaves a line: that it was done, of what period, and with what result."""
    hoe = ijkcontext(opslag)
    noteer(hoe)
    ijk(hoe)
    controleer(hoe, openbaar())
    controleer(hoe, {})
    list(exporteer(hoe, Periode(date(2026, 11, 24))))
    list(regels_van(hoe, Periode(), "ldv"))
    gelezen = rijen(database_url, "SELECT gebeurtenis, ids, uitkomst FROM logboek ORDER BY nummer")
    assert gelezen[1:] == [
        ("LOGBOEK_GECONTROLEERD", "[]", "OK"),
        ("LOGBOEK_GECONTROLEERD", "[]", "AFWIJKINGEN_1"),
        ("LOGBOEK_GELEZEN", '["keten", "2026-11-24", ""]', "OK"),
        ("LOGBOEK_GELEZEN", '["ldv", "", ""]', "OK"),
    ]


def _drie_dagen(hoe: Context) -> None:
    """Two lines and an ijkpunt on each of three days."""
    for _ in range(3):
        noteer(hoe, 2)
        later(hoe, timedelta(hours=1))
        ijk(hoe, altijd=True)
        later(hoe, timedelta(hours=23))


@pytest.mark.eis("R-142")
def test_een_periode_loopt_van_ijkpunt_tot_ijkpunt(opslag: SqlOpslag) -> None:
    """A part can be checked by itself: it begins where one ijkpunt ends and ends where another does; whatever is changed in it is found."""
    hoe = ijkcontext(opslag)
    _drie_dagen(hoe)
    dag = NU.date() + timedelta(days=1)
    deel = list(exporteer(hoe, Periode(dag, dag + timedelta(days=1))))
    assert (
        [record["nummer"] for record in deel if record["soort"] == "ijkpunt"],
        len([record for record in deel if record["soort"] == "regel"]),
    ) == ([1, 2, 3], 4)
    assert oordeel(deel) == []
    for nummer, record in enumerate(deel):
        if record["soort"] != "kop":
            assert oordeel([*deel[:nummer], *deel[nummer + 1 :]]), record
        for veld in record:
            if veld not in {"versie", "vanaf", "tot"}:
                anders = {**record, veld: [["x", 1, "y"]] if veld == "begin" else f"{record[veld]}x"}
                assert oordeel([*deel[:nummer], anders, *deel[nummer + 1 :]]), (record, veld)


@pytest.mark.eis("R-142")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_het_losse_programma_vindt_wat_wij_vinden(opslag: SqlOpslag, sleutels: Sleutels, tmp_path: Path) -> None:
    """One file, run by a Python that knows nothing of this index: 0 for what is right, 1 and the place for what is not, 2 for no export."""
    hoe = met_bestand(ijkcontext(opslag), tmp_path / "ijkpunten.jsonl")
    _drie_dagen(hoe)
    programma = tmp_path / "los.py"
    programma.write_text(Path(logboek_controleer.__file__).read_text())
    (tmp_path / "index.pem").write_bytes(sleutelpaar()[1])
    (tmp_path / "sleutels.json").write_text(json.dumps({"stam": sleutels.stam.hex()}))
    regels = [json.dumps(record) for record in exporteer(hoe, Periode())]
    zonder = [regel for regel in regels if '"plaats": 3,' not in regel]

    def draai(*regels: str, export: str = "export.jsonl") -> tuple[int, str]:
        (tmp_path / "export.jsonl").write_text("".join(f"{regel}\n" for regel in regels))
        extra = ("--certificaat", "index.pem", "--ijkpunten", "ijkpunten.jsonl", "--sleutel", "sleutels.json")
        opdracht = [sys.executable, "-I", str(programma), export, *extra]
        klaar = subprocess.run(opdracht, capture_output=True, text=True, check=False, cwd=tmp_path)
        return klaar.returncode, klaar.stdout + klaar.stderr

    goed, fout, geen = draai(*regels), draai(*zonder), draai(export="er-is-niets")
    assert goed == (0, "Een volledig logboek.\n7 regels en 4 ijkpunten nagerekend; 0 bevindingen.\n")
    assert (fout[0], "keten 1, plaats 4, nummer 4: volgt op plaats 2: er ontbreken regels (1)" in fout[1]) == (1, True)
    assert geen == (2, "er-is-niets is niet te lezen\n")
    hier = oordeel([json.loads(regel) for regel in zonder], zegelaar=maak_zegelaar(sleutels.stam))
    assert hier == fout[1].splitlines()[: len(hier)]


@pytest.mark.eis("R-142")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_onderhoud_zet_ijkpunten(opslag: SqlOpslag) -> None:
    """A round of maintenance signs what was logged since, and says so; a round without anything new does not."""
    hoe = ijkcontext(opslag)
    noteer(hoe)
    [stap] = [stap for stap in STAPPEN if stap[0] == "ijken"]
    rondes = [onderhoud(Ronde(hoe, hoe.klok.nu(), hoe.klok.nu()), [stap]) for _ in range(2)]
    assert [ronde.aantallen for ronde in rondes] == [{"ijkpunten": 1}, {}]
