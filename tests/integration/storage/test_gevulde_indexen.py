"""Indexes that skip what is empty are found by every way in which the code asks for what is filled."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Engine, bindparam, select

from verwijsindex.storage.database import migreer
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.opdracht import Opdracht
from verwijsindex.storage.tabellen import jeugdige, melding, zakelijke_sleutel
from verwijsindex.storage.zegels import bytelijst, in_bytes

ZEGEL = b"\1" * 33
VRAGEN: dict[str, tuple[ColumnElement[Any], Callable[[ColumnElement[Any]], ColumnElement[bool]], dict[str, object]]] = {
    "zelfde adres": (jeugdige.c.adres_bag, lambda kolom: kolom == bindparam("zegel"), {"zegel": ZEGEL}),
    "zelfde adres in tekst": (jeugdige.c.adres_tekst, lambda kolom: kolom == bindparam("zegel"), {"zegel": ZEGEL}),
    "onder elke sleutel": (jeugdige.c.adres_bag, lambda kolom: in_bytes(kolom, "zegels"), {"zegels": bytelijst([ZEGEL])}),
    "uit het archief": (
        melding.c.verwijderd_op,
        lambda kolom: kolom.between(bindparam("eerste"), bindparam("laatste")),
        {"eerste": "2026-01-01", "laatste": "2026-01-31"},
    ),
    "sleutels die vrijkomen": (zakelijke_sleutel.c.vervalt, lambda kolom: kolom <= bindparam("nu"), {"nu": "2026-01-01T00:00:00+00:00"}),
}
PLAN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


@pytest.fixture
def engine(lege_database_url: str) -> Iterator[Engine]:
    migreer(lege_database_url)
    engine = maak_engine(lege_database_url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(("kolom", "vraag", "waarden"), VRAGEN.values(), ids=VRAGEN.keys())
def test_een_vraag_naar_wat_gevuld_is_vindt_de_index(
    engine: Engine, kolom: Any, vraag: Callable[[ColumnElement[Any]], ColumnElement[bool]], waarden: dict[str, object]
) -> None:
    """The database plans to search the index, not to walk the table."""
    tekst, schik = Opdracht(select(kolom.table.c[0]).where(vraag(kolom))).voor(engine.dialect)
    with engine.connect() as verbinding:
        if engine.dialect.name == "postgresql":
            verbinding.exec_driver_sql("SET enable_seqscan = off")  # an empty table is walked sooner
        plan = "\n".join(str(rij) for rij in verbinding.exec_driver_sql(PLAN[engine.dialect.name] + tekst, schik(waarden)))
    assert f"ix_{kolom.table.name}_{kolom.name}" in plan


@pytest.mark.parametrize("kolom", [melding.c.verwijderd_op, zakelijke_sleutel.c.vervalt, jeugdige.c.adres_bag, jeugdige.c.adres_tekst])
def test_wie_naar_leeg_vraagt_vindt_de_index_niet(engine: Engine, kolom: Any) -> None:
    """What is empty does not stand in it, and so costs nothing to store."""
    tekst, _ = Opdracht(select(kolom.table.c[0]).where(kolom.is_(None))).voor(engine.dialect)
    with engine.connect() as verbinding:
        if engine.dialect.name == "postgresql":
            verbinding.exec_driver_sql("SET enable_seqscan = off")
        plan = "\n".join(str(rij) for rij in verbinding.exec_driver_sql(PLAN[engine.dialect.name] + tekst))
    assert f"ix_{kolom.table.name}_{kolom.name}" not in plan
