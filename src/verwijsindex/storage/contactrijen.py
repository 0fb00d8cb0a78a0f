"""The reporter of a melding and his coordinator, resolved at the moment of reading (R-008, R-054)."""

from datetime import date
from typing import Final

from sqlalchemy.sql.expression import FromClause

from verwijsindex.domain.instantie import Contactgegevens
from verwijsindex.domain.signaal import BewaardContact, Contact, Persoonscontact
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.namen import naam_op_dag
from verwijsindex.storage.opdracht import Rij
from verwijsindex.storage.organisaties import lees_contact
from verwijsindex.storage.rijen import lees_melding, melding_kolommen
from verwijsindex.storage.tabellen import coordinator, gebruiker, instantie, jeugdige, melding
from verwijsindex.storage.vormen import als_dag, dag_of_niets

_collega = gebruiker.alias("collega")

CONTACT_KOLOMMEN: Final = (
    gebruiker.c.contact,
    naam_op_dag(),
    _collega.c.id,
    _collega.c.contact,
    _collega.c.aanwijzing_vanaf,
    _collega.c.aanwijzing_tot,
    *melding_kolommen(melding, jeugdige),
)
"""What ``Adressen.bewaard_contact`` reads, of ``met_contact``; the parameter ``naam_op`` is the day (R-184)."""


def met_contact(meldingen: FromClause) -> FromClause:
    """These meldingen with the jeugdige, the reporter, and the instantie and coordinator if he has them."""
    return (
        meldingen.join(jeugdige, jeugdige.c.id == melding.c.jeugdige_id)
        .join(gebruiker, gebruiker.c.id == melding.c.meldingsbevoegde)
        .outerjoin(instantie, instantie.c.id == gebruiker.c.instantie_id)
        .outerjoin(coordinator, coordinator.c.instantie_id == instantie.c.id)
        .outerjoin(_collega, _collega.c.id == coordinator.c.gebruiker_id)
    )


class Adressen:
    """Contact data, each decrypted once."""

    def __init__(self, kluis: Kluis, dag: date) -> None:
        self._kluis = kluis
        self._dag = dag
        self._bekend: dict[str, Contactgegevens] = {}

    def bewaard_contact(self, rij: Rij) -> BewaardContact:
        """The contact in a row of ``CONTACT_KOLOMMEN``."""
        geheim, instantie_naam = rij[:2]
        gemeld = lees_melding(self._kluis, rij[6:])
        wie = self._van(gemeld.meldingsbevoegde, geheim)
        contact = Contact(
            naam=wie.naam,
            instantie=instantie_naam,
            locatie=wie.locatie,
            functie=wie.functie,
            telefoon=wie.telefoon,
            emailadres=wie.emailadres,
            coordinator=self._coordinator(*rij[2:6]),
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
