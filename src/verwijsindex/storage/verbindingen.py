"""Transactions on pooled connections; each forgets unless kept."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Engine

from verwijsindex.storage.engines import BEGIN
from verwijsindex.storage.opdracht import Sessie


class Verbindingen:
    """Hands out sessies. Shared by threads; not by processes: after a fork each opens its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._fout = engine.dialect.loaded_dbapi.Error
        self._begin = BEGIN[engine.dialect.name]
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
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _sessie(self, begin: str) -> Iterator[Sessie]:
        """The pool rolls back whatever comes back to it; a connection that failed does not come back."""
        verbinding = self._engine.raw_connection()
        sessie = Sessie(verbinding.cursor(), self._engine.dialect)
        try:
            sessie.begin(begin)
            yield sessie
        except self._fout:
            verbinding.invalidate()
            raise
        finally:
            sessie.sluit()
            verbinding.close()
