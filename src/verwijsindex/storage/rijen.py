"""Rows that more than one repository reads."""

from typing import Any, Final

from sqlalchemy import ColumnElement
from sqlalchemy.sql.expression import FromClause

from verwijsindex.domain.melding import Melding
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Rij
from verwijsindex.storage.vormen import als_dag, als_moment, dag_of_niets

PARTNER_MELDING_ID: Final = "melding.partner_melding_id"


def melding_kolommen(van: FromClause, over: FromClause) -> tuple[ColumnElement[Any], ...]:
    """What ``lees_melding`` reads, of a melding and of the jeugdige that it is about."""
    m = van.c
    return (
        m.id,
        m.jeugdige_id,
        m.meldingsbevoegde,
        m.partner_melding_id,
        m.meldmoment,
        m.verwijderdatum,
        m.verwijderd_op,
        m.beperkt_door,
        over.c.uiterlijk,
    )


def lees_melding(kluis: Kluis, rij: Rij) -> Melding:
    """The melding in a row of ``melding_kolommen``."""
    melding_id, jeugdige_id, meldingsbevoegde, partner_melding_id, meldmoment, verwijderdatum, verwijderd_op, beperkt_door, uiterlijk = rij
    return Melding(
        id=melding_id,
        jeugdige_id=jeugdige_id,
        meldingsbevoegde=meldingsbevoegde,
        partner_melding_id=kluis.ontsleutel(PARTNER_MELDING_ID, melding_id, partner_melding_id),
        meldmoment=als_moment(meldmoment),
        verwijderdatum=als_dag(verwijderdatum),
        uiterlijk=als_dag(uiterlijk),
        verwijderd_op=dag_of_niets(verwijderd_op),
        beperkt_door=beperkt_door,
        beleid=kluis.beleid,
    )
