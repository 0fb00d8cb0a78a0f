"""The statutory log, append-only, what was handed out beside it, and where its chain ends (R-140, R-142, R-054)."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Identity, Index, Integer, LargeBinary, String, Table, Text, text

from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.storage.tabellen import METADATA, Id, Nummer, Oin, Registratie, Soort, Tijdstip, gevulde

# The migration puts a trigger on it that refuses every change.

VERBONDEN: Final = f"gebeurtenis = '{Gebeurtenis.PERSOON_VERBONDEN.value}'"
"""Which lines say that one person bore two names in the logboek (keuzes.md 31)."""

logboek: Final = Table(
    "logboek",
    METADATA,
    Column("nummer", Nummer, Identity(), primary_key=True),
    Column("tijdstip", Tijdstip, nullable=False),
    Column("gebeurtenis", Soort, nullable=False),
    Column("operatie", Soort, nullable=False),
    Column("oin", Oin),
    Column("gebruiker_id", Registratie),
    Column("rol", Soort),
    Column("bericht_id", Id),
    Column("persoon", String(32)),
    Column("ids", Text, nullable=False),
    Column("uitkomst", Soort, nullable=False),
    Column("ontvanger", Registratie),
    Column("verstrekt", Text),
    Column("keten", Integer, nullable=False),
    Column("plaats", Nummer, nullable=False),
    Column("schakel", LargeBinary, nullable=False),
    gevulde("persoon"),
    Index("ix_logboek_verbonden", "ids", sqlite_where=text(VERBONDEN), postgresql_where=text(VERBONDEN)),
)
"""Found by person, for who asks inzage; of whom two became one, by the one who stayed."""

verstrekking: Final = Table(
    "verstrekking",
    METADATA,
    Column("signaal_id", Id, ForeignKey("signaal.id"), primary_key=True),
    Column("kenmerk", LargeBinary, primary_key=True),
    Column("inhoud", LargeBinary, nullable=False),
)

# Where its lanes end, and the signed statements about them.

logketen: Final = Table(
    "logketen",
    METADATA,
    Column("keten", Integer, primary_key=True, autoincrement=False),
    Column("lengte", Nummer, nullable=False),
    Column("schakel", LargeBinary, nullable=False),
    Column("zegel", LargeBinary),
    Column("sleutel", String(16)),
)

logijkpunt: Final = Table(
    "logijkpunt",
    METADATA,
    Column("nummer", Nummer, primary_key=True, autoincrement=False),
    Column("inhoud", Text, nullable=False),
    Column("handtekening", Text, nullable=False),
)
