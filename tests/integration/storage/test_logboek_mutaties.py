"""Whatever is changed in the log is found: every field of every kind of record, removed, moved, swapped or cut off (R-142)."""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise, product
from typing import Any

import pytest

from verwijsindex.domain.logboek_controleer import Controle, maak_zegelaar
from verwijsindex.domain.logketen import VELDEN, schakel
from verwijsindex.operations.logboek import records
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.versleuteling import Sleutels

from .logboeken import InTransactie, Knoeier, ijkcontext, openbaar, vul

Ingreep = tuple[str, Callable[[Any], None]]
KOLOMMEN = {
    "logboek": [*VELDEN, "schakel"],
    "logketen": ["keten", "lengte", "schakel", "zegel", "sleutel"],
    "logijkpunt": ["nummer", "inhoud", "handtekening"],
}
SLEUTEL = {"logboek": "nummer", "logketen": "keten", "logijkpunt": "nummer"}


@pytest.fixture
def knoeier(opslag: SqlOpslag, database_url: str, sleutels: Sleutels) -> Iterator[Knoeier]:
    vul(opslag, ijkcontext(opslag))
    engine = maak_engine(database_url)
    yield Knoeier(engine, Kluis(sleutels))
    engine.dispose()


def gevonden(opslag: InTransactie | SqlOpslag, sleutels: Sleutels, *, ook_los: bool = True) -> list[str]:
    """What our own check finds, and the stand-alone one in the same records as text."""
    zegelaar = maak_zegelaar(sleutels.stam)
    alle = list(records(opslag))  # type: ignore[arg-type]
    hier = Controle(openbaar(), zegelaar).loop(alle).bevindingen
    if ook_los:
        assert hier == Controle(openbaar(), zegelaar).loop(_door_json(alle)).bevindingen
    return [str(bevinding) for bevinding in hier]


def _door_json(alle: list[Any]) -> Iterator[object]:
    for record in alle:
        try:
            yield json.loads(json.dumps(record))
        except TypeError:  # a value of a type that the index never writes
            yield record


def _rijen(cursor: Any, tabel: str) -> list[dict[str, Any]]:
    cursor.execute(f"SELECT {', '.join(KOLOMMEN[tabel])} FROM {tabel} ORDER BY {SLEUTEL[tabel]}")
    return [dict(zip(KOLOMMEN[tabel], rij, strict=True)) for rij in cursor.fetchall()]


def _zet(cursor: Any, tabel: str, rij: dict[str, Any], kolom: str, waarde: Any, *, plek: str) -> bool:
    """Change one value; False when the database itself refuses it, for a key that is taken or a column that cannot be empty."""
    cursor.execute("SAVEPOINT stap")
    try:
        cursor.execute(f"UPDATE {tabel} SET {kolom} = {plek} WHERE {SLEUTEL[tabel]} = {plek}", (waarde, rij[SLEUTEL[tabel]]))
    except Exception:
        cursor.execute("ROLLBACK TO SAVEPOINT stap")
        return False
    return bool(cursor.rowcount == 1)


def _anders(waarde: Any, kolom: str) -> Any:
    if isinstance(waarde, bytes):
        return bytes([waarde[0] ^ 1]) + waarde[1:]
    if isinstance(waarde, int):
        return waarde + 1000
    if waarde is None:
        return b"x" if kolom == "zegel" else "x"
    return waarde.replace("2026-11-24", "2026-11-25") if kolom == "tijdstip" else f"{waarde}x"


def _veranderingen(rij: dict[str, Any], rijen: list[dict[str, Any]], kolom: str) -> Iterator[tuple[str, Any]]:
    yield "wijzig", _anders(rij[kolom], kolom)
    if rij[kolom] is not None:
        yield "leeg", None
    ander = next((een[kolom] for een in rijen if een[kolom] not in (rij[kolom], None)), None)
    if ander is not None:
        yield "van een ander", ander


@pytest.mark.eis("R-142")
def test_een_log_dat_klopt_klopt(knoeier: Knoeier, opslag: SqlOpslag, sleutels: Sleutels) -> None:
    """Nothing is found in a log that nobody touched, with every event of the catalogue in it and several ijkpunten."""
    assert gevonden(opslag, sleutels) == []


@pytest.mark.eis("R-142", "R-140")
def test_elk_veld_van_elk_record(knoeier: Knoeier, database_url: str, sleutels: Sleutels) -> None:
    """Every field of every line, end and ijkpunt: changed, emptied or taken from another, it is found; on PostgreSQL one in seven."""
    sqlite = database_url.startswith("sqlite")
    gemist, geprobeerd = [], 0
    with knoeier.bezig() as (cursor, zicht):
        for tabel, rij, kolom, hoe, waarde in _alle_veranderingen(cursor, 1 if sqlite else 7):
            cursor.execute("SAVEPOINT voor")
            if _zet(cursor, tabel, rij, kolom, waarde, plek="?" if sqlite else "%s"):
                geprobeerd += 1
                if not gevonden(zicht, sleutels, ook_los=geprobeerd % 5 == 0):
                    gemist.append(f"{tabel} {rij[SLEUTEL[tabel]]} {kolom}: {hoe}")
            cursor.execute("ROLLBACK TO SAVEPOINT voor")
            cursor.execute("RELEASE SAVEPOINT voor")
    assert gemist == []
    assert geprobeerd > (1400 if sqlite else 200)


