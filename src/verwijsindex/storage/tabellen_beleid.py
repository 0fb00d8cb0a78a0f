"""Which policy was in force, and how far the end of the index is (R-190)."""

from typing import Final

from sqlalchemy import Column, Integer, String, Table, Text

from verwijsindex.storage.tabellen import METADATA, Tijdstip

beleidsstand: Final = Table(
    "beleidsstand",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kenmerk", String(32), nullable=False),
    Column("sinds", Tijdstip, nullable=False),
)

afbouwstand: Final = Table(
    "afbouwstand",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("begonnen", Tijdstip, nullable=False),
    Column("vooraf", Text, nullable=False),
    Column("voltooid", Tijdstip),
)
"""Each has one row, with id 1."""
