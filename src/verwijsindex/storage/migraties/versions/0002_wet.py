"""What the law asks beside meldingen: addresses, historie, following persons, notices and maintenance."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DAG = sa.String(10).with_variant(sa.Date(), "postgresql")
TIJDSTIP = sa.String(32).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("gebruiker", sa.Column("beperking_bevestigd", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "terugval",
        sa.Column("instantie_id", sa.String(length=40), nullable=False),
        sa.Column("gebruiker_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["instantie_id"], ["instantie.id"], name="fk_terugval_instantie_id"),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name="fk_terugval_gebruiker_id"),
        sa.PrimaryKeyConstraint("instantie_id", name="pk_terugval"),
    )
    op.add_column("convenant", sa.Column("beperking_vastgelegd", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("instantie", sa.Column("mail_collegas", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("jeugdige", sa.Column("adres_bag", sa.LargeBinary(), nullable=True))
    op.add_column("jeugdige", sa.Column("adres_tekst", sa.LargeBinary(), nullable=True))
    op.add_column("jeugdige", sa.Column("verblijf", sa.LargeBinary(), nullable=True))
    op.add_column("jeugdige", sa.Column("gevolgd", sa.Boolean(), server_default=sa.false(), nullable=True))
    op.create_index("ix_jeugdige_uiterlijk", "jeugdige", ["uiterlijk"])
    op.create_index("ix_melding_verwijderdatum", "melding", ["verwijderdatum"])
    op.create_index("ix_melding_verwijderd_op", "melding", ["verwijderd_op"])
    op.create_index("ix_jeugdige_adres_bag", "jeugdige", ["adres_bag"])
    op.create_index("ix_jeugdige_adres_tekst", "jeugdige", ["adres_tekst"])
    nog_te_volgen = sa.text("NOT gevolgd")
    op.create_index("ix_jeugdige_nog_te_volgen", "jeugdige", ["id"], sqlite_where=nog_te_volgen, postgresql_where=nog_te_volgen)
    _historie()
    _register()
    _vanzelf()


def _historie() -> None:
    op.create_table(
        "historie_aanbod",
        sa.Column("melding_id", sa.String(length=36), nullable=False),
        sa.Column("archief_id", sa.String(length=36), nullable=False),
        sa.Column("opgehaald_op", TIJDSTIP, nullable=True),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_historie_aanbod_melding_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["archief_id"], ["melding.id"], name="fk_historie_aanbod_archief_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("melding_id", "archief_id", name="pk_historie_aanbod"),
    )
    op.create_index("ix_historie_aanbod_archief_id", "historie_aanbod", ["archief_id"])
    op.create_table(
        "archief_opgehaald",
        sa.Column("archief_id", sa.String(length=36), nullable=False),
        sa.Column("eerst_op", TIJDSTIP, nullable=False),
        sa.ForeignKeyConstraint(["archief_id"], ["melding.id"], name="fk_archief_opgehaald_archief_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archief_id", name="pk_archief_opgehaald"),
    )
    op.create_table(
        "historie_verstrekking",
        sa.Column("melding_id", sa.String(length=36), nullable=False),
        sa.Column("archief_id", sa.String(length=36), nullable=False),
        sa.Column("kenmerk", sa.LargeBinary(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_historie_verstrekking_melding_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["archief_id"], ["melding.id"], name="fk_historie_verstrekking_archief_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("melding_id", "archief_id", "kenmerk", name="pk_historie_verstrekking"),
    )
    op.create_index("ix_historie_verstrekking_archief_id", "historie_verstrekking", ["archief_id"])


def _register() -> None:
    op.create_table(
        "uitgesloten_adres",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("nummeraanduiding", sa.String(length=16), nullable=True),
        sa.Column("postcode", sa.String(length=6), nullable=True),
        sa.Column("huisnummer", sa.Integer(), nullable=True),
        sa.Column("huisletter", sa.String(length=1), nullable=True),
        sa.Column("toevoeging", sa.String(length=4), nullable=True),
        sa.Column("aanduiding", sa.String(length=2), nullable=True),
        sa.Column("bron", sa.String(length=32), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=True),
        sa.Column("vanaf", DAG, nullable=False),
        sa.Column("tot", DAG, nullable=True),
        sa.Column("kenmerk_bag", sa.LargeBinary(), nullable=True),
        sa.Column("kenmerk_tekst", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_uitgesloten_adres"),
    )
    op.create_index("ix_uitgesloten_adres_kenmerk_bag", "uitgesloten_adres", ["kenmerk_bag"])
    op.create_index("ix_uitgesloten_adres_kenmerk_tekst", "uitgesloten_adres", ["kenmerk_tekst"])
    op.create_table(
        "registerstand",
        sa.Column("register", sa.String(length=32), nullable=False),
        sa.Column("stand", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("register", name="pk_registerstand"),
    )
    op.create_table(
        "niet_meer_volgen",
        sa.Column("bsn_kenmerk", sa.LargeBinary(), nullable=False),
        sa.Column("bsn", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bsn_kenmerk", name="pk_niet_meer_volgen"),
    )


def _vanzelf() -> None:
    op.create_table(
        "notificatie",
        sa.Column("soort", sa.String(length=32), nullable=False),
        sa.Column("ontvanger", sa.String(length=40), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("sinds", TIJDSTIP, nullable=False),
        sa.Column("volgende_poging", TIJDSTIP, nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("fout", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("soort", "ontvanger", name="pk_notificatie"),
    )
    op.create_index("ix_notificatie_volgende_poging", "notificatie", ["volgende_poging"])
    op.create_table(
        "onbestelbaar",
        sa.Column("ontvanger", sa.String(length=40), nullable=False),
        sa.Column("sinds", TIJDSTIP, nullable=False),
        sa.Column("fout", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("ontvanger", name="pk_onbestelbaar"),
    )
    op.create_table(
        "beurt",
        sa.Column("taak", sa.String(length=32), nullable=False),
        sa.Column("houder", sa.String(length=36), nullable=True),
        sa.Column("tot", TIJDSTIP, nullable=True),
        sa.Column("voltooid", TIJDSTIP, nullable=True),
        sa.Column("verslag", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("taak", name="pk_beurt"),
    )


def downgrade() -> None:
    """Remove them."""
    for tabel in ("beurt", "onbestelbaar", "notificatie", "niet_meer_volgen", "registerstand", "uitgesloten_adres"):
        op.drop_table(tabel)
    for tabel in ("historie_verstrekking", "archief_opgehaald", "historie_aanbod", "terugval"):
        op.drop_table(tabel)
    op.drop_index("ix_melding_verwijderd_op", "melding")
    op.drop_index("ix_melding_verwijderdatum", "melding")
    op.drop_index("ix_jeugdige_uiterlijk", "jeugdige")
    op.drop_index("ix_jeugdige_nog_te_volgen", table_name="jeugdige")
    op.drop_index("ix_jeugdige_adres_tekst", "jeugdige")
    op.drop_index("ix_jeugdige_adres_bag", "jeugdige")
    for kolom in ("gevolgd", "verblijf", "adres_tekst", "adres_bag"):
        op.drop_column("jeugdige", kolom)
    op.drop_column("instantie", "mail_collegas")
    op.drop_column("convenant", "beperking_vastgelegd")
    op.drop_column("gebruiker", "beperking_bevestigd")
