"""Tables of the rights of the young person: requests, advice, decisions (Jeugdwet 7.1.5; R-131..R-138)."""

from typing import Final

from sqlalchemy import Column, ForeignKey, String, Table

from verwijsindex.storage.tabellen import METADATA, Dag, Gemeentecode, Id, Registratie, Soort, Tijdstip

verzoek: Final = Table(
    "verzoek",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("soort", Soort, nullable=False),
    Column("gemeentecode", Gemeentecode, nullable=False, index=True),
    Column("jeugdige_id", Id, ForeignKey("jeugdige.id", ondelete="SET NULL"), index=True),
    Column("verzoeker", Soort, nullable=False),
    Column("kenmerk", String(64), nullable=False),
    Column("ontvangen_op", Dag, nullable=False),
    Column("uiterste_dag", Dag, nullable=False),
    Column("geregistreerd_op", Tijdstip, nullable=False),
    Column("verlengd_op", Dag),
    Column("verlengd_kenmerk", String(64)),
    Column("verlengd_door", Registratie),
    Column("besluit", Soort),
    Column("besluit_kenmerk", String(64)),
    Column("besluit_op", Dag),
    Column("functionaris", Registratie),
    Column("opgeheven_op", Dag),
    Column("opgeheven_kenmerk", String(64)),
    Column("opgeheven_door", Registratie),
    Column("gewaarschuwd", Soort),
)

verzoek_melding: Final = Table(
    "verzoek_melding",
    METADATA,
    Column("verzoek_id", Id, ForeignKey("verzoek.id", ondelete="CASCADE"), primary_key=True),
    Column("melding_id", Id, ForeignKey("melding.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("advies", Soort),
    Column("advies_op", Tijdstip),
)

archiefbesluit: Final = Table(
    "archiefbesluit",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("gemeentecode", Gemeentecode, nullable=False),
    Column("kenmerk", String(64), nullable=False),
    Column("besluit_op", Dag, nullable=False),
    Column("functionaris", Registratie, nullable=False),
    Column("vastgelegd_op", Tijdstip, nullable=False),
)
"""Decisions on the archive that nobody asked for (R-112)."""

beperking: Final = Table(
    "beperking",
    METADATA,
    Column("melding_id", Id, ForeignKey("melding.id", ondelete="CASCADE"), primary_key=True),
    Column("verzoek_id", Id, ForeignKey("verzoek.id"), primary_key=True, index=True),
)
"""Every request that blocks a melding today; ``melding.beperkt_door`` is one of them."""
