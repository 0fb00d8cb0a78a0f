"""Certificates of partner systems, and which ends were told."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

DAG = sa.String(10).with_variant(sa.Date(), "postgresql")
TIJDSTIP = sa.String(32).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "partnercertificaat",
        sa.Column("oin", sa.String(length=20), nullable=False),
        sa.Column("gebruik", sa.String(length=32), nullable=False),
        sa.Column("vingerafdruk", sa.String(length=64), nullable=False),
        sa.Column("vanaf", DAG, nullable=False),
        sa.Column("laatste_dag", DAG, nullable=False),
        sa.Column("verloopt", TIJDSTIP, nullable=False),
        sa.Column("vastgelegd_op", TIJDSTIP, nullable=False),
        sa.ForeignKeyConstraint(["oin"], ["partner.oin"], name="fk_partnercertificaat_oin"),
        sa.PrimaryKeyConstraint("oin", "gebruik", "vingerafdruk", name="pk_partnercertificaat"),
    )
    op.create_table(
        "verloopwaarschuwing",
        sa.Column("vingerafdruk", sa.String(length=64), nullable=False),
        sa.Column("drempel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gemeld_op", TIJDSTIP, nullable=False),
        sa.Column("gemaild", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("vingerafdruk", "drempel", name="pk_verloopwaarschuwing"),
    )


def downgrade() -> None:
    """Remove them again: every certificate with the OIN of a partner counts, as before."""
    op.drop_table("verloopwaarschuwing")
    op.drop_table("partnercertificaat")