def _alle_veranderingen(cursor: Any, een_op: int) -> Iterator[tuple[str, dict[str, Any], str, str, Any]]:
    for tabel, kolommen in KOLOMMEN.items():
        rijen = _rijen(cursor, tabel)
        for (nummer, rij), (volg, kolom) in product(enumerate(rijen), enumerate(kolommen)):
            if tabel != "logboek" or (nummer + volg) % een_op == 0:
                for hoe, waarde in _veranderingen(rij, rijen, kolom):
                    yield tabel, rij, kolom, hoe, waarde


@pytest.mark.eis("R-142")
def test_weghalen_verwisselen_verplaatsen_en_afknippen(knoeier: Knoeier, database_url: str, sleutels: Sleutels) -> None:
    """Every line, end and ijkpunt taken away; every pair of neighbours in the other order; each tail cut off; a line in another lane."""
    gemist = []
    with knoeier.bezig() as (cursor, zicht):
        for wat, opdrachten in _ingrepen(cursor):
            cursor.execute("SAVEPOINT voor")
            for opdracht in opdrachten:
                cursor.execute(opdracht)
            if not gevonden(zicht, sleutels):
                gemist.append(wat)
            cursor.execute("ROLLBACK TO SAVEPOINT voor")
    assert gemist == []


def _ingrepen(cursor: Any) -> Iterator[tuple[str, list[str]]]:
    regels, hoofden, punten = (_rijen(cursor, tabel) for tabel in KOLOMMEN)
    overig = ", ".join(kolom for kolom in KOLOMMEN["logboek"] if kolom != "nummer")
    for tabel, rijen in (("logboek", regels), ("logketen", hoofden), ("logijkpunt", punten)):
        for rij in rijen:
            yield f"zonder {tabel} {rij[SLEUTEL[tabel]]}", [f"DELETE FROM {tabel} WHERE {SLEUTEL[tabel]} = {rij[SLEUTEL[tabel]]}"]
        yield f"zonder {tabel}", [f"DELETE FROM {tabel}"]
    for een, ander in pairwise(regels):
        a, b = een["nummer"], ander["nummer"]
        wissel = [f"UPDATE logboek SET nummer = {van} WHERE nummer = {naar}" for van, naar in ((-1, a), (a, b), (b, -1))]
        yield f"{a} en {b} verwisseld", wissel
        yield (
            f"{a} en {b} van plaats verwisseld",
            [*wissel, f"UPDATE logboek SET plaats = {een['plaats']} + {ander['plaats']} - plaats WHERE nummer IN ({a}, {b})"],
        )
    for regel in regels:
        yield (
            f"{regel['nummer']} dubbel",
            [f"INSERT INTO logboek (nummer, {overig}) SELECT 999999, {overig} FROM logboek WHERE nummer = {regel['nummer']}"],
        )
        yield f"na {regel['nummer']} niets", [f"DELETE FROM logboek WHERE keten = {regel['keten']} AND plaats > {regel['plaats'] - 1}"]
        yield f"{regel['nummer']} in keten 77", [f"UPDATE logboek SET keten = 77, plaats = 1 WHERE nummer = {regel['nummer']}"]
    for punt in punten:
        yield f"na ijkpunt {punt['nummer']} niets", [f"DELETE FROM logijkpunt WHERE nummer >= {punt['nummer']}"]
    yield "verzonnen keten", ["INSERT INTO logketen SELECT 50, lengte, schakel, zegel, sleutel FROM logketen WHERE keten = 1"]


@pytest.mark.eis("R-142")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_wie_de_keten_narekent_mist_de_sleutel(knoeier: Knoeier, opslag: SqlOpslag, sleutels: Sleutels) -> None:
    """Whoever has the database only can reckon all digests anew and shorten the end: the seal tells, and so does the ijkpunt."""
    with knoeier.bezig() as (cursor, zicht):
        regels = _rijen(cursor, "logboek")
        keten = regels[0]["keten"]
        for vanaf, tot in ((len(regels) - 2, len(regels)), (0, len(regels)), (3, len(regels) - 1), (len(regels) - 1, len(regels) - 1)):
            cursor.execute("SAVEPOINT voor")
            einde = bytes(32) if vanaf == 0 else regels[vanaf - 1]["schakel"]
            for regel in regels[vanaf:tot]:
                vals = {**regel, "uitkomst": "ONSCHULDIG"}
                einde = schakel(einde, vals)
                cursor.execute("UPDATE logboek SET uitkomst = ?, schakel = ? WHERE nummer = ?", ("ONSCHULDIG", einde, regel["nummer"]))
            cursor.execute("DELETE FROM logboek WHERE plaats > ?", (tot,))
            cursor.execute("UPDATE logketen SET lengte = ?, schakel = ? WHERE keten = ?", (tot, einde, keten))
            assert [b for b in gevonden(zicht, sleutels) if "zegel" in b], (vanaf, tot)
            zonder_sleutel = Controle(openbaar()).loop(records(zicht)).bevindingen  # type: ignore[arg-type]
            assert bool(zonder_sleutel) == (vanaf < 36)
            cursor.execute("ROLLBACK TO SAVEPOINT voor")
