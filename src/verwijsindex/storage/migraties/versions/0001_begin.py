"""The first schema: who may act, meldingen, signalen, repetition, logboek."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DAG = sa.String(10).with_variant(sa.Date(), "postgresql")
TIJDSTIP = sa.String(32).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")

VASTE_REGELS = {
    "sqlite": (
        "CREATE TRIGGER logboek_wijzig BEFORE UPDATE ON logboek BEGIN SELECT RAISE(ABORT, 'het logboek wordt nooit gewijzigd'); END",
        "CREATE TRIGGER logboek_wis BEFORE DELETE ON logboek BEGIN SELECT RAISE(ABORT, 'het logboek wordt nooit gewijzigd'); END",
    ),
    "postgresql": (
        """
        CREATE FUNCTION logboek_vast() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'het logboek wordt nooit gewijzigd'; END $$
        """,
        "CREATE TRIGGER logboek_vast BEFORE UPDATE OR DELETE OR TRUNCATE ON logboek EXECUTE FUNCTION logboek_vast()",
    ),
}
"""R-142: the log only grows, whoever asks."""


def upgrade() -> None:
    """Make every table."""
    _wie_mag()
    _meldingen()
    _signalen()
    _herhaling()
    _logboek()


def _wie_mag() -> None:
    op.create_table(
        "partner",
        sa.Column("oin", sa.String(length=20), nullable=False),
        sa.Column("naam", sa.String(length=200), nullable=False),
        sa.Column("toestand", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("oin", name="pk_partner"),
    )
    op.create_table(
        "instantie",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("naam", sa.String(length=200), nullable=False),
        sa.Column("categorie", sa.String(length=32), nullable=False),
        sa.Column("levensduur_maanden", sa.Integer(), nullable=True),
        sa.CheckConstraint("levensduur_maanden BETWEEN 1 AND 24", name="ck_instantie_levensduur"),
        sa.PrimaryKeyConstraint("id", name="pk_instantie"),
    )
    op.create_table(
        "gebruiker",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("soort", sa.String(length=32), nullable=False),
        sa.Column("rollen", sa.String(length=100), nullable=False),
        sa.Column("aanwijzing_vanaf", DAG, nullable=False),
        sa.Column("aanwijzing_tot", DAG, nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("instantie_id", sa.String(length=40), nullable=True),
        sa.Column("categorie", sa.String(length=32), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=True),
        sa.ForeignKeyConstraint(["instantie_id"], ["instantie.id"], name="fk_gebruiker_instantie_id"),
        sa.PrimaryKeyConstraint("id", name="pk_gebruiker"),
    )
    op.create_index("ix_gebruiker_instantie_id", "gebruiker", ["instantie_id"])
    op.create_table(
        "coordinator",
        sa.Column("instantie_id", sa.String(length=40), nullable=False),
        sa.Column("gebruiker_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name="fk_coordinator_gebruiker_id"),
        sa.ForeignKeyConstraint(["instantie_id"], ["instantie.id"], name="fk_coordinator_instantie_id"),
        sa.PrimaryKeyConstraint("instantie_id", name="pk_coordinator"),
    )
    op.create_table(
        "convenant",
        sa.Column("soort", sa.String(length=32), nullable=False),
        sa.Column("houder", sa.String(length=40), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("vanaf", DAG, nullable=False),
        sa.Column("tot", DAG, nullable=True),
        sa.Column("bsn_gerechtigd", sa.Boolean(), nullable=True),
        sa.Column("bsn_grond", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("soort", "houder", "gemeentecode", "vanaf", name="pk_convenant"),
    )
    op.create_table(
        "mandaat",
        sa.Column("oin", sa.String(length=20), nullable=False),
        sa.Column("soort", sa.String(length=32), nullable=False),
        sa.Column("doel", sa.String(length=40), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("vanaf", DAG, nullable=False),
        sa.Column("tot", DAG, nullable=True),
        sa.ForeignKeyConstraint(["oin"], ["partner.oin"], name="fk_mandaat_oin"),
        sa.PrimaryKeyConstraint("oin", "soort", "doel", "gemeentecode", "vanaf", name="pk_mandaat"),
    )


def _meldingen() -> None:
    op.create_table(
        "jeugdige",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("bsn_kenmerk", sa.LargeBinary(), nullable=False),
        sa.Column("bsn", sa.LargeBinary(), nullable=False),
        sa.Column("uiterlijk", DAG, nullable=False),
        sa.Column("logpseudoniem", sa.String(length=32), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jeugdige"),
        sa.UniqueConstraint("bsn_kenmerk", name="uq_jeugdige_bsn_kenmerk"),
    )
    op.create_table(
        "jeugdige_ouder",
        sa.Column("jeugdige_id", sa.String(length=36), nullable=False),
        sa.Column("pseudoniem", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["jeugdige_id"], ["jeugdige.id"], name="fk_jeugdige_ouder_jeugdige_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("jeugdige_id", "pseudoniem", name="pk_jeugdige_ouder"),
    )
    op.create_index("ix_jeugdige_ouder_pseudoniem", "jeugdige_ouder", ["pseudoniem"])
    op.create_table(
        "melding",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("jeugdige_id", sa.String(length=36), nullable=False),
        sa.Column("meldingsbevoegde", sa.String(length=40), nullable=False),
        sa.Column("partner_oin", sa.String(length=20), nullable=False),
        sa.Column("partner_melding_id", sa.LargeBinary(), nullable=False),
        sa.Column("meldmoment", TIJDSTIP, nullable=False),
        sa.Column("verwijderdatum", DAG, nullable=False),
        sa.Column("verwijderd_op", DAG, nullable=True),
        sa.ForeignKeyConstraint(["jeugdige_id"], ["jeugdige.id"], name="fk_melding_jeugdige_id"),
        sa.ForeignKeyConstraint(["meldingsbevoegde"], ["gebruiker.id"], name="fk_melding_meldingsbevoegde"),
        sa.ForeignKeyConstraint(["partner_oin"], ["partner.oin"], name="fk_melding_partner_oin"),
        sa.PrimaryKeyConstraint("id", name="pk_melding"),
    )
    op.create_index("ix_melding_jeugdige_id", "melding", ["jeugdige_id"])
    op.create_index("ix_melding_meldingsbevoegde", "melding", ["meldingsbevoegde", "meldmoment", "id"])


def _signalen() -> None:
    op.create_table(
        "match",
        sa.Column("eerste", sa.String(length=36), nullable=False),
        sa.Column("tweede", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=32), nullable=False),
        sa.Column("ontstaan", TIJDSTIP, nullable=False),
        sa.ForeignKeyConstraint(["eerste"], ["jeugdige.id"], name="fk_match_eerste", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tweede"], ["jeugdige.id"], name="fk_match_tweede", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("eerste", "tweede", "soort", name="pk_match"),
    )
    op.create_index("ix_match_tweede", "match", ["tweede"])
    op.create_table(
        "brievenbus",
        sa.Column("soort", sa.String(length=32), nullable=False),
        sa.Column("ontvanger", sa.String(length=40), nullable=False),
        sa.Column("laatste", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("soort", "ontvanger", name="pk_brievenbus"),
    )
    op.create_table(
        "signaal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ontvanger_soort", sa.String(length=32), nullable=False),
        sa.Column("ontvanger", sa.String(length=40), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("soort", sa.String(length=32), nullable=False),
        sa.Column("tijdstip", TIJDSTIP, nullable=False),
        sa.Column("aanleiding", sa.String(length=36), nullable=True),
        sa.Column("eigen_melding", sa.String(length=36), nullable=True),
        sa.Column("kring", sa.String(length=36), nullable=True),
        sa.Column("matchsleutel", sa.String(length=12), nullable=True),
        sa.Column("betreft_signaal", sa.String(length=36), nullable=True),
        sa.Column("vervallen", sa.Boolean(), nullable=False),
        sa.Column("opgehaald_op", TIJDSTIP, nullable=True),
        sa.Column("bevestigd_op", TIJDSTIP, nullable=True),
        sa.ForeignKeyConstraint(["aanleiding"], ["melding.id"], name="fk_signaal_aanleiding"),
        sa.ForeignKeyConstraint(["betreft_signaal"], ["signaal.id"], name="fk_signaal_betreft_signaal"),
        sa.ForeignKeyConstraint(["eigen_melding"], ["melding.id"], name="fk_signaal_eigen_melding"),
        sa.ForeignKeyConstraint(
            ["ontvanger_soort", "ontvanger"], ["brievenbus.soort", "brievenbus.ontvanger"], name="fk_signaal_ontvanger_soort"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_signaal"),
        sa.UniqueConstraint("eigen_melding", "soort", "aanleiding", name="uq_signaal_aanleiding"),
        sa.UniqueConstraint("ontvanger_soort", "ontvanger", "volgnummer", name="uq_signaal_volgnummer"),
    )
    op.create_index("ix_signaal_aanleiding", "signaal", ["aanleiding"])
    op.create_index("ix_signaal_kring", "signaal", ["kring"])
    op.create_table(
        "signaal_contact",
        sa.Column("kring", sa.String(length=36), nullable=False),
        sa.Column("melding_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_signaal_contact_melding_id"),
        sa.PrimaryKeyConstraint("kring", "melding_id", name="pk_signaal_contact"),
    )
    op.create_index("ix_signaal_contact_melding_id", "signaal_contact", ["melding_id"])


def _herhaling() -> None:
    op.create_table(
        "zakelijke_sleutel",
        sa.Column("oin", sa.String(length=20), nullable=False),
        sa.Column("soort", sa.String(length=32), nullable=False),
        sa.Column("sleutel", sa.LargeBinary(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=True),
        sa.Column("antwoord", sa.Text(), nullable=True),
        sa.Column("melding_id", sa.String(length=36), nullable=True),
        sa.Column("vervalt", TIJDSTIP, nullable=True),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_zakelijke_sleutel_melding_id"),
        sa.PrimaryKeyConstraint("oin", "soort", "sleutel", name="pk_zakelijke_sleutel"),
    )
    op.create_index("ix_zakelijke_sleutel_melding_id", "zakelijke_sleutel", ["melding_id"])
    op.create_index("ix_zakelijke_sleutel_vervalt", "zakelijke_sleutel", ["vervalt"])
    op.create_table(
        "gezien_bericht",
        sa.Column("oin", sa.String(length=20), nullable=False),
        sa.Column("bericht", sa.LargeBinary(), nullable=False),
        sa.Column("handtekening", sa.LargeBinary(), nullable=False),
        sa.Column("tot", TIJDSTIP, nullable=False),
        sa.PrimaryKeyConstraint("oin", "bericht", name="pk_gezien_bericht"),
        sa.UniqueConstraint("handtekening", name="uq_gezien_bericht_handtekening"),
    )
    op.create_index("ix_gezien_bericht_tot", "gezien_bericht", ["tot"])


def _logboek() -> None:
    op.create_table(
        "logboek",
        sa.Column("nummer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False),
        sa.Column("tijdstip", TIJDSTIP, nullable=False),
        sa.Column("gebeurtenis", sa.String(length=32), nullable=False),
        sa.Column("operatie", sa.String(length=32), nullable=False),
        sa.Column("oin", sa.String(length=20), nullable=True),
        sa.Column("gebruiker_id", sa.String(length=40), nullable=True),
        sa.Column("rol", sa.String(length=32), nullable=True),
        sa.Column("bericht_id", sa.String(length=36), nullable=True),
        sa.Column("persoon", sa.String(length=32), nullable=True),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.Column("uitkomst", sa.String(length=32), nullable=False),
        sa.Column("ontvanger", sa.String(length=40), nullable=True),
        sa.Column("verstrekt", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("nummer", name="pk_logboek"),
    )
    op.create_table(
        "verstrekking",
        sa.Column("signaal_id", sa.String(length=36), nullable=False),
        sa.Column("kenmerk", sa.LargeBinary(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["signaal_id"], ["signaal.id"], name="fk_verstrekking_signaal_id"),
        sa.PrimaryKeyConstraint("signaal_id", "kenmerk", name="pk_verstrekking"),
    )
    op.create_table(
        "sleutelproef",
        sa.Column("proef", sa.Integer(), nullable=False),
        sa.Column("kenmerk", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("proef", name="pk_sleutelproef"),
    )
    for regel in VASTE_REGELS[op.get_bind().dialect.name]:
        op.execute(regel)


def downgrade() -> None:
    """Remove every table."""
    op.drop_table("sleutelproef")
    op.drop_table("verstrekking")
    op.drop_table("logboek")
    op.drop_table("gezien_bericht")
    op.drop_table("zakelijke_sleutel")
    op.drop_table("signaal_contact")
    op.drop_table("signaal")
    op.drop_table("brievenbus")
    op.drop_table("match")
    op.drop_table("melding")
    op.drop_table("jeugdige_ouder")
    op.drop_table("jeugdige")
    op.drop_table("mandaat")
    op.drop_table("convenant")
    op.drop_table("coordinator")
    op.drop_table("gebruiker")
    op.drop_table("instantie")
    op.drop_table("partner")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION logboek_vast()")
