"""Which keys are in force (R-195). The keys themselves stand in a file outside the database."""

from typing import Final

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table

from verwijsindex.storage.tabellen import METADATA, Tijdstip

sleutel: Final = Table(
    "sleutel",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("proef", LargeBinary, nullable=False),
    Column("bekend_sinds", Tijdstip, nullable=False),
    Column("in_gebruik_sinds", Tijdstip),
    Column("in_gebruik", Boolean, nullable=False),
)
