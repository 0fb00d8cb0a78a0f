"""Alembic runs this for every migration; ``storage.migreren`` hands it a connection on which a transaction is open."""

from alembic import context

from verwijsindex.storage.schema import METADATA

context.configure(
    connection=context.config.attributes["verbinding"],
    target_metadata=METADATA,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
