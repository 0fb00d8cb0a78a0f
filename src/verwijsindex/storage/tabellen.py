"""Every table. What each column is for and when it goes stands in ``docs/gegevensinventaris.md`` (R-052).

Days and moments are ISO text on SQLite and real types on PostgreSQL; both take and give text (``vormen``). No column holds
a number, a pseudonym or contact data in clear: bytes are either encrypted or keyed digests (``kluis``).
"""

from typing import Final

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
"""R-052: every column of every table stands in the data inventory, with why it is there and when it goes."""

Dag: Final = String(10).with_variant(Date(), "postgresql")
Tijdstip: Final = String(32).with_variant(TIMESTAMP(timezone=True), "postgresql")
Nummer: Final = BigInteger().with_variant(Integer(), "sqlite")
Id: Final = String(36)
"""UUID that this index gave."""
Registratie: Final = String(40)
"""Id of an instantie or user, given at onboarding."""
Oin: Final = String(20)
Gemeentecode: Final = String(4)
Soort: Final = String(32)
"""A word of a closed list in ``domain``."""


def gevulde(kolom: str) -> Index:
    """An index, named after table and column, of only those rows in which this column is filled.

    For what is empty in most rows: who asks for a value, or for a span of them, finds it as quickly, and a row without costs nothing.
    """
    wanneer = text(f"{kolom} IS NOT NULL")
    return Index(None, kolom, sqlite_where=wanneer, postgresql_where=wanneer)


# Who may act (R-001..R-008).

partner: Final = Table(
    "partner",
    METADATA,
    Column("oin", Oin, primary_key=True),
    Column("naam", String(200), nullable=False),
    Column("toestand", Soort, nullable=False),
)

instantie: Final = Table(
    "instantie",
    METADATA,
    Column("id", Registratie, primary_key=True),
    Column("naam", String(200), nullable=False),
    Column("categorie", Soort, nullable=False),
    Column("levensduur_maanden", Integer),
    Column("mail_collegas", Boolean, nullable=False, server_default=true()),
    CheckConstraint("levensduur_maanden BETWEEN 1 AND 24", name="levensduur"),
)

gebruiker: Final = Table(
    "gebruiker",
    METADATA,
    Column("id", Registratie, primary_key=True),
    Column("soort", Soort, nullable=False),
    Column("rollen", String(100), nullable=False),
    Column("aanwijzing_vanaf", Dag, nullable=False),
    Column("aanwijzing_tot", Dag),
    Column("contact", LargeBinary, nullable=False),
    Column("instantie_id", Registratie, ForeignKey("instantie.id"), index=True),
    Column("categorie", Soort),
    Column("gemeentecode", Gemeentecode),
    Column("beperking_bevestigd", Boolean, nullable=False, server_default=false()),
)

coordinator: Final = Table(
    "coordinator",
    METADATA,
    Column("instantie_id", Registratie, ForeignKey("instantie.id"), primary_key=True),
    Column("gebruiker_id", Registratie, ForeignKey("gebruiker.id"), nullable=False),
)

terugval: Final = Table(
    "terugval",
    METADATA,
    Column("instantie_id", Registratie, ForeignKey("instantie.id"), primary_key=True),
    Column("gebruiker_id", Registratie, ForeignKey("gebruiker.id"), nullable=False),
)

convenant: Final = Table(
    "convenant",
    METADATA,
    Column("soort", Soort, primary_key=True),
    Column("houder", Registratie, primary_key=True),
    Column("gemeentecode", Gemeentecode, primary_key=True),
    Column("vanaf", Dag, primary_key=True),
    Column("tot", Dag),
    Column("bsn_gerechtigd", Boolean),
    Column("bsn_grond", String(200)),
    Column("beperking_vastgelegd", Boolean, nullable=False, server_default=false()),
)

mandaat: Final = Table(
    "mandaat",
    METADATA,
    Column("oin", Oin, ForeignKey("partner.oin"), primary_key=True),
    Column("soort", Soort, primary_key=True),
    Column("doel", Registratie, primary_key=True),
    Column("gemeentecode", Gemeentecode, primary_key=True),
    Column("vanaf", Dag, primary_key=True),
    Column("tot", Dag),
)

# The jeugdige and the meldingen about him.

jeugdige: Final = Table(
    "jeugdige",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("bsn_kenmerk", LargeBinary, nullable=False, unique=True),
    Column("bsn", LargeBinary, nullable=False),
    Column("uiterlijk", Dag, nullable=False, index=True),
    Column("logpseudoniem", String(32), nullable=False),
    Column("gemeentecode", Gemeentecode),
    Column("adres_bag", LargeBinary),
    Column("adres_tekst", LargeBinary),
    Column("verblijf", LargeBinary),
    Column("gevolgd", Boolean, server_default=false()),
    gevulde("adres_bag"),
    gevulde("adres_tekst"),
    Index("ix_jeugdige_nog_te_volgen", "id", sqlite_where=text("NOT gevolgd"), postgresql_where=text("NOT gevolgd")),
)

