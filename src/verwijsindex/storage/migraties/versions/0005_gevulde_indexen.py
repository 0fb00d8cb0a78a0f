"""Indexes that skip what is empty: a new melding fills none of these columns, or few, and then need not be written into them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KOLOMMEN = (("melding", "verwijderd_op"), ("zakelijke_sleutel", "vervalt"), ("jeugdige", "adres_bag"), ("jeugdige", "adres_tekst"))


def upgrade() -> None:
    """Make them again, of the filled rows only."""
    for tabel, kolom in KOLOMMEN:
        gevuld = sa.text(f"{kolom} IS NOT NULL")
        op.drop_index(f"ix_{tabel}_{kolom}", tabel)
        op.create_index(f"ix_{tabel}_{kolom}", tabel, [kolom], sqlite_where=gevuld, postgresql_where=gevuld)


def downgrade() -> None:
    """Make them again, of every row."""
    for tabel, kolom in KOLOMMEN:
        op.drop_index(f"ix_{tabel}_{kolom}", tabel)
        op.create_index(f"ix_{tabel}_{kolom}", tabel, [kolom])
