"""After everything of persons was taken away: give back the room in which it stood, so that no file still holds it (R-190)."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from verwijsindex.storage.afbouw import VAN_PERSONEN
from verwijsindex.storage.engines import maak_engine

WACHT: Final = timedelta(minutes=1)
"""How long others get to end what they do; longer than PostgreSQL itself, which looks over its tables now and then, needs."""
_TUSSENTIJD: Final = 0.1
_BEZIG: Final = "een ander proces gebruikt de database: stop de servers en doe 'verwijsindex afbouw voer-uit' nog eens"
_STATISTIEK: Final = """
    SELECT format('ALTER TABLE %%I ALTER COLUMN %%I TYPE %%s', relname, attname, format_type(atttypid, atttypmod))
    FROM pg_stats JOIN pg_class ON relname = tablename AND relnamespace = current_schema()::regnamespace
    JOIN pg_attribute USING (attname) WHERE attrelid = pg_class.oid AND schemaname = current_schema() AND tablename = ANY(%s)
"""
"""PostgreSQL keeps samples of columns, also of tables that are empty since; giving a column its own type again forgets them."""
_NU: Final = "SELECT clock_timestamp()"
_KIJKT_NOG: Final = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND xact_start < %s
"""
"""Who began before the samples were forgotten may still see them; VACUUM keeps for him what he may see."""
_MAG_NIET: Final = {
    "VACUUM FULL pg_statistic": "laat de beheerder van de database doen: VACUUM FULL pg_statistic",
    "CHECKPOINT": "laat de beheerder van de database doen: CHECKPOINT; SELECT pg_switch_wal(); CHECKPOINT",
}


def pers_samen(url: str, wacht: timedelta = WACHT) -> tuple[str, ...]:
    """Rewrite the files of the database at ``url`` without what was deleted; gives in Dutch what could not be done here.

    Waits at most ``wacht`` for others who still look at what was there.
    """
    engine = maak_engine(url)
    try:
        return tuple(_sqlite(engine) if engine.dialect.name == "sqlite" else _postgresql(engine, wacht))
    finally:
        engine.dispose()


def _sqlite(engine: Engine) -> Iterator[str]:
    with engine.connect() as verbinding:
        try:
            verbinding.exec_driver_sql("VACUUM")
            bezig = verbinding.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
        except OperationalError:
            bezig = 1
    if bezig:
        yield _BEZIG


def _postgresql(engine: Engine, wacht: timedelta) -> Iterator[str]:
    """Empty tables get new files; dead rows of their samples go; the log of changes is closed off."""
    namen = [tabel.name for tabel in VAN_PERSONEN]
    with engine.connect() as verbinding:
        try:
            verbinding.exec_driver_sql(f"TRUNCATE {', '.join(_aanhaal(naam) for naam in namen)}")
            for (opdracht,) in verbinding.exec_driver_sql(_STATISTIEK, (namen,)).all():
                verbinding.exec_driver_sql(opdracht)
        except OperationalError:  # somebody holds a table
            yield _BEZIG
        if _kijkt_nog_iemand(verbinding, wacht):
            yield _BEZIG
        for opdrachten, raad in (
            (("VACUUM FULL pg_statistic",), _MAG_NIET["VACUUM FULL pg_statistic"]),
            (("CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"), _MAG_NIET["CHECKPOINT"]),
        ):
            if not _lukt(verbinding, opdrachten):
                yield raad
        if verbinding.exec_driver_sql("SHOW wal_recycle").scalar() == "on":
            yield (
                "PostgreSQL hergebruikt oude WAL-bestanden met hun oude inhoud (wal_recycle = on): zet dat uit en doe CHECKPOINT, of zet "
                "de lege database over naar een nieuw cluster en wis het oude; wis ook replica's, archief-WAL en backups (docs/afbouw.md)"
            )


def _kijkt_nog_iemand(verbinding: Any, wacht: timedelta) -> bool:
    """Whether, after waiting, somebody in this database still sees it as it was before this moment."""
    sinds, einde = verbinding.exec_driver_sql(_NU).scalar(), time.monotonic() + wacht.total_seconds()
    while verbinding.exec_driver_sql(_KIJKT_NOG, (sinds,)).scalar():
        if time.monotonic() >= einde:
            return True
        time.sleep(_TUSSENTIJD)
    return False


def _lukt(verbinding: Any, opdrachten: tuple[str, ...]) -> bool:
    try:
        for opdracht in opdrachten:
            verbinding.exec_driver_sql(opdracht)
    except SQLAlchemyError:
        return False
    return True


def _aanhaal(naam: str) -> str:
    return f'"{naam}"'
