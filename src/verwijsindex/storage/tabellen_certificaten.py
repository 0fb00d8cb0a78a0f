"""Tables of the certificates that partner systems registered, and of what was told about their end and that of our own (R-154)."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table

from verwijsindex.storage.tabellen import METADATA, Dag, Oin, Soort, Tijdstip

Vingerafdruk: Final = String(64)
"""SHA-256 of a certificate, in hexadecimal."""

partnercertificaat: Final = Table(
    "partnercertificaat",
    METADATA,
    Column("oin", Oin, ForeignKey("partner.oin"), primary_key=True),
    Column("gebruik", Soort, primary_key=True),
    Column("vingerafdruk", Vingerafdruk, primary_key=True),
    Column("vanaf", Dag, nullable=False),
    Column("laatste_dag", Dag, nullable=False),
    Column("verloopt", Tijdstip, nullable=False),
    Column("vastgelegd_op", Tijdstip, nullable=False),
)

verloopwaarschuwing: Final = Table(
    "verloopwaarschuwing",
    METADATA,
    Column("vingerafdruk", Vingerafdruk, primary_key=True),
    Column("drempel", Integer, primary_key=True, autoincrement=False),
    Column("gemeld_op", Tijdstip, nullable=False),
    Column("gemaild", Boolean, nullable=False),
)
