"""Signalen as stored, with their contacts resolved at the moment of reading (R-054)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, or_, select

from verwijsindex.domain.signaal import BewaardContact, BewaardSignaal, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.storage.contactrijen import CONTACT_KOLOMMEN, Adressen, met_contact
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst
from verwijsindex.storage.rijen import lees_melding, melding_kolommen
from verwijsindex.storage.tabellen import jeugdige, melding, signaal, signaal_contact
from verwijsindex.storage.vormen import als_moment

_eigen, _eigen_jeugdige = melding.alias("eigen"), jeugdige.alias("eigen_jeugdige")

SIGNALEN: Final = (
    select(
        signaal.c.id,
        signaal.c.volgnummer,
        signaal.c.ontvanger_soort,
        signaal.c.ontvanger,
        signaal.c.soort,
        signaal.c.tijdstip,
        signaal.c.vervallen,
        signaal.c.opgehaald_op,
        signaal.c.matchsleutel,
        signaal.c.betreft_signaal,
        *melding_kolommen(_eigen, _eigen_jeugdige),
    )
    .select_from(signaal)
    .outerjoin(_eigen, _eigen.c.id == signaal.c.eigen_melding)
    .outerjoin(_eigen_jeugdige, _eigen_jeugdige.c.id == _eigen.c.jeugdige_id)
    .order_by(signaal.c.ontvanger_soort, signaal.c.ontvanger, signaal.c.volgnummer)
)
"""What ``lees_signalen`` reads; everyone locks signalen in this order."""

NOEMT: Final = and_(
    signaal_contact.c.kring == signaal.c.kring,
    or_(signaal.c.eigen_melding.is_(None), signaal.c.eigen_melding != signaal_contact.c.melding_id),
)
"""What a signaal names of its kring: everything but its own melding."""

_CONTACTEN: Final = Opdracht(
    select(signaal.c.id, *CONTACT_KOLOMMEN)
    .select_from(met_contact(signaal.join(signaal_contact, NOEMT).join(melding, melding.c.id == signaal_contact.c.melding_id)))
    .where(in_lijst(signaal.c.id, "signalen"), signaal_contact.c.zwijgt_sinds.is_(None))
    .order_by(melding.c.meldmoment, melding.c.id)
)


def noemt(welke: ColumnElement[bool]) -> Select[tuple[str]]:
    """The ids of the signalen that name a melding, or did until it was blocked, by a condition on ``signaal_contact.melding_id``."""
    return select(signaal.c.id).join(signaal_contact, NOEMT).where(welke)


def lees_signalen(sessie: Sessie, kluis: Kluis, rijen: Sequence[Rij], dag: date) -> list[BewaardSignaal]:
    """The signalen in rows of ``SIGNALEN``, with the contacts that they name on ``dag``."""
    per_signaal: dict[str, list[BewaardContact]] = {rij[0]: [] for rij in rijen}
    adressen = Adressen(kluis, dag)
    for rij in sessie.rijen(_CONTACTEN, signalen=lijst(per_signaal), naam_op=dag.isoformat()) if rijen else ():
        per_signaal[rij[0]].append(adressen.bewaard_contact(rij[1:]))
    return [_signaal(kluis, rij, per_signaal[rij[0]]) for rij in rijen]


def _signaal(kluis: Kluis, rij: Rij, contacten: Sequence[BewaardContact]) -> BewaardSignaal:
    signaal_id, volgnummer, ontvanger_soort, ontvanger, soort, tijdstip, vervallen, opgehaald_op, matchsleutel, betreft = rij[:10]
    return BewaardSignaal(
        id=signaal_id,
        volgnummer=volgnummer,
        ontvanger=Ontvanger(OntvangerSoort(ontvanger_soort), ontvanger),
        soort=SignaalSoort(soort),
        tijdstip=als_moment(tijdstip),
        vervallen=bool(vervallen),
        opgehaald=opgehaald_op is not None,
        eigen_melding=None if rij[10] is None else lees_melding(kluis, rij[10:]),
        matchsleutel=matchsleutel,
        betreft_signaal=betreft,
        contacten=tuple(contacten),
    )
