"""Rights of the young person, a log that cannot lie, organisations, keys."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DAG = sa.String(10).with_variant(sa.Date(), "postgresql")
ONDER_EEN_SLEUTEL = {
    "jeugdige": ("bsn_kenmerk", "bsn", "adres_bag", "adres_tekst", "verblijf"),
    "jeugdige_ouder": ("pseudoniem",),
    "melding": ("partner_melding_id",),
    "gebruiker": ("contact",),
    "zakelijke_sleutel": ("sleutel", "inhoud"),
    "uitgesloten_adres": ("kenmerk_bag", "kenmerk_tekst"),
    "niet_meer_volgen": ("bsn_kenmerk", "bsn"),
    "verstrekking": ("inhoud",),
    "historie_verstrekking": ("inhoud",),
}
"""What stood under the only keys there were gets the number 0 in front."""
TIJDSTIP = sa.String(32).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
NUMMER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns and tables."""
    _rechten()
    _keten()
    _beperking()
    _sleutels()
    _organisaties()
    _beleid()
    _beslistermijn()
    _inzage()


def _rechten() -> None:
    wijst = sa.text("betreft_signaal IS NOT NULL")
    op.create_index("ix_signaal_betreft_signaal", "signaal", ["betreft_signaal"], sqlite_where=wijst, postgresql_where=wijst)
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
    op.create_table(
        "archiefbesluit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("kenmerk", sa.String(length=64), nullable=False),
        sa.Column("besluit_op", DAG, nullable=False),
        sa.Column("functionaris", sa.String(length=40), nullable=False),
        sa.Column("vastgelegd_op", TIJDSTIP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_archiefbesluit"),
    )


def _beperking() -> None:
    op.add_column("signaal_contact", sa.Column("zwijgt_sinds", TIJDSTIP, nullable=True))
    op.create_table(
        "beperking",
        sa.Column("melding_id", sa.String(length=36), nullable=False),
        sa.Column("verzoek_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_beperking_melding_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["verzoek_id"], ["verzoek.id"], name="fk_beperking_verzoek_id"),
        sa.PrimaryKeyConstraint("melding_id", "verzoek_id", name="pk_beperking"),
    )
    op.create_index("ix_beperking_verzoek_id", "beperking", ["verzoek_id"])


def _organisaties() -> None:
    """What acts already stays: its gemeenten are live since their first mandate. A profile is asked for at the next mandate (R-180)."""
    op.create_table(
        "gemeente",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("naam", sa.String(length=200), nullable=False),
        sa.Column("live_vanaf", DAG, nullable=True),
        sa.PrimaryKeyConstraint("code", name="pk_gemeente"),
    )
    op.execute(
        """
        INSERT INTO gemeente (code, naam, live_vanaf)
        SELECT code, 'Gemeente ' || code, min(vanaf) FROM (
            SELECT gemeentecode AS code, vanaf FROM mandaat
            UNION ALL SELECT gemeentecode, NULL FROM convenant
            UNION ALL SELECT gemeentecode, NULL FROM gebruiker WHERE gemeentecode IS NOT NULL
        ) AS genoemd GROUP BY code
        """
    )
    profieltekst = sa.String(length=2000)
    op.create_table(
        "organisatieprofiel",
        sa.Column("instantie_id", sa.String(length=40), nullable=False),
        sa.Column("privacyprotocol", profieltekst, nullable=True),
        sa.Column("doelgroep", profieltekst, nullable=True),
        sa.Column("signaleringscriteria", profieltekst, nullable=True),
        sa.Column("procedures", profieltekst, nullable=True),
        sa.Column("zorgcoordinatie", profieltekst, nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["instantie_id"], ["instantie.id"], name="fk_organisatieprofiel_instantie_id"),
        sa.PrimaryKeyConstraint("instantie_id", name="pk_organisatieprofiel"),
    )
    op.create_table(
        "instantie_historie",
        sa.Column("instantie_id", sa.String(length=40), nullable=False),
        sa.Column("tot", DAG, nullable=False),
        sa.Column("naam", sa.String(length=200), nullable=False),
        sa.Column("opgegaan_in", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["instantie_id"], ["instantie.id"], name="fk_instantie_historie_instantie_id"),
        sa.ForeignKeyConstraint(["opgegaan_in"], ["instantie.id"], name="fk_instantie_historie_opgegaan_in"),
        sa.PrimaryKeyConstraint("instantie_id", "tot", name="pk_instantie_historie"),
    )
    op.create_table(
        "conformiteit",
        sa.Column("oin", sa.String(length=20), nullable=False),
        sa.Column("rapport", sa.String(length=64), nullable=False),
        sa.Column("versie", sa.String(length=20), nullable=False),
        sa.Column("getoetst_op", TIJDSTIP, nullable=False),
        sa.Column("gevallen", sa.String(length=60), nullable=False),
        sa.Column("vastgelegd_op", TIJDSTIP, nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["oin"], ["partner.oin"], name="fk_conformiteit_oin"),
        sa.PrimaryKeyConstraint("oin", "rapport", name="pk_conformiteit"),
    )


def _beleid() -> None:
    op.create_table(
        "beleidsstand",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kenmerk", sa.String(length=32), nullable=False),
        sa.Column("sinds", TIJDSTIP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beleidsstand"),
    )
    op.create_table(
        "afbouwstand",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begonnen", TIJDSTIP, nullable=False),
        sa.Column("vooraf", sa.Text(), nullable=False),
        sa.Column("voltooid", TIJDSTIP, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_afbouwstand"),
    )


def _beslistermijn() -> None:
    op.add_column("verzoek", sa.Column("gewaarschuwd", sa.String(length=32), nullable=True))


def _inzage() -> None:
    for naam, kolom, waar in (
        ("ix_logboek_persoon", "persoon", "persoon IS NOT NULL"),
        ("ix_logboek_verbonden", "ids", "gebeurtenis = 'PERSOON_VERBONDEN'"),
    ):
        op.create_index(naam, "logboek", [kolom], sqlite_where=sa.text(waar), postgresql_where=sa.text(waar))


def downgrade() -> None:
    """Remove them."""
    _zonder_inzage()
    _zonder_sleutels()
    op.drop_table("afbouwstand")
    op.drop_table("beleidsstand")
    _zonder_keten()
    _zonder_beperking()
    _zonder_organisaties()
    _zonder_rechten()


def _zonder_inzage() -> None:
    op.drop_index("ix_logboek_verbonden", "logboek")
    op.drop_index("ix_logboek_persoon", "logboek")


def _zonder_beperking() -> None:
    op.drop_table("beperking")
    op.drop_column("signaal_contact", "zwijgt_sinds")


def _zonder_rechten() -> None:
    op.drop_index("ix_signaal_betreft_signaal", table_name="signaal")
    op.drop_table("archiefbesluit")
    op.drop_table("verzoek_melding")
    op.drop_table("verzoek")
    op.drop_column("melding", "beperkt_door")


VASTE_REGELS = {
    "sqlite": (
        "CREATE TRIGGER logboek_wijzig BEFORE UPDATE ON logboek BEGIN SELECT RAISE(ABORT, 'het logboek wordt nooit gewijzigd'); END",
        "CREATE TRIGGER logboek_wis BEFORE DELETE ON logboek BEGIN SELECT RAISE(ABORT, 'het logboek wordt nooit gewijzigd'); END",
    ),
    "postgresql": ("CREATE TRIGGER logboek_vast BEFORE UPDATE OR DELETE OR TRUNCATE ON logboek EXECUTE FUNCTION logboek_vast()",),
}
LOSSE_REGELS = {
    "sqlite": ("DROP TRIGGER logboek_wijzig", "DROP TRIGGER logboek_wis"),
    "postgresql": ("DROP TRIGGER logboek_vast ON logboek",),
}
VOLGENDE = sa.text(
    """
    SELECT nummer, tijdstip, gebeurtenis, operatie, oin, gebruiker_id, rol, bericht_id, persoon, ids, uitkomst, ontvanger, verstrekt
    FROM logboek WHERE nummer > :na ORDER BY nummer LIMIT 5000
    """
)


def _keten() -> None:
    """R-142: what was logged until now becomes lane 0, chained in the order of its numbers; it has no seal, the first ijkpunt covers it."""
    op.create_table(
        "logketen",
        sa.Column("keten", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lengte", NUMMER, nullable=False),
        sa.Column("schakel", sa.LargeBinary(), nullable=False),
        sa.Column("zegel", sa.LargeBinary(), nullable=True),
        sa.Column("sleutel", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("keten", name="pk_logketen"),
    )
    op.create_table(
        "logijkpunt",
        sa.Column("nummer", NUMMER, autoincrement=False, nullable=False),
        sa.Column("inhoud", sa.Text(), nullable=False),
        sa.Column("handtekening", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name="pk_logijkpunt"),
    )
    _zonder_vaste_regels()
    op.add_column("logboek", sa.Column("keten", sa.Integer(), nullable=True))
    op.add_column("logboek", sa.Column("plaats", NUMMER, nullable=True))
    op.add_column("logboek", sa.Column("schakel", sa.LargeBinary(), nullable=True))
    _schakel_aan(op.get_bind())
    with op.batch_alter_table("logboek") as tabel:
        for kolom, soort in (("keten", sa.Integer()), ("plaats", NUMMER), ("schakel", sa.LargeBinary())):
            tabel.alter_column(kolom, existing_type=soort, nullable=False)
    _met_vaste_regels()


def _schakel_aan(verbinding: sa.Connection) -> None:
    """In portions: a logboek may have millions of lines."""
    einde, plaats, nummer = bytes(32), 0, -1
    while rijen := verbinding.execute(VOLGENDE, {"na": nummer}).all():
        waarden = []
        for rij in rijen:
            nummer, tijdstip, *rest = rij
            plaats += 1
            regel = json.dumps([1, 0, plaats, nummer, _als_tekst(tijdstip), *rest], separators=(",", ":"))
            einde = sha256(einde + regel.encode("ascii")).digest()
            waarden.append({"nummer": nummer, "plaats": plaats, "schakel": einde})
        verbinding.execute(sa.text("UPDATE logboek SET keten = 0, plaats = :plaats, schakel = :schakel WHERE nummer = :nummer"), waarden)
    if plaats:
        verbinding.execute(sa.text("INSERT INTO logketen (keten, lengte, schakel) VALUES (0, :p, :s)"), {"p": plaats, "s": einde})


def _als_tekst(tijdstip: str) -> str:
    """As the index writes it; PostgreSQL tells a moment in its own form."""
    return datetime.fromisoformat(tijdstip).astimezone(UTC).isoformat(timespec="microseconds")


def _zonder_keten() -> None:
    _zonder_vaste_regels()
    with op.batch_alter_table("logboek") as tabel:
        for kolom in ("schakel", "plaats", "keten"):
            tabel.drop_column(kolom)
    _met_vaste_regels()
    op.drop_table("logijkpunt")
    op.drop_table("logketen")


def _zonder_vaste_regels() -> None:
    _elk(LOSSE_REGELS[op.get_bind().dialect.name])


def _met_vaste_regels() -> None:
    _elk(VASTE_REGELS[op.get_bind().dialect.name])


def _elk(opdrachten: Iterable[str]) -> None:
    for opdracht in opdrachten:
        op.execute(opdracht)


def _sleutels() -> None:
    op.add_column("sleutelproef", sa.Column("wijziging", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "sleutel",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proef", sa.LargeBinary(), nullable=False),
        sa.Column("bekend_sinds", TIJDSTIP, nullable=False),
        sa.Column("in_gebruik_sinds", TIJDSTIP, nullable=True),
        sa.Column("in_gebruik", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sleutel"),
    )
    met_nummer = "CAST(x'00' || {0} AS BLOB)" if op.get_bind().dialect.name == "sqlite" else "decode('00', 'hex') || {0}"
    _wijzig(met_nummer)


def _zonder_sleutels() -> None:
    """RuntimeError when a key took the place of another since: the release before this one cannot read what stands under it."""
    andere = op.get_bind().execute(sa.text("SELECT count(*) FROM sleutel WHERE id <> 0")).scalar_one()
    if andere:
        raise RuntimeError("terug kan niet meer: er is een sleutel in gebruik die de vorige versie niet kent")
    _wijzig("substr({0}, 2)")
    op.drop_table("sleutel")
    op.drop_column("sleutelproef", "wijziging")


def _wijzig(uitdrukking: str) -> None:
    for tabel, kolommen in ONDER_EEN_SLEUTEL.items():
        zet = ", ".join(f"{kolom} = {uitdrukking.format(kolom)}" for kolom in kolommen)
        op.execute(sa.text(f"UPDATE {tabel} SET {zet}"))  # noqa: S608 - all names are ours


def _zonder_organisaties() -> None:
    for tabel in ("conformiteit", "instantie_historie", "organisatieprofiel", "gemeente"):
        op.drop_table(tabel)
