"""Tables of gemeenten, profiles, what an instantie was called, and passed conformance runs (R-180..R-184)."""

from typing import Final

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from verwijsindex.storage.tabellen import METADATA, Dag, Gemeentecode, Oin, Registratie, Tijdstip

Profieltekst: Final = String(2000)

gemeente: Final = Table(
    "gemeente",
    METADATA,
    Column("code", Gemeentecode, primary_key=True),
    Column("naam", String(200), nullable=False),
    Column("live_vanaf", Dag),
)

organisatieprofiel: Final = Table(
    "organisatieprofiel",
    METADATA,
    Column("instantie_id", Registratie, ForeignKey("instantie.id"), primary_key=True),
    Column("privacyprotocol", Profieltekst),
    Column("doelgroep", Profieltekst),
    Column("signaleringscriteria", Profieltekst),
    Column("procedures", Profieltekst),
    Column("zorgcoordinatie", Profieltekst),
    Column("contact", LargeBinary),
)

instantie_historie: Final = Table(
    "instantie_historie",
    METADATA,
    Column("instantie_id", Registratie, ForeignKey("instantie.id"), primary_key=True),
    Column("tot", Dag, primary_key=True),
    Column("naam", String(200), nullable=False),
    Column("opgegaan_in", Registratie, ForeignKey("instantie.id")),
)
"""Before the day ``tot`` it bore this name; on that day it became part of another, when that is filled in."""

conformiteit: Final = Table(
    "conformiteit",
    METADATA,
    Column("oin", Oin, ForeignKey("partner.oin"), primary_key=True),
    Column("rapport", String(64), primary_key=True),
    Column("versie", String(20), nullable=False),
    Column("getoetst_op", Tijdstip, nullable=False),
    Column("gevallen", String(60), nullable=False),
    Column("vastgelegd_op", Tijdstip, nullable=False),
    Column("vastgelegd_door", Registratie, nullable=False),
)
