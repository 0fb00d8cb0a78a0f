"""Signalen as stored, with their contacts resolved at the moment of reading (R-054)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, or_, select

from verwijsindex.domain.instantie import Contactgegevens
from verwijsindex.domain.signaal import (
    BewaardContact,
    BewaardSignaal,
    Contact,
    Ontvanger,
    OntvangerSoort,
    Persoonscontact,
    SignaalSoort,
)
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst
from verwijsindex.storage.organisaties import lees_contact
from verwijsindex.storage.rijen import lees_melding, melding_kolommen
from verwijsindex.storage.tabellen import coordinator, gebruiker, instantie, jeugdige, melding, signaal, signaal_contact
from verwijsindex.storage.vormen import als_dag, als_moment, dag_of_niets

_eigen, _eigen_jeugdige, _collega = melding.alias("eigen"), jeugdige.alias("eigen_jeugdige"), gebruiker.alias("collega")

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

_NOEMT: Final = and_(
    signaal_contact.c.kring == signaal.c.kring,
    or_(signaal.c.eigen_melding.is_(None), signaal.c.eigen_melding != signaal_contact.c.melding_id),
)
"""What a signaal names of its kring: everything but its own melding."""

_CONTACTEN: Final = Opdracht(
    select(
        signaal.c.id,
        gebruiker.c.contact,
        instantie.c.naam,
        _collega.c.id,
        _collega.c.contact,
        _collega.c.aanwijzing_vanaf,
        _collega.c.aanwijzing_tot,
        *melding_kolommen(melding, jeugdige),
    )
    .select_from(signaal)
    .join(signaal_contact, _NOEMT)
    .join(melding, melding.c.id == signaal_contact.c.melding_id)
    .join(jeugdige, jeugdige.c.id == melding.c.jeugdige_id)
    .join(gebruiker, gebruiker.c.id == melding.c.meldingsbevoegde)
    .outerjoin(instantie, instantie.c.id == gebruiker.c.instantie_id)
    .outerjoin(coordinator, coordinator.c.instantie_id == instantie.c.id)
    .outerjoin(_collega, _collega.c.id == coordinator.c.gebruiker_id)
    .where(in_lijst(signaal.c.id, "signalen"))
    .order_by(melding.c.meldmoment, melding.c.id)
)


def noemt(melding_id: ColumnElement[str]) -> Select[tuple[str]]:
    """The ids of the signalen that name this melding."""
    return select(signaal.c.id).join(signaal_contact, _NOEMT).where(signaal_contact.c.melding_id == melding_id)


def lees_signalen(sessie: Sessie, kluis: Kluis, rijen: Sequence[Rij], dag: date) -> list[BewaardSignaal]:
    """The signalen in rows of ``SIGNALEN``, with the contacts that they name on ``dag``."""
    per_signaal: dict[str, list[BewaardContact]] = {rij[0]: [] for rij in rijen}
    adressen = _Adressen(kluis, dag)
    for rij in sessie.rijen(_CONTACTEN, signalen=lijst(per_signaal)) if rijen else ():
        per_signaal[rij[0]].append(adressen.bewaard_contact(rij))
    return [_signaal(kluis, rij, per_signaal[rij[0]]) for rij in rijen]


class _Adressen:
    """Contact data, each decrypted once."""

    def __init__(self, kluis: Kluis, dag: date) -> None:
        self._kluis = kluis
        self._dag = dag
        self._bekend: dict[str, Contactgegevens] = {}

    def bewaard_contact(self, rij: Rij) -> BewaardContact:
        _, geheim, instantie_naam = rij[:3]
        gemeld = lees_melding(self._kluis, rij[7:])
        wie = self._van(gemeld.meldingsbevoegde, geheim)
        contact = Contact(
            naam=wie.naam,
            instantie=instantie_naam,
            locatie=wie.locatie,
            functie=wie.functie,
            telefoon=wie.telefoon,
            emailadres=wie.emailadres,
            coordinator=self._coordinator(*rij[3:7]),
        )
        return BewaardContact(gemeld, gemeld.meldingsbevoegde, contact)

    def _coordinator(self, collega_id: str | None, geheim: bytes, vanaf: str, tot: str | None) -> Persoonscontact | None:
        """R-008: the active coordinator of the instantie, if it has one."""
        if collega_id is None or not Geldigheid(als_dag(vanaf), dag_of_niets(tot)).omvat(self._dag):
            return None
        return _persoon(self._van(collega_id, geheim))

    def _van(self, gebruiker_id: str, geheim: bytes) -> Contactgegevens:
        if gebruiker_id not in self._bekend:
            self._bekend[gebruiker_id] = lees_contact(self._kluis, gebruiker_id, geheim)
        return self._bekend[gebruiker_id]


def _persoon(wie: Contactgegevens) -> Persoonscontact:
    return Persoonscontact(wie.naam, wie.functie, wie.telefoon, wie.emailadres)


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
