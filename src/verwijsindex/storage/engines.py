"""SQLite and PostgreSQL: how each is opened, and how its transactions begin."""

from dataclasses import dataclass
from typing import Any, Final

from psycopg.types.string import TextLoader
from sqlalchemy import Engine, NullPool, create_engine, event, make_url

_WACHT_SECONDEN: Final = 5
"""How long a transaction waits for another, or for a server to connect to; a message may wait in two, and who is behind it waits too."""


@dataclass(frozen=True, slots=True)
class Begin:
    """The statements that open a transaction."""

    lezen: str
    schrijven: str
    samen: bool
    """Whether one round trip may bring a question with it."""


BEGIN: Final = {
    "sqlite": Begin("BEGIN", "BEGIN IMMEDIATE", samen=False),
    "postgresql": Begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "BEGIN ISOLATION LEVEL READ COMMITTED", samen=True),
}
"""Why these levels: docs/besluiten/0040-opslag.md."""


def maak_engine(url: str) -> Engine:
    """An engine whose connections begin no transaction by themselves and are not pooled. ValueError for another database than these two."""
    adres = make_url(url)
    match adres.get_backend_name():
        case "sqlite":
            opties = {"timeout": _WACHT_SECONDEN, "isolation_level": None, "check_same_thread": False}
            engine = create_engine(adres, poolclass=NullPool, paramstyle="qmark", connect_args=opties)
            event.listen(engine, "connect", _bij_verbinden_sqlite)
        case "postgresql":
            opties = {"autocommit": True, "connect_timeout": round(_WACHT_SECONDEN)}
            engine = create_engine(adres.set(drivername="postgresql+psycopg"), poolclass=NullPool, connect_args=opties)
            event.listen(engine, "connect", _bij_verbinden_postgresql)
        case anders:
            raise ValueError(f"geen ondersteunde database: {anders}; kies sqlite of postgresql")
    return engine


def _bij_verbinden_sqlite(verbinding: Any, _record: object) -> None:
    """WAL and FULL: a COMMIT survives loss of power; secure_delete: what is destroyed is overwritten (R-111)."""
    verbinding.create_function("uit_hex", 1, bytes.fromhex, deterministic=True)
    cursor = verbinding.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _bij_verbinden_postgresql(verbinding: Any, _record: object) -> None:
    """Days and moments come as text, ISO and UTC, as on SQLite (``vormen``); waiting for a lock has an end."""
    for soort in ("date", "timestamptz"):
        verbinding.adapters.register_loader(soort, TextLoader)
    verbinding.execute("SET TimeZone = 'UTC'")
    verbinding.execute("SET DateStyle = 'ISO'")
    verbinding.execute(f"SET lock_timeout = {round(_WACHT_SECONDEN * 1000)}")
