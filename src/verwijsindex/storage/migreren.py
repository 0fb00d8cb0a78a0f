"""Migrations with Alembic, run from the program; the steps are in ``migraties/versions``."""

from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

_MAP: Final = Path(__file__).parent / "migraties"
_SLOT: Final = 7_141_940
"""PostgreSQL's advisory lock that one migrating process holds at a time; any number that nobody else uses."""


def is_bij(engine: Engine) -> bool:
    """Whether the database has exactly the schema of this release."""
    with engine.connect() as verbinding:
        return MigrationContext.configure(verbinding).get_current_heads() == _laatste()


def breng_bij(engine: Engine, doel: str = "head") -> None:
    """Upgrade to ``doel``, all steps in one transaction, one process at a time."""
    with engine.connect() as verbinding:
        _begin_alleen(verbinding)
        command.upgrade(_config(verbinding), doel)
        verbinding.exec_driver_sql("COMMIT")


def breng_terug(engine: Engine, doel: str) -> None:
    """Downgrade to ``doel`` (``base`` for an empty database), in the same way."""
    with engine.connect() as verbinding:
        _begin_alleen(verbinding)
        command.downgrade(_config(verbinding), doel)
        verbinding.exec_driver_sql("COMMIT")


def _begin_alleen(verbinding: Connection) -> None:
    if verbinding.dialect.name == "sqlite":
        verbinding.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        verbinding.exec_driver_sql("BEGIN")
        verbinding.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SLOT})")


def _config(verbinding: Connection | None = None) -> Config:
    config = Config(attributes={"verbinding": verbinding})
    config.set_main_option("script_location", str(_MAP).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@cache
def _laatste() -> tuple[str, ...]:
    """The last step of this release, which does not change while it runs."""
    return tuple(ScriptDirectory.from_config(_config()).get_heads())
