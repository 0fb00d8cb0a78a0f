"""Transactions on connections that stay open; each forgets unless kept."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Generic, TypeVar

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.engine.interfaces import DBAPICursor

from verwijsindex.storage.engines import BEGIN
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie

Werk = TypeVar("Werk")
Verbinding = tuple[PoolProxiedConnection, DBAPICursor]


class Verbindingen:
    """Hands out transactions. Shared by threads; not by processes: after a fork each opens its own.

    A plain list of idle connections: a message needs four, and a pool's checkout costs as much as a statement.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._vrij: deque[Verbinding] = deque()
        self._begin = BEGIN[engine.dialect.name]
        self._beurt = threading.Lock() if engine.dialect.name == "sqlite" else None
        self.fout: type[Exception] = engine.dialect.loaded_dbapi.Error

    def lezen(self, maak: Callable[[Sessie], Werk], vraag: str | None = None) -> "Transactie[Werk]":
        """A transaction that only reads, and sees one state of the database; it gives what ``maak`` makes of its session.

        ``vraag`` is a query without parameters that is asked as it begins; its first row is in ``Sessie.antwoord``.
        """
        return Transactie(self, self._begin.lezen, maak, None, vraag)

    def schrijven(self, maak: Callable[[Sessie], Werk], vraag: str | None = None) -> "Transactie[Werk]":
        """A transaction that writes. SQLite has one writer: threads queue here, fairly, where its own waiting starves them."""
        return Transactie(self, self._begin.schrijven, maak, self._beurt, vraag)

    def begin(self, verbinding: Verbinding, hoe: str, vraag: str | None) -> Rij | None:
        """Begin a transaction with a question; PostgreSQL takes both in one round trip."""
        cursor = verbinding[1]
        if vraag is None:
            cursor.execute(hoe)
            return None
        if self._begin.samen:
            cursor.execute(f"{hoe}; {vraag}")
            cursor.nextset()
        else:
            cursor.execute(hoe)
            cursor.execute(vraag)
        return cursor.fetchone()

    def vraag(self, opdracht: Opdracht, **waarden: object) -> Rij | None:
        """Run one statement that reads at most one row; by itself it needs no transaction around it."""
        with Transactie(self, None, alleen_sessie, None) as sessie:
            return sessie.rij(opdracht, **waarden)

    def sluit(self) -> None:
        """Close every idle connection."""
        while self._vrij:
            self._vrij.pop()[0].close()

    def neem(self) -> tuple[Verbinding, Sessie]:
        """An idle connection, or a new one, and a session on it."""
        try:
            verbinding = self._vrij.pop()
        except IndexError:
            nieuw = self._engine.raw_connection()
            verbinding = nieuw, nieuw.cursor()
        return verbinding, Sessie(verbinding[1], self._engine.dialect)

    def geef_terug(self, verbinding: Verbinding) -> None:
        """Keep a connection for whoever comes next."""
        self._vrij.append(verbinding)

    def verwerp(self, verbinding: Verbinding) -> None:
        """Roll back and close a connection, and the idle ones with it: they may be as dead as this one.

        Closing alone is not enough: SQLite keeps a transaction, and its lock, as long as somebody holds the cursor that failed.
        """
        with suppress(self.fout):
            verbinding[0].rollback()
        verbinding[0].invalidate()
        self.sluit()


class Transactie(Generic[Werk]):
    """What ``with`` needs of one transaction; by hand, because a generator costs twice as much, and a message needs four.

    What was not kept is rolled back. After an error of the driver the connection goes.
    """

    __slots__ = ("_begin", "_beurt", "_maak", "_sessie", "_van", "_verbinding", "_vraag")

    def __init__(
        self,
        van: Verbindingen,
        begin: str | None,
        maak: Callable[[Sessie], Werk],
        beurt: "threading.Lock | None",
        vraag: str | None = None,
    ) -> None:
        self._van = van
        self._begin = begin
        self._maak = maak
        self._beurt = beurt
        self._vraag = vraag

    def __enter__(self) -> Werk:
        if self._beurt is not None:
            self._beurt.acquire()
        try:
            self._verbinding, self._sessie = self._van.neem()
            return self._start()
        except BaseException:
            self._laat_los()
            raise

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        try:
            self._eindig(fout)
        finally:
            self._laat_los()

    def _start(self) -> Werk:
        try:
            if self._begin is not None:
                self._sessie.antwoord = self._van.begin(self._verbinding, self._begin, self._vraag)
            return self._maak(self._sessie)
        except BaseException:
            self._van.verwerp(self._verbinding)
            raise

    def _eindig(self, fout: BaseException | None) -> None:
        gehouden = self._sessie.sluit()
        if isinstance(fout, self._van.fout):
            self._van.verwerp(self._verbinding)
            return
        try:
            if self._begin is not None and not gehouden:
                self._verbinding[1].execute("ROLLBACK")
        except BaseException:
            self._van.verwerp(self._verbinding)
            raise
        self._van.geef_terug(self._verbinding)

    def _laat_los(self) -> None:
        if self._beurt is not None:
            self._beurt.release()


def alleen_sessie(sessie: Sessie) -> Sessie:
    """For a transaction that is done with statements alone."""
    return sessie
