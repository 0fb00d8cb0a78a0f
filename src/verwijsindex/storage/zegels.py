"""Looking up by kenmerk while it may stand under several keys (record 0098)."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, LargeBinary, String, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.functions import FunctionElement

from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, teksten

Vergelijk = Callable[[ColumnElement[Any]], ColumnElement[bool]]
"""Makes of a column the question whether the kenmerk stands in it."""


class Zoekopdracht:
    """A statement that asks for one kenmerk, in parameter ``zegel``: an equality while one key is in force, else one of a list."""

    __slots__ = ("_een", "_meer")

    def __init__(self, bouw: Callable[[Vergelijk], ClauseElement]) -> None:
        self._een: Final = Opdracht(bouw(lambda kolom: kolom == bindparam("zegel")))
        self._meer: Final = Opdracht(bouw(lambda kolom: in_bytes(kolom, "zegel")))

    def op(self, kluis: Kluis, kenmerk: bytes) -> tuple[Opdracht, bytes | str]:
        """The statement for the keys in force now, and the value of its parameter."""
        if kluis.enkel:
            return self._een, kluis.zegel(kenmerk)
        return self._meer, bytelijst(kluis.zegels(kenmerk))


class _uit_hex(FunctionElement[bytes]):
    """The bytes that a hexadecimal text writes; named as SQL functions are."""

    name: Final = "uit_hex"
    type = LargeBinary()
    inherit_cache = True


@compiles(_uit_hex, "sqlite")
def _sqlite_uit_hex(element: _uit_hex, compiler: SQLCompiler, **kw: Any) -> str:
    return f"uit_hex{compiler.process(element.clause_expr, **kw)}"  # engines.py gives SQLite this function


@compiles(_uit_hex, "postgresql")
def _postgresql_uit_hex(element: _uit_hex, compiler: SQLCompiler, **kw: Any) -> str:
    return f"decode({compiler.process(element.clauses, **kw)}, 'hex')"


def in_bytes(kolom: ColumnElement[Any], naam: str) -> ColumnElement[bool]:
    """``kolom`` is one of the values in the parameter ``naam``, which ``bytelijst`` writes: one statement for every length."""
    waarden = teksten(bindparam(naam, type_=String())).table_valued("value")
    return kolom.in_(select(_uit_hex(waarden.c.value)))


def bytelijst(waarden: Iterable[bytes]) -> str:
    """The parameter of ``in_bytes``."""
    return json.dumps([waarde.hex() for waarde in waarden])


def alle_zegels(kluis: Kluis, kenmerken: Iterable[bytes]) -> str:
    """The parameter of ``in_bytes`` for several kenmerken, under every key in force."""
    return bytelijst(zegel for kenmerk in kenmerken for zegel in kluis.zegels(kenmerk))