jeugdige_ouder: Final = Table(
    "jeugdige_ouder",
    METADATA,
    Column("jeugdige_id", Id, ForeignKey("jeugdige.id", ondelete="CASCADE"), primary_key=True),
    Column("pseudoniem", LargeBinary, primary_key=True, index=True),
)

melding: Final = Table(
    "melding",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("jeugdige_id", Id, ForeignKey("jeugdige.id"), nullable=False, index=True),
    Column("meldingsbevoegde", Registratie, ForeignKey("gebruiker.id"), nullable=False),
    Column("partner_oin", Oin, ForeignKey("partner.oin"), nullable=False),
    Column("partner_melding_id", LargeBinary, nullable=False),
    Column("meldmoment", Tijdstip, nullable=False),
    Column("verwijderdatum", Dag, nullable=False, index=True),
    Column("verwijderd_op", Dag),
    Column("beperkt_door", Id),
    Index("ix_melding_meldingsbevoegde", "meldingsbevoegde", "meldmoment", "id"),
    gevulde("verwijderd_op"),
)

historie_aanbod: Final = Table(
    "historie_aanbod",
    METADATA,
    Column("melding_id", Id, ForeignKey("melding.id", ondelete="CASCADE"), primary_key=True),
    Column("archief_id", Id, ForeignKey("melding.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("opgehaald_op", Tijdstip),
)

archief_opgehaald: Final = Table(
    "archief_opgehaald",
    METADATA,
    Column("archief_id", Id, ForeignKey("melding.id", ondelete="CASCADE"), primary_key=True),
    Column("eerst_op", Tijdstip, nullable=False),
)

historie_verstrekking: Final = Table(
    "historie_verstrekking",
    METADATA,
    Column("melding_id", Id, ForeignKey("melding.id", ondelete="CASCADE"), primary_key=True),
    Column("archief_id", Id, ForeignKey("melding.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("kenmerk", LargeBinary, primary_key=True),
    Column("inhoud", LargeBinary, nullable=False),
)

# Matches and signalen (R-070..R-097).

match: Final = Table(
    "match",
    METADATA,
    Column("eerste", Id, ForeignKey("jeugdige.id", ondelete="CASCADE"), primary_key=True),
    Column("tweede", Id, ForeignKey("jeugdige.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("soort", Soort, primary_key=True),
    Column("ontstaan", Tijdstip, nullable=False),
)

brievenbus: Final = Table(
    "brievenbus",
    METADATA,
    Column("soort", Soort, primary_key=True),
    Column("ontvanger", Registratie, primary_key=True),
    Column("laatste", Integer, nullable=False),
)

signaal: Final = Table(
    "signaal",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("ontvanger_soort", Soort, nullable=False),
    Column("ontvanger", Registratie, nullable=False),
    Column("volgnummer", Integer, nullable=False),
    Column("soort", Soort, nullable=False),
    Column("tijdstip", Tijdstip, nullable=False),
    Column("aanleiding", Id, ForeignKey("melding.id"), index=True),
    Column("eigen_melding", Id, ForeignKey("melding.id")),
    Column("kring", Id, index=True),
    Column("matchsleutel", String(12)),
    Column("betreft_signaal", Id, ForeignKey("signaal.id")),
    Column("vervallen", Boolean, nullable=False),
    Column("opgehaald_op", Tijdstip),
    Column("bevestigd_op", Tijdstip),
    ForeignKeyConstraint(["ontvanger_soort", "ontvanger"], ["brievenbus.soort", "brievenbus.ontvanger"]),
    UniqueConstraint("ontvanger_soort", "ontvanger", "volgnummer", name="uq_signaal_volgnummer"),
    UniqueConstraint("eigen_melding", "soort", "aanleiding", name="uq_signaal_aanleiding"),
    gevulde("betreft_signaal"),
)

signaal_contact: Final = Table(
    "signaal_contact",
    METADATA,
    Column("kring", Id, primary_key=True),
    Column("melding_id", Id, ForeignKey("melding.id"), primary_key=True, index=True),
    Column("zwijgt_sinds", Tijdstip),
)
"""A kring is what several signalen name, each leaving out its own melding: rows grow with the family, not with its square."""

# Repetition and replay (R-158, keuzes.md 1).

zakelijke_sleutel: Final = Table(
    "zakelijke_sleutel",
    METADATA,
    Column("oin", Oin, primary_key=True),
    Column("soort", Soort, primary_key=True),
    Column("sleutel", LargeBinary, primary_key=True),
    Column("inhoud", LargeBinary),
    Column("antwoord", Text),
    Column("melding_id", Id, ForeignKey("melding.id"), index=True),
    Column("vervalt", Tijdstip),
    gevulde("vervalt"),
)

gezien_bericht: Final = Table(
    "gezien_bericht",
    METADATA,
    Column("oin", Oin, primary_key=True),
    Column("bericht", LargeBinary, primary_key=True),
    Column("handtekening", LargeBinary, nullable=False, unique=True),
    Column("tot", Tijdstip, nullable=False, index=True),
)

sleutelproef: Final = Table(
    "sleutelproef",
    METADATA,
    Column("proef", Integer, primary_key=True),
    Column("kenmerk", LargeBinary, nullable=False),
    Column("wijziging", Integer, nullable=False, server_default="0"),
)
