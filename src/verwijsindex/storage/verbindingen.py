"""Transactions on connections that stay open; each forgets unless kept."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.engine.interfaces import DBAPICursor

from verwijsindex.storage.engines import BEGIN
from verwijsindex.storage.opdracht import Sessie


class Verbindingen:
    """Hands out sessies. Shared by threads; not by processes: after a fork each opens its own.

    A plain list of idle connections: a message needs four transactions, and a pool's checkout costs as much as a statement.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._fout = engine.dialect.loaded_dbapi.Error
        self._begin = BEGIN[engine.dialect.name]
        self._vrij: deque[tuple[PoolProxiedConnection, DBAPICursor]] = deque()
        self._beurt: AbstractContextManager[object] = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    def lezen(self) -> AbstractContextManager[Sessie]:
        """A transaction that only reads, and sees one state of the database."""
        return self._sessie(self._begin.lezen)

    @contextmanager
    def schrijven(self) -> Iterator[Sessie]:
        """A transaction that writes. SQLite has one writer: threads queue here, fairly, where its own waiting starves them."""
        with self._beurt, self._sessie(self._begin.schrijven) as sessie:
            yield sessie

    def sluit(self) -> None:
        """Close every idle connection."""
        while self._vrij:
            self._vrij.pop()[0].close()

    @contextmanager
    def _sessie(self, begin: str) -> Iterator[Sessie]:
        """What was not kept is rolled back. After an error of the driver the connection goes, and the idle ones with it.

        They may be as dead as this one; closing it rolls back.
        """
        verbinding, cursor = self._neem()
        sessie = Sessie(cursor, self._engine.dialect)
        try:
            cursor.execute(begin)
            try:
                yield sessie
            finally:
                sessie.sluit()
                verbinding.rollback()
        except self._fout:
            verbinding.invalidate()
            self.sluit()
            raise
        finally:
            if verbinding.is_valid:
                self._vrij.append((verbinding, cursor))

    def _neem(self) -> tuple[PoolProxiedConnection, DBAPICursor]:
        try:
            return self._vrij.pop()
        except IndexError:
            verbinding = self._engine.raw_connection()
            return verbinding, verbinding.cursor()
