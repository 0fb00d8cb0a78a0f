"""Tables about what is outside: excluded addresses, who is followed in the register, and what runs by itself."""

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text

from verwijsindex.storage.tabellen import METADATA, Dag, Gemeentecode, Id, Registratie, Soort, Tijdstip

# Institution addresses that never match. They are no personal data and stand in clear.

uitgesloten_adres: Final = Table(
    "uitgesloten_adres",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("nummeraanduiding", String(16)),
    Column("postcode", String(6)),
    Column("huisnummer", Integer),
    Column("huisletter", String(1)),
    Column("toevoeging", String(4)),
    Column("aanduiding", String(2)),
    Column("bron", Soort, nullable=False),
    Column("gemeentecode", Gemeentecode),
    Column("vanaf", Dag, nullable=False),
    Column("tot", Dag),
    Column("kenmerk_bag", LargeBinary, index=True),
    Column("kenmerk_tekst", LargeBinary, index=True),
)

# The register of persons: how far we have read, and whom we no longer need to follow.

registerstand: Final = Table(
    "registerstand",
    METADATA,
    Column("register", Soort, primary_key=True),
    Column("stand", String(64), nullable=False),
)

niet_meer_volgen: Final = Table(
    "niet_meer_volgen",
    METADATA,
    Column("bsn_kenmerk", LargeBinary, primary_key=True),
    Column("bsn", LargeBinary, nullable=False),
)

# What leaves and runs by itself: e-mail notices, and which server does the work now.

notificatie: Final = Table(
    "notificatie",
    METADATA,
    Column("soort", Soort, primary_key=True),
    Column("ontvanger", Registratie, primary_key=True),
    Column("aantal", Integer, nullable=False),
    Column("sinds", Tijdstip, nullable=False),
    Column("volgende_poging", Tijdstip, nullable=False),
    Column("pogingen", Integer, nullable=False),
    Column("fout", Soort),
    Index("ix_notificatie_volgende_poging", "volgende_poging"),
)

onbestelbaar: Final = Table(
    "onbestelbaar",
    METADATA,
    Column("ontvanger", Registratie, primary_key=True),
    Column("sinds", Tijdstip, nullable=False),
    Column("fout", Soort, nullable=False),
)

beurt: Final = Table(
    "beurt",
    METADATA,
    Column("taak", Soort, primary_key=True),
    Column("houder", Id),
    Column("tot", Tijdstip),
    Column("voltooid", Tijdstip),
    Column("verslag", Text),
)
