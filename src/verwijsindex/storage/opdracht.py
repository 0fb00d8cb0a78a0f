"""Statements of SQLAlchemy Core, compiled once and run on the driver's own cursor.

Core's ``execute`` costs 40 to 60 microseconds a time, most of a melding; this costs what the driver costs. The price: values
go in and come out as the drivers take them, which is why tables use text, integers, booleans and bytes only.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Delete, Select, String, Table, bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.engine.interfaces import DBAPICursor, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.functions import FunctionElement

Waarde = str | int | bytes | None
Rij = tuple[Any, ...]
Schikking = Callable[[Mapping[str, Any]], Any]
"""Makes the parameters of a statement, as the driver takes them, of its values by name."""


class Opdracht:
    """One statement; module constants, so that each is compiled once per dialect in a process."""

    __slots__ = ("_bouwsel", "_gemaakt")

    def __init__(self, bouwsel: ClauseElement) -> None:
        self._bouwsel = bouwsel
        self._gemaakt: dict[str, tuple[str, Schikking]] = {}

    def voor(self, dialect: Dialect) -> tuple[str, Schikking]:
        """The SQL text for this dialect, and what makes its parameters of the values by name."""
        gemaakt = self._gemaakt.get(dialect.name)
        if gemaakt is None:
            compiled = cast(SQLCompiler, self._bouwsel.compile(dialect=dialect))
            vast = {naam: waarde for naam, waarde in compiled.params.items() if waarde is not None}
            gemaakt = self._gemaakt[dialect.name] = (str(compiled), _schikking(compiled.positiontup, vast))
        return gemaakt


def _schikking(volgorde: Sequence[str] | None, vast: Mapping[str, Any]) -> Schikking:
    """``vast`` are the values that the statement itself fixes.

    SQLite gets them in order, because it looks up every name every time. PostgreSQL has no order and gets names: of a parameter that
    stands twice it must know that it is one, to know its type.
    """
    if volgorde is None:
        return lambda waarden: {**vast, **waarden}
    if len(volgorde) > 1 and not vast:
        return itemgetter(*volgorde)
    return lambda waarden: tuple([waarden[naam] if naam in waarden else vast[naam] for naam in volgorde])


class TransactieGesloten(RuntimeError):
    """A transaction was used after it was kept or had ended: our own mistake."""


class Sessie:
    """Runs opdrachten within one transaction, and refuses after its end."""

    __slots__ = ("_cursor", "_dialect", "_open", "_slotwerk", "antwoord")

    def __init__(self, cursor: DBAPICursor, dialect: Dialect) -> None:
        self.antwoord: Rij | None = None
        """To the question with which the transaction began."""
        self._cursor = cursor
        self._dialect = dialect
        self._open = True
        self._slotwerk: list[Callable[[], None]] = []

    @property
    def dialect(self) -> str:
        """Name of the database: ``sqlite`` or ``postgresql``."""
        return self._dialect.name

    def rijen(self, opdracht: Opdracht, **waarden: object) -> list[Rij]:
        """Run a statement that gives rows."""
        self._voer_uit(opdracht, waarden)
        return list(self._cursor.fetchall())

    def rij(self, opdracht: Opdracht, **waarden: object) -> Rij | None:
        """Run a statement that gives at most one row."""
        self._voer_uit(opdracht, waarden)
        rijen: Sequence[Rij] = self._cursor.fetchall()
        return rijen[0] if rijen else None

    def doe(self, opdracht: Opdracht, **waarden: Waarde) -> int:
        """Run a statement that changes something; gives the number of rows."""
        self._voer_uit(opdracht, waarden)
        return self._cursor.rowcount

    def doe_elk(self, opdracht: Opdracht, reeks: Sequence[Mapping[str, Waarde]]) -> None:
        """Run a statement that changes something once per set of values, in order."""
        if not reeks:
            return
        self._moet_open_zijn()
        tekst, schik = opdracht.voor(self._dialect)
        self._cursor.executemany(tekst, [schik(waarden) for waarden in reeks])

    def op_het_laatst(self, werk: Callable[[], None]) -> None:
        """Have this done just before COMMIT: what others wait for is then held as short as can be."""
        self._slotwerk.append(werk)

    def leg_vast(self) -> None:
        """COMMIT; after it this session is closed."""
        self._moet_open_zijn()
        for werk in self._slotwerk:
            werk()
        self._commit()

    def _commit(self) -> None:
        """Apart, so that it can be told what waiting for the disk costs."""
        self._cursor.execute("COMMIT")
        self._open = False

    def sluit(self) -> bool:
        """The transaction ends; tells whether it was kept."""
        gehouden, self._open = not self._open, False
        return gehouden

    def _voer_uit(self, opdracht: Opdracht, waarden: dict[str, Any]) -> None:
        self._moet_open_zijn()
        tekst, schik = opdracht.voor(self._dialect)
        self._cursor.execute(tekst, schik(waarden))

    def _moet_open_zijn(self) -> None:
        if not self._open:
            raise TransactieGesloten("de transactie is al afgesloten")


def toevoegen(tabel: Table, *zonder: str) -> Insert:
    """INSERT of one row, every column named after itself, those in ``zonder`` left to the database.

    The ON CONFLICT of this construct means the same on SQLite and PostgreSQL.
    """
    namen = [kolom.name for kolom in tabel.columns if kolom.name not in zonder]
    return insert(tabel).values({naam: bindparam(naam) for naam in namen}).inline()


def bewaren(tabel: Table, *behalve: str) -> Insert:
    """INSERT of one row, or replacement of the row with the same primary key, in which the columns ``behalve`` stay as they were."""
    sleutel = [kolom.name for kolom in tabel.primary_key.columns]
    rij = toevoegen(tabel)
    overige = {kolom.name: rij.excluded[kolom.name] for kolom in tabel.columns if kolom.name not in (*sleutel, *behalve)}
    return rij.on_conflict_do_update(index_elements=sleutel, set_=overige)


def wis_hoogstens(tabel: Table, welke: Select[Any]) -> Delete:
    """DELETE of at most ``hoogstens`` of the rows whose keys ``welke`` gives: that of the standard has no limit of its own."""
    return delete(tabel).where(tuple_(*tabel.primary_key.columns).in_(welke.limit(bindparam("hoogstens"))))


class teksten(FunctionElement[str]):
    """The texts of a JSON list as rows with one column, ``value``; named as SQL functions are."""

    name: Final = "teksten"
    inherit_cache = True


@compiles(teksten, "sqlite")
def _sqlite_teksten(element: teksten, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_each{compiler.process(element.clause_expr, **kw)}"


@compiles(teksten, "postgresql")
def _postgresql_teksten(element: teksten, compiler: SQLCompiler, **kw: Any) -> str:
    return f"jsonb_array_elements_text(CAST({compiler.process(element.clause_expr, **kw)} AS jsonb))"


def in_lijst(kolom: ColumnElement[str], naam: str) -> ColumnElement[bool]:
    """``kolom`` is one of the texts in the parameter ``naam``, which ``lijst`` writes: one statement for every length."""
    waarden = teksten(bindparam(naam, type_=String())).table_valued("value")
    return kolom.in_(select(waarden.c.value))


def lijst(teksten: Iterable[str]) -> str:
    """The parameter of ``in_lijst``."""
    return json.dumps(list(teksten))
