"""What stands in the database afterwards, read by plain SQL around the store."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from verwijsindex.domain.nummers import Bsn
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.jeugdigen import nummer_kenmerk
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.versleuteling import Sleutels

from .wereld import OUDERS

_SIGNAAL: Final = """
    SELECT id, ontvanger_soort, ontvanger, volgnummer, soort, aanleiding, eigen_melding, vervallen, opgehaald_op, bevestigd_op
    FROM signaal ORDER BY ontvanger_soort, ontvanger, volgnummer
"""
_LOG: Final = "SELECT gebeurtenis, operatie, ids, ontvanger, verstrekt FROM logboek ORDER BY nummer"


@dataclass(frozen=True)
class RijSignaal:
    id: str
    ontvanger_soort: str
    ontvanger: str
    volgnummer: int
    soort: str
    aanleiding: str | None
    eigen_melding: str | None
    vervallen: bool
    opgehaald_op: object
    bevestigd_op: object

    @property
    def bus(self) -> tuple[str, str]:
        return self.ontvanger_soort, self.ontvanger


@dataclass(frozen=True)
class Regel:
    """A line of the logboek."""

    gebeurtenis: str
    operatie: str
    ids: list[str]
    ontvanger: str | None
    verstrekt: list[str]


@dataclass(frozen=True)
class RijMelding:
    id: str
    bsn: str
    wie: str


@dataclass(frozen=True)
class Stand:
    """Everything that the judgement needs; a jeugdige goes by his number."""

    meldingen: dict[str, RijMelding]
    jeugdigen: list[str]
    matches: list[tuple[str, str, str]]
    """(soort, one, other)"""
    signalen: list[RijSignaal]
    bussen: dict[tuple[str, str], int]
    contacten: dict[str, set[str]]
    sleutels: list[tuple[str, str | None, str | None]]
    """(soort, first answer, melding)"""
    log: list[Regel]
    beschadigd: list[str] = field(default_factory=list)
    """What the database says of its own files."""


def lees_stand(url: str, sleutels: Sleutels) -> Stand:
    """Read it all in one transaction."""
    engine = maak_engine(url)
    try:
        with engine.connect() as verbinding:
            verbinding.exec_driver_sql("BEGIN")
            return _stand(verbinding, Kluis(sleutels))
    finally:
        engine.dispose()


def _stand(verbinding: Connection, kluis: Kluis) -> Stand:
    def rijen(vraag: str) -> list[tuple[Any, ...]]:
        return [tuple(rij) for rij in verbinding.exec_driver_sql(vraag)]

    bekend = {nummer_kenmerk(kluis, Bsn(bsn)): bsn for bsn in OUDERS}
    zegels = rijen("SELECT id, bsn_kenmerk FROM jeugdige")
    wie_is = {jeugdige: bekend.get(kluis.ontzegel(bytes(zegel)), "onbekend") for jeugdige, zegel in zegels}
    contacten: defaultdict[str, set[str]] = defaultdict(set)
    for signaal, melding in rijen(
        """
        SELECT s.id, c.melding_id FROM signaal s JOIN signaal_contact c ON c.kring = s.kring
        WHERE s.eigen_melding IS NULL OR s.eigen_melding <> c.melding_id
        """
    ):
        contacten[signaal].add(melding)
    return Stand(
        meldingen={
            id: RijMelding(id, wie_is.get(jeugdige, "geen jeugdige"), wie)
            for id, jeugdige, wie in rijen("SELECT id, jeugdige_id, meldingsbevoegde FROM melding")
        },
        jeugdigen=list(wie_is.values()),
        matches=[(rij[0], wie_is[rij[1]], wie_is[rij[2]]) for rij in rijen("SELECT soort, eerste, tweede FROM match")],
        signalen=[RijSignaal(*rij) for rij in rijen(_SIGNAAL)],
        bussen={(soort, ontvanger): laatste for soort, ontvanger, laatste in rijen("SELECT soort, ontvanger, laatste FROM brievenbus")},
        contacten=contacten,
        sleutels=[(rij[0], rij[1], rij[2]) for rij in rijen("SELECT soort, antwoord, melding_id FROM zakelijke_sleutel")],
        log=[
            Regel(gebeurtenis, operatie, json.loads(ids), ontvanger, list(json.loads(verstrekt or "{}")))
            for gebeurtenis, operatie, ids, ontvanger, verstrekt in rijen(_LOG)
        ],
        beschadigd=_beschadigd(verbinding),
    )


def _beschadigd(verbinding: Connection) -> list[str]:
    """SQLite checks its file and its references; PostgreSQL lets no reference break."""
    if verbinding.dialect.name != "sqlite":
        return []
    gevonden = [str(rij) for pragma in ("integrity_check", "foreign_key_check") for rij in verbinding.exec_driver_sql(f"PRAGMA {pragma}")]
    return [rij for rij in gevonden if rij != "('ok',)"]
