"""Where the chain of the logboek ends, and the signed statements about it (R-142); the chain itself stands in the logboek."""

from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text

from verwijsindex.storage.tabellen import METADATA, Nummer

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
