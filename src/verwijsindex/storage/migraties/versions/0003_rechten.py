"""Rights of the young person, a log that cannot lie, organisations, keys."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DAG = sa.String(10).with_variant(sa.Date(), "postgresql")
TIJDSTIP = sa.String(32).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Add the columns and tables."""
    _rechten()


def _rechten() -> None:
    op.add_column("melding", sa.Column("beperkt_door", sa.String(length=36), nullable=True))
    op.create_table(
        "verzoek",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=32), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("jeugdige_id", sa.String(length=36), nullable=True),
        sa.Column("verzoeker", sa.String(length=32), nullable=False),
        sa.Column("kenmerk", sa.String(length=64), nullable=False),
        sa.Column("ontvangen_op", DAG, nullable=False),
        sa.Column("uiterste_dag", DAG, nullable=False),
        sa.Column("geregistreerd_op", TIJDSTIP, nullable=False),
        sa.Column("verlengd_op", DAG, nullable=True),
        sa.Column("verlengd_kenmerk", sa.String(length=64), nullable=True),
        sa.Column("verlengd_door", sa.String(length=40), nullable=True),
        sa.Column("besluit", sa.String(length=32), nullable=True),
        sa.Column("besluit_kenmerk", sa.String(length=64), nullable=True),
        sa.Column("besluit_op", DAG, nullable=True),
        sa.Column("functionaris", sa.String(length=40), nullable=True),
        sa.Column("opgeheven_op", DAG, nullable=True),
        sa.Column("opgeheven_kenmerk", sa.String(length=64), nullable=True),
        sa.Column("opgeheven_door", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["jeugdige_id"], ["jeugdige.id"], name="fk_verzoek_jeugdige_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_verzoek"),
    )
    op.create_index("ix_verzoek_gemeentecode", "verzoek", ["gemeentecode"])
    op.create_index("ix_verzoek_jeugdige_id", "verzoek", ["jeugdige_id"])
    op.create_table(
        "verzoek_melding",
        sa.Column("verzoek_id", sa.String(length=36), nullable=False),
        sa.Column("melding_id", sa.String(length=36), nullable=False),
        sa.Column("advies", sa.String(length=32), nullable=True),
        sa.Column("advies_op", TIJDSTIP, nullable=True),
        sa.ForeignKeyConstraint(["verzoek_id"], ["verzoek.id"], name="fk_verzoek_melding_verzoek_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_verzoek_melding_melding_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("verzoek_id", "melding_id", name="pk_verzoek_melding"),
    )
    op.create_index("ix_verzoek_melding_melding_id", "verzoek_melding", ["melding_id"])


def downgrade() -> None:
    """Remove them."""
    _zonder_rechten()


def _zonder_rechten() -> None:
    op.drop_table("verzoek_melding")
    op.drop_table("verzoek")
    op.drop_column("melding", "beperkt_door")
